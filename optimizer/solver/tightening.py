"""Earliest times exactly, where a plan could gain from waiting.

The promise times of the model are only *possible* times: every arc is respected, but a
step may start later than it could. The clock of an item begins with its acceptance, so a
late acceptance could make an item look quicker than it is. So every filing and acceptance
has to be caused: by an arc that holds and is tight, or by time zero. A plan that still
gains from waiting further up is found by recounting; then every start and end is caused.
"""

from ortools.sat.python import cp_model

from optimizer.solver.constraints import early_literals
from optimizer.solver.variables import Variables


def accept_at_once(variables: Variables) -> None:
    """Nobody files or accepts later than he could."""
    nodes = {clock.start for clock in variables.instance.clocks}
    nodes |= {index for index, node in enumerate(variables.instance.nodes) if node.receives}
    _cause(variables, _caused_starts(variables), nodes & set(variables.promise))


def tighten(variables: Variables) -> None:
    """Start of every group is caused by a member; its end by its longest member."""
    nodes = set(variables.promise)
    _cause(variables, _caused_starts(variables), nodes)
    _cause(variables, _caused_ends(variables), nodes)


def _cause(variables: Variables, causes: dict[int, cp_model.IntVar], nodes: set[int]) -> None:
    companions = _companions(variables, nodes)
    for node in nodes:
        options = [causes[node]]
        for other, literal in companions.get(node, ()):
            both = variables.model.new_bool_var(f"caused/{node}/{other}")
            variables.model.add_implication(both, literal)
            variables.model.add_implication(both, causes[other])
            options.append(both)
        variables.model.add_bool_or(options)


def _caused_starts(variables: Variables) -> dict[int, cp_model.IntVar]:
    model, spans = variables.model, variables.promise
    causes: dict[int, list[cp_model.IntVar]] = {}
    for node, (start, _) in spans.items():
        zero = model.new_bool_var(f"zero/{node}")
        model.add(start == 0).only_enforce_if(zero)
        causes[node] = [zero]
    for index, arc in enumerate(variables.instance.arcs):
        if arc.before not in spans or arc.after not in spans:
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


def _companions(
    variables: Variables, nodes: set[int]
) -> dict[int, list[tuple[int, cp_model.IntVar]]]:
    """Who may share a group with a node, and a literal under which it surely does."""
    found: dict[int, list[tuple[int, cp_model.IntVar]]] = {}
    for group in variables.groups:
        if not nodes & set(group.members):
            continue
        for (member, head), points in group.points.items():
            found.setdefault(head, []).append((member, points))
            found.setdefault(member, []).append((head, points))
            for (sibling, shared), second in group.points.items():
                if shared == head and sibling != member:
                    both = variables.model.new_bool_var(f"with/{member}/{sibling}")
                    variables.model.add_implication(both, points)
                    variables.model.add_implication(both, second)
                    found.setdefault(member, []).append((sibling, both))
    receiving = [
        (index, item)
        for index, node in enumerate(variables.instance.nodes)
        if node.receives and index in variables.promise
        for item in node.items
    ]
    for index, item in receiving:
        for other, partner in receiving:
            if other != index:
                both = variables.model.new_bool_var(f"window/{index}/{other}")
                variables.model.add_implication(both, variables.window(item))
                variables.model.add_implication(both, variables.window(partner))
                found.setdefault(index, []).append((other, both))
    return found
