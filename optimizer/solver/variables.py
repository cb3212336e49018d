"""What is decided: the variables of one formulation and what each decision costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import GroupOpportunity, Opportunity, Terms
from optimizer.solver.arcs import When
from optimizer.solver.instance import Instance

# Whatever may stand in a sum.
Expression = cp_model.LinearExpr | int
Valuation = Callable[[Expression], int]
Decoder = Callable[[Valuation], list[Measure]]


@dataclass(frozen=True)
class Price:
    """A decision about an opportunity and what taking it costs.

    Attributes:
        counts: as one measure of the plan.
    """

    taken: cp_model.IntVar
    terms: Terms
    of: Opportunity
    counts: bool = True


@dataclass
class Group:
    """One class of steps, by asymmetric representatives.

    A member either represents its group or points to one earlier member that does.

    Attributes:
        members: nodes in topological order.
        points: (member, representative) → literal.
        leads: representative of a group of two or more.
    """

    opportunity: GroupOpportunity
    members: list[int]
    points: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    leads: dict[int, cp_model.IntVar] = field(default_factory=dict)

    def pointing(self, node: int) -> list[cp_model.IntVar]:
        """Literals of the member pointing anywhere."""
        return [literal for (member, _), literal in self.points.items() if member == node]

    def represents(self, node: int) -> Expression:
        """1 when the member stands for a group (of one or more)."""
        return 1 - sum(self.pointing(node))

    def joined(self, node: int) -> Expression:
        """1 when the member is in a group of two or more."""
        return sum(self.pointing(node)) + self.leads[node]


@dataclass
class Variables:
    """The variables of a formulation, filled room by room.

    Attributes:
        decisions: literals by the name of the decision (an opportunity id, ``stay:``,
            ``window/<item>``, ``forms/<document>``).
        lengths: length of each node in hours.
        ranks, promise, elapsed: (start, end) by node, where built.
    """

    instance: Instance
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    decisions: dict[str, cp_model.IntVar] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    cuts: dict[int, Expression] = field(default_factory=dict)
    lengths: dict[int, Expression] = field(default_factory=dict)
    prices: list[Price] = field(default_factory=list)
    decoders: list[Decoder] = field(default_factory=list)
    ranks: dict[int, cp_model.IntVar] = field(default_factory=dict)
    promise: dict[int, tuple[cp_model.IntVar, cp_model.IntVar]] = field(default_factory=dict)
    elapsed: dict[int, tuple[cp_model.IntVar, cp_model.IntVar]] = field(default_factory=dict)

    def decide(self, name: str) -> cp_model.IntVar:
        """The literal of a decision, made when first asked for."""
        if name not in self.decisions:
            self.decisions[name] = self.model.new_bool_var(name)
        return self.decisions[name]

    def holds(self, when: When) -> list[cp_model.LiteralT]:
        """Literals that must all be true for something to hold."""
        return [
            self.decide(name) if wanted else self.decide(name).negated() for name, wanted in when
        ]

    def window(self, item: str) -> cp_model.IntVar:
        """Whether an item files at the one window."""
        return self.decide(f"window/{item}")

    def received(self, item: str) -> cp_model.IntVar:
        """Whether the 收件 of an item is one with that of the others at the window.

        An item at the window already joins when another one does.
        """
        if item not in self.instance.windowed:
            return self.window(item)
        if "window" not in self.decisions:
            self.model.add(self.decide("window") == 0)
        return self.decide("window")

    def any_of(self, name: str, literals: list[cp_model.IntVar]) -> cp_model.IntVar:
        """A literal that is true exactly when one of these is."""
        found = self.decide(name)
        if not literals:
            self.model.add(found == 0)
        else:
            self.model.add_max_equality(found, literals)
        return found


def largest(variables: Variables, expression: Expression) -> int:
    """The largest value an expression can take within the domains of its variables."""
    if isinstance(expression, int):
        return expression
    flat = cp_model.FlatIntExpr(expression)
    total: int = flat.offset
    for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
        domain = list(variables.model.proto.variables[variable.index].domain)
        total += max(coefficient * domain[0], coefficient * domain[-1])
    return total
