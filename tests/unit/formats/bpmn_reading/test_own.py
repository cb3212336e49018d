"""Our own drawing read back: unchanged it is the same service, changed the drawing counts."""

from functools import cache

import pytest
from lxml import etree

from optimizer.formats.any_service_file import read_any_service
from optimizer.formats.bpmn_reading import Drawing, read_drawing
from optimizer.formats.bpmn_writing import bpmn
from optimizer.formats.service_file import dump_service, read_service, read_service_text
from optimizer.places import scenarios_directory
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service, complete
from optimizer.service.choosing import chosen_options, in_situation
from optimizer.service.kinds import PrecedenceKind, StepKind
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.bakery import bakery
from tests.bpmn_file import File, M, O, merged
from tests.drawings import codes, told
from tests.unit.workspace.plans import planned

SHIPPED = sorted(path.parent.name for path in scenarios_directory().glob("*/service.yaml"))


def as_is(service: Service) -> Service:
    return complete(in_situation(service, chosen_options(service, {})))


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_shipped_service_comes_back(folder: str) -> None:
    service = as_is(read_service(scenarios_directory() / folder / "service.yaml"))
    assert read_drawing(bpmn(service, "zh"), "a").service == service


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_told_of_an_unchanged_drawing_but_its_situation(language: Language) -> None:
    found = read_any_service(bpmn(as_is(bakery()), language), "a")
    assert found.service == as_is(bakery())
    assert [one.code for one in found.notes] == ["bpmn_one_situation"]


def test_a_redesigned_service_with_merged_steps_comes_back() -> None:
    after = planned("open-restaurant-sichuan", RECOMMENDED).after
    for service in (after, complete(merged())):
        kept = read_service_text(dump_service(service))
        assert read_drawing(bpmn(service, "zh"), "a").service == kept
        assert kept.steps == service.steps


# --- changed elsewhere ------------------------------------------------------------------------


class Changed:
    """The drawing of the bakery, changed as another program would."""

    def __init__(self) -> None:
        self.base = written()
        self.file = File(bpmn(self.base, "zh"))

    def find(self, key: str) -> etree._Element:
        (found,) = (one for one in self.file.root.iter() if one.get("id") == key)
        return found

    def drop(self, element: etree._Element) -> None:
        element.getparent().remove(element)

    def task(self, step: str) -> etree._Element:
        return self.file.tasks[step]

    def add(self, sort: str, **attributes: str) -> etree._Element:
        return etree.SubElement(self.file.process, f"{M}{sort}", attributes)

    def read(self) -> Drawing:
        return read_drawing(etree.tostring(self.file.root), "a")


@cache
def written() -> Service:
    return as_is(bakery())


def test_a_step_renamed_in_the_drawing_is_renamed() -> None:
    change = Changed()
    change.task("食品经营许可/现场核查").set("name", "远程核查")
    found = change.read()
    step = found.service.step("食品经营许可/现场核查")
    assert step == change.base.step(step.id).model_copy(update={"name": "远程核查"})
    assert codes(found) == {"bpmn_one_situation", "bpmn_step_renamed"}


def test_a_step_moved_to_another_lane_is_the_other_departments() -> None:
    change = Changed()
    key = change.task("招牌设置/现场核查").get("id")
    for lane in change.file.process.iter(f"{M}lane"):
        for held in list(lane):
            if held.text == key:
                lane.remove(held)
        if lane.get("name") == "市场监管局":
            etree.SubElement(lane, f"{M}flowNodeRef").text = key
    found = change.read()
    assert found.service.step("招牌设置/现场核查").departments == ("市场监管局",)
    assert len(told(found, "bpmn_step_moved")) == 1
    others = [one for one in found.service.steps if one.id != "招牌设置/现场核查"]
    assert others == [one for one in change.base.steps if one.id != "招牌设置/现场核查"]


def test_a_lane_renamed_in_the_drawing_renames_the_department() -> None:
    change = Changed()
    (lane,) = (one for one in change.file.process.iter(f"{M}lane") if one.get("name") == "城管局")
    lane.set("name", "综合执法局")
    found = change.read()
    assert found.service.department("城管局").name == "综合执法局"
    assert found.service.steps == change.base.steps


def test_a_step_drawn_anew_belongs_to_the_item_it_follows() -> None:
    change = Changed()
    change.add("userTask", id="New", name="专家评审 3 工作日")
    first, last = (change.task(f"招牌设置/{one}").get("id") for one in ("现场核查", "决定"))
    change.add("sequenceFlow", id="N1", sourceRef=first, targetRef="New")
    change.add("sequenceFlow", id="N2", sourceRef="New", targetRef=last)
    found = change.read()
    new = found.service.step("招牌设置/专家评审")
    assert (new.items, new.kind, str(new.duration)) == (
        ("招牌设置",),
        StepKind.EXPERT_REVIEW,
        "3 工作日",
    )
    assert new.after == ("招牌设置/现场核查",)
    assert found.service.step("招牌设置/决定").after == ("招牌设置/现场核查", new.id)
    assert len(told(found, "bpmn_step_new")) == 1
    ids = [one.id for one in found.service.steps]
    assert ids.index("招牌设置/现场核查") < ids.index(new.id) < ids.index("招牌设置/决定")


def test_a_copy_of_a_step_is_a_new_step() -> None:
    change = Changed()
    copied = etree.fromstring(etree.tostring(change.task("招牌设置/现场核查")))
    copied.set("id", "Copy")
    change.file.process.append(copied)
    found = change.read()
    assert [one.id for one in found.service.steps if one.name == "现场核查"][-1].endswith("#2")
    assert len(found.service.steps) == len(change.base.steps) + 1


def test_a_step_taken_out_of_the_drawing_is_gone_with_its_waits() -> None:
    change = Changed()
    gone = change.task("食品经营许可/检测")
    key = gone.get("id")
    for flow in change.file.flows:
        if key in (flow.get("sourceRef"), flow.get("targetRef")):
            change.drop(flow)
    for held in list(change.file.process.iter(f"{M}flowNodeRef")):
        if held.text == key:
            change.drop(held)
    change.drop(gone)
    found = change.read()
    assert "食品经营许可/检测" not in {one.id for one in found.service.steps}
    assert found.service.step("食品经营许可/决定").after == ()
    assert len(told(found, "bpmn_step_gone")) == 1


def test_an_arrow_drawn_between_items_is_a_habit_without_basis() -> None:
    change = Changed()
    first, last = (change.task(one).get("id") for one in ("食品经营许可/决定", "消防安全检查/决定"))
    change.add("sequenceFlow", id="N", sourceRef=first, targetRef=last)
    found = change.read()
    (new,) = (one for one in found.service.precedences if one not in change.base.precedences)
    assert (new.before, new.step, new.after, new.anchor.value) == (
        "食品经营许可",
        "食品经营许可/决定",
        "消防安全检查",
        "decision",
    )
    assert (new.kind, new.basis, new.assumed) == (PrecedenceKind.HABIT, "", ("*",))
    assert len(told(found, "bpmn_wait_new")) == 1


def test_an_arrow_taken_out_between_items_ends_the_wait() -> None:
    change = Changed()
    before, after = "食品经营许可/送达", "招牌设置/受理"
    change.drop(change.file.flow(before, after))
    found = change.read()
    assert len(found.service.precedences) == len(change.base.precedences) - 1
    assert len(told(found, "bpmn_wait_gone")) == 1


def signs(change: Changed, document: str) -> list[etree._Element]:
    return [
        one
        for one in change.file.papers
        if any(
            mark.get("document") == document for mark in one.iter(f"{O}requirement", f"{O}result")
        )
    ]


def test_a_document_taken_out_of_the_drawing_is_needed_no_more() -> None:
    change = Changed()
    for sign in signs(change, "租赁合同"):
        change.drop(sign)
    found = change.read()
    assert not [one for one in found.service.requirements if one.document == "租赁合同"]
    kept = [one for one in change.base.requirements if one.document != "租赁合同"]
    assert list(found.service.requirements) == kept
    assert len(told(found, "bpmn_need_gone")) == 3


def test_a_result_taken_out_of_the_drawing_is_issued_no_more() -> None:
    change = Changed()
    for sign in signs(change, "招牌设置许可"):
        change.drop(sign)
    found = change.read()
    assert found.service.item("招牌设置").results == ()
    assert found.service.item("食品经营许可").results == ("食品经营许可证",)


def test_a_document_joined_to_another_step_is_needed_there() -> None:
    change = Changed()
    (sign,) = (one for one in signs(change, "招牌设置申请表"))
    (line,) = (
        one
        for one in change.file.process.iter(f"{M}dataInputAssociation")
        if one.findtext(f"{M}sourceRef") == sign.get("id")
    )
    change.task("招牌设置/现场核查").append(line)
    found = change.read()
    (need,) = (one for one in found.service.requirements if one.document == "招牌设置申请表")
    assert need.needed_by == "招牌设置/现场核查"


def test_a_document_drawn_anew_is_a_new_requirement() -> None:
    change = Changed()
    change.add("dataObject", id="O")
    change.add("dataObjectReference", id="R", name="效果图", dataObjectRef="O")
    change.add(
        "association", id="X", sourceRef="R", targetRef=change.task("招牌设置/受理").get("id")
    )
    found = change.read()
    (new,) = (one for one in found.service.requirements if one not in change.base.requirements)
    assert (new.item, new.document, new.needed_by) == ("招牌设置", "效果图", "acceptance")
    assert found.service.documents[-1].name == "效果图"


# --- damaged ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "- 1", "一件事: 空", "一件事: x\n联办事项:\n- {名称: 甲}"])
def test_with_a_damaged_service_file_only_the_drawing_is_read(text: str) -> None:
    change = Changed()
    next(change.file.root.iter(f"{O}file")).text = text
    found = change.read()
    assert [one.name for one in found.service.steps] == [one.name for one in change.base.steps]
    assert len(told(found, "bpmn_own_broken")) == 1


def test_with_the_file_of_another_service_only_the_drawing_is_read() -> None:
    change = Changed()
    other = bakery().model_copy(update={"steps": (), "name": "另一件事"})
    next(change.file.root.iter(f"{O}file")).text = dump_service(
        other.model_copy(
            update={
                "items": tuple(one.model_copy(update={"id": one.id + "2"}) for one in other.items),
                "requirements": (),
                "precedences": (),
            }
        )
    )
    found = change.read()
    assert len(told(found, "bpmn_own_lost")) == 1
    assert [one.name for one in found.service.steps] == [one.name for one in change.base.steps]


def test_without_the_service_file_the_drawing_still_has_its_order_and_departments() -> None:
    change = Changed()
    change.drop(next(change.file.root.iter(f"{O}file")))
    found = change.read()
    names = {one.id: one.name for one in found.service.steps}
    first = found.service.steps[0]
    assert (first.name, first.departments) == ("受理", ("市场监管局",))
    assert [names[one] for one in found.service.steps[1].after or ()] == ["受理"]
    assert {one.name for one in found.service.documents} == {
        one.name for one in change.base.documents
    }
    assert "bpmn_own_broken" not in codes(found)
