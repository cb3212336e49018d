"""时限明细 and 时限链明细: limits that add up to the days before, the chain that is the promise."""

from collections.abc import Iterable, Mapping

from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import SIDES, Cell, Side, Table
from optimizer.network.edges import Edge, edges
from optimizer.network.timing import Timing, promise_timing
from optimizer.redesign.counting_rule import CountingRule, DaysBefore
from optimizer.service.anchors import Anchors
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Anchor, Span
from optimizer.service.service import Service
from optimizer.wording.lengths import duration_text
from optimizer.worktime import limit_hours, whole_days


def statutory_only(rule: CountingRule) -> bool:
    """Whether items without a statutory limit are left out of the days on both sides."""
    return rule.days_before is DaysBefore.STATUTORY_SUM and not rule.use_promise


def days_of(limit: Limit | None) -> int | None:
    """Whole working days of a limit; ``None`` when there is none."""
    return None if limit is None else whole_days(limit_hours(limit.duration))


def limit_table(setting: Setting) -> Table:
    """One row an item: its limits, and what the sum before takes of it."""
    column = setting.column
    columns = [
        column("item_number", 7),
        column("item", 24),
        column("department", 18),
        column("statutory", 13),
        column("statutory_days", 10, "number"),
        column("promised_before", 13),
        column("promised_days_before", 10, "number"),
        column("promised_after", 13),
        column("promised_days_after", 10, "number"),
        column("state_before", 13),
        column("counted_days_before", 10, "number"),
        column("limit_basis", 26),
        column("assumed", 5),
        column("evidence", 12),
    ]
    after = {item.id: item for item in setting.plan.after.items}
    rows = [_limit_row(setting, item, after.get(item.id)) for item in setting.items]
    return setting.table("limits", columns, rows, 2)


def _limit_row(setting: Setting, item: Item, after: Item | None) -> Mapping[str, Cell]:
    counted = _counted_limit(item, setting.rule)
    promised_after = None if after is None else after.promised
    if setting.rule.days_before is DaysBefore.CRITICAL_PATH:
        state = "limit_by_chain"
    else:
        state = "counted" if counted is not None else "limit_left_out"

    def told(limit: Limit | None) -> str:
        return "" if limit is None else duration_text(limit.duration, setting.language)

    bases = (limit.basis for limit in (item.statutory, item.promised) if limit is not None)
    return {
        "item_number": setting.item_numbers([item.id]),
        "item": setting.names(item.id),
        "department": setting.names(item.department),
        "statutory": told(item.statutory),
        "statutory_days": days_of(item.statutory),
        "promised_before": told(item.promised),
        "promised_days_before": days_of(item.promised),
        "promised_after": told(promised_after),
        "promised_days_after": days_of(promised_after),
        "state_before": setting.spoken(state),
        "counted_days_before": days_of(counted),
        "limit_basis": "；".join(dict.fromkeys(basis for basis in bases if basis)),
        "assumed": setting.mark(("item", item.id)),
    }


def _counted_limit(item: Item, rule: CountingRule) -> Limit | None:
    """The limit of an item that the sum before takes."""
    if rule.days_before is DaysBefore.CRITICAL_PATH:
        return None
    if rule.days_before is DaysBefore.PROMISE_SUM:
        return item.limit()
    return item.statutory or (item.promised if rule.use_promise else None)


def chain_table(setting: Setting) -> Table:
    """The steps one after the other whose waits and lengths add up to the promise, both sides."""
    column = setting.column
    columns = [
        column("side", 10),
        column("number", 6, "number"),
        column("item_number", 7),
        column("item", 24),
        column("step", 24),
        column("lag_hours", 12, "number"),
        column("clocked_hours", 12, "number"),
        column("chain_hours", 12, "number"),
        column("chain_finish", 14, "number"),
        column("assumed", 5),
        column("evidence", 12),
    ]
    rows = [row for side in SIDES for row in _chain_rows(setting, side)]
    return setting.table("chain", columns, rows, 2)


def _chain_rows(setting: Setting, side: Side) -> Iterable[Mapping[str, Cell]]:
    service = setting.service(side)
    names = setting.names if side == "before" else setting.names_after
    for number, (name, lag, start, finish) in enumerate(_chain(service, setting.rule, side), 1):
        step = service.step(name)
        yield {
            "side": setting.spoken(side),
            "number": number,
            "item_number": setting.item_numbers(step.items),
            "item": names.listed(step.items),
            "step": names.of_step(step),
            "lag_hours": lag,
            "clocked_hours": finish - start,
            "chain_hours": lag + finish - start,
            "chain_finish": finish,
            "assumed": setting.mark(("step", name)),
        }


_Link = tuple[str, int, int, int]
"""Step, wait before it, start and finish, in hours that count in the promise."""


def _chain(service: Service, rule: CountingRule, side: Side) -> tuple[_Link, ...]:
    times = promise_timing(service)
    if times is None:
        return ()
    held: dict[str, list[Edge]] = {}
    for edge in edges(service):
        held.setdefault(edge.after, []).append(edge)
    links: list[_Link] = []
    name = _end(service, times, only_statutory=statutory_only(rule) and side == "after")
    while name:
        tight = next((one for one in held.get(name, ()) if _is_tight(one, times)), None)
        lag = 0 if tight is None else tight.counted_lag_hours
        links.append((name, lag, times.earliest_start[name], times.earliest_finish[name]))
        name = "" if tight is None else tight.before
    return tuple(reversed(links))


def _is_tight(edge: Edge, times: Timing) -> bool:
    """Whether a step starts just when this wait lets it."""
    ready = times.earliest_finish[edge.before] + edge.counted_lag_hours
    return ready == times.earliest_start[edge.after]


def _end(service: Service, times: Timing, *, only_statutory: bool) -> str:
    """The step with which the promise ends; empty when there is none."""
    finish = times.earliest_finish
    ends = list(finish)
    if only_statutory:
        anchors = Anchors(service)
        ends = [
            end
            for item in service.items
            if item.statutory is not None and (end := _clock_end(anchors, item)) in finish
        ]
    return max(ends, key=lambda one: finish[one], default="")


def _clock_end(anchors: Anchors, item: Item) -> str:
    """The step with which the clock of an item ends; empty when it has no steps."""
    limit = item.limit()
    if limit is not None and limit.spans is Span.DELIVERY:
        end = anchors.last(item.id)
    else:
        end = anchors.step(item.id, Anchor.DECISION)
    return "" if end is None else end.id
