"""Assumed values (推定值) on a page: confirm them, and see who vouched for what."""

import datetime
from collections.abc import Sequence

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from optimizer.errors import Conflict
from optimizer.evaluation.certainty import Mark
from optimizer.planning import AsIs
from optimizer.redesign.counting_rule import CountingRule
from optimizer.service.confirming import LISTS
from optimizer.store.records import Confirmation, PlanEntry, Revision
from optimizer.ui import shell, state
from optimizer.ui.compliance.findings import figures_text
from optimizer.ui.labels import apart
from optimizer.ui.modelling import sheets
from optimizer.ui.plans import choose_next
from optimizer.wording.assumed import assumed_text, field_word, subject_word, thing_text
from optimizer.wording.catalogue import words
from optimizer.wording.names import Names
from optimizer.wording.times import clock_text
from optimizer.workspace import evidence
from optimizer.workspace.evidence import Doubt, Standing
from optimizer.workspace.workspace import Vouched

_TICK = "tick"


def open_values(
    revision: Revision,
    as_is: AsIs,
    found: Sequence[Doubt],
    rule: CountingRule,
    entry: PlanEntry | None,
) -> None:
    """The assumed values of one item, to be confirmed together or one by one.

    Args:
        revision: the service at hand.
        as_is: of it, in the situation of the plan.
        found: what waits.
        rule: tells which figures are reported.
        entry: the plan looked at, so that the page goes on with its recount.
    """
    said = words("compliance", state.language())
    if not found:
        st.success(said("assumed_none"), icon=":material/check_circle:")
        return
    st.markdown(said("assumed_about", rule=rule.name_zh if said.language == "zh" else rule.name_en))
    shown = _chosen_item(as_is, found)
    if shown:
        _form(revision, as_is, shown, entry)
    _change_links(revision, as_is, shown)


def _change_links(revision: Revision, as_is: AsIs, shown: Sequence[Doubt]) -> None:
    """One way to the table where the values of each sort are changed."""
    said = words("compliance", state.language())
    subjects = {table: subject for subject, table in LISTS.items()}
    names = Names(as_is.service, state.language())
    with st.container(horizontal=True, key="change_links"):
        for table, rows in evidence.rows_of(revision.service, shown).items():
            label = said("to_modelling", sort=subject_word(subjects[table], state.language()))
            if st.button(label, icon=":material/edit:", key=f"to_{table}"):
                item = names(shown[0].item) if shown[0].item else said("no_item")
                sheets.jump(table, rows, said("from_compliance", item=item))
                shell.go_to("modelling")


def _chosen_item(as_is: AsIs, found: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The assumed values of the item chosen above them."""
    said = words("compliance", state.language())
    names = Names(as_is.service, state.language())
    groups = evidence.by_item(found)
    with st.container(horizontal=True, vertical_alignment="bottom", key="assumed_choice"):
        labels = apart(
            groups,
            lambda one: said(
                "item_open", item=names(one) if one else said("no_item"), count=len(groups[one])
            ),
            lambda one: one,
        )
        held = state.recall("assumed_item", "")
        item = st.selectbox(
            said("item"),
            list(groups),
            index=list(groups).index(held) if held in groups else 0,
            format_func=labels.__getitem__,
            key="assumed_item",
            width=460,
        )
        state.remember("assumed_item", item)
        if st.button(said("all_of_item"), key="all_of_item"):
            _begin_anew(ticked=item)
        if st.button(said("none_of_item"), key="none_of_item"):
            _begin_anew(ticked="")
    return groups.get(item, ())


def _begin_anew(*, ticked: str) -> None:
    """A fresh table, ticked throughout for one item; what was ticked by hand is forgotten."""
    state.remember("assumed_round", state.recall("assumed_round", 0) + 1)
    state.remember("assumed_ticked", ticked)


def _form(revision: Revision, as_is: AsIs, shown: Sequence[Doubt], entry: PlanEntry | None) -> None:
    said = words("compliance", state.language())
    turn = f"{revision.number}_{shown[0].item}_{state.recall('assumed_round', 0)}"
    with st.form(f"confirm_{turn}", border=True):
        edited = st.data_editor(
            [_row(one, as_is) for one in shown],
            column_config=_columns(),
            disabled=[name for name in _COLUMNS if name != _TICK],
            hide_index=True,
            key=f"assumed_{turn}",
            alt=said("view_assumed", count=len(shown)),
        )
        who, when, what = st.columns([2, 2, 5])
        by = who.text_input(said("confirmed_by"), value=_default_name(), max_chars=40)
        on = when.date_input(said("confirmed_on"), max_value="today", format="YYYY-MM-DD")
        text = what.text_input(said("evidence"), placeholder=said("evidence_hint"), max_chars=500)
        pressed = st.form_submit_button(said("confirm"), type="primary")
    if not pressed:
        return
    ticked = [one.mark for one, row in zip(shown, edited, strict=True) if row[_TICK]]
    problem = _problem(ticked, by, on, text)
    if problem:
        st.error(said(problem))
        return
    assert isinstance(on, datetime.date)
    _confirm(revision, as_is, ticked, Vouched(by.strip(), on, text.strip()), entry)


def _default_name() -> str:
    name = state.author()
    return "" if name == state.said()("unnamed") else name


def _problem(ticked: Sequence[Mark], by: str, on: object, text: str) -> str:
    """The word for what is missing; empty when nothing is."""
    if not ticked:
        return "tick_some"
    if not by.strip() or not isinstance(on, datetime.date):
        return "who_and_when"
    return "" if text.strip() else "evidence_missing"


def _confirm(
    revision: Revision,
    as_is: AsIs,
    ticked: Sequence[Mark],
    vouched: Vouched,
    entry: PlanEntry | None,
) -> None:
    said = words("compliance", state.language())
    workspace = state.workspace()
    try:
        with st.spinner(said("confirming")):
            saved = workspace.confirm(
                revision, ticked, vouched, situation=as_is.situation, author=state.author()
            )
    except Conflict as conflict:
        st.toast(state.said()("changed_meanwhile", author=conflict.author, number=conflict.number))
        st.rerun()
    state.seen(saved)
    _begin_anew(ticked="")
    st.toast(said("confirmed_now", count=len(ticked), number=saved.number))
    name = "" if entry is None else entry.request_name
    follower = next(
        (one for one in workspace.current_plans(saved) if one.request_name == name), None
    )
    if follower is not None:
        choose_next(follower.id, "compliance_plan")
    st.rerun()


_COLUMNS = (_TICK, "sort", "thing", "field", "value", "rests")


def _columns() -> dict[str, ColumnConfig]:
    said = words("compliance", state.language())
    return {
        _TICK: st.column_config.CheckboxColumn(said("col_tick"), width=70),
        "sort": st.column_config.TextColumn(said("col_sort"), width=90),
        "thing": st.column_config.TextColumn(said("col_thing"), width=250),
        "field": st.column_config.TextColumn(said("col_field"), width=90),
        "value": st.column_config.TextColumn(said("col_value"), width=330),
        "rests": st.column_config.TextColumn(said("col_rests"), width=300),
    }


def _row(one: Doubt, as_is: AsIs) -> dict[str, object]:
    language = state.language()
    names = Names(as_is.service, language)
    return {
        _TICK: state.recall("assumed_ticked", "") == one.item != "",
        "sort": subject_word(one.mark.subject, language),
        "thing": thing_text(one.mark, names),
        "field": field_word(one.mark.subject, one.mark.field, language),
        "value": assumed_text(as_is.service, one.mark, language),
        "rests": figures_text(one.metrics),
    }


def confirmed_values(revision: Revision, as_is: AsIs) -> None:
    """Who confirmed which value, when and on what evidence, and whether it still holds."""
    said = words("compliance", state.language())
    confirmations = state.workspace().store.confirmations(revision.key)
    standing = evidence.standings(confirmations, as_is)
    if not standing:
        st.write(said("confirmed_none"))
        return
    names = Names(as_is.service, state.language())
    st.dataframe(
        [_confirmed_row(one, held, as_is, names) for one, held in standing],
        hide_index=True,
        alt=said("view_confirmed", count=len(standing)),
        key="confirmed_values",
    )


def _confirmed_row(
    one: Confirmation, standing: Standing, as_is: AsIs, names: Names
) -> dict[str, str]:
    said = words("compliance", state.language())
    mark = evidence.mark_of(one)
    item = evidence.item_of(as_is.service, mark)
    held = standing in (Standing.HOLDS, Standing.WITHDRAWN)
    return {
        said("item"): names(item) if item else "—",
        said("col_thing"): thing_text(mark, names),
        said("col_field"): field_word(mark.subject, mark.field, state.language()),
        said("col_value"): assumed_text(as_is.service, mark, state.language())
        if held
        else one.value,
        said("confirmed_by"): one.confirmed_by,
        said("confirmed_on"): one.confirmed_on.isoformat(),
        said("evidence"): one.evidence,
        said("col_standing"): said(f"standing_{standing.value}"),
        said("entered"): said(
            "entered_by", author=one.author, time=clock_text(one.time), number=one.number
        ),
    }
