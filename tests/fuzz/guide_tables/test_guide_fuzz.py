"""Whatever a table is turned into, it is refused with reasons or gives a service.

Files in ``corpus`` are kept: good ones to start from, and whatever once did something else.
"""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.formats.any_service_file import foreign_table, read_any_service
from optimizer.formats.guide_tables import load_mapping, read_guide
from optimizer.formats.service_file import dump_service, read_service_text
from optimizer.service.finding import Finding, InvalidFile
from optimizer.service.findings import findings
from optimizer.service.service import Service
from tests.foreign_tables import guide_workbook
from tests.workbooks import Value, saved, sheets_of, with_part

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
TEXTS = [path.read_bytes() for path in CORPUS if path.suffix in (".csv", ".json")]
OLD = next(path.read_bytes() for path in CORPUS if path.suffix == ".xls")
SHEETS = [sheets_of(path.read_bytes()) for path in CORPUS if path.suffix == ".xlsx"]

_MEMORY_BYTES = 1_500 * 2**20
_SECONDS = 60

# Values that stand where others are expected.
_NASTY: list[Value] = [
    *("", " ", "无", "/", "0", "-1", "1e400", "９９９", "即办", "20", "5-7", "二十", "=1+1"),
    *("事项名称", "材料名称", "子项名称", "环节", "主项信息", "单位", "合计", "一、许可", "\n\n"),
    *("a" * 300, "1.2.3.", "①②③", "（（（", "^;^", "、、", "份", "原件份", "各1份", "\u202e逆"),
    *(0.5, -3.0, 1e15, 1e300, 331075000000000000.0, True, False, None, date(2025, 1, 1)),
]


def _read(content: bytes, name: str) -> tuple[Service | None, tuple[Finding, ...]]:
    """The service, if there is one, and what is told of the file."""
    try:
        foreign_table(content, name)
        return read_any_service(content, name)
    except InvalidFile as refused:
        return None, refused.findings


def check(content: bytes, name: str = "表") -> None:
    """Refused with reasons, or a service that can be written down and looked through."""
    service, told = _read(content, name)
    assert all(one.in_chinese() and one.in_english() for one in told)
    if service is None:
        assert told
        return
    assert read_service_text(dump_service(service)) == service
    findings(service)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_kept_file_is_read_or_refused(path: Path) -> None:
    check(path.read_bytes(), path.name)


def mutated(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    @st.composite
    def bytes_of(draw: st.DrawFn) -> bytes:
        content = bytearray(draw(st.sampled_from(seeds)))
        for _ in range(draw(st.integers(1, 5))):
            place = draw(st.integers(0, len(content)))
            end = min(len(content), place + draw(st.integers(0, 30)))
            piece = draw(st.one_of(st.binary(max_size=8), st.sampled_from(_PIECES)))
            content[place:end] = piece
        return bytes(content)

    return bytes_of()


_PIECES = tuple(
    one.encode()
    for one in (
        ",",
        ";",
        "\n",
        '"',
        '""',
        "[",
        "{",
        "}",
        "null",
        "事项名称",
        "材料名称,",
        "1.",
        "2.",
    )
)


@given(content=mutated(TEXTS))
@settings(max_examples=120)
def test_changed_text_gives_a_refusal_or_a_service(content: bytes) -> None:
    check(content, "表.csv")
    check(content, "表.json")


@given(content=mutated([OLD]))
@settings(max_examples=8)
def test_changed_old_workbooks_give_a_refusal_or_a_service(content: bytes) -> None:
    check(content)


@st.composite
def mutated_cells(draw: st.DrawFn) -> bytes:
    """A known workbook in which cells hold something else, rows move, and columns go."""
    sheets = {
        name: [list(row) for row in rows] for name, rows in draw(st.sampled_from(SHEETS)).items()
    }
    for _ in range(draw(st.integers(1, 12))):
        rows = draw(st.sampled_from(sorted(sheets.values(), key=len)))
        if not rows:
            continue
        row = draw(st.sampled_from(range(len(rows))))
        column = draw(st.integers(0, max(0, len(rows[row]) - 1)))
        how = draw(st.sampled_from(("cell", "cell", "cell", "row", "drop", "narrow")))
        if how == "cell" and rows[row]:
            rows[row][column] = draw(st.sampled_from(_NASTY))
        elif how == "row":
            rows.insert(draw(st.integers(0, len(rows))), list(rows[row]))
        elif how == "drop":
            del rows[row]
        else:
            del rows[row][column:]
    return saved(sheets)


@given(content=mutated_cells())
@settings(max_examples=80)
def test_changed_cells_give_a_refusal_or_a_service(content: bytes) -> None:
    check(content)


@given(text=st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_is_a_mapping_or_refused(text: str) -> None:
    with pytest.raises(InvalidFile):
        load_mapping(text, "m.json")


# --- bounded memory and time ---------------------------------------------------------------------

_READ = """
import resource, sys
from optimizer.formats.any_service_file import read_any_service
from optimizer.service.finding import InvalidFile
resource.setrlimit(resource.RLIMIT_AS, (%d, %d))
try:
    read_any_service(sys.stdin.buffer.read(), "表.csv")
except InvalidFile as refused:
    print(",".join(one.code for one in refused.findings))
else:
    print("read")
"""


def _said(content: bytes) -> str:
    """What comes of a file where memory is short."""
    done = subprocess.run(
        [sys.executable, "-c", _READ % (_MEMORY_BYTES, _MEMORY_BYTES)],
        input=content,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def _bomb(_: bytes) -> bytes:
    return b"<worksheet><sheetData>" + b" " * 40_000_000 + b"</sheetData></worksheet>"


def _entities(data: bytes) -> bytes:
    head, _, tail = data.partition(b"?>")
    return head + b'?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + tail


def _far_away(data: bytes) -> bytes:
    row = b'<row r="900000"><c r="XFD900000" t="inlineStr"><is><t>x</t></is></c></row>'
    return data.replace(b"</sheetData>", row + b"</sheetData>")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_bomb, "workbook_too_large"),
        (_entities, "workbook_entities"),
        (_far_away, "sheet_too_large"),
    ],
)
def test_hostile_workbooks_are_refused_where_memory_is_short(
    change: Callable[[bytes], bytes], code: str
) -> None:
    assert code in _said(with_part(guide_workbook(), "xl/worksheets/sheet1.xml", change))


def test_many_sheets_with_one_far_cell_are_refused_where_memory_is_short() -> None:
    """Each lies within the bounds of a sheet; together they would take gigabytes."""
    blank: list[Value] = [None]
    far: list[list[Value]] = [["事项名称", "部门"], *[blank] * 19_000, [*[None] * 254, "x"]]
    assert _said(saved({f"表{at}": far for at in range(20)})) == "workbook_too_large"


def test_two_hundred_thousand_rows_are_refused_where_memory_is_short() -> None:
    heads: list[Value] = ["事项名称", "实施主体"]
    rows: list[Value] = ["食品经营许可", "市场监管局"]
    small = saved({"表": [heads, rows]})

    def many(data: bytes) -> bytes:
        line = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
        more = b"".join(line % (at, at) for at in range(3, 200_003))
        return data.replace(b"</sheetData>", more + b"</sheetData>")

    assert _said(with_part(small, "xl/worksheets/sheet1.xml", many)) == "sheet_too_large"
    text = "事项名称,实施主体\n" + "食品经营许可,市场监管局\n" * 100_000
    assert _said(text.encode("gb18030")) == "table_too_large"


def test_a_cell_of_sixty_thousand_materials_is_refused() -> None:
    """Sixty thousand materials in one cell are too many for a service, and told at once."""
    long = "事项名称,申请材料\n甲许可," + "甲^" * 60_000 + "\n"
    with pytest.raises(InvalidFile) as refused:
        read_guide(long.encode(), "x.csv")
    assert [one.code for one in refused.value.findings] == ["too_many_items"]


def test_an_old_workbook_that_claims_millions_of_cells_is_refused() -> None:
    """The reader of .xls files runs where it can be stopped; a lie in the file ends there."""
    content = bytearray(OLD)
    # A cell of text moves to the last row and column that the format knows.
    place = content.find(b"\xfd\x00\x0a\x00")
    assert place > 0
    content[place + 4 : place + 8] = b"\xff\xff\xff\x00"
    assert _said(bytes(content)) in ("sheet_too_large", "workbook_broken")


def test_a_package_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("事项名称.csv", "事项名称,部门\n甲,乙\n")
    with pytest.raises(InvalidFile):
        read_any_service(stream.getvalue(), "表.xlsx")
