"""Earliest times exactly: every start and end of the promise network has a cause.

The order rules alone make times *possible*: a step may start later than it could. The
clock of an item begins with its acceptance, or with the last result it waits for, so a
delay somewhere could make an item look quicker than it is. So every start is caused, by an
arc that holds and is tight or by time zero, and every end by a member of the group that
lasts as long: S(v) = max(0, E(u) + lag), E = S + max p.
"""

from ortools.sat.python import cp_model

from optimizer.solver.constraints import early_literals
from optimizer.solver.variables import Variables


def tighten(variables: Variables) -> None:
    """Start of every group is caused by a member; its end by its longest member."""
    nodes = set(variables.promise)
    _cause(variables, _caused_starts(variables, nodes), nodes)
    _cause(variables, _caused_ends(variables), nodes)


def _cause(variables: Variables, causes: dict[int, cp_model.IntVar], nodes: set[int]) -> None:
    """Whoever stands for a group is moved by a member of it; the others stand with him."""
    model = variables.model
    alone = set(nodes)
    for group in variables.groups:
        for head in nodes & set(group.members):
            alone.discard(head)
            options = [causes[head], *group.pointing(head)]
            for (member, pointed), points in group.points.items():
                if pointed == head and member in causes:
                    options.append(_both(variables, points, causes[member]))
            model.add_bool_or(options)
    receiving = {
        node: variables.received(item)
        for node in sorted(alone)
        if variables.instance.nodes[node].receives
        for item in variables.instance.nodes[node].items[:1]
    }
    movers = [_both(variables, window, causes[node]) for node, window in receiving.items()]
    for node in sorted(alone):
        if node in receiving:
            model.add_bool_or([causes[node], receiving[node]])
            model.add_bool_or([receiving[node].negated(), *movers])
        else:
            model.add_bool_or([causes[node]])


def _both(variables: Variables, first: cp_model.IntVar, second: cp_model.IntVar) -> cp_model.IntVar:
    """A literal that implies two others."""
    both = variables.model.new_bool_var("")
    variables.model.add_implication(both, first)
    variables.model.add_implication(both, second)
    return both


def _caused_starts(variables: Variables, nodes: set[int]) -> dict[int, cp_model.IntVar]:
    """By node: implies that an arc into it is tight, or that it starts at time zero."""
    model, spans = variables.model, variables.promise
    causes: dict[int, list[cp_model.IntVar]] = {}
    for node in sorted(nodes):
        start = spans[node][0]
        zero = model.new_bool_var(f"zero/{node}")
        model.add(start == 0).only_enforce_if(zero)
        causes[node] = [zero]
    for index, arc in enumerate(variables.instance.arcs):
        if arc.before not in spans or arc.after not in nodes:
            continue
        tight = model.new_bool_var(f"tight/{index}")
        for literal in variables.holds(arc.when):
            model.add_implication(tight, literal)
        model.add(spans[arc.after][0] == spans[arc.before][1] + arc.counted_lag).only_enforce_if(
            tight
        )
        causes[arc.after].append(tight)
    found = {}
    for node, literals in causes.items():
        found[node] = model.new_bool_var(f"starts/{node}")
        model.add_bool_or([found[node].negated(), *literals])
    return found


def _caused_ends(variables: Variables) -> dict[int, cp_model.IntVar]:
    model, nodes = variables.model, variables.instance.nodes
    early = early_literals(variables)
    found = {}
    for node, (start, end) in variables.promise.items():
        exact = model.new_bool_var(f"ends/{node}")
        found[node] = exact
        if not nodes[node].counted or nodes[node].clocked == 0:
            model.add(end == start).only_enforce_if(exact)
            continue
        length = variables.lengths[node]
        if nodes[node].clocked != nodes[node].length:
            shorter = model.new_int_var(0, nodes[node].clocked, f"tight/clocked/{node}")
            model.add_min_equality(shorter, [nodes[node].clocked, length])
            length = shorter
        skipped = early.get(nodes[node].id)
        if skipped is None:
            model.add(end == start + length).only_enforce_if(exact)
        else:
            model.add(end == start + length).only_enforce_if([exact, skipped.negated()])
            model.add(end == start).only_enforce_if([exact, skipped])
    return found
