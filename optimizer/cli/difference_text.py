"""Fields and values of a difference in the planner's words."""

from enum import Enum

from optimizer.cli.screen import Screen
from optimizer.evaluation.difference import Difference, Subject
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
from optimizer.wording.names import Names

# The closed list a field's values come from; the same name may mean another list elsewhere.
_LISTS: dict[tuple[Subject, str], type[Enum]] = {
    (Subject.ITEM, "kind"): ItemKind,
    (Subject.ITEM, "case_type"): CaseType,
    (Subject.LIMIT, "statutory"): Span,
    (Subject.LIMIT, "promised"): Span,
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
# A limit is called by the words of its item.
_SECTIONS = {Subject.LIMIT: "item"}
_YES_NO = {"yes": "是", "no": "否"}


def field_word(screen: Screen, one: Difference) -> str:
    """The official word of the field that changed; empty where the whole thing did."""
    if not one.field or screen.language == "en":
        return one.field.replace("_", " ")
    try:
        return terms.key_word(_SECTIONS.get(one.subject, one.subject.value), one.field)
    except KeyError:
        return one.field


def value_text(screen: Screen, one: Difference, text: str, names: Names) -> str:
    """One side of a difference, with names for ids and words for closed lists.

    Args:
        screen: knows the language.
        one: the difference.
        text: its ``before`` or ``after``.
        names: of the service on that side.
    """
    if not text:
        return ""
    if names.knows(text):
        return names(text)
    closed = _LISTS.get((one.subject, one.field))
    parts = [_part(screen, part, names, closed) for part in text.split("+")]
    return screen.plan_words.listed(parts)


def _part(screen: Screen, part: str, names: Names, closed: type[Enum] | None) -> str:
    if closed is not None:
        return " ".join(_word(screen, word, closed) for word in part.split(" "))
    if names.knows(part):
        return names(part)
    return _YES_NO.get(part, part) if screen.language == "zh" else part


def _word(screen: Screen, word: str, closed: type[Enum]) -> str:
    if screen.language == "en":
        return word.replace("_", " ")
    value = terms.meaning(closed, word)
    return word if value is None else terms.word(value)
