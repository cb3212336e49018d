"""Two or more states of a service as pictures: lanes, timetables, gains, matrix, differences."""

from collections.abc import Callable, Sequence
from operator import attrgetter

import streamlit as st

from optimizer.evaluation.published import Position
from optimizer.pictures.chart import Chart
from optimizer.pictures.gantt import gantt
from optimizer.pictures.gantt_rows import Side
from optimizer.pictures.lane_changes import Side as Where
from optimizer.pictures.lane_picture import lane_picture
from optimizer.pictures.matrix import matrix
from optimizer.pictures.positions import positions
from optimizer.pictures.svg import Picture
from optimizer.pictures.waterfall import waterfalls
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.request import RECOMMENDED
from optimizer.ui import shell, state
from optimizer.ui.chart import show_chart
from optimizer.ui.comparing.sides import Sides
from optimizer.ui.picture import show_picture
from optimizer.wording.catalogue import Language, words
from optimizer.wording.cautions import position_text
from optimizer.wording.differences import DifferenceRow, difference_rows
from optimizer.workspace import comparisons
from optimizer.workspace.comparisons import Column

_LANES_PX = 460
_MATRIX_PX = 620
_BY_CONTENT: dict[str | type, Callable[..., str]] = {
    Column: attrgetter("content"),
    Position: repr,
    CountingRule: repr,
}
"""What makes two of them the same for whoever keeps drawings."""


def choose_column(sides: Sides) -> int:
    """Which of the columns a picture of two sides shows."""
    said = words("comparing", state.language())
    if len(sides.after) < 2:
        return 0
    places = list(range(len(sides.after)))
    held = state.recall("compared_with", _recommended(sides))
    chosen = st.segmented_control(
        said("compared_with"),
        places,
        default=held if held in places else 0,
        format_func=lambda one: shell.plain(sides.names[one]),
        required=True,
        key=f"compared_with_{len(places)}",
    )
    state.remember("compared_with", chosen or 0)
    return chosen or 0


def _recommended(sides: Sides) -> int:
    names = [one.choice.name for one in sides.after]
    return names.index(RECOMMENDED.name) if RECOMMENDED.name in names else 0


# --- lanes and matrix ----------------------------------------------------------------------------


def lanes(sides: Sides) -> None:
    """The process before and after, one lane a department."""
    place = choose_column(sides)
    before, after = sides.before, sides.after[place]
    language = state.language()
    with st.spinner(words("comparing", language)("drawing")):
        drawn = (
            _lanes(before, after, "before", sides.before_name, language),
            _lanes(after, before, "after", sides.names[place], language),
        )
    for name, picture in zip(("lanes_before", "lanes_after"), drawn, strict=True):
        show_picture(picture, name, height=_LANES_PX, file_name=_file(sides, name))


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs=_BY_CONTENT)
def _lanes(shown: Column, other: Column, side: Where, title: str, language: Language) -> Picture:
    return lane_picture(
        shown.service, language, compared_with=other.service, side=side, title=title
    )


def materials(sides: Sides) -> None:
    """Which item needs which material, after and before."""
    after = sides.after[choose_column(sides)]
    said = words("comparing", state.language())
    with st.spinner(said("drawing")):
        drawn = (
            _matrix(after, sides.before, state.language()),
            _matrix(sides.before, None, state.language()),
        )
    for name, picture in zip(("matrix_after", "matrix_before"), drawn, strict=True):
        st.markdown(f"### {said(name)}")
        show_picture(picture, name, height=_MATRIX_PX, file_name=_file(sides, name))


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs=_BY_CONTENT)
def _matrix(shown: Column, other: Column | None, language: Language) -> Picture:
    compared = None if other is None else other.service
    return matrix(shown.service, language, compared_with=compared)


def _file(sides: Sides, view: str) -> str:
    said = words("comparing", state.language())
    name = sides.before.service.name or sides.before.service.id
    return f"{name}-{said(f'file_{view}')}"


# --- charts --------------------------------------------------------------------------------------


def timetables(sides: Sides) -> None:
    """Every state on one axis of working days."""
    said = words("comparing", state.language())
    shown = (sides.before, *sides.after)
    names = (sides.before_name, *sides.names)
    timed = [(one, name) for one, name in zip(shown, names, strict=True) if one.schedule]
    for one, name in zip(shown, names, strict=True):
        if not one.schedule:
            st.warning(said("no_timetable", name=shell.plain(name)))
    if not timed:
        return
    with st.spinner(said("drawing")):
        chart = _gantt(tuple(timed), state.language())
    show_chart(chart, "gantt", file_name=_file(sides, "gantt"))


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs=_BY_CONTENT)
def _gantt(timed: tuple[tuple[Column, str], ...], language: Language) -> Chart:
    return gantt([Side(name, one.service, one.schedule) for one, name in timed], language)


def gains(sides: Sides) -> None:
    """What each sort of measure takes off each figure; only a plan can tell."""
    said = words("comparing", state.language())
    other = sides.after[choose_column(sides)]
    if other.plan is None:
        st.info(said("gains_of_plans"))
        return
    with st.spinner(said("drawing")):
        chart = _waterfalls(other, state.language())
    show_chart(chart, "waterfall", file_name=_file(sides, "waterfall"))


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs=_BY_CONTENT)
def _waterfalls(shown: Column, language: Language) -> Chart:
    assert shown.plan is not None
    return waterfalls(shown.plan, language)


def published(sides: Sides) -> None:
    """Where the reductions stand among what other places published."""
    said = words("comparing", state.language())
    other = sides.after[choose_column(sides)]
    rows = comparisons.published_positions(sides.before, other, sides.rule)
    if not rows:
        st.info(said("published_none"))
        return
    with st.spinner(said("drawing")):
        chart = _positions(rows, sides.rule, state.language())
    show_chart(chart, "positions", file_name=_file(sides, "positions"))
    st.markdown("\n".join(f"- {shell.plain(position_text(one, state.language()))}" for one in rows))
    st.caption(said("published_note"))


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs=_BY_CONTENT)
def _positions(rows: tuple[Position, ...], rule: CountingRule, language: Language) -> Chart:
    return positions(rows, rule, language)


# --- differences ---------------------------------------------------------------------------------


def differences(sides: Sides) -> None:
    """Everything that differs, by what it is about; both can be narrowed down."""
    said = words("comparing", state.language())
    other = sides.after[choose_column(sides)]
    found = difference_rows(
        sides.before.service,
        other.service,
        comparisons.differences(sides.before, other),
        state.language(),
    )
    if not found:
        st.success(said("no_difference"))
        return
    shown = _narrowed(found)
    st.dataframe(
        [
            {
                said("col_kind"): one.kind,
                said("col_subject"): one.subject,
                said("col_name"): one.name,
                said("col_field"): one.field,
                said("col_before"): one.before,
                said("col_after"): one.after,
            }
            for one in shown
        ],
        hide_index=True,
        height=520,
        alt=said("view_differences"),
        key="differences",
    )


def _narrowed(found: Sequence[DifferenceRow]) -> list[DifferenceRow]:
    """The rows of the subjects and kinds chosen; all where none is."""
    said = words("comparing", state.language())
    subjects = list(dict.fromkeys(one.subject for one in found))
    kinds = list(dict.fromkeys(one.kind for one in found))
    counts = {name: sum(one.subject == name for one in found) for name in subjects}
    counts |= {name: sum(one.kind == name for one in found) for name in kinds}

    def counted(name: str) -> str:
        return said("counted", name=name, count=counts[name])

    left, right = st.columns(2)
    with left:
        about = st.pills(
            said("filter_subject"),
            subjects,
            selection_mode="multi",
            format_func=counted,
            wrap=True,
            key=f"difference_subjects_{state.language()}",
        )
    with right:
        how = st.pills(
            said("filter_kind"),
            kinds,
            selection_mode="multi",
            format_func=counted,
            wrap=True,
            key=f"difference_kinds_{state.language()}",
        )
    return [
        one for one in found if (not about or one.subject in about) and (not how or one.kind in how)
    ]
