"""Plans as files tell them, of changes that were drawn."""

from optimizer.evaluation.reduction import reductions
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Plan
from tests.property.plans import WIDE, honest_claims
from tests.property.plans import Plan as Changes


def plan_of(changes: Changes) -> Plan:
    """The plan that makes some changes, under the usual rule."""
    claims = honest_claims(changes)
    return Plan(
        request=WIDE,
        situation=(),
        counting=f"{claims.rule.id}@{claims.rule.version}",
        outcome=claims.outcome,
        verified=True,
        before=changes[0],
        after=claims.after,
        before_metrics=claims.before_metrics,
        after_metrics=claims.after_metrics,
        reductions=claims.reductions,
        schedule=claims.schedule,
        before_schedule=claims.before_schedule,
    )


def told_under(plan: Plan, rule: CountingRule) -> Plan:
    """The same plan, its figures told under another rule."""
    found = reductions(plan.before_metrics, plan.after_metrics, rule)
    return plan.model_copy(update={"counting": f"{rule.id}@{rule.version}", "reductions": found})
