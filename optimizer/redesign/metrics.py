"""Raw figures of one service in one situation, and reductions between two."""

from optimizer.service.record import Record


class Metrics(Record):
    """Everything that is counted, before any counting rule selects from it.

    Days are whole working days rounded up, except where the name ends in ``_hours``.
    ``None`` is unknown (a circle of precedences); ``at_least`` names the figures that
    rest on unknown durations and are therefore lower bounds; ``assumed`` names those
    that rest on assumed values (测算值，不得报送).
    """

    material_kinds: int
    material_entries: int
    material_copies: int
    material_kinds_without_forms: int
    material_entries_without_forms: int
    material_copies_without_forms: int
    material_fields: int
    forms: int
    steps_internal: int
    steps_visible: int
    steps_stage: int | None
    statutory_sum_days: int | None
    statutory_items: int
    statutory_or_promise_sum_days: int | None
    promise_sum_days: int | None
    promise_hours: int | None
    promise_days: int | None
    promise_days_statutory_items: int | None
    elapsed_hours: int | None
    elapsed_days: int | None
    visits: int
    items: int
    applications: int
    departments: int
    inspections: int
    certificates: int
    fees_yuan: int
    at_least: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


class Reduction(Record):
    """One metric before and after under one rule.

    Attributes:
        percent: (before − after) ÷ before × 100 rounded to two places; ``None`` when
            before is zero or one of the figures is unknown.
        rule: id and version of the counting rule, e.g. ``reporting@1``.
    """

    metric: str
    before: int | None
    after: int | None
    percent: float | None
    rule: str
