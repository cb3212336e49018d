"""The plans of a service as a planner looks at them: the newest of each name, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import NAMED_REQUESTS, Request
from optimizer.store.records import PlanEntry, Revision


class Standing(StrEnum):
    """What a plan is worth today."""

    PROVEN = "proven"  # 已算出最优方案
    OPEN = "open"  # 有方案，尚未证明最优
    NO_PLAN = "no_plan"  # 目标达不到，或时间内没有方案
    STALE = "stale"  # 现状已修改，请重新测算


@dataclass(frozen=True)
class Shown:
    """The newest plan under one name.

    Attributes:
        before: the plan it was adjusted from; ``None`` when its request was asked as it is.
    """

    entry: PlanEntry
    standing: Standing
    before: PlanEntry | None

    @property
    def name(self) -> str:
        """The name of its request."""
        return self.entry.request_name


@dataclass(frozen=True)
class Changed:
    """One plan after another.

    Attributes:
        came, gone: measures only in the later, only in the earlier one.
        figures: (metric, after-figure of the earlier, of the later plan) where they differ.
    """

    came: tuple[Measure, ...]
    gone: tuple[Measure, ...]
    figures: tuple[tuple[str, int | None, int | None], ...]


def shown(entries: Iterable[PlanEntry], revision: Revision) -> tuple[Shown, ...]:
    """The newest plan of each name: the three named ones first, then own ones, newest first.

    Args:
        entries: the plans of the service, newest first.
        revision: the service as it is now.
    """
    by_name: dict[str, list[PlanEntry]] = {}
    for one in entries:
        by_name.setdefault(one.request_name, []).append(one)
    names = [*(one for one in NAMED_REQUESTS if one in by_name)]
    names.extend(one for one in by_name if one not in NAMED_REQUESTS)
    return tuple(
        Shown(held[0], _standing(held[0], revision), _adjusted_from(held))
        for held in (by_name[name] for name in names)
    )


def changed(before: Plan, after: Plan) -> Changed:
    """What an adjustment did to a plan of the same service under the same rule."""
    earlier = {one.id for one in before.outcome.measures}
    later = {one.id for one in after.outcome.measures}
    figures = {one.metric: one.after for one in before.reductions}
    return Changed(
        came=tuple(one for one in after.outcome.measures if one.id not in earlier),
        gone=tuple(one for one in before.outcome.measures if one.id not in later),
        figures=tuple(
            (one.metric, figures[one.metric], one.after)
            for one in after.reductions
            if figures[one.metric] != one.after
        ),
    )


def _standing(entry: PlanEntry, revision: Revision) -> Standing:
    if not entry.answers(revision):
        return Standing.STALE
    if not entry.status.has_plan:
        return Standing.NO_PLAN
    return Standing.PROVEN if entry.status is Status.OPTIMAL else Standing.OPEN


def _adjusted_from(held: list[PlanEntry]) -> PlanEntry | None:
    """The plan before, if only the decisions of the planner differ."""
    newest = held[0]
    for one in held[1:]:
        if one.sha256 != newest.sha256:
            return None
        if one.request.pins != newest.request.pins:
            return one if _bare(one.request) == _bare(newest.request) else None
    return None


def _bare(request: Request) -> Request:
    return request.model_copy(update={"pins": ()})
