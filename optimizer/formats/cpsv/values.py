"""Values of linked data: addresses of things, texts with their language, durations, the context."""

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from optimizer.places import data_directory
from optimizer.wording.catalogue import Language
from optimizer.worktime import Duration, Unit

Json = dict[str, Any]

# What the published context lacks a term for.
_OWN: Mapping[str, Any] = {
    "prefLabel": {"@id": "http://www.w3.org/2004/02/skos/core#prefLabel", "@container": "@set"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "comment": {"@id": "http://www.w3.org/2000/01/rdf-schema#comment", "@container": "@set"},
    "LegalResource.name": {"@id": "http://purl.org/dc/terms/title", "@container": "@set"},
    "Organization.classification": {
        "@id": "http://www.w3.org/ns/org#classification",
        "@type": "@id",
    },
    "provenance": {"@id": "http://purl.org/dc/terms/provenance", "@type": "@id"},
    "ProvenanceStatement": "http://purl.org/dc/terms/ProvenanceStatement",
}
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_MONTHS_IN_YEAR = 12


@cache
def _published() -> Mapping[str, Any]:
    path = data_directory() / "schema" / "cpsv" / "cpsv-ap.jsonld"
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return found


def context(nodes: Iterable[Json]) -> Json:
    """The terms that some nodes use, as the published context explains them.

    Raises:
        KeyError: a term that no context has (a defect of this program).
    """
    used: set[str] = set()
    for node in nodes:
        used.update(key for key in node if not key.startswith("@"))
        used.update(node["@type"])
    known = {**_published(), **_OWN}
    return {term: known[term] for term in sorted(used)}


def address(*names: str) -> str:
    """The URI of a thing: the same names give the same one in every file.

    A name-based UUID, because a thing of a district has no public web address of its own.
    """
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(names, ensure_ascii=False))}"


def text(value: str, language: Language) -> Json:
    """A text with its language: Chinese where it has Chinese characters, whoever wrote it.

    Args:
        value: not empty.
        language: of texts without Chinese characters.
    """
    return {"@language": "zh" if _CHINESE.search(value) else language, "@value": value}


def iso_duration(duration: Duration) -> str | None:
    """A duration as ``xsd:duration``; ``None`` where that cannot say it.

    Working days, and the working hours that planners mean by hours, skip nights, weekends and
    holidays; an ISO 8601 duration runs on through them. They have none.
    """
    value, unit = duration.value, duration.unit
    if value == 0:
        return "PT0S"
    if unit is Unit.NATURAL_DAY:
        return _whole("P{}D", value) or _whole("PT{}H", value * 24)
    if unit is Unit.MONTH:
        return _whole("P{}M", value)
    if unit is Unit.YEAR:
        return _whole("P{}Y", value) or _whole("P{}M", value * _MONTHS_IN_YEAR)
    return None


def _whole(form: str, value: Decimal) -> str | None:
    return form.format(int(value)) if value == value.to_integral_value() else None


def once(references: Iterable[Json]) -> list[Json]:
    """References without repetition, in their order."""
    return list({one["@id"]: one for one in references}.values())
