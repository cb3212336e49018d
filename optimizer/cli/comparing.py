"""``onething compare``: any two services, hand-made ones too, under one counting rule."""

from pathlib import Path

from optimizer import planning
from optimizer.cli.asking import Wishes, requests
from optimizer.cli.checking import read
from optimizer.cli.plan_tables import show_figures, show_situation
from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.evaluation.reduction import REDUCED
from optimizer.evaluation.warnings import hollow_comparison
from optimizer.formats.as_is_json import comparison_document
from optimizer.wording.cautions import warning_text
from optimizer.wording.differences import difference_rows
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
    _differences(screen, answer)
    names = Names(other.service, screen.language)
    screen.lines(
        screen.words("warnings"),
        [
            warning_text(code, subject, names, screen.language)
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


def _differences(screen: Screen, answer: planning.Comparison) -> None:
    if not answer.differences:
        screen.line(screen.words("differences_none"))
        return
    rows = difference_rows(
        answer.before.service, answer.after.service, answer.differences, screen.language
    )
    what, change, subject, before, after = (
        screen.words(key) for key in ("what", "change", "subject", "before", "after")
    )
    screen.table(
        (what, change, subject, "", before, after),
        [(one.subject, one.kind, one.name, one.field, one.before, one.after) for one in rows],
        title=screen.words("differences"),
    )
