"""One encoder a kind of measure: its variables, its price, and how to read it back."""

from collections.abc import Callable

from ortools.sat.python import cp_model

from optimizer.levers.catalogue import measure_of
from optimizer.levers.commitment import UNITED_FORM
from optimizer.redesign.measure import Measure
from optimizer.redesign.once import needed_once
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    RouteOpportunity,
    ShortenOpportunity,
    Terms,
)
from optimizer.service.kinds import Route
from optimizer.solver.arcs import early_steps
from optimizer.solver.instance import online
from optimizer.solver.order import hard_order
from optimizer.solver.variables import Expression, Group, Price, Valuation, Variables


def encode(variables: Variables) -> None:
    """Encode every opportunity of the instance, then the lengths of the steps."""
    for kind in MeasureKind:
        _ENCODERS[kind](variables)
    _encode_lengths(variables)


def _simple(variables: Variables, one: Opportunity, name: str = "") -> cp_model.IntVar:
    """A decision to take an opportunity up as it stands."""
    taken = variables.decide(name or one.id)
    variables.prices.append(Price(taken, one.terms, one))

    def decoded(value: Valuation) -> list[Measure]:
        return [measure_of(one, one.targets, "")] if value(taken) else []

    variables.decoders.append(decoded)
    return taken


def _encode_each(kind: MeasureKind) -> Callable[[Variables], None]:
    def encoder(variables: Variables) -> None:
        for one in variables.instance.of_kind(kind):
            _simple(variables, one)

    return encoder


def _encode_routes(variables: Variables) -> None:
    """Every requirement takes exactly one route; sources are online or connected."""
    instance = variables.instance
    offered = {one.id: one for one in instance.of_kind(MeasureKind.ROUTE)}
    for need in instance.needs:
        stay = variables.decide(f"stay:{need.id}")
        options = [stay]
        for route, name, source in need.routes:
            taken = variables.decide(name)
            options.append(taken)
            if route is Route.SUBMIT_ONCE:
                variables.model.add_implication(taken, variables.window(need.item))
            if route is Route.RETRIEVE and not online(instance.service, source):
                connected = variables.decisions.get(f"connect:{source}")
                if connected is None and f"connect:{source}" in {
                    one.id for one in instance.of_kind(MeasureKind.CONNECT)
                }:
                    connected = variables.decide(f"connect:{source}")
                if connected is None:
                    variables.model.add(taken == 0)
                else:
                    variables.model.add_implication(taken, connected)
            if name in offered:
                _price_route(variables, offered[name], taken)
        if need.united:
            options.append(variables.decide(need.united))
        variables.model.add_exactly_one(options)


def _price_route(variables: Variables, one: Opportunity, taken: cp_model.IntVar) -> None:
    assert isinstance(one, RouteOpportunity)
    value = one.route.value + (f"@{one.source}" if one.source else "")
    variables.prices.append(Price(taken, one.terms, one))

    def decoded(valuation: Valuation) -> list[Measure]:
        return [measure_of(one, one.targets, value)] if valuation(taken) else []

    variables.decoders.append(decoded)


def _members_price(
    variables: Variables, one: GroupOpportunity, literals: dict[str, cp_model.IntVar], name: str
) -> None:
    """Each member that joins pays; the whole is one measure."""
    prices = one.member_terms or (one.terms,) * len(one.targets)
    for target, terms in zip(one.targets, prices, strict=True):
        variables.prices.append(Price(literals[target], terms, one, counts=False))
    whole = variables.any_of(name, list(literals.values()))
    variables.prices.append(Price(whole, _free(one.terms), one))

    def decoded(value: Valuation) -> list[Measure]:
        chosen = tuple(target for target in one.targets if value(literals[target]))
        return [measure_of(one, chosen, "")] if chosen else []

    variables.decoders.append(decoded)


def _free(terms: Terms) -> Terms:
    return terms.model_copy(update={"effort": 0, "cost_yuan": None, "person_days": None})


def _encode_window(variables: Variables) -> None:
    """Items file at the one window, two at least."""
    instance, model = variables.instance, variables.model
    targets: set[str] = set()
    for one in instance.groups(MeasureKind.WINDOW):
        literals = {target: variables.window(target) for target in one.targets}
        targets.update(literals)
        _members_price(variables, one, literals, "window")
        if not instance.windowed:
            for literal in literals.values():
                others = [other for other in literals.values() if other is not literal]
                model.add_bool_or([literal.negated(), *others])
    for item in instance.service.items:
        if item.id not in targets:
            model.add(variables.window(item.id) == int(item.id in instance.windowed))


def _encode_forms(variables: Variables) -> None:
    """Forms of items at the window join one united form, two at least in all."""
    instance, model = variables.instance, variables.model
    exists = any(one.id == UNITED_FORM for one in instance.service.documents)
    owner = {need.document: need.item for need in instance.needs if need.united}
    for one in instance.groups(MeasureKind.FORMS):
        literals = {target: variables.decide(f"forms/{target}") for target in one.targets}
        _members_price(variables, one, literals, "forms")
        for target, literal in literals.items():
            if target not in owner:
                model.add(literal == 0)
                continue
            model.add_implication(literal, variables.window(owner[target]))
            others = [other for other in literals.values() if other is not literal]
            if not exists:
                model.add_bool_or([literal.negated(), *others])


def _encode_merges(variables: Variables) -> None:
    """Classes of steps become groups, by asymmetric representatives."""
    instance = variables.instance
    place = {node.id: index for index, node in enumerate(instance.nodes)}
    ordered = hard_order(instance)
    joined: dict[int, list[Expression]] = {}
    for one in instance.groups(MeasureKind.MERGE):
        members = sorted(place[target] for target in one.targets)
        group = Group(one, members)
        apart = {frozenset((place[a], place[b])) for a, b in one.apart}
        apart |= {
            frozenset((a, b))
            for a in members
            for b in members
            if a < b and ((a, b) in ordered or (b, a) in ordered)
        }
        _add_group(variables, group, apart)
        variables.groups.append(group)
        _price_group(variables, group)
        for node in members:
            joined.setdefault(node, []).append(group.joined(node))
        for name, moved in instance.moved.items():
            for node in set(moved) & set(members):
                variables.model.add(group.joined(node) + variables.decide(name) <= 1)
    for literals in joined.values():
        if len(literals) > 1:
            variables.model.add(sum(literals) <= 1)


def _add_group(variables: Variables, group: Group, apart: set[frozenset[int]]) -> None:
    model, label = variables.model, group.opportunity.group
    for place, member in enumerate(group.members):
        for head in group.members[:place]:
            if frozenset((member, head)) not in apart:
                group.points[member, head] = model.new_bool_var(f"{label}/{member}→{head}")
    for member in group.members:
        pointing = group.pointing(member)
        if pointing:
            model.add_at_most_one(pointing)
        followers = [x for (_, head), x in group.points.items() if head == member]
        leads = model.new_bool_var(f"{label}/leads/{member}")
        group.leads[member] = leads
        if followers:
            model.add_max_equality(leads, followers)
        else:
            model.add(leads == 0)
        model.add(leads + sum(pointing) <= 1)
    for pair in apart:
        first, second = sorted(pair)
        for head in group.members:
            a, b = group.points.get((first, head)), group.points.get((second, head))
            if a is not None and b is not None:
                model.add_at_most_one([a, b])


def _price_group(variables: Variables, group: Group) -> None:
    one = group.opportunity
    ids = {variables.instance.nodes[node].id: node for node in group.members}
    prices = one.member_terms or (one.terms,) * len(one.targets)
    for target, terms in zip(one.targets, prices, strict=True):
        for literal in (*group.pointing(ids[target]), group.leads[ids[target]]):
            variables.prices.append(Price(literal, terms, one, counts=False))
    for leads in group.leads.values():
        variables.prices.append(Price(leads, _free(one.terms), one))

    def decoded(value: Valuation) -> list[Measure]:
        found = []
        for head, leads in group.leads.items():
            if value(leads):
                followers = [m for (m, h), x in group.points.items() if h == head and value(x)]
                names = tuple(variables.instance.nodes[n].id for n in (head, *followers))
                found.append(measure_of(one, tuple(sorted(names)), one.group))
        return found

    variables.decoders.append(decoded)


def _encode_shorten(variables: Variables) -> None:
    """A step gets shorter by ``cut`` hours and pays the first grade the cut fits in."""
    nodes = {node.id: index for index, node in enumerate(variables.instance.nodes)}
    for one in variables.instance.of_kind(MeasureKind.SHORTEN):
        assert isinstance(one, ShortenOpportunity)
        node = nodes[one.targets[0]]
        most = (one.length_hours - one.floor_hours) // one.grain_hours
        cut = one.grain_hours * variables.model.new_int_var(0, most, f"cut/{node}")
        variables.cuts[node] = cut
        taken = variables.decide(one.id)
        grades = [
            variables.model.new_bool_var(f"grade/{node}/{index}")
            for index in range(len(one.grades))
        ]
        variables.model.add(sum(grades) == taken)
        variables.model.add(
            cut <= sum(limit * g for (limit, _), g in zip(one.grades, grades, strict=True))
        )
        variables.model.add(cut >= 1).only_enforce_if(taken)
        if any(needed_once(one, terms) for _, terms in one.grades):
            # What a district pays for once may be cheaper there: a deeper grade is not the first.
            deeper = zip(one.grades, grades[1:], strict=False)
            variables.model.add(cut >= sum((limit + 1) * g for (limit, _), g in deeper))
        for (_, terms), grade in zip(one.grades, grades, strict=True):
            variables.prices.append(Price(grade, terms, one))
        variables.decoders.append(_shorten_decoder(one, cut))


def _shorten_decoder(
    one: ShortenOpportunity, cut: Expression
) -> Callable[[Valuation], list[Measure]]:
    def decoded(value: Valuation) -> list[Measure]:
        hours = value(cut)
        if not hours:
            return []
        return [measure_of(one, one.targets, f"{one.length_hours - hours}h")]

    return decoded


def _encode_modes(kind: MeasureKind) -> Callable[[Variables], None]:
    """Another way of handling an item; its steps are not shortened on top of it."""

    def encoder(variables: Variables) -> None:
        for one in variables.instance.of_kind(kind):
            taken = _simple(variables, one)
            own = [
                index
                for index, node in enumerate(variables.instance.nodes)
                if one.targets[0] in node.items
            ]
            for node in own:
                if node in variables.cuts:
                    variables.model.add(variables.cuts[node] == 0).only_enforce_if(taken)

    return encoder


def _encode_rules(variables: Variables) -> None:
    for one in variables.instance.of_kind(MeasureKind.RULE):
        taken = _simple(variables, one)
        if one.targets[0].startswith("step/"):
            for node in variables.instance.mode_lengths.get(one.id, {}):
                if node in variables.cuts:
                    variables.model.add(variables.cuts[node] == 0).only_enforce_if(taken)


def _encode_early(variables: Variables) -> None:
    """A step goes before filing only with the steps between it and the acceptance."""
    brought = early_steps(variables.instance.opportunities)
    for one in variables.instance.of_kind(MeasureKind.EARLY):
        taken = _simple(variables, one)
        for before in variables.instance.service.step(one.targets[0]).after or ():
            if before in brought:
                variables.model.add_implication(taken, variables.decide(brought[before]))


def _encode_lengths(variables: Variables) -> None:
    """Length of every step: what is declared, less the cut, or that of another mode."""
    instance = variables.instance
    modes: dict[int, list[tuple[str, int]]] = {}
    for name, lengths in instance.mode_lengths.items():
        for index, hours in lengths.items():
            modes.setdefault(index, []).append((name, hours))
    for index, node in enumerate(instance.nodes):
        length: Expression = node.length
        if index in variables.cuts:
            length = length - variables.cuts[index]
        for name, hours in modes.get(index, ()):
            length = length - (node.length - hours) * variables.decide(name)
        if len(modes.get(index, ())) > 1:
            variables.model.add(sum(variables.decide(n) for n, _ in modes[index]) <= 1)
        variables.lengths[index] = length


_ENCODERS: dict[MeasureKind, Callable[[Variables], None]] = {
    MeasureKind.ROUTE: _encode_routes,
    MeasureKind.CONNECT: _encode_each(MeasureKind.CONNECT),
    MeasureKind.FORMS: _encode_forms,
    MeasureKind.DEFER: _encode_each(MeasureKind.DEFER),
    MeasureKind.WINDOW: _encode_window,
    MeasureKind.MERGE: _encode_merges,
    MeasureKind.PARALLEL: _encode_each(MeasureKind.PARALLEL),
    MeasureKind.SHORTEN: _encode_shorten,
    MeasureKind.INSTANT: _encode_modes(MeasureKind.INSTANT),
    MeasureKind.EARLY: _encode_early,
    MeasureKind.COMMIT: _encode_modes(MeasureKind.COMMIT),
    MeasureKind.VISIT: _encode_each(MeasureKind.VISIT),
    MeasureKind.FEE: _encode_each(MeasureKind.FEE),
    MeasureKind.GUIDE: _encode_each(MeasureKind.GUIDE),
    MeasureKind.RULE: _encode_rules,
}
