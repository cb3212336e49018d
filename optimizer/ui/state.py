"""What one browser session remembers; the only place that touches Streamlit's session state.

The address of the page carries what must survive a reload: the language, the service at hand and
the planner's name. Everything else that matters is in the store.
"""

from __future__ import annotations

import os
from typing import TypeVar, cast

import streamlit as st

from optimizer.portfolio.district_jobs import DistrictComputing, answers_folder
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, Words, words
from optimizer.workspace.workspace import Workspace

_Value = TypeVar("_Value")
_IN_THE_ADDRESS = {"language": "lang", "author": "by", "key": "service"}


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Workspace:
    """One workspace for all sessions of this server."""
    return Workspace(Store.open(url or None))


def workspace() -> Workspace:
    """The workspace of this server (``ONETHING_STORE`` names another store)."""
    return _opened(os.environ.get("ONETHING_STORE", ""))


@st.cache_resource(show_spinner=False)
def _districts(url: str) -> DistrictComputing:
    return DistrictComputing(_opened(url).store, answers_folder(url or None))


def districts() -> DistrictComputing:
    """The queue of districts of this server."""
    return _districts(os.environ.get("ONETHING_STORE", ""))


def begin() -> None:
    """Take over what the address says on the first run; keep the address up to date."""
    st.session_state["came_from"] = st.session_state.pop("page", "")
    for name, parameter in _IN_THE_ADDRESS.items():
        if name not in st.session_state and parameter in st.query_params:
            st.session_state[name] = st.query_params[parameter]
    address = {
        parameter: str(st.session_state[name])
        for name, parameter in _IN_THE_ADDRESS.items()
        if st.session_state.get(name)
    }
    if any(st.query_params.get(parameter) != held for parameter, held in address.items()):
        # All at once: each single one would be a step of the browser's history.
        st.query_params.update(address)


def arrive(page: str) -> None:
    """Note which page this run draws."""
    st.session_state["page"] = page


def came_from() -> str:
    """The page of the run before this one; empty when that run was cut off before it had one."""
    return str(st.session_state.get("came_from", ""))


def run_again() -> None:
    """Start the run again; what the planner clicked meanwhile goes first."""
    # A run started again keeps its page, also when a click on another page is waiting. Whatever
    # is drawn first lets that click through.
    st.empty()
    st.rerun()


def language() -> Language:
    """The language of the screens."""
    held = st.session_state.get("language", "zh")
    return cast(Language, held) if held in LANGUAGES else "zh"


def set_language(chosen: Language) -> None:
    """Speak another language from the next run on."""
    st.session_state["language"] = chosen


def said() -> Words:
    """The words of the pages in the language of the screens."""
    return words("ui", language())


def name() -> str:
    """The planner's name as typed; empty when none was."""
    return str(st.session_state.get("author") or "")


def set_name(typed: str) -> None:
    """Write changes down for this planner from now on."""
    st.session_state["author"] = typed.strip()


def author() -> str:
    """Who the changes are written down for; never empty."""
    return name() or said()("unnamed")


def key() -> str:
    """The service at hand; empty when none is open."""
    return str(st.session_state.get("key") or "")


def open_service(chosen: str) -> None:
    """Make a service the one at hand; what was remembered of another one is forgotten."""
    if chosen != key():
        forget("of_service")
    st.session_state["key"] = chosen


def remember(name: str, value: object, *, scope: str = "of_service") -> None:
    """Keep something for the rest of the session, or while the service is at hand."""
    st.session_state.setdefault(scope, {})[name] = value


def recall(name: str, default: _Value, *, scope: str = "of_service") -> _Value:
    """What was remembered under a name, of the type of the default."""
    held = st.session_state.get(scope, {}).get(name, default)
    return cast(_Value, held)


def forget(scope: str, name: str | None = None) -> None:
    """Forget one thing, or all of a scope."""
    if name is None:
        st.session_state.pop(scope, None)
    else:
        st.session_state.get(scope, {}).pop(name, None)


def widget(name: str) -> object:
    """The state of a widget by its key; ``None`` before it was drawn."""
    return st.session_state.get(name)


def picked_rows(name: str) -> tuple[int, ...]:
    """Rows chosen in a table by its key; none before it was drawn."""
    held = st.session_state.get(name)
    return () if held is None else tuple(held["selection"]["rows"])


def set_widget(name: str, value: object) -> None:
    """Set the state of a widget before it is drawn."""
    st.session_state[name] = value


def seen(revision: Revision) -> int:
    """The revision that this session saw last, remembered as the one on the screen now.

    A change is made against what the planner saw: when somebody else saved meanwhile, that is
    noticed and not overwritten.
    """
    before = recall("seen", revision.number)
    remember("seen", revision.number)
    return before
