"""A file is read by what it holds, whatever it is called."""

from pathlib import Path

import pytest

from optimizer.formats.any_service_file import foreign_table, read_any_service
from optimizer.formats.bpmn_writing import bpmn
from optimizer.formats.service_file import dump_service
from optimizer.formats.service_workbook import write_service_workbook
from optimizer.places import scenarios_directory
from optimizer.service.choosing import chosen_options, in_situation
from optimizer.service.completion import complete
from optimizer.service.finding import InvalidFile
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.bakery import bakery
from tests.workbooks import Value, saved


@pytest.mark.parametrize("name", ["a.yaml", "a.xlsx", "a"])
def test_a_service_file_is_read_under_any_name(name: str) -> None:
    assert read_any_service(dump_service(bakery()).encode(), name) == (bakery(), ())


@pytest.mark.parametrize("name", ["a.yaml", "a.xlsx", "a"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_is_read_under_any_name(name: str, language: Language) -> None:
    read = read_any_service(write_service_workbook(bakery(), language), name)
    assert read == (bakery(), ())


@pytest.mark.parametrize("name", ["a.bpmn", "a.yaml", "a.xlsx", "a"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawing_is_read_under_any_name(name: str, language: Language) -> None:
    service = complete(in_situation(bakery(), chosen_options(bakery(), {})))
    assert read_any_service(bpmn(service, language), name).service == service


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no zip",
        b"\xd0\xcf\x11\xe0 an old workbook",
        b"\x00\x01\x02",
        b"- 1",
        b"<a/>",
    ],
    ids=["nothing", "half a zip", "old Excel", "bytes", "no service", "other XML"],
)
def test_anything_else_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_any_service(content, "a.xlsx")
    assert all(one.in_chinese() and one.in_english() for one in refused.value.findings)


@pytest.mark.parametrize(
    "path", sorted(scenarios_directory().glob("*/service.yaml")), ids=lambda path: path.parent.name
)
def test_a_service_file_is_never_taken_for_a_table(path: Path) -> None:
    """Whatever headings its texts name."""
    assert foreign_table(path.read_bytes(), "x") is None


def test_a_workbook_with_sheets_called_like_ours_is_a_table_of_others() -> None:
    """Every second guide has a sheet 申请材料 or 办理环节."""
    rows: list[list[Value]] = [["事项名称", "材料名称", "份数"], ["甲许可", "申请书", 1]]
    content = saved({"申请材料": rows, "办理环节": [["环节", "办理时限"]]})
    assert foreign_table(content, "x.xlsx") is not None
    assert [one.name for one in read_any_service(content, "x.xlsx").service.items] == ["甲许可"]


@pytest.mark.parametrize("name", ["清单.xls", "清单.XLSX"])
@pytest.mark.parametrize(
    "content",
    [
        "<html><body><table><tr><td>事项名称</td></tr></table></body></html>".encode(),
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        b"%PDF-1.4 no table",
    ],
)
def test_what_is_only_called_a_workbook_is_told_so(content: bytes, name: str) -> None:
    """Some systems export web pages as .xls; nobody is told of BPMN or YAML then."""
    with pytest.raises(InvalidFile) as refused:
        read_any_service(content, name)
    (one,) = refused.value.findings
    assert (one.code, one.right_zh) == ("workbook_by_name", "用 Excel 或 WPS 打开后另存为 .xlsx")


def test_headings_without_rows_are_told_as_known() -> None:
    """Nobody looks for headings that stand there."""
    with pytest.raises(InvalidFile) as refused:
        read_any_service("事项名称,实施主体\n".encode(), "a.csv")
    (one,) = refused.value.findings
    assert (one.code, one.value) == ("guide_empty", "事项名称、实施主体")
