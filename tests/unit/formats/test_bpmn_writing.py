"""A service as BPMN: valid, complete, and meaning what the precedence network means."""

from collections import Counter

import pytest
from hypothesis import given, settings

from optimizer.formats.bpmn_writing import bpmn
from optimizer.formats.service_file import read_service
from optimizer.network.edges import edges
from optimizer.places import scenarios_directory
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service, complete
from optimizer.service.choosing import chosen_options, in_situation
from optimizer.service.kinds import Phase, StepKind
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.bpmn_file import DI, File, M, apart, bounds, errors, inside, lines, merged, shapes
from tests.fixtures import (
    with_kind,
)
from tests.property.strategies import completed_services
from tests.unit.workspace.plans import planned

SHIPPED = sorted(path.parent.name for path in scenarios_directory().glob("*/service.yaml"))
PLANNED = ("deceased-hunan", "open-restaurant-sichuan", "school-entry-hunan")


def as_is(folder: str) -> Service:
    service = read_service(scenarios_directory() / folder / "service.yaml")
    return complete(in_situation(service, chosen_options(service, {})))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", SHIPPED)
def test_every_shipped_service_is_valid_bpmn(folder: str, language: Language) -> None:
    assert errors(bpmn(as_is(folder), language, "来源\n时间")) == []


@pytest.mark.parametrize("folder", PLANNED)
def test_a_redesigned_service_is_valid_bpmn(folder: str) -> None:
    after = planned(folder, RECOMMENDED).after
    written = bpmn(after, "zh")
    assert errors(written) == []
    assert set(File(written).tasks) == {step.id for step in after.steps}


@given(service=completed_services(circles=True))
@settings(max_examples=25)
def test_any_service_is_valid_bpmn(service: Service) -> None:
    assert errors(bpmn(service, "zh")) == []


@given(service=completed_services(circles=True))
@settings(max_examples=25)
def test_the_flows_are_the_waits_of_the_network(service: Service) -> None:
    """With gateways looked through, nothing is lost and nothing is invented."""
    checks = {
        (before, step.id)
        for step in service.steps
        if step.phase is Phase.AFTER_CHECK
        for before in step.after or ()
    }
    waits = {(edge.before, edge.after) for edge in edges(service) if edge.before != edge.after}
    assert File(bpmn(service, "zh")).waits() == waits | checks


@given(service=completed_services())
@settings(max_examples=25)
def test_a_run_performs_every_step_once_and_comes_to_an_end(service: Service) -> None:
    """Tokens by the rules of BPMN: a task runs for each one, a gateway waits for all."""
    file = File(bpmn(service, "zh"))
    into = Counter(flow.get("targetRef") for flow in file.flows)
    onward, ran, here = file.onward(), Counter[str](), Counter[str]()
    ready = [node for node, one in file.nodes.items() if one.tag == f"{M}startEvent"]
    while ready:
        node = ready.pop()
        ran[node] += 1
        for other in onward[node]:
            here[other] += 1
            needed = into[other] if file.nodes[other].tag == f"{M}parallelGateway" else 1
            if here[other] == needed:
                here[other] = 0
                ready.append(other)
    assert ran == Counter(dict.fromkeys(file.nodes, 1))
    assert not any(here.values())


@given(service=completed_services(circles=True))
@settings(max_examples=25)
def test_only_gateways_have_several_flows_in_or_out(service: Service) -> None:
    file = File(bpmn(service, "zh"))
    for node in file.nodes.values():
        into, out = (len(node.findall(f"{M}{side}")) for side in ("incoming", "outgoing"))
        several = (into > 1, out > 1)
        if node.tag == f"{M}parallelGateway":
            assert several in ((True, False), (False, True))
        else:
            assert several == (False, False)
    both = Counter(one.text for one in file.process.iter(f"{M}incoming", f"{M}outgoing"))
    assert both == Counter({flow.get("id"): 2 for flow in file.flows})


@given(service=completed_services(circles=True))
@settings(max_examples=25)
def test_every_node_stands_in_the_lane_of_its_department(service: Service) -> None:
    file = File(bpmn(service, "zh"))
    held = {
        ref.text: lane
        for lane in file.process.iter(f"{M}lane")
        for ref in lane.iter(f"{M}flowNodeRef")
    }
    assert set(held) == set(file.nodes)
    names = {one.id: one.name or one.id for one in service.departments}
    for step in service.steps:
        department = step.departments[0]
        lane = held[file.tasks[step.id].get("id")]
        assert lane.get("name") == names.get(department, department)


@given(service=completed_services(circles=True))
@settings(max_examples=25)
def test_everything_is_drawn_and_nothing_covers_another(service: Service) -> None:
    """Lanes fill the pool, nodes and documents lie apart in lanes, lines end at their nodes."""
    file = File(bpmn(service, "zh"))
    drawn, routes = shapes(file), lines(file)
    lanes = [drawn[one.get("id")] for one in file.process.iter(f"{M}lane")]
    pool = drawn["Pool"]
    assert [lane[1] for lane in lanes] == pytest.approx([pool[1], *(one[3] for one in lanes[:-1])])
    assert lanes[-1][3] == pytest.approx(pool[3])
    for lane in file.process.iter(f"{M}lane"):
        for ref in lane.iter(f"{M}flowNodeRef"):
            assert inside(drawn[ref.text], drawn[lane.get("id")])
    labels = [
        bounds(one.find(f"{DI}BPMNLabel"))
        for one in file.root.iter(f"{DI}BPMNShape")
        if one.find(f"{DI}BPMNLabel") is not None and one.get("bpmnElement") not in file.nodes
    ]
    solid = [*(drawn[node] for node in file.nodes), *labels]
    solid.extend(drawn[one.get("id")] for one in file.papers)
    solid.extend(drawn[one.get("id")] for one in file.process.iter(f"{M}textAnnotation"))
    for place, one in enumerate(solid):
        assert any(inside(one, lane) for lane in lanes)
        assert all(apart(one, other) for other in solid[:place])
    for flow in file.flows:
        route = routes[flow.get("id")]
        for point, side in ((route[0], "sourceRef"), (route[-1], "targetRef")):
            assert inside((*point, *point), drawn[flow.get(side)])
        assert route[0][0] > sum(drawn[flow.get("sourceRef")][::2]) / 2
        assert route[-1][0] < sum(drawn[flow.get("targetRef")][::2]) / 2


@given(service=completed_services(circles=True))
@settings(max_examples=15)
def test_the_same_service_gives_the_same_file(service: Service) -> None:
    assert bpmn(service, "zh") == bpmn(service.model_copy(deep=True), "zh")


def test_a_step_keeps_its_id_when_others_change() -> None:
    """Whoever compares before and after finds the same step under the same id."""
    before = File(bpmn(with_kind(StepKind.INSPECTION), "zh"))
    after = File(bpmn(merged(), "en"))
    kept = set(before.tasks) & set(after.tasks)
    assert "a/决定" in kept
    assert {before.tasks[one].get("id") for one in kept} == {
        after.tasks[one].get("id") for one in kept
    }


@given(service=completed_services())
@settings(max_examples=25)
def test_all_begins_at_one_start_and_stops_only_at_ends(service: Service) -> None:
    file = File(bpmn(service, "zh"))
    into = {flow.get("targetRef") for flow in file.flows}
    assert [node for node in file.nodes if node not in into] == ["Start"]
    stops = {node for node, onward in file.onward().items() if not onward}
    assert stops == {one.get("id") for one in file.process.iter(f"{M}endEvent")} != set()


@given(service=completed_services(circles=True))
@settings(max_examples=25)
def test_lines_touch_the_edge_of_diamonds_circles_and_boxes(service: Service) -> None:
    """Not only of the rectangle around them: editors draw lines as they are given."""
    file = File(bpmn(service, "zh"))
    drawn, routes = shapes(file), lines(file)
    for flow in file.flows:
        route = routes[flow.get("id")]
        for (x, y), side in ((route[0], "sourceRef"), (route[-1], "targetRef")):
            left, top, right, bottom = drawn[flow.get(side)]
            aside, off = abs(x - (left + right) / 2), abs(y - (top + bottom) / 2)
            half = (right - left) / 2
            sort = file.nodes[flow.get(side)].tag
            if sort == f"{M}parallelGateway":
                assert aside + off == pytest.approx(half, abs=0.2)
            elif sort == f"{M}task":
                assert aside == pytest.approx(half, abs=0.2)
            else:
                assert (aside**2 + off**2) ** 0.5 == pytest.approx(half, abs=0.2)
