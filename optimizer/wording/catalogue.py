"""The words of screens and files in Chinese and English: gettext catalogues in ``data/text``.

One catalogue (domain) a use, one folder a language. A key stands for a text in both languages, so
that no language is the other one's translation.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, get_args

from babel.messages.pofile import read_po

from optimizer.places import data_directory

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FOLDERS: Mapping[Language, str] = {"zh": "zh_CN", "en": "en"}


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

    def keys(self) -> tuple[str, ...]:
        """All keys of the catalogue."""
        return tuple(self._texts)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a key."""
        return key in self._texts

    def listed(self, texts: Sequence[str]) -> str:
        """Texts one after the other: 、 in Chinese, commas in English."""
        return ("、" if self.language == "zh" else ", ").join(texts)


@cache
def words(domain: str, language: Language) -> Words:
    """The words of ``data/text/<language>/<domain>.po``.

    Raises:
        FileNotFoundError: no such catalogue.
    """
    path = data_directory() / "text" / FOLDERS[language] / f"{domain}.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=FOLDERS[language], abort_invalid=True)
    texts = {str(one.id): str(one.string) for one in catalogue if one.id and one.string}
    return Words(texts, language)
