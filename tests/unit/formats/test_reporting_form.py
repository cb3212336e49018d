"""The city's own reporting form: what is recognised, what is filled, what stays as it was."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.formats.reporting_form import (
    FilledForm,
    FormMapping,
    Gap,
    PercentStyle,
    ReportedPlan,
    address_of,
    fill,
    open_form,
    recognised,
)
from optimizer.formats.reporting_form.package import Form
from tests.reporting_forms import formula_form, label_form, planned, table_form, with_rule

MAKERS = (table_form, label_form, formula_form)


def opened(content: bytes) -> tuple[Form, FormMapping]:
    form = open_form(content, "报送表.xlsx")
    return form, recognised(form)


def filled(content: bytes, *plans: ReportedPlan) -> FilledForm:
    return fill(*opened(content), plans)


def sheet_of(content: bytes) -> Worksheet:
    """Read by another program than the one that wrote it."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def row_of(content: bytes, row: int) -> list[object]:
    return [cell.value for cell in sheet_of(content)[row]]


def gaps(made: FilledForm) -> dict[str, Gap | None]:
    return {address_of(one.place): one.gap for one in made.left_out if one.place is not None}


def test_headings_in_two_rows_are_read_together() -> None:
    _, mapping = opened(table_form())
    assert [one.figure for one in mapping.fields if one.row is None] == [
        *("number", "service", "lead_department"),
        *("materials.before", "materials.after", "materials.percent"),
        *("steps.before", "steps.after", "steps.percent"),
        *("promise.before", "promise.after", "promise.percent"),
        *("visits.after", ""),
    ]
    assert mapping.tables[0].first_row == 5
    assert mapping.tables[0].last_row == 14


def test_labels_beside_and_a_matrix_below_are_read_on_one_sheet() -> None:
    _, mapping = opened(label_form())
    found = {one.id: one.figure for one in mapping.fields}
    assert found == {
        "1!B2": "service",
        "1!D2": "lead_department",
        "1!B3": "region",
        "1!D3": "date",
        "1!B4": "items",
        "1!D4": "department_count",
        "1!B5": "situation",
        "1!D5": "",
        "1!B6": "counting_rule",
        **{
            f"1!{column}{row}": f"{metric}.{quantity}"
            for row, metric in enumerate(("materials", "steps", "promise", "visits"), 8)
            for column, quantity in zip("BCD", ("before", "after", "percent"), strict=True)
        },
    }
    assert mapping.tables == ()


def test_a_table_takes_one_service_a_row() -> None:
    made = filled(table_form(), planned(), planned("开办药店", {"materials": (10, 9)}))
    assert row_of(made.form.content, 5) == [
        *(1, "开办面包店", "市场监管局", 34, 21, 0.382, 12, 5, 0.583, 72, 20, 0.722, 1, None)
    ]
    assert row_of(made.form.content, 6)[1:6] == ["开办药店", "市场监管局", 10, 9, 0.1]
    assert row_of(made.form.content, 7) == [3, *[None] * 13]
    assert made.left_out == ()


def test_labels_get_their_answers_and_shares_the_places_their_cells_show() -> None:
    sheet = sheet_of(filled(label_form(), planned()).form.content)
    assert [sheet[one].value for one in ("B2", "D2", "B3", "D3", "B4", "D4", "B5", "D5")] == [
        *("开办面包店", "市场监管局", "鼓楼区", "2026年11月25日", 6, 4, "不分情形", None)
    ]
    assert [sheet[one].value for one in ("B8", "C8", "D8", "D9", "D10", "D11")] == [
        *(34, 21, 38.2, 58.3, 72.2, 83.3)
    ]


def test_formulas_of_the_form_stay_and_open_cells_of_its_total_are_filled() -> None:
    made = filled(formula_form(), planned(), planned("开办药店", {"promise": (28, 5)}))
    assert row_of(made.form.content, 3) == [
        *("开办面包店", "国家重点事项", 34, 21, '=IF(C3="","",(C3-D3)/C3)', 72, 20, 0.72)
    ]
    assert row_of(made.form.content, 7) == [
        *("合计", "—", "=SUM(C3:C6)", "=SUM(D3:D6)", "=(C7-D7)/C7", 100, 25, 0.75)
    ]
    told = {address_of(one.place) for one in made.by_formula if one.place}
    assert told == {"E3", "E4", "C7", "D7", "E7"}
    assert made.left_out == ()


def _looks(content: bytes) -> dict[str, object]:
    """Everything about a sheet but the values of its cells."""
    sheet = sheet_of(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        untouched = {
            one: packed.read(one)
            for one in packed.namelist()
            if not one.startswith(("xl/worksheets/sheet", "xl/workbook.xml"))
        }
    return {
        "styles": {cell.coordinate: cell.style_id for row in sheet for cell in row},
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "widths": {key: one.width for key, one in sheet.column_dimensions.items()},
        "rules": sorted(
            (str(one.sqref), one.type, one.formula1)
            for one in sheet.data_validations.dataValidation
        ),
        "area": sheet.print_area,
        "frozen": sheet.freeze_panes,
        "locked": sheet.protection.sheet,
        "parts": untouched,
    }


@pytest.mark.parametrize("make", MAKERS)
def test_looks_rules_and_every_other_part_stay(make: Callable[[], bytes]) -> None:
    assert _looks(filled(make(), planned()).form.content) == _looks(make())


@pytest.mark.parametrize("make", MAKERS)
def test_filled_twice_is_filled_once(make: Callable[[], bytes]) -> None:
    once = filled(make(), planned(), planned("开办药店"))
    form, mapping = opened(make())
    again = fill(once.form, mapping, [planned(), planned("开办药店")])
    assert again.form.content == once.form.content
    assert again.written == ()
    assert fill(form, mapping, []).form.content == form.content


names = st.text(min_size=1, max_size=12).filter(lambda text: text.strip() == text)
counts = st.one_of(st.none(), st.integers(0, 10**6))


@given(name=names, before=counts, after=counts, make=st.sampled_from(MAKERS))
def test_any_plan_filled_twice_is_filled_once(
    name: str, before: int | None, after: int | None, make: Callable[[], bytes]
) -> None:
    """Whatever a service is called and whatever was counted, the form can be read back."""
    plan = planned(name, {"materials": (before, after)})
    form, mapping = opened(make())
    once = fill(form, mapping, [plan])
    again = fill(once.form, mapping, [plan])
    assert again.form.content == once.form.content
    assert again.written == ()
    sheet = sheet_of(once.form.content)
    for one in once.written:
        assert one.place is not None
        assert sheet.cell(*one.place).value == one.typed


def test_assumed_figures_are_left_out_with_everything_that_rests_on_them() -> None:
    made = filled(table_form(), planned(assumed=("materials",)))
    assert row_of(made.form.content, 5)[3:7] == [None, None, None, 12]
    assert gaps(made) == dict.fromkeys(("D5", "E5", "F5"), Gap.ASSUMED)


def test_unknown_and_open_ended_figures_are_left_out() -> None:
    plan = planned(numbers={"promise": (None, 20), "steps": (0, 0)}, at_least=("visits",))
    made = filled(table_form(), plan)
    assert gaps(made) == {
        **dict.fromkeys(("J5", "K5", "L5"), Gap.UNKNOWN),
        "I5": Gap.UNKNOWN,
        "M5": Gap.AT_LEAST,
    }
    assert row_of(made.form.content, 5)[6:9] == [0, 0, None]


def test_a_total_over_a_row_without_its_figure_is_left_out() -> None:
    made = filled(formula_form(), planned(), planned("开办药店", assumed=("promise",)))
    assert row_of(made.form.content, 7)[5:8] == [None, None, None]
    assert {gaps(made)[one] for one in ("F7", "G7", "H7")} == {Gap.ROWS_MISSING}


def test_a_heading_that_demands_another_counting_is_left_out() -> None:
    made = filled(formula_form(), planned(rule="promise-sum"))
    assert gaps(made)["F3"] is Gap.OTHER_RULE
    assert row_of(made.form.content, 3)[5:7] == [None, 20]


def test_what_somebody_wrote_is_never_overwritten() -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_form()))
    assert isinstance(book.active, Worksheet)
    book.active["B5"], book.active["D5"] = "开办面包店", 30
    stream = io.BytesIO()
    book.save(stream)
    made = filled(stream.getvalue(), planned())
    assert row_of(made.form.content, 5)[:6] == [1, "开办面包店", "市场监管局", 30, 21, 0.382]
    (told,) = made.left_out
    assert (told.gap, told.held) == (Gap.OCCUPIED, "30")


def test_a_service_that_stands_in_the_table_keeps_its_row() -> None:
    once = filled(table_form(), planned("开办药店")).form
    made = filled(once.content, planned(), planned("开办药店"))
    assert [row_of(made.form.content, row)[1] for row in (5, 6, 7)] == [
        *("开办药店", "开办面包店", None)
    ]


def test_services_beyond_the_last_row_are_told() -> None:
    plans = [planned(f"开办第{number}店") for number in range(5)]
    made = filled(formula_form(), *plans)
    (told,) = [one for one in made.left_out if one.gap is Gap.NO_ROW]
    assert told.service == "开办第4店"
    assert row_of(made.form.content, 7)[0] == "合计"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t="])
def test_text_of_users_is_never_a_formula(begin: str) -> None:
    name = f"{begin}HYPERLINK(1)"
    made = filled(table_form(), planned(name))
    cell = sheet_of(made.form.content)["B5"]
    assert cell.value == name
    with zipfile.ZipFile(io.BytesIO(made.form.content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_a_drop_down_list_takes_only_what_it_offers() -> None:
    made = filled(with_rule(label_form(), "云龙区,泉山区", "B3"), planned())
    assert gaps(made) == {"B3": Gap.NOT_OFFERED}
    made = filled(with_rule(label_form(), "云龙区,鼓楼区", "B3"), planned())
    assert sheet_of(made.form.content)["B3"].value == "鼓楼区"


def test_one_cell_for_all_services_takes_what_they_agree_on() -> None:
    made = filled(label_form(), planned(), planned("开办药店"))
    assert sheet_of(made.form.content)["B3"].value == "鼓楼区"
    assert gaps(made)["B2"] is Gap.SEVERAL


def test_corrections_count_and_fit_the_form_of_another_year() -> None:
    _, mapping = opened(table_form(2026))
    corrected = mapping.model_copy(
        update={
            "fields": tuple(
                one.model_copy(
                    update={"figure": "situation"}
                    if one.heading == ("备注",)
                    else {"percent": PercentStyle.TEXT, "decimals": 2}
                )
                for one in mapping.fields
            )
        }
    )
    form, fresh = opened(table_form(2027))
    assert fresh.signature == mapping.signature
    made = fill(form, fresh.with_choices(corrected), [planned()])
    assert row_of(made.form.content, 5)[13] == "不分情形"
    assert row_of(made.form.content, 5)[5] == "38.24%"


def test_shares_are_rounded_once_from_the_exact_value() -> None:
    """12.3450 % has two places as 12.35 and one place as 12.3, not 12.4 by way of 12.35."""
    plan = planned(numbers={"materials": (200_000, 175_310)})
    made = filled(table_form(), plan)
    assert row_of(made.form.content, 5)[5] == 0.123


def test_rows_the_form_has_not_written_down_look_like_its_first_one() -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_form()))
    assert isinstance(book.active, Worksheet)
    book.active.unmerge_cells("A15:N15")
    book.active.delete_rows(6, 10)
    stream = io.BytesIO()
    book.save(stream)
    made = filled(stream.getvalue(), planned(), planned("开办药店"))
    sheet = sheet_of(made.form.content)
    assert sheet["F6"].value == 0.382
    assert sheet["F6"].style_id == sheet["F5"].style_id
