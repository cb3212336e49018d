"""Precedences between items (先后关系) and preconditions from outside."""

from optimizer.service.duration import DurationField
from optimizer.service.kinds import Anchor, Authority, PrecedenceKind
from optimizer.service.record import Sourced
from optimizer.service.situation import Condition


class Precedence(Sourced):
    """An anchor of one item waits for the decision (or a named step) of another.

    Attributes:
        step: a step of ``before`` to wait for instead of its decision.
        anchor: what waits in ``after``.
        lag: additional wait; ``lag_counted`` says whether it counts in the promise.
        level: level of the source of a legal precedence: who could change it.
        implied: follows from handling the items one after another (逐项办理).
    """

    id: str
    before: str
    after: str
    kind: PrecedenceKind
    step: str = ""
    anchor: Anchor = Anchor.ACCEPTANCE
    lag: DurationField | None = None
    lag_counted: bool = True
    basis: str = ""
    level: Authority = Authority.LAW
    implied: bool = False
    when: tuple[Condition, ...] = ()


class External(Sourced):
    """What the applicant must hold before (外部前置条件): not an item of the bundle."""

    id: str
    items: tuple[str, ...]
    kind: PrecedenceKind = PrecedenceKind.LEGAL
    basis: str = ""
