"""Which figures are only lower bounds, and which rest on assumed values (推定值)."""

from collections.abc import Iterable, Mapping

from optimizer.service.kinds import Phase, StepKind
from optimizer.service.record import Sourced
from optimizer.service.service import Service

# A figure rests on these fields of these records; ``*`` in a record's marks covers all of them.
_NEEDS = {
    "material_entries": ("document", "route"),
    "material_kinds": ("document", "route"),
    "material_copies": ("document", "route", "copies"),
    "material_entries_without_forms": ("document", "route"),
    "material_kinds_without_forms": ("document", "route"),
    "material_copies_without_forms": ("document", "route", "copies"),
    "material_fields": ("document", "route"),
    "forms": ("document", "route"),
    "steps_stage": ("document", "route"),
}
_DOCUMENTS = {
    "material_entries_without_forms": ("document_class",),
    "material_kinds_without_forms": ("document_class",),
    "material_copies_without_forms": ("document_class",),
    "material_fields": ("document_class", "fields"),
    "forms": ("document_class",),
}
_ITEMS = {
    "steps_stage": ("window",),
    "applications": ("window",),
    "departments": ("window", "department"),
    "certificates": ("results",),
    "fees_yuan": ("fee_yuan", "fee_absorbed"),
}
_ANY_STEP = {
    "steps_internal": ("kind",),
    "steps_visible": ("visible",),
}
_STEP_INSIDE = {
    "promise_hours": ("duration", "clocked", "counted", "phase", "after"),
    "promise_days": ("duration", "clocked", "counted", "phase", "after"),
    "promise_days_statutory_items": ("duration", "clocked", "counted", "phase", "after"),
    "elapsed_hours": ("duration", "phase", "after", "demands"),
    "elapsed_days": ("duration", "phase", "after", "demands"),
    "visits": ("visits",),
}
# Times and stages rest on the order of the items as a whole, so on any mark of a precedence.
_ORDER = (
    "steps_stage",
    "promise_hours",
    "promise_days",
    "promise_days_statutory_items",
    "elapsed_hours",
    "elapsed_days",
)
_PROMISE = ("promise_hours", "promise_days", "promise_days_statutory_items")
_ELAPSED = ("elapsed_hours", "elapsed_days")


def at_least(service: Service) -> tuple[str, ...]:
    """The figures of ``Metrics`` that rest on something unknown and read "at least".

    A duration that is unknown weighs nothing in the times, an item without any limit
    nothing in the sums of limits, a fee known in words only nothing in the fees.
    """
    inside = [step for step in service.steps if step.phase is not Phase.AFTER_CHECK]
    found: set[str] = set()
    if any(step.clocked_hours() is None for step in inside):
        found.update(_PROMISE)
    if any(step.length_hours() is None for step in inside):
        found.update(_ELAPSED)
    if any(item.limit() is None for item in service.items):
        found.update(("statutory_or_promise_sum_days", "promise_sum_days"))
    if any(item.fee and item.fee_yuan is None for item in service.items if not item.fee_absorbed):
        found.add("fees_yuan")
    return tuple(sorted(found))


def resting_on_assumed(service: Service) -> tuple[str, ...]:
    """The figures of ``Metrics`` that rest on assumed values (测算值，不得报送)."""
    inside = [step for step in service.steps if step.phase is not Phase.AFTER_CHECK]
    handed = {need.document for need in service.requirements if need.handed_in()}
    documents = [one for one in service.documents if one.id in handed]
    found = {
        *_resting(_NEEDS, service.requirements),
        *_resting(_DOCUMENTS, documents),
        *_resting(_ITEMS, service.items),
        *_resting(_ANY_STEP, service.steps),
        *_resting(_STEP_INSIDE, inside),
        *_limit_sums(service),
    }
    if any(one.assumed for one in service.precedences):
        found.update(_ORDER)
    checks = (StepKind.INSPECTION, StepKind.AFTER_CHECK)
    if any(step.is_assumed("kind") for step in service.steps if step.kind in checks):
        found.add("inspections")
    return tuple(sorted(found))


def _resting(table: Mapping[str, tuple[str, ...]], records: Iterable[Sourced]) -> list[str]:
    held = list(records)
    return [
        figure
        for figure, fields in table.items()
        if any(record.is_assumed(field) for record in held for field in fields)
    ]


def _limit_sums(service: Service) -> set[str]:
    found = set()
    for item in service.items:
        statutory = item.statutory is not None and item.is_assumed("statutory")
        promised = item.promised is not None and item.is_assumed("promised")
        if statutory:
            found.add("statutory_sum_days")
        if statutory or (item.statutory is None and promised):
            found.add("statutory_or_promise_sum_days")
        if promised or (item.promised is None and statutory):
            found.add("promise_sum_days")
    return found
