"""The words by which names of documents are read: ``data/matching.json``."""

from functools import cache

from optimizer.places import data_directory
from optimizer.service.record import Record


class MatchingWords(Record):
    """Words in the order they are looked for within one list: longer ones first.

    Attributes:
        form_words: tell how a document is handed in (原件, 复印件 …), not which it is.
        holders: of whom it proves something → how guides write that.
        held_by_someone: documents that are somebody's; only before these is a word a holder.
        editions: old or new → how guides write that.
        edition_of: what stands after an edition written before the name (旧户口簿).
        fillers: words without which the name says the same.
        tails: ends that say no more than that it is a paper.
        contrasts: words of which two different ones make two documents.
    """

    note: str
    form_words: tuple[str, ...]
    holders: dict[str, tuple[str, ...]]
    held_by_someone: tuple[str, ...]
    editions: dict[str, tuple[str, ...]]
    edition_of: tuple[str, ...]
    fillers: tuple[str, ...]
    tails: tuple[str, ...]
    contrasts: tuple[tuple[str, ...], ...]


@cache
def matching_words() -> MatchingWords:
    """The words as shipped."""
    path = data_directory() / "matching.json"
    return MatchingWords.model_validate_json(path.read_text(encoding="utf-8"))
