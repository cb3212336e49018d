"""The districts a planner can decide: the kept services, and two demonstrations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from optimizer.errors import RequestProblem, Said
from optimizer.evaluation.district.rows import GENERATED_MARK
from optimizer.formats.district_folder import outline, read_district
from optimizer.formats.file_names import distinct_keys
from optimizer.places import scenarios_directory
from optimizer.portfolio.generating import generated, generated_name
from optimizer.portfolio.shared import owner_title, source_key
from optimizer.redesign.district import District, Member
from optimizer.service.kinds import Progress, Sharing
from optimizer.service.service import Service
from optimizer.store.records import Kept
from optimizer.store.store import Store

GENERATED_SERVICES = 121
"""As many as districts report on."""

_SEED = 1


class Group(StrEnum):
    """Where the services of a district come from; no two groups share a table."""

    KEPT = "kept"
    KEPT_GENERATED = "kept_generated"
    REAL = "real"
    GENERATED = "generated"


class Connectable(NamedTuple):
    """A data source that a district may have to connect.

    Attributes:
        key: as in ``SharedSource``.
        name, owner: as a service writes them; the owner is empty where none does.
    """

    key: str
    name: str
    owner: str


def connectable(service: Service) -> tuple[Connectable, ...]:
    """The data sources of a service that may be shared and are not online yet."""
    return tuple(
        Connectable(source_key(service, one), one.name or one.id, owner_title(service, one))
        for one in service.data_sources
        if one.progress is not Progress.ONLINE and one.sharing is not Sharing.REFUSED
    )


def busiest_first(found: Iterable[Collection[Connectable]]) -> tuple[Connectable, ...]:
    """The data sources of several services, each once, that of most services first.

    Args:
        found: ``connectable`` of each service.
    """
    by_key: dict[str, Connectable] = {}
    often = Counter[str]()
    for sources in found:
        for one in sources:
            by_key.setdefault(one.key, one)
        often.update({one.key for one in sources})
    return tuple(sorted(by_key.values(), key=lambda one: -often[one.key]))


def kept_of(store: Store, group: Group) -> tuple[Kept, ...]:
    """The kept services of a group, by name; generated ones say so at the end of their name."""
    wanted = group is Group.KEPT_GENERATED
    held = [one for one in store.services() if _name(one).endswith(GENERATED_MARK) is wanted]
    return tuple(sorted(held, key=_name)) if group in _OF_STORE else ()


def groups(store: Store) -> tuple[Group, ...]:
    """The groups that hold something, the planner's own first."""
    own = tuple(one for one in _OF_STORE if kept_of(store, one))
    return (*own, Group.REAL, Group.GENERATED)


def kept_district(store: Store, keys: Collection[str], name: str) -> District:
    """Kept services as a district, each in its latest revision.

    Args:
        store: holds them.
        keys: theirs in the store; it becomes the ``origin`` of each member.
        name: of the district.

    Raises:
        RequestProblem: there are none, or real and generated ones stand together.
        NotKept: one of them is not there.
    """
    services = [(key, store.latest(key).service) for key in keys]
    sorts = {_marked(service) for _, service in services}
    if len(sorts) != 1:
        raise RequestProblem((_MIXED if sorts else _NONE,))
    # The same service may be kept twice.
    names = distinct_keys(service.id for _, service in services)
    members = tuple(
        Member(key=name, service=service, origin=key)
        for name, (key, service) in zip(names, services, strict=True)
    )
    return District(name=name, members=members, generated=sorts == {True})


@cache
def demonstration(group: Group) -> District:
    """The shipped district of real services, or the generated one."""
    if group is Group.GENERATED:
        return generated(GENERATED_SERVICES, _SEED)
    return read_district(scenarios_directory()).district


def announced(group: Group) -> tuple[District, int]:
    """A demonstration without its services, and how many it has.

    Reading or drawing the services takes seconds; to offer them takes no more than this.
    """
    if group is Group.GENERATED:
        name = generated_name(GENERATED_SERVICES)
        return District(name=name, members=(), generated=True), GENERATED_SERVICES
    name, count = outline(scenarios_directory())
    return District(name=name, members=()), count


_OF_STORE = (Group.KEPT, Group.KEPT_GENERATED)
_MIXED = Said(
    "真实的一件事与生成的一件事不能放在一起统筹，请分开测算",
    "real and generated services are never decided together; decide them apart",
)
_NONE = Said("请至少选择一个一件事", "choose at least one service")


def _name(kept: Kept) -> str:
    return kept.name or kept.service_id


def _marked(service: Service) -> bool:
    return (service.name or service.id).endswith(GENERATED_MARK)
