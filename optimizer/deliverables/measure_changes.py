"""What a measure changes, as a value before and a value after (改革前 → 改革后)."""

from collections.abc import Callable, Sequence

from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, CaseType, Phase, Progress, Route
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import DAGGER
from optimizer.wording.lengths import duration_text, hours_text
from optimizer.wording.levels import choice

_Sides = tuple[str, str]

# Names in ``Terms.assumed`` of what the value after a measure rests on.
_RESTS_ON = frozenset({"floor", "coordination_hours", "sharing", "progress"})


class MeasureChanges:
    """Tells the two sides of measures of one plan.

    Args:
        plan: with before and after in its situation.
        language: ``zh`` or ``en``.
    """

    def __init__(self, plan: Plan, language: Language) -> None:
        self._language = language
        self._said = words("deliverable_consultation", language)
        steps = (one for step in plan.before.steps for one in (*step.members, step))
        self._steps = {one.id: one for one in steps}
        self._needs = {one.id: one for one in plan.before.requirements}
        self._sources = {one.id: one for one in plan.before.data_sources}
        self._before = {one.id: one for one in plan.before.items}
        self._after = {one.id: one for one in plan.after.items}

    def text(self, held: Sequence[Measure]) -> str:
        """``before → after`` of measures of one row; each pair of sides once.

        Args:
            held: measures of one kind, at least one.
        """
        sides = dict.fromkeys(self._marked(one) for one in held)
        arrows = [self._said("arrow", before=before, after=after) for before, after in sides]
        return "\n".join(arrows)

    def _marked(self, one: Measure) -> _Sides:
        """Both sides of one measure, each with a dagger where it rests on an assumed value."""
        before, after = self._sides(one)
        unread = _RESTS_ON & set(one.terms.assumed) and one.kind is not MeasureKind.ROUTE
        return before + self._mark(one), after + (DAGGER if unread else "")

    def _mark(self, one: Measure) -> str:
        """A dagger where the value before is assumed."""
        target = one.targets[0]
        step, need, source = (
            held.get(target) for held in (self._steps, self._needs, self._sources)
        )
        assumed = (
            (one.kind is MeasureKind.SHORTEN and step and step.is_assumed("duration"))
            or (one.kind is MeasureKind.VISIT and step and step.is_assumed("visits"))
            or (one.kind is MeasureKind.ROUTE and need and need.is_assumed("route"))
            or (one.kind is MeasureKind.DEFER and need and need.is_assumed("needed_by"))
            or (one.kind is MeasureKind.CONNECT and source and source.is_assumed("progress"))
        )
        return DAGGER if assumed else ""

    def _sides(self, one: Measure) -> _Sides:
        """Both sides of one measure."""
        told: dict[MeasureKind, Callable[[Measure], _Sides]] = {
            MeasureKind.ROUTE: self._route,
            MeasureKind.DEFER: self._defer,
            MeasureKind.SHORTEN: self._shorten,
            MeasureKind.INSTANT: self._instant,
            MeasureKind.COMMIT: self._limit,
            MeasureKind.CONNECT: self._connect,
            MeasureKind.VISIT: self._visit,
            MeasureKind.FEE: self._fee,
        }
        if one.kind in told:
            return told[one.kind](one)
        said, count = self._said, len(one.targets)
        if one.kind is MeasureKind.MERGE:
            return said("several_steps", count=count), said("one_step")
        if one.kind is MeasureKind.FORMS:
            return said("several_forms", count=count), said("one_form")
        if one.kind is MeasureKind.EARLY:
            return choice(Phase.IN_CLOCK, self._language), said("before_filing")
        return said(f"{one.kind.value}_before"), said(f"{one.kind.value}_after")

    def _need(self, one: Measure) -> Requirement:
        return self._needs[one.targets[0]]

    def _route(self, one: Measure) -> _Sides:
        route = Route(one.value.partition("@")[0])
        return choice(self._need(one).route, self._language), choice(route, self._language)

    def _defer(self, one: Measure) -> _Sides:
        needed = self._need(one).needed_by
        anchor = next((each for each in Anchor if each.value == needed), Anchor.ACCEPTANCE)
        by = [
            self._said("handed_in_by", anchor=choice(each, self._language))
            for each in (anchor, Anchor.DECISION)
        ]
        return by[0], by[1]

    def _shorten(self, one: Measure) -> _Sides:
        step = self._steps.get(one.targets[0])
        hours = None if step is None else step.length_hours()
        new = int(one.value.removesuffix("h"))
        return hours_text(hours, self._language), hours_text(new, self._language)

    def _instant(self, one: Measure) -> _Sides:
        before = choice(self._before[one.targets[0]].case_type, self._language)
        return before, choice(CaseType.ON_THE_SPOT, self._language)

    def _limit(self, one: Measure) -> _Sides:
        sides = (self._before[one.targets[0]], self._after[one.targets[0]])
        return limit_text(sides[0], self._language), limit_text(sides[1], self._language)

    def _connect(self, one: Measure) -> _Sides:
        before = self._sources[one.targets[0]].progress
        return choice(before, self._language), choice(Progress.ONLINE, self._language)

    def _visit(self, one: Measure) -> _Sides:
        visits = sum(self._steps[target].visits or 0 for target in one.targets)
        return self._said("visits", count=visits), self._said("visits", count=0)

    def _fee(self, one: Measure) -> _Sides:
        fee = self._before[one.targets[0]].fee_yuan
        return self._said("fee_before", yuan=fee or 0), self._said("fee_after")


def limit_text(item: Item, language: Language) -> str:
    """The limit in force of an item, marked † where it was assumed; 待核实 where there is none."""
    limit = item.limit()
    if limit is None:
        return words("deliverables", language)("to_verify")
    field = "promised" if item.promised is not None else "statutory"
    mark = DAGGER if item.is_assumed(field) else ""
    return duration_text(limit.duration, language) + mark
