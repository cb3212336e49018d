"""The reduction table as CSV."""

import csv
import datetime
import io

import pytest

from optimizer import __version__, planning
from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.csv_text import BYTE_ORDER_MARK, harmless
from optimizer.formats.reduction_csv import reduction_csv
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import CONSERVATIVE
from optimizer.service.canonical import fingerprint
from optimizer.wording.figures import situation_text
from optimizer.wording.times import clock_text
from tests.fixtures import draft


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planning.optimize(draft(), CONSERVATIVE)


def test_it_begins_with_the_mark_that_spreadsheets_need(plan: Plan) -> None:
    """Excel takes a file without it for the machine's own code page."""
    assert reduction_csv(plan, draft()).startswith(BYTE_ORDER_MARK)


def test_it_has_a_row_for_every_metric_with_its_rule(plan: Plan) -> None:
    """Every metric stands beside the rule it was counted under."""
    text = reduction_csv(plan, draft(), "en").removeprefix(BYTE_ORDER_MARK)
    heading, *rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == len(REDUCED)
    assert {row[heading.index("counting rule")] for row in rows} == {plan.counting}


def test_every_row_says_what_it_was_computed_from(plan: Plan) -> None:
    """Rows that are put under those of other services can still be computed again."""
    made = datetime.datetime(2026, 3, 2, 1, 5, tzinfo=datetime.UTC)
    text = reduction_csv(plan, draft(), "en", made).removeprefix(BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["input (SHA-256)"] for row in rows} == {fingerprint(draft())}
    assert {row["program version"] for row in rows} == {__version__}
    assert {row["situation"] for row in rows} == {situation_text(plan.situation, "en")}
    assert {row["computed at"] for row in rows} == {clock_text(made)}


@pytest.mark.parametrize("name", ["=1+1", "+cmd|'/c calc'!A1", "-2+3", "@sum(a)", "\t=1", "＝1"])
def test_no_cell_is_taken_for_a_formula(plan: Plan, name: str) -> None:
    """A hostile name of a service does nothing in a spreadsheet (CWE-1236)."""
    named = draft().model_copy(update={"name": name})
    text = reduction_csv(plan, named).removeprefix(BYTE_ORDER_MARK)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {row[0] for row in rows[1:]} == {f"'{name}"}


@pytest.mark.parametrize("cell", ["-5", "-12.50%", "+3", "12", "店"])
def test_numbers_and_names_stay_as_they_are(cell: str) -> None:
    """Only what a spreadsheet would run is changed."""
    assert harmless(cell) == cell
