"""Ids of the records of a workbook: what a row gets that tells none."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from optimizer.formats.document_drafts import default_id
from optimizer.formats.names import numbered
from optimizer.service.checks.inspector import name_of
from optimizer.service.document import Document
from optimizer.service.precedence import Precedence
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step


def usual_id(record: Record, documents: Mapping[str, str], *, alone: bool = True) -> str:
    """The id a new row of this content gets, before it is numbered.

    Args:
        record: its own id is not looked at.
        documents: id of a document → its name.
        alone: whether no other document has its name.
    """
    name = str(getattr(record, "name", ""))
    if isinstance(record, Step):
        return f"{record.items[0] if record.items else ''}/{name}"
    if isinstance(record, Requirement):
        return f"{record.item}/{documents.get(record.document, record.document)}"
    if isinstance(record, Precedence):
        return f"{record.before}→{record.after}"
    if isinstance(record, Document):
        return default_id(name, record.item, (record.holder, record.edition), alone=alone)
    return name


def usual_ids(records: Sequence[Record], documents: Mapping[str, str]) -> list[str]:
    """``usual_id`` of every record of one table."""
    count = Counter(str(getattr(one, "name", "")) for one in records)
    return [
        usual_id(one, documents, alone=count[str(getattr(one, "name", ""))] == 1) for one in records
    ]


def told_ids(records: Sequence[Record], documents: Mapping[str, str]) -> list[str]:
    """The ids a sheet must tell; empty where a row gets the same one without."""
    usual = usual_ids(records, documents)
    count = Counter(usual)
    found = []
    for record, one in zip(records, usual, strict=True):
        held = str(getattr(record, "id", ""))
        named = bool(getattr(record, "name", one))
        found.append("" if named and held == one and count[one] == 1 else held)
    return found


def document_names(service: Service) -> dict[str, str]:
    """Id of every document → what it is called."""
    return {one.id: name_of(one) for one in service.documents}


def filled_in(told: Sequence[str], usual: Callable[[int], str], taken: set[str]) -> list[str]:
    """The ids of all rows of a sheet.

    Args:
        told: for each row the id it tells, or nothing.
        usual: number of a row → the id a new row gets.
        taken: ids nothing new may get; what rows tell and get is added.
    """
    taken.update(one for one in told if one)
    found = []
    for row, one in enumerate(told):
        new = one or numbered(usual(row), taken)
        taken.add(new)
        found.append(new)
    return found
