"""材料明细: one row a requirement, how it is met before and after, and whether it is counted."""

from collections.abc import Mapping

from optimizer.formats.statistics_workbook.material_counts import (
    MaterialCount,
    material_counts,
)
from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import Cell, Column, Side, Table
from optimizer.service.requirement import Requirement
from optimizer.wording.given_names import document_names
from optimizer.wording.levels import choice


def material_table(setting: Setting) -> Table:
    """The ledger of materials."""
    return _Ledger(setting).table()


class _Ledger:
    """Both sides of every requirement."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        plan = setting.plan
        self._before = {need.id: need for need in plan.before.requirements}
        self._after = {need.id: need for need in plan.after.requirements}
        self._counts = {
            "before": material_counts(plan.before, setting.rule),
            "after": material_counts(plan.after, setting.rule),
        }
        self._names = {
            **document_names(plan.after, setting.language),
            **document_names(plan.before, setting.language),
        }

    def table(self) -> Table:
        ids = dict.fromkeys((*self._before, *self._after))
        return self._setting.table(
            "materials", self._columns(), [self._row(n, one) for n, one in enumerate(ids, 1)], 4
        )

    def _columns(self) -> list[Column]:
        column = self._setting.column
        return [
            column("number", 5, "number"),
            column("item_number", 7),
            column("item", 20),
            column("document", 26),
            column("document_class", 11),
            column("route_before", 11),
            column("route_after", 13),
            column("copies_before", 7, "number"),
            column("copies_after", 7, "number"),
            column("state_before", 10),
            column("amount_before", 7, "number"),
            column("state_after", 10),
            column("amount_after", 7, "number"),
            column("forms_before", 7, "number"),
            column("forms_after", 7, "number"),
            column("reason", 20),
            column("basis", 28),
            column("assumed", 5),
            column("evidence", 12),
        ]

    def _row(self, number: int, need_id: str) -> Mapping[str, Cell]:
        before, after = self._before.get(need_id), self._after.get(need_id)
        need = before or after
        assert need is not None
        plan = self._setting.plan
        reason = self._setting.reasons.of(
            ("requirement", need_id), ("document", need.document), *self._committed(before, need)
        )
        service = plan.after if before is None else plan.before
        return {
            "number": number,
            "item_number": self._setting.item_numbers([need.item]),
            "item": self._setting.names(need.item),
            "document": self._names[need.document],
            "document_class": choice(
                service.document(need.document).document_class, self._setting.language
            ),
            **self._side(before, "before"),
            **self._side(after, "after"),
            "reason": reason.text,
            "basis": reason.basis,
            "assumed": self._setting.mark(
                *(("requirement", need_id), ("document", need.document)),
                *([("document", after.document)] if after else []),
            ),
        }

    def _committed(
        self, before: Requirement | None, need: Requirement
    ) -> tuple[tuple[str, str], ...]:
        """A paper that only the plan asks for is the written commitment of its item."""
        return () if before is not None else (("item", need.item),)

    def _side(self, need: Requirement | None, side: Side) -> Mapping[str, Cell]:
        if need is None:
            return {f"state_{side}": self._setting.spoken("absent")}
        count: MaterialCount = self._counts[side][need.id]
        return {
            f"route_{side}": choice(need.route, self._setting.language),
            f"copies_{side}": need.copies if need.handed_in() else None,
            f"state_{side}": self._setting.spoken(f"material_{count.state.value}"),
            f"amount_{side}": count.amount,
            f"forms_{side}": count.forms or None,
        }
