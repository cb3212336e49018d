"""Catalogues of words."""

import string

import pytest
from babel.messages.pofile import read_po

from optimizer.places import data_directory
from optimizer.wording.catalogue import FOLDERS, LANGUAGES, words
from tests.trade_words import trade_words

TEXT = data_directory() / "text"
CATALOGUES = sorted({path.stem for path in TEXT.glob("*/*.po")})


def _rows(catalogue: str) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        with (TEXT / FOLDERS[language] / f"{catalogue}.po").open("rb") as stream:
            for one in read_po(stream, abort_invalid=True):
                if one.id:
                    rows.setdefault(str(one.id), {})[language] = str(one.string)
    return rows


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_word_stands_in_every_language(catalogue: str) -> None:
    """No language lacks a word, and no word is empty."""
    lacking = [
        (key, language)
        for key, row in _rows(catalogue).items()
        for language in LANGUAGES
        if not row.get(language)
    ]
    assert lacking == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_languages_fill_in_the_same_names(catalogue: str) -> None:
    """What is filled in in Chinese is filled in in English."""
    differing = [
        key for key, row in _rows(catalogue).items() if _names(row["zh"]) != _names(row["en"])
    ]
    assert differing == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_no_word_of_the_trade_is_shown(catalogue: str) -> None:
    """Planners read their own words, never those of mathematical optimization."""
    shown = [
        (key, found)
        for key, row in _rows(catalogue).items()
        if (found := trade_words(" ".join(row.values())))
    ]
    assert shown == []


def test_values_with_braces_are_shown_as_they_are() -> None:
    """A name from a file is never read as a template."""
    assert words("plan", "en")("quoted", name="{evil}") == "“{evil}”"


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
