"""What all sheets of the workbook of a district share: figures, words, numbers of services."""

from collections.abc import Mapping, Sequence

from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.same_items import plain_name
from optimizer.evaluation.district.summary import Summary
from optimizer.formats.plan_tables.tabled_plan import TabledPlan
from optimizer.formats.statistics_workbook.table import Cell, Column, Kind, Table
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import district_name, sum_label
from optimizer.wording.rules import rule_text

METRICS = ("materials", "steps", "promise", "visits")
"""What stands beside each service; the ledger holds all metrics."""


class Setting:
    """One district as its workbook tells it.

    Attributes:
        summary: its figures.
        language: of the words.
        phrases: words of the workbook.
    """

    def __init__(self, summary: Summary, language: Language) -> None:
        self.summary = summary
        self.language = language
        self.phrases = words("district_workbook", language)
        self._title = district_name(summary.plan.district, language)
        self._note = rule_text(summary.rule, language)
        self._numbers = {
            one.key: number for number, one in enumerate(summary.plan.district.members, 1)
        }
        self._departments = {
            plain_name(one.name): f"〔{number}〕"
            for number, one in enumerate(summary.departments, 1)
        }
        self._plan_ids = {
            row.key: TabledPlan(row.plan, row.service).plan_id for row in summary.rows
        }

    def column(self, key: str, width: int, kind: Kind = "text") -> Column:
        """A column with its heading."""
        return Column(key, self.phrases(f"column_{key}"), width, kind)

    def money_columns(self, key: str = "money") -> list[Column]:
        """A column of money, where anybody entered any."""
        return [self.column(key, 14, "number")] if self.summary.money.priced else []

    def table(
        self,
        key: str,
        columns: Sequence[Column],
        rows: Sequence[Mapping[str, Cell]],
        kept_columns: int,
        *,
        note: str | None = None,
        more: str = "",
    ) -> Table:
        """A sheet with its name; of a generated district both name and title say so.

        Args:
            key: which sheet.
            columns: of it.
            rows: of it.
            kept_columns: columns that stay in sight.
            note: how its figures are counted; the counting rule where it is ``None``.
            more: what else has to be known of the figures.
        """
        name = self.phrases(f"sheet_{key}")
        if self.summary.plan.district.generated:
            name = self.phrases("generated_sheet", name=name)
        counted = self._note if note is None else note
        told = "\n".join(one for one in (counted, more) if one)
        return Table(name, f"{self._title} · {name}", told, columns, rows, kept_columns)

    def number(self, key: str) -> str:
        """The number of a service in brackets, so that one is found among several."""
        return f"〔{self._numbers[key]}〕" if key in self._numbers else key

    def numbers(self, keys: Sequence[str]) -> str:
        """The numbers of several services."""
        return "".join(self.number(key) for key in keys)

    def service(self, key: str) -> Mapping[str, Cell]:
        """Number and name of a service, as every ledger begins."""
        return {"service_number": self.number(key), "service": self.summary.name(key)}

    def department_number(self, name: str) -> str:
        """The number of a department in brackets, however a service writes its name."""
        return self._departments[plain_name(name)]

    def plan_id(self, row: Row) -> str:
        """The id of a plan, as in the tables for programs."""
        return self._plan_ids[row.key]

    def label(self, metric: str) -> str:
        """What a metric is called in formulas and rows."""
        return sum_label(metric, self.language)
