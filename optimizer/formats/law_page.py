"""``docs/law.md``: the rules of law, written from ``data/law/rules.json``.

Write it anew with ``python -m optimizer.formats.law_page``.
"""

from collections.abc import Iterator

from optimizer.formats.reference_pages import table, write_page
from optimizer.law.rules import Rule, Scope, Template, load_rules
from optimizer.redesign.violation import Weight
from optimizer.service.terms import word

PAGE = "law.md"

_HEAD = """# Rules of law

Written by `python -m optimizer.formats.law_page` from `data/law/rules.json`; do not edit.

A closed set of templates, and rules as rows of data that parametrize one. A plan may not
introduce or worsen a **hard** violation; those of the as-is are findings. A **soft** rule asks
for a written sign-off (书面确认). Wordings are our own and short; the article is what counts.
This is a check of the model (合规自查) and no opinion on the law; whoever reports a plan reads the
articles.

- *In force* names the revision. Rules whose end is known are not applied after it.
- *Read* is the day of the text that was read. A rule whose text was not read is never hard.
- Regular expressions are searched in names; no scope means every item.

A new rule is a new row. A new template is a file in `optimizer/law/templates/` and, where
measures can break it, an inequality in `optimizer/solver/constraints.py`.
"""

# What each template says, as an inequality on a completed service.
_TEMPLATES: dict[Template, str] = {
    Template.CLOCK_LIMIT: (
        "Something takes at most so long: `hours ≤ most`. Spans: `own_limit` clock of an item ≤ "
        "its limit in force; `statutory` promised ≤ statutory limit; `limit` limit in force ≤ most "
        "(a general rule gives way to a statutory limit in the file); `joint` first acceptance to "
        "last decision of the licences at the window ≤ most; `step` length of each step in scope "
        "≤ most; `after_decision` issuing + delivery ≤ most. Amount: hours too many."
    ),
    Template.MINIMUM_WAIT: (
        "A step takes at least so long: `length ≥ least`, unless a change of rules took the wait "
        "away. Amount: hours too few. Unknown lengths are not judged."
    ),
    Template.STEP_STAYS: (
        "An item keeps a step of one of the kinds (in one of the phases): "
        "`number of such steps ≥ 1`."
    ),
    Template.MEASURE_FORBIDDEN: (
        "A kind of measure is not for this subject: `x_measure = 0` where the ground holds. Hard "
        "ones are never offered."
    ),
    Template.SAME_ORGAN: (
        "A step belongs to one organ and does not move: `number of its departments ≤ 1`, those "
        "that authorised the window left out where the row says so."
    ),
    Template.STAFF: (
        "Officers: `staff ≥ persons · departments of the step`. Amount: officers missing."
    ),
    Template.ORDER: (
        "In an item, steps of one kind stand before those of another in the chain of steps: "
        "`S(later) ≥ E(earlier)`."
    ),
}


def page() -> str:
    """The page as it should stand in the checkout."""
    rules = load_rules()
    sections = (_section(template, rules) for template in Template)
    return _HEAD + "".join(sections)


def _section(template: Template, rules: tuple[Rule, ...]) -> str:
    head = ("rule", "article", "says", "weight", "scope", "parameters", "in force from", "read")
    rows = (_row(rule) for rule in rules if rule.template is template)
    return f"\n## `{template.value}`\n\n{_TEMPLATES[template]}\n\n{table(head, rows)}"


def _row(rule: Rule) -> tuple[str, ...]:
    weight = "hard" if rule.severity is Weight.HARD else "soft"
    read = rule.verified_on.isoformat() if rule.verified and rule.verified_on else "not read"
    return (
        f"`{rule.id}`",
        rule.article,
        f"{rule.wording_zh} · {rule.wording_en}",
        weight,
        "; ".join(_scope(rule.scope)),
        "; ".join(_parameters(rule)),
        rule.effective_from.isoformat(),
        read,
    )


def _scope(scope: Scope) -> Iterator[str]:
    if scope.item_kinds:
        yield "、".join(word(one) for one in scope.item_kinds)
    if scope.step_kinds:
        yield "、".join(word(one) for one in scope.step_kinds)
    for label, pattern in (("items", scope.items), ("steps", scope.steps)):
        if pattern:
            yield f"{label} `{pattern}`"
    if scope.region:
        yield f"region `{scope.region}`"
    flags = {
        "third-party interest": scope.third_party_interest,
        "quantity limited": scope.quantity_limited,
        "committed": scope.committed,
    }
    yield from (label for label, holds in flags.items() if holds)


def _parameters(rule: Rule) -> Iterator[str]:
    """What a row gives its template; the defaults are left out."""
    used = rule.params
    if used.span is not None:
        yield f"`{used.span.value}`"
    for label, duration in (("most", used.most), ("least", used.least)):
        if duration is not None:
            yield f"{label} {duration}"
    words = (
        ("kinds", used.kinds),
        ("phases", used.phases),
        ("before", used.before),
        ("after", used.after),
        ("routes", used.routes),
    )
    for label, values in words:
        if values:
            yield f"{label}: {'、'.join(word(one) for one in values)}"
    if used.measures:
        kinds = ", ".join(f"`{one.value}`" for one in used.measures)
        yield f"{kinds} if `{used.ground.value}`"
    if used.spared:
        yield f"spared `{used.spared}`"
    if used.persons:
        yield f"persons {used.persons}"
    if used.unless_authorised:
        yield "unless the window is authorised"


if __name__ == "__main__":
    write_page(PAGE, page())
