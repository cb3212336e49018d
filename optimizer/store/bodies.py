"""Records as the text that is kept, and back."""

import base64
import gc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from optimizer.errors import InvalidInput, Unreadable
from optimizer.service.canonical import canonical, sha256
from optimizer.service.record import Record, problems_of

_Kind = TypeVar("_Kind", bound=Record)


def settled(record: _Kind) -> tuple[_Kind, str]:
    """A record as it will be read again, and its canonical text.

    ``model_copy(update=...)`` checks nothing. What could not be read back is refused here, before
    it is kept.

    Raises:
        InvalidInput: a value is not one its field can hold.
    """
    try:
        same = type(record).model_validate_json(canonical(record))
        text = canonical(same)
        text.encode()
    except ValueError as error:
        raise InvalidInput(_lines(error)) from error
    return same, text


def read(
    kind: type[_Kind], text: str, *, key: str, what: str, expected: str | None = None
) -> _Kind:
    """A record from the text that was kept.

    Args:
        kind: the record expected.
        text: canonical JSON.
        key: of the service, for the error.
        what: which document of the service, for the error.
        expected: its hash when it was kept; ``None`` when none is kept.

    Raises:
        Unreadable: another version of the program wrote it, or it was altered.
    """
    if expected is not None and sha256(text) != expected:
        raise Unreadable(key, what, ("its content does not fit its hash: it was altered",))
    try:
        with _uncollected():
            return kind.model_validate_json(text)
    except ValueError as error:
        raise Unreadable(key, what, _lines(error)) from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage meanwhile: a record being read has none.

    Looking through the millions of objects of a decided district again and again took three
    quarters of the time of reading it.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def packed(text: str) -> str:
    """A long text as a column keeps it: zlib (RFC 1950) in base64."""
    return base64.b64encode(zlib.compress(text.encode())).decode()


def unpacked(text: str, *, what: str) -> str:
    """The text that was packed.

    Raises:
        Unreadable: it was altered.
    """
    try:
        return zlib.decompress(base64.b64decode(text, validate=True)).decode()
    except (ValueError, zlib.error) as error:
        raise Unreadable("", what, ("it was altered",)) from error


def _lines(error: ValueError) -> tuple[str, ...]:
    return tuple(
        ": ".join(part for part in (".".join(place), message) if part)
        for place, message in problems_of(error)
    )
