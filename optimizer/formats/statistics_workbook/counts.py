"""计数明细: what is counted one by one and stands in no other ledger."""

from collections.abc import Iterator, Mapping

from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import SIDES, Cell, Side, Table
from optimizer.network.edges import EdgeKind, edges
from optimizer.redesign.counting_rule import StepView
from optimizer.service.anchors import Anchors
from optimizer.service.kinds import Anchor
from optimizer.service.ordering import makers
from optimizer.service.service import Service
from optimizer.wording.figures import figure_label


def count_table(setting: Setting) -> Table:
    """One row an application, a department faced and, where the rule counts them, a stage."""
    column = setting.column
    columns = [
        column("metric", 24),
        column("side", 10),
        column("counted_thing", 60),
        column("evidence", 16),
    ]
    rows = [row for side in SIDES for row in _Counts(setting, side).rows()]
    return setting.table("counts", columns, rows, 1)


class _Counts:
    """What is counted on one side."""

    def __init__(self, setting: Setting, side: Side) -> None:
        self._setting = setting
        self._side = side
        self._service = setting.service(side)
        self._names = setting.names if side == "before" else setting.names_after
        self._anchors = Anchors(self._service)

    def rows(self) -> Iterator[Mapping[str, Cell]]:
        applications = list(self._applications())
        yield from self._told("applications", applications)
        yield from self._told("departments", self._departments())
        if self._setting.rule.steps is StepView.STAGE:
            yield from self._told("steps", [*applications, *self._levels(), *self._deliveries()])

    def _told(self, metric: str, things: list[str]) -> Iterator[Mapping[str, Cell]]:
        for thing in things:
            yield {
                "metric": figure_label(metric, self._setting.language),
                "side": self._setting.spoken(self._side),
                "counted_thing": thing,
            }

    def _applications(self) -> Iterator[str]:
        joint = [item.id for item in self._service.items if item.window]
        for item in self._service.items:
            if not item.window:
                yield self._setting.spoken("application", item=self._names(item.id))
        if joint:
            yield self._setting.spoken("application_joint", items=self._names.listed(joint))

    def _departments(self) -> list[str]:
        faced: dict[str, None] = {}
        for item in self._service.items:
            if not item.window:
                filing = self._anchors.step(item.id, Anchor.FILING)
                found = (item.department,) if filing is None else filing.departments
                faced.update(dict.fromkeys(found))
        names = [self._names(one) for one in faced]
        if any(item.window for item in self._service.items):
            names.append(self._setting.spoken("window"))
        return names

    def _levels(self) -> Iterator[str]:
        levels = _levels(self._service)
        for level in range(1, max(levels.values(), default=0) + 1):
            within = [item for item, own in levels.items() if own == level]
            yield self._setting.spoken("stage_level", level=level, items=self._names.listed(within))

    def _deliveries(self) -> Iterator[str]:
        last = {}
        for item in self._service.items:
            step = self._anchors.last(item.id)
            if step is not None:
                last[step.id] = step
        for step in last.values():
            yield self._setting.spoken(
                "stage_delivery",
                step=self._names.of_step(step),
                items=self._names.listed(step.items),
            )


def _levels(service: Service) -> dict[str, int]:
    """Items with the length of the longest chain of items that ends with them, from one on.

    A plan is made only of services whose items wait in no circle, so the levels settle within as
    many rounds as there are items.
    """
    pairs = _waiting_items(service)
    level = {item.id: 1 for item in service.items}
    for _ in service.items:
        for before, after in pairs:
            level[after] = max(level[after], level[before] + 1)
    return level


def _waiting_items(service: Service) -> set[tuple[str, str]]:
    """(Item waited for, item that waits), wherever a step of one waits for the other's."""
    declared = {one.id: (one.before, one.after) for one in service.precedences}
    made = makers(service)
    derived = {
        need.id: (made[need.document], need.item)
        for need in service.requirements
        if need.document in made
    }
    found = set()
    for edge in edges(service):
        if edge.kind is not EdgeKind.STEP:
            found.add((derived if edge.kind is EdgeKind.DATA else declared)[edge.subject])
    return {(before, after) for before, after in found if before != after}
