"""What was asked of a district, in one line."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.redesign.district import JointRequest
from optimizer.redesign.request import Target
from optimizer.ui import state
from optimizer.wording.catalogue import words
from optimizer.wording.district import sum_label


def asked_text(request: JointRequest) -> str:
    """The most, or the targets; then the ceilings of effort and money, where there are any."""
    said = words("district_page", state.language())
    return said("between").join([_aim(request), *_ceilings(request)])


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
    said = words("district_page", state.language())
    if request.max_effort is not None:
        yield said("asked_effort", most=f"{request.max_effort:,}")
    if request.max_cost_yuan is not None:
        yield said("asked_cost", most=f"{request.max_cost_yuan:,}")
