"""The city's reporting form filled with kept plans: what goes in, what is told, what is taught."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from optimizer import __version__, planning
from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.reporting_form import FIGURES, FormMapping, Gap, reported
from optimizer.redesign.request import CONSERVATIVE, RECOMMENDED, Request
from optimizer.service import Service
from optimizer.service.canonical import fingerprint
from optimizer.store.records import PlanEntry
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.figures import figure_label, headline
from optimizer.workspace.exports import Answered
from optimizer.workspace.reporting import (
    KIND,
    BlankForm,
    FormReport,
    fill_form,
    forget,
    offered_plans,
    read_blank,
    teach,
    twice_chosen,
)
from optimizer.workspace.reporting_told import assumed_rows, figure_text, report_text
from tests.bakery import bakery
from tests.fixtures import draft
from tests.office import NEEDS_OFFICE, NEEDS_POPPLER, opened_in_office, text_of_pdf
from tests.reporting_forms import formula_form, label_form, table_form
from tests.trade_words import trade_words


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "a.db") as held:
        yield held


def kept(store: Store, service: Service, request: Request = RECOMMENDED) -> PlanEntry:
    revision = store.add(service, author="李主任")
    plan = planning.optimize(service, request)
    return store.keep_plan(revision.key, 1, plan, author="李主任")


@pytest.fixture(scope="module")
def entry(store: Store) -> PlanEntry:
    return kept(store, bakery())


def blank_of(store: Store, content: bytes) -> BlankForm:
    return read_blank(store, content, "报送表.xlsx")


def filled(
    store: Store, content: bytes, entry: PlanEntry, language: Language = "zh"
) -> tuple[BlankForm, FormReport]:
    blank = blank_of(store, content)
    chosen = [one for one in offered_plans(store, entry) if one.entry.id == entry.id]
    return blank, fill_form(store, blank, blank.mapping, chosen, None, language)


def answer_of(store: Store, entry: PlanEntry) -> Answered:
    return filled(store, table_form(), entry)[1].answers[0]


def test_a_form_holds_the_plans_own_figures_and_no_assumed_one(
    store: Store, entry: PlanEntry
) -> None:
    _, report = filled(store, label_form(), entry)
    sheet = openpyxl.load_workbook(io.BytesIO(report.filled.form.content)).active
    assert sheet is not None
    plan = store.plan(entry.id)
    told = headline(plan, ("materials", "steps", "promise", "visits"))
    assert any(one.assumed for one in told)
    assert not all(one.assumed for one in told)
    for row, figure in enumerate(told, 8):
        written = [sheet.cell(row, column).value for column in (2, 3)]
        assert written == [None, None] if figure.assumed else [figure.before, figure.after]
    kept_back = {one.field.figure for one in report.filled.left_out if one.gap is Gap.ASSUMED}
    assert {one.partition(".")[0] for one in kept_back} == {
        one.metric for one in told if one.assumed
    }


def test_texts_of_a_plan_are_those_of_its_service(store: Store, entry: PlanEntry) -> None:
    answer = answer_of(store, entry)
    plan = reported(answer.plan, answer.service, on=answer.date, language="zh")
    service = bakery()
    assert plan.texts["service"] == service.name
    assert plan.texts["items"] == len(service.items)
    assert plan.texts["department_count"] == len({one.department for one in service.items})
    assert plan.texts["date"] == answer.date
    assert "项次" in str(plan.texts["counting_rule"])
    assert set(plan.texts) <= set(FIGURES)
    assert set(plan.figures) == set(REDUCED)


def test_the_form_is_filled_in_chinese_whatever_the_screens_speak(
    store: Store, entry: PlanEntry
) -> None:
    filled_forms = [filled(store, label_form(), entry, one)[1].filled.form for one in LANGUAGES]
    assert len({one.content for one in filled_forms}) == 1


def test_what_a_service_does_not_say_is_left_out(store: Store) -> None:
    bare = draft().model_copy(update={"lead_department": "", "region": "", "yearly_cases": None})
    plan = planning.optimize(bare, RECOMMENDED)
    told = reported(plan, bare, on=answer_of(store, kept(store, bare)).date, language="zh")
    assert {"region", "lead_department", "yearly_cases", "baseline_date"}.isdisjoint(told.texts)


def test_what_is_taught_holds_for_the_same_form_and_can_be_taken_back(store: Store) -> None:
    blank = blank_of(store, table_form(2026))
    assert blank.taught_by == ""
    corrected = blank.mapping.model_copy(
        update={
            "fields": tuple(
                one.model_copy(update={"figure": "situation"}) if one.heading == ("备注",) else one
                for one in blank.mapping.fields
            )
        }
    )
    teach(store, corrected, author="王科员")
    again = blank_of(store, table_form(2027))
    assert (again.mapping, again.taught_by) == (corrected, "王科员")
    assert blank_of(store, label_form()).taught_by == ""
    forget(store, corrected, author="王科员")
    assert blank_of(store, table_form(2026)) == blank


def test_what_another_version_taught_does_not_stand_in_the_way(store: Store) -> None:
    mapping = blank_of(store, formula_form()).mapping
    store.remember(KIND, {mapping.signature: '{"of": "another version"}'}, author="王科员")
    assert blank_of(store, formula_form()).mapping == mapping
    forget(store, mapping, author="王科员")


def test_a_mapping_survives_being_kept(store: Store) -> None:
    mapping = blank_of(store, formula_form()).mapping
    assert FormMapping.model_validate_json(mapping.model_dump_json()) == mapping


def test_the_plan_at_hand_comes_first_and_each_service_is_taken_once(
    store: Store, entry: PlanEntry
) -> None:
    other = kept(store, bakery("开办药店"))
    same = store.keep_plan(
        other.key, 1, planning.optimize(bakery("开办药店"), CONSERVATIVE), author="李主任"
    )
    offered = offered_plans(store, entry)
    assert offered[0].entry.id == entry.id
    assert len({one.entry.id for one in offered}) == len(offered)
    both = [one for one in offered if one.entry.id in (other.id, same.id)]
    assert twice_chosen(both) == ("开办药店",)
    assert twice_chosen(offered[:1]) == ()
    assert all(one.current for one in both)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_beside_the_form_tells_everything(
    store: Store, entry: PlanEntry, language: Language
) -> None:
    blank, report = filled(store, formula_form(), entry, language)
    told = report_text(blank, report, language)
    said = words("reporting", language)
    for one in report.filled.left_out:
        assert one.gap is not None
        assert said(f"gap_{one.gap.value}") in told
    for wanted in (fingerprint(bakery()), __version__, entry.counting):
        assert wanted in told
    for figure in headline(store.plan(entry.id), ("materials", "promise")):
        if figure.assumed:
            assert f"{figure.before} → {figure.after}†" in told
    assert not trade_words(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_cell_can_take_has_a_name(language: Language) -> None:
    names = [figure_text(one, language) for one in ("", *FIGURES)]
    assert len(set(names)) == len(names)
    assert figure_label("materials", language) in figure_text("materials.before", language)


def test_figures_kept_back_are_told_once_with_their_numbers(store: Store, entry: PlanEntry) -> None:
    _, report = filled(store, label_form(), entry)
    rows = assumed_rows(report, "zh")
    doubtful = [one for one in headline(store.plan(entry.id), REDUCED) if one.assumed]
    asked = [one for one in doubtful if one.metric in ("materials", "steps", "promise", "visits")]
    assert len(rows) == len(asked)
    assert f"{asked[0].before} → {asked[0].after}†" in rows[0].values()


@NEEDS_OFFICE
@NEEDS_POPPLER
def test_a_spreadsheet_program_opens_the_filled_form_and_computes_it(
    store: Store, entry: PlanEntry, tmp_path: Path
) -> None:
    """The form's own formulas come to what the check said they have to."""
    _, report = filled(store, formula_form(), entry)
    expected = {
        one.expected for one in report.remarks if one.found.startswith("=") and one.expected
    }
    assert len(expected) >= 3
    printed = text_of_pdf(
        opened_in_office(report.filled.form.content, "form.xlsx", tmp_path), tmp_path
    )
    assert bakery().name in printed
    for one in expected:
        assert one in printed.split()
