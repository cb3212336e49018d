"""What is known to be one document, and what is known to be two.

Shipped synonyms are reference data (``data/synonyms.csv``); what planners decided comes on top and
outweighs everything. Names are kept as they were written: how they are read may get better.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from optimizer.matching.reading import ReadName, read_name
from optimizer.places import data_directory

Where = Literal["part", "name"]
Key = tuple[str, str, str, frozenset[str]]
"""Core, holder, edition and numbers: names with the same key say the same."""

_HOLDER = "@"
_BETWEEN = " = "


@dataclass(frozen=True)
class Named:
    """A name with what a record states beside it; what a decision is about."""

    name: str
    holder: str = ""
    edition: str = ""
    item: str = ""

    def read(self) -> ReadName:
        """The name taken apart."""
        return read_name(self.name, self.holder, self.edition)


@dataclass(frozen=True)
class Synonym:
    """One row of the table of synonyms that is shipped.

    Attributes:
        where: ``part`` of a name, or the whole ``name``.
        source: where it was read, or why it holds.
    """

    canonical: str
    variant: str
    where: Where
    source: str


@dataclass(frozen=True)
class Synonyms:
    """Everything known; immutable.

    Attributes:
        shipped: rows of reference data.
        decided: pair of names → whether a planner said they are one document.
    """

    shipped: tuple[Synonym, ...] = ()
    decided: Mapping[tuple[Named, Named], bool] = field(default_factory=dict)

    def canonical(self, core: str) -> str:
        """A core in the words of the synonyms that are shipped."""
        held = self._canonical.get(core)
        if held is None:
            held = self._canonical[core] = self._worked_out(core)
        return held

    def _worked_out(self, core: str) -> str:
        whole = self._names.get(core)
        if whole is not None:
            return whole
        for variant, canonical in self._parts:
            core = _rewritten(core, variant, canonical)
        return self._names.get(core, core)

    def decision(self, one: Named, other: Named) -> bool | None:
        """What planners said of two names; ``None`` where nobody did.

        What is one with one of them is one with the other, too: decisions on 甲=乙 and 乙=丙
        settle 甲=丙, and what is told apart from one is told apart from all of its group.
        """
        if not self.decided:
            return None
        both = identity(one), identity(other)
        said = self._said.get(frozenset(both))
        if said is not None:
            return said
        left, right = (self._group(each) for each in both)
        if left == right:
            return True if left in self._parents else None
        return False if frozenset((left, right)) in self._apart else None

    def confirmed(self) -> tuple[frozenset[Named], ...]:
        """Names that planners confirmed to be one document, group by group."""
        found: dict[Identity, set[Named]] = {}
        for pair, same in self.decided.items():
            for one in pair if same else ():
                found.setdefault(self._group(identity(one)), set()).add(one)
        return tuple(frozenset(group) for group in found.values())

    @cached_property
    def _canonical(self) -> dict[str, str]:
        """What was worked out once; a service asks for the same names again and again."""
        return {}

    @cached_property
    def _names(self) -> dict[str, str]:
        found = {}
        for one in self.shipped:
            if one.where == "name":
                variant, canonical = read_name(one.variant), read_name(one.canonical).core
                found.update({variant.core: canonical, variant.stem: canonical})
        return found

    @cached_property
    def _parts(self) -> tuple[tuple[str, str], ...]:
        parts = [(one.variant, one.canonical) for one in self.shipped if one.where == "part"]
        return tuple(sorted(parts, key=lambda one: -len(one[0])))

    @cached_property
    def _parents(self) -> dict["Identity", "Identity"]:
        parents: dict[Identity, Identity] = {}
        for pair, same in self._said.items():
            if same:
                left, right = (_root(parents, one) for one in _two(pair))
                parents[left] = right
                parents.setdefault(right, right)
        return parents

    @cached_property
    def _said(self) -> dict[frozenset["Identity"], bool]:
        """What was said of two names itself; the newest counts."""
        return {
            frozenset((identity(one), identity(other))): same
            for (one, other), same in self.decided.items()
        }

    def _group(self, one: "Identity") -> "Identity":
        return _root(self._parents, one)

    @cached_property
    def _apart(self) -> frozenset[frozenset["Identity"]]:
        return frozenset(
            frozenset(self._group(one) for one in pair)
            for pair, same in self._said.items()
            if not same
        )


Identity = tuple[Key, str]


def identity(named: Named) -> Identity:
    """What tells one name from another: its key, and the item whose form it is."""
    read = named.read()
    return (read.core, read.holder, read.edition, read.numbers), read_name(named.item).core


def _two(pair: frozenset[Identity]) -> tuple[Identity, Identity]:
    """Both of a pair, which may be two names that read the same."""
    held = tuple(pair)
    return held[0], held[-1]


def _root(parents: Mapping["Identity", "Identity"], one: "Identity") -> "Identity":
    while parents.get(one, one) != one:
        one = parents[one]
    return one


def _rewritten(core: str, variant: str, canonical: str) -> str:
    """The core with one part in other words; where it stands in those already, it stays."""
    if variant not in core:
        return core
    if variant not in canonical:
        return core.replace(variant, canonical)
    kept = core.replace(canonical, "\0")
    return kept.replace(variant, canonical).replace("\0", canonical)


@cache
def shipped_synonyms() -> tuple[Synonym, ...]:
    """The rows of ``data/synonyms.csv``."""
    path = data_directory() / "synonyms.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Synonym(
                row["canonical"],
                row["variant"],
                "part" if row["where"] == "part" else "name",
                row["source"],
            )
            for row in csv.DictReader(stream)
        )


# --- as the store keeps it ------------------------------------------------------------------------


def subject(one: Named, other: Named) -> str:
    """Two names as one text, the same whichever comes first."""
    return _BETWEEN.join(sorted((_text(one), _text(other))))


def decisions(remembered: Mapping[str, str]) -> dict[tuple[Named, Named], bool]:
    """Decisions from texts of ``subject``: ``same`` or ``different``."""
    found = {}
    for text, value in remembered.items():
        if value in ("same", "different"):
            found[pair_of(text)] = value == "same"
    return found


def pair_of(text: str) -> tuple[Named, Named]:
    """The two names of a ``subject``."""
    left, _, right = text.partition(_BETWEEN)
    return _named(left), _named(right)


def with_decisions(
    remembered: Mapping[str, str], rows: Iterable[Synonym] | None = None
) -> Synonyms:
    """What is shipped (or ``rows``) with what planners decided."""
    return Synonyms(
        shipped_synonyms() if rows is None else tuple(rows), decided=decisions(remembered)
    )


def _text(one: Named) -> str:
    parts = (one.name, one.holder, one.edition, one.item)
    clean = [part.replace("=", "＝").replace(_HOLDER, "＠") for part in parts]
    return _HOLDER.join(clean).rstrip(_HOLDER)


def _named(text: str) -> Named:
    return Named(*(part.strip() for part in text.split(_HOLDER)[:4]))
