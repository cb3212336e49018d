"""The application form: each field once, and nothing that no form asks for."""

from optimizer.deliverables.application_fields import Group, fields_of, forms_of
from optimizer.deliverables.deliverable import Deliverable, Form, Grid
from optimizer.deliverables.form import form
from optimizer.levers.applying import apply
from optimizer.planning.answering import optimize
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service
from optimizer.service.document import Document
from optimizer.service.kinds import DocumentClass
from tests.deliverable_reading import (
    column,
    grids,
    part,
    reform_of,
    texts,
    told,
    untouched,
    untouched_of,
)
from tests.fixtures import draft, pair, sharing

FIELDS = {
    "a/表": ("申请人名称", "经营场所地址", "联系电话：", "甲专用"),
    "b/表": ("申请人 名称", "经办人姓名", "联系电话", "乙专用", "共同备注"),
}


def with_fields(service: Service, more: dict[str, tuple[str, ...]] | None = None) -> Service:
    """A pair whose papers have fields."""
    fields = {**FIELDS, **(more or {})}
    documents = tuple(
        one.model_copy(update={"fields": fields.get(one.id, ())}) for one in service.documents
    )
    return service.model_copy(update={"documents": documents})


def labels(written: Deliverable, caption: str) -> list[str]:
    """What a band of the form asks for."""
    return [
        field.label
        for one in written.blocks
        if isinstance(one, Form) and one.caption == caption
        for field in one.fields
    ]


def mapping(written: Deliverable) -> Grid:
    return grids(part(written, "字段与事项、原表单的对应"))[0]


def test_a_field_of_two_forms_is_written_once() -> None:
    """Blanks and colons make no second field; the first form's spelling stays."""
    service = with_fields(pair())
    found = fields_of(service, forms_of(service))
    assert [one.name for one in found] == [
        *("申请人名称", "经营场所地址", "联系电话：", "甲专用", "经办人姓名", "乙专用"),
        "共同备注",
    ]
    shared = {one.name: one.items for one in found if len(one.forms) > 1}
    assert shared == {"申请人名称": ("a", "b"), "联系电话：": ("a", "b")}


def test_fields_stand_under_what_they_are_about() -> None:
    """Applicant, agent, premises; what a single item asks for stands under its name."""
    written = form(untouched(with_fields(pair())))
    assert labels(written, "申请人信息") == ["申请人名称", "联系电话："]
    assert labels(written, "经办人信息") == ["经办人姓名"]
    assert labels(written, "场所信息") == ["经营场所地址"]
    assert labels(written, "“a”专有信息") == ["甲专用"]
    assert labels(written, "“b”专有信息") == ["乙专用", "共同备注"]


def test_every_field_is_on_the_form_and_in_the_mapping() -> None:
    """The two parts agree, whatever was united."""
    service = with_fields(pair())
    for reform in (untouched(service), told(optimize(service, RECOMMENDED), service)):
        written = form(reform)
        names = column(mapping(written), "字段")
        asked = [
            field.label
            for one in part(written, "申请表").blocks
            if isinstance(one, Form) and one.caption.endswith("信息")
            for field in one.fields
        ]
        assert sorted(asked) == sorted(names)
        assert len(set(names)) == len(names) == 7


def test_the_mapping_leads_from_the_united_form_back_to_the_forms_it_replaces() -> None:
    """Which old form asked for a field stays known after forms are united."""
    service = with_fields(pair())
    plan = optimize(service, RECOMMENDED)
    assert any(one.id.startswith("forms:") for one in plan.outcome.measures)
    written = form(told(plan, service))
    (forms,) = grids(part(written, "原有表单的去向"))
    assert [row[:3] for row in forms.rows] == [
        ("甲申请表", "a", "并入联办申请表"),
        ("乙申请表", "b", "并入联办申请表"),
    ]
    told_of = dict(zip(column(mapping(written), "字段"), mapping(written).rows, strict=True))
    assert told_of["申请人名称"][3:5] == ("a、b", "甲申请表、乙申请表")


def test_what_a_retrieved_paper_holds_is_prefilled() -> None:
    """The licence comes from the source and holds the applicant's name; a paper handed in fills
    nothing in."""
    service = with_fields(sharing(), {"执照": ("申请人名称",), "合同": ("经营场所地址",)})
    plan = optimize(service, RECOMMENDED)
    assert {n.source for n in plan.after.requirements if n.document == "执照"} == {"照库"}
    rows = {row[1]: row[5] for row in mapping(form(told(plan, service))).rows}
    assert rows["申请人名称"] == "共享预填（“照库”，营业执照）"
    assert rows["经营场所地址"] == "申请人填写"
    before = {row[1]: row[5] for row in mapping(form(untouched(service))).rows}
    assert before["申请人名称"] == "申请人填写"


def test_a_form_without_recorded_fields_is_a_gap_to_see() -> None:
    """No field is invented for it."""
    written = form(untouched(pair()))
    gaps = [text for text in texts(written) if text.startswith("字段待补充：")]
    assert gaps == ["字段待补充：甲申请表（a）", "字段待补充：乙申请表（b）"]
    assert not any(
        text.startswith("字段待补充：") for text in texts(form(untouched(with_fields(pair()))))
    )
    assert not any(caption in set(texts(written)) for caption in ("申请人信息", "场所信息"))


def test_persons_are_asked_for_only_where_papers_name_their_holder() -> None:
    """The restaurant's papers name two; the pair's none."""
    asked = labels(form(reform_of("open-restaurant-sichuan")), "身份信息")
    assert asked == ["法定代表人（负责人）姓名（名称）", "从业人员姓名（名称）"]
    assert labels(form(untouched(pair())), "身份信息") == []


def test_without_united_forms_the_form_says_that_each_stays() -> None:
    """It must not look like a measure that the plan does not hold."""
    said = "本方案没有合并申请表单"
    assert any(text.startswith(said) for text in texts(form(untouched(pair()))))
    assert not any(text.startswith(said) for text in texts(form(reform_of("bakery"))))


def test_a_service_without_forms_says_so() -> None:
    """No empty mapping."""
    service = draft()
    documents = tuple(
        one.model_copy(update={"document_class": DocumentClass.OTHER, "item": ""})
        for one in service.documents
    )
    written = form(untouched(service.model_copy(update={"documents": documents})))
    assert "改革后申请人不需要填写申请表单。" in set(texts(written))


def test_a_commitment_inside_the_united_form_has_room_on_it() -> None:
    """The office writes what is committed to; the others have no such room."""
    fire = "公众聚集场所投入使用、营业前消防安全检查"
    reform = reform_of("open-restaurant-sichuan")
    assert [one.id for one in reform.plan.after.items if one.committed] == [fire]
    assert labels(form(reform), "告知承诺") == [f"“{fire}”告知承诺"]
    assert labels(form(untouched_of("open-restaurant-sichuan")), "告知承诺") == []


def test_fields_are_grouped_by_agent_before_applicant() -> None:
    """An agent's telephone is not the applicant's."""
    document = Document(
        id="a/表",
        name="甲申请表",
        document_class=DocumentClass.FORM,
        item="a",
        fields=("经办人联系电话", "联系电话", "备注"),
    )
    service = apply(pair(), ())
    others = tuple(one for one in service.documents if one.id != document.id)
    service = service.model_copy(update={"documents": (document, *others)})
    groups = [one.group for one in fields_of(service, forms_of(service))]
    assert groups == [Group.AGENT, Group.APPLICANT, Group.OWN]
