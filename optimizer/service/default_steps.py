"""Steps of an item whose file lists none: 收件 → 受理 → 审查 → 决定 → 制证 → 送达."""

from optimizer.service.item import Item
from optimizer.service.kinds import StepKind
from optimizer.service.step import Step
from optimizer.worktime import HOURS_PER_DAY, Duration, limit_hours

_NAMES = (
    (StepKind.RECEIVE, "收件"),
    (StepKind.ACCEPTANCE, "受理"),
    (StepKind.REVIEW, "审查"),
    (StepKind.DECISION, "决定"),
    (StepKind.ISSUE, "制证"),
    (StepKind.DELIVERY, "送达"),
)
_HALF_DAY = HOURS_PER_DAY // 2


def default_steps(item: Item) -> tuple[Step, ...]:
    """Six assumed steps; the limit is shared out between 受理 and 决定 only.

    Acceptance and decision take a day each, less where the limit is short; the review
    takes the rest. 收件 and 送达 take no time of their own, 制证 one day.
    """
    limit = item.limit()
    lengths: dict[StepKind, Duration | None]
    if limit is None:
        lengths = dict.fromkeys((kind for kind, _ in _NAMES), None)
    else:
        hours = limit_hours(limit.duration)
        side = min(HOURS_PER_DAY, hours // 3 // _HALF_DAY * _HALF_DAY)
        lengths = {
            StepKind.RECEIVE: Duration.of_hours(0),
            StepKind.ACCEPTANCE: Duration.of_hours(side),
            StepKind.REVIEW: Duration.of_hours(hours - 2 * side),
            StepKind.DECISION: Duration.of_hours(side),
            StepKind.ISSUE: Duration.of_hours(HOURS_PER_DAY if hours else 0),
            StepKind.DELIVERY: Duration.of_hours(0),
        }
    return tuple(
        Step(
            id=f"{item.id}/{name}",
            name=name,
            items=(item.id,),
            kind=kind,
            duration=lengths[kind],
            assumed=("*",),
            when=(),
        )
        for kind, name in _NAMES
    )
