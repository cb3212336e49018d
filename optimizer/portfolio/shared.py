"""What the services of a district share: each data source once, whoever speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from optimizer.evaluation.district.same_items import plain_name
from optimizer.levers.catalogue import find
from optimizer.redesign import shared_keys
from optimizer.redesign.district import Member, SharedApproval, SharedSource
from optimizer.redesign.once import asked, needed_once
from optimizer.redesign.opportunity import MeasureKind, Opportunity, Terms
from optimizer.service.document import DataSource
from optimizer.service.finding import Finding, Severity
from optimizer.service.kinds import Authority, Progress, Sharing
from optimizer.service.service import Service
from optimizer.service.terms import word

_Held = tuple[Member, DataSource, Terms | None]
"""A service, a source of it, and what connecting it takes; ``None`` where it need not be."""


def shared_sources(
    members: Iterable[Member],
) -> tuple[tuple[SharedSource, ...], tuple[Finding, ...]]:
    """The data sources of all services, each once, and what their descriptions disagree on.

    Two services speak of the same source when its name and the name of its owner are the same. A
    service that says it is online retrieves from it as it is; for the others it has to be
    connected, at the dearest effort that any of them names.
    """
    found: dict[str, list[_Held]] = {}
    for member in members:
        terms = {
            one.targets[0]: one.terms
            for one in find(member.service)
            if one.kind is MeasureKind.CONNECT
        }
        for source in member.service.data_sources:
            key = source_key(member.service, source)
            found.setdefault(key, []).append((member, source, terms.get(source.id)))
    sources = tuple(_shared(key, held) for key, held in found.items())
    doubts = tuple(one for held in found.values() for one in _conflicts(held))
    doubts += tuple(_without_owner(found))
    return sources, doubts


def source_key(service: Service, source: DataSource) -> str:
    """The same for every service that means this source."""
    return shared_keys.source_key(plain_name(source.name or source.id), owner_name(service, source))


def owner_name(service: Service, source: DataSource) -> str:
    """Plain name of the department that owns a source; empty where it is not known."""
    return plain_name(owner_title(service, source))


def owner_title(service: Service, source: DataSource) -> str:
    """Name of the department that owns a source, as it is written; empty where none is."""
    return _name_of(service, source.owner)


def shared_approvals(members: Iterable[Member], highest: Authority) -> tuple[SharedApproval, ...]:
    """What a higher authority could allow, each once, however many services it would help.

    Two services ask the same when the item, its department and the step or document have the same
    plain names, what is to be allowed is the same, and its grade takes the same effort.

    Args:
        members: services, completed.
        highest: authority that is asked at most; where it is the district's own, nothing is.
    """
    found: dict[str, list[tuple[Member, Opportunity, Terms]]] = {}
    for member in members:
        for one in find(member.service):
            for terms in asked(one):
                if needed_once(one, terms) and _to_ask(one, terms, highest):
                    key = _approval_key(member.service, one, terms)
                    found.setdefault(key, []).append((member, one, terms))
    return tuple(_approval(key, held) for key, held in found.items())


def _to_ask(one: Opportunity, terms: Terms, highest: Authority) -> bool:
    """Whether it is an approval within reach: no connection, and no change of a rule."""
    within = terms.authority <= highest
    return one.kind is not MeasureKind.CONNECT and not one.rule_change and within


def _approval_key(service: Service, one: Opportunity, terms: Terms) -> str:
    item, owner, subject = _subject(service, one)
    way = needed_once(one, terms).rpartition("=")[2]
    return shared_keys.approval_key(
        one.kind.value, plain_name(item), plain_name(owner), plain_name(subject), way
    )


def _subject(service: Service, one: Opportunity) -> tuple[str, str, str]:
    """Names of the item something is about, of its department, and of the step or document."""
    target = one.targets[0]
    item, subject = target, ""
    for step in service.steps:
        if step.id == target:
            item, subject = step.items[0], step.name or step.id
    for need in service.requirements:
        if need.id == target:
            item = need.item
            subject = next(
                (held.name or held.id for held in service.documents if held.id == need.document),
                need.document,
            )
    for held in service.items:
        if held.id == item:
            return held.name or held.id, _name_of(service, held.department), subject
    return item, "", subject


def _approval(key: str, held: list[tuple[Member, Opportunity, Terms]]) -> SharedApproval:
    member, first, terms = held[0]
    item, owner, subject = _subject(member.service, first)
    costs = [one.cost_yuan for _, _, one in held if one.cost_yuan is not None]
    uses = dict.fromkeys((one.key, needed_once(what, grade)) for one, what, grade in held)
    return SharedApproval(
        key=key,
        kind=first.kind,
        item=item,
        owner=owner,
        subject=subject,
        authority=max(one.authority for _, _, one in held),
        effort=terms.effort,
        cost_yuan=max(costs, default=None),
        uses=tuple(uses),
    )


def _name_of(service: Service, department: str) -> str:
    names = {one.id: one.name or one.id for one in service.departments}
    return names.get(department, department)


def _shared(key: str, held: list[_Held]) -> SharedSource:
    member, first, _ = held[0]
    costs = [None if terms is None else terms.cost_yuan for _, _, terms in held]
    return SharedSource(
        key=key,
        name=first.name or first.id,
        owner=owner_title(member.service, first),
        effort=max(0 if terms is None else terms.effort for _, _, terms in held),
        cost_yuan=max((one for one in costs if one is not None), default=None),
        uses=tuple((one.key, source.id) for one, source, _ in held),
        online=all(source.progress is Progress.ONLINE for _, source, _ in held),
    )


def _conflicts(held: list[_Held]) -> Iterable[Finding]:
    first, others = held[0], held[1:]
    for field, zh in (("sharing", "共享属性"), ("progress", "对接进度")):
        values = _by_value(held, field)
        if len(values) < 2:
            continue
        told = "；".join(f"{word(value)}（{'、'.join(keys)}）" for value, keys in values.items())
        english = "; ".join(f"{one.value} ({', '.join(keys)})" for one, keys in values.items())
        yield Finding(
            severity=Severity.WARNING,
            code=f"district_source_{field}",
            file=others[0][0].origin,
            place=f"数据来源“{first[1].name or first[1].id}”",
            value=told,
            message_zh=f"各一件事写的{zh}不一致：{told}",
            message_en=f"services disagree on its {field}: {english}",
            right_zh="请核实后统一；未统一前各按自己写的测算，接通的工作量取最费力的一种",
            right_en="agree on one; until then each is taken at its word, at the dearest effort",
        )


def _by_value(held: list[_Held], field: str) -> Mapping[Sharing | Progress, list[str]]:
    values: dict[Sharing | Progress, list[str]] = {}
    for member, source, _ in held:
        value: Sharing | Progress = getattr(source, field)
        values.setdefault(value, []).append(member.key)
    return values


def _without_owner(found: Mapping[str, list[_Held]]) -> Iterable[Finding]:
    """Sources that would be one with another's, had somebody written whose they are."""
    named = {key.rpartition("@")[0] for key in found if not key.endswith("@")}
    for key, held in found.items():
        member, source, _ = held[0]
        if not key.endswith("@") or key.rpartition("@")[0] not in named:
            continue
        keys = [one.key for one, _, _ in held]
        yield Finding(
            severity=Severity.WARNING,
            code="district_source_owner",
            file=member.origin,
            place=f"数据来源“{source.name or source.id}”",
            message_zh=f"{'、'.join(keys)}没有写提供部门，与其他一件事的同名来源分开计",
            message_en=f"{', '.join(keys)}: no owner is written; it counts apart from the sources "
            "of the same name in other services",
            right_zh="如为同一来源，请写同一提供部门",
            right_en="write the same owner where it is the same source",
        )
