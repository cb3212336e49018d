"""What a BPMN file tells of steps, waits and documents, in words and exactly."""

import re
from collections import Counter

from lxml import etree

from optimizer.formats.bpmn_writing import bpmn
from optimizer.network.edges import edges
from optimizer.service import Service, complete
from optimizer.service.anchors import Anchors
from optimizer.service.kinds import Anchor, Necessity, PrecedenceKind, Route
from optimizer.service.precedence import Precedence
from optimizer.wording.catalogue import Language
from tests.bpmn_file import File, M, O, errors, merged
from tests.fixtures import (
    draft,
    handing_over,
    legal,
    pair,
    same_department,
    with_need,
    with_step,
)

HOSTILE = '"><bpmn:script xmlns:bpmn="x">&xxe;</bpmn:script><![CDATA[\x00\x1b\u202e ]]> =cmd|1'


def circular() -> Service:
    """Each item waits for the other."""
    waits = tuple(
        Precedence(id=f"{one}{other}", before=one, after=other, kind=PrecedenceKind.HABIT)
        for one, other in (("a", "b"), ("b", "a"))
    )
    return complete(draft().model_copy(update={"precedences": waits}))


def test_every_requirement_is_told_once_and_an_abolished_one_is_gone() -> None:
    for service, gone in ((pair(), 0), (with_need(route=Route.ABOLISHED), 1)):
        file = File(bpmn(service, "zh"))
        told = Counter(one.get("id") for one in file.process.iter(f"{O}requirement"))
        kept = [need.id for need in service.requirements if need.route is not Route.ABOLISHED]
        assert told == Counter(kept)
        assert len(kept) == len(service.requirements) - gone


def _getting(file: File, document: str) -> list[str]:
    """The steps with an input that comes from a document."""
    data = [
        one.get("id") for one in file.process.iter(f"{M}dataObject") if one.get("name") == document
    ]
    signs = {one.get("id") for one in file.papers if one.get("dataObjectRef") in data}
    found = []
    for step, task in file.tasks.items():
        own = {one.get("id") for one in task.iter(f"{M}dataInput")}
        for line in task.iter(f"{M}dataInputAssociation"):
            if line.findtext(f"{M}sourceRef") in signs:
                assert line.findtext(f"{M}targetRef") in own
                found.append(step)
    return sorted(found)


def test_what_is_handed_in_lies_at_filing_and_what_comes_otherwise_where_it_is_needed() -> None:
    assert _getting(File(bpmn(pair(), "zh")), "营业执照") == ["a/收件", "b/收件"]
    assert _getting(File(bpmn(pair(), "zh")), "租赁合同") == ["a/收件"]
    assert _getting(File(bpmn(with_need(route=Route.RETRIEVE), "zh")), "租赁合同") == ["a/受理"]
    late = with_need(needed_by="decision")
    assert _getting(File(bpmn(late, "zh")), "租赁合同") == ["a/决定"]


def test_a_document_that_does_not_come_by_hand_says_so_in_its_name() -> None:
    told: dict[Language, str] = {"zh": "租赁合同\n［免于提交］", "en": "租赁合同\n[retrieve]"}
    for language, name in told.items():
        file = File(bpmn(with_need(route=Route.RETRIEVE), language))
        assert name in {one.get("name") for one in file.papers}
        assert "租赁合同" in {one.get("name") for one in file.process.iter(f"{M}dataObject")}


def test_a_step_may_begin_without_what_comes_later() -> None:
    for service, optional in (
        (pair(), 0),
        (with_need(necessity=Necessity.DEFERRABLE), 1),
        (with_need(necessity=Necessity.OPTIONAL), 1),
    ):
        task = File(bpmn(service, "zh")).tasks["a/收件"]
        assert len(list(task.iter(f"{M}optionalInputRefs"))) == optional


def test_a_result_comes_from_the_step_that_decides() -> None:
    service = handing_over(Route.RESULT)
    file = File(bpmn(service, "zh"))
    decision = Anchors(service).step("a", Anchor.DECISION)
    assert decision is not None
    made = {
        step
        for step, task in file.tasks.items()
        if task.find(f"{M}dataOutputAssociation") is not None
    }
    assert made == {decision.id}
    assert _getting(file, "甲证") == ["b/受理"]


def test_a_length_is_exact_and_an_assumed_one_is_marked() -> None:
    file = File(bpmn(with_step("a/审查", duration=None), "zh"))
    step = file.tasks["a/决定"].find(f"{M}extensionElements/{O}step")
    length = step.find(f"{O}duration")
    record = pair().step("a/决定")
    assert record.duration is not None
    assert (length.get("value"), length.get("unit"), int(length.get("hours"))) == (
        f"{record.duration.value.normalize():f}",
        record.duration.unit.value,
        record.length_hours(),
    )
    assert step.get("assumed") == " ".join(record.assumed) == "*"
    assert "（推定值）" in file.told(file.tasks["a/决定"])
    unknown = file.tasks["a/审查"]
    assert unknown.find(f"{M}extensionElements/{O}step/{O}duration") is None
    assert "办理时长：时长不明" in file.told(unknown)


def test_a_merged_step_tells_its_members_in_words_and_exactly() -> None:
    service = merged()
    step = next(one for one in service.steps if one.members)
    file = File(bpmn(service, "zh"))
    task = file.tasks[step.id]
    held = [
        one.get("id") for one in task.find(f"{M}extensionElements/{O}step").findall(f"{O}member")
    ]
    assert held == [member.id for member in step.members]
    assert file.told(task).count("合并自：") == len(step.members) == 2
    names = {one.id: one.name for one in service.departments}
    assert [one.get("name") for one in task.iter(f"{M}performer")] == [
        names[one] for one in step.departments
    ]


def test_a_flow_tells_why_with_its_basis() -> None:
    service = legal()
    edge = next(one for one in edges(service) if one.subject == "法")
    file = File(bpmn(service, "zh"))
    flow = file.flow(edge.before, edge.after)
    assert file.told(flow) == "法定前置：a → b\n依据：某法第一条"
    wait = flow.find(f"{M}extensionElements/{O}wait")
    assert dict(wait.attrib) == {"kind": "legal", "subject": "法", "basis": "某法第一条"}


def test_a_precedence_without_basis_is_to_be_verified() -> None:
    service = complete(
        draft().model_copy(
            update={
                "precedences": (
                    Precedence(id="惯", before="a", after="b", kind=PrecedenceKind.HABIT),
                )
            }
        )
    )
    edge = next(one for one in edges(service) if one.subject == "惯")
    file = File(bpmn(service, "zh"))
    assert "依据：待核实" in file.told(file.flow(edge.before, edge.after))


def test_a_circle_is_drawn_and_named() -> None:
    file = File(bpmn(circular(), "zh"))
    assert any("互为前置" in file.told(flow) for flow in file.flows)
    assert not any("互为前置" in file.told(flow) for flow in File(bpmn(legal(), "zh")).flows)


def test_several_first_steps_begin_together() -> None:
    """One start; a gateway behind it where items do not wait for each other."""
    apart_items = pair().model_copy(update={"precedences": ()})
    file = File(bpmn(apart_items, "zh"))
    assert len(list(file.process.iter(f"{M}startEvent"))) == 1
    assert file.onward()["Start"] == ["Opening"]
    begun = {file.step(file.nodes[one]) for one in file.onward()["Opening"]}
    assert begun == {"a/收件", "b/收件"}
    assert file.onward()["Start"] != File(bpmn(pair(), "zh")).onward()["Start"]


def test_one_department_has_one_lane() -> None:
    assert len(list(File(bpmn(same_department(), "zh")).process.iter(f"{M}lane"))) == 1
    assert len(list(File(bpmn(pair(), "zh")).process.iter(f"{M}lane"))) == 2


def test_hostile_text_stays_text() -> None:
    service = pair()
    steps = tuple(
        one.model_copy(update={"name": HOSTILE, "lock": HOSTILE}) for one in service.steps
    )
    papers = tuple(one.model_copy(update={"name": HOSTILE}) for one in service.documents)
    hostile = service.model_copy(update={"name": HOSTILE, "steps": steps, "documents": papers})
    written = bpmn(hostile, "zh", HOSTILE)
    assert errors(written) == []
    plain, sorts = File(bpmn(service, "zh", "x")), File(written)
    assert {one.tag for one in sorts.root.iter()} == {one.tag for one in plain.root.iter()}
    task = next(iter(sorts.tasks.values()))
    assert task.get("name") == HOSTILE.replace("\x00\x1b\u202e", "")


def test_nothing_in_a_file_refers_to_anything_outside() -> None:
    written = bpmn(pair(), "zh", "来源").decode()
    namespaces = set(re.findall(r'xmlns(?::\w+)?="([^"]+)"', written))
    assert set(re.findall(r"\w+://[^\"<\s]+", written)) <= namespaces
    assert "<!DOCTYPE" not in written
    assert f"{M}import" not in {one.tag for one in etree.fromstring(written.encode())}


def test_where_it_comes_from_stands_in_the_process() -> None:
    file = File(bpmn(pair(), "zh", "程序版本：1\n情形：默认\n"))
    assert file.told(file.process) == "程序版本：1\n情形：默认"
    assert file.process.find(f"{M}extensionElements/{O}service").get("id") == "pair"
    assert file.root.get("exporterVersion")
