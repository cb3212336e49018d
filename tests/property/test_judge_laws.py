"""The judge passes what is true and rejects what is not."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.errors import JudgeRejection
from optimizer.evaluation.counting import measure_up
from optimizer.evaluation.judge import Claims, check, verify
from optimizer.evaluation.judge.recount import recount
from optimizer.levers.applying import apply
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Outcome, ScheduledStep, Status
from optimizer.redesign.request import Metric, Pin, Request, Target
from optimizer.service.kinds import Authority, Risk
from optimizer.service.service import Service
from tests.property.plans import WIDE, Plan, honest_claims, possible_plans
from tests.property.strategies import completed_services

# A schedule is solved for in each example: fewer of them, each a service of its own.
_few = settings(max_examples=12)


def rejected(plan: Plan, claims: Claims, request: Request = WIDE) -> bool:
    return bool(verify(*plan, request, claims))


@given(completed_services(circles=True), st.integers(0, 400))
def test_two_counts_agree_on_any_service(service: Service, elapsed: int) -> None:
    """Counting and the judge's own recount give the same figures."""
    assert measure_up(service, elapsed) == recount(service, elapsed)


@given(possible_plans())
def test_two_counts_agree_after_measures(plan: Plan) -> None:
    """They agree on services that measures have changed, too."""
    after = apply(*plan)
    assert measure_up(after, 7) == recount(after, 7)


@_few
@given(completed_services(circles=True))
def test_the_as_is_is_accepted(service: Service) -> None:
    """Doing nothing is always possible."""
    plan: Plan = (service, ())
    assert verify(*plan, WIDE, honest_claims(plan)) == ()


@_few
@given(possible_plans())
def test_honest_claims_are_accepted(plan: Plan) -> None:
    """A plan that keeps the limits and claims what is true passes."""
    assert verify(*plan, WIDE, honest_claims(plan)) == ()


@_few
@given(possible_plans(), st.data())
def test_no_raw_figure_can_be_tampered_with(plan: Plan, data: st.DataObject) -> None:
    """One more or one less in any figure of either side is found."""
    claims = honest_claims(plan)
    side = data.draw(st.sampled_from(("before_metrics", "after_metrics")))
    metrics = getattr(claims, side)
    for field in Metrics.model_fields:
        value = getattr(metrics, field)
        if isinstance(value, tuple):
            changed: object = (*value, "visits") if "visits" not in value else ()
        else:
            changed = 1 if value is None else value + data.draw(st.sampled_from((-1, 1)))
        lie = metrics.model_copy(update={field: changed})
        assert rejected(plan, claims.model_copy(update={side: lie})), field


@_few
@given(possible_plans(), st.data())
def test_no_row_of_the_reduction_table_can_be_tampered_with(
    plan: Plan, data: st.DataObject
) -> None:
    """Figures, percentages, rule and the rows themselves are recounted."""
    claims = honest_claims(plan)
    place = data.draw(st.integers(0, len(claims.reductions) - 1))
    row = claims.reductions[place]
    lies = [
        row.model_copy(update={"before": 1 if row.before is None else row.before + 1}),
        row.model_copy(update={"after": 1 if row.after is None else row.after - 1}),
        row.model_copy(update={"percent": 1.0 if row.percent is None else row.percent + 0.01}),
        row.model_copy(update={"percent": 1.0 if row.percent is None else None}),
        row.model_copy(update={"metric": "happiness"}),
        row.model_copy(update={"rule": "another@1"}),
    ]
    for lie in lies:
        rows = (*claims.reductions[:place], lie, *claims.reductions[place + 1 :])
        assert rejected(plan, claims.model_copy(update={"reductions": rows})), lie
    rows = (*claims.reductions[:place], *claims.reductions[place + 1 :])
    assert rejected(plan, claims.model_copy(update={"reductions": rows}))


def tampered_rows(rows: tuple[ScheduledStep, ...], place: int) -> list[tuple[ScheduledStep, ...]]:
    row = rows[place]
    one = [
        row.model_copy(update={"step": "nobody"}),
        row.model_copy(update={"start_hours": row.start_hours - 1}),
        row.model_copy(update={"start_hours": row.start_hours + 1}),
        row.model_copy(update={"finish_hours": row.finish_hours + 1}),
        row.model_copy(update={"finish_hours": row.finish_hours - 1}),
        row.model_copy(update={"critical": not row.critical}),
    ]
    changed = [(*rows[:place], lie, *rows[place + 1 :]) for lie in one]
    return [*changed, (*rows[:place], *rows[place + 1 :]), (*rows, row)]


@_few
@given(possible_plans(), st.data())
def test_no_schedule_can_be_tampered_with(plan: Plan, data: st.DataObject) -> None:
    """A step moved, stretched, dropped, doubled or wrongly called critical is found."""
    claims = honest_claims(plan)
    side = data.draw(st.sampled_from(("schedule", "before_schedule")))
    rows: tuple[ScheduledStep, ...] = getattr(claims, side)
    place = data.draw(st.integers(0, len(rows) - 1))
    for lie in tampered_rows(rows, place):
        assert rejected(plan, claims.model_copy(update={side: lie})), lie[place:]


@_few
@given(possible_plans(), st.data())
def test_a_critical_step_cannot_start_at_another_time(plan: Plan, data: st.DataObject) -> None:
    """Moved as a whole, a critical step starts too early, or the makespan grows."""
    claims = honest_claims(plan)
    critical = [place for place, row in enumerate(claims.schedule) if row.critical]
    assume(critical)
    place = data.draw(st.sampled_from(critical))
    for shift in (-1, 1):
        row = claims.schedule[place]
        moved = row.model_copy(
            update={
                "start_hours": row.start_hours + shift,
                "finish_hours": row.finish_hours + shift,
            }
        )
        rows = (*claims.schedule[:place], moved, *claims.schedule[place + 1 :])
        assert rejected(plan, claims.model_copy(update={"schedule": rows}))


def tampered_measures(one: Measure) -> list[Measure]:
    lies = [
        one.model_copy(update={"targets": (*one.targets, "nobody")}),
        one.model_copy(update={"targets": tuple(f"{name}x" for name in one.targets)}),
        one.model_copy(update={"value": f"{one.value}x"}),
        one.model_copy(update={"lever": "luck"}),
        one.model_copy(update={"kind": MeasureKind.GUIDE}),
        one.model_copy(update={"rule_change": not one.rule_change}),
        one.model_copy(
            update={"terms": one.terms.model_copy(update={"effort": one.terms.effort + 1})}
        ),
        one.model_copy(
            update={"terms": one.terms.model_copy(update={"effort": one.terms.effort - 1})}
        ),
    ]
    return [lie for lie in lies if lie != one]


@_few
@given(possible_plans(), st.data())
def test_no_measure_can_be_dropped_doubled_or_changed(plan: Plan, data: st.DataObject) -> None:
    """The after-service and the effort must be those of exactly these measures."""
    before, measures = plan
    assume(measures)
    claims = honest_claims(plan)
    place = data.draw(st.integers(0, len(measures) - 1))
    others = (*measures[:place], *measures[place + 1 :])
    sets = [others, (*measures, measures[place])]
    sets.extend(
        tuple(sorted((*others, lie), key=lambda one: one.id))
        for lie in tampered_measures(measures[place])
    )
    for lie in sets:
        outcome = claims.outcome.model_copy(update={"measures": lie})
        assert rejected((before, lie), claims.model_copy(update={"outcome": outcome})), lie
        assert rejected((before, lie), claims)


@_few
@given(possible_plans(), st.data())
def test_no_value_of_the_search_can_be_tampered_with(plan: Plan, data: st.DataObject) -> None:
    """A stage attains what the plan attains, never beats its bound, and proves or not."""
    claims = honest_claims(plan)
    known = [place for place, one in enumerate(claims.outcome.stages) if one.value is not None]
    place = data.draw(st.sampled_from(known))
    stage = claims.outcome.stages[place]
    assert stage.value is not None
    lies: list[dict[str, object]] = [
        {"value": stage.value + 1},
        {"value": stage.value - 1},
        {"bound": stage.value + 1},
        {"bound": stage.value - 1},
        {"proven": False},
    ]
    for lie in lies:
        stages = (
            *claims.outcome.stages[:place],
            stage.model_copy(update=lie),
            *claims.outcome.stages[place + 1 :],
        )
        outcome = claims.outcome.model_copy(update={"stages": stages})
        assert rejected(plan, claims.model_copy(update={"outcome": outcome})), lie


@_few
@given(possible_plans(), st.data())
def test_no_part_of_the_after_service_can_be_tampered_with(plan: Plan, data: st.DataObject) -> None:
    """The after-service is what the measures make of the as-is, in every field."""
    claims = honest_claims(plan)
    step = data.draw(st.sampled_from(claims.after.steps))
    item = data.draw(st.sampled_from(claims.after.items))
    lies: list[dict[str, object]] = [
        {"name": "another"},
        {"steps": tuple(one for one in claims.after.steps if one != step)},
        {"items": tuple(one for one in claims.after.items if one != item)},
        {"combined_permit": f"{claims.after.combined_permit}x"},
        {"requirements": claims.after.requirements[1:] or (1,)},
    ]
    for lie in lies:
        after = claims.after.model_copy(update=lie)
        assert rejected(plan, claims.model_copy(update={"after": after})), lie


@_few
@given(possible_plans())
def test_ceilings_of_the_request_are_kept(plan: Plan) -> None:
    """One point, level, grade of risk or change of a rule less is one too few."""
    _, measures = plan
    assume(measures)
    claims = honest_claims(plan)
    effort = sum(one.terms.effort for one in measures)
    rules = sum(one.rule_change for one in measures)
    authority = max(one.terms.authority for one in measures)
    risk = max(one.terms.risk for one in measures)
    exact = WIDE.model_copy(
        update={
            "max_effort": effort,
            "rule_changes": rules,
            "authority": authority,
            "risk": risk,
            "levers": tuple(sorted({one.lever for one in measures})),
        }
    )
    assert verify(*plan, exact, claims) == ()
    less: list[dict[str, object]] = [{"max_effort": effort - 1}, {"levers": ("nothing",)}]
    if rules:
        less.append({"rule_changes": rules - 1})
    if authority > Authority.OWN_UNIT:
        less.append({"authority": Authority(authority - 1)})
    if risk > Risk.LOW:
        less.append({"risk": Risk(risk - 1)})
    for update in less:
        assert rejected(plan, claims, exact.model_copy(update=update)), update


@_few
@given(possible_plans())
def test_pins_and_refusals_are_honoured(plan: Plan) -> None:
    """What is taken up cannot have been refused; what is missing cannot have been pinned."""
    _, measures = plan
    assume(measures)
    claims = honest_claims(plan)
    for one in measures:
        wanted = WIDE.model_copy(update={"pins": (Pin(subject=one.id, wanted=True),)})
        assert verify(*plan, wanted, claims) == (), one.id
        refused = WIDE.model_copy(update={"pins": (Pin(subject=one.id, wanted=False),)})
        assert rejected(plan, claims, refused), one.id
    missing = WIDE.model_copy(update={"pins": (Pin(subject="fee:nobody", wanted=True),)})
    assert rejected(plan, claims, missing)


@_few
@given(possible_plans(), st.sampled_from((Metric.MATERIALS, Metric.STEPS, Metric.VISITS)))
def test_targets_are_exact_inequalities(plan: Plan, metric: Metric) -> None:
    """The plan's own figure is reached; one less is not; nor is one per cent more."""
    claims = honest_claims(plan)
    row = next(row for row in claims.reductions if row.metric == metric)
    assert row.before is not None
    assert row.after is not None
    reached = Target(metric=metric, at_most=row.after)
    asked = WIDE.model_copy(update={"targets": (reached,)})
    assert verify(*plan, asked, claims) == ()
    assert verify(*plan, WIDE, claims.model_copy(update={"targets": (reached,)})) == ()
    if row.after:
        beyond = Target(metric=metric, at_most=row.after - 1)
        assert rejected(plan, claims, WIDE.model_copy(update={"targets": (beyond,)}))
    if row.before and row.after <= row.before:
        percent = 100 * (row.before - row.after) // row.before
        enough = WIDE.model_copy(update={"targets": (Target(metric=metric, percent=percent),)})
        assert verify(*plan, enough, claims) == ()
        if percent < 100:
            more = Target(metric=metric, percent=percent + 1)
            assert rejected(plan, claims, WIDE.model_copy(update={"targets": (more,)}))


@_few
@given(possible_plans())
def test_check_names_every_disagreement(plan: Plan) -> None:
    """``check`` raises what ``verify`` lists, and nothing when there is nothing."""
    claims = honest_claims(plan)
    check(*plan, WIDE, claims)
    metrics = claims.after_metrics.model_copy(
        update={"visits": claims.after_metrics.visits + 1, "items": 99}
    )
    lie = claims.model_copy(update={"after_metrics": metrics})
    with pytest.raises(JudgeRejection) as caught:
        check(*plan, WIDE, lie)
    assert caught.value.reasons == verify(*plan, WIDE, lie)
    assert len(caught.value.reasons) == 2


@_few
@given(possible_plans(), st.sampled_from((Status.UNREACHABLE, Status.NOTHING_FOUND)))
def test_without_a_plan_there_are_no_measures(plan: Plan, status: Status) -> None:
    """Who says that nothing was found cannot show measures, and needs none."""
    before, measures = plan
    assume(measures)
    outcome = Outcome(status=status, measures=measures)
    assert rejected(plan, honest_claims(plan).model_copy(update={"outcome": outcome}))
    nothing: Plan = (before, ())
    empty = honest_claims(nothing).model_copy(update={"outcome": Outcome(status=status)})
    assert verify(*nothing, WIDE, empty) == ()
