"""What must hold: one rule, one function; ``structure`` and the times are the contents.

Writing S, E for start and end, p for a length, x(s→r) for "s points to r":

* order: E(u) + lag ≤ S(v) for every arc u → v that holds;
* groups: x(s→r) ⇒ S(s) = S(r), E(s) = E(r); so E(r) ≥ S(r) + p(s) for every member;
* circles: a rank rises along every arc and is equal within a group, because steps of no
  length could otherwise wait for each other at one moment.
"""

from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from optimizer.redesign.request import Pin, Request
from optimizer.solver.arcs import Arc, early_steps
from optimizer.solver.instance import Clock
from optimizer.solver.pins import pin_decisions, same_group
from optimizer.solver.variables import Expression, Group, Price, Variables

Spans = dict[int, tuple[cp_model.IntVar, cp_model.IntVar]]


def structure(variables: Variables, request: Request) -> None:
    """Everything that needs no durations: order, groups, ceilings, pins."""
    _acyclic(variables)
    _ceilings(variables, request)
    _early_stays_single(variables)
    pins(variables, request.pins)


def _acyclic(variables: Variables) -> None:
    """rank(u) + 1 ≤ rank(v) along arcs that hold; equal ranks within a group."""
    model, count = variables.model, len(variables.instance.nodes)
    heads, tails = _rank_bounds(variables)
    for index, node in enumerate(variables.instance.nodes):
        if node.inside:
            variables.ranks[index] = model.new_int_var(
                heads[index], count - tails[index], f"rank/{index}"
            )
    for arc in _inside(variables):
        rule = model.add(variables.ranks[arc.after] >= variables.ranks[arc.before] + 1)
        rule.only_enforce_if(variables.holds(arc.when))
    spans = {node: (rank, rank) for node, rank in variables.ranks.items()}
    _united(variables, spans, "rank", count)


def _rank_bounds(variables: Variables) -> tuple[list[int], list[int]]:
    """Longest chains of unconditional arcs before and after each node."""
    count = len(variables.instance.nodes)
    heads, tails = [0] * count, [0] * count
    arcs = [arc for arc in _inside(variables) if not arc.when]
    for _ in range(count):
        changed = False
        for arc in arcs:
            if heads[arc.after] < heads[arc.before] + 1:
                heads[arc.after], changed = heads[arc.before] + 1, True
            if tails[arc.before] < tails[arc.after] + 1:
                tails[arc.before], changed = tails[arc.after] + 1, True
        if not changed:
            break
    return heads, tails


def _inside(variables: Variables) -> Iterable[Arc]:
    nodes = variables.instance.nodes
    return (a for a in variables.instance.arcs if nodes[a.before].inside and nodes[a.after].inside)


def _united(variables: Variables, spans: Spans, label: str, horizon: int) -> None:
    """Members of a group, and 收件 of the items at the window, stand at one time."""
    model = variables.model
    for group in variables.groups:
        for (member, head), points in group.points.items():
            if member in spans and head in spans:
                for one, other in zip(spans[member], spans[head], strict=True):
                    model.add(one == other).only_enforce_if(points)
    receiving = [
        (index, item)
        for index, node in enumerate(variables.instance.nodes)
        if node.receives and index in spans
        for item in node.items
    ]
    if len(receiving) > 1:
        shared = (
            model.new_int_var(0, horizon, f"{label}/window/start"),
            model.new_int_var(0, horizon, f"{label}/window/end"),
        )
        for node, item in receiving:
            for one, other in zip(spans[node], shared, strict=True):
                model.add(one == other).only_enforce_if(variables.received(item))


def promise_times(variables: Variables) -> None:
    """Times of the promise network: what does not count weighs nothing, teams ignored."""
    nodes = variables.instance.nodes
    early = early_literals(variables)

    def lasts(node: int, start: cp_model.IntVar, end: cp_model.IntVar) -> None:
        if not nodes[node].counted or nodes[node].clocked == 0:
            variables.model.add(end >= start)
            return
        length = variables.lengths[node]
        if nodes[node].clocked != nodes[node].length:
            shorter = variables.model.new_int_var(0, nodes[node].clocked, f"clocked/{node}")
            variables.model.add_min_equality(shorter, [nodes[node].clocked, length])
            length = shorter
        rule = variables.model.add(end >= start + length)
        if nodes[node].id in early:
            rule.only_enforce_if(early[nodes[node].id].negated())
            variables.model.add(end >= start)

    variables.promise = _times(variables, "promise", lambda arc: arc.counted_lag, lasts)
    for clock in variables.instance.clocks:
        _clock(variables, clock)
    _joint_handling(variables)


def elapsed_times(variables: Variables) -> None:
    """Times of one real schedule: everything weighs, teams are respected."""
    coordination: dict[int, Expression] = {}
    for group in variables.groups:
        for node in group.members:
            extra = group.opportunity.coordination_hours * group.joined(node)
            coordination[node] = coordination.get(node, 0) + extra

    def lasts(node: int, start: cp_model.IntVar, end: cp_model.IntVar) -> None:
        length = variables.lengths[node] + coordination.get(node, 0)
        variables.model.add(end >= start + length)

    variables.elapsed = _times(variables, "elapsed", lambda arc: arc.lag, lasts)
    _teams(variables)


def _times(
    variables: Variables,
    label: str,
    lag: Callable[[Arc], int],
    lasts: Callable[[int, cp_model.IntVar, cp_model.IntVar], None],
) -> Spans:
    model, horizon = variables.model, variables.instance.horizon()
    spans: Spans = {}
    for index, node in enumerate(variables.instance.nodes):
        if node.inside:
            spans[index] = (
                model.new_int_var(0, horizon, f"{label}/start/{index}"),
                model.new_int_var(0, horizon, f"{label}/end/{index}"),
            )
            lasts(index, *spans[index])
    for arc in _inside(variables):
        rule = model.add(spans[arc.after][0] >= spans[arc.before][1] + lag(arc))
        rule.only_enforce_if(variables.holds(arc.when))
    _united(variables, spans, label, horizon)
    return spans


def _clock(variables: Variables, clock: Clock) -> None:
    """E(end) ≤ cap + max(S(acceptance), last external result the item waits for)."""
    spans, model = variables.promise, variables.model
    end = spans[clock.end][1]
    if not clock.external:
        model.add(end <= spans[clock.start][0] + clock.cap_hours)
        return
    chosen = [model.new_bool_var(f"clock/{clock.item}/accepted")]
    model.add(end <= spans[clock.start][0] + clock.cap_hours).only_enforce_if(chosen[0])
    for index, arc in enumerate(clock.external):
        reference = model.new_bool_var(f"clock/{clock.item}/{index}")
        for literal in variables.holds(arc.when):
            model.add_implication(reference, literal)
        for literal in _merged_with(variables, arc.before, clock.own):
            model.add_implication(reference, literal.negated())
        model.add(end <= spans[arc.before][1] + arc.counted_lag + clock.cap_hours).only_enforce_if(
            reference
        )
        chosen.append(reference)
    model.add_bool_or(chosen)


def _merged_with(variables: Variables, node: int, own: tuple[int, ...]) -> list[cp_model.IntVar]:
    """Literals under which a step of another item is one with a step of this item."""
    found = [
        same_group(variables, group, *sorted((node, member)))
        for group in variables.groups
        if node in group.members
        for member in own
        if member in group.members
    ]
    nodes = variables.instance.nodes
    if nodes[node].receives:
        for member in own:
            if nodes[member].receives:
                both = variables.model.new_bool_var("")
                windows = [variables.received(nodes[one].items[0]) for one in (node, member)]
                variables.model.add_bool_or([both, *(one.negated() for one in windows)])
                found.append(both)
    return found


def _joint_handling(variables: Variables) -> None:
    """行政许可法 art. 42-2: licences at the window, first acceptance to last decision."""
    instance, model, horizon = variables.instance, variables.model, variables.instance.horizon()
    if horizon <= instance.joint_cap_hours or len(instance.joint) < 2:
        return
    first = model.new_int_var(0, horizon, "joint/first")
    last = model.new_int_var(0, horizon, "joint/last")
    for item, accepted, decided in instance.joint:
        window = variables.window(item)
        model.add(first <= variables.promise[accepted][0]).only_enforce_if(window)
        model.add(last >= variables.promise[decided][1]).only_enforce_if(window)
    model.add(last - first <= instance.joint_cap_hours)


def _teams(variables: Variables) -> None:
    """Σ demand of what runs at once ≤ capacity; a group demands as its hungriest member."""
    instance, model = variables.instance, variables.model
    grouped = {node: group for group in variables.groups for node in group.members}
    for team, capacity in instance.capacities.items():
        intervals, demands = [], []
        for index, node in enumerate(instance.nodes):
            group = grouped.get(index)
            amount = dict(node.demands).get(team, 0)
            if not node.inside or not (amount or (group and _asks(variables, group, team))):
                continue
            demand: Expression = amount
            if group is not None:
                demand = _group_demand(variables, group, index, team, capacity)
            start, end = variables.elapsed[index]
            size = model.new_int_var(0, instance.horizon(), f"size/{team}/{index}")
            intervals.append(model.new_interval_var(start, size, end, f"{team}/{index}"))
            demands.append(demand)
        if intervals:
            model.add_cumulative(intervals, demands, capacity)


def _asks(variables: Variables, group: Group, team: str) -> bool:
    nodes = variables.instance.nodes
    return any(dict(nodes[member].demands).get(team, 0) for member in group.members)


def _group_demand(
    variables: Variables, group: Group, head: int, team: str, capacity: int
) -> cp_model.IntVar:
    """Demand of a representative: the largest of its members'; of a follower none."""
    model, nodes = variables.model, variables.instance.nodes
    demand = model.new_int_var(0, capacity, f"demand/{team}/{head}")
    model.add(demand >= dict(nodes[head].demands).get(team, 0) * group.represents(head))
    for (member, pointed), points in group.points.items():
        if pointed == head:
            model.add(demand >= dict(nodes[member].demands).get(team, 0) * points)
    return demand


def _ceilings(variables: Variables, request: Request) -> None:
    """Σ effort, money, person-days and rule changes stay within their ceilings."""
    ceilings: tuple[tuple[int | None, Callable[[Price], int]], ...] = (
        (request.max_effort, lambda price: price.terms.effort),
        (request.max_cost_yuan, lambda price: price.terms.cost_yuan or 0),
        (request.max_person_days, lambda price: price.terms.person_days or 0),
    )
    for ceiling, amount in ceilings:
        if ceiling is not None:
            spent = sum(amount(price) * price.taken for price in variables.prices)
            variables.model.add(spent <= ceiling)
    rules = [
        variables.decide(one.id) for one in variables.instance.opportunities if one.rule_change
    ]
    if rules:
        variables.model.add(sum(rules) <= request.rule_changes)


def _early_stays_single(variables: Variables) -> None:
    """A step done before filing is in no group: its phase is another."""
    place = {node.id: index for index, node in enumerate(variables.instance.nodes)}
    for step, literal in early_literals(variables).items():
        for group in variables.groups:
            if place[step] in group.members:
                variables.model.add(literal + group.joined(place[step]) <= 1)


def early_literals(variables: Variables) -> dict[str, cp_model.IntVar]:
    """By step: whether it is done before filing."""
    steps = early_steps(variables.instance.opportunities)
    return {step: variables.decide(name) for step, name in steps.items()}


def pins(variables: Variables, wanted: tuple[Pin, ...]) -> None:
    """The planner's 必选 and 不采用."""
    for pin in wanted:
        pin_decisions(variables, pin)
