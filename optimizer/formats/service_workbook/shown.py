"""What the rows of a sheet hold for a service."""

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
    ids = told_ids([one for _, one in held], document_names(service))
    return [
        _row(section, presenter, record, within, one_id)
        for (within, record), one_id in zip(held, ids, strict=True)
    ]


def _row(section: Section, presenter: Presenter, record: Record, within: str, one_id: str) -> Row:
    row: Row = {
        one.name: presenter.cell(table_of(section), one, record)
        for one in fields_of(section)
        if one.name != WITHIN_FIELD
    }
    if "name" in row and hasattr(record, "name"):
        # A name that is not stated stays blank; the id beside it says what it is called.
        row["name"] = str(record.name) or None
    if isinstance(record, Requirement):
        row["document"] = _document(record, presenter)
    if within:
        row[WITHIN_FIELD] = presenter.labels("steps", within)
    if has_ids(section):
        row[ID_FIELD] = one_id or None
    return row


def _document(need: Requirement, presenter: Presenter) -> str:
    """The name of the document of a requirement; the form of another item with that item."""
    labels = presenter.labels
    form = next(
        (one for one in presenter.service.documents if one.id == need.document and one.item), None
    )
    label = labels("documents", need.document)
    if form is None or form.item == need.item:
        return label
    return form_label(labels("items", form.item), label)


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
