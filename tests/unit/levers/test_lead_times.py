"""Planning values: how long measures take, and under which head they are laid out."""

from itertools import pairwise

import pytest

from optimizer.levers.catalogue import LEVERS
from optimizer.levers.five_ones import FiveOnes, head_of
from optimizer.levers.lead_times import due_days, lead_times
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Terms
from optimizer.redesign.plan import Loss, Outcome, Status
from optimizer.service.kinds import Authority, Grade, Risk
from tests.deliverable_reading import untouched
from tests.fixtures import pair


def _measure(target: str, authority: Authority, grade: Grade) -> Measure:
    terms = Terms(authority=authority, grade=grade, effort=1, risk=Risk.LOW)
    return Measure(kind=MeasureKind.INSTANT, lever="instant", targets=(target,), terms=terms)


FIRST = _measure("a", Authority.OWN_UNIT, Grade.EASY)  # 5 + 10
SECOND = _measure("b", Authority.LEADING_GROUP, Grade.MEDIUM)  # 20 + 30


def _due(*measures: Measure, losses: tuple[Loss, ...] = ()) -> dict[str, int | None]:
    plan = untouched(pair()).plan
    outcome = Outcome(status=Status.OPTIMAL, measures=measures)
    return due_days(plan.model_copy(update={"outcome": outcome, "losses": losses}))


def test_a_measure_is_decided_then_carried_out() -> None:
    assert _due(FIRST, SECOND) == {FIRST.id: 15, SECOND.id: 50}


def test_a_measure_is_not_in_place_before_what_it_depends_on() -> None:
    loss = Loss(measure=SECOND.id, dropped=(FIRST.id,), lost=())
    assert _due(FIRST, SECOND, losses=(loss,)) == {FIRST.id: 50, SECOND.id: 50}


def test_nobody_plans_a_change_of_law_nor_what_depends_on_it() -> None:
    law = _measure("c", Authority.LAW, Grade.EASY)
    loss = Loss(measure=law.id, dropped=(FIRST.id,), lost=())
    assert _due(FIRST, law, losses=(loss,)) == {FIRST.id: None, law.id: None}


def test_a_higher_level_and_a_harder_measure_take_no_less() -> None:
    """Every level and grade has its value; only the law has none."""
    times = lead_times()
    deciding = [times.deciding(one) for one in Authority if one is not Authority.LAW]
    known = [one for one in deciding if one is not None]
    assert len(known) == len(deciding)
    assert all(one < other for one, other in pairwise(known))
    doing = [times.doing(one) for one in Grade]
    assert all(one < other for one, other in pairwise(doing))


@pytest.mark.parametrize("lever", [one.key for one in LEVERS])
def test_every_lever_has_a_head(lever: str) -> None:
    one = FIRST.model_copy(update={"lever": lever})
    assert head_of(one) in FiveOnes


@pytest.mark.parametrize(
    ("target", "head"),
    [("requirement/x", FiveOnes.ONE_SET), ("step/x", FiveOnes.ONE_NET)],
)
def test_a_change_of_rule_stands_with_what_it_changes(target: str, head: FiveOnes) -> None:
    update = {"kind": MeasureKind.RULE, "lever": "rule_change", "targets": (target,)}
    assert head_of(FIRST.model_copy(update=update)) is head
