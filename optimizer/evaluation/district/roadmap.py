"""Order of work (实施步骤): what is done in which period, and what is reached after each."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from optimizer.errors import RequestProblem, Said
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.district.reached import Reached, reached
from optimizer.evaluation.district.rows import Row, rows_of
from optimizer.evaluation.district.works import Ordered, Work, WorkKind, ordered
from optimizer.evaluation.reduction import select
from optimizer.levers.lead_times import own_days
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.district import DistrictPlan, JointRequest
from optimizer.redesign.once import needed_once, shared_keys
from optimizer.worktime import HOURS_PER_DAY, Duration, Unit, length_hours

_MILLIONTHS = 1_000_000
MONTHS_A_PERIOD = 3
PERIODS = 4


@dataclass(frozen=True)
class Layout:
    """How the works of a district are laid out in time.

    Attributes:
        periods: how many, at least one.
        effort_per_period: points that may be spent in each; ``None`` takes as little as puts every
            work in place within the periods that can be.
        start: first day of the first period; without one periods have numbers only.
        months: of a period.

    Raises:
        ValueError: a number that is not positive.
        RequestProblem: the last period would end after the last day there is.
    """

    periods: int = PERIODS
    effort_per_period: int | None = None
    start: datetime.date | None = None
    months: int = MONTHS_A_PERIOD

    def __post_init__(self) -> None:
        effort = self.effort_per_period
        if self.periods < 1 or self.months < 1 or (effort is not None and effort < 1):
            raise ValueError("periods, months and effort per period must be positive")
        try:
            self.ends(self.periods)
        except ValueError as error:
            raise RequestProblem((_too_late(self),)) from error

    def begins(self, number: int) -> datetime.date | None:
        """First day of a period, from 1; ``None`` without a start."""
        return self.start and _later(self.start, (number - 1) * self.months)

    def ends(self, number: int) -> datetime.date | None:
        """Last day of a period, from 1; ``None`` without a start."""
        following = self.begins(number + 1)
        return following and following - datetime.timedelta(days=1)


def _too_late(layout: Layout) -> Said:
    months = layout.periods * layout.months
    return Said(
        f"起始日 {layout.start} 太晚：{months} 个月后超出 9999 年；请写较早的日期，如 2027-01-01",
        f"start {layout.start} is too late: {months} months later the year is beyond 9999; "
        "write an earlier day like 2027-01-01",
    )


EVENLY = Layout()
"""Everything within a year."""


@dataclass(frozen=True)
class Period:
    """A stretch of time.

    Attributes:
        number: from 1.
        begins, ends: first and last day; ``None`` without a start.
        works: what is in place at its end and was not before, in their order.
        effort: points spent in it; a work larger than what is left goes on in the next period, and
            one with a lead time is in place later than its effort is spent.
        live: services live at its end.
        reached: at its end; without metrics that are known of no service.
    """

    number: int
    begins: datetime.date | None
    ends: datetime.date | None
    works: tuple[Work, ...]
    effort: int
    live: int
    reached: tuple[Reached, ...]

    @property
    def finished(self) -> int:
        """Points of the works that are in place at its end and were not before."""
        return sum(one.effort for one in self.works)


@dataclass(frozen=True)
class Roadmap:
    """All works of a district in periods.

    Attributes:
        rule: counts what is reached.
        effort_per_period: the ceiling kept to, in points.
        beyond: works that do not fit into the periods.
        unplanned: services that wait for a decision whose time cannot be planned, with the sources
            and approvals nobody else needs.
        unchanged: keys of services without a measure.
        all_live: what is reached with every service live, those beyond the periods too.
    """

    rule: CountingRule
    periods: tuple[Period, ...]
    effort_per_period: int
    order: Ordered
    beyond: tuple[Work, ...]
    unplanned: tuple[Work, ...]
    unchanged: tuple[str, ...]
    all_live: tuple[Reached, ...]

    def period_of(self, kind: WorkKind, key: str) -> Period | None:
        """The period in which a work is finished; ``None`` where it is in none."""
        for period in self.periods:
            if any(one.kind is kind and one.key == key for one in period.works):
                return period
        return None


def roadmap(plan: DistrictPlan, layout: Layout = EVENLY, counting: str = "") -> Roadmap:
    """Lay the works of a district out in time.

    Every prefix of the order is lawful by itself: a service goes live with its whole plan, after
    the sources and approvals it needs.

    Args:
        plan: decided and judged.
        layout: periods and what may be spent in each.
        counting: id of the rule that counts what is reached; empty takes that of the request. The
            order always follows the request.
    """
    asked = load_counting_rules()[plan.request.counting]
    rule = load_counting_rules()[counting] if counting else asked
    rows = rows_of(plan)
    works, unplanned = _works(plan, rows, asked)
    order = ordered(works)
    ceiling = layout.effort_per_period or _least_ceiling(order.works, layout)
    placed = _placed(order.works, ceiling, _days_of(layout.months))
    at_the_end = partial(reached, plan, rows, rule)
    return Roadmap(
        rule=rule,
        periods=tuple(_periods(placed, ceiling, layout, at_the_end)),
        effort_per_period=ceiling,
        order=order,
        beyond=tuple(work for work, number in placed if number > layout.periods),
        unplanned=unplanned,
        unchanged=tuple(row.key for row in rows if not row.plan.outcome.measures),
        all_live=tuple(at_the_end({row.key for row in rows})),
    )


def gains(rows: Iterable[Row], request: JointRequest, rule: CountingRule) -> dict[str, int]:
    """What each service adds to the reductions asked for, in millionths of a per cent.

    For each metric of the request its share of the district's reduction in per cent of the sum
    before; by yearly cases where the request weighs by them and asks for the most (a service
    without them weighs as one case), plain where it has targets. The percentages are added.
    """
    held = list(rows)
    weigh = request.by_volume and not request.targets
    metrics = (
        tuple(dict.fromkeys(one.metric for one in request.targets))
        if request.targets
        else request.metrics
    )
    found = {row.key: Fraction(0) for row in held}
    for metric in metrics:
        sides = {}
        for row in held:
            before = select(row.before, rule, metric, "before")
            after = select(row.after, rule, metric, "after")
            weight = (row.service.yearly_cases or 1) if weigh else 1
            if before is not None and after is not None:
                sides[row.key] = (weight * before, weight * after)
        whole = sum(before for before, _ in sides.values())
        for key, (before, after) in sides.items():
            if whole:
                found[key] += Fraction(100 * (before - after), whole)
    return {key: round(value * _MILLIONTHS) for key, value in found.items()}


def _works(
    plan: DistrictPlan, rows: Sequence[Row], rule: CountingRule
) -> tuple[list[Work], tuple[Work, ...]]:
    """What can be planned, and what waits for a decision whose time cannot."""
    choices = {one.service: one for one in plan.outcome.choices}
    gained = gains(rows, plan.request, rule)
    services = [
        Work(
            WorkKind.GO_LIVE,
            row.key,
            choices[row.key].effort,
            gained[row.key],
            (*choices[row.key].sources, *choices[row.key].approvals),
            _lead_days(row),
        )
        for row in rows
        if row.plan.outcome.measures
    ]
    ready = [one for one in services if one.lead_days is not None]
    needed = {key for one in ready for key in one.needs}
    shared = _shared(plan, rows)
    later = {key for one in services for key in one.needs} - needed
    return (
        [*(one for one in shared if one.key in needed), *ready],
        (
            *(one for one in shared if one.key in later),
            *(one for one in services if one.lead_days is None),
        ),
    )


def _shared(plan: DistrictPlan, rows: Sequence[Row]) -> list[Work]:
    """Sources to connect and approvals to get; of different times services expect, the longest."""
    days = _shared_days(plan, rows)
    held = (
        (WorkKind.CONNECT, plan.sources, plan.outcome.connected),
        (WorkKind.APPROVE, plan.approvals, plan.outcome.approved),
    )
    return [
        Work(kind, one.key, one.effort, lead_days=days.get(one.key, 0))
        for kind, known, wanted in held
        for one in known
        if one.key in wanted
    ]


def _shared_days(plan: DistrictPlan, rows: Sequence[Row]) -> dict[str, int]:
    """By key of a source or approval, working days it takes where that can be planned."""
    keys = shared_keys(plan.sources, plan.approvals)
    days: dict[str, int] = {}
    for row in rows:
        for one in row.plan.outcome.measures:
            # Districts decided before approvals were shared hold none.
            if key := keys.get((row.key, needed_once(one, one.terms))):
                days[key] = max(days.get(key, 0), own_days(one) or 0)
    return days


def _lead_days(row: Row) -> int | None:
    """Working days a service takes besides what is shared, which comes before it anyway."""
    measures = row.plan.outcome.measures
    if any(own_days(one) is None for one in measures):
        return None
    own = (own_days(one) for one in measures if not needed_once(one, one.terms))
    return max((days for days in own if days is not None), default=0)


def _least_ceiling(works: Sequence[Work], layout: Layout) -> int:
    """The least effort a period that leaves no more work beyond the periods than any would."""
    days = _days_of(layout.months)

    def beyond(ceiling: int) -> int:
        return sum(number > layout.periods for _, number in _placed(works, ceiling, days))

    whole = sum(one.effort for one in works)
    low, high = max(1, -(-whole // layout.periods)), max(1, whole)
    least = beyond(high)
    while low < high:
        middle = (low + high) // 2
        if beyond(middle) > least:
            low = middle + 1
        else:
            high = middle
    return low


def _placed(works: Iterable[Work], ceiling: int, days: int) -> list[tuple[Work, int]]:
    """Each work with the number of the period at whose end it is in place.

    Effort is spent evenly in the order of the works. A work is in place when its effort is spent
    and its lead time, which runs from its first effort, is over; a service not before what it
    needs.
    """
    spent = 0
    done: dict[str, int] = {}
    found = []
    for one in works:
        # Days × ceiling, so that all numbers are whole.
        leads = spent * days + (one.lead_days or 0) * ceiling
        spent += one.effort
        number = max(1, -(-max(spent * days, leads) // (days * ceiling)))
        number = max([number, *(done[key] for key in one.needs)])
        if one.kind is not WorkKind.GO_LIVE:
            done[one.key] = number
        found.append((one, number))
    return found


def _periods(
    placed: Sequence[tuple[Work, int]],
    ceiling: int,
    layout: Layout,
    at_the_end: Callable[[set[str]], Iterable[Reached]],
) -> Iterable[Period]:
    whole = sum(one.effort for one, _ in placed)
    live: set[str] = set()
    for number in range(1, layout.periods + 1):
        works = tuple(one for one, at in placed if at == number)
        live.update(one.key for one in works if one.kind is WorkKind.GO_LIVE)
        yield Period(
            number=number,
            begins=layout.begins(number),
            ends=layout.ends(number),
            works=works,
            effort=max(0, min(ceiling, whole - (number - 1) * ceiling)),
            live=len(live),
            reached=tuple(at_the_end(live)),
        )


def _days_of(months: int) -> int:
    """Working days of so many months, as the program converts them everywhere."""
    return length_hours(Duration(Decimal(months), Unit.MONTH)) // HOURS_PER_DAY


def _later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return day.replace(year=day.year + year, month=month + 1, day=min(day.day, last))
