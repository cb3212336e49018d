"""Limits, durations and teams that contradict each other."""

from optimizer.service.checks.inspector import Inspector, name_of, some
from optimizer.service.finding import Severity
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Anchor, CaseType, PrecedenceKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.service.terms import NO, YES, key_word, normal
from optimizer.worktime import HOURS_PER_DAY, Duration, length_hours, limit_hours, whole_days

_NO_BASIS = frozenset({*YES, *NO, "locked", "不可调整", "不可压缩", "不能调整", "固定"})


def check_limits(inspector: Inspector) -> None:
    """Limits of each item: promise against statute, commitment, case type, visits."""
    for item in inspector.service.items:
        _promise_against_statute(inspector, item)
        _commitment(inspector, item)
        if item.limit() is None and item.case_type is not CaseType.ON_THE_SPOT:
            inspector.add(
                Severity.NOTE,
                "no_limit",
                inspector.item(item.id),
                (
                    f"“{name_of(item)}”没有法定时限和承诺时限",
                    f"{name_of(item)!r} has neither a statutory nor a promised limit",
                ),
                ("补写时限；未知时总时限只能写“至少”", "add it; totals read “at least” without it"),
            )
        limit = item.limit()
        if (
            item.case_type is CaseType.ON_THE_SPOT
            and limit is not None
            and limit_hours(limit.duration) > HOURS_PER_DAY
        ):
            inspector.add(
                Severity.WARNING,
                "slow_on_the_spot",
                inspector.item(item.id, "case_type"),
                (
                    f"即办件的时限是 {limit.duration}",
                    f"on the spot, yet in {limit.duration.in_english()}",
                ),
                (
                    "即办件写“即办”，否则改为承诺件",
                    "write “on the spot”, or call it a case with a commitment period",
                ),
                value=str(limit.duration),
            )
        _visits(inspector, item)


def _promise_against_statute(inspector: Inspector, item: Item) -> None:
    promised, statutory = item.promised, item.statutory
    if promised is None or statutory is None:
        return
    over = limit_hours(promised.duration) - limit_hours(statutory.duration)
    if over <= 0:
        return
    same, most = promised.spans is statutory.spans, statutory.duration.in_english()
    inspector.add(
        Severity.ERROR if same else Severity.WARNING,
        "promise_above_statutory",
        inspector.item(item.id, "promised"),
        (
            f"“{name_of(item)}”承诺时限 {promised.duration} 长于法定时限 {statutory.duration}",
            f"{name_of(item)!r}: promised {promised.duration.in_english()}, statutory {most}",
        ),
        (f"不超过 {statutory.duration}", f"at most {most}"),
        value=str(promised.duration),
    )


def _commitment(inspector: Inspector, item: Item) -> None:
    if item.commitment is None:
        return
    place = inspector.item(item.id, "commitment")
    limit, slow = item.limit(), item.commitment.limit
    if limit is not None and limit_hours(slow) > limit_hours(limit.duration):
        inspector.add(
            Severity.WARNING,
            "slow_commitment",
            place,
            (
                f"告知承诺时限 {slow} 长于现行时限 {limit.duration}",
                f"by commitment {slow.in_english()}, today {limit.duration.in_english()}",
            ),
            ("核对承诺后的办结时限", "check the limit by commitment"),
            value=str(slow),
        )
    if item.risk_tags:
        tags = some(item.risk_tags)
        inspector.add(
            Severity.WARNING,
            "commitment_with_risk",
            place,
            (
                f"有风险标签（{tags[0]}）的事项写了告知承诺",
                f"commitment for an item with risk tags: {tags[1]}",
            ),
            (
                "直接涉及国家安全、公共安全等的不适用告知承诺，请核对依据",
                "items of national or public safety are not handled by commitment; check the basis",
            ),
        )


def _visits(inspector: Inspector, item: Item) -> None:
    stated = [step.visits for step in inspector.steps_of(item.id)]
    known = [visits for visits in stated if visits is not None]
    if item.visits is None or not known or sum(known) == item.visits:
        return
    inspector.add(
        Severity.WARNING,
        "visits_differ",
        inspector.item(item.id, "visits"),
        (
            f"“{name_of(item)}”跑动 {item.visits} 次，各环节合计 {sum(known)} 次",
            f"{name_of(item)!r}: {item.visits} visits, its steps have {sum(known)}",
        ),
        ("改成一致，或只写一处", "make them agree, or state one of them"),
        value=str(item.visits),
    )


def check_steps(inspector: Inspector) -> None:
    """Each step by itself: floor, lock, clock, teams."""
    capacity = {
        team.id: team.capacity for one in inspector.service.departments for team in one.teams
    }
    for step in inspector.service.steps:
        _floor(inspector, step)
        if step.lock and normal(step.lock) in _NO_BASIS:
            inspector.add(
                Severity.WARNING,
                "lock_without_basis",
                inspector.step(step, "lock"),
                ("不可调整但没有写依据", "locked without a basis"),
                ("写明条文，或删去", "name the article, or remove it"),
                value=step.lock,
            )
        wanted: dict[str, int] = {}
        for demand in step.demands:
            wanted[demand.team] = wanted.get(demand.team, 0) + demand.amount
        for team, amount in wanted.items():
            if amount > capacity.get(team, amount):
                inspector.add(
                    Severity.ERROR,
                    "team_too_small",
                    inspector.step(step, "demands"),
                    (
                        f"“{name_of(step)}”要“{team}”{amount} 人，只有 {capacity[team]} 人",
                        f"{name_of(step)!r} needs {amount} of {team!r}, which has {capacity[team]}",
                    ),
                    (f"不超过 {capacity[team]}", f"at most {capacity[team]}"),
                    value=str(amount),
                )


def _floor(inspector: Inspector, step: Step) -> None:
    if step.floor is None:
        return
    if step.duration is not None and length_hours(step.floor) > length_hours(step.duration):
        most = step.duration.in_english()
        inspector.add(
            Severity.ERROR,
            "floor_above_duration",
            inspector.step(step, "floor"),
            (
                f"“{name_of(step)}”最短时限 {step.floor} 长于时长 {step.duration}",
                f"{name_of(step)!r}: at least {step.floor.in_english()}, but it takes {most}",
            ),
            (f"不超过 {step.duration}", f"at most {most}"),
            value=str(step.floor),
        )
    if not step.floor_basis:
        inspector.add(
            Severity.NOTE,
            "floor_without_basis",
            inspector.step(step, "floor"),
            ("最短时限没有写依据", "a floor without a basis"),
            ("补写“最短时限依据: …”", "add its basis"),
            value=str(step.floor),
        )


def check_sums(inspector: Inspector, completed: Service) -> None:
    """Declared steps against the limit of their item, in one situation."""
    declared = {step.id: step for step in inspector.service.steps}
    own_steps = completed.steps_by_item()
    for item in completed.items:
        steps = [one for one in own_steps.get(item.id, ()) if one.id in declared]
        clock = [declared[one.id] for one in steps if one.counted]
        limit = item.limit()
        own = {one.id for one in steps}
        branches = any(len(own & set(one.after or ())) > 1 for one in steps)
        shared = any(len(one.items) > 1 for one in clock)
        if not clock or branches or shared:
            continue
        unknown = [step for step in clock if step.duration is None]
        if limit is None:
            _tell_unknown(inspector, item, unknown)
            continue
        total = sum(length_hours(one.duration) for one in clock if one.duration is not None)
        _tell_sum(inspector, item, limit, total, complete=not unknown)
        floors = sum(length_hours(one.floor) for one in clock if one.floor is not None)
        if floors > limit_hours(limit.duration):
            _tell_floors(inspector, item, limit, floors)


def _tell_unknown(inspector: Inspector, item: Item, unknown: list[Step]) -> None:
    if unknown:
        names = some(name_of(step) for step in unknown)
        inspector.add(
            Severity.NOTE,
            "unknown_duration",
            inspector.item(item.id, "steps"),
            (f"环节没有时长：{names[0]}", f"steps of unknown duration: {names[1]}"),
            ("补写时长；未知时总时限只能写“至少”", "add it; totals read “at least” without it"),
            value=names[0],
            places=[inspector.step(step, "duration") for step in unknown],
        )


def _tell_sum(
    inspector: Inspector, item: Item, limit: Limit, total: int, *, complete: bool
) -> None:
    goal = limit_hours(limit.duration)
    if total <= goal and not (complete and total < goal):
        return
    over = total > goal
    days, most = f"{total / HOURS_PER_DAY:g}", limit.duration.in_english()
    relation = ("超过", "more than") if over else ("少于", "less than")
    inspector.add(
        Severity.WARNING if over else Severity.NOTE,
        "steps_exceed_limit" if over else "steps_miss_limit",
        inspector.item(item.id, "steps"),
        (
            f"“{name_of(item)}”计时环节合计 {days} 工作日，{relation[0]}时限 {limit.duration}",
            f"{name_of(item)!r}: its steps take {days} working days, {relation[1]} {most}",
        ),
        (
            "改成一致；测算时按比例调整到时限，并标为推定值",
            "make them agree; they are scaled to the limit and marked assumed",
        ),
        value=days,
    )


def _tell_floors(inspector: Inspector, item: Item, limit: Limit, floors: int) -> None:
    days, most = str(whole_days(floors)), limit.duration.in_english()
    inspector.add(
        Severity.WARNING,
        "floors_exceed_limit",
        inspector.item(item.id, "steps"),
        (
            f"各环节最短时限合计 {days} 工作日，超过时限 {limit.duration}",
            f"the floors add up to {days} working days, above {most}",
        ),
        ("核对最短时限或事项时限", "check the floors or the limit"),
        value=days,
    )


def check_declared_promise(inspector: Inspector, completed: Service) -> None:
    """The promise published for the service against its items, in one situation."""
    promise = inspector.service.declared_promise
    if promise is None:
        return
    hours = limit_hours(promise.duration)
    limits = {
        item.id: limit_hours(limit.duration)
        for item in completed.items
        if (limit := item.limit()) is not None
    }
    names = {item.id: name_of(item) for item in completed.items}
    longest = max(limits, key=lambda one: limits[one], default=None)
    if longest is not None and limits[longest] > hours:
        _tell_promise(
            inspector,
            "promise_below_item",
            promise.duration,
            (f"最长事项“{names[longest]}”", f"the longest item {names[longest]!r}"),
            limits[longest],
        )
        return
    chain, total = _legal_chain(completed, limits)
    if total > hours:
        path = " → ".join(names[one] for one in chain)
        _tell_promise(
            inspector,
            "promise_below_chain",
            promise.duration,
            (f"法定前后链“{path}”", f"the legal chain {path!r}"),
            total,
        )


def _tell_promise(
    inspector: Inspector, code: str, promise: Duration, what: tuple[str, str], hours: int
) -> None:
    days = whole_days(hours)
    inspector.add(
        Severity.WARNING,
        code,
        key_word("service", "declared_promise"),
        (
            f"整体承诺时限 {promise} 短于{what[0]}的 {days} 工作日",
            f"the promise of {promise.in_english()} is shorter than {what[1]}: {days} working days",
        ),
        (
            "核对整体承诺时限、各事项承诺时限和适用情形",
            "check the promise, the limits and the situation",
        ),
        value=str(promise),
    )


def _legal_chain(service: Service, limits: dict[str, int]) -> tuple[list[str], int]:
    """The longest chain of items of which each waits, by law, for the decision before it.

    Only precedences from a decision to a filing or acceptance are chained: there the
    limits add up whatever the steps are. A circle ends the chain.
    """
    onward: dict[str, list[tuple[str, int]]] = {}
    for one in service.precedences:
        starts = one.anchor in (Anchor.FILING, Anchor.ACCEPTANCE)
        if one.kind is PrecedenceKind.LEGAL and starts and not one.step:
            lag = length_hours(one.lag) if one.lag is not None and one.lag_counted else 0
            onward.setdefault(one.before, []).append((one.after, lag))
    known: dict[str, tuple[list[str], int]] = {}

    def longest(item: str, above: frozenset[str]) -> tuple[list[str], int]:
        if item not in known:
            best: tuple[list[str], int] = ([], 0)
            for after, lag in onward.get(item, ()):
                if after not in above:
                    chain, hours = longest(after, above | {after})
                    best = max(best, (chain, hours + lag), key=lambda one: one[1])
            known[item] = ([item, *best[0]], limits.get(item, 0) + best[1])
        return known[item]

    chains = [longest(item.id, frozenset({item.id})) for item in service.items]
    return max(chains, key=lambda one: one[1], default=([], 0))
