"""What a planner has to heed: findings, violations, doubts, where a figure stands."""

from collections.abc import Iterator, Mapping

from optimizer.evaluation.published import Position
from optimizer.evaluation.warnings import warning_texts
from optimizer.redesign.violation import Violation
from optimizer.service.finding import Finding, Severity
from optimizer.wording.catalogue import Language, Words, words
from optimizer.wording.figures import figure_label, percent_text
from optimizer.wording.names import Names

# What the law and the warnings join several ids with, whatever the language.
_BETWEEN = "、"
# The one warning whose subject may be several counting rules.
_OF_RULES = "mixed_rules"


def violation_text(
    one: Violation, names: Names, language: Language, measures: Mapping[str, str] | None = None
) -> str:
    """A violation: who signs it off, what it is about.

    Args:
        one: the violation.
        names: of the service it was found in.
        language: ``zh`` or ``en``.
        measures: sentences of measures by id, for violations that are about one.
    """
    message = one.message_zh if language == "zh" else one.message_en
    subject = (measures or {}).get(one.subject) or names(one.subject)
    message = subject + message.removeprefix(one.subject)
    if not one.who:
        return message
    said = words("plan", language)
    who = said.listed([_signer(each, names, said) for each in signers(one, names)])
    return said("sign_off", who=who, message=message)


def signers(one: Violation, names: Names) -> tuple[str, ...]:
    """Who signs a violation off: ids of departments, or what a rule of law calls an organ.

    Args:
        one: the violation; empty where nobody has to sign.
        names: of the service it was found in.
    """
    return tuple(_apart(one.who, names)) if one.who else ()


def _signer(who: str, names: Names, said: Words) -> str:
    """A department of the service, or an organ that a rule of law names by its sort."""
    if names.knows(who) or not said.has(f"signer_{who}"):
        return names(who)
    return said(f"signer_{who}")


def _apart(joined: str, names: Names) -> Iterator[str]:
    """The ids that were joined; some hold the sign between them."""
    parts = joined.split(_BETWEEN)
    while parts:
        length = next(
            (n for n in range(len(parts), 1, -1) if names.knows(_BETWEEN.join(parts[:n]))), 1
        )
        yield _BETWEEN.join(parts[:length])
        parts = parts[length:]


def warning_text(code: str, subject: str, names: Names, language: Language) -> str:
    """A hollow-gain warning (数据真实性提示) as a sentence.

    Args:
        code: of the warning.
        subject: id, or ids joined, of what it is about.
        names: of the service after the reform.
        language: ``zh`` or ``en``.
    """
    chinese, english = warning_texts()[code]
    said = chinese if language == "zh" else english
    several = subject.split(_BETWEEN) if code == _OF_RULES else [subject]
    return said.format(subject=names.listed(several))


def position_text(one: Position, language: Language) -> str:
    """Where a reduction stands among published reforms."""
    said = words("plan", language)
    return said(
        "position",
        metric=figure_label(one.metric, language),
        percent=percent_text(one.percent),
        group=said("position_theme" if one.same_theme else "position_all"),
        n=one.n,
        rank=one.rank,
        median=percent_text(one.median),
        lower=percent_text(one.lower_quartile),
        upper=percent_text(one.upper_quartile),
    )


def assumption_text(name: str, language: Language) -> str:
    """An assumption under which a plan was computed again (see ``Plan.sensitivity``)."""
    said = words("plan", language)
    return said(f"assumption_{name}") if said.has(f"assumption_{name}") else name


def finding_text(finding: Finding, language: Language) -> str:
    """A finding (问题提示) on one line, with its place and what would be right."""
    return finding.in_chinese() if language == "zh" else finding.in_english()


def severity_word(severity: Severity, language: Language) -> str:
    """How much a finding matters."""
    return words("plan", language)(f"severity_{severity.value}")
