"""A decided district as a JSON file that can be read again, and as a summary for programs."""

from __future__ import annotations

import json
from typing import Any

from optimizer import __version__
from optimizer.formats.plan_json import as_text, metric_key
from optimizer.redesign.district import DistrictPlan, ServiceChoice
from optimizer.service.canonical import fingerprint, sha256
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.record import problems_of

FORMAT = "onething-district/1"
MOST_BYTES = 2**30
_MOST_TOLD = 20
_HASH = "record_sha256"


def district_document(plan: DistrictPlan) -> dict[str, Any]:
    """A decided district for programs; the keys are documented in ``docs/json.md``."""
    outcome = plan.outcome
    inputs = {one.key: fingerprint(one.service) for one in plan.district.members}
    return {
        "format": FORMAT,
        "program": {"name": "onething-optimizer", "version": __version__},
        "district": {"name": plan.district.name, "generated": plan.district.generated},
        "request": plan.request.model_dump(mode="json"),
        "status": outcome.status.value,
        "value": outcome.value,
        "bound": outcome.bound,
        "gap": outcome.gap(),
        "effort": outcome.effort,
        "cost_yuan": outcome.cost_yuan,
        "computed_at": None if plan.computed_at is None else plan.computed_at.isoformat(),
        "rounds": outcome.rounds,
        "seconds": outcome.seconds,
        "alone": [
            {"metric": metric_key(metric), "least": least} for metric, least in outcome.alone
        ],
        "sources": [
            {**one.model_dump(mode="json"), "connected": one.key in outcome.connected}
            for one in plan.sources
        ],
        "approvals": [
            {**one.model_dump(mode="json"), "approved": one.key in outcome.approved}
            for one in plan.approvals
        ],
        "services": [_service(one, inputs) for one in outcome.choices],
        "failed": [one.model_dump(mode="json") for one in plan.failed],
    }


def district_file(plan: DistrictPlan) -> str:
    """The text of ``district-plan.json``: the summary and the whole record."""
    return with_hash({**district_document(plan), "record": plan.model_dump(mode="json")})


def with_hash(document: dict[str, Any]) -> str:
    """The text of a document with the hash of its record.

    Figures of a file are counted again, but what it says is proven cannot be: the hash tells
    whether it still says what was found. It is no signature.
    """
    return as_text({**document, _HASH: _hash(document["record"])})


def _hash(record: object) -> str:
    return sha256(json.dumps(record, ensure_ascii=False, sort_keys=True))


def read_district_file(content: bytes, name: str) -> DistrictPlan:
    """Read what ``district_file`` wrote; nobody has counted it again.

    Raises:
        InvalidFile: not such a file, of another version of the program, or altered.
    """
    try:
        document = json.loads(content) if len(content) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InvalidFile((_finding(name, f"不是 {FORMAT} 文件", f"this is no {FORMAT} file"),))
    try:
        plan = DistrictPlan.model_validate_json(json.dumps(document.get("record")))
    except ValueError as error:
        problems = [": ".join([".".join(where), what]) for where, what in problems_of(error)]
        told = tuple(_finding(f"{name}: record", one, one) for one in problems[:_MOST_TOLD])
        raise InvalidFile(told) from error
    if document.get(_HASH) != _hash(document["record"]):
        said = ("内容被改动过，或由其他版本写出", "it was altered, or is of another version")
        raise InvalidFile((_finding(f"{name}: record", *said),))
    return plan


def _service(one: ServiceChoice, inputs: dict[str, str]) -> dict[str, Any]:
    return {
        "service": one.service,
        "sha256": inputs[one.service],
        "effort": one.effort,
        "cost_yuan": one.cost_yuan,
        "sources": list(one.sources),
        "approvals": list(one.approvals),
        "measures": [measure.id for measure in one.measures],
        "before": {metric_key(k): v for k, v in one.before.model_dump(mode="json").items()},
        "after": {metric_key(k): v for k, v in one.after.model_dump(mode="json").items()},
    }


def _finding(file: str, zh: str, en: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="district_file",
        file=file,
        message_zh=zh,
        message_en=en,
        right_zh="请用 onething portfolio optimize 重新测算",
        right_en="decide it again with onething portfolio optimize",
    )
