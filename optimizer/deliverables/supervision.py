"""审管衔接清单: who checks what after approval, and what is passed on to whom."""

from collections.abc import Iterator, Sequence

from optimizer.deliverables.checks_after_approval import Check, Checks
from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Form,
    FormField,
    Grid,
    Heading,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.law.rules import load_rules
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.item import Item
from optimizer.service.kinds import Route, StepKind
from optimizer.service.step import Step
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import violation_text
from optimizer.wording.figures import DAGGER
from optimizer.wording.lengths import hours_text
from optimizer.wording.measures import measure_rows
from optimizer.wording.sentences import Sentences


def supervision(reform: Reform) -> Deliverable:
    """The list that approving and supervising departments confirm to each other."""
    said = words("deliverable_supervision", reform.language)
    finder = Checks(reform)
    items = reform.plan.after.items
    checks = [one for item in items for one in finder.of(item)]
    changed = {one.item for one in checks}
    blocks: list[Block] = [
        *plan_lines(reform),
        Paragraph(
            said(
                "introduction",
                service=one_thing(reform),
                items=len(items),
                changed=len(changed),
            )
        ),
        Heading(said("after_checks")),
        *_checks(reform, checks),
        *_sign_offs(reform),
        Heading(said("joint")),
        *_joint(reform),
        Heading(said("passed_on")),
        _passed_on(reform, finder, checks),
        Paragraph(said("passed_on_note"), Tone.NOTE),
        Heading(said("unchanged")),
        Paragraph(_unchanged(reform, [one for one in items if one.id not in changed])),
        Heading(said("confirmation")),
        _confirmation(reform),
    ]
    return deliverable(
        said("title", service=one_thing(reform)),
        blocks,
        origin=reform.origin,
        language=reform.language,
        landscape=True,
    )


def _checks(reform: Reform, checks: Sequence[Check]) -> Iterator[Block]:
    said = words("deliverable_supervision", reform.language)
    if not checks:
        yield Paragraph(said("no_checks"))
        return
    unknown = words("deliverables", reform.language)("to_verify")

    def ground(one: Check) -> str:
        measure = one.reason.text or said("today")
        return said("ground", basis=one.reason.basis or unknown, measure=measure)

    columns = (
        Column(said("number"), 1.1),
        Column(said("item"), 3),
        Column(said("way"), 1.8),
        Column(said("supervisor"), 2),
        Column(said("content"), 4.5),
        Column(said("method"), 2.6),
        Column(said("time"), 2.2),
        Column(said("basis"), 3.6),
    )
    rows = (
        (
            str(place),
            reform.names_after(one.item),
            one.way,
            one.supervisor,
            one.content,
            one.method,
            one.time,
            ground(one),
        )
        for place, one in enumerate(checks, start=1)
    )
    yield Grid(columns, tuple(rows))
    yield Paragraph(said("proposed"), Tone.NOTE)


def _sign_offs(reform: Reform) -> Iterator[Block]:
    """What the supervising departments have to agree to in writing."""
    said = words("deliverable_supervision", reform.language)
    sentences = Sentences(reform.plan.before, reform.language)
    easing = {
        one.id: sentences.measure(one)
        for one in reform.plan.outcome.measures
        if one.kind in (MeasureKind.COMMIT, MeasureKind.DEFER, MeasureKind.INSTANT)
        or one.value == Route.COMMITMENT.value
    }
    articles = {one.id: one.article for one in load_rules()}
    asked = [one for one in reform.plan.sign_offs if one.subject in easing]
    if not asked:
        return
    yield Heading(said("to_agree"))
    columns = (
        Column(said("number"), 1.1),
        Column(said("agreement"), 10),
        Column(said("article"), 4),
    )
    rows = (
        (
            str(place),
            violation_text(one, reform.names_after, reform.language, easing),
            articles.get(one.rule, ""),
        )
        for place, one in enumerate(asked, start=1)
    )
    yield Grid(columns, tuple(rows))


def _joint(reform: Reform) -> Iterator[Block]:
    """Inspections that several items share after the reform."""
    said = words("deliverable_supervision", reform.language)
    joint = [
        one
        for one in reform.plan.after.steps
        if one.kind is StepKind.INSPECTION and len(one.items) > 1
    ]
    if not joint:
        yield Paragraph(said("no_joint"))
        return
    columns = (
        Column(said("inspection"), 2.5),
        Column(said("items"), 5),
        Column(said("takes_part"), 4),
        Column(said("before_after"), 2),
        Column(said("length"), 2),
        Column(said("leads"), 2),
        Column(said("basis"), 4),
    )
    yield Grid(columns, tuple(_inspection(reform, one) for one in joint))
    yield Paragraph(said("joint_note"), Tone.NOTE)


def _inspection(reform: Reform, step: Step) -> tuple[str, ...]:
    said = words("deliverable_supervision", reform.language)
    shared = words("deliverables", reform.language)
    names = reform.names_after
    earlier = {one.id for one in reform.plan.before.steps}
    members = [one.id for one in step.members if one.id in earlier]
    merged = [
        row
        for row in measure_rows(reform.plan, reform.language)
        if row.measures[0].kind is MeasureKind.MERGE and set(row.measures[0].targets) & set(members)
    ]
    assumed = DAGGER if step.is_assumed("duration") else ""
    ground = said("ground", basis=shared("to_verify"), measure=said("today"))
    if merged:
        measure = f"{merged[0].number} {merged[0].lever}"
        ground = said("ground", basis=merged[0].basis or shared("to_verify"), measure=measure)
    return (
        names.of_step(step),
        names.listed(step.items),
        names.listed(step.departments) or shared("to_settle"),
        said("times", before=len(members) or 1, after=1),
        hours_text(step.length_hours(), reform.language) + assumed,
        shared("to_settle"),
        ground,
    )


def _passed_on(reform: Reform, finder: Checks, checks: Sequence[Check]) -> Grid:
    """审批结果推送: of every item, to whoever supervises it."""
    said = words("deliverable_supervision", reform.language)
    fill = words("deliverables", reform.language)
    names = reform.names_after
    ways: dict[str, list[str]] = {}
    for one in checks:
        ways.setdefault(one.item, []).append(one.way)

    def what(item: Item) -> str:
        results = names.listed(item.results) or said("decision")
        if item.id not in ways:
            return results
        return said("with_ways", results=results, ways=said.listed(ways[item.id]))

    def how(item: Item) -> tuple[str, str]:
        if finder.supervisor(item) == names(item.department):
            return said("inside"), "—"
        return fill("to_fill", what=said("channel")), fill("to_fill", what=said("when"))

    columns = (
        Column(said("number"), 1.1),
        Column(said("item"), 4),
        Column(said("approves"), 3),
        Column(said("supervisor"), 3),
        Column(said("what"), 5),
        Column(said("channel"), 2.5),
        Column(said("when"), 2.2),
    )
    rows = (
        (
            str(place),
            names(item.id),
            names(item.department),
            finder.supervisor(item),
            what(item),
            *how(item),
        )
        for place, item in enumerate(reform.plan.after.items, start=1)
    )
    return Grid(columns, tuple(rows))


def _unchanged(reform: Reform, items: Sequence[Item]) -> str:
    said = words("deliverable_supervision", reform.language)
    if not items:
        return said("none_unchanged")
    return said("these_unchanged", items=reform.names_after.listed(one.id for one in items))


def _confirmation(reform: Reform) -> Form:
    said = words("deliverable_supervision", reform.language)
    return Form(
        (
            FormField(said("approving_seal"), lines=2),
            FormField(said("supervising_seal"), lines=2),
            FormField(said("date")),
            FormField(said("date")),
        )
    )
