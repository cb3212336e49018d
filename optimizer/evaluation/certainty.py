"""Which figures are only lower bounds, and which rest on which assumed values (推定值)."""

from collections.abc import Iterable, Iterator, Mapping

from optimizer.service.kinds import Phase, StepKind
from optimizer.service.record import Record, Sourced
from optimizer.service.service import Service
from optimizer.service.terms import EVERYTHING

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
_CHECKS = (StepKind.INSPECTION, StepKind.AFTER_CHECK)
_PROMISE = ("promise_hours", "promise_days", "promise_days_statutory_items")
_ELAPSED = ("elapsed_hours", "elapsed_days")


class Mark(Record):
    """One assumed value (推定值) and the figures that rest on it.

    Attributes:
        subject: kind of the record: ``requirement``, ``document``, ``item``, ``step`` or
            ``precedence``.
        id: of the record.
        field: name of its field; ``*`` where the whole record is assumed.
        figures: names in ``Metrics``, sorted.
    """

    subject: str
    id: str
    field: str
    figures: tuple[str, ...]


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
    return tuple(sorted({figure for mark in marks(service) for figure in mark.figures}))


def marks(service: Service) -> tuple[Mark, ...]:
    """Every assumed value of a completed service that some figure rests on."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for subject, record, field, figure in _resting_pairs(service):
        named = EVERYTHING if EVERYTHING in record.assumed else field
        one_id = str(getattr(record, "id", ""))
        found.setdefault((subject, one_id, named), set()).add(figure)
    return tuple(
        Mark(subject=subject, id=one_id, field=field, figures=tuple(sorted(figures)))
        for (subject, one_id, field), figures in found.items()
    )


_Pair = tuple[str, Sourced, str, str]
"""Kind of a record, the record, its assumed field, and a figure that rests on it."""


def _resting_pairs(service: Service) -> Iterator[_Pair]:
    inside = [step for step in service.steps if step.phase is not Phase.AFTER_CHECK]
    handed = {need.document for need in service.requirements if need.handed_in()}
    documents = [one for one in service.documents if one.id in handed]
    yield from _resting("item", _ITEMS, service.items)
    yield from _limit_sums(service)
    yield from _resting("step", _ANY_STEP, service.steps)
    yield from _resting("step", _STEP_INSIDE, inside)
    for step in inside:
        clock = (step.clock_field(), "counted", "phase", "after")
        yield from _resting("step", dict.fromkeys(_PROMISE, clock), [step])
    checks = [step for step in service.steps if step.kind in _CHECKS]
    yield from _resting("step", {"inspections": ("kind",)}, checks)
    yield from _resting("requirement", _NEEDS, service.requirements)
    yield from _resting("document", _DOCUMENTS, documents)
    for wait in service.precedences:
        for field in wait.assumed:
            for figure in _ORDER:
                yield "precedence", wait, field, figure


def _resting(
    subject: str, table: Mapping[str, tuple[str, ...]], records: Iterable[Sourced]
) -> Iterator[_Pair]:
    for record in records:
        if not record.assumed:
            continue
        for figure, fields in table.items():
            for field in fields:
                if record.is_assumed(field):
                    yield subject, record, field, figure


def _limit_sums(service: Service) -> Iterator[_Pair]:
    for item in service.items:
        statutory = item.statutory is not None and item.is_assumed("statutory")
        promised = item.promised is not None and item.is_assumed("promised")
        if statutory:
            yield "item", item, "statutory", "statutory_sum_days"
            yield "item", item, "statutory", "statutory_or_promise_sum_days"
        if item.statutory is None and promised:
            yield "item", item, "promised", "statutory_or_promise_sum_days"
        if promised:
            yield "item", item, "promised", "promise_sum_days"
        if item.promised is None and statutory:
            yield "item", item, "statutory", "promise_sum_days"
