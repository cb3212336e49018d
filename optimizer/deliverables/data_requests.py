"""数据共享需求清单: what every data source has to deliver, for whom, and what else happens."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Grid,
    Heading,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.document import DataSource
from optimizer.service.kinds import IssuerKind, Progress, Route
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice, level
from optimizer.wording.measures import effect_text


def data_requests(reform: Reform) -> Deliverable:
    """The list of data to share: a table of the sources, then each of them in full."""
    said = words("deliverable_data_requests", reform.language)
    written = _Requests(reform)
    return deliverable(
        said("title", service=one_thing(reform)),
        (
            *plan_lines(reform),
            Paragraph(said("draft"), Tone.NOTE),
            *written.overview(),
            *written.sources(),
            *written.without_source(),
            Paragraph(said("marks", dagger=DAGGER), Tone.NOTE),
        ),
        origin=reform.origin,
        language=reform.language,
        landscape=True,
    )


class _Requests:
    """The data sources that requirements depend on after the reform."""

    def __init__(self, reform: Reform) -> None:
        self._reform = reform
        self._said = words("deliverable_data_requests", reform.language)
        self._after = reform.plan.after
        self._names = reform.names_after
        self._needs: dict[str, list[Requirement]] = {}
        for need in self._after.requirements:
            if need.route is Route.RETRIEVE:
                self._needs.setdefault(need.source, []).append(need)
        self._today = {one.id: one for one in reform.plan.before.data_sources}
        self._used = [one for one in self._after.data_sources if one.id in self._needs]
        self._connecting = {
            target: one
            for one in reform.plan.outcome.measures
            if one.kind is MeasureKind.CONNECT
            for target in one.targets
        }

    def overview(self) -> list[Block]:
        """One row a source."""
        said = self._said
        found: list[Block] = [Heading(said("overview"))]
        if not self._used:
            return [*found, Paragraph(said("nothing")), *self._nameless()]
        needs = sum(len(self._needs[one.id]) for one in self._used)
        waiting = sum(not self._online(one) for one in self._used)
        columns = (
            Column(said("number"), 0.5),
            Column(said("source"), 2.4),
            Column(said("owner"), 1.8),
            Column(said("documents"), 2.6),
            Column(said("dependent"), 1, figures=True),
            Column(said("sharing"), 1.2),
            Column(said("progress_today"), 1.2),
            Column(said("effort"), 0.8),
        )
        rows = tuple(self._overview_row(number, one) for number, one in enumerate(self._used, 1))
        summary = said("summary", sources=len(self._used), needs=needs, waiting=waiting)
        return [*found, Paragraph(summary), Grid(columns, rows), *self._nameless()]

    def _nameless(self) -> list[Block]:
        """Papers taken from a source that nobody named."""
        papers = dict.fromkeys(need.document for need in self._needs.get("", ()))
        if not papers:
            return []
        return [Paragraph(self._said("nameless", documents=self._names.listed(papers)))]

    def _overview_row(self, number: int, source: DataSource) -> tuple[str, ...]:
        today = self._today.get(source.id, source)
        return (
            str(number),
            self._names(source.id),
            self._owner(source),
            self._names.listed(self._documents(source)),
            str(len(self._needs[source.id])),
            self._marked(choice(today.sharing, self._said.language), today, "sharing"),
            self._marked(choice(today.progress, self._said.language), today, "progress"),
            self._effort(today),
        )

    def sources(self) -> list[Block]:
        """Each source with everything a request for its data has to say."""
        if not self._used:
            return []
        found: list[Block] = [Heading(self._said("each"))]
        for source in self._used:
            found += [
                Heading(self._names(source.id), 2),
                self._terms(source),
                self._uses(source),
            ]
        return found

    def _terms(self, source: DataSource) -> Grid:
        said, connecting = self._said, self._connecting.get(source.id)
        rows = [
            (said("owner"), self._owner(source)),
            (said("asking"), self._asking(source)),
            (said("sharing_change"), self._sharing_change(source)),
            (said("basis"), self._basis(connecting)),
            (said("decides"), self._decides(connecting)),
            (said("effort_cost"), self._cost(source)),
            (said("channel"), said("to_fill")),
            (said("frequency"), said("to_fill")),
            (said("fallback"), self._fallback(source, connecting)),
        ]
        return Grid((Column(said("what"), 1.2), Column(said("how"), 5)), tuple(rows))

    def _uses(self, source: DataSource) -> Grid:
        """One row a document: its fields, the items, and the basis of asking for it."""
        said = self._said
        columns = (
            Column(said("document"), 2),
            Column(said("fields"), 2.4),
            Column(said("items"), 3),
            Column(said("users"), 2),
            Column(said("asked_on"), 2.4),
        )
        rows = tuple(self._use_row(source, name) for name in self._documents(source))
        return Grid(columns, rows, said("uses_caption"))

    def _use_row(self, source: DataSource, document: str) -> tuple[str, ...]:
        said = self._said
        needs = [one for one in self._needs[source.id] if one.document == document]
        items = tuple(dict.fromkeys(need.item for need in needs))
        basis = dict.fromkeys(need.basis for need in needs if need.basis)
        mark = DAGGER if any(need.is_assumed("document") for need in needs) else ""
        return (
            self._names(document) + mark,
            said.listed(self._after.document(document).fields) or said("fields_to_complete"),
            self._names.listed(items),
            self._names.listed(self._departments(items)),
            said("semicolon").join(basis) or said("to_verify"),
        )

    def without_source(self) -> list[Block]:
        """Papers the government issued that applicants still carry, for want of a source."""
        said, made = self._said, makers(self._after)
        held = {name for one in self._after.data_sources for name in one.documents}
        papers = {
            one.id: one for one in self._after.documents if one.issuer_kind is IssuerKind.GOVERNMENT
        }
        carried: dict[str, list[str]] = {}
        for need in self._after.requirements:
            if need.handed_in() and need.document in papers and need.document not in made:
                carried.setdefault(need.document, []).append(need.item)
        if not carried:
            return []
        columns = (
            Column(said("document"), 3),
            Column(said("items"), 4),
            Column(said("issuer"), 2),
            Column(said("situation_of_source"), 2),
        )
        rows = tuple(
            (
                self._names(name),
                self._names.listed(dict.fromkeys(items)),
                self._names(papers[name].issuer) or said("to_verify"),
                said("source_unused" if name in held else "source_none"),
            )
            for name, items in carried.items()
        )
        return [Heading(said("carried")), Paragraph(said("carried_intro")), Grid(columns, rows)]

    def _online(self, source: DataSource) -> bool:
        return self._today.get(source.id, source).progress is Progress.ONLINE

    def _documents(self, source: DataSource) -> list[str]:
        return list(dict.fromkeys(need.document for need in self._needs[source.id]))

    def _departments(self, items: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self._after.item(one).department for one in items))

    def _owner(self, source: DataSource) -> str:
        return self._names(source.owner) if source.owner else self._said("owner_unknown")

    def _asking(self, source: DataSource) -> str:
        items = dict.fromkeys(need.item for need in self._needs[source.id])
        return self._names.listed(self._departments(items))

    def _sharing_change(self, source: DataSource) -> str:
        """The sharing class, how far it is connected, and how far it has to be."""
        said, today = self._said, self._today.get(source.id, source)
        language = said.language
        sharing = self._marked(choice(today.sharing, language), today, "sharing")
        progress = self._marked(choice(today.progress, language), today, "progress")
        if self._online(source):
            return said("is_online", sharing=sharing, progress=progress)
        wanted = choice(Progress.ONLINE, language)
        return said("goes_online", sharing=sharing, progress=progress, wanted=wanted)

    def _basis(self, connecting: Measure | None) -> str:
        if connecting is None or not connecting.terms.basis:
            return self._said("to_verify")
        return connecting.terms.basis

    def _decides(self, connecting: Measure | None) -> str:
        if connecting is None:
            return self._said("no_decision")
        return level(connecting.terms.authority, self._said.language)

    def _effort(self, source: DataSource) -> str:
        if source.effort is None:
            return self._said("to_verify")
        return self._marked(level(source.effort, self._said.language), source, "effort")

    def _cost(self, source: DataSource) -> str:
        """Effort, and money or days only where somebody entered them."""
        said = self._said
        parts = [self._effort(source)]
        if source.cost_yuan is not None:
            parts.append(said("yuan", yuan=source.cost_yuan))
        if source.person_days is not None:
            parts.append(said("person_days", days=source.person_days))
        return said.listed(parts)

    def _fallback(self, source: DataSource, connecting: Measure | None) -> str:
        """What happens while the source is not connected."""
        said = self._said
        text = said(
            "handed_in_again",
            documents=self._names.listed(self._documents(source)),
            count=len(self._needs[source.id]),
        )
        measure = "" if connecting is None else connecting.id
        lost = next((one.lost for one in self._reform.plan.losses if one.measure == measure), ())
        if not lost:
            return text
        return text + said("figures_lost", effect=effect_text(lost, said.language))

    def _marked(self, text: str, source: DataSource, field: str) -> str:
        return text + (DAGGER if source.is_assumed(field) else "")
