"""What a counting rule counts, as it stands beside every percentage."""

from collections.abc import Iterator

from optimizer.redesign.counting_rule import CountingRule, DaysBefore
from optimizer.wording.catalogue import Language, words


def rule_name(rule: CountingRule, language: Language) -> str:
    """The name of a counting rule."""
    return rule.name_zh if language == "zh" else rule.name_en


def rule_text(rule: CountingRule, language: Language) -> str:
    """Name, id with version and what is counted, in one sentence."""
    said = words("plan", language)
    return said(
        "rule",
        name=rule_name(rule, language),
        id=f"{rule.id}@{rule.version}",
        counted=said("comma").join(said(key) for key in _counted(rule)),
    )


def _counted(rule: CountingRule) -> Iterator[str]:
    """Keys of what sets the rule apart, in the order materials, steps, days."""
    yield f"counted_{rule.materials.value}"
    if not rule.forms:
        yield "counted_without_forms"
    yield f"counted_{rule.steps.value}"
    yield f"counted_{rule.days_before.value}"
    if rule.days_before is DaysBefore.STATUTORY_SUM and not rule.use_promise:
        yield "counted_with_statutory_limit_only"
