"""A plan as a file that can be read again: what programs read of it, and the whole record."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from optimizer.formats.plan_json import FORMAT, as_text, plan_document
from optimizer.redesign.plan import Plan
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.record import Record, problems_of
from optimizer.service.service import Service

MOST_BYTES = 200 * 2**20
"""Of a plan file; a service of 400 steps makes one of some 5 MB."""

_MOST_TOLD = 20
_Kind = TypeVar("_Kind", bound=Record)


def plan_file(plan: Plan, service: Service, found: Iterable[Finding] = ()) -> str:
    """The text of ``plan-<name>.json``.

    Args:
        plan: from ``planning.optimize``.
        service: as it was read, before a situation was chosen.
        found: findings about the service's file.
    """
    record = {"service": service.model_dump(mode="json"), "plan": plan.model_dump(mode="json")}
    return as_text({**plan_document(plan, service, found), "record": record})


def read_plan_file(content: bytes, name: str) -> tuple[Service, Plan]:
    """The service that was read and the plan that answers it, as they were written.

    Nobody has recounted them: the figures of a file are only what the file says.

    Raises:
        InvalidFile: not such a file, or of another version of the program.
    """
    record = _record(content, name)
    service = _read(Service, record.get("service"), f"{name}: record.service")
    return service, _read(Plan, record.get("plan"), f"{name}: record.plan")


def _record(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise _refused(name, "文件过大", "the file is too large")
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _refused(name, "不是方案文件（JSON）", "this is no plan file (JSON)") from error
    held = document.get("record") if isinstance(document, dict) else None
    if not isinstance(held, dict) or document.get("format") != FORMAT:
        raise _refused(
            name,
            "不是方案文件：缺少 record 或格式不符",
            f"this is no plan file: there is no record in it, or its format is not {FORMAT}",
        )
    return held


def _read(kind: type[_Kind], written: object, place: str) -> _Kind:
    try:
        # Strings stand for values of closed sets; only the JSON mode takes them.
        return kind.model_validate_json(json.dumps(written))
    except ValueError as error:
        problems = [": ".join([".".join(where), what]) for where, what in problems_of(error)]
        raise InvalidFile(
            tuple(_finding(place, one, one) for one in problems[:_MOST_TOLD])
        ) from error


def _refused(name: str, zh: str, en: str) -> InvalidFile:
    return InvalidFile((_finding(name, zh, en),))


def _finding(file: str, zh: str, en: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="plan_file",
        file=file,
        message_zh=zh,
        message_en=en,
        right_zh="请使用 onething optimize --out 写出的 plan-….json，或在“导出”中下载的完整方案",
        right_en="use plan-….json as onething optimize --out or the pages write it",
    )
