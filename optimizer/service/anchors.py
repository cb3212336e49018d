"""Which step of an item an anchor (申请 / 受理 / 决定 / 实施) means.

Works on completed services, whose steps have their phase stated and stand in an order
in which every step follows those it comes after.
"""

from collections.abc import Sequence

from optimizer.service.kinds import Anchor, Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step

_BY_NAME = {anchor.value: anchor for anchor in Anchor}


class Anchors:
    """The anchors of one service, for whoever asks for many of them.

    The steps are laid out by item and by name once; the functions below look through all
    of them each time.
    """

    def __init__(self, service: Service) -> None:
        """Lay out the steps of a completed service."""
        self._own: dict[str, list[Step]] = {}
        self._named: dict[str, Step] = {}
        self._found: dict[tuple[str, Anchor], Step | None] = {}
        for step in service.steps:
            self._named.setdefault(step.id, step)
            for member in step.members:
                self._named.setdefault(member.id, step)
            if step.phase is not Phase.AFTER_CHECK:
                for item in dict.fromkeys(step.items):
                    self._own.setdefault(item, []).append(step)

    def own(self, item_id: str) -> Sequence[Step]:
        """The steps of an item in their order, without after-checks."""
        return self._own.get(item_id, ())

    def step(self, item_id: str, anchor: Anchor) -> Step | None:
        """As ``anchor_step``."""
        asked = (item_id, anchor)
        if asked not in self._found:
            self._found[asked] = _anchored(self.own(item_id), anchor)
        return self._found[asked]

    def needed(self, item_id: str, needed_by: str) -> Step | None:
        """The step from which on a document is needed: an anchor's step or a named one."""
        if needed_by in _BY_NAME:
            return self.step(item_id, _BY_NAME[needed_by])
        return self._named.get(needed_by)

    def waited(self, item_id: str, named: str) -> Step | None:
        """The step of an item that others wait for: the named one, else its decision."""
        return self.needed(item_id, named or Anchor.DECISION.value)

    def last(self, item_id: str) -> Step | None:
        """As ``last_step``."""
        own = self.own(item_id)
        return own[-1] if own else None


def anchor_step(service: Service, item_id: str, anchor: Anchor) -> Step | None:
    """The step that waits (or, for the decision, that others wait for).

    Args:
        service: a completed service.
        item_id: id of the item.
        anchor: the point meant.

    Returns:
        The step, or ``None`` when the item has no steps. Filing is the first 收件, else
        the acceptance; acceptance the first 受理, else the first step in the clock;
        decision the last 决定, else the last step in the clock; execution the first
        step after the decision, else the decision itself.
    """
    return _anchored(_own(service, item_id), anchor)


def last_step(service: Service, item_id: str) -> Step | None:
    """The last step before the result is in the applicant's hand."""
    steps = _own(service, item_id)
    return steps[-1] if steps else None


def _own(service: Service, item_id: str) -> list[Step]:
    return [step for step in service.steps_of(item_id) if step.phase is not Phase.AFTER_CHECK]


def _anchored(steps: Sequence[Step], anchor: Anchor) -> Step | None:
    """The anchor among the steps of one item, after-checks left out."""
    if not steps:
        return None
    if anchor is Anchor.FILING:
        received = next((step for step in steps if step.kind is StepKind.RECEIVE), None)
        return received or _anchored(steps, Anchor.ACCEPTANCE)
    clock = [step for step in steps if step.phase is Phase.IN_CLOCK] or steps
    if anchor is Anchor.ACCEPTANCE:
        accepted = next((step for step in steps if step.kind is StepKind.ACCEPTANCE), None)
        return accepted or clock[0]
    decided = [step for step in steps if step.kind is StepKind.DECISION]
    decision = (decided or clock)[-1]
    if anchor is Anchor.DECISION:
        return decision
    return next((step for step in steps if step.phase is Phase.AFTER_DECISION), decision)
