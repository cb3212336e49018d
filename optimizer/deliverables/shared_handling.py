"""What items share after a reform, and what becomes of it when one of them falls out."""

from __future__ import annotations

from optimizer.deliverables.deliverable import Block, Column, Grid, Heading, Paragraph
from optimizer.deliverables.handed_in import PaperTexts, to_bring
from optimizer.deliverables.reform import Reform
from optimizer.levers.commitment import UNITED_FORM
from optimizer.service.kinds import Route, StepKind
from optimizer.service.step import Step
from optimizer.wording.catalogue import words

_RULES = {
    StepKind.RECEIVE: "step_receive",
    StepKind.ACCEPTANCE: "step_acceptance",
    StepKind.REVIEW: "step_together",
    StepKind.INSPECTION: "step_together",
    StepKind.ISSUE: "step_delivery",
    StepKind.DELIVERY: "step_delivery",
}


def shared_blocks(reform: Reform) -> list[Block]:
    """Steps that were merged, and papers that serve several items."""
    said = words("deliverable_exceptions", reform.language)
    merged = [one for one in reform.plan.after.steps if len(one.items) > 1]
    papers = _paper_rows(reform)
    found: list[Block] = [Heading(said("shared"))]
    if not merged and not papers:
        return [*found, Paragraph(said("nothing_shared"))]
    if merged:
        columns = (
            Column(said("shared_step"), 2),
            Column(said("shared_items"), 4),
            Column(said("shared_rule"), 6),
        )
        rows = tuple(_step_row(reform, one) for one in merged)
        found.append(Grid(columns, rows, said("steps_caption")))
    if papers:
        columns = (
            Column(said("shared_paper"), 2),
            Column(said("shared_items"), 4),
            Column(said("shared_rule"), 6),
        )
        found.append(Grid(columns, papers, said("papers_caption")))
    return found


def _step_row(reform: Reform, step: Step) -> tuple[str, str, str]:
    said, names = words("deliverable_exceptions", reform.language), reform.names_after
    rule = said(_RULES.get(step.kind, "step_other"))
    return (names.step(step.id), names.listed(step.items), rule)


def _paper_rows(reform: Reform) -> tuple[tuple[str, ...], ...]:
    """Papers handed in once for several items."""
    said, after = words("deliverable_exceptions", reform.language), reform.plan.after
    texts = PaperTexts(after, reform.language)
    return tuple(
        (
            texts.name(paper),
            texts.items(paper),
            said("paper_form" if paper.document.id == UNITED_FORM else "paper_other"),
        )
        for paper in to_bring(after)
        if len({n.item for n in paper.needs if n.route is Route.SUBMIT_ONCE}) > 1
    )
