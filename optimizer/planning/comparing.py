"""Any two services side by side."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.evaluation.difference import Difference, difference
from optimizer.evaluation.reduction import reductions
from optimizer.planning.looking import AsIs, counting_rule, look_at
from optimizer.redesign.metrics import Reduction
from optimizer.service import Service


@dataclass(frozen=True)
class Comparison:
    """Two services side by side under one counting rule."""

    before: AsIs
    after: AsIs
    reductions: tuple[Reduction, ...]
    differences: tuple[Difference, ...]


def compare(
    before: Service,
    after: Service,
    rule_id: str = "reporting",
    situation: tuple[tuple[str, str], ...] = (),
) -> Comparison:
    """Any two services under one counting rule, hand-made ones too."""
    first, second = look_at(before, situation), look_at(after, situation)
    rule = counting_rule(rule_id)
    return Comparison(
        before=first,
        after=second,
        reductions=reductions(first.metrics, second.metrics, rule),
        differences=difference(first.service, second.service),
    )
