"""网办、邮寄、帮办代办: a step no longer needs the applicant at the window."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import malformed, steps_of, with_steps
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.anchors import anchor_step
from optimizer.service.kinds import Anchor, Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step

_ONLINE = frozenset({StepKind.RECEIVE, StepKind.CORRECTION, StepKind.PAYMENT})
_MAIL = frozenset({StepKind.DELIVERY, StepKind.ISSUE})


def find_online(service: Service) -> Iterator[Opportunity]:
    """Filing, correction and payment."""
    return _find(service, "online")


def find_mail(service: Service) -> Iterator[Opportunity]:
    """Delivery of results."""
    return _find(service, "mail")


def find_assisted(service: Service) -> Iterator[Opportunity]:
    """Whatever else needs a visit: the government's helpers do not count."""
    return _find(service, "assisted")


def spare(service: Service, measures: tuple[Measure, ...]) -> Service:
    """The steps need no visit."""
    changed: list[Step] = []
    for measure, step in steps_of(service, measures):
        if step.in_person:
            raise malformed(
                measure,
                f"依法须本人到场：{step.in_person}",
                f"the law asks for presence in person: {step.in_person}",
            )
        changed.append(step.model_copy(update={"visits": 0}))
    return with_steps(service, changed)


def _find(service: Service, lever: str) -> Iterator[Opportunity]:
    for step in service.steps:
        if not step.visits or step.in_person or step.phase is Phase.AFTER_CHECK:
            continue
        if _way(service, step) == lever:
            departments = (service.item(one).department for one in step.items)
            yield Opportunity(
                kind=MeasureKind.VISIT,
                lever=lever,
                targets=(step.id,),
                terms=priced(service, lever, departments, element="visit", detail=""),
            )


def _way(service: Service, step: Step) -> str:
    filings = (anchor_step(service, one, Anchor.FILING) for one in step.items)
    if step.kind in _ONLINE or any(one is not None and one.id == step.id for one in filings):
        return "online"
    return "mail" if step.kind in _MAIL else "assisted"


ONLINE_LEVER = Lever("online", (MeasureKind.VISIT,), find_online)
MAIL_LEVER = Lever("mail", (MeasureKind.VISIT,), find_mail)
ASSISTED_LEVER = Lever("assisted", (MeasureKind.VISIT,), find_assisted)
