"""容缺清单: which materials may follow after acceptance and which may not, and the promise."""

from collections.abc import Iterator, Sequence
from enum import Enum

from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Form,
    FormField,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.law.rules import Ground, load_rules
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, Necessity
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice
from optimizer.wording.reasons import Reasons

_EARLY = frozenset({Anchor.FILING.value, Anchor.ACCEPTANCE.value})


class Deferrable(Enum):
    """May a material follow later?"""

    MAIN = "main"  # 主要材料，不得容缺
    NECESSARY = "necessary"  # 必要，未列为容缺后补
    OPTIONAL = "optional"  # 非必要
    POSSIBLE = "possible"  # 列为容缺后补，仍在受理前提交
    DEFERRED = "deferred"  # 容缺受理


def how_deferrable(need: Requirement) -> Deferrable:
    """What a material that the applicant hands in is for this list."""
    if need.main:
        return Deferrable.MAIN
    if need.necessity is Necessity.OPTIONAL:
        return Deferrable.OPTIONAL
    if need.necessity is not Necessity.DEFERRABLE:
        return Deferrable.NECESSARY
    return Deferrable.POSSIBLE if need.needed_by in _EARLY else Deferrable.DEFERRED


def deferral(reform: Reform) -> Deliverable:
    """The list for the window, and the written promise where something may follow later."""
    said = words("deliverable_deferral", reform.language)
    needs = tuple(one for one in reform.plan.after.requirements if one.handed_in())
    deferred = [one for one in needs if how_deferrable(one) is Deferrable.DEFERRED]
    possible = [one for one in needs if how_deferrable(one) is Deferrable.POSSIBLE]
    blocks: list[Block] = [
        *plan_lines(reform),
        Paragraph(
            said(
                "introduction",
                service=one_thing(reform),
                handed_in=len(needs),
                deferred=len(deferred),
            )
        ),
        Paragraph(said("rules", article=_article())),
        Heading(said("may_follow")),
    ]
    if deferred:
        blocks.append(_deferred(reform, deferred))
    else:
        blocks.append(Paragraph(said("none_possible" if possible else "none")))
    if possible:
        blocks.extend((Heading(said("not_used")), _possible(reform, possible)))
    blocks.extend(_fixed(reform, needs))
    if deferred:
        blocks.extend((PageBreak(), *_promise(reform, deferred)))
    return deliverable(
        said("title", service=one_thing(reform)),
        blocks,
        origin=reform.origin,
        language=reform.language,
    )


def _article() -> str:
    """What the limits of deferral rest on, as the rules of law have it."""
    ground = Ground.MAIN_DOCUMENT
    return next(one.article for one in load_rules() if one.params.ground is ground)


def _paper(reform: Reform, need: Requirement, field: str = "document") -> str:
    """The name of a material, with a dagger where its place in the list is assumed."""
    assumed = need.is_assumed("document") or need.is_assumed(field)
    return reform.names_after(need.document) + (DAGGER if assumed else "")


def _deferred(reform: Reform, needs: Sequence[Requirement]) -> Grid:
    """Materials that may follow, until when, on what ground, and what happens otherwise."""
    said = words("deliverable_deferral", reform.language)
    reasons = Reasons(reform.plan, reform.language)
    bases = {
        target: one.terms.basis
        for one in reform.plan.outcome.measures
        if one.kind is MeasureKind.DEFER
        for target in one.targets
    }
    unknown = words("deliverables", reform.language)("to_verify")

    def row(place: int, need: Requirement) -> tuple[str, ...]:
        measure = reasons.of(("requirement", need.id)).text if need.id in bases else said("today")
        return (
            str(place),
            reform.names_after(need.item),
            _paper(reform, need, "necessity"),
            said("until", point=_point(reform, need)),
            said("ground", basis=bases.get(need.id) or unknown, measure=measure),
            said("otherwise", point=_point(reform, need)),
        )

    columns = (
        Column(said("number"), 1.1),
        Column(said("item"), 3),
        Column(said("paper"), 3),
        Column(said("time"), 3),
        Column(said("basis"), 3),
        Column(said("consequence"), 3.5),
    )
    return Grid(columns, tuple(row(place, one) for place, one in enumerate(needs, start=1)))


def _point(reform: Reform, need: Requirement) -> str:
    """The step from which on the material is needed."""
    anchor = next((one for one in Anchor if one.value == need.needed_by), None)
    if anchor is not None:
        return choice(anchor, reform.language)
    return reform.names_after.step(need.needed_by)


def _possible(reform: Reform, needs: Sequence[Requirement]) -> Grid:
    """Materials listed as deferrable that the plan has handed in before acceptance."""
    said = words("deliverable_deferral", reform.language)
    columns = (
        Column(said("number"), 1.1),
        Column(said("item"), 5),
        Column(said("paper"), 5),
        Column(said("remark"), 5),
    )
    rows = (
        (
            str(place),
            reform.names_after(one.item),
            _paper(reform, one, "necessity"),
            said("could_be_used"),
        )
        for place, one in enumerate(needs, start=1)
    )
    return Grid(columns, tuple(rows))


def _fixed(reform: Reform, needs: Sequence[Requirement]) -> Iterator[Block]:
    """Item by item what has to be there at acceptance, and what need not be handed in at all."""
    said = words("deliverable_deferral", reform.language)
    yield Heading(said("may_not_follow"))
    columns = (Column(said("item"), 4), Column(said("fixed"), 7), Column(said("optional"), 3))
    rows = tuple(
        (reform.names_after(item.id), *_sorts(reform, item, needs))
        for item in reform.plan.after.items
    )
    yield Grid(columns, rows)
    if not any(one.main for one in needs):
        yield Paragraph(said("no_main"), Tone.NOTE)
    yield Paragraph(said("marks"), Tone.NOTE)


def _sorts(reform: Reform, item: Item, needs: Sequence[Requirement]) -> tuple[str, str]:
    said = words("deliverable_deferral", reform.language)
    own = [one for one in needs if one.item == item.id]

    def named(*wanted: Deferrable) -> str:
        told = [
            said("main", paper=_paper(reform, one)) if one.main else _paper(reform, one)
            for one in own
            if how_deferrable(one) in wanted
        ]
        # One a line: names of materials hold 、 themselves.
        return "\n".join(dict.fromkeys(told)) or "—"

    return named(Deferrable.MAIN, Deferrable.NECESSARY), named(Deferrable.OPTIONAL)


def _promise(reform: Reform, needs: Sequence[Requirement]) -> Iterator[Block]:
    """容缺承诺书: what the applicant signs when something is to follow."""
    said = words("deliverable_deferral", reform.language)
    items = tuple(dict.fromkeys(reform.names_after(one.item) for one in needs))
    papers = tuple(dict.fromkeys(reform.names_after(one.document) for one in needs))
    yield Heading(said("promise"))
    yield Form(
        (
            FormField(said("applicant")),
            FormField(said("identity")),
            FormField(said("agent")),
            FormField(said("telephone")),
            FormField(said("service"), reform.title, wide=True),
            FormField(said("promised_items"), options=items, wide=True),
            FormField(said("promised_papers"), options=papers, wide=True),
            FormField(said("promised_time"), said("promised_time_value"), wide=True),
        ),
        said("promise_caption"),
    )
    yield Paragraph(said("told"))
    yield Paragraph(said("promised"))
    yield Form(
        (
            FormField(said("signature"), lines=2),
            FormField(said("date"), lines=2),
            FormField(said("clerk"), lines=2),
            FormField(said("supplied"), lines=2),
        )
    )
