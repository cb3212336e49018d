"""What the law says before and after: each finding stands once, and nothing is lost."""

import pytest

from optimizer import planning
from optimizer.law.rules import load_rules
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import BREAKTHROUGH, CONSERVATIVE, RECOMMENDED, Request
from optimizer.redesign.violation import Violation, Weight
from optimizer.workspace.lawfulness import Fate, breaches, breaches_today, signatories
from tests.unit.workspace.plans import RESTAURANT, SCHOOL, planned, shipped

RULE = load_rules()[0].id


def _found(
    subject: str, amount: int = 0, *, weight: Weight = Weight.HARD, who: str = ""
) -> Violation:
    return Violation(
        rule=RULE,
        weight=weight,
        subject=subject,
        amount=amount,
        who=who,
        message_zh=f"{subject}：有误",
        message_en=f"{subject}: wrong",
    )


def _plan(
    before: tuple[Violation, ...], after: tuple[Violation, ...], signed: tuple[Violation, ...] = ()
) -> Plan:
    found = {"violations_before": before, "violations_after": after, "sign_offs": signed}
    return planned(SCHOOL, CONSERVATIVE).model_copy(update=found)


@pytest.mark.parametrize("name", [RESTAURANT, SCHOOL])
@pytest.mark.parametrize("asked", [RECOMMENDED, BREAKTHROUGH], ids=lambda one: one.name)
def test_every_finding_stands_in_the_table(name: str, asked: Request) -> None:
    plan = planned(name, asked)
    found = breaches(plan)
    assert [one.after for one in found if one.after] == sorted(
        plan.violations_after, key=[one.after for one in found].index
    )
    settled = {one.before.key for one in found if one.fate is Fate.SETTLED and one.before}
    remaining = {one.before.key for one in found if one.fate is Fate.REMAINS and one.before}
    assert settled | remaining == {one.key for one in plan.violations_before}
    assert not settled & remaining
    assert {one.after for one in found if one.sign_off} == set(plan.sign_offs)


def test_a_plan_adds_nothing_that_must_not_be_broken() -> None:
    found = breaches(planned(RESTAURANT, BREAKTHROUGH))
    assert any(one.fate is Fate.ADDED for one in found)
    assert not any(one.hard for one in found if one.fate is Fate.ADDED)


def test_what_members_broke_remains_in_the_step_they_became() -> None:
    before = (_found("a/勘", 1), _found("b/勘", 2))
    (one,) = breaches(_plan(before, (_found("a/勘+b/勘", 2),)))
    assert (one.fate, one.before) == (Fate.REMAINS, before[1])


def test_a_finding_about_another_thing_is_added_and_the_old_one_settled() -> None:
    found = breaches(_plan((_found("a/勘"),), (_found("b/勘"),)))
    assert [one.fate for one in found] == [Fate.ADDED, Fate.SETTLED]


def test_each_finding_has_the_row_of_the_law_it_comes_from() -> None:
    rules = {rule.id: rule for rule in load_rules()}
    for one in breaches(planned(RESTAURANT, RECOMMENDED)):
        assert one.rule == rules[one.shown.rule]


def test_a_finding_whose_rule_is_no_longer_held_is_still_told() -> None:
    gone = _found("a").model_copy(update={"rule": "no such rule"})
    (one,) = breaches(_plan((gone,), ()))
    assert (one.rule, one.shown) == (None, gone)


def test_without_a_plan_the_findings_are_those_of_today_hard_ones_first() -> None:
    violations = planning.look_at(shipped(RESTAURANT)).violations
    found = breaches_today(violations)
    assert {one.fate for one in found} == {Fate.TODAY}
    assert {one.before for one in found} == set(violations)
    assert [one.hard for one in found] == sorted((one.hard for one in found), reverse=True)


def test_a_finding_of_several_departments_is_signed_by_each() -> None:
    soft = (
        _found("a", weight=Weight.SOFT, who="一局、二局"),
        _found("b", weight=Weight.SOFT),
        _found("c", weight=Weight.SOFT, who="一局"),
    )
    unsigned = _found("d", weight=Weight.SOFT, who="三局")
    signing = signatories(breaches(_plan((), (*soft, unsigned), soft)))
    assert [(who, one.shown.subject) for who, one in signing] == [
        ("一局", "a"),
        ("一局", "c"),
        ("二局", "a"),
        ("", "b"),
    ]
