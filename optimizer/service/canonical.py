"""Records as canonical JSON text, and the fingerprint that tells equal content.

Sorted keys, no blanks, Chinese as it is: equal records give equal text on every machine.
"""

import hashlib
import json

from optimizer.service.record import Record


def canonical(record: Record) -> str:
    """The one JSON text of a record.

    Raises:
        ValueError: a number that JSON does not have (NaN, infinity).
    """
    return json.dumps(
        record.model_dump(mode="json", warnings=False),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def sha256(text: str) -> str:
    """Hash of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(record: Record) -> str:
    """SHA-256 of a record, whatever file or store it was read from."""
    return sha256(canonical(record))
