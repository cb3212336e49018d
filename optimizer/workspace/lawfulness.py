"""What the law says of a service before and after a plan: settled, remaining, added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from optimizer.law.rules import Rule, load_rules
from optimizer.redesign.plan import Plan
from optimizer.redesign.violation import Violation, Weight

# What the law joins several departments with, whatever the language.
_BETWEEN = "、"


class Fate(StrEnum):
    """What becomes of a finding on the way from before to after."""

    ADDED = "added"
    REMAINS = "remains"
    SETTLED = "settled"
    TODAY = "today"  # no plan is looked at


@dataclass(frozen=True)
class Breach:
    """One broken rule, on either side of a plan.

    Attributes:
        rule: the row of the law; ``None`` for a row that this program no longer has.
        before, after: the finding on each side; ``None`` where there is none.
        sign_off: the plan needs a written confirmation (书面确认) for it.
    """

    rule: Rule | None
    fate: Fate
    before: Violation | None
    after: Violation | None
    sign_off: bool

    @property
    def shown(self) -> Violation:
        """The finding told: that after the reform where there is one."""
        told = self.after or self.before
        assert told is not None
        return told

    @property
    def hard(self) -> bool:
        """Whether the rule must not be broken (不得违反)."""
        return self.shown.weight is Weight.HARD


def breaches_today(violations: Iterable[Violation]) -> tuple[Breach, ...]:
    """The findings of a service as it is, hard ones first."""
    rules = _rules()
    found = [
        Breach(rules.get(one.rule), Fate.TODAY, one, None, sign_off=False) for one in violations
    ]
    return _in_order(found)


def breaches(plan: Plan) -> tuple[Breach, ...]:
    """The findings before and after a plan, side by side: added first, then what remains.

    A merged step inherits what its members broke: its subject is their ids joined by ``+``, so
    several findings before may be one after.
    """
    rules = _rules()
    inherited: set[tuple[str, str]] = set()
    found = []
    for one in plan.violations_after:
        earlier = _earlier(one, plan.violations_before)
        inherited.update(each.key for each in earlier)
        held = max(earlier, key=lambda each: each.amount, default=None)
        fate = Fate.ADDED if held is None else Fate.REMAINS
        found.append(Breach(rules.get(one.rule), fate, held, one, one in plan.sign_offs))
    found.extend(
        Breach(rules.get(one.rule), Fate.SETTLED, one, None, sign_off=False)
        for one in plan.violations_before
        if one.key not in inherited
    )
    return _in_order(found)


def signatories(found: Iterable[Breach]) -> tuple[tuple[str, Breach], ...]:
    """Who has to sign off what (书面确认), by who signs.

    Args:
        found: of a plan; a finding of several departments stands under each of them.

    Returns:
        Ids or words of who signs, empty where nobody is named, each with what is signed.
    """
    asked = [(who, one) for one in found if one.sign_off for who in one.shown.who.split(_BETWEEN)]
    order = {who: place for place, who in reversed(list(enumerate(who for who, _ in asked)))}
    return tuple(sorted(asked, key=lambda pair: order[pair[0]]))


def _rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules()}


def _earlier(one: Violation, before: Sequence[Violation]) -> list[Violation]:
    names = {one.subject, *one.subject.split("+")}
    return [each for each in before if each.rule == one.rule and each.subject in names]


def _in_order(found: list[Breach]) -> tuple[Breach, ...]:
    fates = list(Fate)
    return tuple(sorted(found, key=lambda one: (fates.index(one.fate), not one.hard)))
