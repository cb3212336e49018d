"""The service as it is: its figures, and who does what after what."""

from __future__ import annotations

import streamlit as st

from optimizer import planning
from optimizer.pictures.lane_picture import lane_picture
from optimizer.pictures.matrix import matrix
from optimizer.pictures.svg import Picture
from optimizer.planning import AsIs
from optimizer.redesign.request import Request
from optimizer.service.service import Service
from optimizer.store.records import Revision
from optimizer.ui import sheets, shell, state
from optimizer.ui.cards import ASSUMED_MARK
from optimizer.ui.picture import show_picture
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import figure_label, number_text
from optimizer.wording.rules import rule_text
from optimizer.workspace.as_is_figures import AsIsFigure, as_is_figures, fitting
from optimizer.workspace.editing import row_of_step
from optimizer.workspace.overview import Situation

PICTURES = ("lanes", "matrix")
_VIEWS = (*PICTURES, "none")
_HEIGHT = 300


def process_panel(revision: Revision) -> None:
    """Figures and picture of the service in the situation chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="view_choice"):
        view = _view()
        situation = _situation(revision.service)
    now = state.workspace().as_is(revision, situation)
    _figures(now)
    if view != "none":
        _picture(revision, now, view)


def _view() -> str:
    said = words("modelling", state.language())
    if state.widget("view") is None:
        state.set_widget("view", state.recall("view", _VIEWS[0], scope="session"))
    chosen = st.segmented_control(
        said("view"),
        _VIEWS,
        format_func=lambda one: said(f"view_{one}"),
        key="view",
        label_visibility="collapsed",
        required=True,
    )
    view = str(chosen or _VIEWS[0])
    state.remember("view", view, scope="session")
    return view


def _situation(service: Service) -> Situation:
    """The situation chosen; each question of the service has an answer."""
    held = dict(fitting(situation_chosen(), service))
    for question in service.situations:
        key = f"situation_{question.id}"
        options = [one.id for one in question.options]
        if state.widget(key) not in options:
            state.set_widget(key, held.get(question.id, question.default_option()))
        held[question.id] = st.selectbox(question.id, options, key=key, width=220)
    found = tuple((one.id, held[one.id]) for one in service.situations)
    state.remember("situation", found)
    return found


def situation_chosen() -> Situation:
    """The situation looked at; empty before one was chosen."""
    return state.recall("situation", tuple[tuple[str, str], ...]())


def _figures(now: AsIs) -> None:
    """The figures in one line, then what they are counted by and rest on."""
    said = words("modelling", state.language())
    rule = planning.counting_rule(Request(name="").counting)
    figures = as_is_figures(now.metrics, rule)
    st.markdown(
        "　　".join(f"{figure_name(one)} **{shell.plain(figure_value(one))}**" for one in figures)
    )
    notes = [said("rule", rule=rule_text(rule, state.language()))]
    if any(one.assumed for one in figures):
        notes.append(said("assumed_mark", mark=ASSUMED_MARK))
    if now.violations:
        notes.append(said("law_hint", count=len(now.violations)))
    st.caption("　".join(notes))


def figure_name(figure: AsIsFigure) -> str:
    """What a figure of the as-is is called, with the mark of assumed values."""
    said = words("modelling", state.language())
    own = f"figure_{figure.metric}"
    name = said(own) if said.has(own) else figure_label(figure.metric, state.language())
    return f"{name}{ASSUMED_MARK}" if figure.assumed else name


def figure_value(figure: AsIsFigure) -> str:
    """A figure of the as-is in words."""
    return number_text(figure.value, state.language(), at_least=figure.at_least)


def _picture(revision: Revision, now: AsIs, view: str) -> None:
    said = words("modelling", state.language())
    drawn = picture_of(revision, now, view)
    step = show_picture(drawn, f"picture_{view}", height=_HEIGHT, clickable=view == "lanes")
    spot = row_of_step(revision.service, now.service, step) if step else None
    if spot is not None:
        sheets.jump(spot[0], frozenset({spot[1]}), said("from_picture"))


def picture_of(revision: Revision, now: AsIs, view: str) -> Picture:
    """The process (``lanes``) or the materials of each item (``matrix``), drawn once a content."""
    return _drawn(revision.sha256, now.situation, view, state.language(), now.service)


@st.cache_data(show_spinner=False, max_entries=64)
def _drawn(
    sha256: str,  # noqa: ARG001  # with what follows the key of the cache
    situation: Situation,  # noqa: ARG001
    view: str,
    language: Language,
    _service: Service,
) -> Picture:
    return lane_picture(_service, language) if view == "lanes" else matrix(_service, language)
