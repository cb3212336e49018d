"""What differs between two services, in the planner's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum

from optimizer.evaluation.difference import Difference, DifferenceKind, Subject
from optimizer.service import terms
from optimizer.service.kinds import (
    Anchor,
    CaseType,
    CopyKind,
    DepartmentKind,
    DocumentClass,
    IssuerKind,
    ItemKind,
    Medium,
    Necessity,
    Phase,
    PrecedenceKind,
    Progress,
    Route,
    Sharing,
    Span,
    StepKind,
)
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.lengths import duration_text
from optimizer.wording.levels import choice
from optimizer.wording.names import Names
from optimizer.worktime import Duration

# The closed list a field's values come from; the same name may mean another list elsewhere.
_LISTS: dict[tuple[Subject, str], type[Enum]] = {
    (Subject.ITEM, "kind"): ItemKind,
    (Subject.ITEM, "case_type"): CaseType,
    (Subject.DEPARTMENT, "kind"): DepartmentKind,
    (Subject.DOCUMENT, "document_class"): DocumentClass,
    (Subject.DOCUMENT, "issuer_kind"): IssuerKind,
    (Subject.REQUIREMENT, "route"): Route,
    (Subject.REQUIREMENT, "needed_by"): Anchor,
    (Subject.REQUIREMENT, "copy_kind"): CopyKind,
    (Subject.REQUIREMENT, "medium"): Medium,
    (Subject.REQUIREMENT, "necessity"): Necessity,
    (Subject.STEP, "kind"): StepKind,
    (Subject.STEP, "phase"): Phase,
    (Subject.PRECEDENCE, "kind"): PrecedenceKind,
    (Subject.PRECEDENCE, "anchor"): Anchor,
    (Subject.DATA_SOURCE, "sharing"): Sharing,
    (Subject.DATA_SOURCE, "progress"): Progress,
}
_LENGTHS = frozenset({(Subject.STEP, "duration"), (Subject.PRECEDENCE, "lag")})
_FLAGS = frozenset(
    {
        (Subject.ITEM, "window"),
        (Subject.ITEM, "committed"),
        (Subject.ITEM, "fee_absorbed"),
        (Subject.DEPARTMENT, "authorises_window"),
        (Subject.STEP, "counted"),
        (Subject.STEP, "visible"),
        (Subject.PRECEDENCE, "lag_counted"),
    }
)
# Fields that hold ids, joined by ``+`` where there may be several.
_IDS = frozenset(
    {
        (Subject.ITEM, "department"),
        (Subject.ITEM, "results"),
        (Subject.REQUIREMENT, "document"),
        (Subject.REQUIREMENT, "source"),
        (Subject.STEP, "departments"),
        (Subject.STEP, "after"),
        (Subject.PRECEDENCE, "step"),
        (Subject.DATA_SOURCE, "documents"),
        (Subject.DATA_SOURCE, "owner"),
    }
)
# Fields that hold several plain texts, joined by ``+``.
_SEVERAL = frozenset(
    {(Subject.DEPARTMENT, "teams"), (Subject.DOCUMENT, "fields"), (Subject.STEP, "demands")}
)
# A limit is called by the words of its item.
_SECTIONS = {Subject.LIMIT: "item"}


@dataclass(frozen=True)
class DifferenceRow:
    """One difference in words.

    Attributes:
        kind: what happened: added, removed, changed, merged, split.
        subject: what sort of thing it is about.
        name: of the thing.
        field: official word of what changed; empty where the whole thing did.
        before, after: the two sides; empty where there is nothing on that side.
    """

    kind: str
    subject: str
    name: str
    field: str
    before: str
    after: str


def difference_rows(
    before: Service, after: Service, differences: Iterable[Difference], language: Language
) -> tuple[DifferenceRow, ...]:
    """Differences in words, in the order given.

    Args:
        before: the service before.
        after: the service after.
        differences: between them (see ``evaluation.difference``).
        language: ``zh`` or ``en``.
    """
    first, second = Names(before, language), Names(after, language)
    return tuple(_row(one, first, second, language) for one in differences)


def _row(one: Difference, first: Names, second: Names, language: Language) -> DifferenceRow:
    said = words("plan", language)
    gone = one.kind in (DifferenceKind.REMOVED, DifferenceKind.SPLIT)
    return DifferenceRow(
        kind=said(f"difference_{one.kind.value}"),
        subject=said(f"subject_{one.subject.value}"),
        name=_name(one, first if gone or first.knows(one.id) else second),
        field=_field_word(one, language),
        before=_value_text(one, one.before, first, language),
        after=_value_text(one, one.after, second, language),
    )


def _name(one: Difference, names: Names) -> str:
    return names.need(one.id) if one.subject is Subject.REQUIREMENT else names(one.id)


def _field_word(one: Difference, language: Language) -> str:
    if not one.field or language == "en":
        return one.field.replace("_", " ")
    return terms.key_word(_SECTIONS.get(one.subject, one.subject.value), one.field)


def _value_text(one: Difference, text: str, names: Names, language: Language) -> str:
    """One side of a difference, with names for ids and words for closed lists."""
    place = (one.subject, one.field)
    if not text:
        return ""
    if place in _IDS or not one.field:
        return names(text) if names.knows(text) else names.listed(text.split("+"))
    if place in _LISTS:
        return _word(text, _LISTS[place], names, language)
    if one.subject is Subject.LIMIT:
        return _limit_text(text, language)
    if place in _LENGTHS:
        return duration_text(Duration.parse(text), language)
    return _plain(place, text, language)


def _plain(place: tuple[Subject, str], text: str, language: Language) -> str:
    """A text as it stands in the file; only what stands between texts is the reader's."""
    said = words("plan", language)
    if place in _FLAGS:
        return said("yes" if text == "yes" else "no")
    return said.listed(text.split("+")) if place in _SEVERAL else text


def _limit_text(text: str, language: Language) -> str:
    """``20 工作日 decision``: the length and what it spans."""
    length, _, span = text.rpartition(" ")
    return words("plan", language)(
        "limit",
        length=duration_text(Duration.parse(length), language),
        span=choice(Span(span), language),
    )


def _word(text: str, closed: type[Enum], names: Names, language: Language) -> str:
    value = terms.meaning(closed, text)
    if isinstance(value, StrEnum | IntEnum):
        return choice(value, language)
    return names(text)  # A material may be needed by a step, not a moment.
