"""What answers under earlier prices prove under new ones.

The least cost L(π) of a service grows with every price, L(t·π) = t·L(π), and L(π + ρ) ≥ L(π) +
L(ρ), since a plan that is good for both at once is at best as good as the best for each. So a sum
Σ μ · π that is nowhere above the new prices proves Σ μ · (bound under π). The best μ is a small
linear program; its answer is recounted in whole numbers, so that no rounding can raise a bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ortools.math_opt.python.model import Model
from ortools.math_opt.python.parameters import SolverType
from ortools.math_opt.python.result import TerminationReason
from ortools.math_opt.python.solve import solve

_GRAIN = 2**30
_MOST_KEPT = 24

PriceVector = tuple[int, ...]
"""Prices of one service in a fixed order, none negative."""


class Earlier:
    """Bounds of one service under the prices it was answered with so far."""

    def __init__(self) -> None:
        self._known: dict[PriceVector, int] = {}

    def learn(self, prices: PriceVector, bound: int) -> None:
        """Take in that no plan costs less than ``bound`` under these prices."""
        held = self.floor(prices)
        self._known.pop(prices, None)
        self._known[prices] = max(held, bound)
        if len(self._known) > _MOST_KEPT:
            del self._known[next(iter(self._known))]

    def floor(self, prices: PriceVector) -> int:
        """What no plan costs less than under these prices, by all that was learnt."""
        if prices in self._known:
            return self._known[prices]
        known = [(one, low) for one, low in self._known.items() if low > 0]
        if not known:
            return 0
        return _recounted(known, prices, _multipliers(known, prices))


def _multipliers(known: Sequence[tuple[PriceVector, int]], prices: PriceVector) -> list[float]:
    """The best μ, up to rounding."""
    model = Model()
    shares = [model.add_variable(lb=0.0) for _ in known]
    for place, most in enumerate(prices):
        # Every row in parts of its own price, so that large and small prices weigh alike.
        scale = max(1, most)
        terms = [
            share * (one[place] / scale) for share, (one, _) in zip(shares, known, strict=True)
        ]
        if any(one[place] for one, _ in known):
            model.add_linear_constraint(sum(terms) <= most / scale)
    largest = max(low for _, low in known)
    model.maximize(
        sum(share * (low / largest) for share, (_, low) in zip(shares, known, strict=True))
    )
    result = solve(model, SolverType.GLOP)
    if result.termination.reason is not TerminationReason.OPTIMAL:
        return [0.0] * len(known)
    return [max(0.0, one) for one in result.variable_values(shares)]


def _recounted(
    known: Sequence[tuple[PriceVector, int]], prices: PriceVector, shares: Sequence[float]
) -> int:
    """Σ μ · bound with μ made whole and small enough to be nowhere above the prices."""
    whole = [int(one * _GRAIN) for one in shares]
    fit = Fraction(1)
    for place, most in enumerate(prices):
        taken = sum(share * one[place] for share, (one, _) in zip(whole, known, strict=True))
        if taken > most * _GRAIN:
            fit = min(fit, Fraction(most * _GRAIN, taken))
    total = sum(share * low for share, (_, low) in zip(whole, known, strict=True))
    return int(fit * total / _GRAIN)
