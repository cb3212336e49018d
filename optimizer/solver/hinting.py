"""Hints: a plan found on a smaller model, carried over with its times worked out."""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from optimizer.solver.arcs import Arc, When, early_steps
from optimizer.solver.layering import Layers
from optimizer.solver.solving import Answer
from optimizer.solver.variables import Variables

Spans = dict[int, tuple[cp_model.IntVar, cp_model.IntVar]]


def hint(variables: Variables, answer: Answer) -> None:
    """Start the next solve from the plan held; times added since are worked out."""
    variables.model.clear_hints()  # type: ignore[no-untyped-call]  # ortools
    for index, value in enumerate(answer.values):
        variable = variables.model.get_int_var_from_proto_index(index)
        variables.model.add_hint(variable, value)
    known = len(answer.values)
    for spans, counted in ((variables.promise, True), (variables.elapsed, False)):
        if spans and next(iter(spans.values()))[0].index >= known:
            _hint_times(variables, answer, spans, counted=counted)


def hint_as_is(variables: Variables) -> None:
    """Start the first solve from the service as it is: no measure, always possible."""
    instance = variables.instance
    stay = {f"stay:{need.id}" for need in instance.needs}
    hint_decisions(variables, stay | {f"window/{item}" for item in instance.windowed})


def hint_layers(variables: Variables, layers: Layers) -> None:
    """Start the first solve from the service as it is, but with some steps become one."""
    instance = variables.instance
    stay = {f"stay:{need.id}" for need in instance.needs}
    stay |= {f"window/{item}" for item in instance.windowed}
    hint_decisions(variables, stay | layers.taken, layers.leaders)


def hint_decisions(
    variables: Variables, taken: set[str], leaders: Mapping[int, int] | None = None
) -> None:
    """Start the next solve from these decisions and no other, with their times.

    Args:
        variables: get the hints.
        taken: names of decisions.
        leaders: of steps that become one, by step; none where it is left out.
    """
    instance, model = variables.instance, variables.model
    model.clear_hints()  # type: ignore[no-untyped-call]  # ortools
    values = [0] * len(model.proto.variables)
    known = {one.id for one in instance.opportunities} | {"window", "forms"}
    known |= {f"stay:{need.id}" for need in instance.needs}
    known |= {f"window/{item.id}" for item in instance.service.items}
    known |= {need.united for need in instance.needs if need.united}
    for name, variable in variables.decisions.items():
        if name in known:
            values[variable.index] = int(name in taken)
            model.add_hint(variable, int(name in taken))
    led = leaders or {}
    for group in variables.groups:
        pointing = {(member, head) for member, head in led.items() if member != head}
        leading = {head for _, head in pointing}
        together = [(literal, pair in pointing) for pair, literal in group.points.items()]
        together += [(literal, head in leading) for head, literal in group.leads.items()]
        for literal, value in together:
            values[literal.index] = int(value)
            model.add_hint(literal, int(value))
    answer = Answer(True, False, None, None, tuple(values), 0.0)
    _hint_times(variables, answer, variables.promise, counted=True)


def _hint_times(variables: Variables, answer: Answer, spans: Spans, *, counted: bool) -> None:
    """Earliest times of the plan held, groups moving as one."""
    leader = _leaders(variables, answer)
    length = _lengths(variables, answer, leader, counted=counted)
    arcs = [arc for arc in variables.instance.arcs if _holds(variables, answer, arc.when)]
    start = dict.fromkeys(length, 0)
    for _ in range(len(start) + 1):
        if not _pushed(arcs, spans, leader, start, length, counted=counted):
            break
    for node, (first, last) in spans.items():
        head = leader[node]
        variables.model.add_hint(first, start[head])
        variables.model.add_hint(last, start[head] + length[head])


def _pushed(
    arcs: list[Arc],
    spans: Spans,
    leader: dict[int, int],
    start: dict[int, int],
    length: dict[int, int],
    *,
    counted: bool,
) -> bool:
    """Push every start behind what it waits for; whether anything moved."""
    moved = False
    for arc in arcs:
        if arc.before not in spans or arc.after not in spans:
            continue
        before, after = leader[arc.before], leader[arc.after]
        lag = arc.counted_lag if counted else arc.lag
        earliest = start[before] + length[before] + lag
        if start[after] < earliest:
            start[after], moved = earliest, True
    return moved


def _holds(variables: Variables, answer: Answer, when: When) -> bool:
    return all(bool(_of(variables, answer, name)) is wanted for name, wanted in when)


def _of(variables: Variables, answer: Answer, name: str) -> int:
    variable = variables.decisions[name]
    return answer.of(variable) if variable.index < len(answer.values) else 0


def _leaders(variables: Variables, answer: Answer) -> dict[int, int]:
    """The representative of each node's group; the node itself when it has none."""
    leader = {index: index for index in range(len(variables.instance.nodes))}
    for group in variables.groups:
        for (member, head), points in group.points.items():
            if answer.of(points):
                leader[member] = head
    receiving = [
        index
        for index, node in enumerate(variables.instance.nodes)
        if node.receives and any(answer.of(variables.received(one)) for one in node.items)
    ]
    for index in receiving:
        leader[index] = receiving[0]
    return leader


def _lengths(
    variables: Variables, answer: Answer, leader: dict[int, int], *, counted: bool
) -> dict[int, int]:
    """Length of each group: its longest member, and what coordination adds."""
    early = {
        step
        for step, name in early_steps(variables.instance.opportunities).items()
        if _of(variables, answer, name)
    }
    length: dict[int, int] = {}
    extra = {
        node: group.opportunity.coordination_hours
        for group in variables.groups
        for node in group.members
        if sum(1 for one in leader.values() if one == leader[node]) > 1
    }
    for index, node in enumerate(variables.instance.nodes):
        own = answer.of(variables.lengths[index])
        if counted:
            own = 0 if node.id in early or not node.counted else min(own, node.clocked)
        else:
            own += extra.get(index, 0)
        head = leader[index]
        length[head] = max(length.get(head, 0), own)
    return length
