"""Measures as short lines of a task table: the kind once, then all that it is done to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.levers.reference import merge_classes
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.names import source_name
from optimizer.wording.sentences import Sentences

# So many items are told as all where they are.
_MANY = 3
# What parts names from each other within a line; a name that holds it outside of brackets is
# quoted.
_PARTING = ("、", "；", ", ", "; ")

_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")

_Part = tuple[str, str]
"""(What, the item it belongs to)."""


@dataclass(frozen=True)
class MeasureLine:
    """One line.

    Attributes:
        measures: all that it tells, of one kind, one lever and one basis.
        text: short, without the service.
        basis: law or document that allows it; empty where none is known.
    """

    measures: tuple[Measure, ...]
    text: str
    basis: str


def measure_lines(
    service: Service, measures: Iterable[Measure], language: Language
) -> tuple[MeasureLine, ...]:
    """Every measure in one line, in the order of the first of each.

    Args:
        service: as it is, for the names.
        measures: of the service; with fewer targets where only some of them matter.
        language: of the words.
    """
    writer = _Lines(service, language)
    held: dict[tuple[str, str], list[Measure]] = {}
    for one in measures:
        held.setdefault((writer.label(one), one.terms.basis), []).append(one)
    return tuple(
        MeasureLine(tuple(group), writer.line(label, group), basis)
        for (label, basis), group in held.items()
    )


class _Lines:
    def __init__(self, service: Service, language: Language) -> None:
        self._service = service
        self._words = words("measure_lines", language)
        self._sentences = Sentences(service, language)
        self._names = self._sentences.names
        self._all = {one.id for one in service.items}

    def label(self, one: Measure) -> str:
        """What kind of change it is, as an official calls it."""
        if one.kind is MeasureKind.MERGE and one.value in merge_classes():
            known = merge_classes()[one.value]
            return known.name_zh if self._words.language == "zh" else known.name_en
        return self._sentences.lever(one.lever)

    def line(self, label: str, held: Sequence[Measure]) -> str:
        things = self._words("semicolon").join(self._things(held))
        if len(held) == 1:
            return self._words("line", lever=label, things=things)
        return self._words("line_several", lever=label, things=things, count=len(held))

    def _things(self, held: Sequence[Measure]) -> list[str]:
        """What measures of one lever are done to, the same words never twice in a row."""
        by_kind: dict[MeasureKind, list[Measure]] = {}
        for one in held:
            by_kind.setdefault(one.kind, []).append(one)
        return [text for kind, ones in by_kind.items() for text in self._of_kind(kind, ones)]

    def _of_kind(self, kind: MeasureKind, held: list[Measure]) -> list[str]:
        writers = {
            MeasureKind.ROUTE: self._needs,
            MeasureKind.DEFER: self._needs,
            MeasureKind.VISIT: self._steps,
            MeasureKind.EARLY: self._steps,
            MeasureKind.MERGE: self._merged,
            MeasureKind.SHORTEN: self._shortened,
            MeasureKind.PARALLEL: self._parallel,
            MeasureKind.RULE: self._ruled,
            MeasureKind.WINDOW: self._items,
            MeasureKind.INSTANT: self._items,
            MeasureKind.COMMIT: self._items,
            MeasureKind.FEE: self._items,
        }
        return writers.get(kind, self._plain)(held)

    def _plain(self, held: list[Measure]) -> list[str]:
        return [self._listed(self._names(target) for one in held for target in one.targets)]

    def _ruled(self, held: list[Measure]) -> list[str]:
        return [self._sentences.measure(one) for one in held]

    def _steps(self, held: list[Measure]) -> list[str]:
        return self._gathered([self._step(target) for one in held for target in one.targets])

    def _merged(self, held: list[Measure]) -> list[str]:
        """What becomes one, a text a measure."""
        return [self._words("and").join(self._steps([one])) for one in held]

    def _items(self, held: list[Measure]) -> list[str]:
        """Items by name, or that they are all of the service."""
        items = dict.fromkeys(target for one in held for target in one.targets)
        if len(items) >= _MANY and items.keys() == self._all:
            return [self._words("all_items", count=len(items))]
        return [self._listed(self._names(one) for one in items)]

    def _needs(self, held: list[Measure]) -> list[str]:
        """Materials by where they come from and by the items that ask for them."""
        by_source: dict[str, list[_Part]] = {}
        for one in held:
            source = one.value.partition("@")[2]
            name = source_name(self._names(source)) if source else ""
            need = self._names.requirement(one.targets[0])
            told = "" if name == need["document"] else name
            by_source.setdefault(told, []).append((need["document"], self._quoted(need["item"])))
        # What names no source stands before all that do, or it would be read as from theirs.
        sources = sorted(by_source, key=bool)
        return [text for source in sources for text in self._from(source, by_source[source])]

    def _from(self, source: str, parts: list[_Part]) -> list[str]:
        texts = self._gathered(parts)
        if not source:
            return texts
        return [self._words("from", source=source, things=self._words("semicolon").join(texts))]

    def _shortened(self, held: list[Measure]) -> list[str]:
        """Steps by the lengths they are cut from and to."""
        by_cut: dict[tuple[str, str], list[_Part]] = {}
        for one in held:
            old = self._names.length_hours(one.targets[0])
            new = int(one.value.removesuffix("h"))
            cut = (self._sentences.length(old), self._sentences.length(new))
            by_cut.setdefault(cut, []).append(self._step(one.targets[0]))
        return [
            self._words("cut", steps=self._words.listed(self._gathered(parts)), old=old, new=new)
            for (old, new), parts in by_cut.items()
        ]

    def _parallel(self, held: list[Measure]) -> list[str]:
        """What no longer waits, with all that it no longer waits for."""
        by_after: dict[str, list[str]] = {}
        for one in held:
            pair = self._names.precedence(one.targets[0])
            by_after.setdefault(pair["after"], []).append(pair["before"])
        return [
            self._words("no_waiting", after=after, before=self._listed(dict.fromkeys(before)))
            if after
            else self._listed(before)
            for after, before in by_after.items()
        ]

    def _step(self, target: str) -> _Part:
        items = self._listed(self._names(one) for one in self._names.step_items(target))
        return (self._names.step(target), items)

    def _gathered(self, parts: Iterable[_Part]) -> list[str]:
        """Things of the same items named together, the items after them."""
        items_of: dict[str, dict[str, None]] = {}
        for thing, item in parts:
            items_of.setdefault(thing, {})[item] = None
        things_of: dict[tuple[str, ...], list[str]] = {}
        for thing, items in items_of.items():
            things_of.setdefault(tuple(one for one in items if one), []).append(thing)
        return [
            self._words("of_items", things=self._listed(things), items=self._words.listed(items))
            if items
            else self._listed(things)
            for items, things in things_of.items()
        ]

    def _listed(self, names: Iterable[str]) -> str:
        return self._words.listed([self._quoted(one) for one in names])

    def _quoted(self, name: str) -> str:
        bare = _BRACKETS.sub("", name)
        apart = any(mark in bare for mark in _PARTING)
        return self._words("quoted", name=name) if apart else name
