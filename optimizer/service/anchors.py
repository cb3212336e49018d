"""Which step of an item an anchor (申请 / 受理 / 决定 / 实施) means.

Works on completed services, whose steps have their phase stated and stand in an order
in which every step follows those it comes after.
"""

from optimizer.service.kinds import Anchor, Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step


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
    steps = [step for step in service.steps_of(item_id) if step.phase is not Phase.AFTER_CHECK]
    if not steps:
        return None
    if anchor is Anchor.FILING:
        receives = [step for step in steps if step.kind is StepKind.RECEIVE]
        return receives[0] if receives else anchor_step(service, item_id, Anchor.ACCEPTANCE)
    clock = [step for step in steps if step.phase is Phase.IN_CLOCK] or steps
    if anchor is Anchor.ACCEPTANCE:
        accepted = [step for step in steps if step.kind is StepKind.ACCEPTANCE]
        return (accepted or clock)[0]
    decided = [step for step in steps if step.kind is StepKind.DECISION]
    decision = (decided or clock)[-1]
    if anchor is Anchor.DECISION:
        return decision
    later = [step for step in steps if step.phase is Phase.AFTER_DECISION]
    return later[0] if later else decision


def needed_step(service: Service, item_id: str, needed_by: str) -> Step | None:
    """The step from which on a document is needed: an anchor's step or a named one."""
    if needed_by in {anchor.value for anchor in Anchor}:
        return anchor_step(service, item_id, Anchor(needed_by))
    for step in service.steps:
        if step.id == needed_by or any(member.id == needed_by for member in step.members):
            return step
    return None


def waited_step(service: Service, item_id: str, named: str) -> Step | None:
    """The step of an item that others wait for: the named one, else its decision."""
    return needed_step(service, item_id, named or Anchor.DECISION.value)


def last_step(service: Service, item_id: str) -> Step | None:
    """The last step before the result is in the applicant's hand."""
    steps = [step for step in service.steps_of(item_id) if step.phase is not Phase.AFTER_CHECK]
    return steps[-1] if steps else None
