"""How a broken rule is told."""

from optimizer.law.rules import Rule
from optimizer.redesign.violation import Violation


def broken(
    rule: Rule, subject: str, amount: int = 0, *, found: tuple[str, str] = ("", ""), who: str = ""
) -> Violation:
    """The violation of a rule.

    Args:
        rule: the rule broken.
        subject: id of the item, step or measure.
        amount: by how much: hours, persons, or 0 where it is yes or no.
        found: what was found instead, in Chinese and English.
        who: who signs a soft one off, where the row does not say.
    """
    told_zh = f"；{found[0]}" if found[0] else ""
    told_en = f"; {found[1]}" if found[1] else ""
    return Violation(
        rule=rule.id,
        weight=rule.severity,
        subject=subject,
        amount=amount,
        who=who or rule.who,
        message_zh=f"{subject}：{rule.wording_zh}（{rule.article}）{told_zh}",
        message_en=f"{subject}: {rule.wording_en} ({rule.article}){told_en}",
    )
