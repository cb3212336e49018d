"""A service as linked data in the European vocabulary for public services (CPSV-AP 3.2).

What it says and leaves out stands in ``docs/interfaces.md``. The vocabulary has no class for
steps; they leave as BPMN and as tables.
"""

import json

from optimizer.evaluation.certainty import at_least, resting_on_assumed
from optimizer.formats.cpsv.items import Items
from optimizer.formats.cpsv.nodes import Nodes
from optimizer.formats.cpsv.values import Json, context
from optimizer.network.timing import promise_hours
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language
from optimizer.wording.lengths import hours_text

__all__ = ["cpsv"]


def cpsv(service: Service, language: Language, origin: str = "") -> str:
    """A service as JSON-LD that needs nothing from outside.

    Args:
        service: completed, in one situation; before or after the reform.
        language: of what is told about it; names stay as they were written.
        origin: lines that say what the file was made from.

    Returns:
        The text of the file; it conforms to the SHACL shapes of CPSV-AP 3.2.0.
    """
    nodes = Nodes(service, language)
    _whole(nodes, origin)
    items = Items(nodes)
    for item in service.items:
        items.add(item)
    # Readers begin with the services; what these refer to follows.
    told = sorted(nodes.all(), key=lambda node: node["@type"] != ["PublicService"])
    document = {"@context": context(told), "@graph": told}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _whole(nodes: Nodes, origin: str) -> None:
    service = nodes.service
    own = nodes.address("service", service.id)
    items = [nodes.address("item", item.id) for item in service.items]
    name = nodes.text(service.name or service.id)
    event = nodes.address("event", service.id)
    leads = [service.lead_department] if service.lead_department else []
    deciding = leads or list(dict.fromkeys(item.department for item in service.items))
    listed = nodes.names.listed(item.id for item in service.items)
    nodes.add(
        own,
        ["PublicService"],
        identifier=service.id,
        name=name,
        description=nodes.told(
            [nodes.said("bundle", items=listed), _promise(nodes), _declared(nodes)]
        ),
        hasCompetentAuthority=[nodes.organisation(one) for one in deciding],
        spatial=[nodes.region()],
        isGroupedBy=[event],
        relatedService=items,
        isClassifiedBy=[nodes.concept(service.list_category)],
        provenance=_provenance(nodes, origin),
    )
    nodes.add(
        event,
        ["Event"],
        identifier=service.id,
        name=name,
        hasRelatedService=[own, *items],
    )


def _promise(nodes: Nodes) -> str:
    """The promise of the whole as it is computed, with its doubts."""
    hours = promise_hours(nodes.service)
    if hours is None:
        return nodes.said("promise_unknown")
    length = hours_text(hours, nodes.language)
    if "promise_hours" in resting_on_assumed(nodes.service):
        length = nodes.said("assumed", value=length)
    if "promise_hours" in at_least(nodes.service):
        return nodes.said("promise_at_least", length=length)
    return nodes.said("promise", length=length)


def _declared(nodes: Nodes) -> str:
    limit = nodes.service.declared_promise
    return "" if limit is None else nodes.said("declared", length=nodes.length(limit))


def _provenance(nodes: Nodes, origin: str) -> Json | None:
    if not origin.strip():
        return None
    reference = nodes.address("provenance", origin)
    return nodes.add(reference, ["ProvenanceStatement"], label=nodes.text(origin.strip()))
