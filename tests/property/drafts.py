"""The parts of a random service, drawn one after the other; see ``strategies``."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from optimizer.service.department import Department, Team
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Commitment, Item, Limit
from optimizer.service.kinds import (
    Anchor,
    DepartmentKind,
    DocumentClass,
    IssuerKind,
    ItemKind,
    Necessity,
    PrecedenceKind,
    Progress,
    Route,
    Sharing,
    Span,
    StepKind,
)
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.step import Demand, Step
from optimizer.worktime import Duration

# A guide lists the steps of an item in this order; a small service takes some of them.
_CHAIN = (
    StepKind.RECEIVE,
    StepKind.ACCEPTANCE,
    StepKind.REVIEW,
    StepKind.INSPECTION,
    StepKind.EXPERT_REVIEW,
    StepKind.NOTICE,
    StepKind.DECISION,
    StepKind.PAYMENT,
    StepKind.ISSUE,
    StepKind.DELIVERY,
    StepKind.AFTER_CHECK,
)
WORK = (StepKind.REVIEW, StepKind.INSPECTION, StepKind.EXPERT_REVIEW, StepKind.NOTICE)
_HOURS = st.sampled_from((0, 4, 8, 8, 12, 16, 24, 40))
# So rare that most services stay simple: one drawn value of eight says yes.
_rarely = st.sampled_from((False,) * 7 + (True,))
sometimes = st.sampled_from((False, False, True))


@dataclass
class Draft:
    """What is drawn so far; later parts refer to earlier ones."""

    draw: st.DrawFn
    items: list[Item] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    needs: list[Requirement] = field(default_factory=list)
    precedences: list[Precedence] = field(default_factory=list)
    departments: tuple[Department, ...] = ()
    sources: tuple[DataSource, ...] = ()
    # With one shared 收件 nothing may wait before the filing of these, or there is a circle.
    shared: frozenset[str] = frozenset()


def departments(draw: st.DrawFn, *, teams: bool) -> tuple[Department, ...]:
    kinds = st.sampled_from(
        (
            DepartmentKind.LOCAL,
            DepartmentKind.LOCAL,
            DepartmentKind.VERTICAL,
            DepartmentKind.UTILITY,
        )
    )
    return tuple(
        Department(
            id=f"d{number}",
            name=f"第{number}局",
            kind=draw(kinds),
            teams=(Team(id=f"d{number}/队", capacity=draw(st.integers(1, 2))),)
            if teams and draw(st.booleans())
            else (),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )


def _limit(draw: st.DrawFn, days: tuple[int, ...], *, unknown: bool) -> Limit | None:
    if unknown and draw(_rarely):
        return None
    unit = draw(st.sampled_from(("工作日", "工作日", "工作日", "自然日")))
    spans = Span.DELIVERY if draw(_rarely) else Span.DECISION
    return Limit(duration=Duration.parse(f"{draw(st.sampled_from(days))} {unit}"), spans=spans)


def add_item(draft: Draft, name: str, max_steps: int, *, unknown: bool) -> None:
    draw = draft.draw
    department = draw(st.sampled_from(draft.departments))
    promised = _limit(draw, (0, 1, 3, 5, 7), unknown=True)
    offer = Commitment(basis="告知承诺清单", limit=Duration.of_hours(draw(_HOURS)))
    draft.items.append(
        Item(
            id=name,
            name=f"事项{name}",
            department=department.id,
            kind=draw(st.sampled_from((ItemKind.LICENCE, ItemKind.LICENCE, ItemKind.FILING))),
            statutory=_limit(draw, (5, 10, 20), unknown=unknown),
            promised=promised if draw(st.booleans()) else None,
            fee_yuan=draw(st.sampled_from((None, 0, 50, 200))),
            results=(f"{name}/证",) if draw(st.booleans()) else (),
            visits=draw(st.sampled_from((None, 0, 1, 2, 3))),
            commitment=offer if draw(_rarely) else None,
            instant="即办清单" if draw(_rarely) else "",
            risk_tags=("公共安全",) if draw(_rarely) else (),
            third_party_interest=draw(_rarely),
        )
    )
    if draw(st.booleans()) and max_steps:
        _add_steps(draft, name, department, max_steps, unknown=unknown)


def _add_steps(
    draft: Draft, item: str, department: Department, max_steps: int, *, unknown: bool
) -> None:
    draw = draft.draw
    places = draw(
        st.lists(st.integers(0, len(_CHAIN) - 1), min_size=1, max_size=max_steps, unique=True).map(
            sorted
        )
    )
    if places == [len(_CHAIN) - 1]:
        places = [0]  # An item is more than its after-check.
    for place in places:
        kind = _CHAIN[place]
        hours = None if unknown and draw(_rarely) else draw(_HOURS)
        busy = department.teams and kind in WORK
        floor = draw(st.sampled_from((None, None, 0, 4, 8)))
        draft.steps.append(
            Step(
                id=f"{item}/{kind.value}",
                name=kind.value,
                items=(item,),
                kind=kind,
                duration=None if hours is None else Duration.of_hours(hours),
                floor=None
                if floor is None or hours is None
                else Duration.of_hours(min(floor, hours)),
                floor_basis="办事指南" if draw(st.booleans()) else "",
                in_person="须本人到场" if draw(_rarely) else "",
                staff=draw(st.integers(1, 3)) if kind is StepKind.INSPECTION else 1,
                demands=(Demand(team=department.teams[0].id),) if busy else (),
                lock="不可调整" if draw(_rarely) else "",
                early="可提前服务" if kind in WORK and draw(_rarely) else "",
            )
        )


def add_window(draft: Draft) -> bool:
    """Sometimes two items file at the one window already, with one shared 收件."""
    draw = draft.draw
    if not draw(_rarely):
        return False
    first, second = draft.items[0], draft.items[1]
    for place, item in enumerate((first, second)):
        draft.items[place] = item.model_copy(update={"window": True})
    own = {item for step in draft.steps for item in step.items}
    if {first.id, second.id} <= own and draw(st.booleans()):
        draft.shared = frozenset({first.id, second.id})
        drop = {f"{item}/{StepKind.RECEIVE.value}" for item in draft.shared}
        rest = [step for step in draft.steps if step.id not in drop]
        shared = Step(
            id="综窗收件",
            items=(first.id, second.id),
            kind=StepKind.RECEIVE,
            duration=Duration.of_hours(draw(st.sampled_from((0, 4)))),
        )
        draft.steps = [shared, *rest]
    return True


def add_documents(draft: Draft) -> None:
    draw = draft.draw
    for number in range(1, draw(st.integers(1, 3)) + 1):
        issued = draw(st.booleans())
        draft.documents.append(
            Document(
                id=f"m{number}",
                name=f"材料{number}",
                document_class=draw(
                    st.sampled_from((DocumentClass.CERTIFICATE, DocumentClass.REPORT))
                ),
                issuer_kind=IssuerKind.GOVERNMENT if issued else IssuerKind.APPLICANT,
                issuer=draft.departments[0].id if issued else "",
            )
        )
    for item in draft.items:
        if draw(st.booleans()):
            fields = draw(
                st.lists(st.sampled_from(("姓名", "地址", "电话", "面积")), unique=True, max_size=3)
            )
            draft.documents.append(
                Document(
                    id=f"{item.id}/申请表",
                    name=f"{item.name}申请表",
                    document_class=DocumentClass.FORM,
                    fields=tuple(fields),
                    item=item.id,
                )
            )
        draft.documents.extend(
            Document(
                id=result,
                name=f"{item.name}许可证",
                document_class=DocumentClass.APPROVAL,
                issuer_kind=IssuerKind.GOVERNMENT,
                issuer=item.department,
            )
            for result in item.results
        )
    _add_sources(draft)


def _add_sources(draft: Draft) -> None:
    draw = draft.draw
    issued = [one.id for one in draft.documents if one.issuer_kind is IssuerKind.GOVERNMENT]
    if draw(st.booleans()) and issued:
        named = draw(st.lists(st.sampled_from(issued), min_size=1, unique=True))
        draft.sources = (
            DataSource(
                id="库1",
                documents=tuple(named),
                sharing=draw(st.sampled_from((Sharing.UNCONDITIONAL, Sharing.CONDITIONAL))),
                progress=draw(st.sampled_from((Progress.ONLINE, Progress.NOT_APPLIED))),
                owner=draft.departments[0].id,
            ),
        )


def add_requirements(draft: Draft) -> None:
    draw = draft.draw
    made = {result: item.id for item in draft.items for result in item.results}
    for place, item in enumerate(draft.items):
        earlier = {one.id for one in draft.items[:place]}
        for document in draft.documents:
            maker = made.get(document.id)
            suits = document.item in ("", item.id) and (maker is None or maker in earlier)
            if suits and (document.item == item.id or draw(sometimes)):
                draft.needs.append(_requirement(draft, item, document, maker))


def _requirement(draft: Draft, item: Item, document: Document, maker: str | None) -> Requirement:
    draw = draft.draw
    online = [
        one.id
        for one in draft.sources
        if document.id in one.documents and one.progress is Progress.ONLINE
    ]
    routes = [Route.HAND_IN, Route.HAND_IN]
    if maker is not None:
        routes.append(Route.RESULT)
    elif item.window:
        routes.append(Route.SUBMIT_ONCE)
    if online:
        routes.append(Route.RETRIEVE)
    route = draw(st.sampled_from(routes))
    anchors = [Anchor.FILING, Anchor.ACCEPTANCE, Anchor.ACCEPTANCE, Anchor.DECISION]
    if maker is not None and draft.shared:
        anchors = [Anchor.DECISION]
    form = document.document_class is DocumentClass.FORM
    return Requirement(
        id=f"{item.id}/{document.id}",
        item=item.id,
        document=document.id,
        needed_by=draw(st.sampled_from(anchors)).value,
        copies=draw(st.integers(0, 3)),
        necessity=draw(
            st.sampled_from((Necessity.NECESSARY, Necessity.NECESSARY, Necessity.DEFERRABLE))
        ),
        main=form or draw(sometimes),
        basis=draw(st.sampled_from(("", "某条例第九条"))),
        without_basis=not form and draw(_rarely),
        commitment="证明事项告知承诺清单" if not form and draw(_rarely) else "",
        recognised="结果互认目录" if not form and draw(_rarely) else "",
        route=route,
        source=online[0] if route is Route.RETRIEVE else "",
    )


def add_precedences(draft: Draft, *, circles: bool) -> None:
    draw = draft.draw
    names = [item.id for item in draft.items]
    pairs = [(a, b) for place, a in enumerate(names) for b in names[place + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True))
    if circles:
        chosen = [*chosen, *((b, a) for a, b in chosen[:1])]
    for number, (before, after) in enumerate(chosen, start=1):
        anchors = list(Anchor)
        if draft.shared:
            anchors = [Anchor.DECISION, Anchor.EXECUTION]
        own = [step.id for step in draft.steps if step.items == (before,)]
        kind = draw(st.sampled_from(PrecedenceKind))
        lag = draw(st.sampled_from((None, None, 8)))
        draft.precedences.append(
            Precedence(
                id=f"p{number}",
                before=before,
                after=after,
                kind=kind,
                step=draw(st.sampled_from(own or [""])) if draw(_rarely) else "",
                anchor=draw(st.sampled_from(anchors)),
                lag=None if lag is None else Duration.of_hours(lag),
                lag_counted=draw(st.booleans()),
                basis="某法第三条" if kind is PrecedenceKind.LEGAL else "",
            )
        )
