"""The pages written from reference data stand in ``docs/`` as the data are today."""

from collections.abc import Callable

import pytest

from optimizer.evaluation.counting import load_counting_rules, measure_up
from optimizer.evaluation.reduction import Side, select
from optimizer.formats import counting_page, interfaces_page, law_page, levers_page
from optimizer.formats.counting_page import days_figure
from optimizer.formats.reference_pages import page_path, table
from optimizer.law.rules import Rule, load_rules
from optimizer.levers.catalogue import LEVERS
from optimizer.levers.lever import Lever
from optimizer.redesign.counting_rule import CountingRule
from tests.fixtures import pair

PAGES = {
    counting_page.PAGE: counting_page.page,
    interfaces_page.PAGE: interfaces_page.page,
    law_page.PAGE: law_page.page,
    levers_page.PAGE: levers_page.page,
}
DAYS = {
    "statutory_sum_days": 1,
    "statutory_or_promise_sum_days": 2,
    "promise_sum_days": 3,
    "promise_days": 4,
    "promise_days_statutory_items": 5,
}
NUMBERED = measure_up(pair(), 8).model_copy(update=DAYS)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_current(name: str) -> None:
    """Whoever changes the data writes the page anew: python -m optimizer.formats.<page>_page."""
    page: Callable[[], str] = PAGES[name]
    assert page_path(name).read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
def test_each_lever_says_when_it_is_offered_and_refused(lever: Lever) -> None:
    """A section names the lever in both languages, its limits, and who decides."""
    page = levers_page.page()
    section = page.partition(f"{lever.name_en} `{lever.key}`\n")[2].partition("\n## ")[0]
    for label in ("Changes", "Offered", "Refused", "Effort", "Risk", "Basis"):
        assert f"- **{label}**: " in section
    assert section.count("\n| ") >= len(("head", "rule", "row"))


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_each_rule_stands_on_the_page(rule: Rule) -> None:
    """With its article and wording."""
    assert f"| `{rule.id}` | {rule.article} | {rule.wording_zh} ·" in law_page.page()


@pytest.mark.parametrize("rule", load_counting_rules().values(), ids=lambda rule: rule.id)
@pytest.mark.parametrize("side", ["before", "after"])
def test_the_days_named_are_those_counted(rule: CountingRule, side: Side) -> None:
    """The raw figure on the page is the one the reduction takes."""
    assert select(NUMBERED, rule, "promise", side) == DAYS[days_figure(rule, side)]


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    """Patterns of the rules contain bars."""
    assert table(("a",), [("x|y",)]) == "| a |\n| --- |\n| x\\|y |\n"
