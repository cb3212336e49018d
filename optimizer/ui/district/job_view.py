"""Districts being decided: how far, how to stop, what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from optimizer.portfolio.district_jobs import DistrictJob
from optimizer.portfolio.joint import Round
from optimizer.portfolio.runs_begun import Lost
from optimizer.redesign.district import District
from optimizer.ui import state
from optimizer.ui.district.asked import asked_text
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import district_name, gap_text
from optimizer.wording.times import clock_text
from optimizer.workspace.jobs import Stage

_EVERY_SECONDS = 1.0
_SCOPE = "district"


def job_view() -> None:
    """Draw what is being decided and keep it up to date; results appear by themselves."""
    if _open():
        state.remember("drawn", _sight(), scope=_SCOPE)
        _watch()
    _trouble()
    for lost in state.districts().lost():
        _lost(lost)


def _open() -> list[DistrictJob]:
    return [job for job in reversed(state.districts().jobs()) if not job.ended]


def _sight() -> tuple[int, ...]:
    """What of the jobs makes the rest of the page look different."""
    return tuple(job.id for job in _open())


@st.fragment(run_every=_EVERY_SECONDS)
def _watch() -> None:
    if _sight() != state.recall("drawn", (), scope=_SCOPE):
        st.rerun()
    for job in _open():
        with st.container(border=True, key=f"district_job_{job.id}"):
            _draw(job)


def _draw(job: DistrictJob) -> None:
    said = words("district_page", state.language())
    left, right = st.columns([6, 1], vertical_alignment="center")
    with left:
        share = min(1.0, job.seconds / job.request.time_limit_seconds)
        st.progress(share, text=plain(headline(job)))
        st.caption(plain(details(job)))
    with right:
        stopping = job.cancelled.is_set()
        st.button(
            said("stopping" if stopping else "stop"),
            disabled=stopping,
            help=said("stop_help"),
            key=f"stop_district_{job.id}",
            width="stretch",
            on_click=state.districts().cancel,
            args=(job,),
        )


def headline(job: DistrictJob) -> str:
    """What is being done."""
    language = state.language()
    said = words("district_page", language)
    name = district_name(job.district, language)
    if job.cancelled.is_set():
        return said("job_stopping", name=name)
    if job.stage is Stage.WAITING:
        return said("job_waiting", name=name)
    if not job.of:
        key = "job_reading" if job.last is None else "job_counting"
        return said(key, name=name, count=len(job.district.members))
    number = 1 if job.last is None else job.last.number + 1
    return said("job_round", name=name, number=number, answered=job.answered, of=job.of)


def details(job: DistrictJob) -> str:
    """Time spent, and what is known so far."""
    said = words("district_page", state.language())
    parts = [said("job_seconds", seconds=int(job.seconds))]
    if job.last is not None:
        parts.append(said("job_plans", count=job.last.plans))
        parts.extend(_known(job, job.last))
    if job.unkept:
        parts.append(said("job_unkept"))
    return said("between").join(parts)


def _known(job: DistrictJob, last: Round) -> Iterator[str]:
    """How near the best found is; where the least effort is sought, in points."""
    language = state.language()
    said = words("district_page", language)
    if not job.request.targets:
        if last.value is not None and last.bound is not None:
            yield said("job_gap", gap=gap_text(job.request, last.value, last.bound, language))
        return
    if last.value is not None:
        yield said("job_effort", points=_points(last.value))
    if last.bound is not None:
        yield said("job_least_effort", points=_points(max(0, last.bound)))


def _points(value: int) -> str:
    """Whole points of effort: none is spent in parts."""
    return f"{-(-value // 1_000):,}"


def _lost(lost: Lost) -> None:
    """A run that ended with its server, and the way to go on with it."""
    language = state.language()
    said = words("district_page", language)
    asked = lost.asked
    district = District(name=asked.name, members=(), generated=asked.generated)
    with st.container(border=True, key=f"district_lost_{lost.path.stem}"):
        text = said(
            "lost",
            name=district_name(district, language),
            count=asked.services,
            asked=asked_text(asked.request),
            author=asked.author,
            time=clock_text(asked.time),
        )
        st.warning(plain(text), icon=":material/power_off:")
        with st.container(horizontal=True):
            if st.button(said("ask_again"), type="primary", key=f"again_{lost.path.stem}"):
                _ask_again(lost)
            if st.button(said("drop_lost"), key=f"drop_{lost.path.stem}"):
                state.districts().drop(lost)
                st.rerun()


def _ask_again(lost: Lost) -> None:
    try:
        state.districts().ask_again(lost, state.author())
    except OSError:
        st.rerun()  # somebody else was faster
    except ValueError:
        st.error(words("district_page", state.language())("lost_unreadable"))
    else:
        st.rerun()


def _trouble() -> None:
    """Why the newest question has no answer, until it was read."""
    job = next(iter(state.districts().jobs()), None)
    if job is None or job.stage not in (Stage.FAILED, Stage.CANCELLED):
        return
    if job.id == state.recall("read", 0, scope=_SCOPE):
        return
    said = words("district_page", state.language())
    if job.stage is Stage.CANCELLED:
        st.info(said("stopped_empty"))
    elif job.problem is not None:
        lines = "\n".join(f"- {plain(one)}" for one in job.problem.told(state.language()))
        st.error(f"{said('wrong_request')}\n{lines}")
    elif job.trouble:
        reason = state.said()(f"trouble_{job.trouble}")
        st.error(state.said()("store_unavailable", reason=reason))
    else:
        st.error(said("defect"))
    if st.button(said("understood"), key=f"read_district_{job.id}"):
        state.remember("read", job.id, scope=_SCOPE)
        st.rerun()
