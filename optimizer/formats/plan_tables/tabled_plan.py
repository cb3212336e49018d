"""A plan with what it plans: what the tables are filled from."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Plan
from optimizer.service.canonical import canonical, fingerprint, sha256
from optimizer.service.service import Service
from optimizer.wording.names import Names
from optimizer.wording.reasons import changed_things
from optimizer.wording.sentences import Sentences

_ID_DIGITS = 16
"""64 bits: among a million plans two share an id with a chance below one in ten million."""


@dataclass(frozen=True)
class TabledPlan:
    """One plan.

    Attributes:
        plan: from ``planning.optimize``.
        service: as it was read or kept, before a situation was chosen.
        computed_at: when the plan was made, with its time zone; ``None`` when nobody kept it.
    """

    plan: Plan
    service: Service
    computed_at: datetime.datetime | None = None

    @cached_property
    def plan_id(self) -> str:
        """The same for the same measures in answer to the same question about the same service."""
        told = [
            self.input_sha256,
            canonical(self.plan.request),
            self.plan.situation,
            self.plan.counting,
            [one.id for one in self.plan.outcome.measures],
        ]
        return sha256(json.dumps(told, ensure_ascii=False))[:_ID_DIGITS]

    @cached_property
    def input_sha256(self) -> str:
        """Fingerprint of the service."""
        return fingerprint(self.service)

    @cached_property
    def names_before(self) -> Names:
        """Names of everything before the reform."""
        return Names(self.plan.before, "zh")

    @cached_property
    def names_after(self) -> Names:
        """Names of everything after the reform."""
        return Names(self.plan.after, "zh")

    def reason(self, *things: tuple[str, str]) -> dict[str, list[str]]:
        """The measures that changed any of some things, as columns of a row.

        Args:
            things: pairs of sort and id, sorts as in ``wording.reasons``.
        """
        found = {one.id: one for thing in things for one in self._changes.get(thing, ())}
        levers = dict.fromkeys(one.lever for one in found.values())
        return {
            "measure_ids": list(found),
            "levers": list(levers),
            "levers_zh": [self._sentences.lever(one) for one in levers],
        }

    @cached_property
    def _changes(self) -> dict[tuple[str, str], list[Measure]]:
        found: dict[tuple[str, str], list[Measure]] = {}
        for measure in self.plan.outcome.measures:
            for thing in changed_things(measure):
                found.setdefault(thing, []).append(measure)
        return found

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.plan.before, "zh")


def listed(names: Names, things: Iterable[str]) -> list[str]:
    """The names of several things."""
    return [names(thing) for thing in things]
