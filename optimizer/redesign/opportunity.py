"""Opportunities: what may change in a service, and at what price.

Levers find them; the solver turns some into measures. An id is canonical: the kind, then
the sorted targets. The planner pins or refuses opportunities by these ids.
"""

from enum import StrEnum

from optimizer.service.kinds import Authority, Grade, Risk, Route
from optimizer.service.record import Record


class MeasureKind(StrEnum):
    """What a measure does to a service; the solver has one encoder for each."""

    ROUTE = "route"  # a requirement is met another way
    CONNECT = "connect"  # a data source is connected
    FORMS = "forms"  # forms become one united form
    DEFER = "defer"  # needed_by moves from acceptance to decision (容缺受理)
    WINDOW = "window"  # items file at the one window
    MERGE = "merge"  # a class of steps becomes one
    PARALLEL = "parallel"  # a precedence without basis goes
    SHORTEN = "shorten"  # a step gets shorter
    INSTANT = "instant"  # an item is handled on the spot (即办)
    EARLY = "early"  # steps are done before filing (提前服务)
    COMMIT = "commit"  # licence by commitment (告知承诺制), inspection afterwards
    VISIT = "visit"  # a step no longer needs a visit (网办、邮寄、帮办)
    FEE = "fee"  # the government bears the fee
    GUIDE = "guide"  # guided questions (情形导办); changes no figure
    RULE = "rule"  # a legal precedence, floor or based requirement is changed


def canonical_id(kind: MeasureKind, targets: tuple[str, ...], value: str = "") -> str:
    """``kind:target+target=value`` with sorted targets."""
    named = f"{kind.value}:{'+'.join(sorted(targets))}"
    return f"{named}={value}" if value else named


class Terms(Record):
    """The price of a change.

    Attributes:
        authority: who has to decide it.
        grade: 易 / 中 / 难; ``effort`` is its weight in points.
        risk: 低 / 中 / 高.
        basis: law or document that allows it.
        precondition: what must be in place first.
        cost_yuan, person_days: only where somebody entered them.
        assumed: names of the values above or below that nobody read in a source.
    """

    authority: Authority
    grade: Grade
    effort: int
    risk: Risk
    basis: str = ""
    precondition: str = ""
    cost_yuan: int | None = None
    person_days: int | None = None
    assumed: tuple[str, ...] = ()


class Opportunity(Record):
    """Something that may change; subclasses say in which range.

    Attributes:
        lever: key in the lever catalogue.
        targets: ids of what changes, sorted.
        rule_change: needs a rule to be changed (调整规定); never in ordinary plans.
    """

    kind: MeasureKind
    lever: str
    targets: tuple[str, ...]
    terms: Terms
    rule_change: bool = False

    @property
    def id(self) -> str:
        """The canonical id."""
        return canonical_id(self.kind, self.targets)


class RouteOpportunity(Opportunity):
    """One requirement may be met by ``route``; ``source`` names the data source."""

    kind: MeasureKind = MeasureKind.ROUTE
    route: Route
    source: str = ""

    @property
    def id(self) -> str:
        """``route:requirement=route`` and, for a data source, ``@source``."""
        value = self.route.value + (f"@{self.source}" if self.source else "")
        return canonical_id(self.kind, self.targets, value)


class GroupOpportunity(Opportunity):
    """Any subset of the targets (two or more) may join; the price is per member joining.

    Used by ``FORMS`` (document ids), ``WINDOW`` (item ids) and ``MERGE`` (step ids).

    Attributes:
        group: class of the group (merge class; ``forms`` or ``window`` otherwise).
        apart: pairs of targets that may not be in one group, and why is in the law.
        coordination_hours: what a merged step takes longer than its longest member.
        member_terms: price of one further member; ``terms`` is the dearest of them.
    """

    group: str
    apart: tuple[tuple[str, str], ...] = ()
    coordination_hours: int = 0
    member_terms: tuple[Terms, ...] = ()

    @property
    def id(self) -> str:
        """``kind:group``: a class is one opportunity, its subsets are measures."""
        return f"{self.kind.value}:{self.group}"


class ShortenOpportunity(Opportunity):
    """A step may take anything from ``floor_hours`` to ``length_hours``.

    Attributes:
        grades: (longest cut in hours, price) in rising order; the last cut reaches the
            floor. A cut pays the price of the first grade it fits in.
        grain_hours: cuts are multiples of this; nobody promises 7 hours where steps
            take half days.
    """

    kind: MeasureKind = MeasureKind.SHORTEN
    length_hours: int
    floor_hours: int
    grain_hours: int = 1
    grades: tuple[tuple[int, Terms], ...]
