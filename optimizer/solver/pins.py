"""What the planner pinned or refused, as constraints on the decisions."""

from itertools import pairwise

from ortools.sat.python import cp_model

from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.request import Pin
from optimizer.solver.variables import Group, Variables


def pin_decisions(variables: Variables, pin: Pin) -> None:
    """Constrain the decisions an opportunity or measure id speaks of.

    A group id with members means together / apart; without members, some group of the
    class / none. A shorten id with hours means at most so long / longer than that.
    """
    kind, _, rest = pin.subject.partition(":")
    if kind in (MeasureKind.MERGE.value, MeasureKind.WINDOW.value, MeasureKind.FORMS.value):
        _pin_group(variables, kind, rest, pin.wanted)
        return
    if kind == MeasureKind.SHORTEN.value and "=" in rest:
        _pin_length(variables, rest, pin.wanted)
        return
    name, wanted = pin.subject, pin.wanted
    if kind == MeasureKind.ROUTE.value and "=" not in rest:
        name, wanted = f"stay:{rest}", not pin.wanted
    if name in variables.decisions:
        variables.model.add(variables.decisions[name] == int(wanted))
    elif pin.wanted:
        _out_of_reach(variables)


def _out_of_reach(variables: Variables) -> None:
    """What is pinned is not offered under this request: no plan has it."""
    variables.model.add_bool_or([])


def _pin_length(variables: Variables, rest: str, wanted: bool) -> None:
    target, _, hours = rest.rpartition("=")
    place = {node.id: index for index, node in enumerate(variables.instance.nodes)}
    node, most = place[target], int(hours.removesuffix("h"))
    length = variables.lengths[node]
    variables.model.add(length <= most if wanted else length >= most + 1)


def _pin_group(variables: Variables, kind: str, rest: str, wanted: bool) -> None:
    named, _, _ = rest.partition("=")
    targets = named.split("+")
    if kind == MeasureKind.MERGE.value:
        _pin_merge(variables, targets, wanted)
        return
    prefix = "window/" if kind == MeasureKind.WINDOW.value else "forms/"
    groups = variables.instance.groups(MeasureKind(kind))
    offered = [target for one in groups for target in one.targets]
    whole = targets == [groups[0].group] if groups else False
    literals = [
        variables.decide(prefix + target)
        for target in (offered if whole else targets)
        if target in offered
    ]
    if not wanted:
        negated = [literal.negated() for literal in literals]
        if whole:
            variables.model.add_bool_and(negated)
        elif len(literals) == len(targets):
            variables.model.add_bool_or(negated)
    elif whole:
        variables.model.add_bool_or(literals)
    elif len(literals) == len(targets):
        variables.model.add_bool_and(literals)
    else:
        _out_of_reach(variables)


def _pin_merge(variables: Variables, targets: list[str], wanted: bool) -> None:
    place = {node.id: index for index, node in enumerate(variables.instance.nodes)}
    model = variables.model
    known = False
    for group in variables.groups:
        if targets == [group.opportunity.group]:
            known = True
            leads = list(group.leads.values())
            model.add(sum(leads) >= 1 if wanted else sum(leads) == 0)
        nodes = sorted(place[t] for t in targets if t in place and place[t] in group.members)
        if len(nodes) < 2:
            continue
        known = known or len(nodes) == len(targets)
        together = [same_group(variables, group, a, b) for a, b in pairwise(nodes)]
        if wanted:
            model.add_bool_and(together)
        else:
            model.add_bool_or([literal.negated() for literal in together])
    if wanted and not known:
        _out_of_reach(variables)


def same_group(variables: Variables, group: Group, first: int, second: int) -> cp_model.IntVar:
    """A literal that is true exactly when two members are in one group."""
    model = variables.model
    cases = []
    direct = group.points.get((second, first))
    if direct is not None:
        cases.append(direct)
    for head in group.members:
        a, b = group.points.get((first, head)), group.points.get((second, head))
        if a is not None and b is not None:
            both = model.new_bool_var(f"same/{first}/{second}/{head}")
            model.add_multiplication_equality(both, [a, b])
            cases.append(both)
    return variables.any_of(f"same/{group.opportunity.group}/{first}/{second}", cases)
