"""Which documents a file lists, which it describes where they are used, and by what name."""

from dataclasses import dataclass

from optimizer.formats.document_drafts import default_id, defaults
from optimizer.formats.record_writing import mapped
from optimizer.formats.service_parsing import DOCUMENT_FIELDS
from optimizer.formats.short_forms import split_assumed
from optimizer.formats.yaml_text import Value
from optimizer.service.document import Document
from optimizer.service.item import Item
from optimizer.service.kinds import DocumentClass
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.terms import EVERYTHING, key_word
from optimizer.service.using import used_documents

_NAMED = frozenset({"id", "name"})


@dataclass(frozen=True)
class Layout:
    """What a file that exists already lists, so that it goes on listing it.

    Attributes:
        documents, departments: ids that stand in the lists 材料 and 部门.
        explicit: everything by id and in full; always read back the same.
    """

    documents: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    explicit: bool = False


class WrittenDocuments:
    """The documents of one service as its file has them.

    Attributes:
        listed: those that stand in the list 材料.
    """

    def __init__(self, service: Service, layout: Layout) -> None:
        self._service = service
        self._layout = layout
        self._names: dict[str, int] = {}
        for document in service.documents:
            self._names[document.name] = self._names.get(document.name, 0) + 1
        self._makers: dict[str, Item] = {}
        for item in service.items:
            for result in item.results:
                self._makers.setdefault(result, item)
        self._documents = {one.id: one for one in service.documents}
        self._departments = {one.id: one for one in service.departments}
        self.listed = self._listed()
        self._to_describe = {one.id for one in service.documents} - {one.id for one in self.listed}

    def first_use(self, document_id: str) -> Document | None:
        """The document, at the one place that has to describe it."""
        if document_id not in self._to_describe:
            return None
        self._to_describe.remove(document_id)
        return self._documents[document_id]

    def name(self, document_id: str) -> str:
        """What ids of requirements call a document."""
        document = self._documents.get(document_id)
        return document_id if document is None else document.name or document.id

    def _defaults(self, document: Document) -> dict[str, object]:
        maker = self._makers.get(document.id)
        department = None if maker is None else self._departments.get(maker.department)
        return defaults(document.name, maker, department)

    def _listed(self) -> tuple[Document, ...]:
        """Those that must be listed: all up to the first that using its name brings about."""
        documents = self._service.documents
        used = {one: place for place, one in enumerate(used_documents(self._service))}
        keep, last = len(documents), len(used)
        while keep and not self._layout.explicit:
            one = documents[keep - 1]
            place = used.get(one.id, -1)
            listed = one.id in self._layout.documents
            if listed or not 0 <= place < last or not self._may_be_implied(one):
                break
            keep, last = keep - 1, place
        return documents[:keep]

    def _may_be_implied(self, document: Document) -> bool:
        """Whether the places that use a document can say everything about it."""
        alone = self._names[document.name] == 1
        identity = (document.holder, document.edition)
        if document.members or not document.name or EVERYTHING in document.assumed:
            return False
        if not alone and identity != ("", ""):
            return False
        if document.id != default_id(document.name, document.item, identity, alone=alone):
            return False
        needs = [one for one in self._service.requirements if one.document == document.id]
        if not needs:
            bare = Document(id=document.id, name=document.name)
            return alone and document == bare.model_copy(update=self._defaults(document))
        is_form = document.document_class is DocumentClass.FORM
        made = document.id in self._makers
        items = {one.item for one in needs} if is_form and not made else {""}
        return items == {document.item} and self._marks_fit(document, needs[0])

    def _marks_fit(self, document: Document, need: Requirement) -> bool:
        """Whether one 推定 can speak of a requirement and its document."""
        if EVERYTHING not in need.assumed:
            return True
        return need.assumed == (EVERYTHING,) and set(document.assumed) == set(self.told(document))

    def told(self, document: Document) -> list[str]:
        """The fields that must be written about a document."""
        silent = self._defaults(document)
        bare = Document(id=document.id)
        return [
            field
            for field in DOCUMENT_FIELDS
            if getattr(document, field) != silent.get(field, getattr(bare, field))
        ]

    def entry(self, document: Document) -> Value:
        """A document as an entry of the list 材料."""
        identity = (document.holder, document.edition)
        alone = self._names[document.name] == 1
        replaced: dict[str, Value] = {"name": document.name} if document.name else {}
        implied = default_id(document.name, document.item, identity, alone=alone)
        if document.id != implied or not document.name or self._layout.explicit:
            replaced["id"] = document.id
        written = mapped(
            "document",
            document,
            skip=_NAMED,
            defaults=self._defaults(document),
            replaced=replaced,
        )
        return (
            document.name
            if written == {key_word("document", "name"): document.name}
            and (split_assumed(document.name) == (document.name, False))
            else written
        )

    def reference(self, document_id: str, item: str) -> str:
        """What a place that uses a document calls it."""
        document = self._documents.get(document_id)
        if document is None or self._layout.explicit or not document.name:
            return document_id
        own = [
            one
            for one in self._service.documents
            if one.name == document.name and one.item == document.item
        ]
        if self._names[document.name] == 1 or (document.item == item and own == [document]):
            return document.name
        return document_id
