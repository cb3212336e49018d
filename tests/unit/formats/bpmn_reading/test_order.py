"""Who waits for whom: every construct of flow with the exact order it means."""

import pytest

from optimizer.service.findings import findings
from optimizer.service.kinds import StepKind
from tests.drawings import (
    after,
    codes,
    definitions,
    drawing,
    flow,
    flows,
    node,
    process,
    read,
    step,
    task,
    told,
)


def test_tasks_in_a_row_wait_for_each_other() -> None:
    found = read(
        drawing(
            node("startEvent", "S"),
            task("A", "受理"),
            task("B", "审查"),
            task("C", "决定"),
            node("endEvent", "E"),
            flows("S", "A", "B", "C", "E"),
        )
    )
    assert after(found) == {"受理": set(), "审查": {"受理"}, "决定": {"审查"}}
    assert [one.kind for one in found.service.steps] == [
        StepKind.ACCEPTANCE,
        StepKind.REVIEW,
        StepKind.DECISION,
    ]
    assert found.counts.tasks == 3
    assert found.counts.events == 2
    assert found.counts.flows == 4


@pytest.mark.parametrize(
    "sort",
    [
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "subProcess",
        "transaction",
        "adHocSubProcess",
    ],
)
def test_whatever_somebody_does_is_a_step(sort: str) -> None:
    found = read(drawing(node(sort, "A", "审查"), task("B", "决定"), flow("A", "B")))
    assert after(found) == {"审查": set(), "决定": {"审查"}}


def test_steps_stand_behind_what_they_wait_for_wherever_they_stand_in_the_file() -> None:
    found = read(drawing(task("C"), task("B"), task("A"), flows("A", "B", "C")))
    assert [one.name for one in found.service.steps] == ["A", "B", "C"]


def test_branches_of_a_parallel_gateway_stay_parallel() -> None:
    found = read(
        drawing(
            task("A"),
            node("parallelGateway", "G"),
            task("B"),
            task("C"),
            node("parallelGateway", "H"),
            task("D"),
            flows("A", "G", "B", "H", "D"),
            flows("G", "C", "H"),
        )
    )
    assert after(found) == {"A": set(), "B": {"A"}, "C": {"A"}, "D": {"B", "C"}}
    assert "bpmn_choice" not in codes(found)


def test_gateways_behind_each_other_are_looked_through() -> None:
    found = read(
        drawing(
            task("A"),
            node("parallelGateway", "G"),
            node("exclusiveGateway", "H"),
            node("intermediateThrowEvent", "I"),
            task("B"),
            flows("A", "G", "H", "I", "B"),
        )
    )
    assert after(found)["B"] == {"A"}


@pytest.mark.parametrize(
    "sort", ["exclusiveGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"]
)
def test_both_ways_of_a_choice_are_kept_and_told(sort: str) -> None:
    found = read(
        drawing(
            task("A"),
            node(sort, "G", "是否现场制售"),
            task("B"),
            task("C"),
            flow("A", "G"),
            flow("G", "B", "是"),
            flow("G", "C", "否"),
        )
    )
    assert after(found) == {"A": set(), "B": {"A"}, "C": {"A"}}
    (doubt,) = told(found, "bpmn_choice")
    assert "是／否" in doubt.message_zh
    assert "办理情形“是否现场制售”：是、否" in doubt.right_zh
    assert "'是否现场制售' with 是, 否" in doubt.right_en


def test_a_choice_without_names_proposes_no_situation() -> None:
    found = read(
        drawing(
            task("A"),
            node("exclusiveGateway", "G"),
            task("B"),
            task("C"),
            flows("A", "G", "B"),
            flow("G", "C"),
        )
    )
    (doubt,) = told(found, "bpmn_choice")
    assert "可增设" not in doubt.right_zh


def test_conditions_at_a_task_are_a_choice_too() -> None:
    condition = "<b:conditionExpression>x</b:conditionExpression>"
    found = read(
        drawing(task("A"), task("B"), task("C"), flow("A", "B", "有", condition), flow("A", "C"))
    )
    assert after(found) == {"A": set(), "B": {"A"}, "C": {"A"}}
    assert [one.place for one in told(found, "bpmn_choice")] == ["A"]


def test_a_gateway_that_only_joins_is_no_choice() -> None:
    found = read(
        drawing(
            task("A"),
            task("B"),
            node("exclusiveGateway", "G"),
            task("C"),
            flows("A", "G", "C"),
            flow("B", "G"),
        )
    )
    assert after(found)["C"] == {"A", "B"}
    assert "bpmn_choice" not in codes(found)


def test_rework_is_told_and_is_no_order() -> None:
    found = read(
        drawing(
            node("startEvent", "S"),
            task("C", "补正"),
            task("A", "受理"),
            node("exclusiveGateway", "G", "材料齐全"),
            task("B", "审查"),
            flows("S", "A", "G"),
            flow("G", "B", "是"),
            flow("G", "C", "否"),
            flow("C", "A"),
        )
    )
    assert after(found) == {"受理": set(), "补正": {"受理"}, "审查": {"受理"}}
    (loop,) = told(found, "bpmn_rework")
    assert "“补正”返回“受理”" in loop.message_zh
    (choice,) = told(found, "bpmn_choice")
    assert "可增设" not in choice.right_zh, "an outcome of the review is no situation"
    assert not [one for one in findings(found.service) if one.code == "circle"]


def test_a_task_that_leads_to_itself_waits_for_nothing() -> None:
    found = read(drawing(task("A"), flow("A", "A")))
    assert after(found) == {"A": set()}
    assert len(told(found, "bpmn_rework")) == 1


def test_a_circle_without_a_beginning_is_cut_once() -> None:
    found = read(drawing(task("A"), task("B"), task("C"), flows("A", "B", "C", "A")))
    assert after(found) == {"A": set(), "B": {"A"}, "C": {"B"}}
    assert len(told(found, "bpmn_rework")) == 1


def test_a_circle_of_gateways_alone_ends() -> None:
    found = read(
        drawing(
            task("A"),
            node("exclusiveGateway", "G"),
            node("exclusiveGateway", "H"),
            task("B"),
            flows("A", "G", "H", "G"),
            flow("H", "B"),
        )
    )
    assert after(found)["B"] == {"A"}


def test_a_sub_process_is_its_steps_and_told_by_name() -> None:
    inner = (
        node("startEvent", "s"),
        task("B"),
        task("C"),
        node("endEvent", "e"),
        flows("s", "B", "C", "e"),
    )
    found = read(
        drawing(
            task("A"),
            node("subProcess", "P1", "联合踏勘", *inner),
            task("D"),
            flows("A", "P1", "D"),
        )
    )
    assert after(found) == {"A": set(), "B": {"A"}, "C": {"B"}, "D": {"C"}}
    (told_part,) = told(found, "bpmn_part")
    assert "“联合踏勘”" in told_part.message_zh
    assert found.counts.sub_processes == 1


def test_a_sub_process_without_events_inside_begins_and_ends_with_all_loose_steps() -> None:
    found = read(
        drawing(
            task("A"),
            node(
                "subProcess",
                "P1",
                "并审",
                task("B"),
                task("C"),
                node("subProcess", "P2", "内", task("X")),
            ),
            task("D"),
            flows("A", "P1", "D"),
        )
    )
    assert after(found) == {
        "A": set(),
        "B": {"A"},
        "C": {"A"},
        "X": {"A"},
        "D": {"B", "C", "X"},
    }


def test_an_event_sub_process_is_kept_and_told() -> None:
    found = read(
        drawing(task("A"), node("subProcess", "P1", "撤回", task("B"), triggeredByEvent="true"))
    )
    assert after(found) == {"A": set(), "B": set()}
    assert len(told(found, "bpmn_event_part")) == 1


def test_a_boundary_event_leads_on_from_its_task() -> None:
    found = read(
        drawing(
            task("A"),
            node("boundaryEvent", "E", "超时", attachedToRef="A"),
            task("B"),
            flow("E", "B"),
        )
    )
    assert after(found)["B"] == {"A"}
    assert [one.place for one in told(found, "bpmn_exception")] == ["超时"]


def test_a_link_goes_on_at_its_other_end() -> None:
    link = '<b:linkEventDefinition name="甲"/>'
    found = read(
        drawing(
            task("A"),
            node("intermediateThrowEvent", "T", "", link),
            node("intermediateCatchEvent", "C", "", link),
            task("B"),
            flow("A", "T"),
            flow("C", "B"),
        )
    )
    assert after(found)["B"] == {"A"}


def test_a_link_that_nobody_catches_is_told() -> None:
    link = '<b:linkEventDefinition name="甲"/>'
    found = read(drawing(task("A"), node("intermediateThrowEvent", "T", "", link), flow("A", "T")))
    assert len(told(found, "bpmn_dangling_link")) == 1


def test_a_flow_to_nowhere_is_told_with_its_line_and_left_out() -> None:
    found = read(drawing(task("A"), task("B"), flow("A", "gone"), flow("A", "B")))
    assert after(found) == {"A": set(), "B": {"A"}}
    (doubt,) = told(found, "bpmn_dangling_flow")
    assert "“gone”" in doubt.message_zh
    assert doubt.line == 5


def test_of_two_elements_with_one_id_references_mean_the_first() -> None:
    found = read(drawing(task("A", "受理"), task("A", "审查"), task("B", "决定"), flow("A", "B")))
    assert after(found) == {"受理": set(), "审查": set(), "决定": {"受理"}}
    assert len(told(found, "bpmn_doubled")) == 1


def test_several_processes_are_several_items_without_an_order_between_them() -> None:
    found = read(
        definitions(
            process(task("A"), task("B"), flow("A", "B"), name="甲", key="P1"),
            process(task("C"), name="乙", key="P2"),
            process(name="空", key="P3"),
        )
    )
    assert [one.name for one in found.service.items] == ["甲", "乙"]
    assert after(found) == {"A": set(), "B": {"A"}, "C": set()}
    assert found.service.precedences == ()
    assert found.counts.processes == 3


def test_message_flows_are_told_and_are_no_order() -> None:
    message = node("messageFlow", "M", "通知", sourceRef="A", targetRef="B")
    found = read(
        definitions(
            node("collaboration", "K", "", message),
            process(task("A"), key="P1"),
            process(task("B"), key="P2"),
        )
    )
    assert after(found)["B"] == set()
    (doubt,) = told(found, "bpmn_message")
    assert "“通知”（A → B）" in doubt.message_zh
    assert found.counts.message_flows == 1


def test_a_nameless_task_stays_a_gap() -> None:
    found = read(drawing('<b:task id="T1"/>'))
    assert [one.name for one in found.service.steps] == ["（未命名环节 T1）"]
    assert len(told(found, "bpmn_nameless")) == 1


def test_a_name_broken_over_lines_is_one_name() -> None:
    found = read(drawing(task("A", "现场&#10;核查 on&#10;site")))
    assert step(found, "现场核查 on site").kind is StepKind.INSPECTION


def test_repetition_and_undoing_are_told() -> None:
    loop = '<b:multiInstanceLoopCharacteristics id="m"/>'
    found = read(
        drawing(task("A", "审查", loop), node("task", "B", "撤销", isForCompensation="true"))
    )
    assert [one.place for one in told(found, "bpmn_repeated")] == ["审查"]
    assert [one.place for one in told(found, "bpmn_compensation")] == ["撤销"]


def test_notes_and_groups_are_told() -> None:
    found = read(
        drawing(
            task("A"),
            node("textAnnotation", "N", "", "<b:text>共 20 个工作日</b:text>"),
            node("group", "G"),
        )
    )
    assert "共 20 个工作日" in told(found, "bpmn_annotation")[0].message_zh
    assert len(told(found, "bpmn_unread")) == 1
