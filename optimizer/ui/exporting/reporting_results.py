"""A filled reporting form: its files, what was left out, what was checked, what has changed."""

from collections.abc import Sequence

import streamlit as st

from optimizer.formats.reporting_form import RemarkKind
from optimizer.ui import state
from optimizer.wording.catalogue import words
from optimizer.workspace.reporting import BlankForm, FormReport
from optimizer.workspace.reporting_told import (
    Row,
    assumed_rows,
    change_rows,
    left_out_rows,
    remark_rows,
    report_text,
    rules_told,
    written_text,
)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRONG = (RemarkKind.DIFFERS, RemarkKind.TOTAL_DIFFERS, RemarkKind.TOTAL_FORMULA_SHORT)
_BY_FORMULA = (RemarkKind.FORMULA, RemarkKind.TOTAL_FORMULA)


def results(blank: BlankForm, report: FormReport) -> None:
    """The filled form and everything that has to be told of it."""
    said = words("reporting", state.language())
    st.markdown(f"**{written_text(report, state.language())}**")
    rules = rules_told(report, state.language())
    for rule in rules:
        st.caption(rule)
    if len(rules) > 1:
        st.warning(said("rules_differ"))
    _downloads(blank, report)
    _left_out(blank, report)
    _remarks(blank, report)
    _changes(blank, report)


def _downloads(blank: BlankForm, report: FormReport) -> None:
    said = words("reporting", state.language())
    base = blank.form.name.rpartition(".")[0] or blank.form.name
    with st.container(horizontal=True):
        st.download_button(
            said("download"),
            report.filled.form.content,
            f"{base}-{said('suffix_filled')}.xlsx",
            _XLSX,
            type="primary",
            icon=":material/table_view:",
            key="reporting_download",
            on_click="ignore",
        )
        st.download_button(
            said("download_told"),
            report_text(blank, report, state.language()).encode(),
            f"{base}-{said('suffix_told')}.txt",
            "text/plain; charset=utf-8",
            key="reporting_download_told",
            on_click="ignore",
        )


def _left_out(blank: BlankForm, report: FormReport) -> None:
    said = words("reporting", state.language())
    left = report.filled.left_out
    if not left:
        st.success(said("left_out_none"), icon=":material/check_circle:")
        return
    st.markdown(f"**{said('left_out', count=len(left))}**")
    _table(left_out_rows(blank, left, state.language()), said("view_left_out", count=len(left)))
    kept_back = assumed_rows(report, state.language())
    if kept_back:
        st.warning(said("assumed", count=len(kept_back)), icon=":material/error:")
        _table(kept_back, said("view_assumed", count=len(kept_back)))


def _remarks(blank: BlankForm, report: FormReport) -> None:
    said = words("reporting", state.language())
    if not report.remarks:
        return
    kinds = [one.kind for one in report.remarks]
    wrong = sum(one in _WRONG for one in kinds)
    computed = sum(one in _BY_FORMULA for one in kinds)
    right = len(kinds) - wrong - computed
    st.markdown(f"**{said('remarks', count=len(kinds))}**")
    if wrong:
        st.error(said("remarks_wrong", count=wrong))
    elif right:
        st.success(said("remarks_right", count=right), icon=":material/check_circle:")
    if computed:
        st.info(said("remarks_formula", count=computed))
    rows = remark_rows(blank, report.remarks, state.language())
    _table(rows, said("view_remarks", count=len(rows)))


def _changes(blank: BlankForm, report: FormReport) -> None:
    said = words("reporting", state.language())
    if report.changes is None:
        return
    st.markdown(f"**{said('changes', count=len(report.changes))}**")
    if not report.changes:
        st.success(said("changes_none"), icon=":material/check_circle:")
        return
    rows = change_rows(blank, report.changes, state.language())
    _table(rows, said("view_changes", count=len(rows)))


def _table(rows: Sequence[Row], alt: str) -> None:
    st.dataframe(list(rows), hide_index=True, alt=alt)
