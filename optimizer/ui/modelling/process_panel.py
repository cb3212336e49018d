"""The service as it is: its figures, and who does what after what."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from dataclasses import dataclass

import streamlit as st

from optimizer import planning
from optimizer.pictures.lane_picture import lane_picture
from optimizer.pictures.matrix import matrix
from optimizer.pictures.svg import Picture
from optimizer.planning import AsIs
from optimizer.redesign.request import Request
from optimizer.service.service import Service
from optimizer.service.situation import Situation as Question
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.modelling import sheets
from optimizer.ui.picture import show_picture
from optimizer.ui.waiting import PATIENCE_SECONDS, wait_for
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import DAGGER, figure_label, number_text
from optimizer.wording.rules import rule_text
from optimizer.workspace.as_is_figures import AsIsFigure, as_is_figures, fitting
from optimizer.workspace.background import Background
from optimizer.workspace.editing import row_of_step
from optimizer.workspace.overview import Situation

PICTURES = ("lanes", "matrix")
_VIEWS = (*PICTURES, "none")
_HEIGHT = 300
_QUESTIONS_IN_LINE = 2


@dataclass(frozen=True)
class _Seen:
    """What the panel shows of one content in one situation.

    Attributes:
        key: of the service.
        picture: ``None`` where none was asked for.
    """

    key: str
    now: AsIs
    picture: Picture | None


def process_panel(revision: Revision) -> None:
    """Figures and picture of the service in the situation chosen."""
    said = words("modelling", state.language())
    with st.container(horizontal=True, vertical_alignment="bottom", key="view_choice"):
        view = _view()
        situation = _situation(revision.service)

    def look(patience_seconds: float) -> _Seen | None:
        return _look(revision, situation, view, patience_seconds)

    fresh = look(PATIENCE_SECONDS)
    if fresh is None:
        wait_for(lambda: look(0.0) is not None, said("drawing"))
    seen = fresh or state.recall("seen_before", _nothing_seen())
    if seen is None or seen.key != revision.key:
        return
    state.remember("seen_before", seen)
    _figures(seen.now)
    if seen.picture is not None:
        _picture(revision, seen.now, seen.picture, view)


def _nothing_seen() -> _Seen | None:
    return None


@st.cache_resource(show_spinner=False)
def _drawing() -> Background[_Seen]:
    """One for all sessions of this server."""
    return Background("drawing", kept=64)


def _look(
    revision: Revision, situation: Situation, view: str, patience_seconds: float
) -> _Seen | None:
    """Look at the service and draw it, beside the page."""
    workspace, language = state.workspace(), state.language()

    def work() -> _Seen:
        now = workspace.as_is(revision, situation)
        drawn = None if view == "none" else picture_of(now.service, view, language)
        return _Seen(revision.key, now, drawn)

    question = (revision.sha256, situation, view, language)
    return _drawing().ask(f"{revision.key} {view}", question, work, patience_seconds)


def picture_of(completed: Service, view: str, language: Language) -> Picture:
    """The process (``lanes``) or the materials of each item (``matrix``)."""
    if view == "lanes":
        return lane_picture(completed, language)
    return matrix(completed, language)


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
    said = words("modelling", state.language())
    held = dict(fitting(situation_chosen(), service))
    asked = len(service.situations)
    place: AbstractContextManager[object] = contextlib.nullcontext()
    if asked > _QUESTIONS_IN_LINE:
        place = st.popover(said("situations", count=asked), icon=":material/tune:")
    with place:
        for question in service.situations:
            held[question.id] = _answer(question, held.get(question.id))
    found = tuple((one.id, held[one.id]) for one in service.situations)
    state.remember("situation", found)
    return found


def _answer(question: Question, held: str | None) -> str:
    """The answer to one question of the situation."""
    key = f"situation_{question.id}"
    options = [one.id for one in question.options]
    if state.widget(key) not in options:
        state.set_widget(key, held or question.default_option())
    return str(st.selectbox(question.id, options, key=key, width=240))


def situation_chosen() -> Situation:
    """The situation looked at; empty before one was chosen."""
    return state.recall("situation", tuple[tuple[str, str], ...]())


def _figures(now: AsIs) -> None:
    """The figures in one line, then what they are counted by and rest on."""
    said = words("modelling", state.language())
    rule = planning.counting_rule(Request(name="").counting)
    figures = as_is_figures(now.metrics, rule)
    st.markdown(
        "　　".join(
            # Within a figure the line does not break.
            f"{figure_name(one)} **{shell.plain(figure_value(one))}**".replace(
                " ", "\N{NO-BREAK SPACE}"
            )
            for one in figures
        )
    )
    notes = [said("rule", rule=rule_text(rule, state.language()))]
    if any(one.assumed for one in figures):
        notes.append(said("assumed_mark", mark=DAGGER))
    if now.violations:
        notes.append(said("law_hint", count=len(now.violations)))
    st.caption("　".join(notes))


def figure_name(figure: AsIsFigure) -> str:
    """What a figure of the as-is is called, with the mark of assumed values."""
    said = words("modelling", state.language())
    own = f"figure_{figure.metric}"
    name = said(own) if said.has(own) else figure_label(figure.metric, state.language())
    return f"{name}{DAGGER}" if figure.assumed else name


def figure_value(figure: AsIsFigure) -> str:
    """A figure of the as-is in words."""
    return number_text(figure.value, state.language(), at_least=figure.at_least)


def _picture(revision: Revision, now: AsIs, drawn: Picture, view: str) -> None:
    """The picture; choosing a step of it leads to its row."""
    said = words("modelling", state.language())
    step = show_picture(drawn, f"picture_{view}", height=_HEIGHT, clickable=view == "lanes")
    spot = row_of_step(revision.service, now.service, step) if step else None
    if spot is not None:
        sheets.jump(spot[0], frozenset({spot[1]}), said("from_picture"))
