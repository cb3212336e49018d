"""事项梳理: the service as it is, in a picture and in tables."""

import streamlit as st

from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.importing.doubts_panel import import_doubts
from optimizer.ui.modelling import sheets
from optimizer.ui.modelling.baseline_panel import baseline_panel
from optimizer.ui.modelling.conflict_panel import conflict_panel
from optimizer.ui.modelling.editor import choose_table, edit_table
from optimizer.ui.modelling.findings_panel import findings_panel
from optimizer.ui.modelling.history_panel import history_panel
from optimizer.ui.modelling.matching_panel import matching_panel
from optimizer.ui.modelling.process_panel import process_panel
from optimizer.ui.modelling.service_file_panel import service_file_panel
from optimizer.wording.catalogue import words


def page(revision: Revision) -> None:
    """Picture, tables beside findings, then history, baseline and file."""
    sheets.take_in(revision)
    contest = sheets.contest()
    if contest is not None:
        conflict_panel(revision, contest)
        return
    import_doubts(revision)
    process_panel(revision)
    choose_table(revision)
    table, findings = st.columns([7, 3], gap="medium")
    with table:
        edit_table(revision)
    with findings:
        findings_panel(revision)
    _rest(revision)


def _rest(revision: Revision) -> None:
    """What is looked at now and then; only the tab on the screen is worked out."""
    said = words("modelling", state.language())
    panels = {
        "history": history_panel,
        "baseline": baseline_panel,
        "matching": matching_panel,
        "file": service_file_panel,
    }
    tabs = st.tabs(
        [said(name) for name in panels], key=f"rest_{state.language()}", on_change="rerun"
    )
    for tab, panel in zip(tabs, panels.values(), strict=True):
        if tab.open:
            with tab:
                panel(revision)


shell.with_service(page)
