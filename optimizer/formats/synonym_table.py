"""What planners decided on names of documents, as a table to take away and to bring along (CSV)."""

from collections.abc import Iterable, Iterator, Sequence

from optimizer.formats.csv_text import csv_text
from optimizer.formats.guide_tables.delimited import delimited_sheet, text_of
from optimizer.formats.service_workbook.package import refusal
from optimizer.matching import Named
from optimizer.service.finding import Finding, InvalidFile, Severity

HEADINGS = (
    ("材料一", "document 1"),
    ("持有人一", "holder 1"),
    ("版本一", "edition 1"),
    ("所属事项一", "item 1"),
    ("材料二", "document 2"),
    ("持有人二", "holder 2"),
    ("版本二", "edition 2"),
    ("所属事项二", "item 2"),
    ("判断", "decision"),
)
DECISIONS = {True: ("同一材料", "same"), False: ("不是同一材料", "different")}

MOST_ROWS = 20_000
MOST_BYTES = 5_000_000
_LONGEST = 200
_MOST_TOLD = 200
_OF_A_NAME = 4

Pairs = dict[tuple[Named, Named], bool]


def write_synonym_table(pairs: Iterable[tuple[Named, Named, bool]], language: str) -> bytes:
    """The table; cells that a spreadsheet would take for a formula are neutralised."""
    place = 0 if language == "zh" else 1
    rows = [tuple(words[place] for words in HEADINGS)]
    for one, other, same in pairs:
        cells = (*_cells(one), *_cells(other), DECISIONS[same][place])
        rows.append(cells)
    return csv_text(rows).encode()


def read_synonym_table(content: bytes, name: str) -> Pairs:
    """Read such a table, in either language.

    Raises:
        InvalidFile: every finding at once, by row; nothing is taken over.
    """
    if len(content) > MOST_BYTES:
        advice = (f"最多 {MOST_BYTES // 1_000_000} MB", f"at most {MOST_BYTES // 1_000_000} MB")
        raise refusal(name, "table_too_large", "文件太大", "the file is too large", advice)
    text = text_of(content)
    if text is None:
        advice = ("请另存为 CSV（UTF-8）", "save it as CSV (UTF-8)")
        raise refusal(name, "not_text", "不是文字表格", "this is no table of text", advice)
    rows = [[str(cell) for cell in row] for row in delimited_sheet(text, name, MOST_ROWS + 1).rows]
    places = _places(rows[0] if rows else [], name)
    pairs: Pairs = {}
    found: list[Finding] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = [_clean(row[place]) if place < len(row) else "" for place in places]
        if any(cells):
            wrong = list(_wrong(cells))
            found.extend(_finding(name, number, *one) for one in wrong)
            if not wrong:
                pairs[_named(cells[:_OF_A_NAME]), _named(cells[_OF_A_NAME:-1])] = (
                    cells[-1].casefold() in DECISIONS[True]
                )
    if found:
        raise InvalidFile(tuple(found[:_MOST_TOLD]))
    return pairs


def _cells(one: Named) -> tuple[str, ...]:
    return one.name, one.holder, one.edition, one.item


def _named(cells: Sequence[str]) -> Named:
    return Named(*cells)


def _clean(cell: str) -> str:
    """A cell without blanks around it and without the mark that kept it from being a formula."""
    plain = cell.strip().lstrip("\ufeff")
    return plain.removeprefix("'")


def _places(row: Sequence[str], name: str) -> list[int]:
    """Column of each heading."""
    held = [_clean(cell).casefold() for cell in row]
    missing = [words for words in HEADINGS if not set(words) & set(held)]
    if missing:
        zh, en = ("、".join(one[0] for one in missing), ", ".join(one[1] for one in missing))
        advice = ("请用导出的表格填写", "fill in a table that was exported")
        raise refusal(name, "no_column", f"缺少列：{zh}", f"missing columns: {en}", advice)
    return [next(held.index(word) for word in words if word in held) for words in HEADINGS]


def _wrong(cells: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """For each thing wrong in a row its column, the value, and what would be right."""
    for place in (0, _OF_A_NAME):
        if not cells[place]:
            yield HEADINGS[place][0], "", "写材料名称", "write the name of a document"
    for (heading, _), cell in zip(HEADINGS, cells, strict=True):
        if len(cell) > _LONGEST:
            yield heading, cell, f"最多 {_LONGEST} 个字", f"at most {_LONGEST} characters"
    if not any(cells[-1].casefold() in words for words in DECISIONS.values()):
        zh, en = ("、".join(one) for one in zip(*DECISIONS.values(), strict=True))
        yield HEADINGS[-1][0], cells[-1], f"可写：{zh}", f"write one of: {en}"


def _finding(name: str, row: int, column: str, value: str, zh: str, en: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="synonym_cell",
        file=name,
        place=f"第 {row} 行·{column}",
        value=value[:_LONGEST],
        message_zh="内容不对" if value else "没有填写",
        message_en="not understood" if value else "left empty",
        right_zh=zh,
        right_en=en,
        line=row,
    )
