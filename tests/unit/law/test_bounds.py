"""What the law leaves open, and what counts as worse than before."""

from datetime import date

from optimizer.law.bounds import apart, forbids, minimum_hours
from optimizer.law.check import worsened
from optimizer.law.rules import load_rules, stale_rules
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Violation, Weight
from optimizer.service.kinds import StepKind
from tests.fixtures import locked, pair, same_department, with_kind


def _violation(subject: str, amount: int, weight: Weight = Weight.HARD) -> Violation:
    return Violation(
        rule="L", weight=weight, subject=subject, amount=amount, message_zh="", message_en=""
    )


def test_a_locked_step_keeps_its_full_length() -> None:
    """Its minimum is what it takes today."""
    service = locked("a/审查")
    assert minimum_hours(load_rules(), service, service.step("a/审查")) == 24
    assert minimum_hours(load_rules(), service, service.step("b/审查")) == 0


def test_a_hearing_takes_twelve_working_days_at_least() -> None:
    """5 days to ask for it and 7 days of notice (行政许可法 46–48)."""
    service = with_kind(StepKind.HEARING)
    assert minimum_hours(load_rules(), service, service.step("a/又")) == 96


def test_decisions_of_two_organs_stay_apart() -> None:
    """Reviews may be joint, decisions only at one organ."""
    rules = load_rules()
    assert apart(rules, pair(), "a/决定", "b/决定")
    assert not apart(rules, same_department(), "a/决定", "b/决定")
    assert not apart(rules, pair(), "a/审查", "b/审查")


def test_steps_of_one_item_and_locked_steps_stay_apart() -> None:
    """Neither the law nor sense lets them become one."""
    assert apart(load_rules(), pair(), "a/受理", "a/审查")
    assert apart(load_rules(), locked("b/审查"), "a/审查", "b/审查")


def test_a_merge_of_decisions_of_two_organs_is_forbidden() -> None:
    """The finished measure is refused with the rule that refuses it."""
    targets = ("a/决定", "b/决定")
    rule = forbids(load_rules(), pair(), MeasureKind.MERGE, targets, "decision")
    assert rule is not None
    assert rule.id == "L-22"


def test_only_new_or_larger_hard_violations_are_worse() -> None:
    """Equal, smaller and soft ones are not."""
    before = (_violation("x", 2), _violation("y", 2))
    after = (
        _violation("x", 2),
        _violation("y", 3),
        _violation("z", 0),
        _violation("w", 9, Weight.SOFT),
    )
    assert [one.subject for one in worsened(before, after)] == ["y", "z"]


def test_a_merged_step_inherits_what_its_members_broke() -> None:
    """The subject ``x+y`` is compared with the worst of x and y."""
    before = (_violation("x", 2),)
    assert worsened(before, (_violation("x+y", 2),)) == ()
    assert [one.amount for one in worsened(before, (_violation("x+y", 3),))] == [3]


def test_a_rule_holds_from_its_first_day_on() -> None:
    """The day before it does not."""
    rule = next(one for one in load_rules() if one.id == "L-33")
    first = rule.effective_from
    assert rule in load_rules(first)
    assert rule not in load_rules(date(first.year, first.month - 1, first.day))


def test_a_text_read_more_than_a_year_ago_is_stale() -> None:
    """Rules never read are stale on every day."""
    rules = load_rules()
    fresh = {one.id for one in rules} - {one.id for one in stale_rules(rules, date(2026, 4, 19))}
    assert "L-42a" in fresh
    assert "S-food" not in fresh
    assert "L-42a" in {one.id for one in stale_rules(rules, date(2026, 4, 20))}
