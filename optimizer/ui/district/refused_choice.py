"""The choice of data sources that a district is not to connect."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from optimizer.portfolio.offered import Connectable, Group, busiest_first, connectable, kept_of
from optimizer.ui import state
from optimizer.ui.labels import apart
from optimizer.wording.catalogue import words
from optimizer.wording.names import source_name


def refused_choice(
    group: Group, services: Collection[str], held: Collection[str], key: str
) -> tuple[str, ...]:
    """Keys of data sources not to be connected; nothing is offered of the demonstrations.

    Args:
        group: where the services come from.
        services: keys of the kept ones chosen.
        held: refused at first.
        key: of the widget.
    """
    newest = {one.key: one.latest.number for one in kept_of(state.workspace().store, group)}
    found = busiest_first(_connectable(one, newest[one]) for one in services if one in newest)
    if not found:
        return ()
    said = words("district_page", state.language())
    labels = apart(found, _label)
    keys = {one.key: labels[one] for one in found}
    chosen = st.multiselect(
        said("refused"),
        list(keys),
        default=[one for one in held if one in keys],
        format_func=keys.__getitem__,
        placeholder=said("refused_none"),
        help=said("refused_help"),
        key=key,
    )
    return tuple(chosen)


@st.cache_data(show_spinner=False, max_entries=4096)
def _connectable(key: str, number: int) -> tuple[Connectable, ...]:
    return connectable(state.workspace().store.revision(key, number).service)


def _label(one: Connectable) -> str:
    name = source_name(one.name)
    return f"{name} · {one.owner}" if one.owner else name
