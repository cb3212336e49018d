"""Assumed values (推定值) in the planner's words: of what, which field, and what is assumed."""

from enum import Enum, IntEnum, StrEnum

from optimizer.evaluation.certainty import Mark
from optimizer.service import terms
from optimizer.service.confirming import LISTS
from optimizer.service.item import Limit
from optimizer.service.precedence import Precedence
from optimizer.service.record import Record, Sourced
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Demand, Step
from optimizer.wording.catalogue import Language, words
from optimizer.wording.lengths import duration_text
from optimizer.wording.levels import choice
from optimizer.wording.names import Names
from optimizer.worktime import Duration


def record_of(service: Service, subject: str, record_id: str) -> Sourced | None:
    """The record of a mark; ``None`` when the service has none of this id.

    Args:
        service: completed, in the situation of the mark.
        subject: kind of the record, a key of ``service.confirming.LISTS``.
        record_id: its id.
    """
    held: tuple[Sourced, ...] = getattr(service, LISTS[subject])
    return next((one for one in held if getattr(one, "id", "") == record_id), None)


def subject_word(subject: str, language: Language) -> str:
    """What sort of record a mark is about, e.g. 办理环节."""
    return words("plan", language)(f"subject_{subject}")


def thing_text(mark: Mark, names: Names) -> str:
    """The name of what a mark is about, without the item it belongs to."""
    if mark.subject == "step":
        return names.step(mark.id)
    if mark.subject == "requirement":
        return names.requirement(mark.id)["document"]
    return names(mark.id)


def field_word(subject: str, field: str, language: Language) -> str:
    """What a field is called in service files and on screens; 整条 for a whole record."""
    said = words("compliance", language)
    if field == terms.EVERYTHING:
        return said("whole_record")
    if language == "zh":
        return terms.key_word(subject, field)
    own = f"field_{subject}_{field}"
    return said(own) if said.has(own) else field.replace("_", " ")


def assumed_text(service: Service, mark: Mark, language: Language) -> str:
    """The assumed value; of a whole record, what makes it up in a few words.

    Args:
        service: completed, in the situation of the mark.
        mark: of one of its values.
        language: of the words.

    Returns:
        Empty when the service has no such record.
    """
    record = record_of(service, mark.subject, mark.id)
    if record is None:
        return ""
    names = Names(service, language)
    if mark.field == terms.EVERYTHING:
        return _whole(record, names, language)
    return _told(getattr(record, mark.field), names, language)


def _whole(record: Sourced, names: Names, language: Language) -> str:
    said = words("compliance", language)
    if isinstance(record, Requirement):
        return said("whole_requirement", route=choice(record.route, language), copies=record.copies)
    if isinstance(record, Step):
        length = None if record.duration is None else duration_text(record.duration, language)
        return said(
            "whole_step",
            departments=names.listed(record.departments),
            length=length or words("plan", language)("unknown"),
            visits=record.visits or 0,
        )
    if isinstance(record, Precedence):
        return said(
            f"whole_precedence_{record.anchor.value}",
            before=names(record.before),
            after=names(record.after),
            kind=choice(record.kind, language),
        )
    return names(str(getattr(record, "id", "")))


def _told(value: object, names: Names, language: Language) -> str:
    """Any value of a field, told by what it is."""
    if isinstance(value, tuple) and value:
        listed = words("plan", language).listed
        return listed([_told(one, names, language) for one in value])
    if isinstance(value, bool | Enum):
        return _word(value, language)
    if isinstance(value, Duration | Record):
        return _composed(value, language)
    return "—" if value in (None, "", ()) else names(str(value))


def _word(value: bool | Enum, language: Language) -> str:
    if isinstance(value, bool):
        return words("plan", language)("yes" if value else "no")
    assert isinstance(value, StrEnum | IntEnum)
    return choice(value, language)


def _composed(value: Duration | Record, language: Language) -> str:
    if isinstance(value, Duration):
        return duration_text(value, language)
    if isinstance(value, Limit):
        length = duration_text(value.duration, language)
        return words("plan", language)("limit", length=length, span=choice(value.spans, language))
    if isinstance(value, Demand):
        return f"{value.team}×{value.amount}"
    raise TypeError(f"no assumed field holds a {type(value).__name__}")
