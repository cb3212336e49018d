"""Every rule template at its boundary: just satisfied, just violated."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from optimizer.law.bounds import forbids
from optimizer.law.check import measure_violations, service_violations
from optimizer.law.rules import Rule, Template, load_rules
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Weight
from optimizer.service import Service
from optimizer.service.item import Limit
from optimizer.service.kinds import Phase, StepKind
from optimizer.worktime import Duration
from tests.fixtures import committing, days, locked, pair, with_item, with_kind, with_step


@dataclass(frozen=True)
class Edge:
    """A service that just keeps a rule, and one that just breaks it."""

    rule: str
    kept: Callable[[], Service]
    broken: Callable[[], Service]


def _merged_decision(same: bool) -> Service:
    departments = ("d1",) if same else ("d1", "d2")
    return with_step("a/决定", departments=departments)


def _at_window(service: Service) -> Service:
    items = tuple(one.model_copy(update={"window": True}) for one in service.items)
    return service.model_copy(update={"items": items})


def _long(hours: int) -> Service:
    """Two licences at the window, 45 working days and some hours from end to end."""
    service = _at_window(pair())
    total = sum(step.clocked_hours() or 0 for step in service.steps)
    extra = 45 * 8 - total + hours
    review = service.step("a/审查")
    longer = Duration.of_hours((review.length_hours() or 0) + extra)
    steps = tuple(
        step.model_copy(update={"duration": longer}) if step.id == review.id else step
        for step in service.steps
    )
    return service.model_copy(update={"steps": steps})


def _no_after_check() -> Service:
    return committing(committed=True)


def _after_check() -> Service:
    service = committing(committed=True)
    steps = tuple(
        one.model_copy(update={"phase": Phase.AFTER_CHECK}) if one.id == "a/又" else one
        for one in service.steps
    )
    return service.model_copy(update={"steps": steps})


def _hearing_aside() -> Service:
    """The decision does not wait for the hearing."""
    service = with_kind(StepKind.HEARING)
    steps = tuple(
        one.model_copy(update={"after": ("a/审查",)}) if one.id == "a/决定" else one
        for one in service.steps
    )
    return service.model_copy(update={"steps": steps})


def _quantity_limited() -> Service:
    service = with_step("a/审查", early="清单")
    first, *rest = service.items
    limited = first.model_copy(update={"quantity_limited": True})
    return service.model_copy(update={"items": (limited, *rest)})


EDGES = (
    Edge(
        "L-42a",
        lambda: with_step("a/审查", duration=days("3")),
        lambda: with_step("a/审查", duration=Duration.of_hours(25)),
    ),
    Edge(
        "L-42a-statutory",
        lambda: with_item(promised=Limit(duration=days("5"))),
        lambda: with_item(promised=Limit(duration=days("6"))),
    ),
    Edge("L-42b", lambda: _long(0), lambda: _long(1)),
    Edge(
        "L-32",
        lambda: with_step("a/收件", duration=days("5")),
        lambda: with_step("a/收件", duration=Duration.of_hours(41)),
    ),
    Edge(
        "L-44",
        lambda: with_step("a/制证", duration=days("10")),
        lambda: with_step("a/制证", duration=Duration.of_hours(81)),
    ),
    Edge(
        "L-46-48",
        lambda: with_kind(StepKind.HEARING, duration=days("12")),
        lambda: with_kind(StepKind.HEARING, duration=Duration.of_hours(95)),
    ),
    Edge(
        "L-36-told",
        lambda: with_item(third_party_interest=False),
        lambda: with_item(third_party_interest=True),
    ),
    Edge("P-2-check", _after_check, _no_after_check),
    Edge(
        "L-48-order",
        lambda: with_kind(StepKind.HEARING),
        _hearing_aside,
    ),
    Edge("L-22", lambda: _merged_decision(same=True), lambda: _merged_decision(same=False)),
    Edge(
        "L-34b",
        lambda: with_kind(StepKind.INSPECTION, staff=2),
        lambda: with_kind(StepKind.INSPECTION, staff=1),
    ),
)


def _breaks(rule: str, service: Service) -> bool:
    return any(
        one.rule == rule and one.subject in ("a", "a/收件", "a/又", "a/决定", service.id)
        for one in service_violations(load_rules(), service)
    )


@pytest.mark.parametrize("edge", EDGES, ids=lambda one: one.rule)
def test_a_service_keeps_or_breaks_a_rule_at_its_boundary(edge: Edge) -> None:
    """The last lawful value raises nothing, the next one raises the rule."""
    assert not _breaks(edge.rule, edge.kept())
    assert _breaks(edge.rule, edge.broken())


@dataclass(frozen=True)
class Forbidden:
    """A change allowed in one service and forbidden in the other."""

    rule: str
    kind: MeasureKind
    target: str
    value: str
    allowed: Callable[[], Service]
    refused: Callable[[], Service]


FORBIDDEN = (
    Forbidden("L-45-locked", MeasureKind.SHORTEN, "a/审查", "16h", pair, lambda: locked("a/审查")),
    Forbidden(
        "L-42-shorten",
        MeasureKind.SHORTEN,
        "a/审查",
        "24h",
        pair,
        lambda: with_step("a/审查", duration=Duration.of_hours(23)),
    ),
    Forbidden(
        "P-1", MeasureKind.COMMIT, "a", "", committing, lambda: committing(risk_tags=("公共安全",))
    ),
    Forbidden(
        "L-29",
        MeasureKind.VISIT,
        "a/收件",
        "",
        pair,
        lambda: with_step("a/收件", in_person="须本人到场"),
    ),
    Forbidden("L-34a", MeasureKind.INSTANT, "a", "", pair, lambda: with_kind(StepKind.INSPECTION)),
    Forbidden(
        "L-57",
        MeasureKind.EARLY,
        "a/审查",
        "",
        lambda: with_step("a/审查", early="清单"),
        _quantity_limited,
    ),
)


@pytest.mark.parametrize("edge", FORBIDDEN, ids=lambda one: one.rule)
def test_a_change_is_allowed_or_forbidden_at_its_boundary(edge: Forbidden) -> None:
    """Only what the rule names makes the difference."""
    rules = load_rules()
    assert forbids(rules, edge.allowed(), edge.kind, (edge.target,), edge.value) is None
    found = forbids(rules, edge.refused(), edge.kind, (edge.target,), edge.value)
    assert found is not None
    assert found.id == edge.rule


def test_the_wait_of_a_hearing_bounds_its_shortening() -> None:
    """Twelve working days may be reached, one hour less may not."""
    service, rules = with_kind(StepKind.HEARING, duration=days("20")), load_rules()
    assert forbids(rules, service, MeasureKind.SHORTEN, ("a/又",), "96h") is None
    found = forbids(rules, service, MeasureKind.SHORTEN, ("a/又",), "95h")
    assert found is not None
    assert found.id == "L-46-48"


def test_every_template_has_rules_and_a_test_at_its_boundary() -> None:
    """The closed set of templates is used and tested whole."""
    templates = {rule.id: rule.template for rule in load_rules()}
    tested = {templates[one.rule] for one in EDGES} | {templates[one.rule] for one in FORBIDDEN}
    assert set(templates.values()) == tested == set(Template)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda one: one.id)
def test_a_rule_row_is_complete_and_never_hard_without_a_text_read(rule: Rule) -> None:
    """Wording in both languages, an article, and a date of the text unless it is soft."""
    assert rule.wording_zh
    assert rule.wording_en
    assert rule.article
    assert (rule.verified_on is not None) == rule.verified
    assert rule.verified or rule.severity is Weight.SOFT


def test_rule_ids_are_unique() -> None:
    """A violation names one row."""
    ids = [rule.id for rule in load_rules()]
    assert len(ids) == len(set(ids)) >= 25


def test_a_soft_rule_names_who_signs_off() -> None:
    """A commitment asks the department of the item for its signature."""
    service = committing()
    terms = next(one for one in find(service) if one.id == "commit:a")
    violations = measure_violations(load_rules(), service, (measure_of(terms, ("a",), ""),))
    assert [(one.rule, one.weight, one.who) for one in violations] == [
        ("P-1-consent", Weight.SOFT, "d1")
    ]
