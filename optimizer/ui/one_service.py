"""One service through ``planning``: headline figures and measures."""

from pathlib import Path

import streamlit as st

from optimizer import planning
from optimizer.errors import InvalidInput, JudgeRejection, RequestProblem
from optimizer.evaluation.warnings import warning_texts
from optimizer.formats.service_file import read_service, read_service_text
from optimizer.places import scenarios_directory
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import NAMED_REQUESTS
from optimizer.service import terms
from optimizer.service.finding import InvalidFile
from optimizer.service.service import Service
from optimizer.wording.catalogue import words
from optimizer.wording.figures import Figure, headline, rule_of
from optimizer.wording.names import Names
from optimizer.wording.sentences import Sentences

_SAID = words("ui", "zh")
_PLAN_SAID = words("plan", "zh")
_DEFAULT_SCENARIO = "open-restaurant-sichuan"
_MOST_SECONDS = 600
_COLUMNS = 3


def page() -> None:
    """Ask for a service and a plan; show the answer to the last question asked."""
    st.title(_SAID("title"))
    st.caption(_SAID("intro"))
    service = _chosen_service()
    names = list(NAMED_REQUESTS)
    name = st.radio(
        _SAID("plan"),
        names,
        index=names.index("recommended"),
        format_func=_PLAN_SAID,
        horizontal=True,
        key="plan",
    )
    seconds = st.number_input(_SAID("seconds"), 1, _MOST_SECONDS, 60, key="seconds")
    if st.button(_SAID("run"), type="primary", disabled=service is None, key="run") and service:
        st.session_state["answer"] = _answer(service, name, float(seconds))
    answer = st.session_state.get("answer")
    if isinstance(answer, Plan):
        show(answer)


def show(plan: Plan) -> None:
    """One plan: how the search ended, headline, measures, doubts."""
    sentences = Sentences(plan.before, "zh")
    st.subheader(f"{plan.before.name or plan.before.id}：{_PLAN_SAID(plan.request.name)}")
    for line in sentences.status(plan):
        st.write(line)
    if plan.outcome.status in (Status.UNREACHABLE, Status.NOTHING_FOUND):
        return
    _headline(plan)
    _measures(plan, sentences)
    if plan.warnings:
        st.subheader(_SAID("warnings"))
        names = Names(plan.after, "zh")
        for code, subject in plan.warnings:
            st.warning(warning_texts()[code][0].format(subject=names(subject)))


@st.cache_data
def _scenarios() -> dict[str, str]:
    """Folder → name of every shipped service that can be read."""
    found = {}
    for file in sorted(scenarios_directory().glob("*/service.yaml")):
        try:
            service = read_service(file)
        except InvalidInput:
            continue  # `onething check` tells what is wrong with it
        found[file.parent.name] = f"{service.name}（{service.region}）"
    return found


def _chosen_service() -> Service | None:
    """The service uploaded, else the one chosen; ``None`` with the reasons on the page."""
    known = _scenarios()
    folders = list(known)
    start = folders.index(_DEFAULT_SCENARIO) if _DEFAULT_SCENARIO in folders else 0
    folder = st.selectbox(
        _SAID("service"), folders, index=start, format_func=lambda one: known[one], key="service"
    )
    upload = st.file_uploader(_SAID("upload"), type=["yaml", "yml"], key="upload")
    try:
        if upload is not None:
            return read_service_text(upload.getvalue().decode("utf-8"), upload.name)
        return read_service(_file_of(folder)) if folders else None
    except InvalidFile as error:
        st.error("\n\n".join([_SAID("wrong_file"), *(one.in_chinese() for one in error.findings)]))
    except UnicodeDecodeError as error:
        st.error(f"{_SAID('wrong_file')}：{error.reason}")
    return None


def _file_of(folder: str) -> Path:
    return scenarios_directory() / folder / "service.yaml"


def _answer(service: Service, name: str, seconds: float) -> Plan | None:
    request = NAMED_REQUESTS[name].model_copy(update={"time_limit_seconds": seconds})
    with st.spinner(_SAID("running")):
        try:
            return planning.optimize(service, request)
        except RequestProblem as error:
            st.error("\n\n".join([_SAID("wrong_request"), *error.told("zh")]))
        except JudgeRejection as error:
            st.error("\n\n".join([_SAID("defect"), *error.reasons]))
    return None


def _headline(plan: Plan) -> None:
    st.subheader(_SAID("headline"))
    shown = headline(plan)
    for first in range(0, len(shown), _COLUMNS):
        for column, one in zip(st.columns(_COLUMNS), shown[first : first + _COLUMNS], strict=False):
            column.metric(_label(one), _pair(one), _change(one), delta_color="inverse")
    st.caption(_SAID("rule", name=rule_of(plan).name_zh))
    if any(one.assumed for one in shown):
        st.caption(_SAID("computed"))


def _label(one: Figure) -> str:
    return f"{_PLAN_SAID(one.metric)}{'†' if one.assumed else ''}"


def _pair(one: Figure) -> str:
    before, after = (
        _SAID("unknown") if value is None else str(value) for value in (one.before, one.after)
    )
    return _SAID("before_after", before=before, after=after)


def _change(one: Figure) -> str | None:
    return None if not one.percent else f"{-one.percent:+.2f}%"


def _measures(plan: Plan, sentences: Sentences) -> None:
    st.subheader(_SAID("measures"))
    if not plan.outcome.measures:
        st.write(_SAID("none"))
        return
    rows = [
        {
            _SAID("number"): number,
            _SAID("lever"): sentences.lever(one.lever),
            _SAID("measure"): sentences.measure(one),
            _SAID("effort"): terms.word(one.terms.grade),
            _SAID("who"): terms.word(one.terms.authority),
            _SAID("risk"): terms.word(one.terms.risk),
            _SAID("basis"): one.terms.basis,
        }
        for number, one in enumerate(plan.outcome.measures, start=1)
    ]
    st.dataframe(rows, hide_index=True)
