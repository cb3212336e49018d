"""Laws of counting: what the figures, reductions and contributions must always satisfy."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.evaluation.contribution import (
    WATERFALL_METRICS,
    effects,
    longest_path,
    losses,
    waterfall,
    without,
    without_shortening,
)
from optimizer.evaluation.counting import load_counting_rules, measure_up
from optimizer.evaluation.judge.figures import figure
from optimizer.evaluation.reduction import REDUCED, percent, reductions, select
from optimizer.evaluation.warnings import hollow_gains, warning_texts
from optimizer.levers.applying import apply
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.service import Service
from tests.property.plans import Plan, possible_plans
from tests.property.strategies import completed_services

rules = st.sampled_from(tuple(load_counting_rules().values()))
_few = settings(max_examples=30)


@given(completed_services(), rules)
def test_no_measures_give_no_reductions(service: Service, rule: CountingRule) -> None:
    """The identity saves nothing, except what the counting basis of the days gives."""
    counted = measure_up(service, longest_path(service))
    for row in reductions(counted, counted, rule):
        if row.metric != "promise":
            assert row.before == row.after
            assert row.percent in (None, 0.0)
    assert all(row.family == "counting_basis" for row in waterfall(service, (), rule))


@given(completed_services(), rules)
def test_both_readings_of_a_rule_select_the_same_figure(
    service: Service, rule: CountingRule
) -> None:
    """Counting and judge read every counting rule alike."""
    counted = measure_up(service, 100)
    for metric in REDUCED:
        mine = figure(counted, rule, metric, reformed=False)
        assert select(counted, rule, metric, "before") == mine
        mine = figure(counted, rule, metric, reformed=True)
        assert select(counted, rule, metric, "after") == mine


@given(completed_services())
def test_figures_stand_in_their_order(service: Service) -> None:
    """A narrower way of counting never gives more."""
    counted = measure_up(service, longest_path(service))
    assert counted.material_kinds <= counted.material_entries
    assert counted.material_entries_without_forms <= counted.material_entries
    assert counted.material_kinds_without_forms <= counted.material_kinds
    assert counted.material_copies_without_forms <= counted.material_copies
    assert counted.forms <= counted.material_kinds
    assert counted.steps_visible <= counted.steps_internal
    assert counted.inspections <= counted.steps_internal
    assert 1 <= counted.applications <= counted.items
    if counted.promise_hours is not None and counted.elapsed_hours is not None:
        assert counted.promise_hours <= counted.elapsed_hours
    if counted.promise_days_statutory_items is not None and counted.promise_days is not None:
        assert counted.promise_days_statutory_items <= counted.promise_days


@given(completed_services(circles=True))
def test_a_circle_leaves_times_unknown_and_counts_known(service: Service) -> None:
    """All times are known, or none is; counts are always reported."""
    counted = measure_up(service, longest_path(service))
    assert (counted.promise_hours is None) == (counted.promise_days is None)
    if counted.promise_hours is None:
        assert counted.promise_days_statutory_items is None
        assert counted.elapsed_hours is None
    assert counted.steps_internal == len(service.steps)


@given(st.integers(1, 10_000), st.integers(0, 20_000))
def test_percentages_are_the_nearest_hundredth(before: int, after: int) -> None:
    """The percentage is off by half a hundredth of a point at most."""
    exact = Fraction(100 * (before - after), before)
    told = percent(before, after)
    assert told is not None
    assert abs(Fraction(str(told)) - exact) <= Fraction(1, 200)


@given(st.none() | st.integers(0, 99))
def test_nothing_is_a_share_of_nothing(after: int | None) -> None:
    """Without a before-figure there is no percentage."""
    assert percent(0, after) is None
    assert percent(None, after) is None


@_few
@given(possible_plans(), rules)
def test_contributions_add_up(plan: Plan, rule: CountingRule) -> None:
    """Each row begins where the one before it ended, from before to after of the table."""
    before, measures = plan
    was, now = measure_up(before, None), measure_up(apply(before, measures), None)
    rows = waterfall(before, measures, rule)
    for metric in WATERFALL_METRICS:
        chain = [row for row in rows if row.metric == metric]
        first, last = select(was, rule, metric, "before"), select(now, rule, metric, "after")
        if first is None or last is None:
            continue
        assert (chain[0].before if chain else first) == first
        assert (chain[-1].after if chain else first) == last
        assert all(one.after == other.before for one, other in pairwise(chain))
        assert all(row.before != row.after for row in chain)
        assert sum(row.before - row.after for row in chain) == first - last
    families = {one.lever for one in measures} | {"counting_basis"}
    assert {row.family for row in rows} <= families


@_few
@given(possible_plans(), rules)
def test_a_loss_is_what_the_rest_of_the_plan_lacks(plan: Plan, rule: CountingRule) -> None:
    """Dropping a measure with its dependents leaves a possible plan that is worse by its loss."""
    before, measures = plan
    whole = measure_up(apply(before, measures), longest_path(apply(before, measures)))
    found = losses(before, measures, rule)
    assert [loss.measure for loss in found] == [one.id for one in measures]
    for one, loss in zip(measures, found, strict=True):
        gone = {loss.measure, *loss.dropped}
        rest = without(before, measures, [one])
        assert {left.id for left in rest.measures} == {m.id for m in measures} - gone
        assert rest.after == apply(before, rest.measures)
        less = measure_up(rest.after, longest_path(rest.after))
        for metric, amount in loss.lost:
            with_it = select(whole, rule, metric, "after")
            without_it = select(less, rule, metric, "after")
            assert with_it is not None
            assert without_it == with_it + amount


@_few
@given(possible_plans(), rules)
def test_effects_are_losses_turned_round(plan: Plan, rule: CountingRule) -> None:
    """What is lost without a measure is what it gives."""
    before, measures = plan
    pairs = zip(losses(before, measures, rule), effects(before, measures, rule), strict=True)
    for loss, (measure, changes) in pairs:
        assert loss.measure == measure
        assert dict(loss.lost) == {metric: -change for metric, change in changes}


@_few
@given(possible_plans(), rules)
def test_without_shortening_nothing_else_changes(plan: Plan, rule: CountingRule) -> None:
    """A plan that neither shortens nor brings forward has the same reductions without."""
    before, measures = plan
    kept = tuple(
        one for one in measures if one.kind not in (MeasureKind.SHORTEN, MeasureKind.EARLY)
    )
    less = without(before, measures, [one for one in measures if one not in kept])
    assume(less.measures == kept)
    table = without_shortening(before, measures, rule)
    assert table == without_shortening(before, kept, rule)
    after = apply(before, kept)
    counted = (measure_up(before, longest_path(before)), measure_up(after, longest_path(after)))
    assert table == reductions(*counted, rule)


@_few
@given(possible_plans(), rules)
def test_every_warning_has_words(plan: Plan, rule: CountingRule) -> None:
    """Hollow gains are told once each, in both languages."""
    before, measures = plan
    found = hollow_gains(before, apply(before, measures), measures, rule)
    assert len(set(found)) == len(found)
    texts = warning_texts()
    for code, subject in found:
        assert all("{subject}" in text for text in texts[code])
        assert subject
