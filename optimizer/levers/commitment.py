"""告知承诺, two regimes: of proofs (国办发〔2020〕42号) and of licences (国发〔2021〕7号)."""

from collections.abc import Collection, Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import item_of, malformed, single, with_item, with_steps
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity, RouteOpportunity
from optimizer.service.anchors import anchor_step
from optimizer.service.document import Document
from optimizer.service.fitting import scaled_down
from optimizer.service.item import Commitment, Item, Limit
from optimizer.service.kinds import (
    Anchor,
    CaseType,
    DocumentClass,
    Phase,
    Route,
    StepKind,
)
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import Duration, limit_hours

UNITED_FORM = "united-form"


def find(service: Service) -> Iterator[Opportunity]:
    """Proofs and licences that a published list opens to commitment; risk tags stop it."""
    for need in service.requirements:
        item = service.item(need.item)
        met_now = need.handed_in() or need.route is Route.RESULT
        if need.commitment and met_now and not item.risk_tags:
            yield RouteOpportunity(
                lever="commitment",
                targets=(need.id,),
                route=Route.COMMITMENT,
                terms=priced(
                    service, "commitment", (item.department,), basis=need.commitment, risk="low"
                ),
            )
    for item in service.items:
        if item.commitment is not None and not item.committed and _may_commit(service, item):
            yield Opportunity(
                kind=MeasureKind.COMMIT,
                lever="commitment",
                targets=(item.id,),
                terms=priced(
                    service, "commitment", (item.department,), basis=item.commitment.basis
                ),
            )


def commit(service: Service, measures: tuple[Measure, ...]) -> Service:
    """Licences are decided on commitment; their inspections become after-checks."""
    for measure in measures:
        item = item_of(service, measure, single(measure))
        entry = item.commitment
        if entry is None or not _may_commit(service, item):
            raise malformed(
                measure,
                "没有告知承诺清单依据，或有风险标签，或核查环节不可调整",
                "no list allows the commitment, or a risk tag or a locked inspection is against it",
            )
        service = _committed(service, item, entry)
    return service


def papers(service: Service, measures: Collection[Measure]) -> Service:
    """The written commitment of every item that commits by one of the measures.

    It is part of the united form where a form of the item went into it.
    """
    committing = {one.targets[0] for one in measures if one.kind is MeasureKind.COMMIT}
    proofs = {
        one.targets
        for one in measures
        if one.kind is MeasureKind.ROUTE and one.value == Route.COMMITMENT.value
    }
    committing.update(need.item for need in service.requirements if (need.id,) in proofs)
    for item in service.items:
        if item.id not in committing:
            continue
        has = {need.document for need in service.requirements_of(item.id)}
        if not has & {UNITED_FORM, paper_id(item)}:
            service = _with_paper(service, item)
    return service


def _may_commit(service: Service, item: Item) -> bool:
    """No risk tag, and the steps that change are the item's own and not locked."""
    steps = [one for one in service.steps_of(item.id) if one.phase is not Phase.AFTER_CHECK]
    moving = [one for one in steps if _moves(one)]
    changing = [one for one in steps if one.counted or _moves(one)]
    return (
        not item.risk_tags
        and not any(one.lock for one in moving)
        and not any(len(one.items) > 1 for one in changing)
    )


def _moves(step: Step) -> bool:
    return step.kind is StepKind.INSPECTION and step.phase is Phase.IN_CLOCK


def _committed(service: Service, item: Item, entry: Commitment) -> Service:
    """The item in its committed mode (modelling notes, section 2)."""
    decision = anchor_step(service, item.id, Anchor.DECISION)
    moved = [step for step in service.steps_of(item.id) if _moves(step)]
    for step in moved:
        service = _behind(service, step, decision.id if decision is not None else "")
    stay = [one for one in service.steps_of(item.id) if one.counted]
    lengths = scaled_down(stay, limit_hours(entry.limit))
    service = with_steps(
        service,
        (
            step.model_copy(
                update={
                    "duration": Duration.of_hours(lengths[step.id]),
                    "assumed": step.assuming("duration"),
                }
            )
            for step in stay
            if step.id in lengths and lengths[step.id] != step.length_hours()
        ),
    )
    at_once = limit_hours(entry.limit) == 0
    changed = item.model_copy(
        update={
            "committed": True,
            "promised": _promised(item, stay, entry),
            "case_type": CaseType.ON_THE_SPOT if at_once else item.case_type,
        }
    )
    return with_item(service, changed)


def _promised(item: Item, counted: list[Step], entry: Commitment) -> Limit | None:
    """The entry's limit, unless a shorter one holds already.

    Nothing is promised for steps of unknown length: nobody knows whether they fit.
    """
    before = item.limit()
    if before is None:
        known = all(step.duration is not None for step in counted)
        return Limit(duration=entry.limit, basis=entry.basis) if known else None
    if limit_hours(before.duration) <= limit_hours(entry.limit):
        return item.promised
    return Limit(duration=entry.limit, spans=before.spans, basis=entry.basis)


def _behind(service: Service, moved: Step, decision: str) -> Service:
    """An inspection after the decision; its successors take over its predecessors."""
    steps = []
    for step in service.steps:
        if step.id == moved.id:
            update = {
                "phase": Phase.AFTER_CHECK,
                "counted": False,
                "after": (decision,) if decision else (),
            }
            steps.append(step.model_copy(update=update))
        elif moved.id in (step.after or ()):
            after = [
                one
                for name in step.after or ()
                for one in ((moved.after or ()) if name == moved.id else (name,))
            ]
            steps.append(step.model_copy(update={"after": tuple(dict.fromkeys(after))}))
        else:
            steps.append(step)
    return service.model_copy(update={"steps": tuple(steps)})


def paper_id(item: Item) -> str:
    """The id of the written commitment of an item."""
    return f"commitment/{item.id}"


def paper_name(item: Item) -> str:
    """The name this program gives to the written commitment of an item."""
    return f"{item.name or item.id}告知承诺书"


def _with_paper(service: Service, item: Item) -> Service:
    paper = Document(
        id=paper_id(item),
        name=paper_name(item),
        document_class=DocumentClass.COMMITMENT,
        item=item.id,
    )
    need = Requirement(
        id=f"{item.id}/告知承诺书", item=item.id, document=paper.id, needed_by=Anchor.FILING.value
    )
    return service.model_copy(
        update={
            "documents": (*service.documents, paper),
            "requirements": (*service.requirements, need),
        }
    )


LEVER = Lever("commitment", (MeasureKind.ROUTE, MeasureKind.COMMIT), find)
