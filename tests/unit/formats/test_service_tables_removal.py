"""What goes with a row that is removed, and what is told about it before."""

import pytest

from optimizer.formats.service_tables import Changes, Effect, edited, removal_effects
from optimizer.service.document import Document
from optimizer.service.kinds import Route
from optimizer.service.service import Service
from optimizer.service.step import Step
from tests.unit.formats.test_service_tables import cafe, change


def removed(section: str, *rows: int, service: Service | None = None) -> Service:
    """The café without some rows."""
    return edited(section, service or cafe(), Changes(removed=set(rows)), "zh")


def test_with_an_item_goes_what_only_exists_for_it() -> None:
    """Its steps, materials, precedences, preconditions, own form and unneeded result."""
    after = removed("items", 0)
    assert [one.items for one in after.steps] == [("消防安全检查",)] * 3
    assert {one.item for one in after.requirements} == {"消防安全检查"}
    assert after.precedences == ()
    assert after.externals == ()
    names = [one.id for one in after.documents]
    assert "食品经营许可/申请表" not in names
    assert "消防安全检查/申请表" in names


def test_the_result_of_a_removed_item_is_handed_in_again() -> None:
    """Another item still needs it."""
    need = removed("items", 0).requirements[2]
    assert (need.document, need.route) == ("食品经营许可证", Route.HAND_IN)


def test_removal_effects_name_what_goes_and_what_changes() -> None:
    assert removal_effects("items", cafe(), {0}) == (
        Effect("steps", "食品经营许可/受理", gone=True),
        Effect("steps", "食品经营许可/审查", gone=True),
        Effect("steps", "食品经营许可/决定", gone=True),
        Effect("requirements", "食品经营许可/营业执照", gone=True),
        Effect("requirements", "食品经营许可/食品经营许可/申请表", gone=True),
        Effect("requirements", "消防安全检查/食品经营许可证", gone=False),
        Effect("documents", "食品经营许可/申请表", gone=True),
        Effect("precedences", "食品经营许可 → 消防安全检查", gone=True),
        Effect("externals", "营业执照", gone=True),
    )


def test_a_joint_step_stays_for_its_other_item() -> None:
    joint = Step(
        id="合",
        name="联合踏勘",
        items=("食品经营许可", "消防安全检查"),
        members=(Step(id="甲", items=("食品经营许可",)), Step(id="乙", items=("消防安全检查",))),
    )
    service = cafe().model_copy(update={"steps": (*cafe().steps, joint)})
    step = removed("items", 0, service=service).steps[-1]
    assert step.items == ("消防安全检查",)
    assert [one.id for one in step.members] == ["乙"]


def test_a_form_that_another_item_uses_stays_as_a_shared_one() -> None:
    shared = change("requirements", 3, {"document": "食品经营许可/申请表"})
    form = removed("items", 0, service=shared).document("食品经营许可/申请表")
    assert form.item == ""


def test_what_came_after_a_removed_step_comes_after_what_stood_before_it() -> None:
    chained = change("steps", 1, {"after": ("受理",)})
    chained = edited("steps", chained, Changes(changed={2: {"after": ("审查",)}}), "zh")
    after = removed("steps", 1, service=chained)
    assert after.steps[1].after == ("食品经营许可/受理",)


def test_a_material_needed_by_a_removed_step_is_needed_at_acceptance() -> None:
    assert removed("steps", 4).requirements[4].needed_by == "acceptance"
    assert removal_effects("steps", cafe(), {4}) == (
        Effect("requirements", "消防安全检查/食品经营许可证", gone=False),
    )


def test_a_precedence_from_a_removed_step_waits_for_the_decision() -> None:
    service = edited(
        "precedences", cafe(), Changes(changed={0: {"step": "食品经营许可/审查"}}), "zh"
    )
    assert service.precedences[0].step == "食品经营许可/审查"
    assert removed("steps", 1, service=service).precedences == cafe().precedences


def test_with_a_document_go_its_requirements() -> None:
    after = removed("documents", 0)
    assert [one.document for one in after.requirements] == [
        "食品经营许可/申请表",
        "消防安全检查/申请表",
        "食品经营许可证",
    ]
    assert after.data_sources[0].documents == ()


def test_with_a_requirement_goes_a_document_nobody_needs_then() -> None:
    assert "食品经营许可/申请表" not in [one.id for one in removed("requirements", 1).documents]
    assert len(removed("requirements", 0).documents) == len(cafe().documents)


def test_a_form_that_others_are_made_of_stays() -> None:
    united = Document(id="一张表", name="一张表", members=("食品经营许可/申请表",))
    service = cafe().model_copy(update={"documents": (*cafe().documents, united)})
    after = removed("requirements", 1, service=service)
    assert after.documents == service.documents


def test_a_document_that_nobody_needed_before_stays() -> None:
    """The two 身份证 of the café are described and not needed yet."""
    held = [one.name for one in removed("items", 1).documents]
    assert held.count("身份证") == 2


def test_without_its_source_a_material_is_handed_in() -> None:
    need = removed("data_sources", 0).requirements[2]
    assert (need.route, need.source) == (Route.HAND_IN, "")


def test_without_its_department_nothing_names_it() -> None:
    service = change("items", 1, {"department": "市场监管局"})
    service = edited("documents", service, Changes(changed={0: {"issuer": "消防救援机构"}}), "zh")
    after = removed("departments", 0, service=service)
    assert after.documents[0].issuer == ""
    assert after.steps[4].demands == ()
    assert removal_effects("departments", service, {0}) == (
        Effect("steps", "消防安全检查/现场检查", gone=False),
        Effect("documents", "营业执照", gone=False),
    )


def test_the_lead_department_may_go_when_nobody_else_needs_it() -> None:
    service = edited("service", cafe(), Changes(changed={0: {"lead_department": "政务局"}}), "zh")
    row = [one.id for one in service.departments].index("政务局")
    assert removal_effects("departments", service, {row}) == (
        Effect("service", "开咖啡馆", gone=False),
    )
    assert removed("departments", row, service=service).lead_department == ""


def test_without_a_question_everything_applies_always() -> None:
    after = removed("situations", 0)
    assert [one.when for one in after.items] + [one.when for one in after.steps] == [()] * 8
    assert removal_effects("situations", cafe(), {0}) == (
        Effect("items", "消防安全检查", gone=False),
        Effect("steps", "消防安全检查/决定", gone=False),
    )


@pytest.mark.parametrize("section", ["precedences", "externals"])
def test_what_nothing_refers_to_goes_alone(section: str) -> None:
    assert removal_effects(section, cafe(), {0}) == ()
    assert removed(section, 0) == cafe().model_copy(update={section: ()})


def test_a_table_of_one_row_has_no_removal() -> None:
    assert removal_effects("service", cafe(), {0}) == ()
    assert removal_effects("items", cafe(), {99}) == ()
