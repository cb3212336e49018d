"""Steps from rows of steps, from cells that hold several, and from procedures that are needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.formats.guide_tables.items import Procedure
from optimizer.formats.guide_tables.owners import LONGEST_NAME, ItemDraft
from optimizer.formats.guide_tables.rows import Cell, Row
from optimizer.formats.guide_tables.telling import Telling
from optimizer.formats.guide_tables.values import NOTHING, LimitSort, limit_of, steps_in
from optimizer.formats.names import numbered
from optimizer.service.default_steps import default_steps
from optimizer.service.item import Item
from optimizer.service.kinds import StepKind
from optimizer.service.step import Step
from optimizer.service.step_names import step_kind
from optimizer.service.terms import meaning
from optimizer.worktime import Duration

_LIMITS = {
    LimitSort.BARE: "limit_unit",
    LimitSort.NATURAL: "limit_days",
    LimitSort.CONTRARY: "limit_two_units",
    LimitSort.UNKNOWN: "limit_unknown",
}
_LONGEST_STEP = 30


@dataclass
class StepDraft:
    """A step as it is told."""

    name: str
    kind: StepKind
    departments: tuple[str, ...] = ()
    duration: Duration | None = None
    assumed: set[str] = field(default_factory=set)


class Steps:
    """The steps of every item."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._drafts: dict[int, list[StepDraft]] = {}

    def add_row(self, row: Row, item: ItemDraft) -> None:
        """Add the step of a row."""
        cell = row.cells.get("step.name") or row.cells.get("step.stage")
        if cell is None or cell.text.strip() in NOTHING:
            self._telling.add("row_unread", row.file, row.place)
            return
        draft = self._named(row, item, cell, " ".join(cell.text.split()))
        if draft is None:
            return
        department = " ".join(row.text("step.department").split())
        draft.departments = (department,) if department not in NOTHING else ()
        length = self._length(row, "step.length", draft)
        if length is None:
            length = self._length(row, "step.statutory", draft)
            if length is not None:
                place = row.cells["step.statutory"]
                self._telling.add("step_length", row.file, place.place, place.text)
                draft.assumed.add("duration")
        elif "step.statutory" in row.cells:
            # A step has one length: that by which it is handled.
            cell = row.cells["step.statutory"]
            group = f"column_elsewhere {cell.group}"
            self._telling.add("column_elsewhere", row.file, cell.place, cell.text, group=group)
        draft.duration = length

    def add_cell(self, row: Row, item: ItemDraft, cell: Cell) -> None:
        """Add the steps of a cell that names several; running text is left alone."""
        names = steps_in(cell.text)
        if cell.text.strip() in NOTHING:
            return
        if any(len(one) > _LONGEST_STEP for one in names):
            self._telling.add("value_unread", row.file, cell.place, cell.text)
            return
        for name in names:
            self._named(row, item, cell, name)

    def steps(
        self,
        items: Mapping[int, Item],
        needed: Mapping[int, Sequence[Procedure]],
        files: Mapping[int, str],
    ) -> tuple[Step, ...]:
        """All steps by item.

        Args:
            items: ``id`` of the draft of an item → the item.
            needed: likewise → the procedures it is said to need.
            files: likewise → the file that tells of the item.
        """
        found: list[Step] = []
        for key, item in items.items():
            own = self._of_item(item, self._drafts.get(key, []))
            procedures = [
                one
                for one in needed.get(key, ())
                if all(step.kind is not one.kind or one.told for step in own)
                and all(step.name != one.name for step in own)
            ]
            if procedures and not own:
                own = _frame(item)
                self._telling.add("step_frame", files[key], procedures[0].cell.place, item.name)
            for one in procedures:
                self._insert(own, item, one, files[key])
            found.extend(own)
        return tuple(found)

    def departments(self) -> list[str]:
        """Every department that a step names."""
        return [
            name for drafts in self._drafts.values() for one in drafts for name in one.departments
        ]

    def _named(self, row: Row, item: ItemDraft, cell: Cell, name: str) -> StepDraft | None:
        if len(name) > LONGEST_NAME:
            self._telling.add("value_unread", row.file, cell.place, name)
            return None
        draft = StepDraft(name, step_kind(name))
        if meaning(StepKind, name) is None:
            draft.assumed.add("kind")
            group = f"step_kind {row.file} {row.group}"
            self._telling.add("step_kind", row.file, cell.place, name, group=group)
        self._drafts.setdefault(id(item), []).append(draft)
        return draft

    def _length(self, row: Row, concept: str, draft: StepDraft) -> Duration | None:
        cell, unit = row.cells.get(concept), row.cells.get(f"{concept}_unit")
        if cell is None:
            return None
        read = limit_of(cell.text, "" if unit is None else unit.text, cell.unit)
        code = _LIMITS.get(read.sort)
        if code:
            once = read.sort in (LimitSort.BARE, LimitSort.NATURAL)
            group = f"{code} {cell.group}" if once else ""
            self._telling.add(code, row.file, cell.place, cell.text, group=group)
        if read.sort in (LimitSort.BARE, LimitSort.CONTRARY):
            draft.assumed.add("duration")
        return read.duration

    def _of_item(self, item: Item, drafts: Sequence[StepDraft]) -> list[Step]:
        taken: set[str] = set()
        found = []
        for one in drafts:
            one_id = numbered(f"{item.id}/{one.name}", taken)
            taken.add(one_id)
            found.append(
                Step(
                    id=one_id,
                    name=one.name,
                    items=(item.id,),
                    kind=one.kind,
                    departments=one.departments,
                    duration=one.duration,
                    assumed=tuple(sorted(one.assumed)),
                )
            )
        return found

    def _insert(self, steps: list[Step], item: Item, one: Procedure, file: str) -> None:
        """Put a procedure before the decision; where it really stands nobody told."""
        place = next(
            (at for at, step in enumerate(steps) if step.kind is StepKind.DECISION), len(steps)
        )
        code = "step_added" if one.duration is None else "step_special"
        self._telling.add(code, file, one.cell.place, f"{item.name}：{one.name}")
        steps.insert(
            place,
            Step(
                id=numbered(f"{item.id}/{one.name}", {step.id for step in steps}),
                name=one.name,
                items=(item.id,),
                kind=one.kind,
                duration=one.duration,
                counted_basis=one.basis if one.duration is not None else "",
                assumed=("*",) if one.duration is None else tuple(sorted({"kind", *one.assumed})),
            ),
        )


def _frame(item: Item) -> list[Step]:
    """The usual steps of an item; the review is left open, to share the limit with what is added.

    Its usual length takes all that acceptance and decision leave, and an inspection would be left
    with no time at all.
    """
    return [
        one.model_copy(update={"duration": None}) if one.kind is StepKind.REVIEW else one
        for one in default_steps(item)
    ]
