"""Opportunities of the hand-written fixtures, expected by hand."""

import pytest

from optimizer.errors import RequestProblem
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    ShortenOpportunity,
)
from optimizer.service import Service
from optimizer.service.department import Department
from optimizer.service.kinds import (
    Authority,
    DepartmentKind,
    Grade,
    ListCategory,
    Progress,
    Risk,
    Sharing,
    StepKind,
)
from optimizer.worktime import Duration
from tests.fixtures import (
    PAIR_OPPORTUNITIES,
    at_window,
    committing,
    handing_over,
    legal,
    pair,
    same_department,
    sharing,
    with_kind,
    with_need,
    with_step,
)


def _one(service: Service, wanted: str) -> Opportunity:
    return next(one for one in find(service) if one.id == wanted)


def _shorten(service: Service, wanted: str) -> ShortenOpportunity:
    found = _one(service, wanted)
    assert isinstance(found, ShortenOpportunity)
    return found


def _group(service: Service, wanted: str) -> GroupOpportunity:
    found = _one(service, wanted)
    assert isinstance(found, GroupOpportunity)
    return found


def test_a_plain_pair_has_exactly_these_opportunities() -> None:
    """In lever order, then by id; nothing more and nothing less."""
    assert tuple(one.id for one in find(pair())) == PAIR_OPPORTUNITIES


def test_an_empty_basis_alone_abolishes_nothing() -> None:
    """Empty is 待核实; catch-all wording goes even with a basis (行政许可法 30)."""
    assert not any(one.lever == "abolish" for one in find(pair()))
    service = with_need(basis="某办法第三条")
    documents = tuple(
        one.model_copy(update={"name": "法律法规规定的其他材料"}) if one.id == "合同" else one
        for one in service.documents
    )
    vague = service.model_copy(update={"documents": documents})
    assert _one(vague, "route:a:合同=abolished").lever == "abolish"


def test_a_result_of_the_bundle_is_handed_over_never_retrieved_or_submitted_once() -> None:
    """It is not there yet when the applicant files."""
    found = {one.id for one in find(handing_over())}
    assert {one for one in found if one.startswith("route:b:甲证")} == {"route:b:甲证=result"}


def test_a_source_online_needs_no_connection() -> None:
    """The route is offered either way, connecting only where it is missing."""
    online = {one.id for one in find(sharing(progress=Progress.ONLINE))}
    missing = {one.id for one in find(sharing())}
    assert missing - online == {"connect:照库"}
    assert "route:b:照=retrieve@照库" in online


@pytest.mark.parametrize(
    ("sharing_class", "grade", "authority"),
    [
        (Sharing.UNCONDITIONAL, Grade.EASY, Authority.CO_SIGNATURE),
        (Sharing.CONDITIONAL, Grade.MEDIUM, Authority.LEADING_GROUP),
        (Sharing.UNCATALOGUED, Grade.HARD, Authority.CITY),
    ],
)
def test_the_sharing_class_prices_a_connection(
    sharing_class: Sharing, grade: Grade, authority: Authority
) -> None:
    """Grades and deciders of the tables; the effort is marked assumed."""
    terms = _one(sharing(sharing_class), "connect:照库").terms
    assert (terms.grade, terms.authority) == (grade, authority)
    assert "effort" in terms.assumed


def test_a_review_shortens_to_two_fifths_in_half_days_at_three_prices() -> None:
    """24 h: floor ⌈9.6⌉ = 12 h; half a day is easy, half is medium and reaches the floor."""
    found = _shorten(pair(), "shorten:a/审查")
    assert (found.length_hours, found.floor_hours) == (24, 12)
    assert [(cut, terms.grade) for cut, terms in found.grades] == [
        (4, Grade.EASY),
        (12, Grade.MEDIUM),
    ]
    assert "floor" in found.terms.assumed


def test_a_cut_beyond_half_is_hard_and_riskier() -> None:
    """A declared floor replaces the catalogue's and is not assumed."""
    service = with_step("a/审查", floor=Duration.of_hours(0), assumed=())
    found = _shorten(service, "shorten:a/审查")
    assert [(cut, terms.grade, terms.risk) for cut, terms in found.grades] == [
        (4, Grade.EASY, Risk.LOW),
        (12, Grade.MEDIUM, Risk.LOW),
        (24, Grade.HARD, Risk.MEDIUM),
    ]
    assert "floor" not in found.terms.assumed


@pytest.mark.parametrize("kind", [StepKind.NOTICE, StepKind.NOTIFICATION])
def test_a_notice_keeps_its_length_unless_a_declared_floor_says_less(kind: StepKind) -> None:
    """The catalogue's floor of these kinds is their full length."""
    assert not any(one.id == "shorten:a/又" for one in find(with_kind(kind)))
    freed = find(with_kind(kind, floor=pair().step("a/受理").duration))
    assert any(one.id == "shorten:a/又" for one in freed)


def test_what_stops_the_clock_is_not_shortened() -> None:
    """Testing does not count in the clock (行政许可法 45)."""
    assert not any(one.id == "shorten:a/又" for one in find(with_kind(StepKind.TESTING)))


def test_merging_names_pairs_that_stay_apart() -> None:
    """Of three decisions at two organs, those of one organ may merge."""
    service = same_department()
    third = service.items[0].model_copy(update={"id": "c", "department": "d2"})
    steps = tuple(
        one.model_copy(
            update={
                "id": one.id.replace("a/", "c/"),
                "items": ("c",),
                "departments": ("d2",),
                "after": tuple(name.replace("a/", "c/") for name in one.after or ()),
            }
        )
        for one in service.steps_of("a")
    )
    wider = service.model_copy(
        update={"items": (*service.items, third), "steps": (*service.steps, *steps)}
    )
    found = _group(wider, "merge:decision")
    assert (found.targets, found.apart) == (("a/决定", "b/决定"), ())
    assert _group(wider, "merge:review").targets == ("a/审查", "b/审查", "c/审查")


def test_steps_of_different_phases_stay_apart() -> None:
    """An inspection before acceptance does not merge with one in the clock."""
    service = with_kind(StepKind.INSPECTION, phase=pair().step("a/收件").phase)
    assert not any(one.id == "merge:inspection" for one in find(service))


def test_a_window_may_be_joined_by_one_more_item() -> None:
    """The first window takes two items."""
    assert _group(at_window(), "window:window").targets == ("b",)


def test_a_window_of_a_local_service_is_the_own_units_decision() -> None:
    """A vertical organ agrees to join."""
    terms = _group(pair(), "window:window").member_terms
    assert {one.authority for one in terms} == {Authority.OWN_UNIT}
    vertical = pair().model_copy(
        update={"departments": (Department(id="d2", kind=DepartmentKind.VERTICAL),)}
    )
    assert [one.authority for one in _group(vertical, "window:window").member_terms] == [
        Authority.OWN_UNIT,
        Authority.CO_SIGNATURE,
    ]


@pytest.mark.parametrize(
    ("kind", "authority"),
    [
        (DepartmentKind.LOCAL, Authority.CO_SIGNATURE),
        (DepartmentKind.CONCENTRATED, Authority.OWN_UNIT),
        (DepartmentKind.VERTICAL, Authority.PROVINCE),
        (DepartmentKind.UTILITY, Authority.LEADING_GROUP),
    ],
)
def test_the_kind_of_the_department_decides_who_shortens(
    kind: DepartmentKind, authority: Authority
) -> None:
    """For nationally listed services too: a district moves its own limits."""
    service = pair().model_copy(
        update={
            "list_category": ListCategory.NATIONAL,
            "departments": (Department(id="d2", kind=kind),),
        }
    )
    assert _one(service, "shorten:b/审查").terms.authority is authority
    assert _one(service, "shorten:a/审查").terms.authority is Authority.OWN_UNIT


def test_materials_of_listed_services_are_abolished_above() -> None:
    """The district itself abolishes for local services only."""
    service = with_need(without_basis=True)
    seen = {
        category: _one(
            service.model_copy(update={"list_category": category}), "route:a:合同=abolished"
        ).terms.authority
        for category in ListCategory
    }
    assert seen == {
        ListCategory.NATIONAL: Authority.PROVINCE,
        ListCategory.PROVINCIAL: Authority.PROVINCE,
        ListCategory.CITY: Authority.CITY,
        ListCategory.LOCAL: Authority.LEADING_GROUP,
    }


def test_an_acceptance_already_authorised_costs_the_own_unit_little() -> None:
    """A department that authorised the window has agreed before."""
    authorised = pair().model_copy(
        update={"departments": (Department(id="d2", authorises_window=True),)}
    )
    terms = _group(authorised, "merge:acceptance").member_terms
    assert [(one.authority, one.grade) for one in terms] == [
        (Authority.OWN_UNIT, Grade.MEDIUM),
        (Authority.OWN_UNIT, Grade.EASY),
    ]


def test_changes_of_rules_are_marked() -> None:
    """Legal precedences, waits and based materials; never the habits."""
    marked = {one.id for one in find(legal()) if one.rule_change}
    assert marked == {"rule:precedence/法"}
    assert all(
        one.rule_change == (one.kind is MeasureKind.RULE)
        for one in find(with_need(basis="某法第三条"))
    )


def test_an_item_with_a_locked_inspection_does_not_commit() -> None:
    """The inspection would have to move behind the decision."""
    service = committing()
    steps = tuple(
        one.model_copy(update={"lock": "必须现场核查"}) if one.id == "a/又" else one
        for one in service.steps
    )
    found = find(service.model_copy(update={"steps": steps}))
    assert not any(one.kind is MeasureKind.COMMIT for one in found)


def test_a_measure_of_a_group_adds_up_the_prices_of_its_members() -> None:
    """Authority and risk are the highest, efforts add up."""
    group = _group(pair(), "merge:review")
    measure = measure_of(group, group.targets)
    assert measure.id == "merge:a/审查+b/审查=review"
    assert measure.terms.effort == sum(one.effort for one in group.member_terms)
    assert measure.terms.authority is max(one.authority for one in group.member_terms)


def test_a_cut_pays_the_first_grade_it_fits_in() -> None:
    """20 h of 24 is no more than a quarter off: easy; another half day is medium."""
    found = _shorten(pair(), "shorten:a/审查")
    prices = [measure_of(found, found.targets, one).terms.grade for one in ("20h", "16h", "12h")]
    assert prices == [Grade.EASY, Grade.MEDIUM, Grade.MEDIUM]


@pytest.mark.parametrize("value", ["11h", "25h", "2天", ""])
def test_a_length_outside_the_range_is_refused(value: str) -> None:
    """The message names the range."""
    found = _shorten(pair(), "shorten:a/审查")
    with pytest.raises(RequestProblem, match="12h and 24h"):
        measure_of(found, found.targets, value)


def test_a_target_that_is_not_offered_is_refused() -> None:
    """The message names what is offered."""
    with pytest.raises(RequestProblem, match="a/审查, b/审查"):
        measure_of(_group(pair(), "merge:review"), ("a/审查", "a/受理"))
