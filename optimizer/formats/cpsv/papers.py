"""Documents as linked data: what an item needs, what is handed in, what is issued."""

from collections.abc import Iterable

from optimizer.formats.cpsv.nodes import Nodes
from optimizer.formats.cpsv.values import Json, address
from optimizer.service.document import Document
from optimizer.service.kinds import Route
from optimizer.service.requirement import Requirement
from optimizer.wording.given_names import document_names
from optimizer.wording.levels import choice


class Papers:
    """The documents of a service."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._names = document_names(nodes.service, nodes.language)
        self._documents = {one.id: one for one in nodes.service.documents}
        self._needs = {
            item: [need for need in needs if need.route is not Route.ABOLISHED]
            for item, needs in nodes.service.requirements_by_item().items()
        }

    def needs(self, item: str) -> list[Requirement]:
        """What an item needs, by whatever route."""
        return self._needs.get(item, [])

    def requirement(self, need: Requirement) -> Json:
        """That an item needs a document, by which route it gets it, and on which basis."""
        name = self._names.get(need.document, need.document)
        basis = need.basis or self._nodes.said("basis_none" if need.without_basis else "basis_open")
        rule = self._nodes.add(
            self._nodes.address("rule", need.id),
            ["Rule"],
            identifier=f"{need.id}/basis",
            name=self._nodes.text(self._nodes.said("basis_of", document=name)),
            description=self._nodes.text(basis),
            implements=self._nodes.laws([need.basis]),
        )
        return self._nodes.add(
            self._nodes.address("requirement", need.id),
            ["Requirement"],
            identifier=need.id,
            name=self._nodes.text(name),
            type=[self._nodes.concept(need.route)],
            hasSupportingEvidence=[self.evidence(need.document)],
            fulfils=[rule],
            comment=self._nodes.assumed("requirement", need),
        )

    def evidence(self, document: str) -> Json:
        """A document that something needs."""
        known = self._documents.get(document)
        return self._nodes.add(
            self._nodes.address("evidence", document),
            ["Evidence"],
            identifier=document,
            name=self._nodes.text(self._names.get(document, document)),
            description=self._nodes.told(self._described(known)) if known else None,
            comment=self._nodes.assumed("document", known) if known else None,
            type=self._nodes.concept(known.document_class) if known else None,
            isConformantTo=list(self.types([document])),
        )

    def _described(self, document: Document) -> list[str]:
        said = self._nodes.said
        issuer = self._nodes.names(document.issuer) if document.issuer else ""
        return [
            choice(document.issuer_kind, self._nodes.language),
            said("issued_by", department=issuer) if issuer else "",
            said("holder", holder=document.holder) if document.holder else "",
            said("edition", edition=document.edition) if document.edition else "",
        ]

    def types(self, documents: Iterable[str]) -> Iterable[Json]:
        """Types in the catalogue of e-certificates, of documents that have a code there."""
        for document in documents:
            known = self._documents.get(document)
            if known is not None and known.certificate_code:
                yield self._nodes.add(
                    {"@id": address("certificate", known.certificate_code)},
                    ["EvidenceType"],
                    identifier=known.certificate_code,
                    evidenceTypeClassification=[self._nodes.concept(known.document_class)],
                )

    def output(self, result: str) -> Json:
        """A document that an item issues."""
        known = self._documents.get(result)
        return self._nodes.add(
            self._nodes.address("output", result),
            ["Output"],
            identifier=result,
            name=self._nodes.text(self._names.get(result, result)),
            type=[self._nodes.concept(known.document_class)] if known else [],
        )
