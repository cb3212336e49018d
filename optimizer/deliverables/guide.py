"""一件事办事指南: what the applicant has to know, after the reform, in every situation."""

from __future__ import annotations

from optimizer.deliverables.common_blocks import assumed_warning
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
from optimizer.deliverables.guide_process import process_blocks
from optimizer.deliverables.guide_situations import situation_blocks
from optimizer.deliverables.handed_in import (
    PaperTexts,
    bring_grid,
    spared,
    spared_grid,
    to_bring,
)
from optimizer.deliverables.item_facts import ItemFacts
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing
from optimizer.service.kinds import Progress, Route
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER, number_text, situation_text


def guide(reform: Reform) -> Deliverable:
    """The guide for applicants: the situation of the plan in full, then the others."""
    written = _Guide(reform)
    said = words("deliverable_guide", reform.language)
    return deliverable(
        said("title", service=one_thing(reform)),
        (
            Paragraph(said("draft"), Tone.NOTE),
            *assumed_warning(reform, ("materials", "promise", "visits", "elapsed")),
            *written.overview(),
            *written.conditions(),
            *written.materials(),
            *process_blocks(reform),
            *written.results(),
            *situation_blocks(reform),
            *written.contacts(),
            Paragraph(said("marks", dagger=DAGGER), Tone.NOTE),
        ),
        origin=reform.origin,
        language=reform.language,
    )


class _Guide:
    """What to bring and what comes of it, in the situation of the plan."""

    def __init__(self, reform: Reform) -> None:
        self._reform = reform
        self._said = words("deliverable_guide", reform.language)
        self._after = reform.plan.after
        self._names = reform.names_after
        self._facts = ItemFacts(self._after, reform.language, reform.plan)
        self._papers = PaperTexts(self._after, reform.language)

    def overview(self) -> list[Block]:
        """What it is in a few figures, for whoever reads no further."""
        said, metrics = self._said, self._reform.plan.after_metrics
        mark = DAGGER if "departments" in metrics.assumed else ""
        rows = [
            (said("situation"), self._situation()),
            (said("items"), said("items_of", items=metrics.items, departments=self._deciding())),
            (said("materials"), self._materials_figure()),
            (said("promise"), self._facts.promise(metrics)),
            (said("visits"), said("times", count=self._facts.visits(metrics))),
            (said("faced"), f"{metrics.departments}{mark}"),
            (said("fees"), self._facts.fees(self._after.items)),
        ]
        columns = (Column(said("what"), 1.2), Column(said("how"), 4))
        return [Heading(said("overview")), Grid(columns, tuple(rows))]

    def _situation(self) -> str:
        answers = self._reform.plan.situation
        if not answers:
            return situation_text(answers, self._said.language)
        return "\n".join(self._said("answer", question=q, option=a) for q, a in answers)

    def _deciding(self) -> int:
        """Departments that decide an item, whether or not the applicant meets them."""
        return len({one.department for one in self._after.items})

    def _materials_figure(self) -> str:
        if not self._reform.plan.before.requirements:
            return self._said("to_complete")
        metrics = self._reform.plan.after_metrics
        count = number_text(
            metrics.material_kinds,
            self._said.language,
            at_least="material_kinds" in metrics.at_least,
        )
        mark = DAGGER if "material_kinds" in metrics.assumed else ""
        free = len(spared(self._after))
        if not free:
            return self._said("kinds_only", count=count + mark)
        return self._said("kinds", count=count + mark, spared=free)

    def conditions(self) -> list[Block]:
        """Who applies for what on which condition, and what he must hold before."""
        said = self._said
        columns = (
            Column(said("number"), 0.6),
            Column(said("item"), 3),
            Column(said("department"), 2),
            Column(said("condition"), 3),
        )
        rows = tuple(
            (
                str(number),
                self._names(item.id),
                self._names(item.department) or said("to_verify"),
                item.condition or said("to_complete"),
            )
            for number, item in enumerate(self._after.items, 1)
        )
        found: list[Block] = [Heading(said("conditions")), Grid(columns, rows)]
        if self._after.externals:
            held = tuple(
                said("external", thing=one.id, items=self._names.listed(one.items))
                for one in self._after.externals
            )
            found += [Paragraph(said("externals")), Listing(held, ordered=True)]
        return found

    def materials(self) -> list[Block]:
        """What to bring, and what no longer."""
        said, bring, free = self._said, to_bring(self._after), spared(self._after)
        language = self._reform.language
        found: list[Block] = [Heading(said("bring_heading"))]
        if bring:
            applications = self._reform.plan.after_metrics.applications
            once = said("bring_once") if applications == 1 else said("bring", count=applications)
            found += [Paragraph(once), bring_grid(bring, self._papers, language)]
        else:
            # Papers that nobody wrote down are no promise that none is asked for.
            asked = bool(self._reform.plan.before.requirements)
            found.append(Paragraph(said("bring_nothing" if asked else "bring_open")))
        if free:
            found += [
                Heading(said("spared")),
                Paragraph(said("spared_intro")),
                spared_grid(free, self._papers, language),
                *self._not_connected(),
            ]
        return found

    def _not_connected(self) -> list[Block]:
        """Sources that have to be connected first; until then the papers are handed in."""
        online = {
            one.id
            for one in self._reform.plan.before.data_sources
            if one.progress is Progress.ONLINE
        }
        used = {
            need.source
            for need in self._after.requirements
            if need.route is Route.RETRIEVE and need.source
        }
        waiting = [one.id for one in self._after.data_sources if one.id in used - online]
        if not waiting:
            return []
        sources = self._names.listed(waiting)
        return [Paragraph(self._said("not_connected", sources=sources), Tone.NOTE)]

    def results(self) -> list[Block]:
        """What the applicant receives, from whom, and how."""
        said = self._said
        columns = (
            Column(said("result"), 3),
            Column(said("item"), 3),
            Column(said("issuer"), 2),
            Column(said("delivery"), 2.4),
        )
        rows = tuple(
            (
                self._names.listed(item.results) or said("to_verify"),
                self._names(item.id),
                self._names(item.department) or said("to_verify"),
                self._facts.delivery(item),
            )
            for item in self._after.items
        )
        return [Heading(said("results")), Grid(columns, rows)]

    def contacts(self) -> list[Block]:
        """Where to ask, to watch the case and to complain: only the office knows."""
        said, gap = self._said, self._said("to_fill")
        departments = dict.fromkeys(item.department for item in self._after.items)
        columns = (
            Column(said("department"), 2.4),
            Column(said("responsible"), 4),
            Column(said("telephone"), 1.6),
        )
        rows = tuple(
            (
                self._names(one) or said("to_verify"),
                self._names.listed(i.id for i in self._after.items if i.department == one),
                gap,
            )
            for one in departments
        )
        return [
            Heading(said("contacts")),
            Grid(columns, rows),
            Listing(
                tuple(
                    said("contact", what=said(what), gap=gap)
                    for what in ("where", "online", "hours", "progress", "complaints")
                )
            ),
            Paragraph(said("choice")),
        ]
