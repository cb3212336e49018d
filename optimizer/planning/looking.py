"""What there is: findings of a file, the as-is of a service, the counting rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import RequestProblem, Said
from optimizer.evaluation.certainty import Mark, marks
from optimizer.evaluation.counting import load_counting_rules, measure_up
from optimizer.formats.any_service_file import read_any_service
from optimizer.formats.yaml_tree import read_bytes
from optimizer.law.check import service_violations
from optimizer.law.rules import load_rules
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.violation import Violation
from optimizer.service import Service, chosen_options, complete, in_situation
from optimizer.service.confirming import confirmed
from optimizer.service.findings import Finding, findings
from optimizer.solver.schedule import Schedule, schedule


@dataclass(frozen=True)
class AsIs:
    """A service as it is in one situation, completed, scheduled and counted."""

    situation: tuple[tuple[str, str], ...]
    service: Service
    schedule: Schedule | None
    metrics: Metrics
    violations: tuple[Violation, ...]


def check(path: Path) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in a service file, at once.

    Raises:
        InvalidInput: the file cannot be read as a service; it carries the findings.
    """
    service, notes = read_any_service(read_bytes(path), path.name)
    return (*findings(service, str(path)), *notes)


def look_at(service: Service, situation: tuple[tuple[str, str], ...] = ()) -> AsIs:
    """The as-is of a service in one situation.

    Raises:
        RequestProblem: the situation names a question or option the service lacks.
    """
    options = chosen_options(service, dict(situation))
    completed = complete(in_situation(service, options))
    timed = schedule(completed)
    return AsIs(
        situation=tuple(options.items()),
        service=completed,
        schedule=timed,
        metrics=measure_up(completed, None if timed is None else timed.elapsed_hours),
        violations=service_violations(load_rules(), completed),
    )


def counting_rule(rule_id: str) -> CountingRule:
    """The counting rule with this id.

    Raises:
        RequestProblem: there is none; the message names those there are.
    """
    rules = load_counting_rules()
    if rule_id not in rules:
        raise problem(
            f"{rule_id}: 没有这个统计口径；可用：{'、'.join(rules)}",
            f"{rule_id}: no such counting rule; write one of {', '.join(rules)}",
        )
    return rules[rule_id]


def doubts(service: Service, situation: tuple[tuple[str, str], ...] = ()) -> tuple[Mark, ...]:
    """Every assumed value (推定值) of the as-is that some figure rests on.

    Raises:
        RequestProblem: the situation names a question or option the service lacks.
    """
    return marks(look_at(service, situation).service)


def confirm(service: Service, mark: Mark, situation: tuple[tuple[str, str], ...] = ()) -> Service:
    """The service with one assumed value stated as it is and no longer marked.

    Raises:
        KeyError: the service has no such record in this situation.
    """
    completed = look_at(service, situation).service
    return confirmed(service, completed, mark.subject, mark.id, mark.field)


def problem(zh: str, en: str) -> RequestProblem:
    """One thing wrong with a request, in both languages."""
    return RequestProblem((Said(zh, en),))
