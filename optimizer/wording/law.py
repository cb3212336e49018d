"""Findings of the law in the planner's words, in parts that a table shows side by side."""

from collections.abc import Mapping

from optimizer.law.rules import Rule
from optimizer.redesign.violation import Violation, Weight
from optimizer.wording.catalogue import Language, words
from optimizer.wording.names import Names


def weight_word(weight: Weight, language: Language) -> str:
    """How a broken rule weighs: 不得违反 or 需书面确认."""
    return words("compliance", language)(f"weight_{weight.value}")


def subject_text(one: Violation, names: Names, measures: Mapping[str, str]) -> str:
    """What a finding is about.

    Args:
        one: the finding.
        names: of the service it was found in.
        measures: sentences of measures by id, for findings about one.
    """
    return measures.get(one.subject) or names(one.subject)


def breach_text(one: Violation, rule: Rule | None, language: Language) -> str:
    """What the rule asks and what was found instead, without the subject and the article."""
    zh = language == "zh"
    text = one.message_zh if zh else one.message_en
    text = text.removeprefix(one.subject).removeprefix("：" if zh else ": ")
    if rule is None:
        return text
    return text.replace(f"（{rule.article}）" if zh else f" ({rule.article})", "", 1)
