"""Catalogues of words in Chinese and English: ``data/words``, one file for each use."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from optimizer.places import data_directory

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Words:
    """The words of one catalogue in one language; call it with a key.

    Attributes:
        language: the language spoken.
    """

    def __init__(self, texts: Mapping[str, str], language: Language) -> None:
        self._texts = texts
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its ``{names}`` filled in.

        Raises:
            KeyError: no such key, or a name without a value.
        """
        return self._texts[key].format(**values)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a key."""
        return key in self._texts

    def listed(self, texts: list[str] | tuple[str, ...]) -> str:
        """Texts one after the other: 、 in Chinese, commas in English."""
        return ("、" if self.language == "zh" else ", ").join(texts)


@cache
def words(catalogue: str, language: Language) -> Words:
    """The words of ``data/words/<catalogue>.json`` in one language.

    Raises:
        KeyError: a text is missing in this language.
    """
    path = data_directory() / "words" / f"{catalogue}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    return Words({key: row[language] for key, row in rows.items()}, language)
