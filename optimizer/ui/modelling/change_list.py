"""What differs between two contents of a service, as a table."""

from __future__ import annotations

import streamlit as st

from optimizer.service.service import Service
from optimizer.ui import state
from optimizer.wording.catalogue import Language, words
from optimizer.workspace.told_changes import Told, told_changes

_MOST_ROWS = 300


def change_list(before: tuple[str, Service], after: tuple[str, Service], key: str) -> None:
    """Draw the differences, or say that there are none.

    Args:
        before: hash and content before.
        after: hash and content after.
        key: of the widget.
    """
    said = words("modelling", state.language())
    told = _told(before[0], after[0], state.language(), before[1], after[1])
    if not told:
        st.caption(said("no_changes"))
        return
    rows = [
        {
            said("col_table"): one.title,
            said("col_name"): one.name,
            said("col_column"): one.column or said(f"what_{one.what.value}"),
            said("col_before"): one.before,
            said("col_after"): one.after,
        }
        for one in told[:_MOST_ROWS]
    ]
    st.dataframe(rows, hide_index=True, key=key, alt=said("changes_alt"))
    if len(told) > _MOST_ROWS:
        st.caption(said("and_more", count=len(told) - _MOST_ROWS))


@st.cache_data(show_spinner=False, max_entries=64)
def _told(
    first: str,  # noqa: ARG001  # with what follows the key of the cache
    second: str,  # noqa: ARG001
    language: Language,
    _before: Service,
    _after: Service,
) -> tuple[Told, ...]:
    return told_changes(_before, _after, language)
