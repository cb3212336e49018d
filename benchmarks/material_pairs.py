"""``python -m benchmarks.material_pairs``: the labelled pairs of names, made from labelled names.

``material_names.csv`` says of every name which document it means. A label may tell documents of one
sort apart (身份证·经办人, 身份证·逝者); ``未注明`` stands where a name leaves it open, and no pair
is made of such a name and a closer one of its sort: neither answer would be right.

The rule of the split was written before anything was tuned and uses no measured figure: sorts of
documents, the largest first, go to the half that has fewer pairs so far. Each form is a sort by
itself, since its identity includes its item. So no document has names in both halves, and all that
is told apart within a sort is told apart within one half.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from optimizer.places import data_directory

Half = Literal["tuning", "held_back"]
HALVES: tuple[Half, Half] = ("tuning", "held_back")
COLUMNS = ("half", "same", "name_a", "name_b", "document_a", "document_b", "source_a", "source_b")

_NAMES = Path(__file__).resolve().parent / "material_names.csv"
_OPEN = "未注明"
_MOST_OF_A_DOCUMENT = 10
"""Pairs of one document; a document with ten names would otherwise outweigh all others."""
_MOST_OF_A_NAME = 4
"""Look-alikes taken of one name."""
_LOOK_ALIKES_IN_TEN = 6
"""Of ten different pairs so many are the most alike in spelling; the others are taken blindly."""


@dataclass(frozen=True)
class Name:
    """A name as a guide writes it.

    Attributes:
        document: which document it means; before ``·`` its sort.
        source: the shipped service or the guide it was read in.
    """

    text: str
    document: str
    source: str

    @property
    def sort(self) -> str:
        """What is kept together in one half."""
        before, _, _ = self.document.partition("·")
        return self.document if before == "表" else before


@dataclass(frozen=True)
class Pair:
    """Two names and whether they mean one document."""

    half: Half
    same: bool
    a: Name
    b: Name


def names() -> tuple[Name, ...]:
    """All labelled names."""
    with _NAMES.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Name(row["name"], row["document"], row["source"]) for row in csv.DictReader(stream)
        )


def pairs(path: Path | None = None) -> tuple[Pair, ...]:
    """The pairs as shipped."""
    with (path or pairs_file()).open(encoding="utf-8", newline="") as stream:
        return tuple(
            Pair(
                "tuning" if row["half"] == "tuning" else "held_back",
                row["same"] == "yes",
                Name(row["name_a"], row["document_a"], row["source_a"]),
                Name(row["name_b"], row["document_b"], row["source_b"]),
            )
            for row in csv.DictReader(stream)
        )


def pairs_file() -> Path:
    """Where the pairs are shipped."""
    return data_directory() / "material_pairs.csv"


def made(labelled: Iterable[Name]) -> tuple[Pair, ...]:
    """The pairs of both halves, same and different in equal numbers."""
    halves = _halves(labelled)
    return tuple(pair for half in HALVES for pair in _of_half(half, halves[half]))


def different_of_half(half: Half) -> tuple[list[Name], list[tuple[Name, Name]]]:
    """The names of a half, and every two of them that mean different documents."""
    held = _halves(names())[half]
    return held, [(a, b) for a, b in itertools.combinations(held, 2) if _told_apart(a, b)]


def _halves(labelled: Iterable[Name]) -> dict[Half, list[Name]]:
    by_sort: dict[str, list[Name]] = {}
    for one in labelled:
        by_sort.setdefault(one.sort, []).append(one)
    size = {sort: len(_same(held)) for sort, held in by_sort.items()}
    halves: dict[Half, list[Name]] = {"tuning": [], "held_back": []}
    filled: dict[Half, int] = {"tuning": 0, "held_back": 0}
    ordered = sorted(by_sort, key=lambda sort: (-size[sort], -len(by_sort[sort]), _mark(sort)))
    for sort in ordered:
        half = min(HALVES, key=lambda one: (filled[one], len(halves[one])))
        halves[half].extend(by_sort[sort])
        filled[half] += size[sort]
    return halves


def _of_half(half: Half, held: list[Name]) -> Iterator[Pair]:
    same = _same(held)
    for a, b in same:
        yield Pair(half, True, a, b)
    for a, b in _different(held, len(same)):
        yield Pair(half, False, a, b)


def _same(held: list[Name]) -> list[tuple[Name, Name]]:
    by_document: dict[str, list[Name]] = {}
    for one in held:
        by_document.setdefault(one.document, []).append(one)
    return [
        pair
        for alike in by_document.values()
        for pair in sorted(itertools.combinations(alike, 2), key=_pair_mark)[:_MOST_OF_A_DOCUMENT]
    ]


def _different(held: list[Name], count: int) -> list[tuple[Name, Name]]:
    """As many different pairs: mostly look-alikes, the others whatever comes."""
    found = [(a, b) for a, b in itertools.combinations(held, 2) if _told_apart(a, b)]
    found.sort(key=lambda pair: (-_spelled_alike(*pair), _pair_mark(pair)))
    taken: list[tuple[Name, Name]] = []
    times: dict[Name, int] = {}
    for pair in found:
        if len(taken) == count * _LOOK_ALIKES_IN_TEN // 10:
            break
        if all(times.get(one, 0) < _MOST_OF_A_NAME for one in pair):
            taken.append(pair)
            times.update({one: times.get(one, 0) + 1 for one in pair})
    rest = sorted((pair for pair in found if pair not in taken), key=_pair_mark)
    return [*taken, *rest[: count - len(taken)]]


def _told_apart(a: Name, b: Name) -> bool:
    if a.document == b.document:
        return False
    parts = [one.document.partition("·") for one in (a, b)]
    return parts[0][0] != parts[1][0] or _OPEN not in (parts[0][2], parts[1][2])


def _spelled_alike(a: Name, b: Name) -> float:
    """Share of neighbouring characters that two names have in common (Dice)."""
    one, other = ({*itertools.pairwise(text)} for text in (a.text, b.text))
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _pair_mark(pair: tuple[Name, Name]) -> str:
    return _mark("\n".join(sorted(one.text for one in pair)))


def main() -> None:
    """Write ``data/material_pairs.csv``."""
    with pairs_file().open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in made(names()):
            writer.writerow(
                (
                    *(one.half, "yes" if one.same else "no"),
                    *(one.a.text, one.b.text, one.a.document, one.b.document),
                    *(one.a.source, one.b.source),
                )
            )


if __name__ == "__main__":
    main()
