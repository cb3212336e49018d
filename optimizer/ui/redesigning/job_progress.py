"""What is being computed for a service: how far it is, how to stop it, what went wrong."""

from __future__ import annotations

import streamlit as st

from optimizer.redesign.request import Asking, Request
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.wording.catalogue import words
from optimizer.wording.figures import figure_label, plan_name
from optimizer.wording.progress import progress_text, searching_text
from optimizer.workspace.computing import Job, Sort
from optimizer.workspace.jobs import Stage

_SORTS = (Sort.PLANS, Sort.RULES, Sort.SENSITIVITY)
_EVERY_SECONDS = 1.0
_WITHOUT_FIGURES = ("clash", "canonical")


def job_progress(revision: Revision) -> None:
    """Draw what runs for a service, and keep it up to date; results appear by themselves."""
    if not _open(revision.key):
        return
    state.remember("jobs_drawn", _sight(revision.key))
    _watch(revision.key)


def open_job(key: str, request_name: str) -> Job | None:
    """The newest job that will bring another plan under a name."""
    for job in state.workspace().computing.of(key, Sort.PLANS):
        if not job.ended and any(one.name == request_name for one in job.requests):
            return job
    return None


def asking(key: str, sort: Sort, plan_id: str) -> Job | None:
    """The newest job that asks something about a plan; it may have ended."""
    for job in state.workspace().computing.of(key, sort):
        if job.about == plan_id:
            return job
    return None


def ask(revision: Revision, requests: tuple[Request, ...]) -> None:
    """Have requests answered in the background, and show that it goes on."""
    state.workspace().computing.plans(revision, requests, state.author())
    st.rerun()


def _open(key: str) -> list[Job]:
    jobs = state.workspace().computing.of(key)
    return [job for job in reversed(jobs) if job.sort in _SORTS and not job.ended]


def _sight(key: str) -> tuple[tuple[int, int], ...]:
    """What of the jobs makes the rest of the page look different."""
    return tuple((job.id, len(job.plans)) for job in _open(key))


@st.fragment(run_every=_EVERY_SECONDS)
def _watch(key: str) -> None:
    if _sight(key) != state.recall("jobs_drawn", ()):
        st.rerun()
    for job in _open(key):
        with st.container(border=True, key=f"job_{job.id}"):
            _draw(job)


def _draw(job: Job) -> None:
    said = words("redesigning", state.language())
    left, right = st.columns([6, 1], vertical_alignment="center")
    with left:
        st.progress(_share(job), text=shell.plain(_headline(job)))
        st.caption(shell.plain(_details(job)))
    with right:
        stopping = job.cancelled.is_set()
        st.button(
            said("stopping" if stopping else "stop"),
            disabled=stopping,
            help=said("stop_help"),
            key=f"stop_{job.id}",
            width="stretch",
            on_click=state.workspace().computing.cancel,
            args=(job,),
        )


def _headline(job: Job) -> str:
    said = words("redesigning", state.language())
    if job.stage is Stage.WAITING:
        return said("job_waiting")
    if job.sort is Sort.RULES:
        return said("job_rules", tried=job.tried, of=job.of or "…")
    if job.sort is Sort.SENSITIVITY:
        return said("job_sensitivity", tried=job.tried)
    name = plan_name(job.requests[job.at].name, state.language())
    if len(job.requests) == 1:
        return said("job_plan", name=name)
    return said("job_plans", name=name, number=job.at + 1, of=len(job.requests))


def _details(job: Job) -> str:
    """Time spent, the figure being worked on, plans that are there already."""
    said = words("redesigning", state.language())
    parts = [said("job_seconds", seconds=int(job.seconds))]
    if job.stage is Stage.RUNNING and job.sort is Sort.PLANS:
        parts.append(_search_text(job))
    done = [plan_name(one.name, state.language()) for one in job.requests[: len(job.plans)]]
    if done and job.sort is Sort.PLANS:
        parts.append(said("job_done", names=said.listed(done)))
    return said("between").join(parts)


def _search_text(job: Job) -> str:
    """What the search does now; figures only where they are what a planner counts."""
    seen, language = job.progress, state.language()
    if seen is None:
        return searching_text(language)
    request = job.requests[job.at]
    weighing = request.asking is not Asking.BEST
    counted = not weighing and seen.stage in {one.value for one in request.metrics}
    if counted or seen.stage in _WITHOUT_FIGURES:
        return progress_text(seen, language)
    said = words("redesigning", language)
    return said("job_settling", figure=figure_label(seen.stage, language))


def _share(job: Job) -> float:
    """How much of the longest time it may take is over."""
    if job.sort is Sort.RULES:
        return job.tried / job.of if job.of else 0.0
    if job.sort is Sort.SENSITIVITY:
        return min(1.0, job.tried / 4)
    spent = job.progress.seconds if job.progress else 0.0
    now = min(1.0, spent / job.requests[job.at].time_limit_seconds)
    return min(1.0, (job.at + now) / len(job.requests))


# --- what went wrong ------------------------------------------------------------------------------


def job_troubles(revision: Revision, *, own: bool) -> None:
    """Why the newest question about this content has no answer, until it was read.

    Args:
        revision: the service at hand.
        own: whether to tell of own requests, or of everything else.
    """
    for sort in _SORTS:
        job = next(iter(state.workspace().computing.of(revision.key, sort)), None)
        if job is None or job.sha256 != revision.sha256 or _is_own(job) is not own:
            continue
        if job.id in state.recall("jobs_read", frozenset[int]()):
            continue
        if job.stage is Stage.FAILED:
            _failure(job)
        elif job.stage is Stage.CANCELLED:
            _read(job, st.info, words("redesigning", state.language())("stopped_empty"))


def _is_own(job: Job) -> bool:
    from_form = state.recall("own_asked", frozenset[int]())
    return job.id in from_form


def _failure(job: Job) -> None:
    said = words("redesigning", state.language())
    if job.problem is not None:
        lines = "\n".join(f"- {shell.plain(one)}" for one in job.problem.told(state.language()))
        _read(job, st.error, f"{said('wrong_request')}\n{lines}")
    elif job.trouble:
        reason = state.said()(f"trouble_{job.trouble}")
        _read(job, st.error, state.said()("store_unavailable", reason=reason))
    else:
        _read(job, st.error, said("defect"))


def _read(job: Job, tell: object, text: str) -> None:
    said = words("redesigning", state.language())
    assert callable(tell)
    tell(text)
    if st.button(said("understood"), key=f"read_{job.id}"):
        read = state.recall("jobs_read", frozenset[int]())
        state.remember("jobs_read", read | {job.id})
        st.rerun()
