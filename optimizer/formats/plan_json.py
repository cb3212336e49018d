"""A plan as JSON for programs; the keys are documented in ``docs/json.md`` and stable."""

import datetime
import json
from collections.abc import Iterable
from typing import Any

from optimizer import __version__
from optimizer.evaluation.published import METRICS as PUBLISHED_METRICS
from optimizer.evaluation.published import Position, position
from optimizer.evaluation.warnings import warning_texts
from optimizer.redesign.metrics import Metrics, Reduction
from optimizer.redesign.plan import Outcome, Plan, StageResult, Status
from optimizer.redesign.violation import Violation
from optimizer.service.canonical import fingerprint
from optimizer.service.finding import Finding
from optimizer.service.service import Service
from optimizer.service.terms import english_value
from optimizer.wording.sentences import Sentences

FORMAT = "onething-plan/1"

RAW = (
    "promise_days",
    "elapsed_days",
    "inspections",
    "applications",
    "departments",
    "certificates",
    "fees_yuan",
    "forms",
    "visits",
)
"""Raw figures that stand beside those of the rule under names of their own."""


def as_text(document: object) -> str:
    """JSON text of a document, Chinese as it is."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def plan_document(
    plan: Plan,
    service: Service,
    found: Iterable[Finding] = (),
    computed_at: datetime.datetime | None = None,
) -> dict[str, Any]:
    """A plan as plain values.

    Args:
        plan: from ``planning.optimize``.
        service: as it was read, before a situation was chosen.
        found: findings about the service's file.
        computed_at: when the plan was made, with its time zone; ``None`` when nobody kept it.
    """
    return {
        "format": FORMAT,
        "program": {"name": "onething-optimizer", "version": __version__},
        "service": {"id": service.id, "name": service.name, "sha256": fingerprint(service)},
        "computed_at": None if computed_at is None else computed_at.isoformat(),
        "plan": plan.request.name,
        **_outcome(plan.outcome),
        "verified": plan.verified,
        "situation": dict(plan.situation),
        "counting": plan.counting,
        "request": plan.request.model_dump(mode="json"),
        "before": _figures(plan.before_metrics, plan.reductions, "before"),
        "after": _figures(plan.after_metrics, plan.reductions, "after"),
        "reduction": percents(plan.reductions),
        "without_shortening": percents(plan.without_shortening),
        "measures": _measures(plan),
        "waterfall": [
            {**row.model_dump(mode="json"), "metric": metric_key(row.metric)}
            for row in plan.waterfall
        ],
        "losses": [
            {"measure": one.measure, "dropped": list(one.dropped), "lost": _changes(one.lost)}
            for one in plan.losses
        ],
        "schedule": [one.model_dump(mode="json") for one in plan.schedule],
        "findings": [finding_document(one) for one in found],
        "violations": [violation_document(one) for one in plan.violations_before],
        "warnings": [_warning(code, subject) for code, subject in plan.warnings],
        "sign_offs": [violation_document(one) for one in plan.sign_offs],
        "assumed": list(plan.assumed),
        "sensitivity": {name: list(kept) for name, kept in plan.sensitivity},
        "position": _positions(plan, service),
        "clash": _clash(plan.outcome),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    """Status, seconds, and of each metric what no plan can beat and how far off this one is."""
    return {
        "status": outcome.status.value,
        "seconds": round(outcome.seconds, 3),
        "bound": {metric_key(one.metric): one.bound for one in outcome.stages},
        "gap": {metric_key(one.metric): _gap(one) for one in outcome.stages},
    }


def _gap(stage: StageResult) -> int | None:
    if stage.proven:
        return 0
    if stage.value is None or stage.bound is None:
        return None
    return max(0, stage.value - stage.bound)


def metric_key(metric: str) -> str:
    """The key of a metric: what planners call days is the promise."""
    return "days" if metric == "promise" else metric


def _figures(metrics: Metrics, table: tuple[Reduction, ...], side: str) -> dict[str, Any]:
    """What the rule selects under its metric's name (the days as ``days``), then raw figures."""
    raw = metrics.model_dump(mode="json")
    selected = {
        metric_key(one.metric): getattr(one, side)
        for one in table
        if one.metric not in ("fees", "elapsed")
    }
    return {
        **selected,
        **{name: raw[name] for name in RAW},
        "statutory_days": raw["statutory_sum_days"],
        "at_least": raw["at_least"],
        "assumed": raw["assumed"],
        "raw": {key: value for key, value in raw.items() if key not in ("at_least", "assumed")},
    }


def percents(table: tuple[Reduction, ...]) -> dict[str, float | None]:
    """Per cent by metric, the days as ``days``."""
    return {metric_key(one.metric): one.percent for one in table}


def _measures(plan: Plan) -> list[dict[str, Any]]:
    effects = dict(plan.effects)
    chinese, english = Sentences(plan.before, "zh"), Sentences(plan.before, "en")
    return [
        {
            "id": one.id,
            "kind": one.kind.value,
            "lever": one.lever,
            "targets": list(one.targets),
            "value": one.value,
            "text_zh": chinese.measure(one),
            "text_en": english.measure(one),
            "effort": one.terms.effort,
            "grade": one.terms.grade.value,
            "authority": english_value(one.terms.authority),
            "risk": english_value(one.terms.risk),
            "basis": one.terms.basis,
            "precondition": one.terms.precondition,
            "cost_yuan": one.terms.cost_yuan,
            "person_days": one.terms.person_days,
            "rule_change": one.rule_change,
            "assumed": list(one.terms.assumed),
            "effect": _changes(effects.get(one.id, ())),
        }
        for one in plan.outcome.measures
    ]


def _changes(changes: tuple[tuple[str, int], ...]) -> dict[str, int]:
    return {metric_key(metric): amount for metric, amount in changes}


def finding_document(one: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    return one.model_dump(mode="json")


def violation_document(one: Violation) -> dict[str, Any]:
    """A violation of the law as plain values."""
    return one.model_dump(mode="json")


def _warning(code: str, subject: str) -> dict[str, str]:
    chinese, english = warning_texts()[code]
    return {
        "code": code,
        "subject": subject,
        "text_zh": chinese.format(subject=subject),
        "text_en": english.format(subject=subject),
    }


def positions(plan: Plan, name: str) -> tuple[Position, ...]:
    """Where the reductions of a plan stand among published reforms; only days that compare.

    Args:
        plan: from ``planning.optimize``.
        name: of the service, which tells its theme.
    """
    found = []
    table = percents(plan.reductions)
    for metric in PUBLISHED_METRICS:
        percent = table.get(metric)
        if percent is not None:
            one = position(name, metric, percent)
            if one is not None:
                found.append(one)
    return tuple(found)


def _positions(plan: Plan, service: Service) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in positions(plan, service.name)]


def _clash(outcome: Outcome) -> dict[str, Any] | None:
    if outcome.status is not Status.UNREACHABLE:
        return None
    if outcome.clash is None:
        return {"groups": [], "alone": {}}
    return {"groups": list(outcome.clash.groups), "alone": _changes(outcome.clash.alone)}
