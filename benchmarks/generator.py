"""Random services for the benchmark, the same for the same size, coupling and seed.

A service of about ``size`` steps has k = size / 6.05 items over k // 2 + 2 departments.

* An item is the chain receive, acceptance, review, inspection (50 %), notice (25 %), decision,
  payment (35 %), and a last step that issues or delivers: five to eight steps. Its promise is the
  sum of its counted steps, its statutory limit once to twice that.
* 30 % of the items wait for an earlier one by law, 75 % by habit. Nothing else orders the items
  (``order: declared``) but the results they hand on.
* Steps may be cut to 25–60 % of their length; a notice may not be cut.
* Documents: common ones that the government issued before (an issuer and a data source each; some
  sources are online, others still to be connected), one to three of the item's own (some
  deferrable, some to be committed, some without basis), one form an item over a common pool of
  fields, and results. With ``low`` coupling a later item needs a result with probability 0.5, with
  ``high`` coupling up to three later items need it, each with probability 0.7.

Numbers follow the shape of published guides; no real service is copied.
"""

import random
from dataclasses import dataclass, field
from typing import Literal

from optimizer.service.department import Department
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Commitment, Item, Limit
from optimizer.service.kinds import (
    Anchor,
    DepartmentKind,
    DocumentClass,
    Grade,
    IssuerKind,
    ItemKind,
    ListCategory,
    Necessity,
    Order,
    Phase,
    PrecedenceKind,
    Progress,
    Sharing,
    StepKind,
)
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import HOURS_PER_DAY, Duration

Coupling = Literal["low", "high"]

STEPS_AN_ITEM = 6.05
"""Mean number of steps of an item, to turn a wished size into a number of items."""

_HALF_DAY = HOURS_PER_DAY // 2
_NAMES = {
    StepKind.RECEIVE: "收件",
    StepKind.ACCEPTANCE: "受理",
    StepKind.REVIEW: "审查",
    StepKind.INSPECTION: "现场核查",
    StepKind.NOTICE: "决定前公示",
    StepKind.DECISION: "决定",
    StepKind.PAYMENT: "缴费",
    StepKind.ISSUE: "制证",
    StepKind.DELIVERY: "送达",
}
# Shortest and longest duration in half days.
_HALF_DAYS = {
    StepKind.RECEIVE: (0, 1),
    StepKind.ACCEPTANCE: (1, 4),
    StepKind.REVIEW: (4, 20),
    StepKind.INSPECTION: (2, 10),
    StepKind.NOTICE: (6, 14),
    StepKind.DECISION: (1, 6),
    StepKind.PAYMENT: (0, 2),
    StepKind.ISSUE: (1, 4),
    StepKind.DELIVERY: (1, 4),
}
_CUTTABLE = (
    StepKind.ACCEPTANCE,
    StepKind.REVIEW,
    StepKind.INSPECTION,
    StepKind.DECISION,
    StepKind.ISSUE,
    StepKind.DELIVERY,
)
_IN_CLOCK = (
    StepKind.ACCEPTANCE,
    StepKind.REVIEW,
    StepKind.INSPECTION,
    StepKind.NOTICE,
    StepKind.DECISION,
)
_ITEM_KINDS = (
    (ItemKind.LICENCE, 6),
    (ItemKind.CONFIRMATION, 2),
    (ItemKind.FILING, 1),
    (ItemKind.PUBLIC_SERVICE, 1),
)
_FIELD_POOL = 40
_BASIS = "办理条件规定"


@dataclass
class _Draft:
    """What is drawn so far; whatever waits points to something earlier."""

    chance: random.Random
    coupling: Coupling
    departments: list[Department] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    needs: list[Requirement] = field(default_factory=list)
    precedences: list[Precedence] = field(default_factory=list)
    sources: list[DataSource] = field(default_factory=list)

    def yes(self, probability: float) -> bool:
        """A biased coin."""
        return self.chance.random() < probability

    def any_department(self) -> str:
        """One of the departments."""
        return self.chance.choice(self.departments).id


def random_service(size: int, coupling: Coupling, seed: int) -> Service:
    """A random service; see the head of this file for what is drawn.

    Args:
        size: wished number of steps; the service has within about a tenth of it.
        coupling: how often items need each other's results.
        seed: the same three arguments always give the same service.
    """
    count = max(2, round(size / STEPS_AN_ITEM))
    draft = _Draft(random.Random(f"{size}/{coupling}/{seed}"), coupling)
    _add_departments(draft, count // 2 + 2)
    for number in range(1, count + 1):
        _add_item(draft, f"I{number:02d}")
    _add_common_documents(draft, 5 + count // 3)
    _add_results(draft)
    _add_precedences(draft)
    return Service(
        id=f"random-{size}-{coupling}-{seed}",
        name=f"随机一件事 {size}/{coupling}/{seed}",
        list_category=ListCategory.LOCAL,
        lead_department=draft.departments[0].id,
        order=Order.DECLARED,
        departments=tuple(draft.departments),
        documents=tuple(draft.documents),
        items=tuple(draft.items),
        requirements=tuple(draft.needs),
        steps=tuple(draft.steps),
        precedences=tuple(draft.precedences),
        data_sources=tuple(draft.sources),
    )


def _add_departments(draft: _Draft, count: int) -> None:
    """Local organs mostly; one in six answers to a higher level."""
    for number in range(1, count + 1):
        kind = DepartmentKind.VERTICAL if draft.yes(1 / 6) else DepartmentKind.LOCAL
        draft.departments.append(
            Department(
                id=f"D{number:02d}",
                name=f"部门{number:02d}",
                kind=kind,
                authorises_window=draft.yes(0.5),
            )
        )


def _add_item(draft: _Draft, item: str) -> None:
    chance = draft.chance
    department = draft.any_department()
    steps = _chain(draft, item, department)
    clocked = sum(step.length_hours() or 0 for step in steps if step.kind in _IN_CLOCK)
    days = -(-clocked // HOURS_PER_DAY)
    kind = chance.choices([one for one, _ in _ITEM_KINDS], [weight for _, weight in _ITEM_KINDS])[0]
    draft.items.append(
        Item(
            id=item,
            name=f"事项{item}",
            department=department,
            kind=kind,
            statutory=Limit(duration=_days(days + chance.randint(0, days))),
            promised=Limit(duration=Duration.of_hours(clocked)),
            fee_yuan=chance.choice((0, 0, 0, 50, 200)),
            results=(f"{item}/result",),
            visits=chance.randint(1, 2),
            commitment=Commitment(basis="告知承诺事项清单", limit=_days(1 + days // 4))
            if draft.yes(0.15)
            else None,
        )
    )
    draft.steps.extend(steps)
    draft.documents.append(
        Document(
            id=f"{item}/result",
            name=f"事项{item}办理结果",
            document_class=DocumentClass.APPROVAL,
            issuer_kind=IssuerKind.GOVERNMENT,
            issuer=department,
        )
    )
    _add_form(draft, item)
    _add_own_documents(draft, item)


def _chain(draft: _Draft, item: str, department: str) -> list[Step]:
    """Five to eight steps; inspection, notice and payment are there or not."""
    kinds = [StepKind.RECEIVE, StepKind.ACCEPTANCE, StepKind.REVIEW]
    if draft.yes(0.5):
        kinds.append(StepKind.INSPECTION)
    if draft.yes(0.25):
        kinds.append(StepKind.NOTICE)
    kinds.append(StepKind.DECISION)
    if draft.yes(0.35):
        kinds.append(StepKind.PAYMENT)
    kinds.append(draft.chance.choice((StepKind.ISSUE, StepKind.DELIVERY)))
    return [_step(draft, item, department, kind) for kind in kinds]


def _step(draft: _Draft, item: str, department: str, kind: StepKind) -> Step:
    hours = _HALF_DAY * draft.chance.randint(*_HALF_DAYS[kind])
    floor, basis = None, ""
    if kind in _CUTTABLE:
        floor = Duration.of_hours(-(-hours * draft.chance.randint(25, 60) // 100))
        basis = "经办力量允许的最短时限"
    elif kind is StepKind.NOTICE:
        floor, basis = Duration.of_hours(hours), "公示期不得缩短"
    early = kind is StepKind.REVIEW and draft.yes(0.2)
    return Step(
        id=f"{item}/{kind.value}",
        name=_NAMES[kind],
        items=(item,),
        kind=kind,
        departments=(department,),
        # A fee is due once the decision is known; without this it would count in the clock.
        phase=Phase.AFTER_DECISION if kind is StepKind.PAYMENT else None,
        duration=Duration.of_hours(hours),
        floor=floor,
        floor_basis=basis,
        early="提前服务清单" if early else "",
    )


def _add_form(draft: _Draft, item: str) -> None:
    fields = draft.chance.sample(range(1, _FIELD_POOL + 1), draft.chance.randint(6, 16))
    draft.documents.append(
        Document(
            id=f"{item}/form",
            name=f"事项{item}申请表",
            document_class=DocumentClass.FORM,
            fields=tuple(f"字段{number:02d}" for number in sorted(fields)),
            item=item,
        )
    )
    draft.needs.append(_need(item, f"{item}/form").model_copy(update={"main": True}))


def _add_own_documents(draft: _Draft, item: str) -> None:
    """Papers that only this item asks for."""
    for number in range(1, draft.chance.randint(1, 3) + 1):
        document = f"{item}/own{number}"
        draft.documents.append(Document(id=document, name=f"事项{item}专用材料{number}"))
        lot = draft.chance.random()
        draft.needs.append(
            Requirement(
                id=f"{item}·{document}",
                item=item,
                document=document,
                copies=draft.chance.randint(1, 3),
                basis="" if lot < 0.06 else _BASIS,
                without_basis=lot < 0.06,
                necessity=Necessity.DEFERRABLE if 0.1 < lot < 0.3 else Necessity.NECESSARY,
                commitment="证明事项告知承诺清单" if lot > 0.85 else "",
            )
        )


def _add_common_documents(draft: _Draft, count: int) -> None:
    """Certificates the government issued before; each item asks for two to four of them."""
    common = []
    for number in range(1, count + 1):
        document, owner = f"C{number:02d}", draft.any_department()
        common.append(document)
        draft.documents.append(
            Document(
                id=document,
                name=f"政府核发证明{number:02d}",
                document_class=DocumentClass.CERTIFICATE,
                issuer_kind=IssuerKind.GOVERNMENT,
                issuer=owner,
            )
        )
        draft.sources.append(_source(draft, f"S{number:02d}", document, owner))
    for item in draft.items:
        for document in draft.chance.sample(common, draft.chance.randint(2, min(4, len(common)))):
            draft.needs.append(_need(item.id, document, draft.chance.randint(1, 2)))


def _source(draft: _Draft, source: str, document: str, owner: str) -> DataSource:
    sharing, progress, effort = draft.chance.choices(
        (
            (Sharing.UNCONDITIONAL, Progress.ONLINE, Grade.EASY),
            (Sharing.UNCONDITIONAL, Progress.APPLIED, Grade.EASY),
            (Sharing.CONDITIONAL, Progress.NOT_APPLIED, Grade.MEDIUM),
            (Sharing.UNCATALOGUED, Progress.NOT_APPLIED, Grade.HARD),
        ),
        (3, 2, 3, 1),
    )[0]
    return DataSource(
        id=source,
        name=f"数据来源{source}",
        documents=(document,),
        sharing=sharing,
        progress=progress,
        owner=owner,
        effort=effort,
    )


def _add_results(draft: _Draft) -> None:
    """Later items need results of earlier ones, as the applicant carries them today."""
    for place, maker in enumerate(draft.items):
        later = draft.items[place + 1 :]
        if not later:
            continue
        if draft.coupling == "low":
            users = [draft.chance.choice(later)] if draft.yes(0.5) else []
        else:
            drawn = draft.chance.sample(later, min(3, len(later)))
            users = [one for one in drawn if draft.yes(0.7)]
        for user in users:
            by = Anchor.DECISION if draft.yes(0.3) else Anchor.ACCEPTANCE
            draft.needs.append(_need(user.id, f"{maker.id}/result", needed_by=by))


def _add_precedences(draft: _Draft) -> None:
    """30 % of the items wait for an earlier one by law, 75 % by habit."""
    for place, item in enumerate(draft.items[1:], start=1):
        for kind, share in ((PrecedenceKind.LEGAL, 0.3), (PrecedenceKind.HABIT, 0.75)):
            if not draft.yes(share):
                continue
            before = draft.chance.choice(draft.items[:place])
            legal = kind is PrecedenceKind.LEGAL
            draft.precedences.append(
                Precedence(
                    id=f"{kind.value}/{before.id}-{item.id}",
                    before=before.id,
                    after=item.id,
                    kind=kind,
                    anchor=Anchor.ACCEPTANCE if legal else Anchor.FILING,
                    basis="法定前置条件" if legal else "",
                )
            )


def _need(
    item: str, document: str, copies: int = 1, needed_by: Anchor = Anchor.ACCEPTANCE
) -> Requirement:
    return Requirement(
        id=f"{item}·{document}",
        item=item,
        document=document,
        needed_by=needed_by.value,
        copies=copies,
        basis=_BASIS,
    )


def _days(count: int) -> Duration:
    return Duration.of_hours(count * HOURS_PER_DAY)
