"""Confirming an assumed value (推定值): what the program stated becomes what the planner states."""

from collections.abc import Mapping
from typing import TypeVar

from optimizer.service.record import Sourced
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.service.terms import EVERYTHING

_Sourced = TypeVar("_Sourced", bound=Sourced)

# Kind of a record, as marks name it, and the list of the service that holds it.
LISTS: Mapping[str, str] = {
    "item": "items",
    "step": "steps",
    "requirement": "requirements",
    "document": "documents",
    "precedence": "precedences",
    "data_source": "data_sources",
}


def confirmed(
    service: Service, completed: Service, subject: str, record_id: str, field: str
) -> Service:
    """The service in which one assumed value is stated and no longer marked.

    Args:
        service: as it was written down.
        completed: the same in one situation, with everything stated (``completion.complete``).
        subject: kind of the record, a key of ``LISTS``.
        record_id: its id.
        field: the field confirmed; ``*`` for the whole record.

    Returns:
        The service with the value as the completed one has it. Where it belongs to a step,
        all steps of its items are written down as completed, so that no other value moves; they
        keep their marks.

    Raises:
        KeyError: the completed service has no such record.
    """
    name = LISTS[subject]
    held: tuple[Sourced, ...] = getattr(completed, name)
    stated = next((one for one in held if getattr(one, "id", "") == record_id), None)
    if stated is None:
        raise KeyError(record_id)
    if isinstance(stated, Step):
        service = _with_steps(service, completed, stated)
    elif all(getattr(one, "id", "") != record_id for one in getattr(service, name)):
        service = service.model_copy(update={name: (*getattr(service, name), stated)})
    records = tuple(
        _unmarked(one, stated, field) if getattr(one, "id", "") == record_id else one
        for one in getattr(service, name)
    )
    return service.model_copy(update={name: records})


def _with_steps(service: Service, completed: Service, stated: Step) -> Service:
    """The service with the steps of the items of one step written down as completed."""
    steps = list(service.steps)
    places = {one.id: place for place, one in enumerate(steps)}
    for step in completed.steps:
        if not set(step.items) & set(stated.items):
            continue
        if step.id in places:
            steps[places[step.id]] = step.model_copy(
                update={
                    "items": steps[places[step.id]].items,
                    "after": steps[places[step.id]].after,
                }
            )
        else:
            steps.append(step)
    return service.model_copy(update={"steps": tuple(steps)})


def _unmarked(record: _Sourced, stated: Sourced, field: str) -> _Sourced:
    if field == EVERYTHING:
        return record.model_copy(update={"assumed": ()})
    value = getattr(stated, field)
    left = tuple(one for one in record.assumed if one != field)
    return record.model_copy(update={field: value, "assumed": left})
