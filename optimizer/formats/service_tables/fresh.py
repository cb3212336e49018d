"""Documents and departments that a typed name brings about, as using a name does in a file."""

from dataclasses import dataclass, field

from optimizer.formats.document_drafts import default_id, defaults
from optimizer.formats.names import numbered
from optimizer.formats.service_tables.labels import Labels
from optimizer.formats.service_tables.problems import Refused, refused
from optimizer.service.checks.inspector import name_of
from optimizer.service.department import Department
from optimizer.service.document import Document
from optimizer.service.document_names import is_form
from optimizer.service.item import Item
from optimizer.service.kinds import DocumentClass
from optimizer.service.service import Service


@dataclass
class _Draft:
    """A document that was named for the first time.

    Attributes:
        item: the item whose form it is; empty for a document of all.
        stated: field → value, where the row says something about it.
    """

    id: str
    name: str
    item: str
    stated: dict[str, object] = field(default_factory=dict)


class Fresh:
    """Gathers what is new in one edit."""

    def __init__(self, service: Service, labels: Labels) -> None:
        self._service = service
        self._labels = labels
        self._documents: dict[tuple[str, str], _Draft] = {}
        self._departments: dict[str, str] = {}
        self._document_ids = {one.id for one in service.documents}
        self._department_ids = {one.id for one in service.departments}
        self._forms = {
            one.id: one.item
            for one in service.documents
            if one.item and one.document_class is DocumentClass.FORM
        }
        self._names = {one.id: name_of(one) for one in service.documents}

    def document(self, text: str, item: str, *, issued: bool = False) -> str:
        """The id of the document a name means, a new one where there is none.

        A form belongs to its item: the bare name of the form of another item means the own one
        of this item, as in the file.

        Args:
            text: name or label.
            item: id of the item that needs it; empty for none.
            issued: whether the item issues it; then it is no form of the item.

        Raises:
            Refused: several documents have this name.
        """
        called = [one for one, name in self._names.items() if name == text]
        own = [one for one in called if item and self._forms.get(one) == item and not issued]
        if own:
            return own[0]
        foreign = [one for one in called if item and one in self._forms and not issued]
        found = self._labels.find("documents", text)
        if found is not None and found not in foreign:
            return found
        if len(called) > len(foreign):
            raise self._ambiguous(called)
        owner = item if item and not issued and (foreign or is_form(text)) else ""
        draft = self._documents.get((text, owner)) or self._drafted(text, owner)
        return draft.id

    def _ambiguous(self, called: list[str]) -> Refused:
        labels = [self._labels("documents", one) for one in called]
        return refused(
            f"同名材料有 {len(called)} 份，不知是哪一份",
            f"{len(called)} documents have this name",
            f"可选：{'、'.join(labels)}",
            f"choose from: {', '.join(labels)}",
        )

    def _drafted(self, name: str, item: str) -> _Draft:
        alone = name not in self._names.values() and name not in {
            one.name for one in self._documents.values()
        }
        one_id = numbered(default_id(name, item, ("", ""), alone=alone), self._document_ids)
        self._document_ids.add(one_id)
        draft = _Draft(one_id, name, item)
        self._documents[name, item] = draft
        return draft

    def describe(self, document_id: str, stated: dict[str, object]) -> bool:
        """Say something about a new document; false when the document is not new."""
        for draft in self._documents.values():
            if draft.id == document_id:
                draft.stated.update(stated)
                return True
        return False

    def name(self, document_id: str) -> str:
        """Name of a new document; the id where there is none."""
        held = (one.name for one in self._documents.values() if one.id == document_id)
        return next(held, document_id)

    def department(self, text: str) -> str:
        """The id of the department a name means, a new one where there is none."""
        found = self._labels.find("departments", text)
        if found is None:
            found = self._departments.get(text)
        if found is None:
            found = numbered(text, self._department_ids)
            self._department_ids.add(found)
            self._departments[text] = found
        return found

    def into(self, service: Service) -> Service:
        """The service with the new departments and documents at the end of their lists."""
        departments = (
            *service.departments,
            *(Department(id=one, name=name) for name, one in self._departments.items()),
        )
        makers: dict[str, Item] = {}
        for item in service.items:
            for result in item.results:
                makers.setdefault(result, item)
        known = {one.id: one for one in departments}
        documents = list(service.documents)
        for draft in self._documents.values():
            maker = makers.get(draft.id)
            silent = defaults(draft.name, maker, known.get(maker.department) if maker else None)
            values = {**silent, **draft.stated, "item": draft.item}
            documents.append(
                Document.model_validate({"id": draft.id, "name": draft.name, **values})
            )
        return service.model_copy(
            update={"departments": departments, "documents": tuple(documents)}
        )
