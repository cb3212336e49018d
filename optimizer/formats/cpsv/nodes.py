"""Nodes of linked data about one service, each made once, and what many of them share."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from optimizer.formats.cpsv.values import Json, address, text
from optimizer.service.item import Limit
from optimizer.service.record import Sourced
from optimizer.service.service import Service
from optimizer.service.terms import english_value
from optimizer.wording.assumed import field_word
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.lengths import duration_text
from optimizer.wording.levels import choice
from optimizer.wording.names import Names

# Keys of nodes that are terms of their own, whatever the type of the node.
_ALONE = ("prefLabel", "label", "comment", "provenance")


class Nodes:
    """The nodes of one service.

    Attributes:
        service: completed, in one situation.
        language: of what is told about it.
        said: words of linked data.
        names: of everything in the service.
    """

    def __init__(self, service: Service, language: Language) -> None:
        self.service = service
        self.language = language
        self.said = words("cpsv", language)
        self.names = Names(service, language)
        self._departments = {one.id: one for one in service.departments}
        self._nodes: dict[str, Json] = {}

    def all(self) -> list[Json]:
        """The nodes in the order in which they were asked for."""
        return list(self._nodes.values())

    def address(self, sort: str, name: str) -> Json:
        """A reference to a thing of this service."""
        return {"@id": address(self.service.region, self.service.id, sort, name)}

    def add(self, reference: Json, types: list[str], **told: object) -> Json:
        """A node with what is known of it; what is not stays away.

        Keys are terms of the first type, ``name`` for ``PublicService.name``, unless they are
        terms of their own.
        """
        if reference["@id"] not in self._nodes:
            node: Json = {**reference, "@type": types}
            self._nodes[reference["@id"]] = node
            for key, value in told.items():
                if value is not None and value != []:
                    node[key if key in _ALONE else f"{types[0]}.{key}"] = value
        return reference

    def text(self, value: str) -> list[Json]:
        """A text as the profile takes it: one for each language, and here is one."""
        return [text(value, self.language)]

    def told(self, parts: Iterable[str]) -> list[Json]:
        """Several remarks as one text; none as nothing."""
        joined = words("plan", self.language)("semicolon").join(part for part in parts if part)
        return self.text(joined) if joined else []

    def concept(self, member: StrEnum | IntEnum) -> Json:
        """A member of a closed list of this program, in both languages."""
        name = (type(member).__name__, english_value(member))
        labels = [text(choice(member, language), language) for language in LANGUAGES]
        return self.add({"@id": address(*name)}, ["Concept"], prefLabel=labels)

    def assumed(self, subject: str, record: Sourced) -> list[Json]:
        """Which values of a record nobody read in a source."""
        if not record.assumed:
            return []
        fields = [field_word(subject, field, self.language) for field in record.assumed]
        return self.text(self.said("assumed_fields", fields=self.said.listed(fields)))

    def length(self, limit: Limit) -> str:
        """A limit in words: its length as it was written, and what it spans."""
        length = duration_text(limit.duration, self.language)
        return self.said("limit", length=length, span=choice(limit.spans, self.language))

    def region(self) -> Json:
        """Where the service is offered; every organisation must say it, so a gap is named."""
        region = self.service.region or self.said("unsaid_region")
        reference = {"@id": address("region", self.service.region)}
        return self.add(reference, ["Location"], prefLabel=self.text(region))

    def organisation(self, department: str) -> Json:
        """A department; the profile knows only public organisations as competent."""
        known = self._departments.get(department)
        reference = self.add(
            {"@id": address(self.service.region, "department", department)},
            ["PublicOrganization", "Organization"],
            preferredLabel=self.text(self.names(department)),
            spatial=[self.region()],
        )
        if known is not None:
            kind = self.concept(known.kind)
            self._nodes[reference["@id"]]["Organization.classification"] = kind
        return reference

    def laws(self, bases: Iterable[str]) -> list[Json]:
        """What was written as a legal basis, as it was written."""
        return [
            self.add({"@id": address("basis", basis)}, ["LegalResource"], name=self.text(basis))
            for basis in bases
            if basis
        ]
