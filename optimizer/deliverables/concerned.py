"""Which departments a measure concerns: whoever has to agree to it or does something for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.service.document import DataSource
from optimizer.service.item import Item
from optimizer.service.kinds import Route
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step

_ITEMS = frozenset({MeasureKind.WINDOW, MeasureKind.INSTANT, MeasureKind.COMMIT, MeasureKind.FEE})


@dataclass(frozen=True)
class Concerned:
    """Looks up the departments of measures in the service they are meant for.

    Attributes:
        items, needs, steps, waits, sources: of the service by id; members of merged steps too.
    """

    service: Service
    items: dict[str, Item]
    needs: dict[str, Requirement]
    steps: dict[str, Step]
    waits: dict[str, Precedence]
    sources: dict[str, DataSource]

    def departments(self, measure: Measure) -> tuple[str, ...]:
        """Ids of the departments a measure concerns, each once.

        They are those of the steps, items and data sources it changes; of what the whole service
        shares (guided questions), the lead department. Empty where nobody is named.
        """
        found = [one for target in measure.targets for one in self._of(measure, target)]
        if measure.kind is MeasureKind.GUIDE or not any(found):
            found = [self.service.lead_department]
        return tuple(dict.fromkeys(one for one in found if one))

    def _of(self, measure: Measure, target: str) -> Iterator[str]:
        sort, _, name = target.partition("/")
        if measure.kind is MeasureKind.RULE and sort in ("requirement", "precedence", "step"):
            target = name
        if measure.kind in _ITEMS:
            yield from self._items((target,))
        elif measure.kind is MeasureKind.FORMS:
            yield from self._items(
                one.item for one in self.needs.values() if one.document == target
            )
        elif measure.kind is MeasureKind.CONNECT:
            yield from self._source(target)
        elif target in self.needs:
            yield from self._need(self.needs[target], measure)
        elif target in self.steps:
            step = self.steps[target]
            yield from step.departments or self._items(step.items)
        elif target in self.waits:
            yield from self._items((self.waits[target].before, self.waits[target].after))

    def _need(self, need: Requirement, measure: Measure) -> Iterator[str]:
        """Who asks for the material, and who delivers it instead of the applicant."""
        yield from self._items((need.item,))
        route, _, source = measure.value.partition("@")
        if route == Route.RETRIEVE:
            yield from self._source(source)
        if route == Route.RESULT:
            yield from (
                one.department for one in self.items.values() if need.document in one.results
            )

    def _source(self, name: str) -> Iterator[str]:
        if name in self.sources:
            yield self.sources[name].owner

    def _items(self, names: Iterable[str]) -> Iterator[str]:
        yield from (self.items[name].department for name in names if name in self.items)


def concerned(plan: Plan) -> Concerned:
    """Whom the measures of a plan concern."""
    before = plan.before
    steps = {one.id: one for step in before.steps for one in (*step.members, step)}
    return Concerned(
        service=before,
        items={one.id: one for one in before.items},
        needs={one.id: one for one in before.requirements},
        steps=steps,
        waits={one.id: one for one in before.precedences},
        sources={one.id: one for one in before.data_sources},
    )
