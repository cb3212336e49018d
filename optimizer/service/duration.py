"""Durations as a field of a record: written and read as ``20 工作日``."""

from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from optimizer.worktime import Duration


def _parsed(value: object) -> object:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return Duration.parse(str(value))
    return value


# A duration with its unit; a bare number is refused because it has no unit.
DurationField = Annotated[
    Duration,
    BeforeValidator(_parsed),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "description": "A number with its unit, e.g. 20 工作日, 5 自然日, 4 小时, 1 个月, 即办",
            "examples": ["20 工作日", "5 自然日", "0.5 工作日", "即办"],
        }
    ),
]
