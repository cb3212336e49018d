"""What a district has to do: sources to connect, decisions to ask for, and the order of work."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Tone,
)
from optimizer.deliverables.district_figures import gain_grid
from optimizer.evaluation.district.roadmap import Period
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import Work, WorkKind
from optimizer.service.kinds import Authority
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import marked_label, period_text
from optimizer.wording.figures import percent_text
from optimizer.wording.levels import level
from optimizer.wording.measures import measure_rows

_MOST_NAMED = 6


def source_blocks(summary: Summary, language: Language) -> Iterator[Block]:
    """The sources to connect, whom each serves most first; those that serve one in a line."""
    said = words("deliverable_district", language)
    if not summary.connected:
        yield Paragraph(said("sources_none"))
        return
    yield Paragraph(said("sources", count=len(summary.connected)))
    columns = (
        Column(said("column_source"), 4),
        Column(said("column_owner"), 3),
        Column(said("column_effort"), 1.4, figures=True),
        Column(said("column_serves"), 6),
        Column(said("column_period"), 3),
    )
    rows = []
    for one in sorted(summary.connected, key=lambda each: -len(summary.served(each))):
        period = summary.road.period_of(WorkKind.CONNECT, one.key)
        rows.append(
            (
                one.name,
                one.owner or said("to_verify"),
                str(one.effort),
                _named([summary.name(key) for key in summary.served(one)], language),
                period_text(period, language, dated=False),
            )
        )
    yield Grid(columns, tuple(rows), said("caption_sources"))


def _named(names: list[str], language: Language) -> str:
    """Some names, and how many there are where these are not all."""
    said = words("deliverable_district", language)
    told = said.listed(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        return said("and_more", names=told, count=len(names))
    return told or "—"


def decision_blocks(summary: Summary, language: Language) -> Iterator[Block]:
    """What each level decides, and one by one what has to be asked from above the district."""
    said = words("deliverable_district", language)
    yield gain_grid(summary, summary.levels, said("column_level"), language)
    yield Paragraph(said("levels_note"), Tone.NOTE)
    above = [one for one in Authority if one > Authority.LEADING_GROUP]
    asked = False
    for authority in above:
        told = list(_asked(summary, authority, language))
        if told:
            asked = True
            yield Heading(said("ask", who=level(authority, language), count=len(told)), 2)
            yield Listing(tuple(told), ordered=True)
    if not asked:
        yield Paragraph(said("ask_none"))


def _asked(summary: Summary, authority: Authority, language: Language) -> Iterator[str]:
    said = words("deliverable_district", language)
    for row in summary.rows:
        for one in measure_rows(row.plan, language):
            if one.measures[0].terms.authority is authority:
                basis = one.basis or said("to_verify")
                yield said("asked", service=row.name, measure=one.text, basis=basis)


def road_blocks(summary: Summary, language: Language) -> Iterator[Block]:
    """What is reached after each period, then what is done in each."""
    said = words("deliverable_district", language)
    road = summary.road
    quality = (
        said("order_best")
        if road.order.exact
        else said("order_gap", percent=f"{100 * road.order.gap:.2f}%")
    )
    yield Paragraph(said("road", ceiling=road.effort_per_period, quality=quality))
    metrics = [one.metric for one in road.periods[0].reached]
    columns = (
        Column(said("column_period"), 3.5),
        Column(said("column_effort"), 1.4, figures=True),
        Column(said("column_live"), 1.6, figures=True),
        *(Column(marked_label(summary, metric, language), 3, figures=True) for metric in metrics),
    )
    rows = tuple(_reached(period, language) for period in road.periods)
    yield Grid(columns, rows, said("caption_road"))
    yield Paragraph(said("road_note"), Tone.NOTE)
    for period in road.periods:
        yield Paragraph(_done(summary, period, language))
    for key, works in (("beyond", road.beyond), ("unplanned", road.unplanned)):
        if works:
            yield Paragraph(said(key, works=_works(summary, works, language)))


def _reached(period: Period, language: Language) -> tuple[str, ...]:
    said = words("deliverable_district", language)
    return (
        period_text(period, language),
        str(period.effort),
        str(period.live),
        *(
            said("from_to", before=one.before, after=one.now, share=percent_text(one.percent))
            for one in period.reached
        ),
    )


def _done(summary: Summary, period: Period, language: Language) -> str:
    said = words("deliverable_district", language)
    if not period.works:
        return said("period_nothing", period=period_text(period, language))
    sources = [one for one in period.works if one.kind is WorkKind.CONNECT]
    services = [one for one in period.works if one.kind is WorkKind.GO_LIVE]
    return said(
        "period_works",
        period=period_text(period, language),
        sources=_works(summary, sources, language) or said("nothing"),
        services=_works(summary, services, language) or said("nothing"),
    )


def _works(summary: Summary, works: list[Work] | tuple[Work, ...], language: Language) -> str:
    names = {one.key: one.name for one in summary.plan.sources}
    return words("deliverable_district", language).listed(
        [names[one.key] if one.kind is WorkKind.CONNECT else summary.name(one.key) for one in works]
    )
