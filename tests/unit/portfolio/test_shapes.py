"""What generated services are drawn from is measured, never typed."""

from optimizer.places import data_directory
from optimizer.portfolio.shapes import RESULT, load_shapes, measured, written
from optimizer.service import Service
from optimizer.service.department import Department
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Item
from optimizer.service.kinds import DocumentClass, IssuerKind, ItemKind, StepKind
from optimizer.service.requirement import Requirement
from optimizer.service.situation import Condition, Option, Situation
from optimizer.service.step import Step
from optimizer.workspace.shipped import shipped
from optimizer.worktime import Duration

LICENCE = Document(
    id="营业执照",
    document_class=DocumentClass.CERTIFICATE,
    issuer_kind=IssuerKind.GOVERNMENT,
)
RESULT_OF_A = Document(id="许可证", issuer_kind=IssuerKind.GOVERNMENT)
PLAN = Document(id="平面图")


def _service(name: str, *extra: str) -> Service:
    """Items 甲, which issues what 乙 needs, and those named."""
    papers = [("甲", LICENCE), ("甲", PLAN), ("乙", RESULT_OF_A)]
    return Service(
        id=name,
        departments=(Department(id="局"),),
        documents=(LICENCE, PLAN, RESULT_OF_A),
        items=(
            Item(id="甲", department="局", kind=ItemKind.LICENCE, results=("许可证",)),
            Item(id="乙", department="局", kind=ItemKind.LICENCE),
            *(Item(id=one, department="局") for one in extra),
        ),
        steps=(
            Step(id="a", items=("甲",), kind=StepKind.ACCEPTANCE, duration=Duration.of_hours(8)),
            Step(id="b", items=("甲",), kind=StepKind.DECISION),
        ),
        requirements=tuple(
            Requirement(id=f"{item}/{paper.id}", item=item, document=paper.id)
            for item, paper in papers
        ),
        data_sources=(DataSource(id="执照库", documents=("营业执照",)),),
    )


def test_the_shipped_file_is_what_the_shipped_services_measure() -> None:
    text = (data_directory() / "generator.json").read_text(encoding="utf-8")
    assert text == written(measured(one.service for one in shipped()))


def test_the_file_is_read_as_what_was_measured() -> None:
    assert load_shapes() == measured(one.service for one in shipped())


def test_the_order_of_the_services_changes_nothing() -> None:
    services = [one.service for one in shipped()[:6]]
    assert measured(services) == measured(reversed(services))


def test_services_items_and_departments_are_counted() -> None:
    shapes = measured([_service("一"), _service("二", "丙")])
    assert shapes.sizes == (("2", 1), ("3", 1))
    # 甲 and 乙 stand in both services, 丙 in one.
    assert shapes.item_services == (("1", 1), ("2", 2))
    assert shapes.later_items == 3
    assert [(one.name, one.items) for one in shapes.departments] == [
        ("局", (("licence", 4), ("other", 1)))
    ]


def test_papers_are_told_by_class_and_issuer_or_as_a_result_of_the_service() -> None:
    shapes = measured([_service("一"), _service("二")])
    papers = {one.papers: (one.count, one.steps) for one in shapes.items}
    steps = ("acceptance 1 工作日", "decision")
    assert papers[("certificate/government", "other/applicant")] == (2, steps)
    assert papers[(RESULT,)] == (2, ())


def test_a_paper_of_several_services_keeps_its_name_and_source_and_others_lose_it() -> None:
    both = measured([_service("一"), _service("二")])
    assert [(one.name, one.services) for one in both.papers] == [("营业执照", 2)]
    assert both.papers[0].source is not None
    assert both.papers[0].source.name == "执照库"
    assert both.single_papers == ()
    one = measured([_service("一")])
    assert one.papers == ()
    assert one.single_papers == (("certificate", 1),)
    assert one.single_sourced == 1
    assert one.single_sources[0][1].name == ""


def test_what_does_not_apply_in_the_default_situation_is_not_measured() -> None:
    service = _service("一", "丙")
    asked = Situation(id="扩建", options=(Option(id="否", default=True), Option(id="是")))
    extra = service.items[2].model_copy(
        update={"when": (Condition(question="扩建", options=("是",)),)}
    )
    changed = service.model_copy(
        update={"items": (*service.items[:2], extra), "situations": (asked,)}
    )
    assert measured([changed]).sizes == (("2", 1),)
