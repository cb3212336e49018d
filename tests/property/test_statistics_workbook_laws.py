"""Whatever a plan does, its statistics workbook adds up to its figures."""

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.evaluation.counting import load_counting_rules
from optimizer.formats.statistics_workbook import statistics_workbook
from optimizer.redesign.plan import Plan
from optimizer.service.item import Limit
from optimizer.service.kinds import Phase, Span, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.fixtures import days, pair
from tests.property.plans import Plan as Changes
from tests.property.plans import possible_plans
from tests.property.told_plans import plan_of, told_under
from tests.spreadsheet import Book

# A schedule is solved for and a workbook a rule computed in each example.
_few = settings(max_examples=25)


def agree(plan: Plan, language: Language = "zh") -> None:
    """Every figure and formula comes to what the plan says, whatever is counted."""
    for rule in load_counting_rules().values():
        told = told_under(plan, rule)
        book = Book(statistics_workbook(told, told.before, "", language))
        summary = book.names[1]
        for row, one in enumerate(told.reductions, 4):
            sides = [book.computed((summary, f"{column}{row}")) for column in "BC"]
            kept = ["" if side is None else side for side in (one.before, one.after)]
            assert sides == kept, (one.metric, rule.id)
        for place in book.formulas:
            assert book.computed(place) == book.values.get(place, ""), (place, rule.id)


@_few
@given(possible_plans(), st.sampled_from(LANGUAGES))
def test_the_rows_add_up_to_the_figures_under_every_rule(
    changes: Changes, language: Language
) -> None:
    """On both sides, and every formula keeps the value it comes to."""
    agree(plan_of(changes), language)


def with_items(**second: object) -> Service:
    """Two items one after the other; the second has a promise only."""
    service = pair()
    first, other = service.items
    promised = Limit(duration=days("5"))
    changed = {"statutory": None, "promised": promised, **second}
    return service.model_copy(update={"items": (first, other.model_copy(update=changed))})


def with_step(service: Service, name: str, **update: object) -> Service:
    """The service with one step changed."""
    steps = tuple(one.model_copy(update=update) if one.id == name else one for one in service.steps)
    return service.model_copy(update={"steps": steps})


def test_items_without_a_statutory_limit_are_left_out_of_the_chain_too() -> None:
    """Where only statutory limits count, the promise ends with the last item that has one."""
    plan = plan_of((with_items(), ()))
    metrics = plan.after_metrics
    assert (metrics.promise_days_statutory_items, metrics.promise_days) == (5, 10)
    agree(plan)


def test_the_chain_goes_on_to_the_delivery_where_the_limit_spans_it() -> None:
    """The clock of such an item ends with its last step, not with its decision."""
    service = with_step(with_items(), "a/送达", duration=days("2"), counted=True)
    first, other = service.items
    spanning = first.model_copy(
        update={"statutory": Limit(duration=days("7"), spans=Span.DELIVERY)}
    )
    plan = plan_of((service.model_copy(update={"items": (spanning, other)}), ()))
    assert plan.after_metrics.promise_days_statutory_items == 7
    agree(plan)


def test_waits_between_items_are_part_of_the_chain() -> None:
    """A lag that counts stands in its row and in the promise."""
    service = pair()
    waits = tuple(
        one.model_copy(update={"lag": days("3"), "lag_counted": True})
        for one in service.precedences
    )
    plan = plan_of((service.model_copy(update={"precedences": waits}), ()))
    assert plan.after_metrics.promise_days == 13
    agree(plan)


def test_visits_of_an_after_check_do_not_count() -> None:
    """Visits are counted until the result is in hand."""
    check = Step(
        id="a/核查",
        items=("a",),
        kind=StepKind.AFTER_CHECK,
        departments=("d1",),
        phase=Phase.AFTER_CHECK,
        duration=days("1"),
        counted=False,
        visible=True,
        visits=5,
        after=(),
    )
    service = pair()
    plan = plan_of((service.model_copy(update={"steps": (*service.steps, check)}), ()))
    assert plan.after_metrics.visits < 5
    agree(plan)
