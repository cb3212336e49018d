"""What the matrix of documents and items shows: rows, cells, sums; no drawing."""

from dataclasses import dataclass

from optimizer.evaluation.counting import measure_up
from optimizer.service.kinds import Anchor, Route
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service

_LATER = frozenset({Anchor.DECISION.value, Anchor.EXECUTION.value})


@dataclass(frozen=True)
class Cell:
    """How one item gets one document.

    Attributes:
        needs: usually one; several where the item asks for the document more than once.
        before: the requirement as it was, where another service is shown beside it and
            the route differs.
    """

    needs: tuple[Requirement, ...]
    before: Requirement | None = None

    @property
    def copies(self) -> int:
        """Copies handed in (份数); of what is submitted once, the largest number asked for."""
        single = sum(need.copies for need in self.needs if need.route is Route.HAND_IN)
        once = (need.copies for need in self.needs if need.route is Route.SUBMIT_ONCE)
        return single + max(once, default=0)

    @property
    def deferred(self) -> bool:
        """Handed in only after the acceptance (容缺受理)."""
        return any(need.handed_in() and need.needed_by in _LATER for need in self.needs)

    @property
    def assumed(self) -> bool:
        """Whether anything of it was not read from a source."""
        return any(need.assumed for need in self.needs)


@dataclass(frozen=True)
class Row:
    """One document.

    Attributes:
        cells: by item id.
        handed_in: how often the applicant hands it in (项次); once for a document that is
            submitted once for several items.
    """

    document: str
    cells: dict[str, Cell]
    handed_in: int


@dataclass(frozen=True)
class Sums:
    """Documents and entries the applicant hands in (种、项次), and those needed."""

    kinds: int
    entries: int
    needed_kinds: int
    needed_entries: int


def rows(service: Service, before: Service | None = None) -> tuple[list[Row], list[Row]]:
    """The documents that several items need, most needed first, and those of one item.

    Args:
        service: completed, in one situation.
        before: what it was, to find the routes that changed.
    """
    old = {} if before is None else {need.id: need for need in before.requirements}
    held: dict[str, dict[str, list[Requirement]]] = {}
    for need in service.requirements:
        held.setdefault(need.document, {}).setdefault(need.item, []).append(need)
    found = [
        Row(
            document,
            {item: Cell(tuple(needs), _changed(needs, old)) for item, needs in cells.items()},
            _entries([need for needs in cells.values() for need in needs]),
        )
        for document, cells in held.items()
    ]
    place = {item.id: number for number, item in enumerate(service.items)}
    shared = [row for row in found if len(row.cells) > 1]
    single = [row for row in found if len(row.cells) == 1]
    shared.sort(key=lambda row: (-len(row.cells), min(place.get(item, 0) for item in row.cells)))
    single.sort(key=lambda row: place.get(next(iter(row.cells)), 0))
    return shared, single


def sums(service: Service) -> Sums:
    """The totals, counted as everywhere else."""
    figures = measure_up(service, None)
    return Sums(
        kinds=figures.material_kinds,
        entries=figures.material_entries,
        needed_kinds=len({need.document for need in service.requirements}),
        needed_entries=len(service.requirements),
    )


def _changed(needs: list[Requirement], old: dict[str, Requirement]) -> Requirement | None:
    for need in needs:
        one = old.get(need.id)
        if one is not None and one.route is not need.route:
            return one
    return None


def _entries(needs: list[Requirement]) -> int:
    """Each hand-over of the applicant, one for all those submitted once."""
    handed = [need for need in needs if need.handed_in()]
    once = [need for need in handed if need.route is Route.SUBMIT_ONCE]
    return len(handed) - len(once) + bool(once)
