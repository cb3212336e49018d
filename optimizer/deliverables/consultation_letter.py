"""One department's part of the consultation: letter (征求意见函) and reply form (反馈表)."""

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Form,
    FormField,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Tone,
)
from optimizer.deliverables.measure_changes import limit_text
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing
from optimizer.law.rules import load_rules
from optimizer.service.document import DataSource
from optimizer.service.item import Item
from optimizer.service.kinds import Route
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.cautions import signers
from optimizer.wording.figures import DAGGER, situation_text
from optimizer.wording.law import breach_text, subject_text
from optimizer.wording.levels import choice
from optimizer.wording.measures import MeasureRow
from optimizer.wording.sentences import Sentences
from optimizer.wording.times import date_text


@dataclass(frozen=True)
class Touch:
    """What of a plan concerns one department.

    Attributes:
        department: its id.
        rows: rows of the table of measures that concern it, each with what of it is done to the
            department's own things, and their values before and after.
    """

    department: str
    rows: tuple[tuple[MeasureRow, str, str], ...]

    def numbers(self, language: Language) -> str:
        """The numbers of its measures, runs of them as one; a dash where there are none."""
        said = words("deliverable_consultation", language)
        runs: list[list[int]] = []
        for row, _, _ in self.rows:
            if runs and row.number == runs[-1][-1] + 1:
                runs[-1].append(row.number)
            else:
                runs.append([row.number])
        told = [str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in runs]
        return said.listed(told) or "—"


class Letter:
    """Writes the part of one department.

    Args:
        reform: the plan asked about.
        touch: what of it concerns the department; at least one measure.
    """

    def __init__(self, reform: Reform, touch: Touch) -> None:
        self._reform = reform
        self._touch = touch
        self._name = reform.names(touch.department)
        self._said = words("deliverable_consultation", reform.language)

    def blocks(self) -> Iterator[Block]:
        """The letter, then the reply form on a page of its own."""
        reform, said = self._reform, self._said
        lead = reform.plan.before.lead_department
        yield Heading(said("letter", department=self._name))
        yield Paragraph(said("addressee", department=self._name), Tone.ADDRESSEE)
        yield Paragraph(
            said(
                "request",
                service=one_thing(reform),
                count=len(self._touch.rows),
                situation=situation_text(reform.plan.situation, reform.language),
            )
        )
        yield Heading(said("own_measures"), 2)
        yield self._measures()
        yield Paragraph(said("marks"), Tone.NOTE)
        yield from self._items()
        yield from self._sources()
        yield from self._sign_offs()
        yield Heading(said("how_to_reply"), 2)
        yield Paragraph(said("reply"))
        signed = reform.names(lead) if lead else said("lead_unknown")
        yield Paragraph(f"{signed}\n{date_text(reform.date, reform.language)}", Tone.CLOSING)
        yield PageBreak()
        yield from self._reply_form()

    def _measures(self) -> Grid:
        said = self._said
        columns = (
            Column(said("number"), 1.3),
            Column(said("measure"), 5.5),
            Column(said("change"), 3.5),
            Column(said("basis"), 3.5),
            Column(said("who_decides"), 2),
        )
        return Grid(columns, tuple(self._measure(*one) for one in self._touch.rows))

    def _measure(self, row: MeasureRow, text: str, change: str) -> tuple[str, ...]:
        ahead = self._said("ahead", text=row.precondition) if row.precondition else ""
        basis = row.basis or words("deliverables", self._reform.language)("to_verify")
        mark = DAGGER if any("basis" in one.terms.assumed for one in row.measures) else ""
        return (str(row.number), text + ahead, change, basis + mark, row.who)

    def _items(self) -> Iterator[Block]:
        """What becomes of the items that the department decides."""
        plan, said = self._reform.plan, self._said
        before = {one.id: one for one in plan.before.items}
        own = [one for one in plan.after.items if one.department == self._touch.department]
        if not own:
            return
        yield Heading(said("own_items"), 2)
        columns = (
            Column(said("item"), 4),
            Column(said("limit"), 4),
            Column(said("papers"), 3),
            Column(said("visits_of"), 3),
        )
        yield Grid(columns, tuple(self._item(before[one.id], one) for one in own))
        yield Paragraph(said("items_note"), Tone.NOTE)

    def _item(self, before: Item, after: Item) -> tuple[str, ...]:
        plan, language = self._reform.plan, self._reform.language
        limits = (limit_text(before, language), limit_text(after, language))
        papers = (_handed_in(plan.before, before), _handed_in(plan.after, after))
        visits = (_visits(plan.before, before), _visits(plan.after, after))
        told = (limits, papers, visits)
        arrows = [self._said("arrow", before=first, after=second) for first, second in told]
        return (self._reform.names(after.id), *arrows)

    def _sources(self) -> Iterator[Block]:
        """Data that the department has to deliver instead of the applicant."""
        said, names, language = self._said, self._reform.names, self._reform.language
        rows = [
            (
                names(source.id),
                names.listed(dict.fromkeys(need.document for need in needs)),
                names.listed(dict.fromkeys(need.item for need in needs)),
                choice(source.sharing, language),
                choice(source.progress, language),
            )
            for source in self._reform.plan.before.data_sources
            if (needs := self._retrieved(source))
        ]
        if not rows:
            return
        yield Heading(said("own_sources"), 2)
        columns = (
            Column(said("source"), 3),
            Column(said("delivers"), 4),
            Column(said("for_items"), 4),
            Column(said("sharing"), 2),
            Column(said("progress"), 2),
        )
        yield Grid(columns, tuple(rows))

    def _retrieved(self, source: DataSource) -> list[Requirement]:
        """What is retrieved from a source that the department owns, or of papers it issues."""
        after = self._reform.plan.after
        issued = {one.id for one in after.documents if one.issuer == self._touch.department}
        return [
            need
            for need in after.requirements
            if need.route is Route.RETRIEVE
            and need.source == source.id
            and (source.owner == self._touch.department or need.document in issued)
        ]

    def _sign_offs(self) -> Iterator[Block]:
        """What the law wants the department to confirm in writing."""
        plan, language, said = self._reform.plan, self._reform.language, self._said
        sentences = Sentences(plan.before, language)
        measures = {one.id: sentences.measure(one) for one in plan.outcome.measures}
        rules = {one.id: one for one in load_rules()}
        rows = [
            (
                subject_text(one, self._reform.names_after, measures),
                breach_text(one, rules.get(one.rule), language),
                rules[one.rule].article if one.rule in rules else "",
            )
            for one in plan.sign_offs
            if self._touch.department in signers(one, self._reform.names_after)
        ]
        if not rows:
            return
        yield Heading(said("to_sign"), 2)
        columns = (
            Column(said("about"), 5),
            Column(said("confirm"), 5),
            Column(said("article"), 4),
        )
        yield Grid(columns, tuple(rows))

    def _reply_form(self) -> Iterator[Block]:
        said = self._said
        yield Heading(said("reply_form"), 2)
        yield Form(
            (
                FormField(said("unit"), self._name),
                FormField(said("contact")),
                FormField(said("telephone")),
                FormField(said("overall"), options=(said("no_opinion"), said("see_table"))),
            )
        )
        columns = (
            Column(said("number"), 1.3),
            Column(said("measure"), 6),
            Column(said("opinion"), 3),
            Column(said("opinion_and_reason"), 5),
        )
        rows = tuple(
            (str(row.number), text, said("boxes"), "") for row, text, _ in self._touch.rows
        )
        yield Grid(columns, rows)
        yield Form(
            (
                FormField(said("other_opinions"), lines=3, wide=True),
                FormField(said("signature"), lines=2),
                FormField(said("sealed"), lines=2),
            )
        )


def _handed_in(service: Service, item: Item) -> str:
    """How many materials the applicant hands in for an item; † where one of them is assumed."""
    needs = [one for one in service.requirements_of(item.id) if one.handed_in()]
    assumed = any(one.is_assumed("document") or one.is_assumed("route") for one in needs)
    return f"{len(needs)}{DAGGER if assumed else ''}"


def _visits(service: Service, item: Item) -> str:
    """Visits for an item; † where one of its steps is assumed to need one."""
    steps = [one for one in service.steps_of(item.id) if one.visits]
    assumed = any(one.is_assumed("visits") for one in steps)
    return f"{sum(one.visits or 0 for one in steps)}{DAGGER if assumed else ''}"
