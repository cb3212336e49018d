"""What a district has to do: sources to connect, decisions to ask for, and the order of work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from optimizer.evaluation.district.reached import Reached
from optimizer.evaluation.district.roadmap import Period
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import Work, WorkKind
from optimizer.redesign.district import SharedApproval, SharedSource
from optimizer.redesign.once import OWN, needed_once
from optimizer.service.kinds import Authority
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import approval_text, marked_label, work_text, yuan_text
from optimizer.wording.district_road import (
    Side,
    period_lines,
    period_text,
    reached_share_text,
    reached_text,
    unchanged_text,
)
from optimizer.wording.levels import level
from optimizer.wording.measures import measure_rows
from optimizer.wording.names import source_name

_MOST_NAMED = 6


def source_blocks(summary: Summary, language: Language) -> Iterator[Block]:
    """The sources to connect, whom each serves most first; those that serve one in a line."""
    said = words("deliverable_district", language)
    if not summary.connected:
        yield Paragraph(said("sources_none"))
        return
    yield Paragraph(said("sources", count=len(summary.connected)))
    held = sorted(summary.connected, key=lambda each: -len(summary.served(each)))
    columns = (
        Column(said("column_source"), 4),
        Column(said("column_owner"), 3),
        Column(said("column_level"), 2.8),
        *_shared_columns(summary, language),
    )
    rows = []
    for one in held:
        decides = summary.decides(one)
        row = (
            source_name(one.name),
            one.owner or said("to_verify"),
            said("to_verify") if decides is None else level(decides, language),
            *_shared_cells(summary, WorkKind.CONNECT, one, language),
        )
        rows.append(row)
    yield Grid(columns, tuple(rows), said("caption_sources"))


_Shared = SharedSource | SharedApproval


def _shared_columns(summary: Summary, language: Language) -> Iterator[Column]:
    """What is told of anything done once; money only where somebody entered any."""
    said = words("deliverable_district", language)
    yield Column(said("column_effort"), 2, figures=True)
    if summary.money.priced:
        yield Column(said("column_money"), 2.2, figures=True)
    yield Column(said("column_serves"), 5)
    yield Column(said("column_period"), 3)


def _shared_cells(
    summary: Summary, kind: WorkKind, one: _Shared, language: Language
) -> Iterator[str]:
    yield str(one.effort)
    if summary.money.priced:
        yield yuan_text(one.cost_yuan, language)
    yield named([summary.name(key) for key in summary.served(one)], language)
    yield period_text(summary.road.period_of(kind, one.key), language, dated=False)


def named(names: list[str], language: Language) -> str:
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
    yield Heading(said("section_approvals"), 2)
    blocks = [*_approvals(summary, language), *_own_asked(summary, language)]
    connections = [one for one in summary.connected if (summary.decides(one) or OWN) > OWN]
    if connections:
        blocks.append(Paragraph(said("ask_sources", count=len(connections))))
    yield from blocks or [Paragraph(said("ask_none"))]


def _approvals(summary: Summary, language: Language) -> Iterator[Block]:
    """What is asked once, however many services rest on it."""
    said = words("deliverable_district", language)
    if not summary.approved:
        return
    yield Paragraph(said("approvals", count=len(summary.approved)))
    columns = (
        Column(said("column_approval"), 5),
        Column(said("column_asks_owner"), 3),
        Column(said("column_asked_from"), 2.8),
        *_shared_columns(summary, language),
    )
    rows = tuple(
        (
            approval_text(one, language),
            one.owner or said("to_verify"),
            level(one.authority, language),
            *_shared_cells(summary, WorkKind.APPROVE, one, language),
        )
        for one in summary.approved
    )
    yield Grid(columns, rows)


def _own_asked(summary: Summary, language: Language) -> Iterator[Block]:
    """What services ask each by itself, since each joins steps and forms of its own."""
    said = words("deliverable_district", language)
    for authority in sorted(one for one in Authority if one > OWN):
        told = tuple(_asked(summary, authority, language))
        if told:
            yield Heading(said("ask", who=level(authority, language), count=len(told)), 3)
            yield Listing(told, ordered=True)


def _asked(summary: Summary, authority: Authority, language: Language) -> Iterator[str]:
    said = words("deliverable_district", language)
    for row in summary.rows:
        for one in measure_rows(row.plan, language):
            first = one.measures[0]
            if first.terms.authority is authority and not needed_once(first, first.terms):
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
    columns = (
        Column(said("column_period"), 3.8),
        Column(said("column_spent"), 1.8, figures=True),
        Column(said("column_finished"), 1.8, figures=True),
        Column(said("column_live"), 1.8, figures=True),
        *(
            Column(
                marked_label(summary, one.metric, language),
                3.2 if one.at_least else 2.6,
                figures=True,
            )
            for one in road.periods[0].reached
        ),
    )
    rows = tuple(_reached(period, language) for period in road.periods)
    first = (_before(summary, language), _today(summary, language))
    yield Grid(columns, (*first, *rows), said("caption_road"))
    yield Paragraph(said("road_note"), Tone.NOTE)
    for period in road.periods:
        yield Paragraph(_done(summary, period, language))
    for key, works in (("beyond", road.beyond), ("unplanned", road.unplanned)):
        if works:
            yield Paragraph(said(key, works=_works(summary, works, language)))
    if road.unchanged:
        yield Paragraph(unchanged_text(summary, language))


def _before(summary: Summary, language: Language) -> tuple[str, ...]:
    said = words("deliverable_district", language)
    found = summary.road.periods[0].reached
    return (
        said("column_before"),
        *("—", "—", "—"),
        *(reached_text(one, "before", language) for one in found),
    )


def _today(summary: Summary, language: Language) -> tuple[str, ...]:
    """Before anything is done: what only the way of counting brings about."""
    found = summary.road.periods[0].reached
    cells = (_sum_and_share(one, "today", language) for one in found)
    return (words("district", language)("today"), "0", "0", "0", *cells)


def _reached(period: Period, language: Language) -> tuple[str, ...]:
    cells = (_sum_and_share(one, "now", language) for one in period.reached)
    counts = (str(one) for one in (period.effort, period.finished, period.live))
    return (period_lines(period, language), *counts, *cells)


def _sum_and_share(one: Reached, side: Side, language: Language) -> str:
    """Below each other, since columns are narrow."""
    return f"{reached_text(one, side, language)}\n{reached_share_text(one, side, language)}"


def _done(summary: Summary, period: Period, language: Language) -> str:
    said = words("deliverable_district", language)
    if not period.works:
        return said("period_nothing", period=period_text(period, language))
    return said(
        "period_works",
        period=period_text(period, language),
        **{
            slot: _works(summary, [one for one in period.works if one.kind is kind], language)
            or said("nothing")
            for slot, kind in (
                ("sources", WorkKind.CONNECT),
                ("approvals", WorkKind.APPROVE),
                ("services", WorkKind.GO_LIVE),
            )
        },
    )


def _works(summary: Summary, works: Sequence[Work], language: Language) -> str:
    return words("deliverable_district", language).listed(
        [work_text(summary, one.kind, one.key, language) for one in works]
    )
