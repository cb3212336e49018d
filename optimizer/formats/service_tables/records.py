"""Typed values put into a record, and what becomes of its marks 推定."""

from collections.abc import Mapping
from typing import TypeVar

from optimizer.formats.service_tables.cell_reading import Typed
from optimizer.formats.service_tables.layout import POSITION, Field, Section
from optimizer.formats.service_tables.problems import refused
from optimizer.formats.shapes import FORMS, RECORDS
from optimizer.service.record import Record, Sourced, problems_of
from optimizer.service.terms import EVERYTHING

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Missing(Exception):
    """A value inside another needs a value that is not stated.

    Attributes:
        fields: names of the columns to fill in.
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        super().__init__(", ".join(fields))


def put(section: Section, record: AnyRecord, typed: Mapping[Field, Typed]) -> AnyRecord:
    """The record with typed values in it.

    A value that is changed loses its mark 推定, since somebody typed it; the others keep theirs,
    also where the whole record was marked. Where the marks themselves are typed, they are what was
    typed. A mark typed behind a value marks it.

    Raises:
        Missing: a limit without its length, a commitment without its basis.
        Refused: the record cannot hold a value.
    """
    values = {
        name: value
        for name, value in record_values(section, typed, record).items()
        if getattr(record, name) != value
    }
    if isinstance(record, Sourced):
        values["assumed"] = _marks(record, values, typed)
    if all(getattr(record, name) == value for name, value in values.items()):
        return record
    return record.model_copy(update=values)


def record_values(
    section: Section, typed: Mapping[Field, Typed], record: Record | None = None
) -> dict[str, object]:
    """Field of the record → value, for the fields that something was typed for.

    Args:
        section: the table.
        typed: the cells; a blank one stands for the default.
        record: what is changed; ``None`` for a new record.

    Raises:
        Missing: as in ``put``.
        Refused: as in ``put``.
    """
    kind = RECORDS[section.record]
    found: dict[str, object] = {}
    inside: dict[str, dict[tuple[str, ...], tuple[Field, object]]] = {}
    for field, one in typed.items():
        if field.name == POSITION:
            continue
        first, *rest = field.path
        if rest:
            inside.setdefault(first, {})[tuple(rest)] = (field, one.value)
        elif one.value is not None:
            found[first] = one.value
        else:
            found[first] = _default(kind, first)
    for name, cells in inside.items():
        held = getattr(record, name) if record is not None else _default(kind, name)
        found[name] = _nested(section, section.record, name, held, cells)
    return found


def _default(kind: type[Record], name: str) -> object:
    return kind.model_fields[name].get_default()


def _nested(
    section: Section,
    outer: str,
    name: str,
    held: object,
    cells: Mapping[tuple[str, ...], tuple[Field, object]],
) -> Record | None:
    """A record inside a record; ``None`` when nothing of it is stated any more.

    Args:
        section: the table.
        outer: section of the file whose keys the record around it has.
        name: the field that holds it.
        held: what it was.
        cells: path inside it → column and value.
    """
    inner = FORMS[outer][name].section
    kind = RECORDS[inner]
    values: dict[str, object] = {}
    if isinstance(held, Record):
        values = {one: getattr(held, one) for one in kind.model_fields}
    deeper: dict[str, dict[tuple[str, ...], tuple[Field, object]]] = {}
    for (first, *rest), (field, value) in cells.items():
        if rest:
            deeper.setdefault(first, {})[tuple(rest)] = (field, value)
        elif value is None:
            values.pop(first, None)
        else:
            values[first] = value
    for first, more in deeper.items():
        values[first] = _nested(section, inner, first, values.get(first), more)
    needed = [one for one, info in kind.model_fields.items() if info.is_required()]
    absent = {(name, one) for one in needed if values.get(one) is None}
    blank = all(value is None for _, value in cells.values())
    if absent and len(absent) == len(needed) and blank:
        return None
    if absent:
        raise Missing(tuple(one.name for one in section.fields if one.path in absent))
    made = built(kind, values)
    may_be_none = _default(RECORDS[outer], name) is None
    return None if may_be_none and not needed and made == kind() else made


def built(kind: type[AnyRecord], values: Mapping[str, object]) -> AnyRecord:
    """A record of these values.

    Raises:
        Refused: the record does not take them.
    """
    try:
        return kind.model_validate(dict(values))
    except ValueError as error:
        told = "; ".join(message for _, message in problems_of(error))
        raise refused(f"内容不合要求：{told}", f"not possible: {told}") from error


def _marks(
    record: Sourced, changed: Mapping[str, object], typed: Mapping[Field, Typed]
) -> tuple[str, ...]:
    for field, one in typed.items():
        if field.name == "assumed" and isinstance(one.value, tuple | None):
            return one.value or ()
    held = record.assumed
    if EVERYTHING in held and changed:
        fields = set(type(record).model_fields) - {"id", "assumed"}
        held = tuple(sorted(fields - set(changed)))
    kept = [one for one in held if one not in changed]
    marked = {field.path[0] for field, one in typed.items() if one.marked}
    return tuple(sorted({*kept, *marked})) if marked or len(kept) < len(held) else tuple(kept)
