"""The reference tables of the levers: prices, floors, merge classes, who decides."""

from enum import StrEnum
from functools import cache

from optimizer.places import data_directory
from optimizer.service.kinds import DepartmentKind, Grade, ListCategory, Sharing, StepKind
from optimizer.service.record import Record


class LeverText(Record):
    """What the catalogue says of one lever.

    Attributes:
        element, detail: what is changed, for the table of who decides.
        grade, risk: usual effort and risk; our own planning values, marked assumed.
        basis: law or document that allows it.
        precondition_zh, precondition_en: what must be in place first.
    """

    key: str
    name_zh: str
    name_en: str
    text_zh: str
    text_en: str
    element: str
    detail: str = ""
    grade: Grade
    risk: str
    basis: str
    precondition_zh: str = ""
    precondition_en: str = ""


class DefaultFloor(Record):
    """Shortest length of a step where the file says nothing: hours, or a share."""

    hours: int | None = None
    percent: int | None = None


class ShortenGrade(Record):
    """Price of a cut of at most ``percent`` of the length."""

    percent: int
    grade: Grade
    risk: str


class LeverTables(Record):
    """``data/levers/catalogue.json``."""

    note: str
    weights: dict[Grade, int]
    connect_grades: dict[Sharing, Grade]
    shorten_grades: tuple[ShortenGrade, ...]
    default_floors: dict[StepKind, DefaultFloor]
    united_form_name: str
    levers: tuple[LeverText, ...]


class MergeScope(StrEnum):
    """Which steps of a class may become one."""

    ANY = "any"  # of any two items
    SAME_DEPARTMENT = "same_department"  # of one department only
    AUTHORISED = "authorised"  # of any, at a higher price where not authorised yet


class MergeClass(Record):
    """A class of steps that may become one (合并类别).

    Attributes:
        coordination_hours: what the merged step takes longer than its longest member;
            a planning value of ours, marked assumed.
        grade_same_organ: effort where all steps are of one department.
    """

    key: str
    lever: str
    step_kinds: tuple[StepKind, ...]
    name_zh: str
    name_en: str
    scope: MergeScope
    coordination_hours: int
    element: str
    detail: str
    grade: Grade
    grade_same_organ: Grade
    risk: str


class MergeClasses(Record):
    """``data/levers/merge_classes.json``."""

    note: str
    classes: tuple[MergeClass, ...]


class AuthorityRow(Record):
    """Who decides on an element; empty lists fit every service and department."""

    element: str
    detail: str = ""
    lists: tuple[ListCategory, ...] = ()
    kinds: tuple[DepartmentKind, ...] = ()
    authority: str
    own_unit_if_alone: bool = False
    reason_zh: str
    reason_en: str


class BasisLevel(Record):
    """What a legal basis in words says of its source: a regular expression."""

    pattern: str
    authority: str


class AuthorityTable(Record):
    """``data/levers/authority.json``."""

    note: str
    rows: tuple[AuthorityRow, ...]
    basis_levels: tuple[BasisLevel, ...]


@cache
def lever_tables() -> LeverTables:
    """Prices, floors and texts of the levers."""
    return LeverTables.model_validate_json(_read("catalogue.json"))


@cache
def merge_classes() -> dict[str, MergeClass]:
    """The merge classes by key."""
    classes = MergeClasses.model_validate_json(_read("merge_classes.json")).classes
    return {one.key: one for one in classes}


@cache
def authority_table() -> AuthorityTable:
    """Who decides on what."""
    return AuthorityTable.model_validate_json(_read("authority.json"))


@cache
def lever_texts() -> dict[str, LeverText]:
    """The texts of the levers by key, in the order of the catalogue."""
    return {one.key: one for one in lever_tables().levers}


def _read(name: str) -> str:
    return (data_directory() / "levers" / name).read_text(encoding="utf-8")
