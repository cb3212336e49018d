"""JSON Schemas of what programs read: a whole plan, and the tables of plans.

They are shipped in ``data/schema`` beside those of the files people write; ``json_schema`` writes
them. What the keys mean stands in ``docs/json.md`` and ``docs/interfaces.md``.
"""

from typing import Any

import pyarrow as pa

from optimizer.evaluation.published import Position
from optimizer.evaluation.reduction import REDUCED
from optimizer.formats import plan_json
from optimizer.formats.plan_json import metric_key
from optimizer.formats.plan_tables import TABLES, writing
from optimizer.formats.plan_tables.schema import Column, PlanTable, english_words
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import ScheduledStep, Status, WaterfallRow
from optimizer.redesign.request import Request
from optimizer.redesign.violation import Violation
from optimizer.service.finding import Finding
from optimizer.service.kinds import Authority, Grade, Risk
from optimizer.service.record import Record

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_NUMBER: Schema = {"type": "number"}
_YES_NO: Schema = {"type": "boolean"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_PERCENTS: Schema = {"type": "object", "additionalProperties": {"type": ["number", "null"]}}
_AMOUNTS: Schema = {"type": "object", "additionalProperties": _WHOLE}
_KNOWN_OR_NOT: Schema = {"type": "object", "additionalProperties": {"type": ["integer", "null"]}}
_BASIC: dict[pa.DataType, Schema] = {
    pa.string(): _TEXT,
    pa.int64(): _WHOLE,
    pa.float64(): _NUMBER,
    pa.bool_(): _YES_NO,
}


def plan_schema() -> Schema:
    """The schema of a document of ``plan_json``; further keys may come within one format."""
    return _Builder().plan()


def tables_schema() -> Schema:
    """The schema of the tables of plans as JSON; nothing may stand in them but what is told."""
    tables = {table.key: _rows(table) for table in TABLES}
    versions = {table.key: {"const": table.version} for table in TABLES}
    head = {"format": {"const": writing.FORMAT}, "program": _program(), "schemas": _all(versions)}
    return {
        "$schema": _DRAFT,
        "title": f"数据表 · tables of plans, {writing.FORMAT}",
        **_all({**head, "tables": _all(tables)}),
        "additionalProperties": False,
    }


def _rows(table: PlanTable) -> Schema:
    columns = {column.name: _value(column) for column in table.columns}
    row = {**_all(columns), "additionalProperties": False}
    return {"type": "array", "description": f"One row is {table.meaning}.", "items": row}


def _value(column: Column) -> Schema:
    if pa.types.is_list(column.type):
        value = _TEXTS
    elif pa.types.is_timestamp(column.type):
        value = {"type": "string", "format": "date-time"}
    else:
        value = _BASIC[column.type]
    if column.values:
        value = {"enum": list(column.values)}
    told = {"description": column.meaning}
    return {**told, "anyOf": [value, {"type": "null"}]} if column.nullable else {**told, **value}


def _all(properties: Schema) -> Schema:
    """An object that has at least these keys."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _program() -> Schema:
    return _all({"name": {"const": "onething-optimizer"}, "version": _TEXT})


class _Builder:
    """The schema of a plan; records it holds are defined once."""

    def __init__(self) -> None:
        self._defined: Schema = {}

    def plan(self) -> Schema:
        told = _all({**self._head(), **self._answer(), **self._doubts()})
        return {
            "$schema": _DRAFT,
            "title": f"方案 · plan of onething-optimizer, {plan_json.FORMAT}",
            **told,
            "$defs": {name: self._defined[name] for name in sorted(self._defined)},
        }

    def _record(self, record: type[Record]) -> Schema:
        """A reference to a record as it is written."""
        schema = record.model_json_schema(mode="serialization")
        self._defined.update(schema.pop("$defs", {}))
        self._defined[record.__name__] = schema
        return {"$ref": f"#/$defs/{record.__name__}"}

    def _records(self, record: type[Record]) -> Schema:
        return {"type": "array", "items": self._record(record)}

    def _head(self) -> Schema:
        return {
            "format": {"const": plan_json.FORMAT},
            "program": _program(),
            "service": _all({"id": _TEXT, "name": _TEXT, "sha256": {"pattern": "^[0-9a-f]{64}$"}}),
            "computed_at": {"type": ["string", "null"], "format": "date-time"},
            "plan": _TEXT,
            "status": {"enum": list(english_words(Status))},
            "seconds": _NUMBER,
            "bound": _KNOWN_OR_NOT,
            "gap": _KNOWN_OR_NOT,
            "verified": _YES_NO,
            "situation": {"type": "object", "additionalProperties": _TEXT},
            "counting": {"type": "string", "pattern": "^.+@[0-9]+$"},
            "request": self._record(Request),
        }

    def _answer(self) -> Schema:
        lost = _all({"measure": _TEXT, "dropped": _TEXTS, "lost": _AMOUNTS})
        return {
            "before": self._figures(),
            "after": self._figures(),
            "reduction": _PERCENTS,
            "without_shortening": _PERCENTS,
            "measures": {"type": "array", "items": _measure()},
            "waterfall": self._records(WaterfallRow),
            "losses": {"type": "array", "items": lost},
            "schedule": self._records(ScheduledStep),
        }

    def _figures(self) -> Schema:
        figure: Schema = {"type": ["integer", "null"]}
        selected = {metric_key(one): figure for one in REDUCED if one not in ("fees", "elapsed")}
        raw = self._record(Metrics)
        # Marks stand beside the raw figures, not among them.
        record = self._defined["Metrics"]
        for name in ("at_least", "assumed"):
            record["properties"].pop(name, None)
            record["required"] = [one for one in record["required"] if one != name]
        named = dict.fromkeys((*plan_json.RAW, "statutory_days"), figure)
        return _all({**selected, **named, "at_least": _TEXTS, "assumed": _TEXTS, "raw": raw})

    def _doubts(self) -> Schema:
        warning = _all(dict.fromkeys(("code", "subject", "text_zh", "text_en"), _TEXT))
        clash = _all({"groups": _TEXTS, "alone": _AMOUNTS})
        return {
            "findings": self._records(Finding),
            "violations": self._records(Violation),
            "warnings": {"type": "array", "items": warning},
            "sign_offs": self._records(Violation),
            "assumed": _TEXTS,
            "sensitivity": {"type": "object", "additionalProperties": _TEXTS},
            "position": self._records(Position),
            "clash": {"anyOf": [clash, {"type": "null"}]},
        }


def _measure() -> Schema:
    texts = ("id", "lever", "value", "text_zh", "text_en", "basis", "precondition")
    entered: Schema = {"type": ["integer", "null"], "minimum": 0}
    return _all(
        {
            **dict.fromkeys(texts, _TEXT),
            "kind": {"enum": list(english_words(MeasureKind))},
            "targets": _TEXTS,
            "effort": _WHOLE,
            "grade": {"enum": list(english_words(Grade))},
            "authority": {"enum": list(english_words(Authority))},
            "risk": {"enum": list(english_words(Risk))},
            "cost_yuan": entered,
            "person_days": entered,
            "rule_change": _YES_NO,
            "assumed": _TEXTS,
            "effect": _AMOUNTS,
        }
    )
