"""The judge's own view of which figures are open or rest on assumed values."""

from collections.abc import Iterator

from optimizer.service.kinds import Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step

_PROMISE = {"promise_hours", "promise_days", "promise_days_statutory_items"}
_ELAPSED = {"elapsed_hours", "elapsed_days"}
_COUNTS = {f"material_{unit}{tail}" for unit in ("entries", "kinds", "copies")
           for tail in ("", "_without_forms")} | {"material_fields", "forms"}  # fmt: skip


def unfinished(service: Service) -> tuple[str, ...]:
    """Figures that leave something unknown out and therefore read "at least"."""
    open_figures: set[str] = set()
    for step in service.steps:
        if step.phase != Phase.AFTER_CHECK and step.duration is None:
            open_figures |= _ELAPSED
            if step.clocked is None and step.counted is not False:
                open_figures |= _PROMISE
    for item in service.items:
        if item.promised is None and item.statutory is None:
            open_figures |= {"statutory_or_promise_sum_days", "promise_sum_days"}
        if item.fee and item.fee_yuan is None and not item.fee_absorbed:
            open_figures.add("fees_yuan")
    return tuple(sorted(open_figures))


def doubtful(service: Service) -> tuple[str, ...]:
    """Figures that rest on a value nobody read in a source (推定值)."""
    return tuple(sorted({*_papers(service), *_of_items(service), *_of_steps(service)}))


def _papers(service: Service) -> Iterator[str]:
    for need in service.requirements:
        if need.is_assumed("document") or need.is_assumed("route"):
            yield from (*_COUNTS, "steps_stage")
        if need.is_assumed("copies"):
            yield from ("material_copies", "material_copies_without_forms")
    handed = {need.document for need in service.requirements if need.handed_in()}
    for paper in service.documents:
        if paper.id not in handed:
            continue
        if paper.is_assumed("document_class"):
            yield from (one for one in _COUNTS if one.endswith("_without_forms"))
            yield from ("material_fields", "forms")
        if paper.is_assumed("fields"):
            yield "material_fields"


def _of_items(service: Service) -> Iterator[str]:
    for item in service.items:
        if item.is_assumed("window"):
            yield from ("steps_stage", "applications", "departments")
        if item.is_assumed("department"):
            yield "departments"
        if item.is_assumed("results"):
            yield "certificates"
        if item.is_assumed("fee_yuan") or item.is_assumed("fee_absorbed"):
            yield "fees_yuan"
        in_force = "promised" if item.promised is not None else "statutory"
        if item.limit() is not None and item.is_assumed(in_force):
            yield "promise_sum_days"
        if item.statutory is not None and item.is_assumed("statutory"):
            yield from ("statutory_sum_days", "statutory_or_promise_sum_days")
        if item.statutory is None and item.promised is not None and item.is_assumed("promised"):
            yield "statutory_or_promise_sum_days"


def _of_steps(service: Service) -> Iterator[str]:
    if any(one.assumed for one in service.precedences):
        yield from (*_PROMISE, *_ELAPSED, "steps_stage")
    for step in service.steps:
        if step.is_assumed("kind"):
            yield "steps_internal"
            if step.kind in (StepKind.INSPECTION, StepKind.AFTER_CHECK):
                yield "inspections"
        if step.is_assumed("visible"):
            yield "steps_visible"
        if step.phase != Phase.AFTER_CHECK:
            yield from _of_step_inside(step)


def _of_step_inside(step: Step) -> Iterator[str]:
    both = any(step.is_assumed(name) for name in ("phase", "after"))
    in_clock = "clocked" if step.clocked is not None else "duration"
    if both or step.is_assumed(in_clock) or step.is_assumed("counted"):
        yield from _PROMISE
    if both or step.is_assumed("duration") or step.is_assumed("demands"):
        yield from _ELAPSED
    if step.is_assumed("visits"):
        yield "visits"
