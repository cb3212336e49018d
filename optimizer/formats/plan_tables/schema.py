"""What a table is: its columns with type and meaning, and its version."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pyarrow as pa

from optimizer.formats.plan_tables.tabled_plan import TabledPlan
from optimizer.service.canonical import sha256
from optimizer.service.terms import english_value

Row = Mapping[str, Any]
"""One row: values by the name of their column; ``None`` where there is none."""

TEXT = pa.string()
WHOLE = pa.int64()
NUMBER = pa.float64()
YES_NO = pa.bool_()
TEXTS = pa.list_(pa.field("element", pa.string(), nullable=False))
MOMENT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: English, ending in its unit where it has one.
        type: of the Arrow field.
        meaning: one line for the documentation and the file itself.
        nullable: whether a value may be missing; ``meaning`` says when.
        values: the words that may stand in it, where they are a closed list.
    """

    name: str
    type: pa.DataType
    meaning: str
    nullable: bool = False
    values: tuple[str, ...] = ()

    def field(self) -> pa.Field:
        """The Arrow field, which carries its meaning along."""
        told = {"meaning": self.meaning}
        if self.values:
            told["values"] = json.dumps(self.values)
        return pa.field(self.name, self.type, self.nullable, told)


IDENTITY = (
    Column("plan_id", TEXT, "the plan of the row; a row of `plans` tells all about it"),
    Column("service_id", TEXT, "id of the service in its file"),
)
"""The columns every table begins with, so that tables of many services can be put together."""


class WrittenTable(ABC):
    """A documented table, whatever its rows are of.

    Attributes:
        key: name of the table and of its file.
        version: raised whenever a column comes, goes or changes its type or meaning.
        meaning: what one row is.
    """

    key: str
    version: int
    meaning: str

    @property
    @abstractmethod
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""

    @property
    def format(self) -> str:
        """Key and version as files name them, ``steps@1``."""
        return f"{self.key}@{self.version}"

    def schema(self) -> pa.Schema:
        """The Arrow schema."""
        return pa.schema([column.field() for column in self.columns])

    def digest(self) -> str:
        """A hash of all a reader relies on: names, order, types, closed lists, gaps allowed."""
        told = [[one.name, str(one.type), one.nullable, *one.values] for one in self.columns]
        return sha256(json.dumps(told, ensure_ascii=False))

    def of(self, rows: Iterable[Row]) -> pa.Table:
        """Some rows as an Arrow table.

        Raises:
            ValueError: a value does not fit its column (a defect of this program).
        """
        names = {column.name for column in self.columns}
        found = list(rows)
        for row in found:
            if odd := names.symmetric_difference(row):
                raise ValueError(f"{self.format}: {sorted(odd)}")
        table = pa.Table.from_pylist(found, schema=self.schema())
        for column in self.columns:
            if not column.nullable and table.column(column.name).null_count:
                raise ValueError(f"{self.format}: {column.name} may not be missing")
        return table


@dataclass(frozen=True)
class PlanTable(WrittenTable):
    """A table of plans.

    Attributes:
        own: the columns after ``IDENTITY``.
        rows: of one plan, without the columns of ``IDENTITY``.
    """

    key: str
    version: int
    meaning: str
    own: tuple[Column, ...]
    rows: Callable[[TabledPlan], Iterable[Row]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""
        return (*IDENTITY, *self.own)

    def filled(self, plans: Iterable[TabledPlan]) -> pa.Table:
        """The rows of some plans, one plan after the other.

        Raises:
            ValueError: a value does not fit its column (a defect of this program).
        """
        return self.of(
            {"plan_id": tabled.plan_id, "service_id": tabled.service.id, **row}
            for tabled in plans
            for row in self.rows(tabled)
        )


def english_words(closed_list: type[Enum]) -> tuple[str, ...]:
    """The English words of a closed list, as they stand in the tables."""
    return tuple(english_value(member) for member in closed_list)
