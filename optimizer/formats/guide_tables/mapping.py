"""How the tables of a file are read: which rows are headings, and what each column means."""

import hashlib
from enum import StrEnum

from optimizer.formats.cell_places import letters
from optimizer.formats.guide_tables.headings import compared, known_concepts
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.record import Field, Record, problems_of

FORMAT = "onething-mapping/1"


class Role(StrEnum):
    """What a row of a table tells."""

    ITEMS = "items"  # 事项
    MATERIALS = "materials"  # 材料，一行一份
    STEPS = "steps"  # 环节，一行一个
    FEES = "fees"  # 收费
    SPECIAL = "special"  # 特别程序
    UNREAD = "unread"  # 不读


class Column(Record):
    """One column of a table.

    Attributes:
        at: place from the left, counted from zero.
        heading: as it stands, group and column joined by ``/``.
        concept: what it means, a concept of ``data/headings.json``; empty when it is not read.
    """

    at: int = Field(ge=0, lt=1024)
    heading: str
    concept: str = ""

    @property
    def letter(self) -> str:
        """``C`` for the third column."""
        return letters(self.at + 1)


class TableMapping(Record):
    """One table of a sheet; a sheet may hold several, one below the other.

    Attributes:
        sheet: name of its sheet; empty for a table written as text.
        heading_row: its first row of headings, counted from one.
        heading_rows: how many rows the headings take; 0 where the headings stand in front of
            the values (label, value, label, value …), as in most guides.
    """

    sheet: str
    role: Role
    heading_row: int = Field(ge=1)
    heading_rows: int = Field(default=1, ge=0, le=3)
    columns: tuple[Column, ...] = ()

    def concepts(self) -> tuple[str, ...]:
        """What its columns mean."""
        return tuple(one.concept for one in self.columns if one.concept)

    def headings(self) -> tuple[str, ...]:
        """Its headings as they are compared."""
        return tuple(compared(one.heading) for one in self.columns)


class Mapping(Record):
    """How a file is read; the same for every file with the same headings."""

    format: str = FORMAT
    tables: tuple[TableMapping, ...] = ()

    def signature(self) -> str:
        """A short name of all headings, under which a mapping is remembered."""
        told = "\n".join("\t".join(one.headings()) for one in self.tables)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def dump_mapping(mapping: Mapping) -> str:
    """A mapping as JSON that people can correct."""
    return mapping.model_dump_json(indent=1)


def load_mapping(text: str, name: str) -> Mapping:
    """A mapping from JSON.

    Raises:
        InvalidFile: it is none; names every wrong key or value.
    """
    try:
        mapping = Mapping.model_validate_json(text)
    except ValueError as error:
        found = [(".".join(place), message) for place, message in problems_of(error)]
        raise InvalidFile(tuple(_wrong(name, place, message) for place, message in found)) from None
    if mapping.format != FORMAT:
        raise InvalidFile((_wrong(name, "format", f"{mapping.format!r} is not {FORMAT!r}"),))
    known = {*known_concepts(), ""}
    unknown = [
        _wrong(name, f"{table.sheet}!{column.letter}", f"unknown concept {column.concept!r}")
        for table in mapping.tables
        for column in table.columns
        if column.concept not in known
    ]
    if unknown:
        raise InvalidFile(tuple(unknown))
    return mapping


def fitted(recognised: Mapping, taught: Mapping) -> Mapping:
    """A remembered mapping put to a file with the same headings, wherever they stand in it.

    Args:
        recognised: what the file shows by itself.
        taught: for a file of the same signature.
    """
    tables = []
    left = list(taught.tables)
    for own in recognised.tables:
        same = next((one for one in left if one.headings() == own.headings()), None)
        if same is None:
            tables.append(own)
            continue
        left.remove(same)
        columns = tuple(
            mine.model_copy(update={"concept": other.concept})
            for mine, other in zip(own.columns, same.columns, strict=True)
        )
        tables.append(own.model_copy(update={"role": same.role, "columns": columns}))
    return Mapping(tables=tuple(tables))


def _wrong(name: str, place: str, message: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="mapping_wrong",
        file=name,
        place=place,
        message_zh=f"列对应关系有误（{message[:200]}）",
        message_en=f"the mapping is wrong: {message[:200]}",
        right_zh="请用本程序写出的列对应关系修改",
        right_en="change a mapping that this program wrote",
    )
