"""The order of work of a district in words: periods, what is reached after each, what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from optimizer.evaluation.district.reached import Reached
from optimizer.evaluation.district.roadmap import Period
from optimizer.evaluation.district.summary import Summary
from optimizer.redesign.plan import Status
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import sum_label
from optimizer.wording.figures import number_text, percent_text, share_text

Side = Literal["before", "today", "now"]


def period_text(period: Period | None, language: Language, *, dated: bool = True) -> str:
    """When a period is: its number, with its dates where there is a start and they are wanted."""
    said = words("district", language)
    if period is None:
        return said("no_period")
    if not dated or period.begins is None or period.ends is None:
        return said("period", number=period.number)
    return said(
        "period_dated",
        number=period.number,
        begins=period.begins.isoformat(),
        ends=period.ends.isoformat(),
    )


def period_lines(period: Period, language: Language) -> str:
    """The same in a narrow cell, a line a day."""
    if period.begins is None or period.ends is None:
        return period_text(period, language)
    days = {"begins": period.begins.isoformat(), "ends": period.ends.isoformat()}
    return words("district", language)("period_lines", number=period.number, **days)


def due_text(period: Period | None, language: Language) -> str:
    """Until when something has to be done: the end of a period, with its day where it has one."""
    said = words("district", language)
    if period is None:
        return said("no_period")
    if period.ends is None:
        return said("due", number=period.number)
    return said("due_dated", number=period.number, ends=period.ends.isoformat())


def reached_text(one: Reached, side: Side, language: Language) -> str:
    """A sum, with "at least" where a summand may be larger."""
    values: dict[Side, int] = {"before": one.before, "today": one.today, "now": one.now}
    return number_text(values[side], language, at_least=side in one.at_least)


def reached_share_text(
    one: Reached, side: Side, language: Language, told: Callable[[float], str] = percent_text
) -> str:
    """The reduction until today or now, as surely as its sides are known.

    Args:
        one: what is reached.
        side: ``today`` or ``now``.
        language: of the words.
        told: how a reduction is told.
    """
    value = one.counted_only if side == "today" else one.percent
    if value is None:
        return percent_text(None)
    unsure = {"before": "before" in one.at_least, "after": side in one.at_least}
    return share_text(told(value), language, **unsure)


def basis_texts(found: Iterable[Reached], language: Language) -> list[str]:
    """Of each metric that falls before anything is done: what is only counting, what is reform.

    Args:
        found: with every service live.
        language: of the text.
    """
    said = words("district", language)
    return [
        said(
            "counting_only",
            metric=sum_label(one.metric, language),
            before=reached_text(one, "before", language),
            today=reached_text(one, "today", language),
            share=reached_share_text(one, "today", language),
            now=reached_text(one, "now", language),
            less=one.today - one.now,
        )
        for one in found
        if one.before != one.today
    ]


def unchanged_text(summary: Summary, language: Language) -> str:
    """Which services are left as they are, and what that does not mean; empty where none is."""
    keys = summary.road.unchanged
    if not keys:
        return ""
    said = words("district", language)
    told = {"count": len(keys), "names": said.listed([summary.name(key) for key in keys])}
    request = summary.plan.request
    if request.targets:
        return said("unchanged_targets", **told)
    if request.max_effort is not None or request.max_cost_yuan is not None:
        return said("unchanged_ceiling", **told)
    if summary.plan.outcome.status is not Status.OPTIMAL:
        return said("unchanged_open", **told)
    return said("unchanged_refused" if request.refused else "unchanged_most", **told)
