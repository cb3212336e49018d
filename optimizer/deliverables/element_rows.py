"""Elements of an item's entry in the list (实施清单) that a plan changes: old, new, and why."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.deliverables.element_row import LENGTHS, ElementRow, RowWriter, Thing, assumed
from optimizer.deliverables.element_steps import StepRows
from optimizer.deliverables.reform import Reform
from optimizer.evaluation.difference import Difference, DifferenceKind, Subject, difference
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.wording.catalogue import words
from optimizer.wording.differences import DifferenceRow, difference_rows

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


def element_rows(reform: Reform) -> dict[str, tuple[ElementRow, ...]]:
    """The elements that change by item, every item of the service in its order."""
    return _Elements(reform).rows()


class _Elements:
    def __init__(self, reform: Reform) -> None:
        self._reform = reform
        self._before, self._after = reform.plan.before, reform.plan.after
        self._writer = RowWriter(reform)
        self._steps = StepRows(self._writer)
        self._said = words("deliverable_element_changes", reform.language)
        self._old_needs = {one.id: one for one in self._before.requirements}
        self._needs = {one.id: one for one in self._after.requirements}
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
            found[item].extend(self._steps.visits(item))
        return {item: tuple(held) for item, held in found.items()}

    def _owners(self, one: Difference) -> tuple[str, ...]:
        if one.subject is Subject.REQUIREMENT:
            return ((self._needs.get(one.id) or self._old_needs[one.id]).item,)
        if one.subject is Subject.STEP:
            return self._steps.owners(one.id)
        if one.subject is Subject.PRECEDENCE:
            return (self._waits[one.id].after,)
        return (one.id,)

    def _row(self, one: Difference, row: DifferenceRow, item: str) -> ElementRow | None:
        if one.subject is Subject.REQUIREMENT:
            return self._material(one, row)
        if one.subject is Subject.STEP:
            return self._steps.changed(one, row, item)
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
        things: list[Thing] = [("item", item)]
        kinds: frozenset[MeasureKind] = frozenset()
        if one.field == "window":
            things = [("filing", item)]
        elif one.field == "fee_absorbed":
            things = [("fee", item)]
        elif one.subject is Subject.LIMIT:
            kinds = LENGTHS
            things.extend(("step", step.id) for step in self._steps.clocked(item))
            old = old or self._said("no_promise")
        marks = (self._item_mark(side, item, one.field) for side in (self._before, self._after))
        return self._writer.row(
            one.kind, element, (old, new), things, kinds=kinds, marks=tuple(marks)
        )

    def _item_mark(self, service: Service, item: str, field: str) -> bool:
        return any(one.id == item and one.is_assumed(field) for one in service.items)

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
        fresh: tuple[Thing, ...] = () if one.id in self._old_needs else (("item", need.item),)
        return self._writer.row(
            one.kind,
            element,
            (row.before, new),
            [("requirement", one.id), *fresh],
            marks=(assumed(self._old_needs.get(one.id), one.field), False),
        )

    def _forms(self, item: str) -> Iterator[ElementRow]:
        """The forms of an item that become part of the united form."""
        for need in self._after.requirements:
            if need.item == item and need.original and not self._old_original(need):
                yield self._writer.row(
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

    # --- order of the items --------------------------------------------------------------------

    def _wait(self, one: Difference) -> ElementRow:
        wait = self._waits[one.id]
        waits = self._said("waits", item=self._reform.names(wait.before))
        free = self._said("in_parallel")
        sides = (free, waits) if one.kind is DifferenceKind.ADDED else (waits, free)
        if one.kind is DifferenceKind.CHANGED:
            sides = (one.before, one.after)
        return self._writer.row(
            DifferenceKind.CHANGED, self._said("order"), sides, [("precedence", one.id)]
        )
