"""Results for programs: ``--json PATH`` or ``--json -``."""

import sys
from pathlib import Path

from optimizer.formats.plan_json import as_text
from optimizer.formats.whole_file import named

STANDARD_OUTPUT = "-"


def write_result(document: object, where: str | None) -> None:
    """Write a document where ``--json`` says, or nowhere.

    Raises:
        OSError: it cannot be written there.
    """
    if where == STANDARD_OUTPUT:
        sys.stdout.write(as_text(document))
    elif where is not None:
        with named(Path(where)):
            Path(where).write_text(as_text(document), encoding="utf-8")
