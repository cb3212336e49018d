"""``steps``: every step before and after, and what it became part of."""

from collections.abc import Iterator

from optimizer.formats.plan_tables.schema import (
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
    Column,
    PlanTable,
    Row,
    english_words,
)
from optimizer.formats.plan_tables.tabled_plan import TabledPlan, listed
from optimizer.service.kinds import Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.levels import choice
from optimizer.wording.names import Names

SIDE = Column("side", TEXT, "before or after the reform", values=("before", "after"))

_COLUMNS = (
    SIDE,
    Column("step_id", TEXT, "id of the step; a step that stays keeps it on both sides"),
    Column("step_name", TEXT, "its name, without the item"),
    Column("item_ids", TEXTS, "the items it belongs to; several when it is merged"),
    Column("item_names", TEXTS, "their names"),
    Column("kind", TEXT, "what happens in it", values=english_words(StepKind)),
    Column("kind_zh", TEXT, "the same in Chinese (办理环节类型)"),
    Column("department_ids", TEXTS, "who does it"),
    Column("department_names", TEXTS, "their names"),
    Column("phase", TEXT, "where it stands to the clock of its item", True, english_words(Phase)),
    Column("duration", TEXT, "as it is written, `20 工作日`; missing when unknown", True),
    Column("duration_hours", WHOLE, "working hours, 8 a day; missing when unknown", True),
    Column(
        "clocked_hours", WHOLE, "working hours that count in the promise; missing if unknown", True
    ),
    Column("is_visible", YES_NO, "the applicant notices it (申请人可感知环节)"),
    Column("visits", WHOLE, "visits of the applicant; missing when nobody stated them", True),
    Column("staff", WHOLE, "officers needed at the same time"),
    Column("is_locked", YES_NO, "a basis forbids to change it (不可调整)"),
    Column("merged_into", TEXT, "before only: id of the step it became part of", True),
    Column("member_ids", TEXTS, "ids of the steps that a merged step stands for"),
    Column("measure_ids", TEXTS, "measures that changed it"),
    Column("levers", TEXTS, "keys of their levers"),
    Column("levers_zh", TEXTS, "the levers in Chinese"),
    Column("assumed", TEXTS, "fields nobody read in a source (推定值); `*` is the whole step"),
)


def _rows(tabled: TabledPlan) -> Iterator[Row]:
    plan = tabled.plan
    merged = _merged_into(plan.before, plan.after)
    for step in plan.before.steps:
        yield _row(tabled, "before", step, tabled.names_before, merged.get(step.id))
    for step in plan.after.steps:
        yield _row(tabled, "after", step, tabled.names_after, None)


def _merged_into(before: Service, after: Service) -> dict[str, str]:
    """Steps of before that live on in a merged one, with the id of that."""
    gone = [step for step in before.steps if step.id not in {one.id for one in after.steps}]
    found = {}
    for whole in after.steps:
        within = {member.id for member in whole.members}
        for step in gone:
            if ({member.id for member in step.members} or {step.id}) <= within:
                found[step.id] = whole.id
    return found


def _row(tabled: TabledPlan, side: str, step: Step, names: Names, merged: str | None) -> Row:
    parts = (step, *step.members)
    return {
        "side": side,
        "step_id": step.id,
        "step_name": names.of_step(step),
        "item_ids": list(step.items),
        "item_names": listed(names, step.items),
        "kind": step.kind.value,
        "kind_zh": choice(step.kind, "zh"),
        "department_ids": list(step.departments),
        "department_names": listed(names, step.departments),
        "phase": None if step.phase is None else step.phase.value,
        "duration": None if step.duration is None else str(step.duration),
        "duration_hours": step.length_hours(),
        "clocked_hours": step.clocked_hours(),
        "is_visible": bool(step.visible),
        "visits": step.visits,
        "staff": step.staff,
        "is_locked": bool(step.lock),
        "merged_into": merged,
        "member_ids": [member.id for member in step.members],
        **tabled.reason(
            *(("step", one.id) for one in parts),
            *(("item", item) for item in step.items),
            *(("filing", item) for item in step.items if step.kind is StepKind.RECEIVE),
        ),
        "assumed": list(step.assumed),
    }


STEPS = PlanTable("steps", 1, "a step on one side of the reform", _COLUMNS, _rows)
