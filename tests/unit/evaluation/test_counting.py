"""Figures of the hand-written pair, counted by hand."""

from optimizer.evaluation.contribution import longest_path
from optimizer.evaluation.counting import load_counting_rules, measure_up
from optimizer.evaluation.reduction import percent, reductions, select
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.metrics import Metrics
from optimizer.service import Service
from optimizer.service.document import Document
from optimizer.service.item import Limit
from optimizer.service.kinds import DocumentClass, Phase, Route, Span, StepKind
from optimizer.service.requirement import Requirement
from optimizer.service.step import Step
from tests.fixtures import days, handing_over, pair, with_item, with_kind, with_step


def counted(service: Service) -> Metrics:
    return measure_up(service, longest_path(service))


def together(*ids: str) -> Service:
    """``pair`` with whole opportunities taken up."""
    offered = {one.id: one for one in find(pair())}
    return apply(pair(), [measure_of(offered[name], offered[name].targets) for name in ids])


def test_the_pair_is_counted_as_by_hand() -> None:
    """Two serial items of five days: five entries of four kinds, two of them forms."""
    figures = counted(pair())
    assert figures.material_entries == 5
    assert figures.material_kinds == 4
    assert figures.material_copies == 5
    assert figures.forms == 2
    assert figures.material_entries_without_forms == 3
    assert figures.material_kinds_without_forms == 2
    assert figures.steps_internal == 12
    assert figures.steps_visible == 4  # 收件 and 送达 of each
    assert figures.steps_stage == 6  # two filings, two levels, two hand-overs
    assert figures.statutory_sum_days == figures.promise_sum_days == 10
    assert figures.promise_days == 10
    assert figures.promise_days_statutory_items == 10
    assert figures.elapsed_days == 12  # 制证 takes a day each and does not count
    assert figures.visits == 2
    assert (figures.items, figures.applications, figures.departments) == (2, 2, 2)
    assert figures.certificates == 1
    assert figures.inspections == 0


def test_the_redesigned_pair_is_counted_as_by_hand() -> None:
    """One window, one form, one licence copy, both items at the same time."""
    figures = counted(
        together(
            "window:window",
            "forms:forms",
            "route:a:照=submit_once",
            "route:b:照=submit_once",
            "parallel:a→b（逐项办理）",
        )
    )
    assert figures.material_entries == figures.material_kinds == 3
    assert figures.forms == 1
    assert figures.steps_internal == 11
    assert figures.steps_visible == 3
    assert figures.steps_stage == 4  # one filing, one level, two hand-overs
    assert figures.promise_days == 5
    assert figures.elapsed_days == 6
    assert figures.visits == 1
    assert (figures.applications, figures.departments) == (1, 1)


def test_copies_of_a_document_submitted_once_are_the_most_anybody_asks_for() -> None:
    """Three and two copies of one licence become three."""
    service = pair()
    needs = tuple(
        need.model_copy(update={"copies": 3 if need.item == "a" else 2, "route": Route.SUBMIT_ONCE})
        if need.document == "执照"
        else need
        for need in service.requirements
    )
    figures = counted(service.model_copy(update={"requirements": needs}))
    assert figures.material_copies == 3 + 3
    assert figures.material_entries == 4


def test_fields_are_those_of_forms_handed_in() -> None:
    """A form that nobody hands in has no fields to fill in."""
    service = pair()
    documents = tuple(
        one.model_copy(update={"fields": ("姓名", "地址")}) for one in service.documents
    )
    filled = service.model_copy(update={"documents": documents})
    assert counted(filled).material_fields == 4
    needs = tuple(
        need.model_copy(update={"route": Route.ABOLISHED}) if need.id == "b:表" else need
        for need in filled.requirements
    )
    assert counted(filled.model_copy(update={"requirements": needs})).material_fields == 2


def test_statutory_items_only_leave_the_others_out_of_the_days() -> None:
    """The clock of the last item with a statutory limit ends the days."""
    service = pair()
    first, second = service.items
    without = second.model_copy(update={"statutory": None, "promised": Limit(duration=days("5"))})
    figures = counted(service.model_copy(update={"items": (first, without)}))
    assert figures.statutory_sum_days == 5
    assert figures.statutory_items == 1
    assert figures.statutory_or_promise_sum_days == 10
    assert figures.promise_days_statutory_items == 5
    assert figures.promise_days == 10


def test_a_limit_to_delivery_ends_the_days_with_the_delivery() -> None:
    """What a limit spans decides where its clock ends."""
    spanning = with_item(statutory=Limit(duration=days("5"), spans=Span.DELIVERY))
    second = spanning.items[1].model_copy(update={"statutory": None})
    only = spanning.model_copy(update={"items": (spanning.items[0], second)})
    figures = counted(only)
    ends = only.step("a/送达")
    assert ends.counted
    assert figures.promise_days_statutory_items == 5


def test_inspections_count_in_all_phases() -> None:
    """An inspection that became an after-check still meets the applicant."""
    service = with_kind(StepKind.INSPECTION)
    assert counted(service).inspections == 2
    steps = tuple(
        step.model_copy(update={"phase": Phase.AFTER_CHECK, "counted": False, "after": ()})
        if step.id == "a/又"
        else step.model_copy(update={"after": ("a/审查",)})
        if step.id == "a/决定"
        else step
        for step in service.steps
    )
    assert counted(service.model_copy(update={"steps": steps})).inspections == 2


def test_a_combined_permit_replaces_the_certificates_it_unites() -> None:
    """One 制证 for both under a combined permit gives one certificate."""
    service = pair()
    second = service.items[1].model_copy(update={"results": ("乙证",)})
    two = service.model_copy(update={"items": (service.items[0], second)})
    assert counted(two).certificates == 2
    rest = tuple(step for step in two.steps if step.kind is not StepKind.ISSUE)
    one = Step(id="合", items=("a", "b"), kind=StepKind.ISSUE, after=(), duration=days("1"))
    united = two.model_copy(update={"steps": (*rest, one)})
    assert counted(united).certificates == 2
    assert counted(united.model_copy(update={"combined_permit": "试点"})).certificates == 1


def test_a_wait_for_a_result_is_a_level() -> None:
    """Without the habit the derived wait still puts the second item on a second level."""
    service = handing_over(Route.RESULT)
    free = service.model_copy(update={"precedences": ()})
    assert counted(free).steps_stage == 2 + 2 + 2
    handed = tuple(
        need.model_copy(update={"route": Route.RETRIEVE}) if need.id == "b:甲证" else need
        for need in free.requirements
    )
    assert counted(free.model_copy(update={"requirements": handed})).steps_stage == 2 + 1 + 2


def test_unknown_durations_make_an_at_least() -> None:
    """A step without a duration weighs nothing and is named by what rests on it."""
    figures = counted(with_step("a/审查", duration=None))
    assert figures.promise_days == 7
    assert {"promise_days", "elapsed_days"} <= set(figures.at_least)
    uncounted = counted(with_step("a/制证", duration=None))
    assert "promise_days" not in uncounted.at_least
    assert "elapsed_days" in uncounted.at_least


def test_what_rests_on_assumed_values_is_named() -> None:
    """Assumed steps mark the times; what was read is not marked."""
    figures = counted(pair())
    assert {"promise_days", "elapsed_days", "visits", "steps_visible"} <= set(figures.assumed)
    assert "material_entries" not in figures.assumed
    assert "statutory_sum_days" not in figures.assumed


def test_the_rules_promised_are_shipped() -> None:
    """Each rule of the documentation is there, named in both languages."""
    rules = load_counting_rules()
    wanted = {"reporting", "statutory-sum", "promise-sum", "critical-path", "kinds", "copies"}
    wanted |= {"fields", "internal", "stage", "without-forms", "eregulations"}
    assert wanted <= set(rules)
    assert next(iter(rules)) == "reporting"
    assert all(rule.name_zh and rule.name_en and rule.note_zh for rule in rules.values())


def test_each_rule_selects_its_own_figures() -> None:
    """The same service under different rules."""
    rules, figures = load_counting_rules(), counted(pair())

    def materials(rule: str) -> int | None:
        return select(figures, rules[rule], "materials", "before")

    assert materials("reporting") == 5
    assert materials("kinds") == 4
    assert materials("without-forms") == 3
    assert materials("fields") == 0
    assert select(figures, rules["internal"], "steps", "after") == 12
    assert select(figures, rules["stage"], "steps", "after") == 6
    assert select(figures, rules["critical-path"], "promise", "before") == 10


def test_reductions_name_their_rule_and_guard_zero() -> None:
    """Nothing can be saved of nothing; every row says how it was counted."""
    before, after = counted(pair()), counted(together("parallel:a→b（逐项办理）"))
    table = {
        row.metric: row for row in reductions(before, after, load_counting_rules()["reporting"])
    }
    assert (table["promise"].before, table["promise"].after) == (10, 5)
    assert table["promise"].percent == 50.0
    assert table["promise"].rule == "reporting@1"
    assert table["fees"].percent is None


def test_percentages_round_halves_away_from_zero() -> None:
    """1 of 800 is 0.125 %: half a hundredth goes up, as officials round."""
    assert percent(800, 799) == 0.13
    assert percent(800, 801) == -0.13
    assert percent(3, 2) == 33.33
    assert percent(3, 1) == 66.67


def test_documents_nobody_listed_do_not_break_the_count() -> None:
    """A dangling document is a finding elsewhere; here it is one more material."""
    service = pair()
    stray = Requirement(id="a:?", item="a", document="不存在")
    more = service.model_copy(update={"requirements": (*service.requirements, stray)})
    assert counted(more).material_entries == 6
    assert Document(id="x").document_class is DocumentClass.OTHER
