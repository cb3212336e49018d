"""导出: what a plan leaves as."""

from itertools import groupby

import streamlit as st

from optimizer.redesign.plan import Plan
from optimizer.store.records import PlanEntry, Revision
from optimizer.ui import shell, state
from optimizer.ui.cards import figure_cards
from optimizer.ui.exporting.reporting_panel import reporting_panel
from optimizer.ui.labels import apart
from optimizer.wording.catalogue import words
from optimizer.wording.figures import headline, plan_name, rule_of
from optimizer.wording.rules import rule_text
from optimizer.wording.times import clock_text
from optimizer.workspace import exports
from optimizer.workspace.exports import ExportFile, Shelf

_LEFT = (Shelf.DELIVERABLES,)
_RIGHT = (Shelf.DATA, Shelf.PICTURES)


def page(revision: Revision) -> None:
    """Choose a plan, see what it holds, take its files."""
    said = words("exporting", state.language())
    entries = state.workspace().store.plans(revision.key)
    if not entries:
        st.info(said("no_plan"))
        if st.button(said("to_redesigning"), type="primary", key="to_redesigning"):
            shell.go_to("redesigning")
        return
    entry = _chosen(entries, revision)
    if not entry.answers(revision):
        st.warning(said("stale", number=entry.number))
    answered = state.workspace().store.revision(revision.key, entry.number)
    plan = state.workspace().store.plan(entry.id)
    figures = headline(plan)
    figure_cards(figures, key="export_cards")
    st.caption(rule_text(rule_of(plan), state.language()))
    if any(one.assumed for one in figures):
        st.warning(said("not_for_reporting"), icon=":material/error:")
    _files(answered, entry, plan)
    reporting_panel(entry)


def _chosen(entries: tuple[PlanEntry, ...], revision: Revision) -> PlanEntry:
    said = words("exporting", state.language())
    named = {one.id: one for one in entries}
    current = [one.id for one in entries if one.answers(revision)]
    recommended = [one for one in current if named[one].request_name == "recommended"]
    start = (recommended or current or list(named))[0]

    language = state.language()

    def label(one: str) -> str:
        entry = named[one]
        text = said(
            "plan_label",
            plan=plan_name(entry.request_name, language),
            time=clock_text(entry.time),
            number=entry.number,
        )
        return text if entry.answers(revision) else said("plan_label_stale", plan=text)

    labels = apart(named, label)
    chosen = st.selectbox(
        said("plan"),
        list(labels),
        index=list(labels).index(start),
        format_func=labels.__getitem__,
        key="plan",
    )
    return named[chosen]


def _files(revision: Revision, entry: PlanEntry, plan: Plan) -> None:
    said = words("exporting", state.language())
    answer = exports.answered(revision, entry, plan, state.language())
    files = exports.plan_files(answer)
    st.download_button(
        said("all"),
        lambda: exports.archive(files),
        f"{answer.base}.zip",
        "application/zip",
        type="primary",
        icon=":material/folder_zip:",
        key="all",
        on_click="ignore",
    )
    left, right = st.columns(2, gap="large")
    for column, shelves in ((left, _LEFT), (right, _RIGHT)):
        with column:
            for shelf in shelves:
                _shelf(shelf, [one for one in files if one.shelf is shelf])
    with st.expander(said("origin")):
        st.text(answer.origin)


def _shelf(shelf: Shelf, files: list[ExportFile]) -> None:
    if not files:
        return
    st.subheader(words("exporting", state.language())(f"shelf_{shelf.value}"))
    for told, held in groupby(files, key=lambda one: one.told):
        text, buttons = st.columns((5, 2), vertical_alignment="center")
        text.markdown(told)
        with buttons.container(horizontal=True, horizontal_alignment="right"):
            for one in held:
                st.download_button(
                    one.ending.upper(),
                    one.content,
                    one.name,
                    one.mime,
                    key=f"file_{one.name}",
                    on_click="ignore",
                    help=one.name,
                )


shell.with_service(page)
