"""Which tables a service has and which columns they have, before any service is seen.

A column shows one value of a record. Its kind, its bounds and its closed list are those of the
service file (``formats.shapes``), so that tables and file cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from optimizer.formats.shapes import FORMS, RECORDS, Form, Shape
from optimizer.service.record import Record
from optimizer.wording.catalogue import Language, words

Kind = Literal["text", "number", "choice", "choices", "yes_no", "duration", "limit"]


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Attributes:
        name: key of the column.
        path: names that lead from the record to the value.
        refers: the table whose rows it names; ``teams`` for the teams of departments.
        required: an empty cell is refused.
        rare: seldom needed; screens may hide it behind a switch.
        read_only: shown, not edited here.
        free: a name that nothing has yet may be typed, and makes something new.
        unit: key of the unit in words (``unit.<unit>``); empty when there is none.
    """

    name: str
    path: tuple[str, ...]
    refers: str = ""
    required: bool = False
    rare: bool = False
    read_only: bool = False
    free: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """One table.

    Attributes:
        key: name of the table.
        record: the section of the service file whose keys the record has.
        held: the list of the service; empty where the only row is the service itself.
    """

    key: str
    record: str
    held: str
    fields: tuple[Field, ...]

    def title(self, language: Language) -> str:
        """What the table is called."""
        return words("tables", language)(f"{self.key}.title")

    def field(self, name: str) -> Field | None:
        """The column of this name; ``None`` when there is none."""
        return next((one for one in self.fields if one.name == name), None)

    def of_record(self, record_field: str) -> Field | None:
        """The first column that shows something of a field of the record."""
        own = [one for one in self.fields if one.path and one.path[0] == record_field]
        return own[0] if own else None


def _f(name: str, path: str = "", flags: str = "", *, refers: str = "", unit: str = "") -> Field:
    """A column; ``flags`` are words out of required, rare, read_only, free."""
    told = flags.split()
    return Field(
        name=name,
        path=tuple((path or name).split(".")),
        refers=refers,
        required="required" in told,
        rare="rare" in told,
        read_only="read_only" in told,
        free="free" in told,
        unit=unit,
    )


POSITION = "position"
"""The column of the order of rows: no value of a record."""

_ASSUMED = _f("assumed")
_WHEN = _f("when", flags="rare", refers="options")

_SERVICE = (
    _f("name", flags="required"),
    _f("region"),
    _f("list_category"),
    _f("lead_department", flags="free", refers="departments"),
    _f("yearly_cases", unit="cases"),
    _f("declared_promise", "declared_promise.duration"),
    _f("baseline_date", "baseline.date"),
    _f("baseline_source", "baseline.source"),
    _f("order"),
    _f("combined_permit"),
    _f("declared_promise_spans", "declared_promise.spans", "rare"),
    _f("declared_promise_basis", "declared_promise.basis", "rare"),
    _f("sources", flags="rare free"),
    _f("notes", flags="rare free"),
)

_ITEMS = (
    _f(POSITION, "id"),
    _f("name", flags="required"),
    _f("department", flags="required free", refers="departments"),
    _f("kind"),
    _f("statutory", "statutory.duration"),
    _f("promised", "promised.duration"),
    _f("results", flags="free", refers="documents"),
    _f("visits", unit="times"),
    _f("case_type"),
    _f("fee"),
    _f("fee_yuan", unit="yuan"),
    _f("window"),
    _f("statutory_spans", "statutory.spans", "rare"),
    _f("statutory_basis", "statutory.basis", "rare"),
    _f("promised_spans", "promised.spans", "rare"),
    _f("promised_basis", "promised.basis", "rare"),
    _f("basic", "codes.basic", "rare"),
    _f("implementation", "codes.implementation", "rare"),
    _f("handling", "codes.handling", "rare"),
    _f("commitment_basis", "commitment.basis", "rare"),
    _f("commitment_limit", "commitment.limit", "rare"),
    _f("commitment_after_check", "commitment.after_check", "rare"),
    _f("committed", flags="rare"),
    _f("instant", flags="rare"),
    _f("risk_tags", flags="rare free"),
    _f("third_party_interest", flags="rare"),
    _f("quantity_limited", flags="rare"),
    _f("fee_absorbed", flags="rare"),
    _f("stage", flags="rare"),
    _f("condition", flags="rare"),
    _WHEN,
    _ASSUMED,
)

_STEPS = (
    _f("items", flags="required", refers="items"),
    _f(POSITION, "id"),
    _f("name", flags="required"),
    _f("kind"),
    _f("departments", flags="free", refers="departments"),
    _f("duration"),
    _f("floor"),
    _f("floor_basis"),
    _f("after", refers="steps"),
    _f("visits", unit="times"),
    _f("phase", flags="rare"),
    _f("counted", flags="rare"),
    _f("counted_basis", flags="rare"),
    _f("visible", flags="rare"),
    _f("in_person", flags="rare"),
    _f("staff", flags="rare", unit="people"),
    _f("demands", flags="rare", refers="teams"),
    _f("lock", flags="rare"),
    _f("early", flags="rare"),
    _f("clocked", flags="rare"),
    _f("members", flags="rare read_only", refers="steps"),
    _WHEN,
    _ASSUMED,
)

_REQUIREMENTS = (
    _f("item", flags="required", refers="items"),
    _f("document", flags="required free", refers="documents"),
    _f("document_class", flags="read_only"),
    _f("issuer_kind", flags="read_only"),
    _f("holder", flags="read_only"),
    _f("copies", unit="copies"),
    _f("copy_kind"),
    _f("necessity"),
    _f("needed_by", refers="steps"),
    _f("basis"),
    _f("route"),
    _f("source", refers="data_sources"),
    _f("main"),
    _f("medium", flags="rare"),
    _f("without_basis", flags="rare"),
    _f("commitment", flags="rare"),
    _f("recognised", flags="rare"),
    _f("original", flags="rare", refers="documents"),
    _WHEN,
    _ASSUMED,
)

_DOCUMENTS = (
    _f("name", flags="required"),
    _f("document_class"),
    _f("issuer_kind"),
    _f("issuer", flags="free", refers="departments"),
    _f("holder"),
    _f("fields", flags="free"),
    _f("edition", flags="rare"),
    _f("item", flags="rare", refers="items"),
    _f("certificate_code", flags="rare"),
    _f("members", flags="rare", refers="documents"),
    _ASSUMED,
)

_PRECEDENCES = (
    _f("before", flags="required", refers="items"),
    _f("after", flags="required", refers="items"),
    _f("kind", flags="required"),
    _f("basis"),
    _f("anchor"),
    _f("step", refers="steps"),
    _f("lag"),
    _f("lag_counted", flags="rare"),
    _f("level", flags="rare"),
    _f("implied", flags="rare read_only"),
    _WHEN,
    _ASSUMED,
)

_EXTERNALS = (
    _f("name", "id", "required"),
    _f("items", flags="required", refers="items"),
    _f("kind"),
    _f("basis"),
    _ASSUMED,
)

_DEPARTMENTS = (
    _f("name", flags="required"),
    _f("kind"),
    _f("authorises_window"),
    _f("teams", flags="free"),
    _f("decides", flags="rare", refers="items"),
    _ASSUMED,
)

_SOURCES = (
    _f("name", flags="required"),
    _f("documents", flags="required free", refers="documents"),
    _f("sharing"),
    _f("progress"),
    _f("owner", flags="free", refers="departments"),
    _f("effort"),
    _f("cost_yuan", flags="rare", unit="yuan"),
    _f("person_days", flags="rare", unit="person_days"),
    _ASSUMED,
)

_SITUATIONS = (
    _f("name", "id", "required"),
    _f("options", flags="required free"),
    _ASSUMED,
)

_PUBLISHED = (
    _f("read", "published.read"),
    _f("mixed", "published.mixed"),
    _f("rule", "published.rule"),
    *(
        _f(f"{side}_{figure}", f"published.{side}.{figure}")
        for side in ("before", "after")
        for figure in FORMS["figures"]
    ),
    _f("note", "published.note"),
    _f("measures", "published.measures", "free"),
)

SECTIONS = (
    Section("service", "service", "", _SERVICE),
    Section("items", "item", "items", _ITEMS),
    Section("steps", "step", "steps", _STEPS),
    Section("requirements", "requirement", "requirements", _REQUIREMENTS),
    Section("documents", "document", "documents", _DOCUMENTS),
    Section("precedences", "precedence", "precedences", _PRECEDENCES),
    Section("externals", "external", "externals", _EXTERNALS),
    Section("departments", "department", "departments", _DEPARTMENTS),
    Section("data_sources", "data_source", "data_sources", _SOURCES),
    Section("situations", "situation", "situations", _SITUATIONS),
    Section("published", "service", "", _PUBLISHED),
)
"""The tables, in the order a planner fills them in."""

_BY_KEY: Mapping[str, Section] = {one.key: one for one in SECTIONS}

LEFT_OUT: Mapping[tuple[str, str], str] = {
    **{
        (section, "id"): "people see names; the id is kept by the program"
        for section in (
            "service",
            "item",
            "step",
            "requirement",
            "document",
            "precedence",
            "department",
            "data_source",
        )
    },
    **{("service", one.held): "a table of its own" for one in SECTIONS if one.held},
}
"""Fields of records that no column shows, by section of the file, each with the reason."""


def section_of(key: str) -> Section:
    """The table of this key.

    Raises:
        KeyError: there is no such table.
    """
    return _BY_KEY[key]


def form_of(section: Section, field: Field) -> Form:
    """What stands behind a column: shape, closed list and bounds of its value."""
    if field.name == POSITION:
        return Form(Shape.WHOLE, least=1)
    form = FORMS[section.record][field.path[0]]
    for name in field.path[1:]:
        form = FORMS[form.section][name]
    return form


def is_chain(field: Field) -> bool:
    """Whether a column names the steps before a step, where none is not the same as not stated."""
    return field.name == "after" and field.refers == "steps"


def kind_of(section: Section, field: Field) -> Kind:
    """How a cell of a column is typed."""
    shape = form_of(section, field).shape
    if shape is Shape.DURATION:
        outer = FORMS[section.record][field.path[0]].shape
        return "limit" if outer is Shape.LIMIT else "duration"
    if shape in (Shape.TEXTS, Shape.WHEN, Shape.ASSUMED, Shape.ENTRIES):
        return "choices"
    if shape is Shape.TEXT:
        return "choice" if field.refers else "text"
    kinds: Mapping[Shape, Kind] = {
        Shape.WHOLE: "number",
        Shape.NUMBER: "number",
        Shape.YES_NO: "yes_no",
        Shape.WORD: "choice",
    }
    return kinds[shape]


def is_optional(section: Section, field: Field) -> bool:
    """Whether an empty cell is a value of its own: not stated, unknown."""
    record: type[Record] = RECORDS[section.record]
    if field.name == POSITION or field.path[0] not in record.model_fields:
        return False
    for place, name in enumerate(field.path):
        info = record.model_fields[name]
        if place == len(field.path) - 1:
            return not info.is_required() and info.get_default() is None
        if place == 0 and info.get_default() is None:
            return True
        record = RECORDS[_inner(section, field, place)]
    return False


def _inner(section: Section, field: Field, place: int) -> str:
    """The section of the file that the value at one place of a path is a mapping of."""
    form = FORMS[section.record][field.path[0]]
    for name in field.path[1 : place + 1]:
        form = FORMS[form.section][name]
    return form.section
