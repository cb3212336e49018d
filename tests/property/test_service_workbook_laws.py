"""Laws of the template workbook: nothing is lost in it, and nothing breaks its reader."""

import io
import zipfile
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.formats.service_file import read_service
from optimizer.formats.service_workbook import (
    empty_workbook,
    read_service_workbook,
    write_service_workbook,
)
from optimizer.places import scenarios_directory
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.service import Service
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.property.strategies import completed_services, services
from tests.workbooks import Value, saved, sheets_of, with_part

few = settings(max_examples=25)
some = settings(max_examples=60)

SHIPPED = sorted(path.name for path in scenarios_directory().iterdir() if path.is_dir())
SMALL = "open-restaurant-suzhou-snd"
languages = st.sampled_from(LANGUAGES)


@cache
def shipped(name: str) -> Service:
    return read_service(scenarios_directory() / name / "service.yaml")


@cache
def small(language: Language) -> bytes:
    return write_service_workbook(shipped(SMALL), language)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shipped_service_is_read_as_it_was_written(name: str, language: Language) -> None:
    service = shipped(name)
    found = read_service_workbook(write_service_workbook(service, language), "工作簿.xlsx")
    assert found.service == service
    assert found.notes == ()


@few
@given(services(circles=True) | completed_services(), languages)
def test_any_service_is_read_as_it_was_written(service: Service, language: Language) -> None:
    assert read_service_workbook(write_service_workbook(service, language), "").service == service


@few
@given(services(), languages)
def test_only_the_visible_values_count(service: Service, language: Language) -> None:
    """A program that keeps nothing but the values of the cells loses nothing of the service."""
    again = saved(sheets_of(write_service_workbook(service, language)))
    assert read_service_workbook(again, "").service == service


_VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**9), 10**9),
    st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32), max_size=30),
    st.dates(),
    st.sampled_from(
        ("=1+1", "• ", "• 甲\n乙", "（无）", "２０ 工作日", "#2", "甲；乙", "x" * 3000, "*")
    ),
)


@some
@given(languages, st.data())
def test_any_value_in_any_cell_is_refused_by_place_or_read(
    language: Language, data: st.DataObject
) -> None:
    sheets = sheets_of(small(language))
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(sorted(sheets)))
        rows = sheets[name]
        if rows:
            row = rows[data.draw(st.integers(0, len(rows) - 1))]
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(_VALUES)
    found, told = _read(saved(sheets))
    if found is not None:
        again = read_service_workbook(write_service_workbook(found, language), "")
        assert again.service == found
        return
    assert any(one.severity is Severity.ERROR for one in told)
    for one in told:
        assert one.message_zh
        assert one.message_en
        assert one.place.partition("!")[0] in {"", *sheets}


def _read(content: bytes) -> tuple[Service | None, tuple[Finding, ...]]:
    """What was read, or what was told; any other error is a defect."""
    try:
        return read_service_workbook(content, "工作簿.xlsx").service, ()
    except InvalidFile as refusal:
        return None, refusal.findings


@some
@given(st.data())
def test_a_damaged_file_is_refused_or_read(data: st.DataObject) -> None:
    """Bytes changed anywhere in the file, or in the cells it packs, never break the program."""
    content = small("zh")
    if data.draw(st.booleans()):
        damaged = _damaged(content, data)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            part = data.draw(st.sampled_from(sorted(package.namelist())))
        damaged = with_part(content, part, lambda held: _damaged(held, data))
    found, told = _read(damaged)
    assert (found is None) == bool(told)
    assert all(one.file == "工作簿.xlsx" for one in told)


def _damaged(content: bytes, data: st.DataObject) -> bytes:
    start = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(0, 40))
    instead = data.draw(
        st.sampled_from((b"", b"0", b"9", b"<", b'"', b"A", b"\0")) | st.binary(max_size=4)
    )
    return content[:start] + instead + content[start + length :]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_template_lacks_a_name_and_items_only(language: Language) -> None:
    with pytest.raises(InvalidFile) as refusal:
        read_service_workbook(empty_workbook(language), "模板.xlsx")
    assert [one.code for one in refusal.value.findings] == ["cell", "no_items"]
