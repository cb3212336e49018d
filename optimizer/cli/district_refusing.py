"""From names that people type to what a district is not to connect or to ask for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimizer.errors import RequestProblem, Said
from optimizer.evaluation.district.same_items import plain_name
from optimizer.portfolio.offered import busiest_first, connectable
from optimizer.portfolio.shared import owner_title, shared_approvals
from optimizer.redesign.district import Member
from optimizer.redesign.once import OWN
from optimizer.service import Service, chosen_options, complete, in_situation
from optimizer.service.kinds import Authority
from optimizer.wording.district import approval_text
from optimizer.wording.names import source_name

_MOST_NEAR, _NEAR = 5, 0.5
"""Names that are offered instead of an unknown one, and how like it they are at least."""


@dataclass(frozen=True)
class _Known:
    """Something that may be refused.

    Attributes:
        key: as the district knows it.
        told: its name for people.
        spellings: plain names that mean it, besides its key.
    """

    key: str
    told: Said
    spellings: frozenset[str]


def refused_keys(
    members: Sequence[Member], names: Iterable[str], authority: Authority
) -> tuple[str, ...]:
    """Keys of what names mean, each once.

    Args:
        members: of the district.
        names: of data sources, and of approvals where they are asked for; or their keys.
        authority: that decides at most; approvals are asked for only above the district.

    Raises:
        RequestProblem: with every name that means nothing, or several things.
    """
    typed = tuple(dict.fromkeys(names))
    if not typed:
        return ()
    known = [*_sources(members), *_approvals(members, authority)]
    found: list[str] = []
    problems: list[Said] = []
    for name in typed:
        meant = _meant(name, known)
        if len(meant) == 1:
            found.append(meant[0].key)
        elif meant:
            problems.append(_ambiguous(name, meant))
        elif plain_name(name) in _unneeded(members):
            problems.append(_not_connected_anyway(name))
        else:
            problems.append(_unknown(name, _near(name, known), authority))
    if problems:
        raise RequestProblem(tuple(problems))
    return tuple(dict.fromkeys(found))


def _sources(members: Iterable[Member]) -> Iterator[_Known]:
    for one in busiest_first(connectable(each.service) for each in members):
        name = source_name(one.name)
        told = Said(f"{name}（{one.owner}）", f"{name} ({one.owner})") if one.owner else None
        yield _Known(one.key, told or Said(name, name), _spellings(one.name, one.owner))


def _spellings(name: str, owner: str) -> frozenset[str]:
    alone = (name, source_name(name))
    return frozenset(plain_name(one) for one in (*alone, *(f"{each}{owner}" for each in alone)))


def _approvals(members: Iterable[Member], authority: Authority) -> Iterator[_Known]:
    if authority <= OWN:
        return
    completed = [one.model_copy(update={"service": _completed(one)}) for one in members]
    for one in shared_approvals(completed, authority):
        told = Said(approval_text(one, "zh"), approval_text(one, "en"))
        spellings = (told.zh, told.en, one.item)
        yield _Known(one.key, told, frozenset(plain_name(each) for each in spellings))


def _completed(member: Member) -> Service:
    """The service as the district decides it: approvals may be of steps that nobody wrote."""
    return complete(in_situation(member.service, chosen_options(member.service, {})))


def _meant(name: str, known: Iterable[_Known]) -> list[_Known]:
    """What has this key; else everything of this name."""
    held = list(known)
    plain = plain_name(name)
    by_key = [one for one in held if one.key == name.strip()]
    return by_key or [one for one in held if plain in one.spellings]


def _unneeded(members: Iterable[Member]) -> frozenset[str]:
    """Plain names of all data sources, also of those that nobody has to connect."""
    return frozenset(
        spelling
        for one in members
        for source in one.service.data_sources
        for spelling in _spellings(source.name or source.id, owner_title(one.service, source))
    )


def _near(name: str, known: Iterable[_Known]) -> list[_Known]:
    """What is called much alike, or holds the name, the likest first."""
    plain = plain_name(name)
    rated = [(max(_likeness(plain, one) for one in each.spellings), each) for each in known]
    near = sorted((one for one in rated if one[0] >= _NEAR), key=lambda one: -one[0])
    return [one for _, one in near[:_MOST_NEAR]]


def _likeness(plain: str, spelling: str) -> float:
    if plain and (plain in spelling or spelling in plain):
        return 1.0
    return difflib.SequenceMatcher(None, plain, spelling).ratio()


def _ambiguous(name: str, meant: Sequence[_Known]) -> Said:
    keys = [one.key for one in meant]
    return Said(
        f"--refuse {name}：有 {len(keys)} 项都叫这个名称，请改写其中一项的编号：{'、'.join(keys)}",
        f"--refuse {name}: means {len(keys)} things; write the key of one: {', '.join(keys)}",
    )


def _not_connected_anyway(name: str) -> Said:
    return Said(
        f"--refuse {name}：该数据来源已上线或不予共享，本来就不需对接，请去掉",
        f"--refuse {name}: this data source is online already or not shared, so nothing "
        "connects it; leave it out",
    )


def _unknown(name: str, near: Sequence[_Known], authority: Authority) -> Said:
    zh, en = "没有这个数据来源", "there is no such data source"
    if authority > OWN:
        zh, en = f"{zh}或报请上级支持事项", f"{en} or approval"
    if not near:
        return Said(f"--refuse {name}：{zh}", f"--refuse {name}: {en}")
    return Said(
        f"--refuse {name}：{zh}；相近的有：{'、'.join(one.told.zh for one in near)}",
        f"--refuse {name}: {en}; much alike: {', '.join(one.told.en for one in near)}",
    )
