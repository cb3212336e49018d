"""What a stopped search found replaces no better answer to the same question."""

from pathlib import Path

import pytest

from optimizer.cli.district_keeping import keep_decided
from optimizer.cli.screen import Screen
from optimizer.formats.district_file import read_district_file
from optimizer.redesign.district import DistrictPlan, JointRequest
from optimizer.redesign.plan import Status
from tests.districts import district_plan


def _found(status: Status, value: int, request: JointRequest) -> DistrictPlan:
    plan = district_plan(request)
    outcome = plan.outcome.model_copy(update={"status": status, "value": value, "bound": 1})
    return plan.model_copy(update={"outcome": outcome})


SAME = JointRequest()


@pytest.mark.parametrize(
    ("status", "value", "request_", "kept"),
    [
        (Status.STOPPED, 9, SAME, 5),
        (Status.STOPPED, 5, SAME, 5),
        (Status.STOPPED, 9, JointRequest(time_limit_seconds=7), 5),
        (Status.STOPPED, 4, SAME, 4),
        (Status.STOPPED, 9, JointRequest(max_effort=3), 9),
        (Status.BOUNDED, 9, SAME, 9),
    ],
)
def test_only_what_is_worse_of_a_stopped_search_is_not_kept(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    status: Status,
    value: int,
    request_: JointRequest,
    kept: int,
) -> None:
    path = tmp_path / "district-plan.json"
    keep_decided(Screen("zh"), path, _found(Status.BOUNDED, 5, SAME))
    assert str(path) in capsys.readouterr().out
    keep_decided(Screen("zh"), path, _found(status, value, request_))
    assert ("没有覆盖" in capsys.readouterr().out) is (kept == 5)
    assert read_district_file(path.read_bytes(), path.name).outcome.value == kept


def test_what_cannot_be_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "district-plan.json"
    path.write_text("{", encoding="utf-8")
    keep_decided(Screen("zh"), path, _found(Status.STOPPED, 9, SAME))
    assert read_district_file(path.read_bytes(), path.name).outcome.value == 9
