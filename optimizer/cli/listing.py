"""``onething levers`` and ``onething rules``: what the reference data holds."""

from optimizer.cli.screen import Screen
from optimizer.evaluation.counting import load_counting_rules
from optimizer.law.rules import Rule, load_rules
from optimizer.levers.reference import lever_texts


def list_levers(screen: Screen) -> int:
    """Every lever with its usual effort, basis and precondition."""
    chinese = screen.language == "zh"
    rows = [
        (
            one.key,
            one.name_zh if chinese else one.name_en,
            one.text_zh if chinese else one.text_en,
            screen.words(one.grade.value),
            one.basis,
            one.precondition_zh if chinese else one.precondition_en,
        )
        for one in lever_texts().values()
    ]
    headings = ("id", "lever", "does", "effort", "basis", "precondition")
    screen.table([screen.words(key) for key in headings], rows, title=screen.words("levers"))
    return 0


def list_rules(screen: Screen) -> int:
    """Every rule of law in force and every counting rule."""
    headings = ("id", "article", "says", "weight", "since", "read_on")
    screen.table(
        [screen.words(key) for key in headings],
        [_law_row(screen, rule) for rule in load_rules()],
        title=screen.words("law_rules"),
    )
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
