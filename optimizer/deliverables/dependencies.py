"""Which items depend on which, and why: what one item's trouble means for the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from optimizer.service.kinds import Anchor, PrecedenceKind, Route
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service

_EARLY = frozenset({Anchor.FILING.value, Anchor.ACCEPTANCE.value})
_CARRIED = frozenset({Route.HAND_IN, Route.SUBMIT_ONCE})


class Tie(StrEnum):
    """Why an item depends on another."""

    LEGAL = "legal"  # 法定前置
    DATA = "data"  # 结果依赖
    HABIT = "habit"  # 惯例先后: nothing binds the later item


@dataclass(frozen=True)
class Dependency:
    """An item waits for another.

    Attributes:
        before, after: ids of the items.
        anchor: what waits in ``after``: an anchor's name, or the id of a step.
        basis: what is written about a precedence; empty when nothing.
        documents: ids of the results that ``after`` needs.
        assumed: nobody read it in a source.
    """

    before: str
    after: str
    tie: Tie
    anchor: str
    basis: str = ""
    documents: tuple[str, ...] = ()
    assumed: bool = False


def dependencies(service: Service) -> tuple[Dependency, ...]:
    """Declared precedences, then needs of results; handling one by one binds nothing.

    Args:
        service: completed, in one situation.
    """
    kinds = {PrecedenceKind.LEGAL: Tie.LEGAL, PrecedenceKind.HABIT: Tie.HABIT}
    declared = tuple(
        Dependency(
            one.before,
            one.after,
            kinds[one.kind],
            one.anchor.value,
            one.basis,
            assumed=one.is_assumed("kind"),
        )
        for one in service.precedences
        if not one.implied
    )
    made = makers(service)
    needs: dict[tuple[str, str, str], list[Requirement]] = {}
    for need in service.requirements:
        maker = made.get(need.document)
        carried = need.route in _CARRIED
        if maker is None or maker == need.item or not (carried or need.route is Route.RESULT):
            continue
        # What the applicant carries is there when he files, what is handed over when it is needed.
        early = carried and need.needed_by in _EARLY
        anchor = Anchor.FILING.value if early else need.needed_by
        needs.setdefault((maker, need.item, anchor), []).append(need)
    derived = tuple(
        Dependency(
            before,
            after,
            Tie.DATA,
            anchor,
            documents=tuple(dict.fromkeys(need.document for need in held)),
            assumed=all(need.is_assumed("document") for need in held),
        )
        for (before, after, anchor), held in needs.items()
    )
    return (*declared, *derived)


def binding(found: Iterable[Dependency]) -> tuple[Dependency, ...]:
    """Those that hold by law or by what an item needs, not by habit."""
    return tuple(one for one in found if one.tie is not Tie.HABIT)


def followers(found: Iterable[Dependency], item: str) -> tuple[str, ...]:
    """Items that depend on one, directly or through others, nearest first."""
    return _reached([(one.before, one.after) for one in found], item)


def leaders(found: Iterable[Dependency], item: str) -> tuple[str, ...]:
    """Items one depends on, directly or through others, nearest first."""
    return _reached([(one.after, one.before) for one in found], item)


def _reached(pairs: list[tuple[str, str]], start: str) -> tuple[str, ...]:
    seen: list[str] = []
    edge = [start]
    while edge:
        edge = list(
            dict.fromkeys(
                end for begin in edge for one, end in pairs if one == begin and end not in seen
            )
        )
        edge = [one for one in edge if one != start]
        seen.extend(edge)
    return tuple(seen)
