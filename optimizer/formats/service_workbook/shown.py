"""What the rows of a sheet hold for a service."""

from collections.abc import Mapping

from optimizer.formats.service_tables import Row
from optimizer.formats.service_tables.layout import Section
from optimizer.formats.service_tables.showing import Presenter
from optimizer.formats.service_workbook.ids import document_names, told_ids
from optimizer.formats.service_workbook.layout import (
    ID_FIELD,
    MEMBERS,
    WITHIN_FIELD,
    fields_of,
    form_label,
    has_ids,
    table_of,
)
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step


def shown_rows(section: Section, presenter: Presenter) -> list[Row]:
    """The rows of a sheet: cells of its table, and the id where it is needed."""
    service = presenter.service
    if section is MEMBERS:
        held = _members(service)
    else:
        held = [("", one) for one in presenter.records(section)]
    forms = {one.id: one.item for one in service.documents if one.item}
    ids = told_ids([one for _, one in held], document_names(service))
    return [
        {
            **_row(section, presenter, record),
            **_beside(section, presenter, within, one_id),
            **(_document(record, presenter, forms) if isinstance(record, Requirement) else {}),
        }
        for (within, record), one_id in zip(held, ids, strict=True)
    ]


def _row(section: Section, presenter: Presenter, record: Record) -> Row:
    row: Row = {
        one.name: presenter.cell(table_of(section), one, record)
        for one in fields_of(section)
        if one.name != WITHIN_FIELD
    }
    if "name" in row and hasattr(record, "name"):
        # A name that is not stated stays blank; the id beside it says what it is called.
        row["name"] = str(record.name) or None
    return row


def _beside(section: Section, presenter: Presenter, within: str, one_id: str) -> Row:
    """The cells of a sheet that its table does not have."""
    row: Row = {}
    if within:
        row[WITHIN_FIELD] = presenter.labels("steps", within)
    if has_ids(section):
        row[ID_FIELD] = one_id or None
    return row


def _document(need: Requirement, presenter: Presenter, forms: Mapping[str, str]) -> Row:
    """The name of the document of a requirement; the form of another item with that item."""
    label = presenter.labels("documents", need.document)
    owner = forms.get(need.document, need.item)
    if owner != need.item:
        label = form_label(presenter.labels("items", owner), label)
    return {"document": label}


def _members(service: Service) -> list[tuple[str, Record]]:
    """Every step inside a joint one, behind the id of that."""
    found: list[tuple[str, Record]] = []

    def add(step: Step) -> None:
        for member in step.members:
            found.append((step.id, member))
            add(member)

    for step in service.steps:
        add(step)
    return found
