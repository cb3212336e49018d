"""A service as it is, and a comparison of two, as JSON (``docs/json.md``)."""

from collections.abc import Iterable
from typing import Any

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.difference import Difference
from optimizer.evaluation.reduction import select
from optimizer.formats.plan_json import percents, violation_document
from optimizer.network.chain import deciding_chain
from optimizer.redesign.metrics import Metrics, Reduction
from optimizer.redesign.violation import Violation
from optimizer.service.service import Service


def as_is_document(
    service: Service,
    metrics: Metrics,
    situation: tuple[tuple[str, str], ...],
    violations: Iterable[Violation],
) -> dict[str, Any]:
    """A completed service with its figures under every counting rule."""
    return {
        "format": "onething-as-is/1",
        "service": {"id": service.id, "name": service.name},
        "situation": dict(situation),
        "figures": metrics.model_dump(mode="json"),
        "counting": {
            f"{rule.id}@{rule.version}": {
                "materials": select(metrics, rule, "materials", "before"),
                "steps": select(metrics, rule, "steps", "before"),
                "days": select(metrics, rule, "promise", "before"),
            }
            for rule in load_counting_rules().values()
        },
        "chain": [
            {
                "step": link.step,
                "start_hours": link.start_hours,
                "finish_hours": link.finish_hours,
                "because": None if link.edge is None else link.edge.kind.value,
            }
            for link in deciding_chain(service)
        ],
        "violations": [violation_document(one) for one in violations],
    }


def comparison_document(
    services: tuple[Service, Service],
    metrics: tuple[Metrics, Metrics],
    table: tuple[Reduction, ...],
    differences: Iterable[Difference],
) -> dict[str, Any]:
    """Two completed services side by side."""
    before, after = services
    return {
        "format": "onething-comparison/1",
        "counting": table[0].rule,
        "before": {"id": before.id, "name": before.name, "figures": _figures(table, "before")},
        "after": {"id": after.id, "name": after.name, "figures": _figures(table, "after")},
        "reduction": percents(table),
        "raw": [one.model_dump(mode="json") for one in metrics],
        "differences": [one.model_dump(mode="json") for one in differences],
    }


def _figures(table: tuple[Reduction, ...], side: str) -> dict[str, int | None]:
    return {"days" if one.metric == "promise" else one.metric: getattr(one, side) for one in table}
