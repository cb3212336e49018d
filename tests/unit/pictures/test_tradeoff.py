"""Trade-offs: the line holds what none beats, and each point can be picked by its index."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.evaluation.counting import load_counting_rules
from optimizer.pictures.chart import Chart
from optimizer.pictures.text_fit import text_width
from optimizer.pictures.tradeoff import PICK, Point, outline, tradeoff
from optimizer.wording.catalogue import Language
from optimizer.wording.rules import rule_text
from tests.charts import (
    Row,
    dicts,
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
TWO = ("materials", "promise")
THREE = ("materials", "promise", "visits")
LINE = [
    Point(3, (10, 20), "方案三"),
    Point(5, (12, 15), "方案五"),
    Point(8, (18, 9), "方案八"),
]
SPACE = [
    Point(0, (10, 20, 4), "甲"),
    Point(1, (12, 15, 6), "乙"),
    Point(2, (12, 20, 1), "丙"),
    Point(3, (18, 9, 2), "丁"),
]


@st.composite
def clouds(draw: st.DrawFn) -> list[Point]:
    """Plans with different figures."""
    values = st.tuples(*[st.integers(0, 60)] * 3)
    found = draw(st.lists(values, min_size=1, max_size=20, unique=True))
    return [Point(place, one, f"方案{place}") for place, one in enumerate(found)]


def points(chart: Chart) -> list[Row]:
    """The data of what can be picked."""
    return [
        row
        for one in dicts(chart.spec)
        if one.get("name") == "points"
        for row in dict(one["data"])["values"]  # type: ignore[call-overload]
    ]


@given(clouds())
def test_the_line_holds_exactly_what_none_beats_in_both(cloud: list[Point]) -> None:
    def beaten(one: Point) -> bool:
        return any(
            other.values[:2] != one.values[:2]
            and other.values[0] <= one.values[0]
            and other.values[1] <= one.values[1]
            for other in cloud
        )

    kept = {point.values[:2] for point in cloud if not beaten(point)}
    assert [point.values[:2] for point in outline(cloud)] == sorted(kept)


@settings(max_examples=25)
@given(clouds())
def test_every_plan_can_be_picked_once(cloud: list[Point]) -> None:
    chart = tradeoff(cloud, THREE, RULE, "zh")
    assert sorted(number(row, "index") for row in points(chart)) == [
        point.index for point in sorted(cloud, key=lambda one: one.index)
    ]


@settings(max_examples=25)
@given(clouds())
def test_less_is_further_left_and_lower(cloud: list[Point]) -> None:
    chart = tradeoff(cloud, THREE, RULE, "zh")
    places = {row["index"]: row for row in points(chart)}
    for one, other in combinations(cloud, 2):
        here, there = places[one.index], places[other.index]
        assert (one.values[0] < other.values[0]) == (number(here, "x") < number(there, "x"))
        assert (one.values[1] < other.values[1]) == (number(here, "y") > number(there, "y"))


@settings(max_examples=25)
@given(clouds())
def test_names_never_cover_each_other(cloud: list[Point]) -> None:
    plot = view(tradeoff(cloud, THREE, RULE, "zh"), 0)
    shown = {point.label for point in cloud}
    boxes = [
        (number(row, "x"), number(row, "x") + text_width(str(row["text"]), 11), number(row, "y"))
        for row in rows(plot, "text")
        if row["text"] in shown
    ]
    for one, other in combinations(boxes, 2):
        beside = one[1] <= other[0] or other[1] <= one[0]
        assert beside or abs(one[2] - other[2]) >= 15


def test_each_point_of_a_short_line_is_named() -> None:
    assert {"方案三", "方案五", "方案八"} <= set(written(view(tradeoff(LINE, TWO, RULE, "zh"), 0)))


def test_what_is_picked_is_the_index() -> None:
    chart = tradeoff(LINE, TWO, RULE, "zh")
    assert chart.spec["params"] == [
        {
            "name": PICK,
            "select": {"type": "point", "fields": ["index"], "on": "@points_marks:click"},
            "views": ["points"],
        }
    ]
    assert {row["index"] for row in points(chart)} == {3, 5, 8}


def test_steps_run_from_point_to_point() -> None:
    chart = tradeoff(LINE, TWO, RULE, "zh")
    places = [(number(row, "x"), number(row, "y")) for row in points(chart)]
    corners = {(places[0][0], places[0][1]), (places[1][0], places[0][1])}
    lines = {
        ((number(row, "x"), number(row, "y")), (number(row, "x2"), number(row, "y2")))
        for row in rows(view(chart, 0), "rule")
    }
    assert (places[0], (places[1][0], places[0][1])) in lines
    assert ((places[1][0], places[0][1]), places[1]) in lines
    assert len(corners) == 2


def test_a_third_metric_is_told_by_number_size_and_colour() -> None:
    plot = view(tradeoff(SPACE, THREE, RULE, "zh"), 0)
    assert {"4", "6", "1", "2"} <= {str(row["text"]) for row in rows(plot, "text")}
    seen = [row for row in rows(plot, "point") if "index" in row and "tip0" not in row]
    by_third = sorted(seen, key=lambda row: SPACE[int(number(row, "index"))].values[2])
    sizes = [number(row, "size") for row in by_third]
    assert sizes == sorted(sizes)
    assert len({row["fill"] for row in seen}) == len(SPACE)


def test_two_metrics_have_points_of_one_size() -> None:
    chart = tradeoff(LINE, TWO, RULE, "zh")
    assert len({row["size"] for row in points(chart)}) == 1


def test_before_stands_at_its_place_where_it_leaves_room() -> None:
    chart = view(tradeoff(LINE, TWO, RULE, "zh", before=(20, 22)), 0)
    assert "改革前" in written(chart)
    assert not any("图外" in one for one in written(chart))
    squares = [data for mark, data in layers(chart, "point") if mark["shape"] == "square"]
    (before,) = (row for data in squares for row in data)
    assert number(before, "x") > max(number(row, "x") for row in points(chart))


def test_before_stands_at_the_edge_with_its_figures_where_it_is_far_away() -> None:
    told = written(view(tradeoff(LINE, TWO, RULE, "zh", before=(90, 200)), 0))
    assert any("图外" in one and "90 项次" in one and "200 工作日" in one for one in told)


def test_only_a_finished_search_says_that_nothing_lies_below() -> None:
    assert any("已证明没有方案" in one for one in written(tradeoff(LINE, TWO, RULE, "zh")))
    open_chart = tradeoff(LINE, TWO, RULE, "zh", complete=False)
    assert not any("已证明没有方案" in one for one in written(open_chart))


def test_the_chosen_plan_is_marked() -> None:
    chart = view(tradeoff(LINE, TWO, RULE, "zh", chosen=5), 0)
    widths = {row["index"]: number(row, "strokeWidth") for row in points(chart)}
    assert max(widths, key=lambda index: widths[index]) == 5
    assert widths[3] == widths[8]


def test_one_plan_alone_can_be_drawn() -> None:
    chart = tradeoff([Point(0, (4, 4), "唯一")], TWO, RULE, "zh", before=(4, 4))
    assert len(points(chart)) == 1
    assert fits_the_schema(chart)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_rule_and_all_figures_are_told(language: Language) -> None:
    chart = tradeoff(SPACE, THREE, RULE, language)
    assert rule_text(RULE, language) in written(chart)
    assert all(point.label in chart.alt for point in SPACE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_comes_from_a_catalogue(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {point.label for point in SPACE} | {RULE.name_zh, RULE.name_en, RULE.id}
    veil_words(monkeypatch)
    chart = tradeoff(SPACE, THREE, RULE, language, before=(80, 90, 7), chosen=1)
    assert foreign(chart, names) == set()


def test_the_drawing_holds_its_texts_and_loads_nothing() -> None:
    chart = tradeoff(SPACE, THREE, RULE, "zh", before=(20, 22, 7), chosen=1)
    shown = [str(row["text"]) for row in rows(chart, "text")]
    assert set(shown) <= set(drawn_texts(chart))
    assert "://" not in str(chart.spec)
    assert fits_the_schema(chart)
