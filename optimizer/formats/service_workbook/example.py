"""A small service that shows on the empty template what rows look like."""

from optimizer.service.department import Department, Team
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import (
    Anchor,
    DepartmentKind,
    DocumentClass,
    IssuerKind,
    ItemKind,
    PrecedenceKind,
    Progress,
    Route,
    Sharing,
    StepKind,
)
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.service import Baseline, Service
from optimizer.service.situation import Condition, Option, Situation
from optimizer.service.step import Demand, Step
from optimizer.worktime import Duration

_FOOD, _FIRE = "食品经营许可", "公众聚集场所投入使用、营业前消防安全检查"
_QUESTION = "是否设室外招牌"


def example_service() -> Service:
    """开办餐饮店 with two items, made up and as short as can be."""
    return Service(
        id="开办餐饮店（示例）",
        name="开办餐饮店（示例）",
        region="某市某区",
        lead_department="市场监管局",
        yearly_cases=300,
        baseline=Baseline(date="2025-01-01", source="区政务服务网办事指南"),
        departments=_departments(),
        documents=_documents(),
        items=_items(),
        requirements=_requirements(),
        steps=_steps(),
        precedences=(
            Precedence(
                id="1",
                before=_FOOD,
                after=_FIRE,
                kind=PrecedenceKind.HABIT,
                anchor=Anchor.ACCEPTANCE,
            ),
        ),
        data_sources=(
            DataSource(
                id="电子证照库",
                name="电子证照库",
                documents=("营业执照",),
                sharing=Sharing.UNCONDITIONAL,
                progress=Progress.ONLINE,
                owner="市场监管局",
            ),
        ),
        situations=(
            Situation(id=_QUESTION, options=(Option(id="是", share=60), Option(id="否", share=40))),
        ),
    )


def _departments() -> tuple[Department, ...]:
    return (
        Department(id="市场监管局", name="市场监管局", teams=(Team(id="食品核查组", capacity=3),)),
        Department(id="消防救援大队", name="消防救援大队", kind=DepartmentKind.VERTICAL),
    )


def _items() -> tuple[Item, ...]:
    return (
        Item(
            id=_FOOD,
            name=_FOOD,
            department="市场监管局",
            kind=ItemKind.LICENCE,
            statutory=Limit(duration=Duration.parse("20 工作日")),
            promised=Limit(duration=Duration.parse("10 工作日")),
            results=("食品经营许可证",),
            visits=1,
        ),
        Item(
            id=_FIRE,
            name=_FIRE,
            department="消防救援大队",
            kind=ItemKind.LICENCE,
            statutory=Limit(duration=Duration.parse("10 工作日")),
            visits=1,
        ),
    )


def _documents() -> tuple[Document, ...]:
    return (
        Document(
            id="营业执照",
            name="营业执照",
            document_class=DocumentClass.CERTIFICATE,
            issuer_kind=IssuerKind.GOVERNMENT,
            issuer="市场监管局",
        ),
        Document(
            id="食品经营许可申请书",
            name="食品经营许可申请书",
            document_class=DocumentClass.FORM,
            fields=("经营者名称", "经营场所", "联系电话"),
            item=_FOOD,
        ),
        Document(
            id="食品经营许可证",
            name="食品经营许可证",
            document_class=DocumentClass.CERTIFICATE,
            issuer_kind=IssuerKind.GOVERNMENT,
            issuer="市场监管局",
        ),
    )


def _requirements() -> tuple[Requirement, ...]:
    return (
        Requirement(id="1", item=_FOOD, document="食品经营许可申请书", main=True),
        Requirement(
            id="2", item=_FOOD, document="营业执照", route=Route.RETRIEVE, source="电子证照库"
        ),
        Requirement(id="3", item=_FIRE, document="营业执照"),
    )


def _steps() -> tuple[Step, ...]:
    signed = (Condition(question=_QUESTION, options=("是",)),)
    return (
        Step(id="1", name="受理", items=(_FOOD,), kind=StepKind.ACCEPTANCE),
        Step(
            id="2",
            name="现场核查",
            items=(_FOOD,),
            kind=StepKind.INSPECTION,
            duration=Duration.parse("5 工作日"),
            floor=Duration.parse("1 工作日"),
            floor_basis="两名以上人员到场",
            staff=2,
            demands=(Demand(team="食品核查组"),),
            assumed=("floor",),
        ),
        Step(id="3", name="决定", items=(_FOOD,), kind=StepKind.DECISION),
        Step(
            id="4",
            name="现场检查",
            items=(_FIRE,),
            kind=StepKind.INSPECTION,
            duration=Duration.parse("3 工作日"),
            when=signed,
        ),
    )
