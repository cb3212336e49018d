"""One record as a mapping of a service file: official keys, defaults left out."""

from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum, StrEnum

from optimizer.formats.shapes import FORMS, MARKED_IN_PLACE
from optimizer.formats.short_forms import ASSUMED_MARK
from optimizer.formats.yaml_text import Plain, Value
from optimizer.service.item import Limit
from optimizer.service.record import Record
from optimizer.service.situation import Condition
from optimizer.service.terms import EVERYTHING, EVERYTHING_WORDS, key_word, word
from optimizer.worktime import Duration

_YES, _NO = Plain("是"), Plain("否")


def mapped(
    section: str,
    record: Record,
    *,
    skip: frozenset[str] = frozenset(),
    defaults: Mapping[str, object] | None = None,
    replaced: Mapping[str, Value] | None = None,
    assumed: tuple[str, ...] | None = None,
) -> dict[str, Value]:
    """The mapping of one record: official key → value.

    Args:
        section: whose keys it has.
        record: what is written.
        skip: fields not written.
        defaults: what the reader takes beyond the defaults of the record.
        replaced: fields written in another way.
        assumed: marks to write instead of the record's own.
    """
    marks = getattr(record, "assumed", ()) if assumed is None else assumed
    written: dict[str, Value] = {}
    in_place: set[str] = set()
    for field in FORMS[section]:
        if replaced is not None and field in replaced:
            written[key_word(section, field)] = replaced[field]
            continue
        if field in skip or field == "assumed" or field not in type(record).model_fields:
            continue
        value = getattr(record, field)
        if value == _default(record, field, defaults or {}):
            continue
        if field in marks and FORMS[section][field].shape in MARKED_IN_PLACE:
            in_place.add(field)
        written[key_word(section, field)] = plain(value, marked=field in in_place)
    left = tuple(one for one in marks if one not in in_place)
    if left:
        written[key_word(section, "assumed")] = marks_of(section, left)
    return written


def marks_of(section: str, marks: tuple[str, ...]) -> Value:
    """The value of 推定: yes for the whole record, else the keys."""
    if marks == (EVERYTHING,):
        return _YES
    return [
        Plain(EVERYTHING_WORDS[0]) if one == EVERYTHING else key_word(section, one) for one in marks
    ]


def plain(value: object, *, marked: bool = False) -> Value:
    """A value of a record as it is written.

    Args:
        value: what the record holds.
        marked: whether it carries the mark （推定）.
    """
    mark = ASSUMED_MARK if marked else ""
    if isinstance(value, Limit):
        return _limit(value, mark)
    if isinstance(value, Record):
        section = next(name for name, kind in _SECTIONS.items() if kind == type(value).__name__)
        return mapped(section, value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], Condition):
            return _when(value)
        return [plain(one) for one in value]
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return value
    return Plain(f"{_plain_text(value)}{mark}")


def _plain_text(value: object) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, StrEnum | IntEnum):
        return word(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    assert isinstance(value, int | float | Decimal | Duration)
    return str(value)


def _limit(limit: Limit, mark: str) -> Value:
    duration = Plain(f"{limit.duration}{mark}")
    rest = mapped("limit", limit, skip=frozenset({"duration"}))
    return {key_word("limit", "duration"): duration, **rest} if rest else duration


def _when(conditions: tuple[Condition, ...]) -> Value:
    listed = [
        {one.question: one.options[0] if len(one.options) == 1 else list(one.options)}
        for one in conditions
    ]
    if len({one.question for one in conditions}) < len(conditions):
        return listed
    return {question: options for one in listed for question, options in one.items()}


def _default(record: Record, field: str, defaults: Mapping[str, object]) -> object:
    if field in defaults:
        return defaults[field]
    info = type(record).model_fields[field]
    return info.get_default(call_default_factory=True) if not info.is_required() else _NOTHING


_NOTHING = object()
_SECTIONS = {
    "baseline": "Baseline",
    "codes": "Codes",
    "commitment": "Commitment",
    "published": "Published",
    "figures": "Figures",
    "team": "Team",
    "demand": "Demand",
    "option": "Option",
}
