"""``schedule``: one real timetable of each side, teams included."""

from collections.abc import Iterator

from optimizer.formats.plan_tables.schema import TEXT, WHOLE, YES_NO, Column, PlanTable, Row
from optimizer.formats.plan_tables.steps import SIDE
from optimizer.formats.plan_tables.tabled_plan import TabledPlan

_COLUMNS = (
    SIDE,
    Column("step_id", TEXT, "the step, as in `steps` on the same side"),
    Column("step_name", TEXT, "its name, without the item"),
    Column("start_hours", WHOLE, "working hours from the first filing, 8 a day"),
    Column("finish_hours", WHOLE, "working hours from the first filing to its end"),
    Column("is_critical", YES_NO, "any delay of it delays the whole"),
)


def _rows(tabled: TabledPlan) -> Iterator[Row]:
    plan = tabled.plan
    sides = (
        ("before", plan.before_schedule, tabled.names_before),
        ("after", plan.schedule, tabled.names_after),
    )
    for side, steps, names in sides:
        for one in steps:
            yield {
                "side": side,
                "step_id": one.step,
                "step_name": names.step(one.step),
                "start_hours": one.start_hours,
                "finish_hours": one.finish_hours,
                "is_critical": one.critical,
            }


SCHEDULE = PlanTable("schedule", 1, "when a step runs on one side", _COLUMNS, _rows)
