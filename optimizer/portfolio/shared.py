"""What the services of a district share: each data source once, whoever speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from optimizer.evaluation.district.same_items import plain_name
from optimizer.levers.catalogue import find
from optimizer.redesign.district import Member, SharedSource
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.document import DataSource
from optimizer.service.finding import Finding, Severity
from optimizer.service.kinds import Progress, Sharing
from optimizer.service.service import Service
from optimizer.service.terms import word


def shared_sources(
    members: Iterable[Member],
) -> tuple[tuple[SharedSource, ...], tuple[Finding, ...]]:
    """The data sources of all services, each once, and what their descriptions disagree on.

    Two services speak of the same source when its name and the name of its owner are the same. A
    source counts as connected only where every service says so, and its effort is the dearest.
    """
    found: dict[str, list[tuple[Member, DataSource, int]]] = {}
    for member in members:
        points = {
            one.targets[0]: one.terms.effort
            for one in find(member.service)
            if one.kind is MeasureKind.CONNECT
        }
        for source in member.service.data_sources:
            key = source_key(member.service, source)
            found.setdefault(key, []).append((member, source, points.get(source.id, 0)))
    sources = tuple(_shared(key, held) for key, held in found.items())
    doubts = tuple(one for held in found.values() for one in _conflicts(held))
    doubts += tuple(_without_owner(found))
    return sources, doubts


def source_key(service: Service, source: DataSource) -> str:
    """The same for every service that means this source."""
    return f"{plain_name(source.name or source.id)}@{owner_name(service, source)}"


def owner_name(service: Service, source: DataSource) -> str:
    """Plain name of the department that owns a source; empty where it is not known."""
    names = {one.id: one.name or one.id for one in service.departments}
    return plain_name(names.get(source.owner, source.owner))


def _shared(key: str, held: list[tuple[Member, DataSource, int]]) -> SharedSource:
    member, first, _ = held[0]
    names = {one.id: one.name or one.id for one in member.service.departments}
    return SharedSource(
        key=key,
        name=first.name or first.id,
        owner=names.get(first.owner, first.owner),
        effort=max(points for _, _, points in held),
        uses=tuple((one.key, source.id) for one, source, _ in held),
        online=all(source.progress is Progress.ONLINE for _, source, _ in held),
    )


def _conflicts(held: list[tuple[Member, DataSource, int]]) -> Iterable[Finding]:
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
            right_zh="请核实后统一；未统一前按最费力的一种测算",
            right_en="agree on one; until then the dearest counts",
        )


def _by_value(
    held: list[tuple[Member, DataSource, int]], field: str
) -> Mapping[Sharing | Progress, list[str]]:
    values: dict[Sharing | Progress, list[str]] = {}
    for member, source, _ in held:
        value: Sharing | Progress = getattr(source, field)
        values.setdefault(value, []).append(member.key)
    return values


def _without_owner(found: Mapping[str, list[tuple[Member, DataSource, int]]]) -> Iterable[Finding]:
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
