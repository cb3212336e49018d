"""The way of a case in the guide: picture, steps, time it takes, visits."""

from __future__ import annotations

from optimizer.deliverables.common_blocks import figure
from optimizer.deliverables.deliverable import Block, Column, Grid, Heading, Listing, Paragraph
from optimizer.deliverables.item_facts import ItemFacts
from optimizer.deliverables.reform import Reform
from optimizer.pictures.lane_picture import lane_picture
from optimizer.service.kinds import Phase, StepKind
from optimizer.service.step import Step
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER, number_text


def process_blocks(reform: Reform) -> list[Block]:
    """How it goes, how long it takes, and when the applicant has to come."""
    written = _Way(reform)
    return [*written.process(), *written.limits(), *written.visits()]


class _Way:
    """The three parts, for the situation of the plan."""

    def __init__(self, reform: Reform) -> None:
        self._reform = reform
        self._said = words("deliverable_guide", reform.language)
        self._after = reform.plan.after
        self._names = reform.names_after
        self._facts = ItemFacts(self._after, reform.language, reform.plan)

    def process(self) -> list[Block]:
        """The picture and the steps the applicant notices."""
        said, language = self._said, self._reform.language
        drawn = lane_picture(self._after, language, title=said("process_of", of=self._reform.title))
        seen = [
            step
            for step in self._after.steps
            if step.visible and step.phase is not Phase.AFTER_CHECK
        ]
        found: list[Block] = [Heading(said("process")), figure(drawn, said("process_caption"))]
        if seen:
            lines = tuple(self._step_line(step) for step in seen)
            found += [Paragraph(said("you_notice")), Listing(lines, ordered=True)]
        return found

    def _step_line(self, step: Step) -> str:
        said = self._said
        line = said(
            "step_line",
            step=self._names.step(step.id),
            items=self._names.listed(step.items),
            departments=self._names.listed(step.departments),
        )
        return line + (said("comes", count=step.visits) if step.visits else "")

    def limits(self) -> list[Block]:
        """How long it takes, of each item too, and what is not counted."""
        said, metrics = self._said, self._reform.plan.after_metrics
        elapsed = number_text(
            metrics.elapsed_days, said.language, at_least="elapsed_days" in metrics.at_least
        )
        mark = DAGGER if "elapsed_days" in metrics.assumed else ""
        columns = (
            Column(said("item"), 3),
            Column(said("statutory"), 2.4),
            Column(said("promised"), 2.4),
        )
        rows = tuple(
            (
                self._names(item.id),
                self._facts.limit(item, "statutory"),
                self._facts.limit(item, "promised"),
            )
            for item in self._after.items
        )
        return [
            Heading(said("limits")),
            Paragraph(said("limit_sentence", promise=self._facts.promise(metrics))),
            Paragraph(said("elapsed_sentence", days=elapsed + mark)),
            Grid(columns, rows, said("limits_caption")),
            *self._not_counted(),
        ]

    def _not_counted(self) -> list[Block]:
        said, steps = self._said, self._facts.not_counted()
        if not steps:
            return [Paragraph(said("all_counted"))]
        columns = (
            Column(said("step"), 2.4),
            Column(said("item"), 3),
            Column(said("length"), 1.4),
            Column(said("why"), 3),
        )
        rows = tuple(
            (
                self._names.step(step.id),
                self._names.listed(step.items),
                self._facts.length(step),
                self._facts.why_not_counted(step),
            )
            for step in steps
        )
        return [Grid(columns, rows, said("not_counted_caption"))]

    def visits(self) -> list[Block]:
        """Where the applicant has to come in person, and who comes to him."""
        said = self._said
        count = self._facts.visits(self._reform.plan.after_metrics)
        found: list[Block] = [
            Heading(said("visits_heading")),
            Paragraph(said("visits_sentence", count=count)),
        ]
        coming = [one for one in self._after.steps if one.visits]
        if coming:
            found.append(Listing(tuple(self._visit(one) for one in coming)))
        checks = [
            one
            for one in self._after.steps
            if one.kind is StepKind.INSPECTION or one.phase is Phase.AFTER_CHECK
        ]
        if checks:
            found += [Paragraph(said("inspected")), Listing(tuple(map(self._inspected, checks)))]
        return found

    def _visit(self, step: Step) -> str:
        said, name = self._said, self._names(step.id)
        if step.in_person:
            return said("visit_because", step=name, count=step.visits, why=step.in_person)
        return said("visit_line", step=name, count=step.visits)

    def _inspected(self, step: Step) -> str:
        when = "checked_after" if step.phase is Phase.AFTER_CHECK else "checked_before"
        departments = self._names.listed(step.departments)
        return self._said(when, step=self._names(step.id), departments=departments)
