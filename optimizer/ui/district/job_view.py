"""Districts being decided: how far, how to stop, what went wrong."""

from __future__ import annotations

import streamlit as st

from optimizer.portfolio.district_jobs import DistrictJob
from optimizer.portfolio.joint import Round
from optimizer.ui import state
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import district_name
from optimizer.workspace.jobs import Stage

_EVERY_SECONDS = 1.0
_SCOPE = "district"


def job_view() -> None:
    """Draw what is being decided and keep it up to date; results appear by themselves."""
    if _open():
        state.remember("drawn", _sight(), scope=_SCOPE)
        _watch()
    _trouble()


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
        st.progress(share, text=plain(_headline(job)))
        st.caption(plain(_details(job)))
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


def _headline(job: DistrictJob) -> str:
    language = state.language()
    said = words("district_page", language)
    name = district_name(job.district, language)
    if job.stage is Stage.WAITING:
        return said("job_waiting", name=name)
    if not job.of:
        key = "job_reading" if job.last is None else "job_counting"
        return said(key, name=name, count=len(job.district.members))
    number = 1 if job.last is None else job.last.number + 1
    return said("job_round", name=name, number=number, answered=job.answered, of=job.of)


def _details(job: DistrictJob) -> str:
    """Time spent, and what is known so far."""
    said = words("district_page", state.language())
    parts = [said("job_seconds", seconds=int(job.seconds))]
    if job.last is not None:
        parts.append(said("job_plans", count=job.last.plans))
        parts.extend(_known(job, job.last))
    return said("between").join(parts)


def _known(job: DistrictJob, last: Round) -> list[str]:
    """No decision can be better than this, and how near the best found is."""
    said = words("district_page", state.language())
    per_unit, key = (1_000, "points") if job.request.targets else (1_000_000, "left")
    found = []
    if last.value is not None:
        found.append(said(f"job_value_{key}", value=f"{last.value / per_unit:.2f}"))
    if last.bound is not None:
        found.append(said(f"job_least_{key}", value=f"{max(0, last.bound) / per_unit:.2f}"))
    return found


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
