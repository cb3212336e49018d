"""The choice of levers that may be used, alike for one service and for a district."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from optimizer.levers.reference import lever_texts
from optimizer.ui import state
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words

_OF_ITS_OWN = "rule_change"
"""Asked for by the number of changed rules, not in this list."""


def lever_choice(held: Collection[str], key: str) -> tuple[str, ...]:
    """Levers that may be used; none chosen allows all.

    Args:
        held: chosen at first.
        key: of the widget.
    """
    said = words("redesigning", state.language())
    texts = {name: one for name, one in lever_texts().items() if name != _OF_ITS_OWN}
    chinese = state.language() == "zh"
    names = {name: one.name_zh if chinese else one.name_en for name, one in texts.items()}
    chosen = st.multiselect(
        said("own_levers"),
        list(names),
        default=[one for one in held if one in names],
        format_func=names.__getitem__,
        placeholder=said("own_levers_all"),
        help=said("own_levers_help"),
        key=key,
    )
    with st.popover(said("own_levers_what"), type="tertiary"):
        told = {name: one.text_zh if chinese else one.text_en for name, one in texts.items()}
        for name in chosen or names:
            st.markdown(f"**{plain(names[name])}**  \n{plain(told[name])}")
    return tuple(chosen)
