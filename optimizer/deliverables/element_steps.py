"""Elements about steps: their length and phase, what becomes of merged ones, visits of an item."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.deliverables.element_row import LENGTHS, ElementRow, RowWriter, assumed
from optimizer.evaluation.difference import Difference, DifferenceKind
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import Phase, Span, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import words
from optimizer.wording.differences import DifferenceRow
from optimizer.wording.figures import DAGGER
from optimizer.wording.lengths import duration_text

_VISITS = frozenset({MeasureKind.VISIT, MeasureKind.MERGE, MeasureKind.WINDOW, MeasureKind.COMMIT})


class StepRows:
    """Writes the rows about steps of one plan."""

    def __init__(self, writer: RowWriter) -> None:
        self._writer = writer
        self._reform = writer.reform
        self._said = words("deliverable_element_changes", writer.reform.language)
        self._before, self._after = self._reform.plan.before, self._reform.plan.after
        self._old, self._new = _steps(self._before), _steps(self._after)
        both = (*self._after.items, *self._before.items)
        self._limits = {one.id: one.limit() for one in both}

    def owners(self, step: str) -> tuple[str, ...]:
        """The items of a step on either side."""
        return (self._new.get(step) or self._old[step]).items

    def changed(self, one: Difference, row: DifferenceRow, item: str) -> ElementRow:
        """What changes about a step of an item."""
        step = self._new.get(one.id) or self._old[one.id]
        if one.kind is DifferenceKind.MERGED:
            return self._merged(step, item)
        names = self._reform.names if one.id in self._old else self._reform.names_after
        element = self._said("step", step=names.step(one.id))
        if one.field:
            element = self._said("element_of", element=element, field=row.field)
        things = [("step", one.id), *(("item", owner) for owner in step.items)]
        marks = tuple(assumed(known.get(one.id), one.field) for known in (self._old, self._new))
        return self._writer.row(
            one.kind, element, (row.before, row.after), things, kinds=LENGTHS, marks=marks
        )

    def _merged(self, step: Step, item: str) -> ElementRow:
        """What became of the steps of one item that went into a merged step."""
        own = [member for member in step.members if item in member.items]
        others = [one for one in step.items if one != item]
        old = self._said.listed([self._long(self._old.get(one.id, one)) for one in own])
        new = self._long(step)
        if others:
            names = self._reform.names_after.listed(others)
            new = self._said("step_with", step=new, items=names)
        things = [("step", member.id) for member in own]
        if step.kind is StepKind.RECEIVE:
            things.append(("filing", item))
        kinds = frozenset({MeasureKind.WINDOW, *LENGTHS})
        element = self._said("steps")
        return self._writer.row(DifferenceKind.MERGED, element, (old, new), things, kinds=kinds)

    def _long(self, step: Step) -> str:
        """A step with its length."""
        name = self._reform.names_after.of_step(step)
        if step.duration is None:
            return name
        length = duration_text(step.duration, self._reform.language)
        mark = DAGGER if step.is_assumed("duration") else ""
        return self._said("step_length", step=name, length=length + mark)

    def visits(self, item: str) -> Iterator[ElementRow]:
        """Visits of a whole item, where their number changes."""
        old, new = (_visits_of(side, item) for side in (self._before, self._after))
        if old == new:
            return
        seen = [one for one in _own(self._old, self._new, item) if one.visits]
        things = [("item", item), *(("step", one.id) for one in seen)]
        if any(one.kind is StepKind.RECEIVE for one in seen):
            things.append(("filing", item))
        marks = tuple(_visits_assumed(side, item) for side in (self._before, self._after))
        yield self._writer.row(
            DifferenceKind.CHANGED,
            self._said("visits"),
            (str(old), str(new)),
            things,
            kinds=_VISITS,
            marks=marks,
        )

    def clocked(self, item: str) -> Iterator[Step]:
        """Steps of an item, members of merged ones too, whose length its limit spans."""
        limit = self._limits[item]
        whole = limit is not None and limit.spans is Span.DELIVERY
        return (
            step
            for step in _own(self._old, self._new, item)
            if whole or step.phase in (None, Phase.IN_CLOCK)
        )


def _steps(service: Service) -> dict[str, Step]:
    return {one.id: one for step in service.steps for one in (*step.members, step)}


def _own(old: dict[str, Step], new: dict[str, Step], item: str) -> Iterator[Step]:
    """The steps of an item on both sides, members of merged ones too."""
    return (step for known in (old, new) for step in known.values() if item in step.items)


def _faced(service: Service, item: str) -> Iterator[Step]:
    """Steps of an item whose visits count: all until the result is in hand."""
    return (step for step in service.steps_of(item) if step.phase is not Phase.AFTER_CHECK)


def _visits_of(service: Service, item: str) -> int:
    return sum(step.visits or 0 for step in _faced(service, item))


def _visits_assumed(service: Service, item: str) -> bool:
    return any(step.is_assumed("visits") for step in _faced(service, item))
