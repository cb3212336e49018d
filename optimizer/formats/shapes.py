"""What stands behind each key of a service file, taken from the records.

One table serves the reader, the writer and the JSON Schema, so that they cannot disagree.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from optimizer.redesign.request import Request, Target
from optimizer.service.department import Department, Team
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Codes, Commitment, Item, Limit
from optimizer.service.key_words import KEYS
from optimizer.service.precedence import External, Precedence
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.service import Baseline, Figures, Published, Service
from optimizer.service.situation import Condition, Option, Situation
from optimizer.service.step import Demand, Step
from optimizer.worktime import Duration


class Shape(StrEnum):
    """How a value is written."""

    TEXT = "text"
    TEXTS = "texts"  # a list; one text stands for a list of one
    WHOLE = "whole"  # a whole number
    NUMBER = "number"
    YES_NO = "yes_no"
    WORD = "word"  # a value of a closed list
    WORDS = "words"  # a list of such values
    DURATION = "duration"
    LIMIT = "limit"  # a duration or a mapping
    WHEN = "when"  # question: option or options
    ASSUMED = "assumed"  # yes, or names of keys
    MAPPING = "mapping"  # one mapping of a section
    ENTRIES = "entries"  # a list of mappings or short forms of a section


@dataclass(frozen=True)
class Form:
    """The form of one value.

    Attributes:
        closed_list: of which list the word is.
        section: whose keys the mapping or entries have.
        least, most: bounds of a number.
    """

    shape: Shape
    closed_list: type[Enum] | None = None
    section: str = ""
    least: int | None = None
    most: int | None = None


RECORDS: Mapping[str, type[Record]] = {
    "service": Service,
    "baseline": Baseline,
    "department": Department,
    "team": Team,
    "document": Document,
    "item": Item,
    "codes": Codes,
    "limit": Limit,
    "commitment": Commitment,
    "requirement": Requirement,
    "step": Step,
    "demand": Demand,
    "precedence": Precedence,
    "external": External,
    "data_source": DataSource,
    "situation": Situation,
    "option": Option,
    "published": Published,
    "figures": Figures,
    "request": Request,
    "target": Target,
}

# Where the file differs from the records: an item holds its steps and materials, codes may
# stand in the item itself, and a material describes its document.
_OF_THE_FILE: Mapping[tuple[str, str], Form] = {
    ("item", "basic"): Form(Shape.TEXT),
    ("item", "implementation"): Form(Shape.TEXT),
    ("item", "handling"): Form(Shape.TEXT),
    ("item", "steps"): Form(Shape.ENTRIES, section="step"),
    ("item", "requirements"): Form(Shape.ENTRIES, section="requirement"),
    ("request", "situation"): Form(Shape.WHEN),
    ("request", "pinned"): Form(Shape.TEXTS),
    ("request", "refused"): Form(Shape.TEXTS),
    ("request", "slack"): Form(Shape.TEXTS),
    ("request", "weights"): Form(Shape.TEXTS),
}


def _form(section: str, field: str) -> Form:
    special = _OF_THE_FILE.get((section, field))
    if special is not None:
        return special
    if field == "assumed":
        return Form(Shape.ASSUMED)
    record = RECORDS[section]
    if section == "requirement" and field not in record.model_fields:
        record = Document
    least = most = None
    for bound in record.model_fields[field].metadata:
        least = getattr(bound, "ge", least)
        most = getattr(bound, "le", most)
    return _form_of(typing.get_type_hints(record)[field], least, most)


def _form_of(annotation: object, least: int | None, most: int | None) -> Form:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        annotation = next(one for one in typing.get_args(annotation) if one is not type(None))
    if typing.get_origin(annotation) is tuple:
        return _form_of_list(typing.get_args(annotation)[0])
    plain = {
        str: Form(Shape.TEXT),
        int: Form(Shape.WHOLE, least=least, most=most),
        float: Form(Shape.NUMBER, least=least, most=most),
        bool: Form(Shape.YES_NO),
        Duration: Form(Shape.DURATION),
        Limit: Form(Shape.LIMIT, section="limit"),
    }
    for kind, form in plain.items():
        if annotation is kind:
            return form
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Form(Shape.WORD, closed_list=annotation)
    return Form(Shape.MAPPING, section=_section_of(annotation))


def _form_of_list(inner: object) -> Form:
    if inner is str:
        return Form(Shape.TEXTS)
    if inner is Condition:
        return Form(Shape.WHEN)
    if isinstance(inner, type) and issubclass(inner, Enum):
        return Form(Shape.WORDS, closed_list=inner)
    return Form(Shape.ENTRIES, section=_section_of(inner))


def _section_of(record: object) -> str:
    return next(section for section, kind in RECORDS.items() if kind is record)


FORMS: Mapping[str, Mapping[str, Form]] = {
    section: {field: _form(section, field) for field in fields} for section, fields in KEYS.items()
}
"""The form of every key: section → field → form."""

REQUIRED: Mapping[str, frozenset[str]] = {
    "service": frozenset({"items"}),
    "item": frozenset({"department"}),
    "requirement": frozenset({"document"}),
    "precedence": frozenset({"before", "after", "kind"}),
    **{
        section: frozenset(
            field for field, info in record.model_fields.items() if info.is_required()
        )
        for section, record in RECORDS.items()
        if section
        in {"baseline", "team", "limit", "commitment", "demand", "external", "situation", "option"}
        or section == "target"
    },
    "data_source": frozenset({"documents"}),
}
"""The fields that must be stated; an id or a name besides, where a section has both."""

MARKED_IN_PLACE = frozenset(
    {Shape.DURATION, Shape.LIMIT, Shape.WHOLE, Shape.NUMBER, Shape.YES_NO, Shape.WORD}
)
"""Values that take the mark （推定）; in a free text it would be part of the text."""
