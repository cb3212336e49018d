"""Findings lead to the rows they speak of."""

from pathlib import Path

import pytest

from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.service.findings import findings
from optimizer.service.step import Step
from optimizer.workspace.placed_findings import placed_findings
from tests.fixtures import days, draft

SHIPPED = sorted(scenarios_directory().glob("*/service.yaml"))


@pytest.mark.parametrize("file", SHIPPED[:6], ids=lambda one: one.parent.name)
def test_every_finding_is_there_with_rows_its_table_has(file: Path) -> None:
    service = read_service(file)
    placed = placed_findings(service)
    assert tuple(one.finding for one in placed) == findings(service)
    for one in placed:
        assert (one.spot is None) is (not one.rows)
        if one.spot is not None:
            assert one.spot.row in one.rows


def test_a_finding_about_all_steps_of_an_item_leads_to_all_of_them() -> None:
    """Twelve days of steps do not fit into a limit of five."""
    steps = tuple(
        Step(id=f"{item}{number}", items=(item,), name="审查", duration=days("6"))
        for item in ("a", "b")
        for number in range(2)
    )
    service = draft().model_copy(update={"steps": steps})
    rows = {
        one.rows
        for one in placed_findings(service)
        if one.spot is not None and one.spot.section == "steps" and not one.spot.field
    }
    assert frozenset({0, 1}) in rows
    assert frozenset({2, 3}) in rows
