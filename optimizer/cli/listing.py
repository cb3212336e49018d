"""``onething levers`` and ``onething rules``: what the reference data holds."""

import datetime
from pathlib import Path

from optimizer.cli.asking import Wishes, requests
from optimizer.cli.checking import read
from optimizer.cli.screen import Screen
from optimizer.evaluation.counting import load_counting_rules
from optimizer.law.rules import Rule, load_rules, stale_rules
from optimizer.levers.catalogue import find
from optimizer.levers.reference import lever_texts
from optimizer.service import chosen_options, complete, in_situation
from optimizer.wording.levels import level
from optimizer.wording.sentences import Sentences

_TOLD = ("lever", "effort", "who", "risk", "targets")


def list_levers(screen: Screen) -> int:
    """Every lever with its usual effort, basis and precondition."""
    chinese = screen.language == "zh"
    rows = [
        (
            one.key,
            one.name_zh if chinese else one.name_en,
            one.text_zh if chinese else one.text_en,
            level(one.grade, screen.language),
            one.basis,
            one.precondition_zh if chinese else one.precondition_en,
        )
        for one in lever_texts().values()
    ]
    headings = ("id", "lever", "does", "effort", "basis", "precondition")
    screen.table([screen.words(key) for key in headings], rows, title=screen.words("levers"))
    return 0


def list_opportunities(screen: Screen, file: Path, wishes: Wishes) -> int:
    """What may change in one service, with the ids that ``--pin`` and ``--refuse`` take."""
    (request,) = requests(wishes)
    service, _ = read(screen, file)
    chosen = chosen_options(service, dict(request.situation))
    completed = complete(in_situation(service, chosen))
    sentences = Sentences(completed, screen.language)
    screen.title(screen.words("opportunities", service=service.name or service.id))
    for one in find(completed):
        targets = [
            target.partition("/")[2] if one.rule_change else target for target in one.targets
        ]
        screen.line(one.id)
        terms = one.terms
        said = (
            sentences.lever(one.lever),
            level(terms.grade, screen.language),
            level(terms.authority, screen.language),
            level(terms.risk, screen.language),
            sentences.names.listed(targets),
        )
        screen.line("    " + screen.words("opportunity", **dict(zip(_TOLD, said, strict=True))))
    return 0


def list_rules(screen: Screen) -> int:
    """Every rule of law in force and every counting rule."""
    headings = ("id", "article", "says", "weight", "since", "read_on")
    screen.table(
        [screen.words(key) for key in headings],
        [_law_row(screen, rule) for rule in load_rules()],
        title=screen.words("law_rules"),
    )
    _show_stale(screen)
    rows = [
        (rule.id, rule.name_zh, rule.note_zh)
        if screen.language == "zh"
        else (rule.id, rule.name_en, rule.note_en)
        for rule in load_counting_rules().values()
    ]
    screen.table(
        [screen.words(key) for key in ("id", "rule", "says")],
        rows,
        title=screen.words("counting_rules"),
    )
    return 0


def _show_stale(screen: Screen) -> None:
    """Texts change: what was not read for a year is read again before anybody relies on it."""
    stale = stale_rules(load_rules(), datetime.datetime.now().astimezone().date())
    if stale:
        ids = screen.words.listed([one.id for one in stale])
        screen.line(screen.words("law_stale", count=len(stale), ids=ids), style="yellow")


def _law_row(screen: Screen, rule: Rule) -> tuple[str, ...]:
    read_on = rule.verified_on if rule.verified else None
    return (
        rule.id,
        rule.article,
        rule.wording_zh if screen.language == "zh" else rule.wording_en,
        screen.words(f"weight_{rule.severity.value}"),
        rule.effective_from.isoformat(),
        screen.words("not_read") if read_on is None else read_on.isoformat(),
    )
