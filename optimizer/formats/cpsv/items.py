"""Items as linked data: each a public service with its inputs, results, fee, limits and channel."""

from optimizer.formats.cpsv.nodes import Nodes
from optimizer.formats.cpsv.papers import Papers
from optimizer.formats.cpsv.values import Json, iso_duration, once, text
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import PrecedenceKind, Route
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import LANGUAGES, words
from optimizer.wording.levels import choice

_YUAN = "http://publications.europa.eu/resource/authority/currency/CNY"


class Items:
    """The items of a service."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._papers = Papers(nodes)

    def add(self, item: Item) -> None:
        """Tell one item and all that belongs to it."""
        nodes = self._nodes
        needs = self._papers.needs(item.id)
        handed = [need for need in needs if need.handed_in()]
        nodes.add(
            nodes.address("item", item.id),
            ["PublicService"],
            identifier=item.id,
            name=nodes.text(nodes.names(item.id)),
            description=nodes.told(self._remarks(item)),
            comment=nodes.assumed("item", item),
            hasCompetentAuthority=[nodes.organisation(item.department)],
            spatial=[nodes.region()],
            isGroupedBy=[nodes.address("event", nodes.service.id)],
            isClassifiedBy=[nodes.concept(item.kind)],
            processingTime=self._processing(item),
            holdsRequirement=[self._papers.requirement(need) for need in needs],
            hasInput=once(self._papers.evidence(need.document) for need in handed),
            hasInputType=once(self._papers.types(need.document for need in handed)),
            produces=once(self._papers.output(result) for result in item.results),
            hasChannel=[self._channel(item)],
            hasCost=self._costs(item),
            follows=self._limits(item),
            hasLegalResource=once(nodes.laws(self._bases(item, needs))),
            requires=self._required(item, needs),
        )

    def _remarks(self, item: Item) -> list[str]:
        said = self._nodes.said
        codes = (item.codes.basic, item.codes.implementation, item.codes.handling)
        given = [code for code in codes if code]
        return [
            said("kind", kind=choice(item.kind, self._nodes.language)),
            *(f"{said(name)} {told}" for name, told, _ in self._stated(item)),
            "" if item.limit() else said("no_limit"),
            said("condition", text=item.condition) if item.condition else "",
            said("codes", codes=said.listed(given)) if given else "",
        ]

    def _stated(self, item: Item) -> list[tuple[str, str, Limit]]:
        """The limits of an item that are stated: which, in words, and the limit itself."""
        found = []
        for name, limit in (("statutory", item.statutory), ("promised", item.promised)):
            if limit is not None:
                told = self._nodes.length(limit)
                if item.is_assumed(name):
                    told = self._nodes.said("assumed", value=told)
                found.append((name, told, limit))
        return found

    def _processing(self, item: Item) -> str | None:
        """The limit in force, unless it is assumed or runs in working time."""
        limit = item.limit()
        if limit is None or item.is_assumed("promised" if item.promised else "statutory"):
            return None
        return iso_duration(limit.duration)

    def _limits(self, item: Item) -> list[Json]:
        return [
            self._nodes.add(
                self._nodes.address(name, item.id),
                ["Rule"],
                identifier=f"{item.id}/{name}",
                name=self._nodes.text(self._nodes.said(name)),
                description=self._nodes.text(told),
                implements=self._nodes.laws([limit.basis]),
            )
            for name, told, limit in self._stated(item)
        ]

    def _bases(self, item: Item, needs: list[Requirement]) -> list[str]:
        limits = [limit.basis for limit in (item.statutory, item.promised) if limit is not None]
        return [*limits, *(need.basis for need in needs)]

    def _required(self, item: Item, needs: list[Requirement]) -> list[Json]:
        """Items whose decision or result this one lawfully waits for; habits are no reason."""
        legal = [
            one.before
            for one in self._nodes.service.precedences
            if one.after == item.id and one.kind is PrecedenceKind.LEGAL
        ]
        made = makers(self._nodes.service)
        carried = [need for need in needs if need.handed_in() or need.route is Route.RESULT]
        derived = [made[need.document] for need in carried if need.document in made]
        others = dict.fromkeys(one for one in (*legal, *derived) if one != item.id)
        return [self._nodes.address("item", one) for one in others]

    def _channel(self, item: Item) -> Json:
        """Where its papers come in: the one window, or the department itself."""
        nodes = self._nodes
        sharing = [one for one in nodes.service.items if one.window] if item.window else [item]
        if item.window:
            name, owner = "window", nodes.service.lead_department
            told = nodes.said("window", items=nodes.names.listed(one.id for one in sharing))
        else:
            name, owner = item.id, item.department
            told = nodes.said("counter", department=nodes.names(owner))
        needs = [need for one in sharing for need in self._papers.needs(one.id)]
        handed = [need.document for need in needs if need.handed_in()]
        return nodes.add(
            nodes.address("window" if item.window else "counter", name),
            ["Channel"],
            identifier=name,
            description=nodes.text(told),
            ownedBy=[nodes.organisation(owner)] if owner else [],
            hasInput=once(self._papers.evidence(document) for document in handed),
        )

    def _costs(self, item: Item) -> list[Json]:
        """What the applicant pays; nothing where nobody stated it."""
        nodes = self._nodes
        if item.fee_absorbed:
            value, told, field = 0, nodes.said("fee_absorbed"), "fee_absorbed"
        elif item.fee_yuan is not None:
            value, told, field = item.fee_yuan, item.fee, "fee_yuan"
        elif item.fee:
            return [self._cost(item, None, item.fee)]
        else:
            return []
        number = f"{value} {nodes.said('yuan')}"
        if item.is_assumed(field):
            return [self._cost(item, None, told, nodes.said("assumed", value=number))]
        return [self._cost(item, value, told, number)]

    def _cost(self, item: Item, value_yuan: int | None, *told: str) -> Json:
        """A cost; an assumed number stands in its description only, with its mark."""
        nodes = self._nodes
        money: Json = {}
        if value_yuan is not None:
            labels = [text(words("cpsv", one)("yuan"), one) for one in LANGUAGES]
            money = {
                "hasValue": str(float(value_yuan)),
                "currency": nodes.add({"@id": _YUAN}, ["Concept"], prefLabel=labels),
            }
        parts = [nodes.said("fee", text=part) for part in told if part]
        return nodes.add(
            nodes.address("fee", item.id),
            ["Cost"],
            identifier=f"{item.id}/fee",
            description=nodes.told(parts),
            isDefinedBy=[nodes.organisation(item.department)],
            **money,
        )
