"""What is asked of a district: which services, the most or given targets, under which ceilings."""

from __future__ import annotations

import streamlit as st

from optimizer.errors import RequestProblem
from optimizer.portfolio.offered import (
    Group,
    announced,
    demonstration,
    groups,
    kept_district,
    kept_of,
)
from optimizer.redesign.district import District, JointRequest
from optimizer.redesign.request import Metric, Target
from optimizer.service.amounts import MOST_CEILING
from optimizer.service.kinds import Authority, Risk
from optimizer.store.records import DistrictEntry
from optimizer.ui import state
from optimizer.ui.district.refused_choice import refused_choice
from optimizer.ui.labels import service_labels
from optimizer.ui.lever_choice import lever_choice
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import district_name
from optimizer.wording.figures import figure_label
from optimizer.wording.levels import level
from optimizer.wording.rules import rule_name, rule_text
from optimizer.wording.times import clock_text
from optimizer.workspace import overview

_SCOPE = "district"
_TAKEN, _USUAL, _ROUND = "taken_over", "usual_values", "asking_round"
_MOST, _TARGETS = "most", "targets"
_REPORTED = {Metric.MATERIALS: 38, Metric.STEPS: 53, Metric.PROMISE: 74, Metric.VISITS: None}
"""Per cent less that districts report of 121 services; of visits they report none."""

_SECONDS = (60, 300, 900, 1800, 3600, 7200)


def request_panel(newest: DistrictEntry | None) -> Group:
    """The form.

    Args:
        newest: what was decided last, to start from; ``None`` the first time.

    Returns:
        Where the services come from.
    """
    said = words("district_page", state.language())
    held = _taken_over(newest)
    left, right = st.columns(2, gap="large")
    with left:
        group, keys, name = _services()
        targets = _wanted(held)
    with right:
        counting = _counting(held)
        authority, risk = _levels(held)
        levers = lever_choice(held.levers, _key("levers"))
        refused = refused_choice(group, keys, held.refused, _key("refused"))
        effort, cost_yuan, seconds = _ceilings(held)
        by_volume = targets == () and st.checkbox(
            said("by_volume"), held.by_volume, help=said("by_volume_help"), key=_key("volume")
        )
    request = JointRequest(
        counting=counting,
        targets=targets,
        by_volume=by_volume or bool(targets),
        max_effort=effort,
        max_cost_yuan=cost_yuan,
        authority=authority,
        risk=risk,
        levers=levers,
        refused=refused,
        time_limit_seconds=float(seconds),
    )
    if st.button(
        said("decide"), type="primary", icon=":material/calculate:", key="decide_district"
    ):
        _decide(group, keys, name, request)
    return group


def _taken_over(newest: DistrictEntry | None) -> JointRequest:
    """What the form starts from, with whose it is and a way back to the usual values."""
    if state.widget(_key("counting")) is None:  # the form comes up: what it starts from stays
        usual = state.recall(_USUAL, False, scope=_SCOPE)
        state.remember(_TAKEN, None if usual else newest, scope=_SCOPE)
        state.forget(_SCOPE, _USUAL)
    taken = state.recall(_TAKEN, newest, scope=_SCOPE)
    if taken is None:
        return JointRequest()
    said = words("district_page", state.language())
    with st.container(horizontal=True, vertical_alignment="center"):
        text = said("taken_over", author=taken.author, time=clock_text(taken.time))
        st.caption(plain(text), width="content")
        st.button(
            said("usual_values"),
            type="tertiary",
            icon=":material/restart_alt:",
            key="district_usual",
            on_click=_usual_values,
        )
    return taken.request


def _usual_values() -> None:
    """Fresh fields from the next run on; they start from the usual values."""
    state.remember(_ROUND, _round() + 1, scope=_SCOPE)
    state.remember(_USUAL, True, scope=_SCOPE)


def _round() -> int:
    return state.recall(_ROUND, 0, scope=_SCOPE)


def _key(name: str) -> str:
    """Of a field, another one each time the planner goes back to the usual values."""
    return f"district_{name}_{_round()}" if _round() else f"district_{name}"


def _decide(group: Group, keys: list[str], name: str, request: JointRequest) -> None:
    try:
        district = _district(group, keys, name)
    except RequestProblem as error:
        for line in error.told(state.language()):
            st.error(plain(line))
        return
    state.districts().decide(district, request, state.author())
    st.rerun()


def _district(group: Group, keys: list[str], name: str) -> District:
    if group in (Group.KEPT, Group.KEPT_GENERATED):
        title = name.strip() or words("district_page", state.language())("own_name")
        return kept_district(state.workspace().store, keys, title)
    return demonstration(group)


def _services() -> tuple[Group, list[str], str]:
    """The group, and of kept services which, and what the district is called."""
    said = words("district_page", state.language())
    store = state.workspace().store
    offered = groups(store)
    group = st.selectbox(
        said("group"),
        offered,
        format_func=lambda one: said(f"group_{one.value}"),
        help=said("group_help"),
        key="district_group",
    )
    if group in (Group.REAL, Group.GENERATED):
        district, count = announced(group)
        name = plain(district_name(district, state.language()))
        st.caption(said("group_holds", name=name, count=count))
        return group, [], ""
    kept = service_labels(kept_of(store, group), with_region=False)
    chosen = st.multiselect(
        said("services"),
        list(kept),
        default=list(kept),
        format_func=kept.__getitem__,
        placeholder=said("services_none"),
        key=f"district_services_{group.value}",
    )
    name = st.text_input(
        said("name"), placeholder=said("own_name"), max_chars=60, key="district_name"
    )
    return group, chosen, name


def _wanted(held: JointRequest) -> tuple[Target, ...]:
    """The targets asked for; none where the most shall be reduced."""
    language = state.language()
    said = words("district_page", language)
    asking = st.segmented_control(
        said("asking"),
        (_MOST, _TARGETS),
        default=_TARGETS if held.targets else _MOST,
        format_func=lambda one: said(f"asking_{one}"),
        required=True,
        key=_key("asking"),
    )
    st.caption(said(f"asking_{asking or _MOST}_help"))
    if asking != _TARGETS:
        return ()
    now = {one.metric: one.percent for one in held.targets} or _REPORTED
    found = []
    columns = (*st.columns(2), *st.columns(2))
    for column, metric in zip(columns, _REPORTED, strict=True):
        percent = column.number_input(
            said("target", metric=figure_label(metric.value, language)),
            min_value=0,
            max_value=100,
            step=1,
            value=now.get(metric),
            placeholder=said("no_target"),
            key=_key(f"target_{metric.value}"),
        )
        if percent is not None:
            found.append(Target(metric=metric, percent=int(percent)))
    return tuple(found)


def _counting(held: JointRequest) -> str:
    language = state.language()
    rules = overview.rules()
    names = list(rules)
    chosen = st.selectbox(
        words("district_page", language)("counting"),
        names,
        index=names.index(held.counting) if held.counting in names else 0,
        format_func=lambda one: rule_name(rules[one], language),
        key=_key("counting"),
    )
    st.caption(plain(rule_text(rules[chosen], language)))
    return chosen


def _levels(held: JointRequest) -> tuple[Authority, Risk]:
    """The highest level that may decide, and the highest risk that is taken."""
    language = state.language()
    said = words("district_page", language)
    authority = st.select_slider(
        said("authority"),
        list(Authority),
        value=held.authority,
        format_func=lambda one: level(one, language),
        key=_key("authority"),
    )
    # The same words as where one service is asked about.
    alike = words("redesigning", language)
    risk = st.segmented_control(
        alike("own_risk"),
        list(Risk),
        default=held.risk,
        format_func=lambda one: level(one, language),
        required=True,
        key=_key("risk"),
    )
    risk = risk or held.risk
    st.caption(alike("own_risk_help", risk=level(risk, language)))
    return authority, risk


def _ceilings(held: JointRequest) -> tuple[int | None, int | None, int]:
    """Points of effort and yuan at most, and seconds of computing."""
    said = words("district_page", state.language())
    left, middle, right = st.columns(3)
    effort = left.number_input(
        said("effort"),
        min_value=0,
        max_value=MOST_CEILING,
        step=10,
        value=held.max_effort,
        placeholder=said("effort_none"),
        help=said("effort_help"),
        key=_key("effort"),
    )
    cost_yuan = middle.number_input(
        said("cost"),
        min_value=0,
        max_value=MOST_CEILING,
        step=10_000,
        value=held.max_cost_yuan,
        placeholder=said("effort_none"),
        help=said("cost_help"),
        key=_key("cost"),
    )
    seconds = right.selectbox(
        said("seconds"),
        _SECONDS,
        index=min(
            range(len(_SECONDS)), key=lambda one: abs(_SECONDS[one] - held.time_limit_seconds)
        ),
        format_func=lambda one: said("minutes", value=one // 60),
        help=said("seconds_help"),
        key=_key("seconds"),
    )
    return effort, cost_yuan, seconds
