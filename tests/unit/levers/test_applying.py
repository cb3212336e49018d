"""What each kind of measure does to the hand-written fixtures."""

import pytest

from optimizer.errors import RequestProblem
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Terms
from optimizer.service import Service
from optimizer.service.kinds import (
    Authority,
    CaseType,
    Grade,
    Necessity,
    Phase,
    Risk,
    Route,
    StepKind,
)
from optimizer.worktime import Duration
from tests.fixtures import (
    asking,
    committing,
    days,
    handing_over,
    legal,
    pair,
    sharing,
    with_item,
    with_kind,
    with_need,
    with_step,
)

_TERMS = Terms(authority=Authority.OWN_UNIT, grade=Grade.EASY, effort=1, risk=Risk.LOW)


def _measure(kind: MeasureKind, *targets: str, value: str = "") -> Measure:
    return Measure(kind=kind, lever="", targets=tuple(sorted(targets)), value=value, terms=_TERMS)


def _found(service: Service, wanted: str) -> Measure:
    one = next(one for one in find(service) if one.id == wanted)
    return measure_of(one, one.targets)


def _after(service: Service, *measures: Measure) -> Service:
    return apply(service, measures)


_WINDOW = _measure(MeasureKind.WINDOW, "a", "b")
_FORMS = _measure(MeasureKind.FORMS, "a/表", "b/表")
_SHORTEN = _measure(MeasureKind.SHORTEN, "a/审查", value="12h")


def test_without_measures_the_service_stays_itself() -> None:
    """No measure is the identity."""
    assert apply(pair(), ()) == pair()


def test_shortening_lowers_the_promise_to_the_clock() -> None:
    """5 days less 12 h is 28 h: four days are promised, the floor is written down."""
    after = _after(pair(), _SHORTEN)
    limit = after.item("a").promised
    assert limit is not None
    assert str(limit.duration) == "4 工作日"
    assert after.item("a").is_assumed("promised")
    assert after.item("b") == pair().item("b")
    assert after.step("a/审查").floor == Duration.of_hours(12)


def test_what_was_shortened_to_its_floor_is_not_offered_again() -> None:
    """Nothing is compressed twice."""
    again = find(_after(pair(), _SHORTEN))
    assert "shorten:a/审查" not in {one.id for one in again}


def test_a_window_makes_receiving_one_step() -> None:
    """Both items file there; the merged step keeps its members and one visit."""
    after = _after(pair(), _WINDOW)
    step = after.step("a/收件+b/收件")
    assert all(item.window for item in after.items)
    assert (step.items, step.visits, len(step.members)) == (("a", "b"), 1, 2)
    assert after.step("b/受理").after == (step.id,)


def test_a_merged_step_is_its_longest_member_and_coordination_that_does_not_count() -> None:
    """Review 24 h and 12 h: 24 + 4 hours, of which 24 are clocked."""
    merge = _measure(MeasureKind.MERGE, "a/审查", "b/审查", value="review")
    step = _after(pair(), _SHORTEN, merge).step("a/审查+b/审查")
    assert (step.length_hours(), step.clocked_hours()) == (28, 24)
    assert step.floor == Duration.of_hours(16)
    assert step.departments == ("d1", "d2")
    assert step.after == ("a/受理", "b/受理")
    assert step.is_assumed("duration")


def test_a_joint_inspection_takes_two_officers_of_each_organ() -> None:
    """Three of the one, two of the other: five (行政许可法 34-3)."""
    merge = _measure(MeasureKind.MERGE, "a/又", "b/又", value="inspection")
    after = _after(with_kind(StepKind.INSPECTION, staff=3), merge)
    assert after.step("a/又+b/又").staff == 5


def test_a_step_brought_forward_merges_with_none_that_stays() -> None:
    """One is done before filing, the other after acceptance: there is no one step of the two."""
    steps = (
        one.model_copy(update={"early": "预审办法"}) if one.id == "a/审查" else one
        for one in pair().steps
    )
    service = pair().model_copy(update={"steps": tuple(steps)})
    early = _measure(MeasureKind.EARLY, "a/审查")
    merge = _measure(MeasureKind.MERGE, "a/审查", "b/审查", value="review")
    with pytest.raises(RequestProblem, match="not in one phase"):
        _after(service, early, merge)


def test_a_merged_member_contributes_its_own_members() -> None:
    """Merging again keeps flat ids and members."""
    merge = _measure(MeasureKind.MERGE, "a/审查", "b/审查", value="review")
    once = _after(pair(), merge)
    third = once.item("a").model_copy(update={"id": "c"})
    own = once.step("a/受理").model_copy(
        update={"id": "c/审查", "items": ("c",), "kind": StepKind.REVIEW, "after": ()}
    )
    wider = once.model_copy(update={"items": (*once.items, third), "steps": (*once.steps, own)})
    again = _measure(MeasureKind.MERGE, "a/审查+b/审查", "c/审查", value="review")
    step = _after(wider, again).step("a/审查+b/审查+c/审查")
    assert [one.id for one in step.members] == ["a/审查", "b/审查", "c/审查"]


def test_two_groups_of_one_class_may_stand_side_by_side() -> None:
    """Only a common step is refused."""
    service = with_kind(StepKind.REVIEW)
    first = _measure(MeasureKind.MERGE, "a/审查", "b/审查", value="review")
    second = _measure(MeasureKind.MERGE, "a/又", "b/又", value="review")
    after = _after(service, first, second)
    assert {one.id for one in after.steps} >= {"a/审查+b/审查", "a/又+b/又"}
    common = _measure(MeasureKind.MERGE, "a/审查", "b/又", value="review")
    with pytest.raises(RequestProblem, match="shares a step"):
        _after(service, first, common)


def test_forms_become_one_united_form() -> None:
    """Requirements point to it and remember the old form."""
    after = _after(pair(), _FORMS, _WINDOW)
    united = after.document("united-form")
    assert united.members == ("a/表", "b/表")
    pointing = [need for need in after.requirements if need.document == "united-form"]
    assert [(need.id, need.route, need.original) for need in pointing] == [
        ("a:表", Route.SUBMIT_ONCE, "a/表"),
        ("b:表", Route.SUBMIT_ONCE, "b/表"),
    ]


def test_fields_of_a_united_form_are_united_by_name_in_order() -> None:
    """A field that both forms have is filled in once."""
    service = pair()
    fields = {"a/表": ("姓名", "地址"), "b/表": ("电话", "姓名")}
    documents = tuple(
        one.model_copy(update={"fields": fields.get(one.id, ())}) for one in service.documents
    )
    after = _after(service.model_copy(update={"documents": documents}), _FORMS, _WINDOW)
    assert after.document("united-form").fields == ("姓名", "地址", "电话")


def test_commitment_moves_the_inspection_and_scales_the_rest() -> None:
    """Acceptance 8, review 24, decision 8 hours become one day; the paper is handed in."""
    after = _after(committing(), _found(committing(), "commit:a"))
    inspection = after.step("a/又")
    assert (inspection.phase, inspection.counted) == (Phase.AFTER_CHECK, False)
    assert inspection.after == ("a/决定",)
    assert after.step("a/决定").after == ("a/审查",)
    counted = [one.length_hours() for one in after.steps_of("a") if one.counted]
    assert sum(hours or 0 for hours in counted) == 8
    promised = after.item("a").promised
    assert promised is not None
    assert promised.duration == days("1")
    paper = next(need for need in after.requirements if need.id == "a/告知承诺书")
    assert (paper.document, paper.route) == ("commitment/a", Route.HAND_IN)


def test_a_commitment_that_floors_hold_back_promises_what_it_can() -> None:
    """A review of two days cannot be decided within the one day of the list."""
    service = committing()
    steps = tuple(
        one.model_copy(update={"floor": days("2")}) if one.id == "a/审查" else one
        for one in service.steps
    )
    service = service.model_copy(update={"steps": steps})
    after = _after(service, _found(service, "commit:a"))
    promised = after.item("a").promised
    assert promised is not None
    assert promised.duration == days("2")


def test_the_commitment_is_part_of_a_united_form() -> None:
    """No paper of its own where a form of the item went into it."""
    after = _after(committing(), _found(committing(), "commit:a"), _WINDOW, _FORMS)
    assert not any(need.id == "a/告知承诺书" for need in after.requirements)


def test_a_committed_proof_asks_for_one_paper() -> None:
    """The proof goes, the written commitment comes."""
    service = with_need(commitment="证明事项告知承诺清单")
    after = _after(service, _found(service, "route:a:合同=commitment"))
    routes = {need.id: need.route for need in after.requirements}
    assert (routes["a:合同"], routes["a/告知承诺书"]) == (Route.COMMITMENT, Route.HAND_IN)


def test_on_the_spot_takes_no_time() -> None:
    """All steps in the clock take nothing, the promise is 即办."""
    service = with_item(instant="清单")
    after = _after(service, _found(service, "instant:a"))
    inside = [one for one in after.steps_of("a") if one.phase is Phase.IN_CLOCK]
    assert {one.length_hours() for one in inside} == {0}
    assert after.item("a").case_type is CaseType.ON_THE_SPOT
    promised = after.item("a").promised
    assert promised is not None
    assert str(promised.duration) == "即办"


def test_early_service_stands_before_the_acceptance() -> None:
    """收件 → 审查 → 受理 → 决定; the review does not count any more."""
    service = with_step("a/审查", early="清单")
    after = _after(service, _found(service, "early:a/审查"))
    order = [one.id for one in after.steps_of("a")][:4]
    assert order == ["a/收件", "a/审查", "a/受理", "a/决定"]
    assert (after.step("a/审查").phase, after.step("a/审查").counted) == (
        Phase.BEFORE_ACCEPTANCE,
        False,
    )


def test_an_early_step_brings_those_before_it() -> None:
    """Without them the measure is refused; with them the order within the run stays."""
    service = with_kind(StepKind.INSPECTION)
    early = {"a/审查": "清单", "a/又": "清单"}
    steps = tuple(one.model_copy(update={"early": early.get(one.id, "")}) for one in service.steps)
    service = service.model_copy(update={"steps": steps})
    second = _found(service, "early:a/又")
    with pytest.raises(RequestProblem, match="bring those before them along"):
        _after(service, second)
    after = _after(service, second, _found(service, "early:a/审查"))
    order = [one.id for one in after.steps_of("a")][:5]
    assert order == ["a/收件", "a/审查", "a/又", "a/受理", "a/决定"]


def test_routes_connections_deferral_and_the_rest_change_what_they_name() -> None:
    """One field each."""
    source = sharing()
    after = _after(source, _found(source, "connect:照库"))
    assert after.data_sources[0].progress == "online"
    retrieved = _after(source, _found(source, "route:a:照=retrieve@照库"))
    need = next(one for one in retrieved.requirements if one.id == "a:照")
    assert (need.route, need.source) == (Route.RETRIEVE, "照库")
    passed = handing_over()
    need = _after(passed, _found(passed, "route:b:甲证=result")).requirements[-1]
    assert need.route is Route.RESULT
    deferred = with_need(necessity=Necessity.DEFERRABLE)
    need = _after(deferred, _measure(MeasureKind.DEFER, "a:合同")).requirements[-1]
    assert need.needed_by == "decision"
    assert _after(pair(), _measure(MeasureKind.VISIT, "a/收件")).step("a/收件").visits == 0
    assert _after(pair(), _measure(MeasureKind.FEE, "a")).item("a").fee_absorbed
    assert _after(asking(), _measure(MeasureKind.GUIDE, "问")) == asking()


def test_a_habit_goes_by_parallelising_and_a_law_by_changing_the_rule() -> None:
    """Never the other way round."""
    habit = pair().precedences[0].id
    assert _after(pair(), _measure(MeasureKind.PARALLEL, habit)).precedences == ()
    assert _after(legal(), _measure(MeasureKind.RULE, "precedence/法")).precedences == ()
    with pytest.raises(RequestProblem, match="habit precedence"):
        _after(legal(), _measure(MeasureKind.PARALLEL, "法"))


def test_a_changed_rule_takes_wait_and_material_away() -> None:
    """The step takes nothing, the requirement stays in the list as abolished."""
    after = _after(
        pair(),
        _measure(MeasureKind.RULE, "step/a/审查"),
        _measure(MeasureKind.RULE, "requirement/a:合同"),
    )
    assert after.step("a/审查").length_hours() == 0
    assert after.requirements[-1].route is Route.ABOLISHED


@pytest.mark.parametrize(
    "measure",
    [
        _measure(MeasureKind.SHORTEN, "没有", value="8h"),
        _measure(MeasureKind.SHORTEN, "a/审查", value="8"),
        _measure(MeasureKind.ROUTE, "a:照", value="fax"),
        _measure(MeasureKind.ROUTE, "a:照", value="retrieve@没有"),
        _measure(MeasureKind.ROUTE, "没有", value="abolished"),
        _measure(MeasureKind.CONNECT, "没有"),
        _measure(MeasureKind.DEFER, "a:合同"),
        _measure(MeasureKind.COMMIT, "a"),
        _measure(MeasureKind.INSTANT, "没有"),
        _measure(MeasureKind.EARLY, "a/审查"),
        _measure(MeasureKind.VISIT, "没有"),
        _measure(MeasureKind.FEE, "没有"),
        _measure(MeasureKind.GUIDE, "没有"),
        _measure(MeasureKind.PARALLEL, "没有"),
        _measure(MeasureKind.WINDOW, "a", "没有"),
        _measure(MeasureKind.WINDOW, "a"),
        _measure(MeasureKind.MERGE, "a/审查", "b/受理", value="review"),
        _measure(MeasureKind.MERGE, "a/审查", "b/审查", value="没有"),
        _measure(MeasureKind.FORMS, "a/表"),
        _measure(MeasureKind.FORMS, "a/表", "执照"),
        _measure(MeasureKind.RULE, "a/审查"),
        _measure(MeasureKind.RULE, "precedence/没有"),
    ],
    ids=lambda one: one.id,
)
def test_a_malformed_measure_is_named(measure: Measure) -> None:
    """The error carries the canonical id of the measure."""
    with pytest.raises(RequestProblem) as raised:
        apply(pair(), (measure,))
    assert all(said.startswith(measure.id) for said in raised.value.problems[0])
