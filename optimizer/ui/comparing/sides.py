"""The sides of a comparison on a page: what is chosen, what it is called, its figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from optimizer.redesign.counting_rule import CountingRule
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.cards import change_text
from optimizer.ui.labels import apart
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER, Figure, figure_label, figure_text, plan_name, raw_name
from optimizer.wording.rules import rule_name, rule_text
from optimizer.wording.times import clock_text
from optimizer.workspace import comparisons, overview
from optimizer.workspace.comparisons import Choice, Column, Origin
from optimizer.workspace.overview import Situation


@dataclass(frozen=True)
class Sides:
    """What is compared, and how it is counted.

    Attributes:
        names: of the columns after, in their order; no two are alike.
    """

    before: Column
    after: tuple[Column, ...]
    before_name: str
    names: tuple[str, ...]
    rule: CountingRule
    situation: Situation


def choose_sides(revision: Revision) -> Sides:
    """Draw what can be chosen, and look it up."""
    workspace = state.workspace()
    said = words("comparing", state.language())
    left, middle, right = st.columns([2, 6, 3], vertical_alignment="bottom")
    situation = _situation(revision)
    offered = comparisons.befores(workspace, revision)
    with left:
        before = _before(offered)
    found = comparisons.afters(workspace, revision, situation)
    with middle:
        after = _after(found)
    with right:
        rule = _rule()
    hidden = comparisons.elsewhere(workspace, revision, situation)
    if hidden:
        st.caption(said("plans_elsewhere", count=hidden))
    columns = [comparisons.column(workspace, revision, one, situation) for one in (before, *after)]
    return Sides(
        before=columns[0],
        after=tuple(columns[1:]),
        before_name=choice_name(before),
        names=tuple(apart(after, choice_name).values()),
        rule=rule,
        situation=situation,
    )


def choice_name(one: Choice) -> str:
    """What a column is called, with 现状已修改 where it answers an earlier content."""
    said = words("comparing", state.language())
    if one.origin is Origin.PLAN:
        name = plan_name(one.name, state.language())
        return said("stale", name=name) if one.stale else name
    if one.origin is Origin.SERVICE:
        return said("service", name=one.name, region=one.place) if one.place else one.name
    if one.origin is Origin.AFTER_STATE:
        return said("after_state", name=one.name)
    return said(f"origin_{one.origin.value}")


def _labels(offered: Sequence[Choice]) -> dict[str, str]:
    """The names in a list of choices by key; those that are alike are told by their time."""
    labels = apart(offered, choice_name, lambda one: clock_text(one.time) if one.time else "")
    return {one.key: label for one, label in labels.items()}


def _situation(revision: Revision) -> Situation:
    """The case that is compared (办理情形); nothing is asked where there is no question."""
    questions = revision.service.situations
    if not questions:
        return ()
    said = words("comparing", state.language())
    chosen = []
    with st.container(horizontal=True, key="situation"):
        for place, one in enumerate(questions):
            options = [option.id for option in one.options]
            held = state.recall(f"situation_{one.id}", one.default_option())
            option = st.selectbox(
                said("situation", question=one.id),
                options,
                index=options.index(held) if held in options else 0,
                key=f"situation_{place}",
                width=260,
            )
            state.remember(f"situation_{one.id}", option)
            chosen.append((one.id, option))
    return tuple(chosen)


def _before(offered: Sequence[Choice]) -> Choice:
    said = words("comparing", state.language())
    by_key = {one.key: one for one in offered}
    held = state.recall("compared_before", offered[-1].key)
    key = st.selectbox(
        said("before"),
        list(by_key),
        index=list(by_key).index(held) if held in by_key else 0,
        format_func=_labels(offered).__getitem__,
        help=said("before_help"),
        key="compared_before",
    )
    state.remember("compared_before", key)
    return by_key[key]


def _after(found: Sequence[Choice]) -> tuple[Choice, ...]:
    said = words("comparing", state.language())
    by_key = {one.key: one for one in found}
    proposed = comparisons.first_choice(found)
    held = state.recall("compared_after", proposed)
    if state.recall("compared_added", ""):
        held = (*held, state.recall("compared_added", ""))[-comparisons.MOST_COLUMNS :]
        state.remember("compared_added", "")
        state.set_widget("compared_after", [one for one in held if one in by_key])
    keys = st.multiselect(
        said("after"),
        list(by_key),
        default=[one for one in held if one in by_key],
        format_func=_labels(found).__getitem__,
        max_selections=comparisons.MOST_COLUMNS,
        placeholder=said("after_hint"),
        key="compared_after",
    )
    if tuple(keys) == proposed:
        # Not a choice of the planner's: plans made later are proposed in their place.
        state.forget("of_service", "compared_after")
    else:
        state.remember("compared_after", tuple(keys))
    return tuple(by_key[one] for one in keys)


def add_column(origin: Origin, thing: str) -> None:
    """Have something stand beside the rest from the next run on."""
    state.remember("compared_added", Choice(origin, thing).key)


def _rule() -> CountingRule:
    said = words("comparing", state.language())
    rules = overview.rules()
    names = {one: rule_name(rule, state.language()) for one, rule in rules.items()}
    held = state.recall("compared_rule", next(iter(rules)))
    chosen = st.selectbox(
        said("rule"),
        list(rules),
        index=list(rules).index(held),
        format_func=names.__getitem__,
        key="compared_rule",
    )
    state.remember("compared_rule", chosen)
    return rules[chosen]


# --- figures -------------------------------------------------------------------------------------


def figures_table(sides: Sides) -> None:
    """Every metric in every column, raw numbers and the reduction, under one counting rule."""
    said = words("comparing", state.language())
    language = state.language()
    rows = []
    for metric, row in comparisons.figure_rows(sides.before, sides.after, sides.rule):
        cells = {said("metric"): figure_label(metric, language)}
        cells[shell.plain(sides.before_name)] = _before_cell(metric, row[0], sides)
        for name, figure in zip(sides.names, row, strict=False):
            cells[shell.plain(name)] = _cell(figure)
        rows.append(cells)
    st.table(rows, border="horizontal", hide_index=True, alt=said("figures"))
    for note in _notes(sides):
        st.caption(note)


def _before_cell(metric: str, one: Figure, sides: Sides) -> str:
    text = figure_text(one, "before", state.language())
    rests = raw_name(sides.rule, metric, "before") in sides.before.metrics.assumed
    return f"{text}{DAGGER}" if rests else text


def _cell(one: Figure) -> str:
    said = words("comparing", state.language())
    text = figure_text(one, "after", state.language())
    if one.percent is not None:
        text = said("reduced", value=text, percent=change_text(one.percent))
    return f"{text}{DAGGER}" if one.assumed else text


def _notes(sides: Sides) -> list[str]:
    """What has to be known to read the figures."""
    said = words("comparing", state.language())
    notes = [shell.plain(rule_text(sides.rule, state.language())), said("assumed_note")]
    named = dict(zip((one.choice.key for one in sides.after), sides.names, strict=True))
    others = comparisons.other_rules(sides.after, sides.rule)
    if others:
        rules = overview.rules()
        told = [
            said(
                "made_under",
                name=named[one.choice.key],
                rule=rule_name(rules[one.choice.counting.partition("@")[0]], state.language()),
            )
            for one in others
        ]
        notes.append(shell.plain(said("other_rules", plans=said.listed(told))))
    if any(one.choice.stale for one in sides.after):
        notes.append(said("stale_note"))
    return notes
