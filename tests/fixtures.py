"""Small services written by hand, with what the levers should find in them.

``pair`` is two plain items; each of the others adds what one lever needs, so that a test
can take just that away again. All are completed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.service import Service, complete
from optimizer.service.department import Department
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Commitment, Item, Limit
from optimizer.service.kinds import (
    DocumentClass,
    IssuerKind,
    ItemKind,
    ListCategory,
    Necessity,
    PrecedenceKind,
    Progress,
    Route,
    Sharing,
    StepKind,
)
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.situation import Option, Situation
from optimizer.service.step import Step
from optimizer.worktime import Duration


def days(text: str) -> Duration:
    """``3`` working days."""
    return Duration.parse(f"{text} 工作日")


def draft() -> Service:
    """Two licences of two local departments, five days each, before completion."""
    return Service(
        id="pair",
        name="开办小店",
        list_category=ListCategory.LOCAL,
        lead_department="d1",
        departments=(Department(id="d1", name="一局"), Department(id="d2", name="二局")),
        documents=(
            Document(id="a/表", name="甲申请表", document_class=DocumentClass.FORM, item="a"),
            Document(id="b/表", name="乙申请表", document_class=DocumentClass.FORM, item="b"),
            Document(id="执照", name="营业执照", issuer_kind=IssuerKind.GOVERNMENT),
            Document(id="合同", name="租赁合同"),
        ),
        items=(
            Item(
                id="a",
                department="d1",
                kind=ItemKind.LICENCE,
                statutory=Limit(duration=days("5")),
                results=("甲证",),
            ),
            Item(
                id="b", department="d2", kind=ItemKind.LICENCE, statutory=Limit(duration=days("5"))
            ),
        ),
        requirements=(
            Requirement(id="a:表", item="a", document="a/表"),
            Requirement(id="b:表", item="b", document="b/表"),
            Requirement(id="a:照", item="a", document="执照"),
            Requirement(id="b:照", item="b", document="执照"),
            Requirement(id="a:合同", item="a", document="合同"),
        ),
    )


def pair() -> Service:
    """The draft completed: six assumed steps an item, one after the other."""
    return complete(draft())


PAIR_OPPORTUNITIES = (
    "merge:acceptance",
    "window:window",
    "forms:forms",
    "route:a:照=submit_once",
    "route:b:照=submit_once",
    "parallel:a→b（逐项办理）",
    "merge:review",
    "merge:delivery",
    "merge:issue",
    "visit:a/收件",
    "visit:b/收件",
    "shorten:a/决定",
    "shorten:a/制证",
    "shorten:a/受理",
    "shorten:a/审查",
    "shorten:b/决定",
    "shorten:b/制证",
    "shorten:b/受理",
    "shorten:b/审查",
)


def with_need(**update: object) -> Service:
    """``pair`` with a changed requirement for the contract."""
    service = pair()
    needs = tuple(
        need.model_copy(update=update) if need.id == "a:合同" else need
        for need in service.requirements
    )
    return service.model_copy(update={"requirements": needs})


def with_item(**update: object) -> Service:
    """``pair`` with a changed first item."""
    service = draft()
    first, *rest = service.items
    return complete(service.model_copy(update={"items": (first.model_copy(update=update), *rest)}))


def with_kind(kind: StepKind, **update: object) -> Service:
    """``pair`` whose items have one more step each, of two days, before the decision."""
    service = draft()
    items = tuple(
        one.model_copy(update={"statutory": Limit(duration=days("7"))}) for one in service.items
    )
    chain = (
        (StepKind.RECEIVE, "收件", "0"),
        (StepKind.ACCEPTANCE, "受理", "1"),
        (StepKind.REVIEW, "审查", "3"),
        (kind, "又", "2"),
        (StepKind.DECISION, "决定", "1"),
        (StepKind.DELIVERY, "送达", "0"),
    )
    steps = tuple(
        Step(id=f"{item.id}/{name}", items=(item.id,), kind=each, duration=days(length)).model_copy(
            update=update if each is kind and item.id == "a" else {}
        )
        for item in items
        for each, name, length in chain
    )
    return complete(service.model_copy(update={"items": items, "steps": steps}))


def with_step(step_id: str, **update: object) -> Service:
    """``pair`` with one changed step."""
    service = pair()
    steps = tuple(
        step.model_copy(update=update) if step.id == step_id else step for step in service.steps
    )
    return service.model_copy(update={"steps": steps})


def same_department() -> Service:
    """``pair`` with both items at one department."""
    service = draft()
    items = tuple(one.model_copy(update={"department": "d1"}) for one in service.items)
    return complete(service.model_copy(update={"items": items}))


def at_window() -> Service:
    """``pair`` with the first item at a window already."""
    return with_item(window=True)


def locked(*step_ids: str) -> Service:
    """``pair`` with some locked steps."""
    service = pair()
    steps = tuple(
        step.model_copy(update={"lock": "不可调整"}) if step.id in step_ids else step
        for step in service.steps
    )
    return service.model_copy(update={"steps": steps})


def handing_over(route: Route = Route.HAND_IN) -> Service:
    """``pair`` whose second item needs the result of the first."""
    service = draft()
    result = Document(id="甲证", issuer_kind=IssuerKind.GOVERNMENT, issuer="d1")
    need = Requirement(id="b:甲证", item="b", document="甲证", route=route)
    return complete(
        service.model_copy(
            update={
                "documents": (*service.documents, result),
                "requirements": (*service.requirements, need),
            }
        )
    )


def sharing(
    sharing_class: Sharing = Sharing.CONDITIONAL, progress: Progress = Progress.NOT_APPLIED
) -> Service:
    """``pair`` with a data source for the business licence."""
    source = DataSource(
        id="照库", documents=("执照",), sharing=sharing_class, progress=progress, owner="d2"
    )
    return pair().model_copy(update={"data_sources": (source,)})


def committing(**update: object) -> Service:
    """A licence with an inspection that a list opens to commitment."""
    service = with_kind(StepKind.INSPECTION)
    entry = Commitment(basis="国发〔2021〕7号清单", limit=days("1"))
    first, *rest = service.items
    changed = first.model_copy(update={"commitment": entry, **update})
    return service.model_copy(update={"items": (changed, *rest)})


def legal() -> Service:
    """``pair`` with a legal precedence instead of the habit."""
    one = Precedence(id="法", before="a", after="b", kind=PrecedenceKind.LEGAL, basis="某法第一条")
    return complete(draft().model_copy(update={"precedences": (one,)}))


def asking(options: tuple[str, ...] = ("是", "否")) -> Service:
    """``pair`` with a question."""
    question = Situation(id="问", options=tuple(Option(id=one) for one in options))
    return pair().model_copy(update={"situations": (question,)})


def with_combined_permit(basis: str = "综合许可证试点") -> Service:
    """``pair`` with (or without) a basis for a combined permit."""
    return pair().model_copy(update={"combined_permit": basis})


@dataclass(frozen=True)
class Boundary:
    """Just used and just refused: the opportunity is there in the first only."""

    opportunity: str
    used: Callable[[], Service]
    refused: Callable[[], Service]


# One row a lever: what takes it just out of reach is all that differs.
BOUNDARIES: dict[str, Boundary] = {
    "abolish": Boundary(
        "route:a:合同=abolished",
        lambda: with_need(without_basis=True),
        lambda: with_need(basis=""),
    ),
    "guide": Boundary("guide:问", asking, lambda: asking(("是",))),
    "window": Boundary("window:window", pair, lambda: locked("a/收件")),
    "forms": Boundary(
        "forms:forms",
        pair,
        lambda: pair().model_copy(
            update={"requirements": tuple(n for n in pair().requirements if n.id != "b:表")}
        ),
    ),
    "submit_once": Boundary(
        "route:a:照=submit_once",
        pair,
        lambda: pair().model_copy(
            update={"requirements": tuple(n for n in pair().requirements if n.id != "b:照")}
        ),
    ),
    "hand_over": Boundary(
        "route:b:甲证=result", handing_over, lambda: handing_over(Route.RETRIEVE)
    ),
    "retrieve": Boundary("route:a:照=retrieve@照库", sharing, lambda: sharing(Sharing.REFUSED)),
    "recognise": Boundary(
        "route:a:合同=recognised",
        lambda: with_need(recognised="互认清单"),
        lambda: with_need(recognised=""),
    ),
    "commitment": Boundary("commit:a", committing, lambda: committing(risk_tags=("公共安全",))),
    "defer": Boundary(
        "defer:a:合同",
        lambda: with_need(necessity=Necessity.DEFERRABLE),
        lambda: with_need(necessity=Necessity.DEFERRABLE, main=True),
    ),
    "parallelise": Boundary("parallel:a→b（逐项办理）", pair, legal),
    "joint_inspection": Boundary(
        "merge:inspection",
        lambda: with_kind(StepKind.INSPECTION),
        lambda: with_kind(StepKind.INSPECTION, lock="不可调整"),
    ),
    "joint_review": Boundary("merge:review", pair, lambda: locked("a/审查")),
    "joint_decision": Boundary("merge:decision", same_department, pair),
    "joint_notice": Boundary(
        "merge:notice",
        lambda: with_kind(StepKind.NOTICE),
        lambda: with_kind(StepKind.NOTICE, lock="不可调整"),
    ),
    "joint_payment": Boundary(
        "merge:payment",
        lambda: with_kind(StepKind.PAYMENT),
        lambda: with_kind(StepKind.PAYMENT, lock="不可调整"),
    ),
    "one_delivery": Boundary("merge:delivery", pair, lambda: locked("b/送达")),
    "combined_permit": Boundary(
        "merge:issue", with_combined_permit, lambda: with_combined_permit("")
    ),
    "online": Boundary("visit:a/收件", pair, lambda: with_step("a/收件", in_person="须本人到场")),
    "mail": Boundary(
        "visit:a/送达",
        lambda: with_step("a/送达", visits=1),
        lambda: with_step("a/送达", visits=0),
    ),
    "assisted": Boundary(
        "visit:a/审查",
        lambda: with_step("a/审查", visits=1),
        lambda: with_step("a/审查", visits=1, in_person="须本人到场"),
    ),
    "instant": Boundary(
        "instant:a", lambda: with_item(instant="即办清单"), lambda: with_item(instant="")
    ),
    "shorten": Boundary(
        "shorten:a/审查",
        lambda: with_step("a/审查", floor=Duration.of_hours(20)),
        lambda: with_step("a/审查", floor=Duration.of_hours(21)),
    ),
    "early": Boundary(
        "early:a/审查",
        lambda: with_step("a/审查", early="提前服务清单"),
        lambda: with_step("a/决定", early="提前服务清单"),
    ),
    "fee": Boundary("fee:a", lambda: with_item(fee_yuan=1), lambda: with_item(fee_yuan=0)),
    "rule_change": Boundary("rule:precedence/法", legal, pair),
}
