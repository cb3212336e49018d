"""Laws of editable tables: nothing is lost on the way, and an edit does what it says."""

from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.formats.service_file import dump_service, read_service, read_service_text
from optimizer.formats.service_tables import (
    SECTIONS,
    Cell,
    Changes,
    Column,
    TableProblem,
    columns,
    edited,
    place_of,
    removal_effects,
    rows,
)
from optimizer.formats.service_tables.layout import section_of
from optimizer.places import scenarios_directory
from optimizer.service.document_names import is_form
from optimizer.service.finding import Finding
from optimizer.service.findings import findings
from optimizer.service.record import Record, Sourced
from optimizer.service.service import Service
from optimizer.service.situation import Condition
from optimizer.service.terms import EVERYTHING
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.property.strategies import completed_services, services

# A service takes longer to draw than to edit; few of them already hold every sort of record.
few = settings(max_examples=25)
some = settings(max_examples=50)

SHIPPED = sorted(path.name for path in scenarios_directory().iterdir() if path.is_dir())
KEYS = [one.key for one in SECTIONS]
# Part of a value that must be there first: no cell of its own can be filled in alone.
_HANGS_ON = {
    "declared_promise_spans": "declared_promise",
    "declared_promise_basis": "declared_promise",
    "baseline_source": "baseline_date",
    "read": "rule",
    "mixed": "rule",
    "statutory_spans": "statutory",
    "statutory_basis": "statutory",
    "promised_spans": "promised",
    "promised_basis": "promised",
    "commitment_basis": "commitment_limit",
    "commitment_limit": "commitment_basis",
    "commitment_after_check": "commitment_limit",
}


@cache
def shipped(name: str) -> Service:
    return read_service(scenarios_directory() / name / "service.yaml")


# A shipped service is drawn by its name: it is too large to be printed when a law fails.
Drawn = Service | str
any_service: st.SearchStrategy[Drawn] = st.one_of(
    services(), completed_services(), st.sampled_from(SHIPPED)
)
languages = st.sampled_from(LANGUAGES)


def _service(drawn: Drawn) -> Service:
    return shipped(drawn) if isinstance(drawn, str) else drawn


def _put_back(service: Service, language: Language) -> None:
    for key in KEYS:
        shown = rows(key, service, language)
        assert edited(key, service, Changes(), language) == service
        again = Changes(changed=dict(enumerate(shown)))
        assert edited(key, service, again, language) == service


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_of_shipped_services_put_back_change_nothing(name: str, language: Language) -> None:
    _put_back(shipped(name), language)


@few
@given(services(circles=True) | completed_services(), languages)
def test_rows_put_back_change_nothing(service: Service, language: Language) -> None:
    _put_back(service, language)


@few
@given(any_service, languages)
def test_what_a_table_shows_can_be_chosen(drawn: Drawn, language: Language) -> None:
    """Every cell of a column with choices is one of them."""
    service = _service(drawn)
    for key in KEYS:
        for column in columns(key, service, language):
            for row in rows(key, service, language):
                cell = row[column.field]
                held = cell if isinstance(cell, tuple) else (cell,)
                if column.options and not column.free:
                    assert {one for one in held if one} <= set(column.options)


def _other(column: Column, cell: Cell) -> Cell:
    """Another value a cell of this column may have; the same one when there is none."""
    offered: dict[str, tuple[Cell, ...]] = {
        "number": (1, 2),
        "yes_no": (True, False),
        "duration": ("13 小时", "17 小时"),
        "limit": ("13 小时", "17 小时"),
        "text": ("另一种说法", "再一种说法"),
        # The bare name of another item's form means an own form, so none is offered here.
        "choice": tuple(one for one in column.options if not is_form(one)),
    }
    if column.kind in offered:
        return next((one for one in offered[column.kind] if one != cell), cell)
    assert isinstance(cell, tuple)
    if column.field in ("teams", "options"):
        return (*cell, "另一个 3 人" if column.field == "teams" else "另一个 3%")
    nothing = ("（无）", "(none)") if cell else ()
    spare = [one for one in column.options if one not in (*cell, *nothing)]
    if column.free and not column.options:
        spare = ["另一项"]
    return (*cell, *spare[:1])


@dataclass(frozen=True)
class _Edit:
    """One cell of a service, what stands there, and what might."""

    drawn: Drawn
    key: str
    row: int
    field: str
    cell: Cell
    other: Cell
    language: Language

    def made(self, cell: Cell, service: Service | None = None) -> Service:
        changes = Changes(changed={self.row: {self.field: cell}})
        return edited(self.key, service or _service(self.drawn), changes, self.language)


@st.composite
def _edits(draw: st.DrawFn) -> _Edit:
    drawn, language = draw(any_service), draw(languages)
    service = _service(drawn)
    key = draw(st.sampled_from(KEYS))
    shown = rows(key, service, language)
    assume(shown)
    row = draw(st.integers(0, len(shown) - 1))
    editable = [
        one
        for one in columns(key, service, language)
        if not one.read_only
        and one.field not in ("assumed", "position")
        and (one.field not in _HANGS_ON or shown[row][_HANGS_ON[one.field]] is not None)
    ]
    column = draw(st.sampled_from(editable))
    cell = shown[row][column.field]
    other = _other(column, cell)
    assume(other != cell)
    return _Edit(drawn, key, row, column.field, cell, other, language)


def _records(service: Service, key: str) -> tuple[Record, ...]:
    held = section_of(key).held
    return getattr(service, held) if held else (service,)


def _differing(before: Record, after: Record) -> set[str]:
    return {
        name for name in type(before).model_fields if getattr(before, name) != getattr(after, name)
    }


def _marks(record: Record) -> set[str]:
    """The fields of a record that are marked as assumed."""
    assert isinstance(record, Sourced)
    if EVERYTHING in record.assumed:
        return set(type(record).model_fields) - {"id", "assumed"}
    return set(record.assumed)


@some
@given(_edits())
def test_a_changed_cell_changes_that_value_and_its_mark(edit: _Edit) -> None:
    """All other values, rows, tables and marks stay as they were."""
    # Conditions name the question; that they follow is tested by itself.
    assume((edit.key, edit.field) != ("situations", "name"))
    service, section = _service(edit.drawn), section_of(edit.key)
    field = section.field(edit.field)
    assert field is not None
    after = edit.made(edit.other)
    assert _differing(service, after) <= {section.held or field.path[0]}
    was, now = _records(service, edit.key), _records(after, edit.key)
    assert len(was) == len(now)
    changed = [place for place in range(len(was)) if was[place] != now[place]]
    assert changed == [edit.row]
    before, record = was[edit.row], now[edit.row]
    assert _differing(before, record) - {"assumed"} == {field.path[0]}
    if isinstance(before, Sourced):
        assert _marks(record) == _marks(before) - {field.path[0]}


@some
@given(_edits())
def test_a_cell_changed_and_changed_back_says_the_same(edit: _Edit) -> None:
    """What a cell shows is read as the value it shows, in either language."""
    service = _service(edit.drawn)
    back = edit.made(edit.cell, edit.made(edit.other))
    was = rows(edit.key, service, edit.language)[edit.row]
    now = rows(edit.key, back, edit.language)[edit.row]
    assert {**now, "assumed": ()} == {**was, "assumed": ()}
    record = _records(service, edit.key)[edit.row]
    if getattr(record, "name", "") or edit.field != "name":
        assert _without_marks(back) == _without_marks(service)


def _without_marks(service: Service) -> Service:
    lists = {
        one.held: tuple(
            record.model_copy(update={"assumed": ()}) if isinstance(record, Sourced) else record
            for record in _records(service, one.key)
        )
        for one in SECTIONS
        if one.held
    }
    return service.model_copy(update=lists)


_CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(
        ("=1+1", "\u202e反", "\x00", "１０ 工作日", "20", "-1 天", "x" * 3000, "全部", "*")
    ),
    st.lists(st.text(max_size=10), max_size=4).map(tuple),
)


@some
@given(any_service, languages, st.data())
def test_whatever_is_typed_is_refused_or_harmless(
    drawn: Drawn, language: Language, data: st.DataObject
) -> None:
    """Any cell gives a service that can be written down, or findings; never another error."""
    service = _service(drawn)
    key = data.draw(st.sampled_from(KEYS))
    names = [one.field for one in columns(key, service, language) if not one.read_only]
    options = [option for one in columns(key, service, language) for option in one.options]
    cells = _CELLS | st.sampled_from(options) if options else _CELLS
    typed = st.dictionaries(st.sampled_from(names), cells, min_size=1, max_size=4)
    count = len(rows(key, service, language))
    there = st.integers(0, max(0, count - 1))
    changes = Changes(
        changed=data.draw(st.dictionaries(there, typed, max_size=2)),
        added=data.draw(st.lists(typed, max_size=2)) if section_of(key).held else (),
        removed=data.draw(st.sets(there, max_size=1)) if section_of(key).held else set(),
    )
    try:
        after = edited(key, service, changes, language)
    except TableProblem as problem:
        for one in problem.findings:
            assert one.section == key
            assert len(one.told(language)) < 2000
            assert one.row in {*changes.changed, *changes.removed} or one.row >= count or not count
        return
    assert read_service_text(dump_service(after)) == after
    assert Service.model_validate_json(after.model_dump_json()) == after


@some
@given(any_service, languages, st.data())
def test_removal_effects_tell_all_that_goes(
    drawn: Drawn, language: Language, data: st.DataObject
) -> None:
    """What a removal takes away or changes besides the rows is what was told before."""
    service = _service(drawn)
    key = data.draw(st.sampled_from([one.key for one in SECTIONS if one.held]))
    count = len(rows(key, service, language))
    assume(count > (key == "items"))
    gone = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=max(1, count - 1)))
    told = removal_effects(key, service, gone)
    try:
        after = edited(key, service, Changes(removed=gone), language)
    except TableProblem:
        # Items would be left without the department that decides.
        needed = {one.department for one in service.items}
        assert needed & {service.departments[row].id for row in gone}
        assert key == "departments"
        return
    assert len(rows(key, after, language)) == count - len(gone)
    for section in SECTIONS:
        if section.held and section.key != key:
            lost = len(_records(service, section.key)) - len(_records(after, section.key))
            assert lost == sum(one.section == section.key and one.gone for one in told)
    known = {(one.code, one.place) for one in findings(service)}
    codes = {code for code, _ in known}
    fresh = {one.code for one in findings(after) if one.code.startswith("dangling")}
    assert fresh <= codes


def _damaged(service: Service) -> list[Service]:
    """The service with one thing after the other broken."""
    nobody = (Condition(question="没有的问题", options=("没有",)),)
    broken: list[dict[str, object]] = [
        {"lead_department": "没有的部门"},
        {"items": (*service.items, service.items[0])},
        {
            "items": tuple(
                one.model_copy(update={"department": "没有", "results": ("没有",), "when": nobody})
                for one in service.items
            )
        },
    ]
    for name, fields in (
        ("steps", {"departments": ("没有",), "after": ("没有",), "when": nobody}),
        ("requirements", {"item": "没有", "document": "没有", "source": "没有"}),
        ("requirements", {"needed_by": "没有", "copies": 0, "when": nobody}),
        ("precedences", {"before": "没有", "step": "没有", "when": nobody}),
        ("documents", {"issuer": "没有", "item": "没有"}),
        ("departments", {"decides": ("没有",)}),
        ("data_sources", {"documents": ("没有",), "owner": "没有"}),
    ):
        held: tuple[Record, ...] = getattr(service, name)
        broken.append({name: tuple(one.model_copy(update=fields) for one in held)})
        broken.append({name: (*held, *held[:1])})
    return [service.model_copy(update=one) for one in broken]


def _placed(found: tuple[Finding, ...], service: Service) -> None:
    for one in found:
        spot = place_of(one, service)
        assert (spot is None) == (not one.place), one
        if spot is not None:
            shown = rows(spot.section, service, "zh")
            assert 0 <= spot.row < len(shown)
            assert spot.field in ("", *shown[spot.row])


@pytest.mark.parametrize("name", SHIPPED)
def test_findings_of_shipped_services_point_to_cells(name: str) -> None:
    service = shipped(name)
    _placed(findings(service), service)


@few
@given(services(circles=True), st.data())
def test_findings_of_broken_services_point_to_cells(service: Service, data: st.DataObject) -> None:
    """Whatever is wrong in a service, its finding leads to a row of a table."""
    broken = data.draw(st.sampled_from(_damaged(service)))
    _placed(findings(broken), broken)
