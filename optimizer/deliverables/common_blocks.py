"""Blocks that several deliverables hold: figures before and after, pictures and marks."""

from optimizer.deliverables.deliverable import Column, Figure, Grid, Paragraph, Tone
from optimizer.deliverables.reform import Reform
from optimizer.pictures.lane_picture import lane_picture
from optimizer.pictures.png import png
from optimizer.pictures.svg import Picture
from optimizer.wording.catalogue import words
from optimizer.wording.figures import (
    DAGGER,
    HEADLINE,
    Side,
    figure_label,
    figure_text,
    headline,
    percent_text,
)
from optimizer.wording.rules import rule_text


def figures_grid(reform: Reform, metrics: tuple[str, ...] = HEADLINE) -> Grid:
    """Both raw numbers and the percentage of each figure; assumed ones carry a dagger.

    It has to stand with ``rule_note``, which says what is counted.
    """
    language = reform.language
    said = words("deliverables", language)
    rows = tuple(
        (
            figure_label(one.metric, language) + (DAGGER if one.assumed else ""),
            figure_text(one, "before", language),
            figure_text(one, "after", language),
            percent_text(one.percent),
        )
        for one in headline(reform.plan, metrics)
    )
    columns = (
        Column(said("figure"), 3),
        Column(said("before"), 2, figures=True),
        Column(said("after"), 2, figures=True),
        Column(said("share_off"), 2, figures=True),
    )
    return Grid(columns, rows, said("figures_caption"))


def rule_note(reform: Reform) -> Paragraph:
    """What the percentages count."""
    return Paragraph(
        words("deliverables", reform.language)(
            "rule_note", rule=rule_text(reform.rule, reform.language)
        ),
        Tone.NOTE,
    )


def assumed_warning(reform: Reform, metrics: tuple[str, ...] = HEADLINE) -> tuple[Paragraph, ...]:
    """Which figures must not be reported, and why; nothing where all of them rest on facts."""
    said = words("deliverables", reform.language)
    doubtful = [
        figure_label(one.metric, reform.language)
        for one in headline(reform.plan, metrics)
        if one.assumed
    ]
    if not doubtful:
        return ()
    return (Paragraph(said("assumed_warning", figures=said.listed(doubtful)), Tone.WARNING),)


def process_picture(reform: Reform, side: Side) -> Figure:
    """The process in lanes, with what changes marked."""
    before, after = reform.plan.before, reform.plan.after
    shown, other = (before, after) if side == "before" else (after, before)
    said = words("deliverables", reform.language)
    drawn = lane_picture(shown, reform.language, compared_with=other, side=side)
    return figure(drawn, said(f"process_{side}"))


def figure(drawn: Picture, caption: str) -> Figure:
    """A finished picture as a block."""
    return Figure(
        svg=lambda: drawn.svg,
        png=lambda: png(drawn, scale=3),
        width=drawn.width,
        height=drawn.height,
        alt=drawn.alt,
        caption=caption,
    )
