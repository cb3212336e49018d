"""Everything that tables, reports and pages of a district tell, each worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.district.breakdown import (
    Beyond,
    CategoryShare,
    DepartmentShare,
    Gain,
    beyond_whole,
    by_category,
    by_department,
    by_level,
    by_lever,
)
from optimizer.evaluation.district.figures import DistrictFigures, district_figures
from optimizer.evaluation.district.roadmap import EVENLY, Layout, Roadmap, roadmap
from optimizer.evaluation.district.rows import Row, rows_of
from optimizer.evaluation.district.spared import Spared, spared
from optimizer.evaluation.district.spent import Money, money
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.district import (
    DistrictPlan,
    ServiceChoice,
    SharedApproval,
    SharedSource,
)
from optimizer.redesign.once import needed_once, shared_keys
from optimizer.service.kinds import Authority


@dataclass(frozen=True)
class Summary:
    """A decided district under one counting rule.

    Attributes:
        plan: decided and judged.
        rows: its services with a plan.
        rule: counts everything in it.
        road: the order of work.
    """

    plan: DistrictPlan
    rows: tuple[Row, ...]
    rule: CountingRule
    road: Roadmap

    @cached_property
    def figures(self) -> DistrictFigures:
        """The table of the district."""
        return district_figures(self.rows, self.rule)

    @cached_property
    def departments(self) -> tuple[DepartmentShare, ...]:
        """The table by department."""
        return by_department(self.rows, self.rule)

    @cached_property
    def beyond(self) -> tuple[Beyond, ...]:
        """Where departments do not add up to the district."""
        return beyond_whole(self.figures, [one.sums for one in self.departments])

    @cached_property
    def categories(self) -> tuple[CategoryShare, ...]:
        """The table by list category."""
        return by_category(self.rows, self.rule)

    @cached_property
    def levers(self) -> tuple[Gain, ...]:
        """What each lever family gives."""
        return by_lever(self.rows, self.rule)

    @cached_property
    def levels(self) -> tuple[Gain, ...]:
        """What each level that decides adds."""
        return by_level(self.rows, self.rule)

    @cached_property
    def spared(self) -> Spared:
        """What people are spared a year."""
        return spared(self.rows)

    @cached_property
    def choices(self) -> Mapping[str, ServiceChoice]:
        """What was decided, by service."""
        return {one.service: one for one in self.plan.outcome.choices}

    @cached_property
    def connected(self) -> tuple[SharedSource, ...]:
        """Data sources to be connected."""
        wanted = set(self.plan.outcome.connected)
        return tuple(one for one in self.plan.sources if one.key in wanted)

    @cached_property
    def approved(self) -> tuple[SharedApproval, ...]:
        """Approvals to ask for, the highest authority first, whom each serves most next."""
        wanted = set(self.plan.outcome.approved)
        held = [one for one in self.plan.approvals if one.key in wanted]
        return tuple(sorted(held, key=lambda one: (-one.authority, -len(self.served(one)))))

    @cached_property
    def money(self) -> Money:
        """Money, where it was entered."""
        return money(self.plan)

    def served(self, shared: SharedSource | SharedApproval) -> tuple[str, ...]:
        """Keys of the services whose plans need a source connected, or rest on an approval."""
        return self._served.get(shared.key, ())

    @cached_property
    def _served(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for row in self.rows:
            choice = self.choices[row.key]
            for key in (*choice.sources, *choice.approvals):
                found.setdefault(key, []).append(row.key)
        return {key: tuple(held) for key, held in found.items()}

    def decides(self, source: SharedSource) -> Authority | None:
        """Who has to decide a connection; ``None`` where no plan holds it."""
        return self._deciding.get(source.key)

    @cached_property
    def _deciding(self) -> Mapping[str, Authority]:
        """The highest authority any service names, by key of what is shared."""
        keys = shared_keys(self.plan.sources, self.plan.approvals)
        found: dict[str, Authority] = {}
        for row in self.rows:
            for one in row.plan.outcome.measures:
                key = keys.get((row.key, needed_once(one, one.terms)))
                if key is not None:
                    found[key] = max(found.get(key, one.terms.authority), one.terms.authority)
        return found

    def name(self, key: str) -> str:
        """Name of a service by its key, told apart where several have it; else the key itself."""
        return self._names.get(key, key)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        held = {one.key: one.service for one in self.plan.district.members}
        names = {key: one.name or one.id for key, one in held.items()}
        often = Counter(names.values())
        placed = {key: f"{name}（{held[key].region}）" for key, name in names.items()}
        places = Counter(placed.values())

        def told(key: str, name: str) -> str:
            if often[name] == 1:
                return name
            unique = held[key].region and places[placed[key]] == 1
            return placed[key] if unique else f"{name}（{key}）"

        return {key: told(key, name) for key, name in names.items()}


def summary(plan: DistrictPlan, counting: str = "", layout: Layout = EVENLY) -> Summary:
    """Prepare a district for whatever is written of it.

    Args:
        plan: decided and judged.
        counting: id of the counting rule; empty takes the one it was decided under.
        layout: of the order of work.

    Raises:
        RequestProblem: real and generated services stand together.
        KeyError: no such counting rule.
    """
    rule = load_counting_rules()[counting or plan.request.counting]
    road = roadmap(plan, layout, rule.id)
    return Summary(plan, rows_of(plan), rule, road)
