"""提前服务: steps with a basis for it are done before filing; the work stays."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import malformed, step_of
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.anchors import anchor_step
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step


def find(service: Service) -> Iterator[Opportunity]:
    """The steps of the run directly after an acceptance, one opportunity each.

    A step of the run is brought forward only with those between it and the acceptance.
    """
    for item in service.items:
        for step in _run(service, item):
            yield Opportunity(
                kind=MeasureKind.EARLY,
                lever="early",
                targets=(step.id,),
                terms=priced(service, "early", (item.department,), basis=step.early),
            )


def bring_forward(service: Service, measures: tuple[Measure, ...]) -> Service:
    """The chain … acceptance → run … becomes … run → acceptance …."""
    wanted: dict[str, dict[str, Measure]] = {}
    for measure in measures:
        for name in measure.targets:
            step = step_of(service, measure, name)
            wanted.setdefault(step.items[0], {})[name] = measure
    for item, chosen in wanted.items():
        run = _run(service, service.item(item))[: len(chosen)]
        strange = sorted(set(chosen) - {step.id for step in run})
        if strange:
            raise malformed(
                chosen[strange[0]],
                "提前服务的环节应有依据，并与受理之间的环节一并提前",
                "steps done early need a basis and bring those before them along",
            )
        service = _before_acceptance(service, run)
    return service


def _run(service: Service, item: Item) -> tuple[Step, ...]:
    """Steps that follow the acceptance one by one and may all be done before it."""
    accepted = anchor_step(service, item.id, Anchor.ACCEPTANCE)
    if accepted is None or accepted.kind is not StepKind.ACCEPTANCE or len(accepted.items) > 1:
        return ()
    run: list[Step] = []
    last = accepted.id
    while True:
        following = [s for s in service.steps_of(item.id) if s.after == (last,) and _offered(s)]
        if len(following) != 1:
            return tuple(run)
        run.append(following[0])
        last = following[0].id


def _offered(step: Step) -> bool:
    return (
        bool(step.early)
        and step.phase is Phase.IN_CLOCK
        and len(step.items) == 1
        and not step.lock
        and step.kind not in (StepKind.ACCEPTANCE, StepKind.DECISION)
    )


def _before_acceptance(service: Service, run: tuple[Step, ...]) -> Service:
    accepted = anchor_step(service, run[0].items[0], Anchor.ACCEPTANCE)
    names = {step.id for step in run}
    steps = []
    for step in service.steps:
        if accepted is not None and step.id == accepted.id:
            steps.append(step.model_copy(update={"after": (run[-1].id,)}))
        elif step.id in names:
            update: dict[str, object] = {"phase": Phase.BEFORE_ACCEPTANCE, "counted": False}
            if step.id == run[0].id and accepted is not None:
                update["after"] = accepted.after
            steps.append(step.model_copy(update=update))
        elif accepted is not None and names & set(step.after or ()):
            after = [accepted.id if one in names else one for one in step.after or ()]
            steps.append(step.model_copy(update={"after": tuple(dict.fromkeys(after))}))
        else:
            steps.append(step)
    return service.model_copy(update={"steps": tuple(steps)})


LEVER = Lever("early", (MeasureKind.EARLY,), find)
