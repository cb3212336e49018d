"""Which step of a service gets, and which one makes, which document."""

from dataclasses import dataclass

from optimizer.formats.bpmn_xml import made_id
from optimizer.service.anchors import Anchors
from optimizer.service.kinds import Anchor, Necessity, Route
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service

_EARLY = frozenset({Anchor.FILING.value, Anchor.ACCEPTANCE.value})


@dataclass(frozen=True)
class Paper:
    """A document at the step that gets or makes it: one sign in the diagram.

    Attributes:
        id: of the sign in the file.
        needs: the requirements it meets; empty for a result.
        makes: the step makes it.
        optional: the step can begin without it.
    """

    id: str
    document: str
    step: str
    needs: tuple[Requirement, ...] = ()
    makes: bool = False

    @property
    def optional(self) -> bool:
        """Whether the step can begin without it: not necessary, or handed in later."""
        late = (Necessity.OPTIONAL, Necessity.DEFERRABLE)
        return bool(self.needs) and all(need.necessity in late for need in self.needs)

    @property
    def routes(self) -> tuple[Route, ...]:
        """How it comes to the step, each way once."""
        return tuple(dict.fromkeys(need.route for need in self.needs))


def papers(service: Service) -> tuple[Paper, ...]:
    """Every document at every step that gets or makes it; abolished ones are gone.

    What the applicant hands in for the acceptance lies at the step that receives it; what comes
    by another way, at the step that needs it. A result comes from the decision of its item.

    Args:
        service: completed, in one situation.
    """
    anchors = Anchors(service)
    got: dict[tuple[str, str], list[Requirement]] = {}
    for need in service.requirements:
        step = None if need.route is Route.ABOLISHED else _getting(anchors, need)
        if step is not None:
            got.setdefault((need.document, step), []).append(need)
    made: dict[tuple[str, str], None] = {}
    for item in service.items:
        decision = anchors.step(item.id, Anchor.DECISION)
        if decision is not None:
            made.update(dict.fromkeys((result, decision.id) for result in item.results))
    return (
        *(
            Paper(made_id("Paper", document, step), document, step, tuple(needs))
            for (document, step), needs in got.items()
        ),
        *(
            Paper(made_id("Result", document, step), document, step, makes=True)
            for document, step in made
        ),
    )


def _getting(anchors: Anchors, need: Requirement) -> str | None:
    early = need.handed_in() and need.needed_by in _EARLY
    step = anchors.needed(need.item, Anchor.FILING.value if early else need.needed_by)
    return None if step is None else step.id
