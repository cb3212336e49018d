"""Gantt charts: bars are the schedule, on one axis, with every mark where it belongs."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from optimizer.network.chain import deciding_chain
from optimizer.network.timing import elapsed_timing
from optimizer.pictures.chart import chart_png
from optimizer.pictures.gantt import gantt
from optimizer.pictures.gantt_rows import Bar, Side, groups, sides
from optimizer.pictures.style import ACCENT, CHAIN_MARK
from optimizer.planning import optimize
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service, complete
from optimizer.service.department import Team
from optimizer.service.kinds import Order, Phase, PrecedenceKind, StepKind
from optimizer.service.precedence import Precedence
from optimizer.service.step import Demand
from optimizer.solver.schedule import schedule
from optimizer.wording.catalogue import Language
from optimizer.wording.names import Names
from tests.charts import (
    Row,
    drawn_texts,
    fits_the_schema,
    foreign,
    layers,
    number,
    rows,
    scales,
    veil_words,
    view,
    written,
)
from tests.fixtures import draft, pair, with_kind, with_step
from tests.property.strategies import completed_services


def side(service: Service, name: str = "现状") -> Side:
    """A service with its real schedule."""
    timed = schedule(service)
    return Side(name, service, () if timed is None else timed.steps)


def bars(shown: Side) -> list[Bar]:
    return [bar for group in groups(shown, "zh") for bar in group]


def together(service: Service) -> Service:
    """The two items side by side instead of one after the other."""
    return service.model_copy(update={"order": Order.DECLARED})


def contended() -> Service:
    """Two reviews of 24 hours at the same time, for one officer."""
    service = complete(together(draft()))
    first, *others = service.departments
    team = first.model_copy(update={"teams": (Team(id="组", capacity=1),)})
    steps = tuple(
        step.model_copy(update={"demands": (Demand(team="组"),)})
        if step.kind is StepKind.REVIEW
        else step
        for step in service.steps
    )
    return service.model_copy(update={"departments": (team, *others), "steps": steps})


@pytest.fixture(scope="module")
def plan() -> Plan:
    return optimize(draft(), RECOMMENDED)


def outlines(chart_rows: list[Row]) -> list[Row]:
    """The data of bars and moments: those that tell something."""
    return [row for row in chart_rows if "tip0" in row]


@settings(max_examples=25)
@given(completed_services(teams=True, unknown=True))
def test_bars_cover_exactly_the_schedule(service: Service) -> None:
    shown = side(service)
    chart = gantt([shown], "zh")
    drawn = [(row["x"], row["x2"]) for row in outlines(rows(chart, "rect"))]
    drawn += [(row["x"], row["x"]) for row in outlines(rows(chart, "point"))]
    expected = [(one.start_hours / 8, one.finish_hours / 8) for one in shown.schedule]
    assert sorted(drawn) == sorted(expected)


@settings(max_examples=25)
@given(completed_services(teams=True, unknown=True))
def test_each_scheduled_step_is_one_row_and_rows_do_not_overlap(service: Service) -> None:
    shown = side(service)
    assert sorted(bar.step for bar in bars(shown)) == sorted(one.step for one in shown.schedule)
    chart = view(gantt([shown], "zh"), 1)
    told = outlines(rows(chart, "rect"))
    spans = sorted((number(row, "y"), number(row, "y2")) for row in told)
    assert all(upper[1] < lower[0] for upper, lower in pairwise(spans))


def test_all_sides_share_one_axis(plan: Plan) -> None:
    before, after = sides(plan, "zh")
    chart = gantt([before, after, side(pair(), "手工"), side(contended(), "丁")], "zh")
    found = [scale for place in range(1, 5) for scale in scales(view(chart, place), "x")]
    assert len(found) == 4
    assert all(scale == found[0] for scale in found)


def test_items_begin_in_order_and_so_do_their_steps() -> None:
    found = groups(side(pair()), "zh")
    starts = [group[0].start_hours for group in found]
    assert [group[0].items for group in found] == [("a",), ("b",)]
    assert starts == sorted(starts)
    for group in found:
        assert [bar.start_hours for bar in group] == sorted(bar.start_hours for bar in group)


def test_the_chain_that_decides_the_limit_is_outlined_and_starred(plan: Plan) -> None:
    for shown in sides(plan, "zh"):
        chart = view(gantt([shown], "zh"), 1)
        starred = [row for row in rows(chart, "text") if str(row["text"]).startswith(CHAIN_MARK)]
        told = outlines(rows(chart, "rect")) + outlines(rows(chart, "point"))
        outlined = [row for row in told if row["stroke"] == ACCENT]
        chain = deciding_chain(shown.service)
        assert len(starred) == len(outlined) == len(chain) > 0
        assert {bar.step for bar in bars(shown) if bar.on_chain} == {one.step for one in chain}


@settings(max_examples=25)
@given(completed_services(teams=False))
def test_floats_are_those_of_the_network(service: Service) -> None:
    times = elapsed_timing(service)
    assert times is not None
    found = {bar.step: bar.float_hours for bar in bars(side(service))}
    assert found == dict(times.total_float)


@settings(max_examples=25)
@given(completed_services(teams=True))
def test_only_who_starts_late_for_want_of_a_team_waits_for_one(service: Service) -> None:
    times = elapsed_timing(service)
    assert times is not None
    for bar in bars(side(service)):
        assert bar.wait_hours >= 0
        if not service.step(bar.step).demands or bar.start_hours == times.earliest_start[bar.step]:
            assert bar.wait_hours == 0


def test_who_waits_for_two_steps_is_ready_when_the_later_one_ends() -> None:
    service = contended()
    steps = tuple(
        step.model_copy(update={"after": ("a/受理", "a/收件")}) if step.id == "a/审查" else step
        for step in service.steps
    )
    found = {bar.step: bar for bar in bars(side(service.model_copy(update={"steps": steps})))}
    assert found["a/审查"].ready_hours == found["a/受理"].finish_hours > 0


def test_the_wait_for_a_busy_team_is_drawn_from_ready_to_start() -> None:
    shown = side(contended())
    waiting = [bar for bar in bars(shown) if bar.wait_hours]
    assert [(bar.ready_hours, bar.start_hours) for bar in waiting] == [(8, 32)]
    chart = view(gantt([shown], "zh"), 1)
    dashed = [data for mark, data in layers(chart, "rule") if mark["strokeDash"]]
    assert [(row["x"], row["x2"]) for data in dashed for row in data] == [(1.0, 4.0)]
    assert "等待经办力量" in written(view(gantt([shown], "zh"), 0))


def test_the_key_explains_only_what_occurs() -> None:
    told = written(view(gantt([side(pair())], "zh"), 0))
    assert "等待经办力量" not in told
    assert "时长未知" not in told
    assert "决定总时限的环节链" in told


def test_a_merged_step_tells_how_many_it_stands_for(plan: Plan) -> None:
    _, after = sides(plan, "zh")
    merged = [bar for bar in bars(after) if after.service.step(bar.step).members]
    assert merged
    for bar in merged:
        members = after.service.step(bar.step).members
        assert f"合并 {len(members)} 个" in bar.name
        assert len(bar.members) == len(members)


def test_assumed_lengths_carry_their_badge_and_read_ones_do_not() -> None:
    service = with_step("a/审查", assumed=())
    shown = side(service)
    chart = view(gantt([shown], "zh"), 1)
    assert sum(bar.assumed for bar in bars(shown)) == len(shown.schedule) - 1
    badges = [row for row in rows(chart, "text") if row["text"] == "推"]
    assert len(badges) == len(shown.schedule) - 1


def test_an_unknown_length_makes_the_whole_at_least() -> None:
    known = gantt([side(pair())], "zh")
    unknown = gantt([side(with_step("a/审查", duration=None))], "zh")
    assert "时长未知" in written(unknown)
    assert "至少" in unknown.alt
    assert "至少" not in known.alt


def test_after_checks_stand_outside_and_are_told() -> None:
    service = with_step("a/送达", phase=Phase.AFTER_CHECK)
    assert "事后核查" in gantt([side(service)], "zh").alt
    assert "事后核查" not in gantt([side(pair())], "zh").alt


def test_a_circle_has_no_timetable_and_says_so() -> None:
    service = draft()
    circle = complete(
        service.model_copy(
            update={
                "precedences": (
                    Precedence(id="一", before="a", after="b", kind=PrecedenceKind.HABIT),
                    Precedence(id="二", before="b", after="a", kind=PrecedenceKind.HABIT),
                )
            }
        )
    )
    shown = side(circle)
    assert shown.schedule == ()
    assert "先后关系成环，无法排出进度" in written(gantt([shown], "zh"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_comes_from_a_catalogue(
    plan: Plan, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = sides(plan, language)
    names = {one for each in shown for one in names_in(each.service, language)}
    names |= {each.name for each in shown}
    veil_words(monkeypatch)
    assert foreign(gantt(shown, language), names) == set()


def names_in(service: Service, language: Language) -> set[str]:
    """The names that a service brings along, its merged steps' included."""
    known = Names(service, language)
    found = {known(one.id) for one in service.items}
    found |= {known(one.id) for one in service.departments}
    for step in service.steps:
        found |= {known.of_step(one) for one in (step, *step.members)}
    return found | {service.name}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_loaded_from_elsewhere(plan: Plan, language: Language) -> None:
    assert "://" not in str(gantt(sides(plan, language), language).spec)


def test_the_drawing_holds_its_texts(plan: Plan) -> None:
    chart = gantt(sides(plan, "zh"), "zh")
    drawn = drawn_texts(chart)
    shown = [str(row["text"]) for row in rows(chart, "text")]
    assert set(shown) <= set(drawn)
    assert "开办小店：办理进度" in drawn
    assert any("改革后：全流程用时 3 个工作日" in one for one in drawn)


def test_different_names_make_different_images() -> None:
    first, *others = pair().departments
    renamed = first.model_copy(update={"name": "丙局"})
    other = pair().model_copy(update={"departments": (renamed, *others)})
    assert chart_png(gantt([side(pair())], "zh")) != chart_png(gantt([side(other)], "zh"))


def test_the_specification_is_vega_lite(plan: Plan) -> None:
    assert fits_the_schema(gantt(sides(plan, "zh"), "zh"))


def test_same_input_same_chart(plan: Plan) -> None:
    assert gantt(sides(plan, "en"), "en") == gantt(sides(plan, "en"), "en")


def test_with_inspections_of_the_same_day_both_are_drawn() -> None:
    service = together(with_kind(StepKind.INSPECTION))
    shown = side(service)
    chart = view(gantt([shown], "zh"), 1)
    assert len(outlines(rows(chart, "rect"))) + len(outlines(rows(chart, "point"))) == len(
        service.steps
    )
