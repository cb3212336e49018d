"""Work that is done beside the page: waited for shortly, then looked for now and then."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

PATIENCE_SECONDS = 0.2
"""How long a run waits before it goes on without."""


@st.fragment(run_every=0.6)
def wait_for(ready: Callable[[], bool], text: str) -> None:
    """Say what is being done; the page starts again when it is."""
    if ready():
        st.rerun()
    st.caption(f":material/hourglass_empty: {text}")
