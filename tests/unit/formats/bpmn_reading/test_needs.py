"""Documents: what a step gets becomes a requirement, what it makes a result."""

import pytest

from optimizer.formats.bpmn_reading import Drawing
from optimizer.service.completion import complete
from optimizer.service.findings import Severity, findings
from optimizer.service.kinds import DocumentClass, Route
from tests.drawings import (
    codes,
    definitions,
    drawing,
    flow,
    flows,
    gets,
    lane,
    lanes,
    makes,
    node,
    paper,
    process,
    read,
    task,
    told,
)


def needs(found: Drawing) -> dict[str, tuple[str, Route]]:
    return {one.document: (one.needed_by, one.route) for one in found.service.requirements}


def test_what_the_first_step_gets_is_handed_in_for_acceptance() -> None:
    found = read(
        drawing(
            task("A", "受理", gets("D1")),
            task("B", "审查", gets("D2")),
            paper("D1", "营业执照"),
            paper("D2", "场地证明"),
            flow("A", "B"),
        )
    )
    assert needs(found) == {
        "营业执照": ("acceptance", Route.HAND_IN),
        "场地证明": ("开办面包店/审查", Route.HAND_IN),
    }
    assert all(one.basis == "" for one in found.service.requirements)
    assert all(one.is_assumed("route") for one in found.service.requirements)
    assert (found.counts.data_objects, found.counts.data_references) == (2, 2)


def test_what_is_made_and_used_no_more_is_the_result() -> None:
    found = read(
        drawing(
            task("A", "受理"), task("B", "决定", makes("D1")), paper("D1", "许可证"), flow("A", "B")
        )
    )
    assert found.service.items[0].results == ("许可证",)
    assert found.service.document("许可证").document_class is DocumentClass.CERTIFICATE
    assert found.service.requirements == ()


def test_what_a_step_makes_for_a_later_one_is_no_material() -> None:
    found = read(
        drawing(
            task("A", "受理", makes("D1")),
            task("B", "审查", gets("D1")),
            paper("D1", "受理通知书"),
            flow("A", "B"),
        )
    )
    assert found.service.requirements == ()
    assert found.service.items[0].results == ()
    assert len(told(found, "bpmn_internal_document")) == 1


def test_what_one_item_makes_and_another_needs_is_handed_over() -> None:
    found = read(
        definitions(
            process(task("A", "决定", makes("D1")), paper("D1", "营业执照"), name="甲", key="P1"),
            process(task("B", "受理", gets("D1")), name="乙", key="P2"),
        )
    )
    assert found.service.item("甲").results == ("营业执照",)
    assert needs(found) == {"营业执照": ("acceptance", Route.RESULT)}
    assert not [one for one in findings(found.service) if one.severity is Severity.ERROR]


def test_what_the_applicant_makes_is_handed_in() -> None:
    found = read(
        drawing(
            lanes(lane("L1", "申请人", "A"), lane("L2", "审批局", "B")),
            task("A", "填写申请表", makes("D1")),
            task("B", "受理", gets("D1")),
            paper("D1", "开办申请表"),
            flow("A", "B"),
        )
    )
    assert needs(found) == {"开办申请表": ("acceptance", Route.HAND_IN)}
    assert found.service.document("开办申请表").document_class is DocumentClass.FORM
    assert found.service.document("开办申请表").item == "开办面包店"


def test_signs_of_one_name_are_one_document_needed_once() -> None:
    found = read(
        drawing(
            task("A", "受理", gets("D1")),
            task("B", "审查", gets("D2")),
            paper("D1", "营业执照"),
            paper("D2", "营业执照"),
            flow("A", "B"),
        )
    )
    assert [one.id for one in found.service.documents] == ["营业执照"]
    assert needs(found) == {"营业执照": ("acceptance", Route.HAND_IN)}


@pytest.mark.parametrize(
    ("ends", "used"),
    [
        ({"sourceRef": "D1", "targetRef": "B"}, "needed"),
        ({"sourceRef": "B", "targetRef": "D1"}, "made"),
    ],
)
def test_a_plain_line_to_a_document_says_by_its_direction(ends: dict[str, str], used: str) -> None:
    found = read(
        drawing(
            task("A", "受理"),
            task("B", "决定"),
            paper("D1", "许可证"),
            flow("A", "B"),
            node("association", "X", "", **ends),
        )
    )
    assert bool(found.service.requirements) == (used == "needed")
    assert bool(found.service.items[0].results) == (used == "made")


def test_a_document_at_a_flow_goes_from_one_step_to_the_next() -> None:
    found = read(
        drawing(
            task("A", "受理"),
            task("B", "审查"),
            paper("D1", "受理通知书"),
            flow("A", "B"),
            node("association", "X", "", sourceRef="D1", targetRef="A_B"),
        )
    )
    assert len(told(found, "bpmn_internal_document")) == 1


def test_what_an_event_brings_comes_from_outside() -> None:
    found = read(
        drawing(
            node("startEvent", "S", "", makes("D1")),
            task("A", "受理", gets("D1")),
            paper("D1", "营业执照"),
            flow("S", "A"),
        )
    )
    assert needs(found) == {"营业执照": ("acceptance", Route.HAND_IN)}


def test_an_input_of_the_process_is_a_document() -> None:
    found = read(
        drawing(
            '<b:ioSpecification><b:dataInput id="D1" name="营业执照"/></b:ioSpecification>',
            task("A", "受理", gets("D1")),
        )
    )
    assert needs(found) == {"营业执照": ("acceptance", Route.HAND_IN)}


def test_a_sub_process_gets_for_its_first_step_and_makes_in_its_last() -> None:
    inner = (task("A", "受理"), task("B", "决定"), flow("A", "B"))
    found = read(
        drawing(
            node("subProcess", "S", "办理", *inner, gets("D1"), makes("D2")),
            paper("D1", "营业执照"),
            paper("D2", "许可证"),
        )
    )
    assert needs(found) == {"营业执照": ("acceptance", Route.HAND_IN)}
    assert found.service.items[0].results == ("许可证",)


def test_idle_documents_stores_and_lost_lines_are_told() -> None:
    found = read(
        drawing(
            task("A", "受理", gets("gone"), gets("S1")),
            paper("D1", "营业执照"),
            node("dataStoreReference", "S1", "证照库"),
        )
    )
    assert {"bpmn_idle_document", "bpmn_data_store", "bpmn_dangling_association"} <= codes(found)
    assert [one.name for one in found.service.documents] == ["营业执照"]
    assert found.service.requirements == ()
    assert found.counts.data_stores == 1


def test_a_read_drawing_can_be_completed() -> None:
    found = read(
        drawing(
            task("A", "受理", gets("D1")), task("B", "决定"), paper("D1", "证"), flows("A", "B")
        )
    )
    assert [one.name for one in complete(found.service).steps] == ["受理", "决定"]
