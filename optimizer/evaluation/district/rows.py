"""What the table of a district is summed over: one row a service, real and generated ones apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.errors import RequestProblem, Said
from optimizer.redesign.district import DistrictPlan, Member
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.plan import Plan
from optimizer.service.service import Service

GENERATED_MARK = "（生成）"
"""What the name of every generated service ends with."""


@dataclass(frozen=True)
class Row:
    """One service that was decided.

    Attributes:
        key: its key in the district.
        service: as it was read, with its yearly cases.
        plan: the judged plan.
    """

    key: str
    service: Service
    plan: Plan

    @property
    def before(self) -> Metrics:
        """Raw figures before."""
        return self.plan.before_metrics

    @property
    def after(self) -> Metrics:
        """Raw figures after."""
        return self.plan.after_metrics

    @property
    def name(self) -> str:
        """Name of the service."""
        return self.service.name or self.service.id


def rows_of(district: DistrictPlan) -> tuple[Row, ...]:
    """The services with a plan, in the order of the district.

    Raises:
        RequestProblem: real and generated services stand together (see ``refuse_mixture``).
    """
    refuse_mixture([district])
    plans = dict(district.plans)
    return tuple(
        Row(one.key, one.service, plans[one.key])
        for one in district.district.members
        if one.key in plans
    )


def refuse_mixture(districts: Iterable[DistrictPlan]) -> None:
    """Refuse to write real and generated services into one table.

    A district that is not called generated may hold no service whose name ends with
    ``GENERATED_MARK``, a generated one no other, and several districts must be of one sort.

    Raises:
        RequestProblem: names every service that stands in the wrong place.
    """
    held = list(districts)
    problems = [
        _misplaced(one, member)
        for one in held
        for member in one.district.members
        if is_generated(member) is not one.district.generated
    ]
    if len({one.district.generated for one in held}) > 1:
        names = [one.district.name for one in held]
        problems.append(
            Said(
                f"真实一件事与生成的一件事不得合并统计：{'、'.join(names)}",
                f"real and generated services may not be summed together: {', '.join(names)}",
            )
        )
    if problems:
        raise RequestProblem(tuple(problems))


def is_generated(member: Member) -> bool:
    """Whether a service says by its name that it stands for nothing real."""
    return (member.service.name or member.service.id).endswith(GENERATED_MARK)


def _misplaced(one: DistrictPlan, member: Member) -> Said:
    name = member.service.name or member.service.id
    if one.district.generated:
        return Said(
            f"生成的“{one.district.name}”中有不是生成的一件事：{member.key}（{name}）",
            f"the generated district {one.district.name!r} holds a service that is not generated: "
            f"{member.key} ({name})",
        )
    return Said(
        f"“{one.district.name}”中有生成的一件事，不得与真实一件事合并统计：{member.key}（{name}）",
        f"{one.district.name!r} holds a generated service, which may not be summed with real "
        f"ones: {member.key} ({name})",
    )
