"""Whatever a plan does, its statistics workbook adds up to its figures."""

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import REDUCED, reductions
from optimizer.formats.statistics_workbook import statistics_workbook
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Plan
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.property.plans import WIDE, honest_claims, possible_plans
from tests.property.plans import Plan as Changes
from tests.spreadsheet import Book

# A schedule is solved for and a workbook computed in each example.
_few = settings(max_examples=25)


def plan_of(changes: Changes, rule: CountingRule) -> Plan:
    """The plan that makes some changes, told under a rule."""
    claims = honest_claims(changes)
    return Plan(
        request=WIDE,
        situation=(),
        counting=f"{rule.id}@{rule.version}",
        outcome=claims.outcome,
        verified=True,
        before=changes[0],
        after=claims.after,
        before_metrics=claims.before_metrics,
        after_metrics=claims.after_metrics,
        reductions=reductions(claims.before_metrics, claims.after_metrics, rule),
        schedule=claims.schedule,
        before_schedule=claims.before_schedule,
    )


@_few
@given(
    possible_plans(), st.sampled_from([*load_counting_rules().values()]), st.sampled_from(LANGUAGES)
)
def test_the_rows_add_up_to_the_figures(
    changes: Changes, rule: CountingRule, language: Language
) -> None:
    """On both sides, whatever is counted, and every formula keeps the value it comes to."""
    plan = plan_of(changes, rule)
    book = Book(statistics_workbook(plan, plan.before, "", language))
    summary = book.names[1]
    for row, one in enumerate(plan.reductions, 4):
        sides = [book.computed((summary, f"{column}{row}")) for column in "BC"]
        told = ["" if side is None else side for side in (one.before, one.after)]
        assert sides == told, one.metric
    assert len(plan.reductions) == len(REDUCED)
    for place in book.formulas:
        assert book.computed(place) == book.values.get(place, ""), place
