"""``onething compare``: any two services, hand-made ones too, under one counting rule."""

from pathlib import Path

from optimizer import planning
from optimizer.cli.asking import Wishes, requests
from optimizer.cli.checking import read
from optimizer.cli.difference_text import field_word, value_text
from optimizer.cli.plan_tables import show_figures, show_situation, warning_text
from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.evaluation.difference import Difference, DifferenceKind
from optimizer.evaluation.reduction import REDUCED
from optimizer.evaluation.warnings import hollow_comparison
from optimizer.formats.as_is_json import comparison_document
from optimizer.wording.figures import figures
from optimizer.wording.names import Names


def compared(screen: Screen, first: Path, second: Path, wishes: Wishes, json: str | None) -> int:
    """Compare and show; exit code 0, whether they differ or not."""
    (request,) = requests(wishes)
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


def _differences(screen: Screen, found: tuple[Difference, ...], names: tuple[Names, Names]) -> None:
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
                names[0](one.id) if gone or names[0].knows(one.id) else names[1](one.id),
                field_word(screen, one),
                value_text(screen, one, one.before, names[0]),
                value_text(screen, one, one.after, names[1]),
            )
        )
    keys = ("what", "change", "subject", "metric", "before", "after")
    headings = [screen.words(key) for key in keys]
    headings[3] = ""
    screen.table(headings, rows, title=screen.words("differences"))
