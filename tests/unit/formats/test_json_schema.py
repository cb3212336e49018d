"""The shipped schemas are current, and accept and refuse what the reader does."""

from pathlib import Path

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from optimizer.formats.json_schema import (
    SCHEMAS,
    request_schema,
    schema_path,
    schema_text,
    service_schema,
)
from optimizer.formats.request_file import read_request_text
from optimizer.formats.service_file import dump_service, read_service_text
from optimizer.places import scenarios_directory
from optimizer.service.finding import InvalidFile

ITEM = "一件事: x\n联办事项:\n- {{名称: a, 部门: b, {}}}\n"


def _accepts(schema: dict[str, object], text: str) -> bool:
    content = YAML(typ="safe", pure=True).load(text)
    return bool(Draft7Validator(schema).is_valid(content))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_shipped_schema_is_current(name: str) -> None:
    """``python -m optimizer.formats.json_schema`` writes it anew."""
    schema = SCHEMAS[name]()
    validator_for(schema).check_schema(schema)
    assert schema_path(name).read_text(encoding="utf-8") == schema_text(schema)


@pytest.mark.parametrize(
    "path", sorted(scenarios_directory().glob("*/service.yaml")), ids=lambda one: one.parent.name
)
def test_every_shipped_service_fits(path: Path) -> None:
    """Editors find nothing wrong in the shipped files, nor in what the tool writes."""
    text = path.read_text(encoding="utf-8")
    assert _accepts(service_schema(), text)
    assert _accepts(service_schema(), dump_service(read_service_text(text)))


@pytest.mark.parametrize(
    "text",
    [
        ITEM.format("法定时限: 20 工作日（推定）, 跑动: 2（推定）, 推定: [部门]"),
        ITEM.format("材料: [营业执照, {名称: m, 适用: {情形: [甲, 乙]}}], 环节: [受理 1 工作日]"),
        ITEM.format("statutory: {duration: 20 working days, spans: delivery}, window: yes"),
        ITEM.format("类型: 其他") + "先后关系: [{a → b: 惯例}, {前: a, 后: b, 性质: 法定前置}]\n",
        ITEM.format("类型: 其他") + "先后关系: {a → b: {性质: 惯例}}\n",
        ITEM.format("类型: 其他") + "部门: [{名称: d, 经办力量: [组 2 人]}, e]\n基准日: 2024-06\n",
        ITEM.format("基本编码: 000104002000"),
    ],
)
def test_what_the_reader_reads_the_schema_accepts(text: str) -> None:
    """Short forms, both languages and marks are no error in an editor."""
    read_service_text(text)
    assert _accepts(service_schema(), text)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "一件事: x",
        ITEM.format("时线: 1"),
        ITEM.format("类型: 行政"),
        ITEM.format("法定时限: 工作日"),
        ITEM.format("跑动: -1"),
        ITEM.format("一窗受理: 也许"),
        ITEM.format("材料: [{份数: 1}]"),
        ITEM.format("推定: [时线]"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(text: str) -> None:
    """Slips are marked while typing."""
    with pytest.raises(InvalidFile):
        read_service_text(text)
    assert not _accepts(service_schema(), text)


def test_requests_are_checked_too() -> None:
    """The request schema knows the keys of a request."""
    good = "目标: [材料 38%]\n决策层级: 市级\n办理情形: {立项方式: 备案}\n必选: [a]\n"
    read_request_text(good)
    assert _accepts(request_schema(), good)
    assert not _accepts(request_schema(), "决策层级: 村级")


def test_nothing_is_fetched_from_outside() -> None:
    """Every reference stays in the file; the draft's name is a name only."""
    text = schema_text(service_schema())
    assert text.count("http") == 1
    assert '"$ref": "#/definitions/' in text
