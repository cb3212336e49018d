"""JSON Schemas of service and request files, so that editors complete and check them.

They are made from the same tables the reader uses and shipped in ``data/schema``, beside those of
what the program writes for others (``results_schema``). A file names
its schema in its first line, by a relative path::

    # yaml-language-server: $schema=../../data/schema/service.schema.json

``python -m optimizer.formats.json_schema`` writes them anew; a test says when that is due.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from optimizer.formats.reading import VOCABULARY
from optimizer.formats.results_schema import plan_schema, tables_schema
from optimizer.formats.shapes import FORMS, MARKED_IN_PLACE, REQUIRED, Form, Shape
from optimizer.places import data_directory
from optimizer.service.key_words import KEYS
from optimizer.service.terms import EVERYTHING_WORDS, NO, YES, key_word, key_words, words_of

Schema = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_MARK = r"[（(]\s*(推定|assumed)\s*[）)]\s*$"
_ARROW = "→|->|⇒|=>"
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_YES_NO: Schema = {"enum": [*YES, *NO, True, False]}
_NOTHING: Schema = {"type": "null"}
_DURATION: Schema = {
    "type": "string",
    "pattern": r"^\s*([0-9０-９]|半|即办|即时|当场|[iI]mmediate)",
    "examples": ["20 工作日", "5 自然日", "4 小时", "1 个月", "即办", "20 工作日（推定）"],
}
# Sections whose entries may be one line of text, with an example of it.
_SHORT = {
    "department": "市场监管局",
    "team": "检查组 2 人",
    "document": "营业执照",
    "requirement": "营业执照",
    "step": "受理 1 工作日",
    "demand": "检查组",
    "option": "备案 60%（默认）",
    "target": "材料 38%",
}


def service_schema() -> Schema:
    """The schema of a service file."""
    return _schema("service", "一件事文件 · service file of onething-optimizer")


def request_schema() -> Schema:
    """The schema of a request file."""
    return _schema("request", "测算请求文件 · request file of onething-optimizer")


def schema_text(schema: Schema) -> str:
    """A schema as it is shipped."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def schema_path(name: str) -> Path:
    """Where the schema of ``service``, ``request``, ``plan`` or ``tables`` files is shipped."""
    return data_directory() / "schema" / f"{name}.schema.json"


def _schema(section: str, title: str) -> Schema:
    return _Builder().schema(section, title)


class _Builder:
    """One schema; values that stand in many places are defined once."""

    def __init__(self) -> None:
        self._defined: Schema = {}

    def schema(self, section: str, title: str) -> Schema:
        """The schema of a file whose top is a section."""
        reached = _reached(section)
        top = self._mapping(section)
        for one in reached[1:]:
            self._defined[one] = self._mapping(one)
        definitions = {name: self._defined[name] for name in sorted(self._defined)}
        return {"$schema": _DRAFT, "title": title, **top, "definitions": definitions}

    def _mapping(self, section: str) -> Schema:
        properties: Schema = {}
        for field, words in KEYS[section].items():
            value = self._value(section, field)
            for key in dict.fromkeys((*words, field)):
                description = f"{key_word(section, field)} · {field}"
                properties[key] = {"description": description, "allOf": [value]}
        found: Schema = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        wanted = _required(section)
        return {**found, "allOf": wanted} if wanted else found

    def _value(self, section: str, field: str) -> Schema:
        """A reference to what may stand behind a key."""
        form = FORMS[section][field]
        marked = "assumed" in FORMS[section] and form.shape in MARKED_IN_PLACE
        parts = [form.shape.value, form.section, "marked" if marked else ""]
        if form.closed_list is not None:
            parts[1] = form.closed_list.__name__
        if form.shape is Shape.ASSUMED or section == "request":
            parts[1] = f"{section}_{field}"
        parts += [str(one) for one in (form.least, form.most) if one is not None]
        name = "value_" + "_".join(part for part in parts if part)
        if name not in self._defined:
            options = _options(section, field, form)
            if marked:
                options.append({"type": "string", "pattern": _MARK})
            self._defined[name] = {"anyOf": [*options, _NOTHING]}
        return {"$ref": f"#/definitions/{name}"}


def _reached(section: str) -> list[str]:
    """The sections that a file can hold, the outermost first."""
    found = [section]
    for one in found:
        inner = (form.section for form in FORMS[one].values() if form.section)
        found.extend(name for name in dict.fromkeys(inner) if name not in found)
    return found


def _required(section: str) -> list[Schema]:
    """What must be stated in a section, under any of its keys."""
    if section == "precedence":
        return []  # In the short form the ends stand in the key.
    wanted = [_stated(section, (field,)) for field in sorted(REQUIRED.get(section, ()))]
    if section not in ("request", "requirement") and {"id", "name"} <= set(KEYS[section]):
        wanted.append(_stated(section, ("name", "id")))
    return wanted


def _stated(section: str, fields: Iterable[str]) -> Schema:
    """One of the keys of one of these fields is there."""
    keys = [key for field in fields for key in (*KEYS[section][field], field)]
    return {"anyOf": [{"required": [key]} for key in dict.fromkeys(keys)]}


def _options(section: str, field: str, form: Form) -> list[Schema]:
    """The ways in which a value of a form may be written."""
    if (section, field) == ("request", "situation"):
        return [{"type": "object"}]
    if (section, field) == ("request", "targets"):
        return [*_entries(form), {"type": "object"}]
    if form.closed_list is not None:
        word: Schema = {"enum": words_of(form.closed_list, VOCABULARY)}
        return [word] if form.shape is Shape.WORD else [{"type": "array", "items": word}, word]
    if form.shape is Shape.ASSUMED:
        names: Schema = {"enum": [*EVERYTHING_WORDS, *key_words(section)]}
        return [_YES_NO, {"type": "array", "items": names}, names]
    if form.shape in (Shape.WHOLE, Shape.NUMBER):
        return _number(form)
    simple = {
        Shape.TEXT: [_TEXT],
        Shape.TEXTS: [{"type": "array", "items": _TEXT}, _TEXT],
        Shape.YES_NO: [_YES_NO],
        Shape.DURATION: [_DURATION],
        Shape.LIMIT: [_DURATION, {"$ref": "#/definitions/limit"}],
        Shape.WHEN: _when(),
    }
    return simple[form.shape] if form.shape in simple else _entries(form)


def _number(form: Form) -> list[Schema]:
    number: Schema = {"type": "integer" if form.shape is Shape.WHOLE else "number"}
    if form.least is not None:
        number["minimum"] = form.least
    if form.most is not None:
        number["maximum"] = form.most
    if form.most == 100:
        return [number, {"type": "string", "pattern": r"^[0-9.]+\s*[%％]$"}]
    return [number]


def _when() -> list[Schema]:
    texts: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
    pairs: Schema = {"type": "object", "additionalProperties": texts}
    return [pairs, {"type": "array", "items": pairs}]


def _entries(form: Form) -> list[Schema]:
    reference: Schema = {"$ref": f"#/definitions/{form.section}"}
    if form.shape is Shape.MAPPING:
        return [reference, _TEXT] if form.section == "baseline" else [reference]
    entry: Schema = reference
    if form.section in _SHORT:
        entry = {"anyOf": [{**_TEXT, "examples": [_SHORT[form.section]]}, reference]}
    if form.section == "precedence":
        value: Schema = {"anyOf": [_TEXT, reference]}
        arrow: Schema = {
            "type": "object",
            "patternProperties": {_ARROW: value},
            "additionalProperties": False,
            "minProperties": 1,
        }
        entry = {"anyOf": [arrow, reference]}
    return [{"type": "array", "items": entry}, entry]


SCHEMAS = {
    "service": service_schema,
    "request": request_schema,
    "plan": plan_schema,
    "tables": tables_schema,
}
"""What makes each schema shipped, by the name of its file."""


def write_schemas() -> None:
    """Write all schemas to where they are shipped."""
    schema_path("service").parent.mkdir(parents=True, exist_ok=True)
    for name, schema in SCHEMAS.items():
        schema_path(name).write_text(schema_text(schema()), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
