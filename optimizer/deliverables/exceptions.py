"""单项异常规则: what becomes of the other items when one is corrected, refused or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.dependencies import (
    Dependency,
    Tie,
    binding,
    dependencies,
    followers,
    leaders,
)
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.shared_handling import shared_blocks
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.service.completion import STOP_CLOCK
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, ItemKind
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER

_EVENTS = ("correction", "not_accepted", "suspended", "refused", "withdrawn")
# For whoever waits it comes to one of two things: the item takes longer, or it ends.
_PAUSES = ("correction", "suspended")
_ENDS = ("not_accepted", "refused", "withdrawn")
# The window tells of papers it took in; of everything else the organ that decides.
_TOLD_AT_WINDOW = frozenset({"correction", "not_accepted", "withdrawn"})


def exceptions(reform: Reform) -> Deliverable:
    """The rules: what holds for all items, who depends on whom, then item by item."""
    said = words("deliverable_exceptions", reform.language)
    written = _Rules(reform)
    return deliverable(
        said("title", service=one_thing(reform)),
        (
            *plan_lines(reform),
            Paragraph(said("draft"), Tone.NOTE),
            *written.principles(),
            *written.relations(),
            *written.item_by_item(),
            *shared_blocks(reform),
            Paragraph(said("marks", dagger=DAGGER), Tone.NOTE),
        ),
        origin=reform.origin,
        language=reform.language,
        landscape=True,
    )


class _Rules:
    """The rules that follow from who depends on whom after the reform."""

    def __init__(self, reform: Reform) -> None:
        self._said = words("deliverable_exceptions", reform.language)
        self._after = reform.plan.after
        self._names = reform.names_after
        self._all = dependencies(self._after)
        self._binding = binding(self._all)
        self._leads = [
            one for one in self._after.items if any(d.before == one.id for d in self._all)
        ]

    def principles(self) -> list[Block]:
        """What happens to the item itself, who says so, and by which law."""
        said = self._said
        columns = (
            Column(said("event"), 1.2),
            Column(said("itself"), 4.4),
            Column(said("who"), 2.4),
            Column(said("law"), 2),
        )
        rows = tuple(
            (said(event), said(f"itself_{event}"), said(f"who_{event}"), said(f"law_{event}"))
            for event in _EVENTS
        )
        found: list[Block] = [
            Heading(said("principles")),
            Paragraph(said("principle")),
            Grid(columns, rows),
        ]
        others = [one for one in self._after.items if one.kind is not ItemKind.LICENCE]
        # A type that nobody told does not say that the articles on licences do not apply.
        known = [one.id for one in others if not one.is_assumed("kind")]
        unknown = [one.id for one in others if one.is_assumed("kind")]
        for key, ids in (("not_licences", known), ("kinds_open", unknown)):
            if ids:
                found.append(Paragraph(said(key, items=self._names.listed(ids)), Tone.NOTE))
        return found

    def relations(self) -> list[Block]:
        """Every dependency with its reason; then the items that are free."""
        said = self._said
        found: list[Block] = [Heading(said("relations"))]
        if self._all:
            columns = (
                Column(said("before"), 2.6),
                Column(said("after"), 2.6),
                Column(said("waits"), 2),
                Column(said("tie"), 1.6),
                Column(said("reason"), 3.2),
            )
            rows = tuple(self._relation(one) for one in self._all)
            found += [Paragraph(said("relations_intro")), Grid(columns, rows)]
        tied = {end for one in self._binding for end in (one.before, one.after)}
        free = [one.id for one in self._after.items if one.id not in tied]
        if free:
            found.append(Paragraph(said("free", items=self._names.listed(free))))
        else:
            found.append(Paragraph(said("none_free")))
        return found

    def _relation(self, one: Dependency) -> tuple[str, ...]:
        said = self._said
        reason = one.basis
        if one.tie is Tie.DATA:
            reason = said("needs_result", documents=self._names.listed(one.documents))
        return (
            self._names(one.before),
            self._names(one.after),
            self._anchor(one.anchor),
            said(f"tie_{one.tie.value}") + (DAGGER if one.assumed else ""),
            reason or said("to_verify"),
        )

    def _anchor(self, anchor: str) -> str:
        if anchor in set(Anchor):
            return self._said(f"waits_{anchor}")
        return self._said("waits_step", step=self._names.step(anchor))

    def item_by_item(self) -> list[Block]:
        """A table for every item others wait for, and one for all the rest."""
        said = self._said
        found: list[Block] = [Heading(said("item_by_item"))]
        for item in self._leads:
            found += [
                Heading(self._names(item.id), 2),
                Paragraph(self._standing(item)),
                self._events(item),
                Paragraph(self._others(item), Tone.NOTE),
            ]
        rest = [one for one in self._after.items if one not in self._leads]
        if rest:
            lines = tuple(
                said("rest_line", item=self._names(one.id), standing=self._standing(one))
                for one in rest
            )
            found += [Heading(said("rest"), 2), Paragraph(said("rest_rule")), Listing(lines)]
        return found

    def _standing(self, item: Item) -> str:
        """Who tells the applicant, what stops its clock, and what it waits for."""
        said = self._said
        teller = "told_by_window" if item.window else "told_by_department"
        department = self._names(item.department) or said("to_verify")
        parts = [said(teller, department=department)]
        stops = [one for one in self._after.steps_of(item.id) if one.kind in STOP_CLOCK]
        if stops:
            parts.append(said("stops", steps=said.listed([self._names.step(s.id) for s in stops])))
        else:
            parts.append(said("stops_none"))
        before = leaders(self._binding, item.id)
        if before:
            parts.append(said("waits_for", items=self._names.listed(before)))
        return "".join(parts) if said.language == "zh" else " ".join(parts)

    def _events(self, item: Item) -> Grid:
        """A row for what makes the item take longer, one for what ends it."""
        said = self._said
        columns = (
            Column(said("event"), 2),
            Column(said("itself"), 2.6),
            Column(said("dependent"), 5.4),
            Column(said("who"), 3),
        )
        rows = tuple(
            (
                "\n".join(said(event) for event in events),
                said(f"itself_{how}"),
                self._dependent(item, how),
                self._tellers(item, events),
            )
            for how, events in (("pauses", _PAUSES), ("ends", _ENDS))
        )
        return Grid(columns, rows)

    def _tellers(self, item: Item, events: tuple[str, ...]) -> str:
        """Who tells the applicant of each event."""
        said, department = self._said, self._names(item.department) or self._said("to_verify")
        told = {
            event: said("window") if item.window and event in _TOLD_AT_WINDOW else department
            for event in events
        }
        if len(set(told.values())) == 1:
            return next(iter(told.values()))
        return "\n".join(said("tells", event=said(one), teller=who) for one, who in told.items())

    def _dependent(self, item: Item, how: str) -> str:
        """What happens to those that wait, by what waits in them, and whose clock runs."""
        said = self._said
        lines = []
        direct = [one for one in self._binding if one.before == item.id]
        for anchor, after in _by_anchor(direct).items():
            sort = anchor if anchor in set(Anchor) else "step"
            names = self._names.listed(after)
            step = "" if sort != "step" else self._names.step(anchor)
            lines.append(said(f"{how}_{sort}", items=names, before=self._names(item.id), step=step))
        near = {one.after for one in direct}
        far = [one for one in followers(self._binding, item.id) if one not in near]
        if far:
            lines.append(said("far", items=self._names.listed(far)))
        bound = {*near, *far}
        loose = [
            one.after
            for one in self._all
            if one.tie is Tie.HABIT and one.before == item.id and one.after not in bound
        ]
        if loose:
            lines.append(said("loose", items=self._names.listed(dict.fromkeys(loose))))
        return "\n".join(lines)

    def _others(self, item: Item) -> str:
        """What was decided before stays valid, and everything not named goes on."""
        said = self._said
        before = leaders(self._binding, item.id)
        habits = {one.after for one in self._all if one.before == item.id}
        named = {item.id, *before, *followers(self._binding, item.id), *habits}
        rest = sum(one.id not in named for one in self._after.items)
        told = []
        if before:
            told.append(said("valid", items=self._names.listed(before)))
        if rest:
            told.append(said("go_on", count=rest))
        return "".join(told) or said("no_others")


def _by_anchor(found: Iterable[Dependency]) -> dict[str, list[str]]:
    """Items by what waits in them; an item that waits twice stands where it waits first."""
    order = [one.value for one in Anchor]
    first: dict[str, str] = {}
    for one in found:
        held = first.get(one.after)
        if held is None or _place(order, one.anchor) < _place(order, held):
            first[one.after] = one.anchor
    grouped: dict[str, list[str]] = {}
    for after, anchor in first.items():
        grouped.setdefault(anchor, []).append(after)
    return grouped


def _place(order: list[str], anchor: str) -> int:
    """A named step stands between acceptance and decision."""
    return 2 * order.index(anchor) if anchor in order else 3
