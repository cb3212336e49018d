"""One table of the yearly cases (年办件量) of the kept services that may be decided together."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from optimizer.portfolio.offered import Group, kept_of
from optimizer.service.amounts import MOST_CASES
from optimizer.service.canonical import sha256
from optimizer.store.records import Kept
from optimizer.ui import state
from optimizer.ui.labels import service_labels
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.workspace.case_volumes import CaseVolume, case_volume, save_case_volumes

_TOLD = "volumes_told"
_MISSED = "volumes_missed"


def volumes_table(group: Group) -> None:
    """The table, with how many services have no number yet; nothing where none are kept."""
    kept = kept_of(state.workspace().store, group)
    if not kept:
        return
    said = words("district_page", state.language())
    seen = [_seen(one.key, one.latest.number) for one in kept]
    missing = sum(one.cases is None for one in seen)
    label = said("volumes", count=len(seen), missing=missing)
    with st.expander(label, key="district_volumes_part", icon=":material/table_rows:"):
        st.caption(said("volumes_help"))
        _table(kept, seen)
        _tell(kept)


@st.cache_data(show_spinner=False, max_entries=4096)
def _seen(key: str, number: int) -> CaseVolume:
    return case_volume(state.workspace().store, key, number)


def _table(kept: Sequence[Kept], seen: Sequence[CaseVolume]) -> None:
    said = words("district_page", state.language())
    labels = service_labels(kept, with_region=False)
    with st.form("district_volumes_form", border=False):
        edited = st.data_editor(
            [
                {
                    said("col_service"): labels[one.key],
                    said("col_region"): one.region,
                    said("col_cases"): volume.cases,
                }
                for one, volume in zip(kept, seen, strict=True)
            ],
            hide_index=True,
            disabled=[said("col_service"), said("col_region")],
            column_config={
                said("col_cases"): st.column_config.NumberColumn(
                    min_value=0, max_value=MOST_CASES, step=1, format="localized"
                )
            },
            placeholder=said("cases_missing"),
            key=table_key(seen),
            alt=said("col_cases"),
        )
        if st.form_submit_button(said("volumes_save"), type="primary", key="volumes_save"):
            typed = {
                one.key: _whole(row[said("col_cases")])
                for one, row in zip(seen, edited, strict=True)
            }
            found = save_case_volumes(
                state.workspace().store,
                seen,
                typed,
                author=state.author(),
                comment=said("volumes_comment"),
            )
            state.remember(_TOLD, len(found.saved), scope="district")
            state.remember(_MISSED, found.missed, scope="district")
            st.rerun()


def table_key(seen: Sequence[CaseVolume]) -> str:
    """Of the table: a fresh one once anything was saved, lest what was typed be laid over that."""
    return f"district_volumes_{sha256(str([(one.key, one.number) for one in seen]))}"


def _tell(kept: Sequence[Kept]) -> None:
    """What came of the last save."""
    said = words("district_page", state.language())
    count = state.recall(_TOLD, -1, scope="district")
    missed = state.recall(_MISSED, tuple[str, ...](), scope="district")
    state.forget("district", _TOLD)
    state.forget("district", _MISSED)
    if count >= 0:
        st.toast(said("volumes_saved", count=count))
    if missed:
        labels = service_labels(kept)
        names = said.listed([labels.get(one, one) for one in missed])
        st.warning(plain(said("volumes_missed", names=names)), icon=":material/sync_problem:")


def _whole(value: object) -> int | None:
    if isinstance(value, int | float) and not math.isnan(value):
        return int(value)
    return None
