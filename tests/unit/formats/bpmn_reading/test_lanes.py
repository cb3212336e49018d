"""Who does it: lanes, pools, performers; what is not drawn stays open."""

import pytest

from optimizer.formats.bpmn_reading import Drawing
from tests.drawings import (
    codes,
    definitions,
    drawing,
    flow,
    flows,
    lane,
    lanes,
    node,
    pool,
    process,
    read,
    step,
    task,
    told,
)


def departments(found: Drawing) -> dict[str, tuple[str, ...]]:
    return {one.name: one.departments for one in found.service.steps}


def two_lanes() -> Drawing:
    return read(
        definitions(
            node("collaboration", "K", "", pool("Pool", "开办面包店一件事", "Process")),
            process(
                lanes(lane("L1", "行政审批局", "A", "C"), lane("L2", "消防救援机构", "B")),
                task("A", "受理"),
                task("B", "现场核查"),
                task("C", "决定"),
                flows("A", "B", "C"),
                name="流程1",
            ),
        )
    )


def test_lanes_are_departments_and_a_pool_with_lanes_is_the_item() -> None:
    found = two_lanes()
    assert departments(found) == {
        "受理": ("行政审批局",),
        "现场核查": ("消防救援机构",),
        "决定": ("行政审批局",),
    }
    assert [one.name for one in found.service.departments] == ["行政审批局", "消防救援机构"]
    (item,) = found.service.items
    assert (item.name, item.department) == ("开办面包店一件事", "行政审批局")
    assert found.service.name == "开办面包店一件事"
    assert found.service.lead_department == "行政审批局"
    assert found.counts.lanes == 2
    assert found.counts.pools == 1


def test_that_the_whole_drawing_is_one_item_is_told_and_its_limits_stay_open() -> None:
    found = two_lanes()
    (item,) = found.service.items
    assert item.statutory is None
    assert item.promised is None
    assert item.is_assumed("department")
    assert "一个事项“开办面包店一件事”" in told(found, "bpmn_item")[0].message_zh
    assert all(one.duration is None for one in found.service.steps)
    assert "3 个环节（共 3 个）没有时长" in told(found, "bpmn_lengths_open")[0].message_zh


def test_the_department_that_decides_is_the_items_else_the_one_with_most_steps() -> None:
    deciding = drawing(
        lanes(lane("L1", "甲局", "A", "B"), lane("L2", "乙局", "C")),
        task("A", "审查"),
        task("B", "核验"),
        task("C", "审批"),
        flows("A", "B", "C"),
    )
    assert read(deciding).service.items[0].department == "乙局"
    assert read(deciding.replace("审批", "登记")).service.items[0].department == "甲局"


def test_pools_without_lanes_are_departments_with_an_item_each() -> None:
    found = read(
        definitions(
            node(
                "collaboration",
                "K",
                "",
                pool("Pool1", "市场监管局", "P1"),
                pool("Pool2", "消防救援机构", "P2"),
            ),
            process(task("A", "受理"), name="食品经营许可", key="P1"),
            process(task("B", "受理"), name="", key="P2"),
        ),
        "餐饮店.bpmn",
    )
    assert [(one.name, one.department) for one in found.service.items] == [
        ("食品经营许可", "市场监管局"),
        ("消防救援机构", "消防救援机构"),
    ]
    assert found.service.name == "餐饮店"
    assert found.service.lead_department == ""


def test_the_innermost_lane_counts_and_a_nameless_one_has_the_name_around_it() -> None:
    inner = '<b:childLaneSet id="x">{}</b:childLaneSet>'
    found = read(
        drawing(
            lanes(
                node(
                    "lane",
                    "L1",
                    "审批局",
                    "<b:flowNodeRef>A</b:flowNodeRef><b:flowNodeRef>B</b:flowNodeRef>",
                    inner.format(lane("L2", "审批局受理科", "A") + lane("L3", "", "B")),
                )
            ),
            task("A"),
            task("B"),
        )
    )
    assert departments(found) == {"A": ("审批局受理科",), "B": ("审批局",)}


def test_steps_of_a_sub_process_lie_in_its_lane() -> None:
    found = read(
        drawing(lanes(lane("L1", "甲局", "S")), node("subProcess", "S", "并审", task("A", "审查")))
    )
    assert departments(found) == {"审查": ("甲局",)}


def test_a_lane_that_lists_nothing_holds_what_lies_in_it_in_the_picture() -> None:
    def shape(key: str, x: int, y: int, width: int, height: int) -> str:
        return (
            f'<di:BPMNShape id="{key}_s" bpmnElement="{key}"><dc:Bounds x="{x}" y="{y}" '
            f'width="{width}" height="{height}"/></di:BPMNShape>'
        )

    found = read(
        definitions(
            process(lanes(lane("L1", "甲局"), lane("L2", "乙局")), task("A"), task("B"), task("C")),
            '<di:BPMNDiagram><di:BPMNPlane bpmnElement="Process">',
            shape("L1", 0, 0, 500, 100),
            shape("L2", 0, 100, 500, 100),
            shape("A", 10, 10, 100, 80),
            shape("B", 10, 110, 100, 80),
            "</di:BPMNPlane></di:BPMNDiagram>",
        )
    )
    assert departments(found) == {"A": ("甲局",), "B": ("乙局",), "C": ()}
    assert [one.place for one in told(found, "bpmn_lane_from_picture")] == ["A", "B"]


def test_a_task_outside_every_lane_has_no_department_and_is_told() -> None:
    found = read(drawing(lanes(lane("L1", "甲局", "A")), task("A"), task("B")))
    assert departments(found) == {"A": ("甲局",), "B": ()}
    assert "1 个环节没有画在任何部门的泳道里：B" in told(found, "bpmn_no_department")[0].message_zh


@pytest.mark.parametrize("name", ["申请人", "办事群众", "Applicant"])
def test_the_lane_of_the_applicant_is_no_department(name: str) -> None:
    found = read(
        drawing(
            lanes(lane("L1", name, "A"), lane("L2", "审批局", "B")),
            task("A", "提交申请"),
            task("B", "受理"),
            flow("A", "B"),
        )
    )
    assert [one.name for one in found.service.departments] == ["审批局"]
    assert step(found, "提交申请").visible is True
    assert step(found, "提交申请").is_assumed("visible")
    assert step(found, "受理").visible is None
    assert len(told(found, "bpmn_applicant")) == 1


def test_a_performer_names_the_department_where_no_lane_does() -> None:
    found = read(
        definitions(
            node("resource", "R", "审批局"),
            process(
                task(
                    "A",
                    "受理",
                    "<b:potentialOwner><b:resourceRef>t:R</b:resourceRef></b:potentialOwner>",
                ),
                task("B", "审查", '<b:performer id="x" name="消防救援机构"/>'),
            ),
        )
    )
    assert departments(found) == {"受理": ("审批局",), "审查": ("消防救援机构",)}


def test_an_empty_pool_and_lost_references_are_told() -> None:
    found = read(
        definitions(
            node(
                "collaboration",
                "K",
                "",
                node("participant", "Pool1", "企业"),
                pool("Pool2", "某局", "gone"),
            ),
            process(lanes(lane("L1", "甲局", "A", "gone")), task("A")),
        )
    )
    assert {"bpmn_black_box", "bpmn_dangling_pool", "bpmn_dangling_lane"} <= codes(found)
    assert found.counts.pools == 2


def test_without_any_name_the_file_names_the_service() -> None:
    found = read(definitions(process(task("A"), name="")), "开办面包店.bpmn")
    assert (found.service.name, found.service.items[0].name) == ("开办面包店", "开办面包店")
    assert found.service.items[0].department == ""
