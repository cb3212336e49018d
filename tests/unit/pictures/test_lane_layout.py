"""Geometry of the lane picture."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from optimizer.formats.service_file import read_service
from optimizer.network.chain import deciding_chain
from optimizer.network.edges import edges
from optimizer.pictures.lane_layout import Arrow, Box, LaneLayout, layout
from optimizer.places import scenarios_directory
from optimizer.planning import look_at
from optimizer.service import Service, complete
from optimizer.service.department import Department
from optimizer.service.item import Item
from optimizer.service.kinds import Phase, PrecedenceKind, StepKind
from optimizer.service.precedence import Precedence
from optimizer.service.step import Step
from tests.fixtures import days, pair
from tests.property.strategies import completed_services

SHIPPED = sorted(path.parent.name for path in scenarios_directory().glob("*/service.yaml"))


def as_is(name: str) -> Service:
    """A shipped service in its default situation."""
    return look_at(read_service(scenarios_directory() / name / "service.yaml")).service


def large(items: int, steps: int, departments: int) -> Service:
    """Items that wait for every seventh one before them, with equally many steps each."""
    return complete(
        Service(
            id="large",
            lead_department="d0",
            departments=tuple(Department(id=f"d{one}") for one in range(departments)),
            items=tuple(
                Item(id=f"i{one}", name=f"第{one}个联办事项", department=f"d{one % departments}")
                for one in range(items)
            ),
            steps=tuple(
                Step(
                    id=f"i{one}/{place}",
                    name=f"环节{place}",
                    items=(f"i{one}",),
                    kind=StepKind.REVIEW,
                    departments=(f"d{(one + place) % departments}",),
                    duration=days("2"),
                )
                for one in range(items)
                for place in range(steps)
            ),
            precedences=tuple(
                Precedence(
                    id=f"p{one}",
                    before=f"i{one - 7}",
                    after=f"i{one}",
                    kind=PrecedenceKind.LEGAL if one % 2 else PrecedenceKind.HABIT,
                )
                for one in range(7, items)
            ),
        )
    )


def circular() -> Service:
    """Two items that wait for each other, and a third behind them."""
    service = pair()
    third = service.items[0].model_copy(update={"id": "c", "results": ()})
    waits = (("a", "b"), ("b", "a"), ("b", "c"))
    return complete(
        service.model_copy(
            update={
                "items": (*service.items, third),
                "precedences": tuple(
                    Precedence(
                        id=f"{one}{other}", before=one, after=other, kind=PrecedenceKind.LEGAL
                    )
                    for one, other in waits
                ),
            }
        )
    )


def boxes_of(laid: LaneLayout) -> dict[str, Box]:
    return {box.step: box for box in laid.boxes}


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def crosses(arrow: Arrow, box: Box) -> bool:
    """Whether any piece of the line runs through the inside of a box."""
    return any(
        min(x0, x1) < box.x + box.width
        and max(x0, x1) > box.x
        and min(y0, y1) < box.y + box.height
        and max(y0, y1) > box.y
        for (x0, y0), (x1, y1) in pairwise(arrow.points)
    )


def assert_lawful(service: Service) -> LaneLayout:
    """The laws of every layout."""
    laid = layout(service)
    boxes = boxes_of(laid)
    assert sorted(boxes) == sorted(step.id for step in service.steps)
    assert len(laid.boxes) == len(service.steps)
    assert not [pair for pair in combinations(laid.boxes, 2) if overlap(*pair)]
    lanes = {lane.department: lane for lane in laid.lanes}
    for box in laid.boxes:
        lane = lanes[box.lane]
        assert lane.y <= box.y
        assert box.y + box.height <= lane.y + lane.height
        assert laid.heading <= box.x
        assert box.x + box.width <= laid.width
    for arrow in laid.arrows:
        source, target = boxes[arrow.before], boxes[arrow.after]
        (x0, y0), (x1, y1) = arrow.points[0], arrow.points[-1]
        assert x0 == source.x + source.width
        assert source.y < y0 < source.y + source.height
        assert x1 == target.x
        assert target.y < y1 < target.y + target.height
        assert all(one[0] == two[0] or one[1] == two[1] for one, two in pairwise(arrow.points))
        assert not [box.step for box in laid.boxes if crosses(arrow, box)]
        assert arrow.on_circle or source.x + source.width < target.x
    return laid


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_services_are_laid_out_lawfully(name: str) -> None:
    assert_lawful(as_is(name))


@given(service=completed_services(max_items=4))
@settings(max_examples=40)
def test_any_service_is_laid_out_lawfully(service: Service) -> None:
    laid = assert_lawful(service)
    assert not any(arrow.on_circle for arrow in laid.arrows)


@given(service=completed_services(circles=True))
@settings(max_examples=40)
def test_a_circle_is_laid_out_lawfully(service: Service) -> None:
    assert_lawful(service)


def test_a_circle_is_marked_and_nothing_else_is() -> None:
    laid = assert_lawful(circular())
    marked = {
        (arrow.before.partition("/")[0], arrow.after.partition("/")[0])
        for arrow in laid.arrows
        if arrow.on_circle
    }
    assert {("a", "b"), ("b", "a")} <= marked
    assert ("b", "c") not in marked
    assert laid.chain == ()


def test_four_hundred_steps_are_laid_out_lawfully() -> None:
    service = large(items=80, steps=5, departments=12)
    assert len(service.steps) == 400
    assert_lawful(service)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_wait_is_drawn(name: str) -> None:
    service = as_is(name)
    drawn = {(arrow.before, arrow.after) for arrow in layout(service).arrows}
    assert {(edge.before, edge.after) for edge in edges(service)} <= drawn


@pytest.mark.parametrize("name", SHIPPED)
def test_the_deciding_chain_is_marked(name: str) -> None:
    service = as_is(name)
    chain = deciding_chain(service)
    laid = layout(service)
    assert laid.chain == tuple(link.step for link in chain)
    marked = {(arrow.before, arrow.after) for arrow in laid.arrows if arrow.on_chain}
    assert marked == {(link.edge.before, link.edge.after) for link in chain if link.edge}


@given(service=completed_services())
@settings(max_examples=15)
def test_the_same_service_is_laid_out_the_same(service: Service) -> None:
    assert layout(service) == layout(service.model_copy(deep=True))


def test_the_lead_department_stands_on_top() -> None:
    service = as_is("school-entry-hunan")
    assert layout(service).lanes[0].department == service.lead_department


@pytest.mark.parametrize("name", SHIPPED)
def test_no_line_runs_along_the_label_of_an_item(name: str) -> None:
    """Lines may cross a label from above; lengthwise they keep to the corridors."""
    laid = layout(as_is(name))
    across = [
        (min(x0, x1), max(x0, x1), y0)
        for arrow in laid.arrows
        for (x0, y0), (x1, y1) in pairwise(arrow.points)
        if y0 == y1
    ]
    for label in laid.labels:
        assert label.height >= 12 * len(label.lines)
        for left, right, y in across:
            beside = right <= label.x or label.x + label.width <= left
            assert beside or not label.y < y < label.y + label.height


def test_steps_of_an_item_in_one_department_share_a_row() -> None:
    service = as_is("deceased-hunan")
    laid = boxes_of(layout(service))
    for item in service.items:
        rows = {(laid[step.id].lane, laid[step.id].y) for step in service.steps_of(item.id)}
        assert len(rows) == len({lane for lane, _ in rows})


def test_lines_of_different_steps_never_lie_on_each_other() -> None:
    """Pieces that share a stretch belong to lines that share a step."""
    laid = layout(large(items=30, steps=4, departments=5))
    pieces: dict[tuple[str, float], list[tuple[Arrow, float, float]]] = {}
    for arrow in laid.arrows:
        for (x0, y0), (x1, y1) in pairwise(arrow.points):
            line, ends = (("x", x0), (y0, y1)) if x0 == x1 else (("y", y0), (x0, x1))
            pieces.setdefault(line, []).append((arrow, min(ends), max(ends)))
    compared = 0
    for held in pieces.values():
        for (one, low, high), (other, low2, high2) in combinations(held, 2):
            if low < high2 and low2 < high:
                compared += 1
                assert one.before == other.before or one.after == other.after
    assert compared


def test_an_after_check_is_drawn_behind_what_it_checks() -> None:
    service = pair()
    check = service.steps[-1].model_copy(
        update={
            "id": "b/核查",
            "kind": StepKind.AFTER_CHECK,
            "phase": Phase.AFTER_CHECK,
            "after": (service.steps[-1].id,),
        }
    )
    service = service.model_copy(update={"steps": (*service.steps, check)})
    laid = assert_lawful(service)
    assert (check.after or ("",))[0] in {
        arrow.before for arrow in laid.arrows if arrow.after == check.id
    }


def test_a_long_name_is_wrapped_and_cut() -> None:
    service = pair()
    step = service.steps[0].model_copy(update={"name": "很长的环节名称" * 10})
    laid = layout(service.model_copy(update={"steps": (step, *service.steps[1:])}))
    lines = boxes_of(laid)[step.id].lines
    assert len(lines) == 3
    assert lines[-1].endswith("…")
