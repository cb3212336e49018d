"""A filled form computed anew, what it differs from last time's, and hostile files."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.errors import InvalidInput
from optimizer.formats.reporting_form import (
    Form,
    FormMapping,
    Remark,
    RemarkKind,
    ReportedPlan,
    address_of,
    changes,
    fill,
    open_form,
    recognised,
    remarks,
)
from optimizer.formats.reporting_form.package import MOST_ROWS
from optimizer.service.finding import InvalidFile
from tests.reporting_forms import formula_form, label_form, planned, table_form
from tests.workbooks import saved, with_part


def opened(content: bytes) -> tuple[Form, FormMapping]:
    form = open_form(content, "报送表.xlsx")
    return form, recognised(form)


def filled(content: bytes, *plans: ReportedPlan) -> Form:
    return fill(*opened(content), plans).form


def changed(content: bytes, **cells: str | float | None) -> bytes:
    """A form in which somebody typed into some cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert isinstance(book.active, Worksheet)
    for place, value in cells.items():
        book.active[place].value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def found(blank: bytes, form: Form) -> dict[str, Remark]:
    _, mapping = opened(blank)
    return {address_of(one.place): one for one in remarks(form, mapping)}


@pytest.mark.parametrize(("make", "shares"), [(table_form, 3), (label_form, 4)])
def test_every_share_is_computed_anew_from_its_two_numbers(
    make: Callable[[], bytes], shares: int
) -> None:
    told = found(make(), filled(make(), planned()))
    assert len(told) == shares
    assert {one.kind for one in told.values()} == {RemarkKind.AGREES}
    (materials,) = [one for one in told.values() if one.field.figure == "materials.percent"]
    assert (materials.before, materials.after, materials.expected) == ("34", "21", "38.2%")


def test_a_number_somebody_typed_that_contradicts_the_share_is_told() -> None:
    blank = table_form()
    form = open_form(changed(filled(blank, planned()).content, D5=30), "报送表.xlsx")
    told = found(blank, form)
    assert told["F5"].kind is RemarkKind.DIFFERS
    assert (told["F5"].found, told["F5"].expected) == ("38.2%", "30.0%")
    assert told["I5"].kind is RemarkKind.AGREES


def test_a_share_with_more_places_than_asked_for_is_told() -> None:
    blank = table_form()
    form = open_form(changed(filled(blank, planned()).content, F5=13 / 34), "报送表.xlsx")
    told = found(blank, form)["F5"]
    assert told.kind is RemarkKind.DIFFERS
    assert told.found.startswith("38.235294117647")


def test_what_the_forms_own_formulas_have_to_come_to_is_told() -> None:
    told = found(
        formula_form(),
        filled(formula_form(), planned(), planned("开办药店", {"materials": (6, 4)})),
    )
    assert told["E3"].kind is RemarkKind.FORMULA
    assert told["E3"].expected == "38%"
    assert told["C7"].kind is RemarkKind.TOTAL_FORMULA
    assert (told["C7"].found, told["C7"].expected) == ("=SUM(C3:C6)", "40")
    assert (told["E7"].kind, told["E7"].expected) == (RemarkKind.FORMULA, "38%")
    assert told["F7"].kind is RemarkKind.TOTAL_AGREES
    assert told["H7"].kind is RemarkKind.AGREES


def test_a_total_that_leaves_a_row_out_or_is_wrong_is_told() -> None:
    blank = formula_form()
    form = filled(blank, planned(), planned("开办药店"))
    short = open_form(changed(form.content, C7="=SUM(C3:C3)", F7=100), "报送表.xlsx")
    told = found(blank, short)
    assert told["C7"].kind is RemarkKind.TOTAL_FORMULA_SHORT
    assert told["F7"].kind is RemarkKind.TOTAL_DIFFERS
    assert (told["F7"].found, told["F7"].expected) == ("100", "144")
    assert told["H7"].kind is RemarkKind.AGREES


def test_the_difference_to_last_time_is_told_cell_by_cell_whatever_the_row() -> None:
    blank, mapping = opened(table_form(2026))
    previous = filled(
        table_form(2025), planned("开办药店"), planned(numbers={"materials": (34, 25)})
    )
    form = filled(table_form(2026), planned(), planned("开办书店"))
    told = changes(blank, mapping, previous, form)
    assert [
        (address_of(one.place), one.old, one.new) for one in told if one.service == "开办面包店"
    ] == [("E5", "25", "21"), ("F5", "26.5%", "38.2%")]
    assert {one.service for one in told if not one.old} == {"开办书店"}
    assert {one.service for one in told if not one.new} == {"开办药店"}


def test_no_difference_between_a_form_and_itself() -> None:
    blank, mapping = opened(label_form())
    form = filled(label_form(), planned())
    assert changes(blank, mapping, form, form) == ()
    assert len(changes(blank, mapping, blank, form)) == len(
        fill(blank, mapping, [planned()]).written
    )


def test_formulas_of_the_form_are_no_difference_to_their_values_last_time() -> None:
    """Offices paste values over formulas before they hand a form in."""
    blank, mapping = opened(formula_form())
    form = filled(formula_form(), planned())
    previous = open_form(changed(form.content, E3=0.38, E7=0.38, C7=34, D7=21), "上次.xlsx")
    assert changes(blank, mapping, previous, form) == ()


def test_another_form_is_refused_as_last_time() -> None:
    blank, mapping = opened(label_form())
    with pytest.raises(InvalidFile, match="another form"):
        changes(blank, mapping, filled(table_form(), planned()), blank)


# --- hostile files ------------------------------------------------------------------------------


def code_of(content: bytes) -> str:
    with pytest.raises(InvalidFile) as refused:
        opened(content)
    return refused.value.findings[0].code


def test_what_is_no_workbook_is_refused() -> None:
    assert code_of(b"") == "workbook_none"
    assert code_of(b"PK\x03\x04 and nothing") == "workbook_broken"


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 40_000_000)
    assert code_of(stream.getvalue()) == "workbook_too_large"


def test_entities_are_refused() -> None:
    hostile = with_part(
        table_form(),
        "xl/worksheets/sheet1.xml",
        lambda data: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + data,
    )
    assert code_of(hostile) == "workbook_entities"


def test_two_hundred_thousand_rows_are_refused() -> None:
    assert code_of(saved({"表": [["一件事名称", n] for n in range(200_000)]})) == "sheet_too_large"


def test_blank_cells_beyond_any_form_are_refused() -> None:
    """They hold nothing, so that only their number tells."""
    row = b"".join(b'<c r="%s1" s="1"/>' % column for column in (b"A", b"B")) * 300_000
    hostile = with_part(
        table_form(),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"<sheetData>", b"<sheetData><row>" + row + b"</row>"),
    )
    assert code_of(hostile) in ("form_too_large", "workbook_too_large")


def test_merged_cells_over_everything_are_refused() -> None:
    merged = b"".join(b'<mergeCell ref="A1:IV2000"/>' for _ in range(3))
    hostile = with_part(
        label_form(),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'<mergeCell ref="A1:D1"/>', merged),
    )
    assert code_of(hostile) == "form_too_large"


def test_a_sheet_of_labels_without_end_is_refused() -> None:
    rows: list[list[str | float | bool | None]] = [["环节", "", "改革后"] for _ in range(MOST_ROWS)]
    assert code_of(saved({"表": [list(one) for one in rows]})) == "form_too_large"


def test_a_sheet_with_nothing_to_fill_in_is_refused() -> None:
    assert code_of(saved({"表": [["改革总结", "已完成"], [1.0, 2.0]]})) == "form_without_cells"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("cut", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_part_cut_off_anywhere_is_refused(part: str, cut: float) -> None:
    hostile = with_part(formula_form(), part, lambda data: data[: int(len(data) * cut)])
    with pytest.raises(InvalidInput):
        opened(hostile)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (b' s="', b' s="x'),
        (b' r="A3"', b' r="3A"'),
        (b' r="A3"', b' r="A0"'),
        (b"<v>0</v>", b"<v>99999</v>"),
        (b"<v>0</v>", b"<v>nought</v>"),
        (b'ref="A1:H1"', b'ref="H1:A1"'),
        (b'min="1"', b'min="one"'),
        (b'sqref="B3:B6"', b'sqref="everything"'),
    ],
)
def test_nonsense_in_a_sheet_is_refused_or_passed_over(written: bytes, instead: bytes) -> None:
    hostile = with_part(
        formula_form(), "xl/worksheets/sheet1.xml", lambda data: data.replace(written, instead)
    )
    assert hostile != formula_form()
    try:
        form, mapping = opened(hostile)
    except InvalidFile:
        return
    assert open_form(fill(form, mapping, [planned()]).form.content, "报送表.xlsx").sheets


@given(
    part=st.sampled_from(["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"]),
    place=st.floats(0, 1, exclude_max=True),
    instead=st.one_of(st.binary(max_size=3), st.sampled_from([b'"-1"', b'"9999999999"', b'""'])),
    make=st.sampled_from([table_form, label_form, formula_form]),
)
def test_a_part_changed_anywhere_is_refused_or_read(
    part: str, place: float, instead: bytes, make: Callable[[], bytes]
) -> None:
    """Nothing but a refusal ever comes out of a broken file."""

    def spoiled(data: bytes) -> bytes:
        at = int(len(data) * place)
        return data[:at] + instead + data[at + len(instead) :]

    try:
        form, mapping = opened(with_part(make(), part, spoiled))
    except InvalidFile:
        return
    made = fill(form, mapping, [planned()])
    assert remarks(made.form, mapping) == remarks(open_form(made.form.content, "b"), mapping)
