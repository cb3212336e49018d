"""``onething compare``: any two services, hand-made ones too, under one counting rule."""

from enum import Enum
from pathlib import Path

from optimizer import planning
from optimizer.cli.asking import Wishes, requests
from optimizer.cli.checking import read
from optimizer.cli.plan_tables import show_figures, show_situation, warning_text
from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.evaluation.difference import Difference, DifferenceKind, Subject
from optimizer.evaluation.reduction import REDUCED
from optimizer.evaluation.warnings import hollow_comparison
from optimizer.formats.as_is_json import comparison_document
from optimizer.formats.plan_figures import figures
from optimizer.formats.thing_names import Names
from optimizer.service import terms

# Where a field is called by a key of another section of the file.
_SECTIONS = {
    Subject.ITEM: "item",
    Subject.LIMIT: "item",
    Subject.DEPARTMENT: "department",
    Subject.DOCUMENT: "document",
    Subject.REQUIREMENT: "requirement",
    Subject.STEP: "step",
    Subject.PRECEDENCE: "precedence",
    Subject.DATA_SOURCE: "data_source",
}
_YES_NO = {"yes": "是", "no": "否"}


def compared(screen: Screen, first: Path, second: Path, wishes: Wishes, json: str | None) -> int:
    """Compare and show; exit code 0, whether they differ or not."""
    (request,) = requests(wishes, screen.words)
    before, _ = read(screen, first)
    after, _ = read(screen, second)
    rule = planning.counting_rule(request.counting)
    answer = planning.compare(before, after, rule.id, request.situation)
    screen.title(screen.words("compare", before=first.name, after=second.name))
    show_situation(screen, answer.before.situation)
    one, other = answer.before, answer.after
    show_figures(
        screen, figures(answer.reductions, one.metrics, other.metrics, rule, REDUCED), rule
    )
    names = (Names(one.service, screen.language), Names(other.service, screen.language))
    _differences(screen, answer.differences, names)
    screen.lines(
        screen.words("warnings"),
        [
            warning_text(screen, code, subject, names[1])
            for code, subject in hollow_comparison(one.service, other.service, answer.reductions)
        ],
    )
    document = comparison_document(
        (one.service, other.service),
        (one.metrics, other.metrics),
        answer.reductions,
        answer.differences,
    )
    write_result(document, json)
    return 0


def _differences(
    screen: Screen, found: tuple[Difference, ...], names: tuple[Names, Names]
) -> None:
    if not found:
        screen.line(screen.words("differences_none"))
        return
    rows = []
    for one in found:
        gone = one.kind in (DifferenceKind.REMOVED, DifferenceKind.SPLIT)
        rows.append(
            (
                screen.words(f"subject_{one.subject.value}"),
                screen.words(one.kind.value),
                names[0](one.id) if gone else names[1](one.id),
                field_word(screen, one),
                value_text(screen, one.before, names[0]),
                value_text(screen, one.after, names[1]),
            )
        )
    keys = ("what", "change", "subject", "metric", "before", "after")
    headings = [screen.words(key) for key in keys]
    headings[3] = ""
    screen.table(headings, rows, title=screen.words("differences"))


def field_word(screen: Screen, one: Difference) -> str:
    """The official word of a field."""
    if not one.field:
        return ""
    if screen.language == "en":
        return one.field.replace("_", " ")
    try:
        return terms.key_word(_SECTIONS[one.subject], one.field)
    except KeyError:
        return one.field


def value_text(screen: Screen, text: str, names: Names) -> str:
    """A value of a difference with names for ids and official words for closed lists."""
    parts = [_part(screen, part, names) for part in text.split("+")] if text else []
    return screen.plan_words.listed(parts)


def _part(screen: Screen, part: str, names: Names) -> str:
    if names.knows(part):
        return names(part)
    if screen.language == "en":
        return part.replace("_", " ")
    words = [_CLOSED.get(word, word) for word in part.split(" ")]
    return _YES_NO.get(part, " ".join(words))


def _closed_words() -> dict[str, str]:
    """English value → official word, for the values that mean one thing only."""
    found: dict[str, set[str]] = {}
    for closed_list in terms.VALUES:
        for value in closed_list:
            if isinstance(value, Enum):
                english = terms.english_value(value)
                found.setdefault(english, set()).add(terms.VALUES[closed_list][value][0])  # type: ignore[index]
    return {english: words.pop() for english, words in found.items() if len(words) == 1}


_CLOSED = _closed_words()
