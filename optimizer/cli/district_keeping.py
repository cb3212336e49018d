"""Where a decided district is kept, unless what stands there answers the same question better."""

from __future__ import annotations

from pathlib import Path

from optimizer.cli.screen import Screen
from optimizer.formats.district_file import district_file, read_district_file
from optimizer.formats.whole_file import write_whole
from optimizer.redesign.district import DistrictPlan, JointRequest
from optimizer.redesign.plan import Status
from optimizer.service.finding import InvalidFile


def keep_decided(screen: Screen, path: Path, plan: DistrictPlan) -> None:
    """Write a decided district; what a search found that was stopped replaces nothing better.

    Args:
        screen: is told what was done.
        path: of the file.
        plan: decided.

    Raises:
        OSError: it cannot be written; an earlier one stays.
    """
    if plan.outcome.status is Status.STOPPED and _holds_better(path, plan):
        screen.line(screen.words("district_better_kept", path=str(path)))
        return
    write_whole(path, district_file(plan).encode("utf-8"))
    screen.line(screen.words("written", files=str(path)))


def _holds_better(path: Path, plan: DistrictPlan) -> bool:
    """Whether a file answers the same question at least as well."""
    try:
        held = read_district_file(path.read_bytes(), path.name)
    except (InvalidFile, OSError):
        return False
    values = (held.outcome.value, plan.outcome.value)
    return (
        held.district == plan.district
        and _asked(held.request) == _asked(plan.request)
        and values[0] is not None
        and (values[1] is None or values[0] <= values[1])
    )


def _asked(request: JointRequest) -> JointRequest:
    """What was asked, however long the search was allowed to take."""
    return request.model_copy(update={"time_limit_seconds": 1.0})
