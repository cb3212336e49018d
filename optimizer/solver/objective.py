"""What is wanted: each metric as an expression over the decisions.

Every metric is counted in the unit reported, so that a tie in reported units is a tie.
"""

from collections.abc import Callable

from ortools.sat.python import cp_model

from optimizer.levers.commitment import UNITED_FORM
from optimizer.network.edges import EdgeKind
from optimizer.redesign.counting_rule import DaysBefore, MaterialUnit, StepView
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.request import Metric
from optimizer.service.kinds import Route
from optimizer.solver.constraints import elapsed_times
from optimizer.solver.instance import Need, Node
from optimizer.solver.variables import Expression, Variables
from optimizer.worktime import HOURS_PER_DAY

Terms = list[Expression]


def metric(variables: Variables, wanted: Metric) -> Expression:
    """The expression that counts one metric under the instance's counting rule."""
    return _METRICS[wanted](variables)


def effort(variables: Variables) -> Expression:
    """Points of effort of everything taken up."""
    return sum(price.terms.effort * price.taken for price in variables.prices)


def money(variables: Variables) -> Expression:
    """Yuan and person-days that somebody entered, added up for the tail only."""
    total: Expression = 0
    for price in variables.prices:
        entered = (price.terms.cost_yuan or 0) + (price.terms.person_days or 0)
        if entered:
            total = total + entered * price.taken
    return total


def number(variables: Variables) -> Expression:
    """Number of measures: nothing without effect stays."""
    return sum(price.taken for price in variables.prices if price.counts)


def hours_cut(variables: Variables) -> Expression:
    """Hours that steps get shorter: no step gets shorter than it has to."""
    return sum(variables.cuts.values())


def _handed(variables: Variables, need: Need) -> tuple[Terms, Terms]:
    """Literals of the requirement being handed in by itself, and once for all."""
    own: Terms = []
    once: Terms = []
    options = [(need.present, f"stay:{need.id}"), *((r, name) for r, name, _ in need.routes)]
    for route, name in options:
        if route is Route.HAND_IN:
            own.append(variables.decide(name))
        elif route is Route.SUBMIT_ONCE:
            once.append(variables.decide(name))
    return own, once


def _papers(variables: Variables) -> list[cp_model.IntVar]:
    """Commitment papers: one an item that commits, unless its form is united."""
    instance = variables.instance
    papers = []
    for item in instance.service.items:
        if item.id in instance.committed_before:
            continue
        commits = [
            variables.decide(name)
            for need in instance.needs
            if need.item == item.id
            for route, name, _ in need.routes
            if route is Route.COMMITMENT
        ]
        commits += [
            variables.decide(one.id)
            for one in instance.of_kind(MeasureKind.COMMIT)
            if one.targets == (item.id,)
        ]
        if not commits:
            continue
        paper = variables.decide(f"paper/{item.id}")
        forms = [
            variables.decide(need.united)
            for need in instance.needs
            if need.item == item.id and need.united
        ]
        for commit in commits:
            variables.model.add_bool_or([paper, commit.negated(), *forms])
        papers.append(paper)
    return papers


def _materials(variables: Variables) -> Expression:
    rule = variables.instance.rule
    if rule.materials is MaterialUnit.FIELDS:
        return _fields(variables)
    needs = [n for n in variables.instance.needs if rule.forms or not n.form]
    terms: Terms = []
    if rule.materials is MaterialUnit.KINDS:
        terms.extend(_kinds(variables, needs))
    else:
        copies = rule.materials is MaterialUnit.COPIES
        for need in needs:
            own, _ = _handed(variables, need)
            terms.extend((need.copies if copies else 1) * literal for literal in own)
        terms.extend(_once(variables, needs, copies))
    terms.extend(_papers(variables))
    return sum(terms)


def _kinds(variables: Variables, needs: list[Need]) -> Terms:
    """One a document that anybody hands in; the united form is one."""
    found: dict[str, Terms] = {}
    for need in needs:
        own, once = _handed(variables, need)
        found.setdefault(need.document, []).extend((*own, *once))
        if need.united:
            found.setdefault(UNITED_FORM, []).append(variables.decide(need.united))
    return [_any(variables, f"kind/{name}", literals) for name, literals in found.items()]


def _any(variables: Variables, name: str, literals: Terms) -> cp_model.IntVar:
    """At least 1 when one of these is; minimised, it is no more than that."""
    found = variables.decide(name)
    for literal in literals:
        variables.model.add(found >= literal)
    return found


def _once(variables: Variables, needs: list[Need], copies: bool) -> Terms:
    """A document handed in once, the united form too, counts once (its most copies)."""
    found: dict[str, list[tuple[int, Expression]]] = {}
    for need in needs:
        weight = need.copies if copies else 1
        for literal in _handed(variables, need)[1]:
            found.setdefault(need.document, []).append((weight, literal))
        if need.united:
            found.setdefault(UNITED_FORM, []).append((weight, variables.decide(need.united)))
    terms: Terms = []
    for document, weighted in found.items():
        most = max(weight for weight, _ in weighted)
        amount = variables.model.new_int_var(0, most, f"once/{document}")
        for weight, literal in weighted:
            variables.model.add(amount >= weight * literal)
        terms.append(amount)
    return terms


def _fields(variables: Variables) -> Expression:
    """Fields of the forms still filled in; a united form has each field once."""
    fields = variables.instance.fields
    terms: Terms = []
    for document, literals in _form_documents(variables).items():
        if document != UNITED_FORM:
            filled = _any(variables, f"filled/{document}", literals)
            terms.append(len(fields.get(document, ())) * filled)
    united: dict[str, Terms] = {name: [1] for name in fields.get(UNITED_FORM, ())}
    for need in variables.instance.needs:
        if need.united:
            for name in fields.get(need.document, ()):
                united.setdefault(name, []).append(variables.decide(need.united))
    terms.extend(_any(variables, f"field/{name}", joins) for name, joins in united.items())
    return sum(terms)


def _form_documents(variables: Variables) -> dict[str, Terms]:
    """By form: whether anybody hands it in."""
    found: dict[str, Terms] = {}
    for need in variables.instance.needs:
        if need.form:
            own, once = _handed(variables, need)
            found.setdefault(need.document, []).extend((*own, *once))
        if need.united:
            found.setdefault(UNITED_FORM, []).append(variables.decide(need.united))
    return found


def _forms(variables: Variables) -> Expression:
    forms = _form_documents(variables)
    return sum(_any(variables, f"form/{name}", literals) for name, literals in forms.items())


def groups_with(variables: Variables, flag: Callable[[int, Node], int], name: str) -> Terms:
    """Per group of steps, the largest flag of its members; sums to the groups counted."""
    nodes, model = variables.instance.nodes, variables.model
    flags = [flag(index, node) for index, node in enumerate(nodes)]
    terms: Terms = []
    grouped: set[int] = set()
    for group in variables.groups:
        grouped.update(group.members)
        levels = {flags[node] for node in group.members}
        for node in group.members:
            if len(levels) == 1:
                terms.append(flags[node] * group.represents(node))
                continue
            amount = model.new_int_var(0, max(levels), f"{name}/{node}")
            model.add(amount >= flags[node] * group.represents(node))
            for (member, head), points in group.points.items():
                if head == node:
                    model.add(amount >= flags[member] * points)
            terms.append(amount)
    terms.extend(_window_flags(variables, flags, grouped, name))
    terms.extend(
        flags[index]
        for index, node in enumerate(nodes)
        if index not in grouped and not node.receives
    )
    return terms


def _window_flags(variables: Variables, flags: list[int], grouped: set[int], name: str) -> Terms:
    """收件 of the items at the window is one step."""
    nodes, model = variables.instance.nodes, variables.model
    receiving = [i for i, node in enumerate(nodes) if node.receives and i not in grouped]
    if not receiving:
        return []
    shared = model.new_int_var(0, max(flags[node] for node in receiving), f"{name}/window")
    terms: Terms = [shared]
    for node in receiving:
        window = variables.received(nodes[node].items[0])
        model.add(shared >= flags[node] * window)
        terms.append(flags[node] * (1 - window))
    return terms


def _steps(variables: Variables) -> Expression:
    view = variables.instance.rule.steps
    if view is StepView.STAGE:
        return _stages(variables)
    if view is StepView.INTERNAL:
        return sum(groups_with(variables, lambda _index, _node: 1, "internal"))
    return sum(groups_with(variables, lambda _, node: int(node.visible), "visible"))


def _stages(variables: Variables) -> Expression:
    """Filings + levels of parallel approval + hand-overs."""
    instance, model = variables.instance, variables.model
    items = [item.id for item in instance.service.items]
    windows = [variables.window(item) for item in items]
    filings = len(items) - sum(windows) + variables.any_of("window/any", windows)
    last = {node for _, node in instance.last}
    handed = sum(groups_with(variables, lambda index, _: int(index in last), "last"))
    level = {item: model.new_int_var(1, len(items), f"level/{item}") for item in items}
    levels = model.new_int_var(1, len(items), "levels")
    for one in level.values():
        model.add(levels >= one)
    for arc in instance.arcs:
        if arc.kind is not EdgeKind.STEP and arc.items is not None:
            before, after = arc.items
            rule = model.add(level[after] >= level[before] + 1)
            rule.only_enforce_if(variables.holds(arc.when))
    return filings + handed + levels


def _visits(variables: Variables) -> Expression:
    """Visits of each group, after those that are no longer needed."""
    nodes, model = variables.instance.nodes, variables.model
    needed = _visits_needed(variables)
    terms: Terms = []
    grouped: set[int] = set()
    for group in variables.groups:
        grouped.update(group.members)
        most = max(nodes[node].visits for node in group.members)
        for node in group.members if most else ():
            amount = model.new_int_var(0, most, f"visits/{node}")
            model.add(amount >= needed[node] - most * sum(group.pointing(node)))
            for (member, head), points in group.points.items():
                if head == node:
                    model.add(amount >= needed[member] - most * (1 - points))
            terms.append(amount)
    alone = [index for index in range(len(nodes)) if index not in grouped]
    receiving = [index for index in alone if nodes[index].receives]
    most = max((nodes[node].visits for node in receiving), default=0)
    shared = model.new_int_var(0, most, "visits/window")
    for node in receiving:
        window = variables.received(nodes[node].items[0])
        own = model.new_int_var(0, most, f"visits/{node}")
        model.add(own >= needed[node] - most * window)
        model.add(shared >= needed[node] - most * (1 - window))
        terms.append(own)
    terms.append(shared)
    terms.extend(needed[index] for index in alone if not nodes[index].receives)
    return sum(terms)


def _visits_needed(variables: Variables) -> dict[int, Expression]:
    """By step: its visits, none where it no longer needs one or became an after-check."""
    instance, model = variables.instance, variables.model
    freed = {
        one.targets[0]: variables.decide(one.id) for one in instance.of_kind(MeasureKind.VISIT)
    }
    moved = {
        node: variables.decide(name) for name, found in instance.moved.items() for node in found
    }
    needed: dict[int, Expression] = {}
    for index, node in enumerate(instance.nodes):
        ends = [freed[node.id]] if node.id in freed else []
        ends += [moved[index]] if index in moved else []
        if not ends or not node.visits:
            needed[index] = node.visits
            continue
        amount = model.new_int_var(0, node.visits, f"needed/{index}")
        model.add(amount >= node.visits * (1 - sum(ends)))
        needed[index] = amount
    return needed


def _promise(variables: Variables) -> Expression:
    rule = variables.instance.rule
    # A rule that leaves items without a statutory limit out does so on both sides.
    left_out = rule.days_before is DaysBefore.STATUTORY_SUM and not rule.use_promise
    return _days(variables, variables.promise, "promise", only_statutory=left_out)


def _elapsed(variables: Variables) -> Expression:
    if not variables.elapsed:
        elapsed_times(variables)
    return _days(variables, variables.elapsed, "elapsed", only_statutory=False)


def _days(
    variables: Variables,
    spans: dict[int, tuple[cp_model.IntVar, cp_model.IntVar]],
    label: str,
    *,
    only_statutory: bool,
) -> cp_model.IntVar:
    """Whole days, rounded up, until the last step has ended."""
    instance, model = variables.instance, variables.model
    days = model.new_int_var(0, instance.horizon() // HOURS_PER_DAY + 1, f"{label}/days")
    gone = {node: name for name, nodes in instance.moved.items() for node in nodes}
    statutory = {item.id for item in instance.service.items if item.statutory is not None}
    ends = {clock.end for clock in instance.clocks if clock.item in statutory}
    for node, (_, end) in spans.items():
        if only_statutory and ends and node not in ends:
            continue
        rule = model.add(HOURS_PER_DAY * days >= end)
        if node in gone:
            rule.only_enforce_if(variables.decide(gone[node]).negated())
    return days


def _inspections(variables: Variables) -> Expression:
    return sum(groups_with(variables, lambda _, node: int(node.inspection), "inspection"))


def _fees(variables: Variables) -> Expression:
    absorbed = {
        one.targets[0]: variables.decide(one.id)
        for one in variables.instance.of_kind(MeasureKind.FEE)
    }
    terms: Terms = []
    for item in variables.instance.service.items:
        fee = 0 if item.fee_absorbed else item.fee_yuan or 0
        terms.append(fee * (1 - absorbed[item.id]) if item.id in absorbed else fee)
    return sum(terms)


_METRICS: dict[Metric, Callable[[Variables], Expression]] = {
    Metric.MATERIALS: _materials,
    Metric.STEPS: _steps,
    Metric.PROMISE: _promise,
    Metric.VISITS: _visits,
    Metric.ELAPSED: _elapsed,
    Metric.FORMS: _forms,
    Metric.INSPECTIONS: _inspections,
    Metric.FEES: _fees,
    Metric.EFFORT: effort,
}
