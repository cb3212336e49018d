"""环节明细: one row a step, before and after, what it became part of, and whether it is counted."""

from collections.abc import Iterator, Mapping

from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import Cell, Side, Table
from optimizer.redesign.counting_rule import StepView
from optimizer.service.kinds import Phase, StepKind
from optimizer.service.step import Step
from optimizer.wording.levels import choice

_CHECKS = (StepKind.INSPECTION, StepKind.AFTER_CHECK)


def step_table(setting: Setting) -> Table:
    """The ledger of steps."""
    return _Ledger(setting).table()


def counted_state(setting: Setting) -> str:
    """The word for a step that is there and not left out, as ``state`` columns hold it."""
    by_stage = setting.rule.steps is StepView.STAGE
    return setting.spoken("step_by_stage" if by_stage else "counted")


class _Ledger:
    """Both sides of every step; a merged step stands above those that went into it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        plan = setting.plan
        self._before = {step.id: step for step in plan.before.steps}
        self._after = {step.id: step for step in plan.after.steps}
        self._finish: Mapping[Side, dict[str, int]] = {
            "before": {one.step: one.finish_hours for one in plan.before_schedule},
            "after": {one.step: one.finish_hours for one in plan.schedule},
        }
        self._merged = dict(self._joined())

    def table(self) -> Table:
        column = self._setting.column
        columns = [
            column("number", 5, "number"),
            column("item_number", 9),
            column("item", 22),
            column("step", 16),
            column("step_kind", 10),
            column("department", 16),
            column("hours_before", 8, "number"),
            column("hours_after", 8, "number"),
            column("finish_before", 9, "number"),
            column("finish_after", 9, "number"),
            column("visible", 7),
            column("state_before", 10),
            column("state_after", 10),
            column("merged_into", 12),
            column("visits_before", 8, "number"),
            column("visits_after", 8, "number"),
            column("inspected_before", 7, "number"),
            column("inspected_after", 7, "number"),
            column("reason", 24),
            column("assumed", 5),
            column("evidence", 12),
        ]
        rows = [self._row(number, one) for number, one in enumerate(self._order(), 1)]
        return self._setting.table("steps", columns, rows, 4)

    def _joined(self) -> Iterator[tuple[str, str]]:
        """Steps of before that live on in a merged one, with its id."""
        for whole in self._after.values():
            within = {member.id for member in whole.members}
            for step in self._before.values():
                parts = {member.id for member in step.members} or {step.id}
                if step.id not in self._after and parts <= within:
                    yield step.id, whole.id

    def _order(self) -> list[str]:
        found: dict[str, None] = {}
        for step in self._before:
            if step in self._merged:
                found[self._merged[step]] = None
            found[step] = None
        return list({**found, **dict.fromkeys(self._after)})

    def _row(self, number: int, step_id: str) -> Mapping[str, Cell]:
        before, after = self._before.get(step_id), self._after.get(step_id)
        step = before or after
        assert step is not None
        names = self._setting.names if before else self._setting.names_after
        parts = [step, *step.members]
        reason = self._setting.reasons.of(
            *(("step", one.id) for one in parts),
            *(("item", item) for item in step.items),
            *(("filing", item) for item in step.items if step.kind is StepKind.RECEIVE),
        )
        merged = self._merged.get(step_id)
        shown = after or step
        return {
            "number": number,
            "item_number": self._setting.item_numbers(step.items),
            "item": names.listed(step.items),
            "step": names.of_step(step),
            "step_kind": choice(step.kind, self._setting.language),
            "department": names.listed(step.departments),
            "visible": self._setting.spoken("yes" if shown.visible else "no"),
            "merged_into": self._setting.names_after.step(merged) if merged else "",
            "reason": reason.text if self._changed(before, after) else "",
            "assumed": self._setting.mark(*(("step", one.id) for one in parts)),
            **self._side(before, "before", merged=False),
            **self._side(after, "after", merged=merged is not None),
        }

    def _changed(self, before: Step | None, after: Step | None) -> bool:
        return before != after

    def _side(self, step: Step | None, side: Side, *, merged: bool) -> Mapping[str, Cell]:
        if step is None:
            return {f"state_{side}": self._setting.spoken("step_merged" if merged else "absent")}
        stays_out = step.phase is Phase.AFTER_CHECK
        return {
            f"hours_{side}": step.length_hours(),
            f"finish_{side}": self._finish[side].get(step.id),
            f"state_{side}": self._state(step),
            f"visits_{side}": None if stays_out else step.visits or None,
            f"inspected_{side}": int(step.kind in _CHECKS) or None,
        }

    def _state(self, step: Step) -> str:
        if self._setting.rule.steps is StepView.VISIBLE and not step.visible:
            return self._setting.spoken("step_not_visible")
        return counted_state(self._setting)
