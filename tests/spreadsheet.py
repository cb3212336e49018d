"""A small spreadsheet of the tests' own: reads an .xlsx file and computes its formulas anew.

It knows nothing of how the file was written and never looks at the values kept beside formulas,
except to hand them out for comparison. It computes what the workbooks of this program use: sums,
conditions with ``*`` for any text, comparisons and the four operations.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

Value = str | float | bool | None
Argument = Value | list[Value]
Place = tuple[str, str]
"""Name of a sheet, and a cell such as ``B4``."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")
    |(?P<name>[A-Z]+)(?=\()
    |(?P<place>(?:'(?:[^']|'')*'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<sign><>|<=|>=|[=<>+\-*/(),]))""",
    re.VERBOSE,
)


class Book:
    """A workbook read back.

    Attributes:
        values: what every cell holds, of formulas what is kept beside them.
        formulas: of the cells that hold one, without ``=``.
        xml: text of every sheet, by its name.
    """

    def __init__(self, content: bytes) -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        self.names = book.sheet_names
        self.values: dict[Place, Value] = {}
        for name in self.names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    assert isinstance(value, str | int | float)
                    self.values[name, f"{letters(column)}{number}"] = value
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            self.styles = packed.read("xl/styles.xml").decode()
            self.xml = {
                name: packed.read(f"xl/worksheets/sheet{number}.xml").decode()
                for number, name in enumerate(self.names, 1)
            }
        self.formulas = dict(self._formulas())

    def _formulas(self) -> Iterator[tuple[Place, str]]:
        for name, text in self.xml.items():
            for cell in ElementTree.fromstring(text).iter(f"{_MAIN}c"):
                formula = cell.find(f"{_MAIN}f")
                if formula is not None and formula.text:
                    yield (name, cell.attrib["r"]), formula.text

    def rows(self, sheet: str, heading_row: int = 3) -> list[dict[str, Value]]:
        """The rows below the headings, by heading."""
        columns: dict[str, str] = {}
        while heading := self.values.get((sheet, f"{letters(len(columns))}{heading_row}")):
            assert str(heading) not in columns
            columns[str(heading)] = letters(len(columns))
        found = []
        number = heading_row + 1
        while (sheet, f"A{number}") in self.values:
            found.append(
                {
                    heading: self.values.get((sheet, f"{column}{number}"))
                    for heading, column in columns.items()
                }
            )
            number += 1
        return found

    def computed(self, place: Place) -> Value:
        """What a cell comes to, computed from cells that hold no formula."""
        if place in self.formulas:
            value = _Reader(self, place[0], self.formulas[place]).whole()
            assert not isinstance(value, list)
            return value
        return self.values.get(place)


def letters(column: int) -> str:
    """Name of a column counted from zero."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class _Reader:
    """One formula, read from left to right and computed on the way."""

    def __init__(self, book: Book, sheet: str, formula: str) -> None:
        self._book = book
        self._sheet = sheet
        self._tokens: list[tuple[str, str]] = []
        place = 0
        while place < len(formula):
            found = _TOKEN.match(formula, place)
            assert found is not None, formula[place:]
            self._tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            place = found.end()
        self._next = 0

    def whole(self) -> Argument:
        value = self._comparison()
        assert self._next == len(self._tokens)
        return value

    def _sign(self, *wanted: str) -> str:
        if self._next < len(self._tokens) and self._tokens[self._next] in [
            ("sign", one) for one in wanted
        ]:
            self._next += 1
            return self._tokens[self._next - 1][1]
        return ""

    def _comparison(self) -> Argument:
        left = self._sum()
        if not self._sign("="):
            return left
        right = self._sum()
        assert not isinstance(left, list)
        assert not isinstance(right, list)
        if isinstance(left, str) or isinstance(right, str):
            return ("" if left is None else left) == ("" if right is None else right)
        return (left or 0) == (right or 0)

    def _sum(self) -> Argument:
        value = self._product()
        while sign := self._sign("+", "-"):
            other = _number(self._product())
            value = _number(value) + (other if sign == "+" else -other)
        return value

    def _product(self) -> Argument:
        value = self._single()
        while sign := self._sign("*", "/"):
            other = _number(self._single())
            value = _number(value) * other if sign == "*" else _number(value) / other
        return value

    def _single(self) -> Argument:
        if self._sign("("):
            value = self._comparison()
            assert self._sign(")")
            return value
        sort, text = self._tokens[self._next]
        self._next += 1
        if sort == "text":
            return text[1:-1].replace('""', '"')
        if sort == "number":
            return float(text)
        return self._called(text) if sort == "name" else self._read(text)

    def _called(self, name: str) -> Argument:
        assert self._sign("(")
        if name == "IF":
            return self._chosen()
        arguments = [self._comparison()]
        while self._sign(","):
            arguments.append(self._comparison())
        assert self._sign(")")
        return _FUNCTIONS[name](arguments)

    def _chosen(self) -> Argument:
        """``IF``: the branch not taken may not be computable."""
        condition = self._comparison()
        taken: Argument = None
        for wanted in (True, False):
            assert self._sign(",")
            if bool(condition) is wanted:
                taken = self._comparison()
            else:
                self._skip()
        assert self._sign(")")
        return taken

    def _skip(self) -> None:
        depth = 0
        while depth or self._tokens[self._next] not in (("sign", ","), ("sign", ")")):
            depth += {"(": 1, ")": -1}.get(self._tokens[self._next][1], 0)
            self._next += 1

    def _read(self, text: str) -> Argument:
        named, _, cells = text.rpartition("!")
        sheet = named[1:-1].replace("''", "'") if named else self._sheet
        first, _, last = cells.replace("$", "").partition(":")
        if not last:
            return self._book.computed((sheet, first))
        column = first.rstrip("0123456789")
        assert last.rstrip("0123456789") == column
        numbers = range(int(first[len(column) :]), int(last[len(column) :]) + 1)
        return [self._book.computed((sheet, f"{column}{number}")) for number in numbers]


def _number(value: Argument) -> float:
    assert value is None or isinstance(value, int | float), value
    return float(value or 0)


def _numbers(values: Argument) -> list[float]:
    """The numbers among some cells; texts and empty cells are passed over."""
    held = values if isinstance(values, list) else [values]
    return [float(one) for one in held if isinstance(one, int | float)]


def _fitting(pairs: list[Argument]) -> list[bool]:
    """Rows where every column fits its condition."""
    found: list[bool] = []
    for cells, condition in zip(pairs[::2], pairs[1::2], strict=True):
        assert isinstance(cells, list)
        assert isinstance(condition, str)
        form = ".*".join(re.escape(part) for part in condition.split("*"))
        fits = [isinstance(one, str) and re.fullmatch(form, one) is not None for one in cells]
        found = [a and b for a, b in zip(found, fits, strict=True)] if found else fits
    return found


def _sum_if(arguments: list[Argument]) -> Value:
    cells = arguments[0]
    assert isinstance(cells, list)
    fits = _fitting(arguments[1:])
    return sum(sum(_numbers(one)) for one, fit in zip(cells, fits, strict=True) if fit)


def _away_from_zero(value: float, places: int, *, half: bool) -> float:
    """Rounded at a decimal place, halves (or anything at all) away from zero."""
    # A little of the last binary place is taken for exact, as spreadsheets do.
    scaled = round(abs(value) * 10**places, 6)
    whole = math.floor(scaled + 0.5) if half else math.ceil(scaled)
    return math.copysign(whole / 10**places, value) if whole else 0.0


_FUNCTIONS: Mapping[str, Callable[[list[Argument]], Argument]] = {
    "AND": all,
    "OR": any,
    "SUM": lambda given: sum(number for one in given for number in _numbers(one)),
    "MAX": lambda given: max((number for one in given for number in _numbers(one)), default=0),
    "COUNTIFS": lambda given: sum(_fitting(given)),
    "SUMIFS": _sum_if,
    "ROUND": lambda given: _away_from_zero(_number(given[0]), int(_number(given[1])), half=True),
    "ROUNDUP": lambda given: _away_from_zero(_number(given[0]), int(_number(given[1])), half=False),
}
