"""The table of decisions on names: away and back, and what is refused."""

import pytest

from optimizer.formats.synonym_table import (
    DECISIONS,
    HEADINGS,
    MOST_BYTES,
    MOST_ROWS,
    read_synonym_table,
    write_synonym_table,
)
from optimizer.matching import Named
from optimizer.service.finding import InvalidFile

ROWS = [
    (Named("户口本", "父母", "旧"), Named("居民户口簿", "父母", "旧"), True),
    (Named("登记表", item="甲"), Named("登记表", item="乙"), False),
    (Named("=SUM(A1)"), Named("@甲, “乙”\n丙"), True),
]
PAIRS = {(one, other): same for one, other, same in ROWS}
HEAD = ",".join(zh for zh, _ in HEADINGS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_taken_away_comes_back(language: str) -> None:
    assert read_synonym_table(write_synonym_table(ROWS, language), "t.csv") == PAIRS


def test_no_cell_is_a_live_formula() -> None:
    text = write_synonym_table(ROWS, "zh").decode("utf-8-sig")
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "'=SUM(A1)" in cells


def test_office_encodings_and_other_delimiters_are_read() -> None:
    text = HEAD + "\n户口本,,,,户口簿,,,,同一材料\n"
    expected = {(Named("户口本"), Named("户口簿")): True}
    assert read_synonym_table(text.encode("gb18030"), "t.csv") == expected
    assert read_synonym_table(text.replace(",", ";").encode(), "t.csv") == expected


def test_every_wrong_cell_is_told_with_its_row_and_nothing_is_read() -> None:
    rows = ["户口本,,,,,,,,同一材料", "甲,,,,乙,,,,也许", "甲,,,,乙,,,,同一材料"]
    with pytest.raises(InvalidFile) as refused:
        read_synonym_table("\n".join([HEAD, *rows]).encode(), "表.csv")
    found = refused.value.findings
    assert [(one.line, one.place) for one in found] == [
        (2, "第 2 行·材料二"),
        (3, "第 3 行·判断"),
    ]
    assert found[1].value == "也许"
    assert all(zh in found[1].right_zh for zh, _ in DECISIONS.values())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x00\x01\x02", "not_text"),
        (b"", "no_column"),
        ("材料一,判断\n甲,同一材料".encode(), "no_column"),
        (b"a" * (MOST_BYTES + 1), "table_too_large"),
        ((HEAD + "\n甲,,,,乙,,,,同一材料" * (MOST_ROWS + 1)).encode(), "table_too_large"),
    ],
    ids=["not a text", "empty", "columns missing", "too many bytes", "too many rows"],
)
def test_what_is_no_such_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_synonym_table(content, "t.csv")
    assert [one.code for one in refused.value.findings] == [code]


def test_a_long_cell_is_refused_and_not_repeated_in_full() -> None:
    text = HEAD + f"\n{'甲' * 5000},,,,乙,,,,同一材料\n"
    with pytest.raises(InvalidFile) as refused:
        read_synonym_table(text.encode(), "t.csv")
    assert len(refused.value.findings[0].value) <= 200
