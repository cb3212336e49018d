"""The page that teaches the service file tells what the reader does."""

import re

import pytest

from optimizer.formats.reading import VOCABULARY
from optimizer.formats.request_file import read_request_text
from optimizer.formats.service_file import read_service_text
from optimizer.places import data_directory
from optimizer.service.finding import Severity
from optimizer.service.findings import findings
from optimizer.service.key_words import KEYS
from optimizer.service.terms import english_value

PAGE = (data_directory().parent / "docs" / "service-file.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
SERVICES = [one for one in EXAMPLES if "\n一件事: " in one]


@pytest.mark.parametrize("number", range(len(SERVICES)))
def test_each_whole_example_is_a_service_without_errors(number: int) -> None:
    """What the page shows can be copied."""
    found = findings(read_service_text(SERVICES[number]))
    assert [one.in_english() for one in found if one.severity is Severity.ERROR] == []


def test_the_page_has_both_whole_examples() -> None:
    """The first step and the parts put together."""
    assert len(SERVICES) == 2


def test_the_request_of_the_page_is_read() -> None:
    """The last example is a request."""
    assert len(read_request_text(EXAMPLES[-1]).targets) == 3


@pytest.mark.parametrize("section", KEYS)
def test_every_key_stands_on_the_page(section: str) -> None:
    """The tables of keys are complete."""
    for field, words in KEYS[section].items():
        assert f"| {words[0]} | `{field}` | {', '.join(words[1:])} |" in PAGE


def test_every_value_stands_on_the_page() -> None:
    """The table of values is complete."""
    for words in VOCABULARY.values():
        for value, names in words.items():
            assert f"{names[0]} = `{english_value(value)}`" in PAGE
