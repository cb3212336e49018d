"""The second pass over a workbook: every cell, against the names of the first pass."""

from collections.abc import Mapping, Sequence

from optimizer.formats.document_drafts import defaults
from optimizer.formats.service_tables import SECTIONS
from optimizer.formats.service_tables.cell_reading import CellReader, RowSeen, Typed
from optimizer.formats.service_tables.checking import check_names, check_teams
from optimizer.formats.service_tables.fresh import Fresh
from optimizer.formats.service_tables.layout import Field, Section, section_of
from optimizer.formats.service_tables.problems import CellFinding, Problems, Refused, refused
from optimizer.formats.service_tables.records import Missing, built, record_values
from optimizer.formats.service_workbook.ids import document_names, filled_in, usual_ids
from optimizer.formats.service_workbook.layout import (
    ALL_SECTIONS,
    ID_FIELD,
    MEMBERS,
    WITHIN_FIELD,
    column_heading,
    fields_of,
    form_label,
    row_cell,
    table_of,
)
from optimizer.formats.service_workbook.naming import Naming, told_id
from optimizer.formats.service_workbook.rows import SheetRow, SheetRows
from optimizer.formats.shapes import RECORDS
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.service.step_names import step_kind

# Names of one cell that are told as wrong; looking for what each might mean takes long.
_MOST_WRONG = 3

MOST_TOLD = 50
"""Wrong cells of a sheet that are told before its other rows are passed over."""

_MANY_ROWS = 1000

# Names of steps and forms are told apart by the items of their row, so these are read first.
_FIRST = ("items", "item", "before")


def service_of(told: SheetRows, file: str) -> Service:
    """The service that the rows of a workbook tell.

    Args:
        told: the rows of all sheets.
        file: what findings call the file.

    Raises:
        InvalidFile: with everything that is wrong; nothing is half read.
    """
    return _Reading(told, file).service()


class _Reading:
    """Reads the cells of one workbook."""

    def __init__(self, told: SheetRows, file: str) -> None:
        self._told = told
        self._file = file
        self._naming = Naming(told)
        presenter = self._naming.presenter
        self._labels = presenter.labels
        self._fresh = Fresh(presenter.service, presenter.labels)
        self._typing = CellReader(presenter.service, presenter, self._fresh)
        self._problems = {one.key: Problems(table_of(one).key) for one in ALL_SECTIONS}
        self._forms = {
            form_label(self._labels("items", one.item), self._labels("documents", one.id)): one.id
            for one in presenter.service.documents
            if one.item
        }

    def service(self) -> Service:
        """The service.

        Raises:
            InvalidFile: with everything that is wrong.
        """
        values = self._of_service()
        held = {one.held: self._records(one) for one in SECTIONS if one.held}
        held["steps"] = self._with_members(held["steps"], self._records(MEMBERS))
        self._check_whole(held)
        self._stop_if_any()
        values.update({name: tuple(records) for name, records in held.items()})
        try:
            return self._fresh.into(built(Service, values))
        except Refused as error:
            self._problems["service"].add(0, "", None, error)
            raise InvalidFile(self._findings()) from error

    # --- records ---------------------------------------------------------------------------

    def _of_service(self) -> dict[str, object]:
        """The values of the service itself, which two sheets tell."""
        values: dict[str, object] = {}
        for key in ("service", "published"):
            section = section_of(key)
            rows = self._told.rows.get(key) or [SheetRow({}, {})]
            try:
                values.update(record_values(section, self._typed(section, 0, rows[0])))
            except Missing as error:
                if not self._problems[key].found:
                    self._lacks(section, 0, error.fields)
            if key == "service":
                values["id"] = told_id(rows[0]) or str(values.get("name", ""))
        return values

    def _records(self, section: Section) -> list[Record]:
        """The records of a sheet, as long as nothing is wrong."""
        rows = self._naming.rows(section.key)
        self._check_ids(section, rows)
        ids = self._naming.ids.get(section.key)
        found = []
        for number, row in enumerate(rows):
            # Looking for what a wrong name might mean takes long, and nobody reads more.
            if len(self._problems[section.key].found) >= _most_told(len(rows)):
                break
            one_id = ids[number] if ids is not None else told_id(row)
            record = self._record(section, number, row, one_id)
            if record is not None:
                found.append(record)
        if section.key not in ("requirements", "precedences") or len(found) < len(rows):
            return found
        names = document_names(self._naming.presenter.service)
        usual = usual_ids(found, {**names, **self._fresh_names(found, names)})
        told = [told_id(row) for row in rows]
        new = filled_in(told, lambda row: usual[row], set())
        return [
            one.model_copy(update={"id": one_id}) for one, one_id in zip(found, new, strict=True)
        ]

    def _fresh_names(self, records: Sequence[Record], known: Mapping[str, str]) -> dict[str, str]:
        wanted = {str(getattr(one, "document", "")) for one in records} - {*known, ""}
        return {one: self._fresh.name(one) for one in wanted}

    def _record(self, section: Section, number: int, row: SheetRow, one_id: str) -> Record | None:
        problems = self._problems[section.key]
        before = len(problems.found)
        typed = self._typed(section, number, row)
        told = {field: one for field, one in typed.items() if one.value is not None}
        try:
            values = record_values(table_of(section), told)
            if len(problems.found) > before or self._told.lacking.get(section.key):
                return None
            marked = {field.path[0] for field, one in told.items() if one.marked}
            stated = values.get("assumed", ())
            assert isinstance(stated, tuple)
            if marked:
                values["assumed"] = tuple(sorted({*stated, *marked}))
            values.setdefault("id", one_id)
            return built(RECORDS[section.record], {**_silent(section, values), **values})
        except Missing as error:
            # What could not be read was told already.
            if len(problems.found) == before:
                self._lacks(section, number, error.fields)
        except Refused as error:
            problems.add(number, "", None, error)
        return None

    def _with_members(self, steps: list[Record], members: list[Record]) -> list[Record]:
        """Joint steps with the steps they stand for."""
        within = self._naming.within
        if len(members) < len(within):
            return steps
        inside: dict[str, list[Step]] = {}
        problems = self._problems[MEMBERS.key]
        for number, (member, outer) in enumerate(zip(members, within, strict=True)):
            assert isinstance(member, Step)
            if outer is None or outer == member.id:
                wrong = refused(
                    "没有这个环节",
                    "there is no such step",
                    "写合并后环节的名称",
                    "name the joint step",
                )
                problems.add(number, WITHIN_FIELD, None, wrong)
            else:
                inside.setdefault(outer, []).append(member)

        def whole(step: Step) -> Step:
            own = tuple(whole(one) for one in inside.get(step.id, ()))
            return step.model_copy(update={"members": own}) if own else step

        return [whole(one) if isinstance(one, Step) else one for one in steps]

    # --- cells -----------------------------------------------------------------------------

    def _typed(self, section: Section, number: int, row: SheetRow) -> dict[Field, Typed]:
        """What each cell of a row means; a wrong cell is told, the others are read all the same."""
        found: dict[Field, Typed] = {}
        items: tuple[str, ...] = ()
        lacking = self._told.lacking.get(section.key, ())
        for field in sorted(fields_of(section), key=lambda one: one.name not in _FIRST):
            cell = row_cell(section, field, row.cells)
            if cell is None:
                # A name that is not stated is shown by the id, as elsewhere.
                unnamed = field.name == "name" and bool(told_id(row))
                if field.required and not unnamed and field.name not in lacking:
                    self._lacks(section, number, (field.name,))
                continue
            if field.name == WITHIN_FIELD:
                continue
            try:
                found[field] = self._read(section, field, cell, items)
            except Refused as error:
                self._problems[section.key].add(number, field.name, cell, error)
                continue
            if field.name in _FIRST:
                value = found[field].value
                items = value if isinstance(value, tuple) else (str(value),)
        return found

    def _read(self, section: Section, field: Field, cell: object, items: tuple[str, ...]) -> Typed:
        if section.key == "requirements" and field.name == "document" and cell in self._forms:
            return Typed(self._forms[str(cell)])
        assert cell is None or isinstance(cell, str | int | float | bool | tuple)
        table, seen = table_of(section), RowSeen(None, items)
        if isinstance(cell, tuple) and field.refers:
            wrong = [one for one in cell if self._unknown(field, items, one)]
            if len(wrong) > _MOST_WRONG:
                self._typing.read(table, field, tuple(wrong[:_MOST_WRONG]), seen)
        typed = self._typing.read(table, field, cell, seen)
        if field.name == "assumed" and isinstance(cell, tuple):
            # The mark of everything stands for the others, but they are kept as they stand.
            marks = [self._typing.read(table, field, (one,), seen).value for one in cell]
            return Typed(tuple(sorted({mark for one in marks for mark in _texts(one)})))
        return typed

    def _unknown(self, field: Field, items: tuple[str, ...], text: str) -> bool:
        if field.refers == "options" or field.free:
            return False
        within = field.refers == "steps" and self._labels.step_within(items, text) is not None
        return not within and self._labels.find(field.refers, text) is None

    def _lacks(self, section: Section, number: int, fields: Sequence[str]) -> None:
        for name in fields:
            absent = refused("这一格没有写", "nothing is written here", "请补写", "fill it in")
            self._problems[section.key].add(number, name, None, absent)

    # --- checks ----------------------------------------------------------------------------

    def _check_ids(self, section: Section, rows: Sequence[SheetRow]) -> None:
        seen: set[str] = set()
        for number, row in enumerate(rows):
            one_id = told_id(row)
            if one_id and one_id in seen:
                wrong = refused(
                    "编号与前面某一行相同",
                    "a row above has this id",
                    "复制来的行，请清空编号这一格",
                    "clear the id of a row that was copied",
                )
                self._problems[section.key].add(number, ID_FIELD, one_id, wrong)
            seen.add(one_id)

    def _check_whole(self, held: Mapping[str, Sequence[Record]]) -> None:
        for section in SECTIONS:
            rows = self._naming.rows(section.key)
            records = held.get(section.held, ())
            if not section.held or len(records) < len(rows):
                continue
            fresh = {number for number, row in enumerate(rows) if not told_id(row)}
            check_names(self._problems[section.key], section, list(enumerate(records)), fresh)
        skeleton = self._naming.presenter.service
        check_teams(self._problems["departments"], skeleton, set(range(len(skeleton.departments))))

    def _stop_if_any(self) -> None:
        found = self._findings()
        if found:
            raise InvalidFile(found)

    def _findings(self) -> tuple[Finding, ...]:
        """Everything wrong, sheet by sheet, then what nobody reads."""
        found = []
        for section in ALL_SECTIONS:
            found.extend(self._absent(section))
            problems = sorted(self._problems[section.key].found, key=lambda one: one.row)[
                :MOST_TOLD
            ]
            found.extend(self._finding(section, one) for one in problems)
        if not self._naming.rows("items"):
            found.append(
                self._error(
                    "no_items",
                    section_of("items").title(self._told.language),
                    ("一件事不能没有事项", "a service has at least one item"),
                    ("至少填写一个事项", "fill in one of them"),
                )
            )
        return (*found, *self._told.notes) if found else ()

    def _absent(self, section: Section) -> list[Finding]:
        return [
            self._error(
                "column_absent",
                self._naming.rows(section.key)[0].places[""].rpartition("!")[0],
                (f"缺少必填列“{zh}”", f"the required column {en!r} is absent"),
                ("按模板补上这一列", "add the column as in the template"),
            )
            for name in self._told.lacking.get(section.key, ())
            for zh, en in [_headings(section, name)]
        ]

    def _finding(self, section: Section, one: CellFinding) -> Finding:
        rows = self._told.rows.get(section.key, [])
        places = rows[one.row].places if one.row < len(rows) else {}
        sheet = section_of(table_of(section).key).title(self._told.language)
        message = (one.message_zh, one.message_en)
        if one.field:
            zh, en = _headings(section, one.field)
            message = (f"“{zh}”：{one.message_zh}", f"{en}: {one.message_en}")
        place = places.get(one.field) or places.get("") or sheet
        return self._error("cell", place, message, (one.right_zh, one.right_en), one.value)

    def _error(
        self,
        code: str,
        place: str,
        message: tuple[str, str],
        right: tuple[str, str],
        value: str = "",
    ) -> Finding:
        return Finding(
            severity=Severity.ERROR,
            code=code,
            file=self._file,
            place=place,
            value=value,
            message_zh=message[0],
            message_en=message[1],
            right_zh=right[0],
            right_en=right[1],
        )


def _most_told(rows: int) -> int:
    """Fewer in very long sheets, where looking for one name takes as much longer."""
    return MOST_TOLD * _MANY_ROWS // max(_MANY_ROWS, rows)


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value


def _headings(section: Section, name: str) -> tuple[str, str]:
    """The heading of a column in both languages."""
    return column_heading(section, name, "zh"), column_heading(section, name, "en")


def _silent(section: Section, values: Mapping[str, object]) -> dict[str, object]:
    """What is taken where a row says nothing of its sort, as for new rows of tables."""
    name = str(values.get("name", ""))
    if section.record == "step":
        return {"kind": step_kind(name)}
    if section.key == "documents" and not {"document_class", "issuer_kind"} & set(values):
        return defaults(name, None, None)
    return {}
