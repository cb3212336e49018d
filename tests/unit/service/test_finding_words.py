"""What findings say: each language in its own words, the file quoted, nothing said twice."""

import re
from pathlib import Path

import pytest

from optimizer.formats.service_file import read_service, read_service_text
from optimizer.places import scenarios_directory
from optimizer.service.finding import Finding
from optimizer.service.findings import findings
from tests.finding_cases import CASES, ONE_ITEM

SHIPPED = sorted(scenarios_directory().glob("*/service.yaml"))
# Names and values of the file are quoted as Python writes them; the rest is our own words.
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def _found(text: str) -> tuple[Finding, ...]:
    return findings(read_service_text(text), "f.yaml")


def _one(text: str, code: str) -> Finding:
    return next(finding for finding in _found(text) if finding.code == code)


def _own_words(found: Finding) -> str:
    return _QUOTED.sub("", f"{found.message_en} | {found.right_en}")


@pytest.mark.parametrize("code", CASES)
def test_every_check_speaks_english_but_for_what_it_quotes(code: str) -> None:
    """No unit, list or term of our own is Chinese in an English text."""
    for found in _found(CASES[code][0]):
        assert not _CHINESE.search(_own_words(found)), found.in_english()


def test_a_long_list_says_how_many_more_there_are() -> None:
    """Five names are told; the Chinese text counts all, the English one the rest."""
    found = _one(ONE_ITEM.format("材料: [甲书, 乙证, 丙图, 丁表, 戊件, 己函, 庚单]"), "no_basis")
    assert found.message_zh.endswith("甲书、乙证、丙图、丁表、戊件 等 7 项")
    assert found.message_en.endswith("'甲书', '乙证', '丙图', '丁表', '戊件' and 2 more")


@pytest.mark.parametrize("code", ["promise_above_statutory", "no_basis", "duplicate_document"])
def test_a_value_the_message_tells_is_not_told_again(code: str) -> None:
    """11 工作日 needs no second mention beside 11 working days."""
    found = _one(CASES[code][0], code)
    assert found.value
    assert "written:" not in found.in_english()
    assert "现写作" not in found.in_chinese()


def test_a_value_the_message_does_not_tell_stands_beside_it() -> None:
    """What is idle delivers something: its names are worth seeing."""
    found = _one(CASES["idle_source"][0], "idle_source")
    assert "(written: 居住证)" in found.in_english()
    assert "（现写作“居住证”）" in found.in_chinese()


def test_options_are_offered_in_the_order_of_the_file() -> None:
    """The same file is told the same on every run."""
    text = (
        ONE_ITEM.format("适用: {办法: 核准}") + "办理情形: [{问题: 办法, 选项: [丙, 甲, 丁, 乙]}]"
    )
    found = _one(text, "dangling_option")
    assert found.right_zh == "可选：丙、甲、丁、乙"
    assert found.right_en == "options: '丙', '甲', '丁', '乙'"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda one: one.parent.name)
def test_findings_of_shipped_services_speak_english_but_for_what_they_quote(path: Path) -> None:
    """Long lists and legal chains of real services, too."""
    found = findings(read_service(path), path.name)
    assert found
    assert [one.in_english() for one in found if _CHINESE.search(_own_words(one))] == []
