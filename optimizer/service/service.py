"""A service (一件事): the items one applicant needs for one purpose."""

from typing import TypeVar

from pydantic import Field

from optimizer.service.amounts import MOST_CASES
from optimizer.service.department import Department
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import ListCategory, Order
from optimizer.service.precedence import External, Precedence
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.situation import Situation
from optimizer.service.step import Step


class Baseline(Record):
    """The day the as-is was taken (基准日) and where from."""

    date: str
    source: str = ""


class Figures(Record):
    """Figures a government published for one state of a service."""

    materials: int | None = None
    steps: int | None = None
    days: float | None = None
    visits: int | None = None
    forms: int | None = None
    fields: int | None = None
    inspections: int | None = None
    items: int | None = None
    departments: int | None = None


class Published(Record):
    """What was published about the reform of this very service.

    Attributes:
        read: figures were read in a source and the item split is real, too; false means
            the split over the items was constructed from published totals.
        mixed: before and after stand under different counting rules.
        rule: the counting rule the figures follow, in words.
        measures: what the source says was done.
    """

    before: Figures = Figures()
    after: Figures = Figures()
    read: bool = False
    mixed: bool = True
    rule: str = ""
    note: str = ""
    measures: tuple[str, ...] = ()


class Service(Record):
    """Everything known of one service; the order of the lists is the order of the file.

    Attributes:
        yearly_cases: case volume (办件量).
        declared_promise: the promise published for the whole service.
        order: how items follow each other where no precedence says so.
        combined_permit: basis for one combined permit (行业综合许可证); empty when none.
        sources: where the facts come from.
        notes: what was assumed or doubtful, in words.
    """

    id: str
    name: str = ""
    region: str = ""
    list_category: ListCategory = ListCategory.LOCAL
    lead_department: str = ""
    yearly_cases: int | None = Field(default=None, ge=0, le=MOST_CASES)
    declared_promise: Limit | None = None
    baseline: Baseline | None = None
    order: Order = Order.SERIAL
    combined_permit: str = ""
    departments: tuple[Department, ...] = ()
    documents: tuple[Document, ...] = ()
    items: tuple[Item, ...] = Field(min_length=1)
    requirements: tuple[Requirement, ...] = ()
    steps: tuple[Step, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    externals: tuple[External, ...] = ()
    data_sources: tuple[DataSource, ...] = ()
    situations: tuple[Situation, ...] = ()
    published: Published | None = None
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def item(self, item_id: str) -> Item:
        """The item with this id; ``KeyError`` when there is none."""
        return _by_id(self.items, item_id)

    def step(self, step_id: str) -> Step:
        """The step with this id; ``KeyError`` when there is none."""
        return _by_id(self.steps, step_id)

    def document(self, document_id: str) -> Document:
        """The document with this id; ``KeyError`` when there is none."""
        return _by_id(self.documents, document_id)

    def department(self, department_id: str) -> Department:
        """The department with this id; ``KeyError`` when there is none."""
        return _by_id(self.departments, department_id)

    def steps_of(self, item_id: str) -> tuple[Step, ...]:
        """The steps of an item in their order."""
        return tuple(step for step in self.steps if item_id in step.items)

    def requirements_of(self, item_id: str) -> tuple[Requirement, ...]:
        """The requirements of an item in their order."""
        return tuple(need for need in self.requirements if need.item == item_id)

    def steps_by_item(self) -> dict[str, tuple[Step, ...]]:
        """``steps_of`` of every item that has steps, for whoever asks for many."""
        found: dict[str, list[Step]] = {}
        for step in self.steps:
            for item in dict.fromkeys(step.items):
                found.setdefault(item, []).append(step)
        return {item: tuple(steps) for item, steps in found.items()}

    def requirements_by_item(self) -> dict[str, tuple[Requirement, ...]]:
        """``requirements_of`` of every item that has requirements, for whoever asks for many."""
        found: dict[str, list[Requirement]] = {}
        for need in self.requirements:
            found.setdefault(need.item, []).append(need)
        return {item: tuple(needs) for item, needs in found.items()}


_Named = TypeVar("_Named", Item, Step, Document, Department)


def _by_id(records: tuple[_Named, ...], wanted: str) -> _Named:
    for record in records:
        if record.id == wanted:
            return record
    raise KeyError(wanted)
