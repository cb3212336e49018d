"""Elements of an item's entry in the list (实施清单) that a plan changes: old, new, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.deliverables.common_blocks import DAGGER
from optimizer.deliverables.reform import Reform
from optimizer.evaluation.difference import Difference, DifferenceKind, Subject, difference
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import Phase, Span, StepKind
from optimizer.service.record import Sourced
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import words
from optimizer.wording.differences import DifferenceRow, difference_rows
from optimizer.wording.lengths import duration_text
from optimizer.wording.reasons import Reasons

_Thing = tuple[str, str]

# What changes how long an item takes, in its steps or as a whole.
_LENGTHS = frozenset(
    {
        MeasureKind.SHORTEN,
        MeasureKind.INSTANT,
        MeasureKind.COMMIT,
        MeasureKind.MERGE,
        MeasureKind.RULE,
        MeasureKind.EARLY,
    }
)
_VISITS = frozenset({MeasureKind.VISIT, MeasureKind.MERGE, MeasureKind.WINDOW, MeasureKind.COMMIT})
# Follow from other rows: the order of steps from merges, the source from the route, visits are
# told of the whole item.
_TOLD_ELSEWHERE = frozenset(
    {
        (Subject.STEP, "after"),
        (Subject.STEP, "counted"),
        (Subject.STEP, "visits"),
        (Subject.REQUIREMENT, "source"),
    }
)
_NOT_OF_ITEMS = frozenset({Subject.DEPARTMENT, Subject.DATA_SOURCE, Subject.DOCUMENT})


@dataclass(frozen=True)
class ElementRow:
    """One element that changes.

    Attributes:
        operation: 变更, 新增, 取消 or 合并.
        element: name of the element.
        old, new: its values; a dagger marks one that nobody read in a source.
        basis: what allows the change; empty when none is known.
        measure: numbers and levers of the measures that make it.
        who: who decides on them.
    """

    operation: str
    element: str
    old: str
    new: str
    basis: str
    measure: str
    who: str


def element_rows(reform: Reform) -> dict[str, tuple[ElementRow, ...]]:
    """The elements that change by item, every item of the service in its order."""
    return _Elements(reform).rows()


class _Elements:
    def __init__(self, reform: Reform) -> None:
        self._reform = reform
        self._before, self._after = reform.plan.before, reform.plan.after
        self._said = words("deliverable_element_changes", reform.language)
        self._reasons = Reasons(reform.plan, reform.language)
        self._old_needs = {one.id: one for one in self._before.requirements}
        self._needs = {one.id: one for one in self._after.requirements}
        self._old_steps = _steps(self._before)
        self._steps = _steps(self._after)
        self._waits = {one.id: one for one in (*self._after.precedences, *self._before.precedences)}
        self._items = {one.id: one for one in (*self._after.items, *self._before.items)}

    def rows(self) -> dict[str, tuple[ElementRow, ...]]:
        found: dict[str, list[ElementRow]] = {item: [] for item in self._items}
        differences = difference(self._before, self._after)
        told = difference_rows(self._before, self._after, differences, self._reform.language)
        for one, row in zip(differences, told, strict=True):
            if (one.subject, one.field) in _TOLD_ELSEWHERE or one.subject in _NOT_OF_ITEMS:
                continue
            for item in self._owners(one):
                element = self._row(one, row, item)
                if element is not None:
                    found[item].append(element)
        for item in self._items:
            found[item].extend(self._forms(item))
            found[item].extend(self._visits(item))
        return {item: tuple(held) for item, held in found.items()}

    def _owners(self, one: Difference) -> tuple[str, ...]:
        if one.subject is Subject.REQUIREMENT:
            return ((self._needs.get(one.id) or self._old_needs[one.id]).item,)
        if one.subject is Subject.STEP:
            return (self._steps.get(one.id) or self._old_steps[one.id]).items
        if one.subject is Subject.PRECEDENCE:
            return (self._waits[one.id].after,)
        return (one.id,)

    def _row(self, one: Difference, row: DifferenceRow, item: str) -> ElementRow | None:
        if one.subject is Subject.REQUIREMENT:
            return self._material(one, row)
        if one.subject is Subject.STEP:
            return self._step(one, row, item)
        if one.subject is Subject.PRECEDENCE:
            return self._wait(one)
        return self._own(one, row, item)

    # --- elements of the item itself -----------------------------------------------------------

    def _own(self, one: Difference, row: DifferenceRow, item: str) -> ElementRow:
        key = f"{one.subject.value}_{one.field}"
        element = self._said(key) if self._said.has(key) else row.field or self._said("item")
        old, new = row.before, row.after
        if self._said.has(f"{key}_yes"):
            old, new = (self._said(f"{key}_{side or 'no'}") for side in (one.before, one.after))
        things: list[_Thing] = [("item", item)]
        kinds: frozenset[MeasureKind] = frozenset()
        if one.field == "window":
            things = [("filing", item)]
        elif one.field == "fee_absorbed":
            things = [("fee", item)]
        elif one.subject is Subject.LIMIT:
            kinds = _LENGTHS
            things.extend(("step", step.id) for step in self._clocked(item))
            old = old or self._said("no_promise")
        marks = (self._item_mark(side, item, one.field) for side in (self._before, self._after))
        return self._made(one.kind, element, (old, new), things, kinds=kinds, marks=tuple(marks))

    def _item_mark(self, service: Service, item: str, field: str) -> bool:
        return any(one.id == item and one.is_assumed(field) for one in service.items)

    def _clocked(self, item: str) -> Iterator[Step]:
        """Steps of an item, members of merged ones too, whose length its limit spans."""
        limit = self._items[item].limit()
        whole = limit is not None and limit.spans is Span.DELIVERY
        return (
            step
            for step in _own(self._old_steps, self._steps, item)
            if whole or step.phase in (None, Phase.IN_CLOCK)
        )

    # --- materials -----------------------------------------------------------------------------

    def _material(self, one: Difference, row: DifferenceRow) -> ElementRow | None:
        need = self._needs.get(one.id) or self._old_needs[one.id]
        if need.original:
            return None  # told as a form that becomes part of the united one
        name = self._reform.names.requirement(one.id)["document"]
        if one.id not in self._old_needs:
            name = self._reform.names_after.requirement(one.id)["document"]
        key = f"requirement_{one.field}" if one.field else "requirement"
        element = self._said("material", document=name)
        what = self._said(key) if self._said.has(key) else row.field
        if one.field:
            element = self._said("element_of", element=element, field=what)
        new = row.after
        if one.field == "route" and need.source:
            new = self._said("route_from", route=new, source=self._reform.names(need.source))
        if not one.field and one.kind is DifferenceKind.ADDED:
            new = self._said("material_added")
        # A paper that only the plan asks for is the written commitment of its item.
        fresh: tuple[_Thing, ...] = () if one.id in self._old_needs else (("item", need.item),)
        return self._made(
            one.kind,
            element,
            (row.before, new),
            [("requirement", one.id), *fresh],
            marks=(_assumed(self._old_needs.get(one.id), one.field), False),
        )

    def _forms(self, item: str) -> Iterator[ElementRow]:
        """The forms of an item that become part of the united form."""
        for need in self._after.requirements:
            if need.item == item and need.original and not self._old_original(need):
                yield self._made(
                    DifferenceKind.MERGED,
                    self._said("form", document=self._reform.names(need.original)),
                    (
                        self._said("form_alone"),
                        self._said("form_in", form=self._reform.names_after(need.document)),
                    ),
                    [("document", need.original), ("requirement", need.id)],
                )

    def _old_original(self, need: Requirement) -> str:
        old = self._old_needs.get(need.id)
        return "" if old is None else old.original

    # --- steps ---------------------------------------------------------------------------------

    def _step(self, one: Difference, row: DifferenceRow, item: str) -> ElementRow:
        step = self._steps.get(one.id) or self._old_steps[one.id]
        if one.kind is DifferenceKind.MERGED:
            return self._merged(step, item)
        names = self._reform.names if one.id in self._old_steps else self._reform.names_after
        element = self._said("step", step=names.step(one.id))
        if one.field:
            element = self._said("element_of", element=element, field=row.field)
        things = [("step", one.id), *(("item", owner) for owner in step.items)]
        marks = tuple(_assumed(known.get(one.id), one.field) for known in self._both_steps())
        return self._made(
            one.kind, element, (row.before, row.after), things, kinds=_LENGTHS, marks=marks
        )

    def _merged(self, step: Step, item: str) -> ElementRow:
        """What became of the steps of one item that went into a merged step."""
        own = [member for member in step.members if item in member.items]
        others = [one for one in step.items if one != item]
        old = self._said.listed([self._long(self._old_steps.get(one.id, one)) for one in own])
        new = self._long(step)
        if others:
            names = self._reform.names_after.listed(others)
            new = self._said("step_with", step=new, items=names)
        things = [("step", member.id) for member in own]
        if step.kind is StepKind.RECEIVE:
            things.append(("filing", item))
        kinds = frozenset({MeasureKind.WINDOW, *_LENGTHS})
        element = self._said("steps")
        return self._made(DifferenceKind.MERGED, element, (old, new), things, kinds=kinds)

    def _long(self, step: Step) -> str:
        """A step with its length."""
        name = self._reform.names_after.of_step(step)
        if step.duration is None:
            return name
        length = duration_text(step.duration, self._reform.language)
        mark = DAGGER if step.is_assumed("duration") else ""
        return self._said("step_length", step=name, length=length + mark)

    def _both_steps(self) -> tuple[dict[str, Step], dict[str, Step]]:
        return self._old_steps, self._steps

    def _visits(self, item: str) -> Iterator[ElementRow]:
        old, new = (_visits_of(side, item) for side in (self._before, self._after))
        if old == new:
            return
        seen = [one for one in _own(self._old_steps, self._steps, item) if one.visits]
        things = [("item", item), *(("step", one.id) for one in seen)]
        if any(one.kind is StepKind.RECEIVE for one in seen):
            things.append(("filing", item))
        marks = tuple(_visits_assumed(side, item) for side in (self._before, self._after))
        yield self._made(
            DifferenceKind.CHANGED,
            self._said("visits"),
            (str(old), str(new)),
            things,
            kinds=_VISITS,
            marks=marks,
        )

    # --- order of the items --------------------------------------------------------------------

    def _wait(self, one: Difference) -> ElementRow:
        wait = self._waits[one.id]
        waits = self._said("waits", item=self._reform.names(wait.before))
        free = self._said("in_parallel")
        sides = (free, waits) if one.kind is DifferenceKind.ADDED else (waits, free)
        if one.kind is DifferenceKind.CHANGED:
            sides = (one.before, one.after)
        return self._made(
            DifferenceKind.CHANGED, self._said("order"), sides, [("precedence", one.id)]
        )

    def _made(
        self,
        kind: DifferenceKind,
        element: str,
        sides: tuple[str, str],
        things: list[_Thing],
        *,
        kinds: frozenset[MeasureKind] = frozenset(),
        marks: tuple[bool, ...] = (False, False),
    ) -> ElementRow:
        reason = self._reasons.of(*things, kinds=kinds)
        old, new = (
            (text or "—") + (DAGGER if mark else "")
            for text, mark in zip(sides, marks, strict=True)
        )
        return ElementRow(
            self._said(f"operation_{kind.value}"),
            element,
            old,
            new,
            reason.basis,
            reason.text,
            reason.who,
        )


def _steps(service: Service) -> dict[str, Step]:
    return {one.id: one for step in service.steps for one in (*step.members, step)}


def _own(old: dict[str, Step], new: dict[str, Step], item: str) -> Iterator[Step]:
    """The steps of an item on both sides, members of merged ones too."""
    return (step for known in (old, new) for step in known.values() if item in step.items)


def _assumed(record: Sourced | None, field: str) -> bool:
    return record is not None and record.is_assumed(field)


def _faced(service: Service, item: str) -> Iterator[Step]:
    """Steps of an item whose visits count: all until the result is in hand."""
    return (step for step in service.steps_of(item) if step.phase is not Phase.AFTER_CHECK)


def _visits_of(service: Service, item: str) -> int:
    return sum(step.visits or 0 for step in _faced(service, item))


def _visits_assumed(service: Service, item: str) -> bool:
    return any(step.is_assumed("visits") for step in _faced(service, item))
