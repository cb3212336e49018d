"""Figures of a district in its report: sums, shares, what people are spared, published reforms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.deliverables.deliverable import Block, Column, Grid, Heading, Paragraph, Tone
from optimizer.evaluation.contribution import WATERFALL_METRICS
from optimizer.evaluation.district.beside import Spread, beside_published
from optimizer.evaluation.district.breakdown import LIMITS, Gain
from optimizer.evaluation.district.figures import Sum
from optimizer.evaluation.district.summary import Summary
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import (
    beyond_text,
    gain_label,
    marked_label,
    sum_label,
    sum_share_text,
    sum_text,
)
from optimizer.wording.district_road import basis_texts
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice
from optimizer.wording.rules import rule_text

_SHOWN = ("materials", "steps", "promise", "visits", "elapsed", "forms", "applications")
_NARROW, _WIDE = 3, 4.2
"""Shares of columns of numbers, and of numbers with "at least" before them."""

_DEPARTMENT_METRICS = ("materials", "steps", LIMITS)


def figure_blocks(summary: Summary, language: Language) -> Iterator[Block]:
    """Both raw sums and the percentage of each metric, with repeated items and without."""
    said = words("deliverable_district", language)
    columns = (
        Column(said("column_figure"), 3),
        Column(said("column_before"), 2.4, figures=True),
        Column(said("column_after"), 2.4, figures=True),
        Column(said("column_share"), 2.2, figures=True),
        Column(said("column_once_before"), 1.8, figures=True),
        Column(said("column_once_after"), 1.8, figures=True),
        Column(said("column_once_share"), 1.8, figures=True),
    )
    found = [summary.figures[metric] for metric in _SHOWN]
    rows = tuple(
        (
            marked_label(summary, one.metric, language),
            *_sides(one.all, language),
            *(("—", "—", "—") if one.once is None else _sides(one.once, language)),
        )
        for one in found
    )
    yield Grid(columns, rows, said("caption_figures"))
    yield Paragraph(said("rule_note", rule=rule_text(summary.rule, language)), Tone.NOTE)
    for text in basis_texts(summary.road.all_live, language):
        yield Paragraph(text, Tone.NOTE)
    yield Paragraph(said("once_note"), Tone.NOTE)
    for one in found:
        if one.all.unknown:
            yield Paragraph(_unknown(summary, one.all, language), Tone.NOTE)
    doubtful = [sum_label(one.metric, language) for one in found if one.all.assumed]
    if doubtful:
        yield Paragraph(said("assumed_warning", figures=said.listed(doubtful)), Tone.WARNING)


def _unknown(summary: Summary, one: Sum, language: Language) -> str:
    said = words("deliverable_district", language)
    names = said.listed([summary.name(key) for key in one.unknown])
    metric = sum_label(one.metric, language)
    return said("unknown_note", metric=metric, count=len(one.unknown), names=names)


def _sides(one: Sum, language: Language) -> tuple[str, str, str]:
    return (
        sum_text(one, "before", language),
        sum_text(one, "after", language),
        sum_share_text(one, language),
    )


def share_blocks(summary: Summary, language: Language) -> Iterator[Block]:
    """The table by list category, lever and department."""
    said = words("deliverable_district", language)
    yield Heading(said("shares_categories"), 2)
    rows = [(choice(one.category, language), len(one.keys), one.sums) for one in summary.categories]
    yield _sum_grid(said("column_category"), rows, language)
    yield Heading(said("shares_levers"), 2)
    yield gain_grid(summary, summary.levers, said("column_lever"), language)
    yield Paragraph(said("levers_note"), Tone.NOTE)
    yield Heading(said("shares_departments"), 2)
    departments = [
        (one.name, len(one.keys), [each for each in one.sums if each.metric in _DEPARTMENT_METRICS])
        for one in summary.departments
    ]
    yield _sum_grid(said("column_department"), departments, language)
    more = beyond_text(summary.beyond, language)
    yield Paragraph("".join((said("departments_note"), more)), Tone.NOTE)


def _sum_grid(
    first: str, rows: Sequence[tuple[str, int, Sequence[Sum]]], language: Language
) -> Grid:
    """A row a part of the district: ``before → after (percent)`` of each metric."""
    said = words("deliverable_district", language)
    metrics = [one.metric for one in rows[0][2]] if rows else []
    unsure = {
        one.metric for _, _, sums in rows for one in sums if one.before_at_least or one.unknown
    }
    columns = (
        Column(first, 3),
        Column(said("column_services"), 1.5, figures=True),
        *(
            Column(
                sum_label(metric, language), _WIDE if metric in unsure else _NARROW, figures=True
            )
            for metric in metrics
        ),
    )
    return Grid(
        columns,
        tuple(
            (name, str(count), *(_from_to(one, language) for one in sums))
            for name, count, sums in rows
        ),
    )


def _from_to(one: Sum, language: Language) -> str:
    """Both sides and the reduction in a narrow cell: lines part where no number does."""
    said = words("deliverable_district", language)
    before, after, share = _sides(one, language)
    way = "from_to" if (before + after).isdigit() else "from_to_long"
    return said(way, before=before, after=after, share=share) + (DAGGER if one.assumed else "")


def gain_grid(summary: Summary, gains: Sequence[Gain], first: str, language: Language) -> Grid:
    """A row a lever or level: how much less of each metric, with a sum below."""
    said = words("deliverable_district", language)
    columns = (
        Column(first, 3),
        Column(said("column_measures"), 2, figures=True),
        *(
            Column(said("less", metric=marked_label(summary, metric, language)), 2, figures=True)
            for metric in WATERFALL_METRICS
        ),
    )
    rows = [
        (
            gain_label(summary, one.key, language),
            str(one.measures),
            *(str(amount) for _, amount in one.reduced),
        )
        for one in gains
    ]
    totals = [sum(dict(one.reduced)[metric] for one in gains) for metric in WATERFALL_METRICS]
    total = (said("total"), str(sum(one.measures for one in gains)), *map(str, totals))
    return Grid(columns, (*rows, total), total=True)


def spared_blocks(summary: Summary, language: Language) -> Iterator[Block]:
    """What people are spared a year, the volumes stated; without volumes a gap."""
    said = words("deliverable_district", language)
    found = summary.spared
    mark = DAGGER if found.assumed else ""
    if found.rows:
        yield Paragraph(
            said(
                "spared",
                services=len(found.rows),
                cases=found.cases,
                visits=f"{found.visits}{mark}",
                papers=f"{found.papers}{mark}",
                days=said("spared_days_unknown")
                if found.days is None
                else said("spared_days_known", days=f"{found.days}{mark}"),
            )
        )
        if found.without_days:
            yield Paragraph(said("spared_days_gap", count=len(found.without_days)))
        columns = (
            Column(said("column_service"), 4),
            *(Column(said(f"spared_{key}"), 2, figures=True) for key in _SPARED),
        )
        yield Grid(columns, tuple(_spared_rows(summary, language)), said("caption_spared"))
        yield Paragraph(said("spared_note"), Tone.NOTE)
    if found.without_cases:
        gap = "spared_gap" if found.rows else "spared_gap_alone"
        yield Paragraph(said(gap, count=len(found.without_cases)))


_SPARED = ("cases", "visits", "papers", "days")


def _spared_rows(summary: Summary, language: Language) -> Iterator[tuple[str, ...]]:
    said = words("deliverable_district", language)
    for one in sorted(summary.spared.rows, key=lambda row: -row.cases * row.visits):
        mark = DAGGER if one.assumed else ""
        days = said("unknown") if one.days is None else f"{one.cases * one.days}{mark}"
        visits, papers = one.cases * one.visits, one.cases * one.papers
        yield (one.name, str(one.cases), f"{visits}{mark}", f"{papers}{mark}", days)


def beside_blocks(summary: Summary, language: Language) -> Iterator[Block]:
    """The distribution of the services beside published reforms."""
    said = words("deliverable_district", language)
    found = beside_published(summary.rows, summary.rule)
    if not found or summary.plan.district.generated:
        yield Paragraph(said("beside_none"))
        return
    columns = (
        Column(said("column_figure"), 3),
        Column(said("beside_ours"), 4),
        Column(said("beside_published"), 4),
        Column(said("beside_reach"), 3),
    )
    rows = tuple(
        (
            marked_label(summary, one.metric, language),
            _spread(one.ours, language),
            _spread(one.published, language),
            said("reach", count=one.at_least_median, all=one.ours.count),
        )
        for one in found
    )
    yield Grid(columns, rows, said("caption_beside"))
    yield Paragraph(said("beside_note"), Tone.NOTE)


def _spread(one: Spread, language: Language) -> str:
    return words("deliverable_district", language)(
        "spread",
        count=one.count,
        lower=f"{one.lower_quartile:.2f}",
        median=f"{one.median:.2f}",
        upper=f"{one.upper_quartile:.2f}",
    )
