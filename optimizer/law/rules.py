"""Rule rows (法律规则) and the closed set of words they are written with.

A rule is a row of ``data/law/rules.json``: it picks one template and gives it parameters.
Adding a rule adds a row; adding a template adds a file in ``law/templates``.
"""

import re
from datetime import date
from enum import StrEnum
from functools import cache

from optimizer.places import data_directory
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Weight
from optimizer.service.duration import DurationField
from optimizer.service.item import Item
from optimizer.service.kinds import ItemKind, Phase, Route, StepKind
from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.service.step import Step


class Template(StrEnum):
    """What a rule can say; one file in ``law/templates`` each."""

    CLOCK_LIMIT = "clock_limit"
    MINIMUM_WAIT = "minimum_wait"
    STEP_STAYS = "step_stays"
    MEASURE_FORBIDDEN = "measure_forbidden"
    SAME_ORGAN = "same_organ"
    STAFF = "staff"
    ORDER = "order"


class ClockSpan(StrEnum):
    """What a clock limit is put on."""

    OWN_LIMIT = "own_limit"  # clock of the item ≤ its limit in force
    STATUTORY = "statutory"  # promised ≤ statutory limit of the item
    LIMIT = "limit"  # limit in force ≤ a number of days
    JOINT = "joint"  # first acceptance to last decision of the licences at the window
    STEP = "step"  # length of each step in scope ≤ a number of days
    AFTER_DECISION = "after_decision"  # issuing and delivery together


class Ground(StrEnum):
    """Why a measure is forbidden, or needs a sign-off."""

    ALWAYS = "always"  # whatever is in scope
    RISK_TAG = "risk_tag"  # the item carries a risk tag
    NO_LIST_ENTRY = "no_list_entry"  # no published list allows the commitment
    MAIN_DOCUMENT = "main_document"  # not a material that may follow later
    HAS_BASIS = "has_basis"  # the requirement rests on a legal basis
    NOT_SHARED = "not_shared"  # the data source is refused, or does not hold the document
    LOCKED = "locked"  # the step may not be changed
    NOT_EARLY = "not_early"  # acceptance or decision, or no basis for early service
    IN_PERSON = "in_person"  # the applicant must come in person
    LENGTHENED = "lengthened"  # the step would take longer than before
    NOT_ON_THE_SPOT = "not_on_the_spot"  # steps that cannot be done at once
    LEGAL_BASIS = "legal_basis"  # the precedence rests on the law
    NO_LEAD = "no_lead"  # nobody is named to lead the joint handling
    QUANTITY_LIMITED = "quantity_limited"  # handled in the order of acceptance


class Scope(Record):
    """What a rule speaks of; everything stated must hold, empty means any.

    Attributes:
        items, steps, region: regular expressions searched in names.
        third_party_interest, quantity_limited, committed: only items of which it holds.
    """

    item_kinds: tuple[ItemKind, ...] = ()
    items: str = ""
    step_kinds: tuple[StepKind, ...] = ()
    steps: str = ""
    region: str = ""
    third_party_interest: bool = False
    quantity_limited: bool = False
    committed: bool = False

    def has_item(self, service: Service, item: Item) -> bool:
        """Whether the rule speaks of this item."""
        return (
            (not self.item_kinds or item.kind in self.item_kinds)
            and bool(re.search(self.items, item.name or item.id))
            and bool(re.search(self.region, service.region))
            and (item.third_party_interest or not self.third_party_interest)
            and (item.quantity_limited or not self.quantity_limited)
            and (item.committed or not self.committed)
        )

    def has_step(self, service: Service, step: Step) -> bool:
        """Whether the rule speaks of this step: its kind, its name, one of its items."""
        return (
            (not self.step_kinds or step.kind in self.step_kinds)
            and bool(re.search(self.steps, step.name or step.id))
            and any(self.has_item(service, service.item(one)) for one in step.items)
        )


class Params(Record):
    """Parameters of the templates; each template reads its own.

    Attributes:
        span, most: of ``clock_limit``.
        least: of ``minimum_wait``.
        kinds, phases: of ``step_stays``: a step of one of the kinds in one of the phases.
        measures, routes, ground, spared: of ``measure_forbidden``; ``spared`` is a regular
            expression of document names of which it does not speak (兜底条款).
        persons: of ``staff``: officers of each department.
        unless_authorised: of ``same_organ``: departments that let the window act are fine.
        before, after: of ``order``: step kinds.
    """

    span: ClockSpan | None = None
    most: DurationField | None = None
    least: DurationField | None = None
    kinds: tuple[StepKind, ...] = ()
    phases: tuple[Phase, ...] = ()
    measures: tuple[MeasureKind, ...] = ()
    routes: tuple[Route, ...] = ()
    ground: Ground = Ground.ALWAYS
    spared: str = ""
    persons: int = 0
    unless_authorised: bool = False
    before: tuple[StepKind, ...] = ()
    after: tuple[StepKind, ...] = ()


class Rule(Record):
    """One rule of law.

    Attributes:
        article: law and article; wording is our own and short.
        effective_from, effective_to: days on which it is in force, both included.
        verified_on: day of the text that was read; ``None`` when it was not read.
        verified: the text itself was read. A rule not verified is never hard.
        severity: hard, or soft (asks ``who`` for a sign-off).
    """

    id: str
    template: Template
    article: str
    wording_zh: str
    wording_en: str
    effective_from: date
    effective_to: date | None = None
    verified_on: date | None = None
    verified: bool = True
    severity: Weight = Weight.HARD
    who: str = ""
    scope: Scope = Scope()
    params: Params = Params()


class RuleBook(Record):
    """The file of rules."""

    note: str = ""
    rules: tuple[Rule, ...]


@cache
def _book() -> RuleBook:
    path = data_directory() / "law" / "rules.json"
    return RuleBook.model_validate_json(path.read_text(encoding="utf-8"))


@cache
def load_rules(on: date | None = None) -> tuple[Rule, ...]:
    """The rules in force.

    Args:
        on: the day asked for; without it the rules whose end is not known.

    Returns:
        Rules in the order of the file.
    """
    if on is None:
        return tuple(rule for rule in _book().rules if rule.effective_to is None)
    return tuple(
        rule
        for rule in _book().rules
        if rule.effective_from <= on and (rule.effective_to is None or on <= rule.effective_to)
    )


def stale_rules(rules: tuple[Rule, ...], on: date) -> tuple[Rule, ...]:
    """The rules whose text was read more than a year before ``on``, or never."""
    return tuple(
        rule for rule in rules if rule.verified_on is None or (on - rule.verified_on).days > 365
    )
