"""Facts of the items as an applicant asks for them: limit, fee, delivery, what is not counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.service.completion import STOP_CLOCK
from optimizer.service.item import Item
from optimizer.service.kinds import Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import DAGGER, number_text
from optimizer.wording.lengths import duration_text
from optimizer.wording.levels import choice

_HANDING_OUT = (StepKind.DELIVERY, StepKind.ISSUE)


class ItemFacts:
    """Items of one service in words.

    Args:
        service: completed, in one situation.
        language: of everything but the names in it.
        plan: the one the service comes from, to tell which results are posted.
    """

    def __init__(self, service: Service, language: Language, plan: Plan) -> None:
        self._service = service
        self._said = words("deliverable_items", language)
        self._language = language
        self._posted = {
            target
            for one in plan.outcome.measures
            if one.kind is MeasureKind.VISIT and one.lever == "mail"
            for target in one.targets
        }

    def promise(self, metrics: Metrics | None) -> str:
        """The limit of the whole service; that it is not computed where that is so."""
        if metrics is None:
            return self._said("promise_not_computed")
        if metrics.promise_days is None:
            return self._said("to_verify")
        mark = DAGGER if "promise_days" in metrics.assumed else ""
        if not metrics.promise_days:
            return self._said("at_once") + mark
        least = "promise_days" in metrics.at_least
        days = number_text(metrics.promise_days, self._language, at_least=least)
        return self._said("promise_days", days=days) + mark

    def visits(self, metrics: Metrics) -> str:
        """How often the applicant comes to a window."""
        mark = DAGGER if "visits" in metrics.assumed else ""
        least = "visits" in metrics.at_least
        return number_text(metrics.visits, self._language, at_least=least) + mark

    def limit(self, item: Item, which: Literal["statutory", "promised"]) -> str:
        """The statutory or promised limit of an item."""
        limit = item.statutory if which == "statutory" else item.promised
        if limit is None:
            return self._said("to_verify")
        length = duration_text(limit.duration, self._language)
        span = choice(limit.spans, self._language)
        told = words("plan", self._language)("limit", length=length, span=span)
        return told + (DAGGER if item.is_assumed(which) else "")

    def fee(self, item: Item) -> str:
        """What the applicant pays for an item."""
        if item.fee_absorbed:
            return self._said("fee_absorbed")
        if item.fee:
            return item.fee
        if item.fee_yuan is None:
            return self._said("to_verify")
        return self._said("fee_yuan", yuan=item.fee_yuan) if item.fee_yuan else self._said("free")

    def fees(self, items: Sequence[Item]) -> str:
        """The fees of several items in one text; one word where all are alike."""
        told: dict[str, list[str]] = {}
        for item in items:
            told.setdefault(self.fee(item), []).append(item.name or item.id)
        if len(told) == 1:
            fee = next(iter(told))
            plain = len(items) == 1 or fee in (self._said("free"), self._said("to_verify"))
            return fee if plain else self._said("all_alike", fee=fee)
        rest = max(told, key=lambda fee: len(told[fee]))
        lines = [
            self._said("of_items", items=self._said.listed(names), told=fee)
            for fee, names in told.items()
            if fee != rest or len(names) == 1
        ]
        if len(told[rest]) > 1:
            lines.append(self._said("of_the_rest", count=len(told[rest]), told=rest))
        return "\n".join(lines)

    def delivery(self, item: Item) -> str:
        """How the results of an item reach the applicant."""
        steps = [
            step
            for step in self._service.steps_of(item.id)
            if step.kind in _HANDING_OUT and step.phase is not Phase.AFTER_CHECK
        ]
        if not steps:
            return self._said("to_fill")
        last = steps[-1]
        if last.visits:
            return self._said("at_window")
        own = {last.id, *(one.id for one in last.members if item.id in one.items)}
        return self._said("by_mail" if own & self._posted else "no_visit_to_fill")

    def not_counted(self) -> tuple[Step, ...]:
        """Steps that take time beyond the promised limit: stopped clocks and what follows."""
        return tuple(
            step
            for step in self._service.steps
            if step.phase in (Phase.IN_CLOCK, Phase.AFTER_DECISION)
            and step.clocked_hours() == 0
            and step.length_hours() != 0
        )

    def why_not_counted(self, step: Step) -> str:
        """The reason a step does not count in the limit."""
        if step.counted_basis:
            return step.counted_basis
        if step.phase is Phase.AFTER_DECISION:
            return self._said("after_decision")
        return self._said("stops_the_clock" if step.kind in STOP_CLOCK else "to_verify")

    def length(self, step: Step) -> str:
        """The length of a step."""
        if step.duration is None:
            return self._said("to_verify")
        mark = DAGGER if step.is_assumed("duration") else ""
        return duration_text(step.duration, self._language) + mark
