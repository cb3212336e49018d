"""A plan as a file that can be read again: what programs read of it, and the whole record."""

import datetime
import json
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from optimizer.formats.plan_json import FORMAT, as_text, plan_document
from optimizer.redesign.plan import Plan
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.record import Record, problems_of
from optimizer.service.service import Service

MOST_BYTES = 200 * 2**20
"""Of a plan file; a service of 400 steps makes one of some 5 MB."""

_MOST_TOLD = 20
_Kind = TypeVar("_Kind", bound=Record)


class HeldPlan(NamedTuple):
    """What a plan file holds.

    Attributes:
        service: as it was read when the plan was computed.
        plan: as it was written; nobody has recounted it.
        computed_at: when; ``None`` where the file does not say.
    """

    service: Service
    plan: Plan
    computed_at: datetime.datetime | None


def plan_file(
    plan: Plan,
    service: Service,
    found: Iterable[Finding] = (),
    computed_at: datetime.datetime | None = None,
) -> str:
    """The text of ``plan-<name>.json``.

    Args:
        plan: from ``planning.optimize``.
        service: as it was read, before a situation was chosen.
        found: findings about the service's file.
        computed_at: when the plan was made, with its time zone.
    """
    record = {"service": service.model_dump(mode="json"), "plan": plan.model_dump(mode="json")}
    return as_text({**plan_document(plan, service, found, computed_at), "record": record})


def read_plan_file(content: bytes, name: str) -> HeldPlan:
    """Read a plan file; the figures in it are only what the file says.

    Raises:
        InvalidFile: not such a file, or of another version of the program.
    """
    document = _document(content, name)
    record = document["record"]
    return HeldPlan(
        _read(Service, record.get("service"), f"{name}: record.service"),
        _read(Plan, record.get("plan"), f"{name}: record.plan"),
        _moment(document.get("computed_at")),
    )


def _moment(written: object) -> datetime.datetime | None:
    try:
        found = datetime.datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _document(content: bytes, name: str) -> dict[str, Any]:
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
    whole: dict[str, Any] = document
    return whole


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
