"""What was asked of a district, in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.levers.reference import lever_texts
from optimizer.redesign.district import JointRequest, SharedSource
from optimizer.redesign.request import Target
from optimizer.ui import state
from optimizer.wording.catalogue import words
from optimizer.wording.district import sum_label
from optimizer.wording.levels import level
from optimizer.wording.refused import refused_approvals, refused_source_names

_MOST_NAMED = 3
"""Refused data sources that are named in the line; of more, how many there are."""


def asked_text(request: JointRequest, sources: Iterable[SharedSource] = ()) -> str:
    """The most, or the targets; then ceilings, levers and refusals, where there are any.

    Args:
        request: asked.
        sources: of the district, where they are at hand: refused ones are told by their full names.
    """
    said = words("district_page", state.language())
    parts = [_aim(request), *_ceilings(request), *_refused(request, sources)]
    return said("between").join(parts)


def wanted_text(one: Target) -> str:
    """What is wanted of a metric."""
    said = words("district_page", state.language())
    if one.percent is not None:
        return said("wanted_percent", percent=one.percent)
    return said("wanted_at_most", value=one.at_most)


def _aim(request: JointRequest) -> str:
    language = state.language()
    said = words("district_page", language)
    if not request.targets:
        return said("asked_most_by_volume" if request.by_volume else "asked_most")
    wanted = [
        said("asked_target", metric=sum_label(one.metric.value, language), wanted=wanted_text(one))
        for one in request.targets
    ]
    return said("asked_targets", targets=said.listed(wanted))


def _ceilings(request: JointRequest) -> Iterator[str]:
    """What is asked besides, where it is not the usual."""
    language = state.language()
    said = words("district_page", language)
    if request.max_effort is not None:
        yield said("asked_effort", most=f"{request.max_effort:,}")
    if request.max_cost_yuan is not None:
        yield said("asked_cost", most=f"{request.max_cost_yuan:,}")
    usual = JointRequest()
    if request.authority is not usual.authority:
        yield said("asked_authority", level=level(request.authority, language))
    if request.risk is not usual.risk:
        yield said("asked_risk", risk=level(request.risk, language))
    if request.levers:
        texts = lever_texts()
        names = [
            texts[one].name_zh if language == "zh" else texts[one].name_en
            for one in request.levers
            if one in texts
        ]
        yield said("asked_levers", levers=said.listed(names))


def _refused(request: JointRequest, sources: Iterable[SharedSource]) -> Iterator[str]:
    """What is not to be connected, and how much is not to be asked for from above."""
    said = words("district_page", state.language())
    names = refused_source_names(request, state.language(), sources)
    if names:
        key = "asked_refused_more" if len(names) > _MOST_NAMED else "asked_refused"
        yield said(key, names=said.listed(names[:_MOST_NAMED]), count=len(names))
    approvals = refused_approvals(request)
    if approvals:
        yield said("asked_refused_approvals", count=len(approvals))
