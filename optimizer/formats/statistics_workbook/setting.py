"""What all sheets of one workbook share: the plan, its rule, words, names and marks."""

from collections.abc import Iterable, Mapping, Sequence

from optimizer.evaluation.certainty import Mark, marks
from optimizer.formats.statistics_workbook.table import Cell, Column, Kind, Side, Table, quoted
from optimizer.redesign.plan import Plan
from optimizer.service.item import Item
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import DAGGER, plan_name, rule_of
from optimizer.wording.names import Names
from optimizer.wording.reasons import Reasons
from optimizer.wording.rules import rule_text


class Setting:
    """One plan as its workbook tells it.

    Attributes:
        plan: the plan.
        rule: the counting rule it was made under.
        language: of the words.
        spoken: words of the workbook.
        names: of everything before; ``names_after`` of what is there after.
        items: of both sides, in the order of their numbers.
        marks: assumed values of each side that figures rest on.
    """

    def __init__(self, plan: Plan, service: Service, language: Language) -> None:
        self.plan = plan
        self.rule = rule_of(plan)
        self.language = language
        self.spoken = words("workbook", language)
        self.names = Names(plan.before, language)
        self.names_after = Names(plan.after, language)
        self.reasons = Reasons(plan, language)
        before = {item.id: item for item in plan.before.items}
        after = {item.id: item for item in plan.after.items}
        self.items: tuple[Item, ...] = tuple(
            {**after, **before}[one] for one in {**before, **after}
        )
        self.marks: Mapping[Side, tuple[Mark, ...]] = {
            "before": marks(plan.before),
            "after": marks(plan.after),
        }
        self._numbers = {item.id: number for number, item in enumerate(self.items, 1)}
        self._marked = {(one.subject, one.id) for held in self.marks.values() for one in held}
        self._title = f"{service.name or service.id} · {plan_name(plan.request.name, language)}"
        self._note = rule_text(self.rule, language)

    def service(self, side: Side) -> Service:
        """The service on one side."""
        return self.plan.before if side == "before" else self.plan.after

    def column(self, key: str, width: int, kind: Kind = "text") -> Column:
        """A column with its heading."""
        return Column(key, self.spoken(f"column_{key}"), width, kind)

    def table(
        self,
        key: str,
        columns: Sequence[Column],
        rows: Sequence[Mapping[str, Cell]],
        kept_columns: int,
    ) -> Table:
        """A sheet with its name, the service and plan above it, and the rule beside the figures."""
        name = self.spoken(f"sheet_{key}")
        return Table(name, f"{self._title} · {name}", self._note, columns, rows, kept_columns)

    def item_numbers(self, items: Iterable[str]) -> str:
        """Numbers of items, each in brackets so that one is found among several."""
        return "".join(f"〔{self._numbers[one]}〕" for one in items if one in self._numbers)

    def of_item(self, item: str) -> str:
        """The condition in a formula that a row belongs to an item."""
        return quoted(f"*{self.item_numbers([item])}*")

    def mark(self, *things: tuple[str, str]) -> str:
        """A dagger where a figure rests on an assumed value of any of some records."""
        return DAGGER if self._marked.intersection(things) else ""
