"""Positions: the plan among the very reforms it is compared with."""

import re

import pytest

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.published import METRICS, Position, position, published_reforms
from optimizer.pictures.chart import Chart, chart_png, chart_svg
from optimizer.pictures.positions import positions, published
from optimizer.wording.catalogue import Language
from optimizer.wording.figures import percent_text
from optimizer.wording.rules import rule_text
from tests.charts import (
    drawn_texts,
    fits_the_schema,
    foreign,
    layers,
    number,
    rows,
    veil_words,
    view,
    written,
)

RULE = load_counting_rules()["reporting"]


def row(metric: str, percent: float) -> Position:
    found = position("没有这种服务", metric, percent)
    assert found is not None
    return found


ROWS = tuple(
    row(metric, percent) for metric, percent in zip(METRICS, (55, 20, 80, 100), strict=True)
)


def dots(chart: Chart, shape: str) -> list[dict[str, object]]:
    return [one for mark, data in layers(chart, "point") if mark["shape"] == shape for one in data]


@pytest.mark.parametrize("metric", METRICS)
def test_every_published_reform_of_the_comparison_is_a_dot(metric: str) -> None:
    one = row(metric, 60)
    found = dots(view(positions([one], RULE, "zh"), 0), "circle")
    assert len(found) == one.n == len(one.rows)
    shares = sorted(round(number(dot, "x") / 5, 6) for dot in found)
    assert shares == sorted(round(reached, 6) for _, reached in published(one))


@pytest.mark.parametrize("percent", [0.0, 20.0, 51.43, 100.0])
def test_the_plan_stands_at_its_own_per_cent(percent: float) -> None:
    (ours,) = dots(view(positions([row("days", percent)], RULE, "zh"), 0), "diamond")
    assert number(ours, "x") == pytest.approx(percent * 5)


def test_a_figure_that_got_worse_is_still_on_the_strip() -> None:
    chart = view(positions([row("days", -35)], RULE, "zh"), 0)
    (ours,) = dots(chart, "diamond")
    assert 0 <= number(ours, "x") < min(number(dot, "x") for dot in dots(chart, "circle"))
    assert "-40%" in written(chart)


def test_the_box_lies_between_the_quartiles_and_holds_the_median() -> None:
    one = row("days", 70)
    chart = view(positions([one], RULE, "zh"), 0)
    (box,) = rows(chart, "rect")
    assert number(box, "x") == pytest.approx(one.lower_quartile * 5)
    assert number(box, "x2") == pytest.approx(one.upper_quartile * 5)
    thick = [line for line in rows(chart, "rule") if number(line, "strokeWidth") > 2]
    assert [number(line, "x") for line in thick] == [pytest.approx(one.median * 5)]


def test_no_dot_is_hidden_by_another_or_by_the_plan() -> None:
    for one in ROWS:
        chart = view(positions([one], RULE, "zh"), 0)
        found = dots(chart, "circle")
        (ours,) = dots(chart, "diamond")
        places = {(dot["x"], dot["y"]) for dot in found}
        assert len(places) == len(found)
        assert all((dot["x"], dot["y"]) != (ours["x"], ours["y"]) for dot in found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rank_number_and_median_are_told(language: Language) -> None:
    chart = positions(ROWS, RULE, language)
    for one in ROWS:
        place = next(text for text in written(chart) if text.startswith(rank_words(one, language)))
        assert str(one.n) in place
        assert any(percent_text(one.median) in text for text in written(chart))
        assert percent_text(one.median) in chart.alt


def rank_words(one: Position, language: Language) -> str:
    return f"排第 {one.rank} 位" if language == "zh" else f"place {one.rank} "


def test_how_the_published_figures_are_known_is_told() -> None:
    one = row("materials", 60)
    reforms = {reform.id: reform for reform in published_reforms()}
    both = sum(None not in reforms[name].figures["materials"][:2] for name in one.rows)
    assert (
        f"其中 {both} 例由公布的前后数计算，{one.n - both} 例只公布了百分比"
        in positions([one], RULE, "zh").alt
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_rule_of_the_plan_is_named(language: Language) -> None:
    assert any(rule_text(RULE, language) in one for one in written(positions(ROWS, RULE, language)))


def test_nothing_comparable_is_said_in_words() -> None:
    assert "没有可比的公布案例" in written(positions([], RULE, "zh"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_comes_from_a_catalogue(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {RULE.name_zh, RULE.name_en, RULE.id}
    for reform in published_reforms():
        names |= {reform.region, reform.service} - {""}
    veil_words(monkeypatch)
    assert foreign(positions(ROWS, RULE, language), names) == set()


def test_the_drawing_holds_its_texts_and_loads_nothing() -> None:
    chart = positions(ROWS, RULE, "zh")
    shown = [str(one["text"]) for one in rows(chart, "text")]
    assert set(shown) <= set(drawn_texts(chart))
    assert "://" not in str(chart.spec)
    assert fits_the_schema(chart)


def test_a_chart_that_wants_data_from_elsewhere_is_refused() -> None:
    asking = {"data": {"url": "http://127.0.0.1:9/x.json"}, "mark": "point", "encoding": {}}
    with pytest.raises(ValueError, match="External data url not allowed"):
        chart_svg(Chart({**asking}, ""))


def test_an_image_is_a_png_of_twice_the_size() -> None:
    chart = positions([row("days", 70)], RULE, "zh")
    once, twice = chart_png(chart, scale=1), chart_png(chart)
    assert once.startswith(b"\x89PNG")
    widths = [int.from_bytes(image[16:20]) for image in (once, twice)]
    assert widths[1] == pytest.approx(2 * widths[0], abs=1)


def test_other_characters_make_another_image() -> None:
    one = row("days", 70)
    assert chart_png(positions([one], RULE, "zh")) != chart_png(positions([one], RULE, "en"))


def test_the_days_say_what_they_were_counted_from() -> None:
    """Each published reform stands in exactly one of the four ways of counting days before."""
    days = row("days", 60)
    (line,) = [one for one in drawn_texts(positions([days], RULE, "zh")) if "例，承诺" in one]
    assert sum(int(count) for count in re.findall(r"(\d+) 例", line)) == days.n
