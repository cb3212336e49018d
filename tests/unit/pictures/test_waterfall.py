"""Waterfalls: the bars of a figure lead from what it was to what it becomes."""

import pytest

from optimizer.evaluation.contribution import COUNTING_BASIS
from optimizer.levers.reference import lever_texts
from optimizer.pictures.style import GAIN
from optimizer.pictures.waterfall import falls, shown_metrics, waterfall, waterfalls
from optimizer.planning import optimize
from optimizer.redesign.plan import Plan, WaterfallRow
from optimizer.redesign.request import RECOMMENDED
from optimizer.service.item import Limit
from optimizer.wording.catalogue import Language
from optimizer.wording.figures import rule_of
from optimizer.wording.rules import rule_text
from tests.charts import (
    drawn_texts,
    fits_the_schema,
    foreign,
    layers,
    number,
    rows,
    veil_words,
    written,
)
from tests.fixtures import days, draft


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Promises that were shorter than the law allows, so that the counting rule gives a part."""
    service = draft()
    promised = Limit(duration=days("4"))
    items = tuple(one.model_copy(update={"promised": promised}) for one in service.items)
    return optimize(service.model_copy(update={"items": items}), RECOMMENDED)


def rising(plan: Plan) -> Plan:
    """The plan with a family that costs a day before another saves more."""
    rows = (
        WaterfallRow(family="window", metric="promise", before=10, after=12),
        WaterfallRow(family="shorten", metric="promise", before=12, after=3),
    )
    return plan.model_copy(update={"waterfall": rows})


def test_the_bars_lead_from_before_to_after(plan: Plan) -> None:
    table = {one.metric: one for one in plan.reductions}
    assert shown_metrics(plan) == ("materials", "steps", "promise", "visits")
    for metric in shown_metrics(plan):
        first, *between, last = falls(plan, metric)
        assert (first.family, first.start, first.end) == ("before", 0, table[metric].before)
        assert (last.family, last.start, last.end) == ("after", 0, table[metric].after)
        assert first.end - sum(bar.start - bar.end for bar in between) == last.end
        reached = first.end
        for bar in between:
            assert bar.start == reached
            reached = bar.end


def test_every_bar_is_drawn_from_value_to_value(plan: Plan) -> None:
    for metric in shown_metrics(plan):
        drawn = [(row["x"], row["x2"]) for row in rows(waterfall(plan, metric, "zh"), "rect")]
        expected = [
            (min(bar.start, bar.end), max(bar.start, bar.end)) for bar in falls(plan, metric)
        ]
        assert sorted(drawn) == sorted(expected)


def test_connectors_stand_where_one_bar_ends_and_the_next_begins(plan: Plan) -> None:
    for metric in shown_metrics(plan):
        bars = falls(plan, metric)
        upright = [
            number(row, "x")
            for row in rows(waterfall(plan, metric, "zh"), "rule")
            if number(row, "y") > 0
        ]
        assert sorted(upright) == sorted(bar.end for bar in bars[:-1])


def test_what_only_the_counting_gives_is_dashed_and_says_so(plan: Plan) -> None:
    assert COUNTING_BASIS in {row.family for row in plan.waterfall}
    chart = waterfall(plan, "promise", "zh")
    dashed = [data for mark, data in layers(chart, "rect") if mark["strokeDash"]]
    basis = next(row for row in plan.waterfall if row.family == COUNTING_BASIS)
    assert [(row["x"], row["x2"]) for data in dashed for row in data] == [
        (basis.after, basis.before)
    ]
    assert all(row["fill"] != GAIN for data in dashed for row in data)
    assert any("虚线框" in one for one in written(chart))
    assert not any("虚线框" in one for one in written(waterfall(plan, "materials", "zh")))


def test_signs_tell_falls_and_rises_without_colour(plan: Plan) -> None:
    chart = waterfall(rising(plan), "promise", "zh")
    assert "+2" in written(chart)
    assert "−9" in written(chart)
    fills = {row["fill"] for row in rows(chart, "rect")}
    assert len(fills) == 4  # before, rise, fall, after


def test_every_chart_names_the_counting_rule(plan: Plan) -> None:
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        rule = rule_text(rule_of(plan), language)
        assert rule in written(waterfall(plan, "steps", language))
        assert rule in waterfalls(plan, language).alt


def test_figures_that_rest_on_assumptions_are_marked(plan: Plan) -> None:
    told = written(waterfall(plan, "promise", "zh"))
    assert any(one.endswith("（推）") for one in told)
    assert any("不得报送" in one for one in told)
    certain = plan.model_copy(
        update={
            "before_metrics": plan.before_metrics.model_copy(update={"assumed": ()}),
            "after_metrics": plan.after_metrics.model_copy(update={"assumed": ()}),
        }
    )
    told = written(waterfall(certain, "promise", "zh"))
    assert not any("（推）" in one or "不得报送" in one for one in told)


def test_a_figure_that_is_nothing_and_stays_nothing_is_left_out(plan: Plan) -> None:
    table = tuple(
        one.model_copy(update={"before": 0, "after": 0}) if one.metric == "visits" else one
        for one in plan.reductions
    )
    assert "visits" not in shown_metrics(plan.model_copy(update={"reductions": table}))


def test_a_figure_that_does_not_move_has_two_equal_bars(plan: Plan) -> None:
    table = tuple(
        one.model_copy(update={"after": one.before}) if one.metric == "steps" else one
        for one in plan.reductions
    )
    kept = tuple(row for row in plan.waterfall if row.metric != "steps")
    still = plan.model_copy(update={"reductions": table, "waterfall": kept})
    first, last = falls(still, "steps")
    assert first.end == last.end
    assert len(rows(waterfall(still, "steps", "zh"), "rect")) == 2


def test_an_unknown_figure_has_no_waterfall(plan: Plan) -> None:
    table = tuple(one.model_copy(update={"after": None}) for one in plan.reductions)
    unknown = plan.model_copy(update={"reductions": table})
    assert shown_metrics(unknown) == ()
    with pytest.raises(ValueError, match="promise"):
        falls(unknown, "promise")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_comes_from_a_catalogue(
    plan: Plan, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    levers = lever_texts().values()
    names = {one.name_zh if language == "zh" else one.name_en for one in levers}
    rule = rule_of(plan)
    names |= {plan.before.name, rule.name_zh, rule.name_en, rule.id}
    veil_words(monkeypatch)
    assert foreign(waterfalls(plan, language), names) == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_loaded_from_elsewhere(plan: Plan, language: Language) -> None:
    assert "://" not in str(waterfalls(plan, language).spec)


def test_the_drawing_holds_its_texts(plan: Plan) -> None:
    chart = waterfalls(plan, "zh")
    drawn = drawn_texts(chart)
    assert [one for one in written(chart) if not any(one in text for text in drawn)] == []


def test_the_specification_is_vega_lite(plan: Plan) -> None:
    assert fits_the_schema(waterfalls(plan, "en"))
    assert fits_the_schema(waterfall(plan, "promise", "zh"))


def test_small_multiples_hold_each_metric_once(plan: Plan) -> None:
    together = [(row["x"], row["x2"]) for row in rows(waterfalls(plan, "zh"), "rect")]
    alone = [
        (row["x"], row["x2"])
        for metric in shown_metrics(plan)
        for row in rows(waterfall(plan, metric, "zh"), "rect")
    ]
    assert sorted(together) == sorted(alone)
