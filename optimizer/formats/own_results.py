"""Results of this program among the files of planners: told by their names and first words.

Whoever decides a folder from inside it, or keeps results beside services, is not to read answers
as questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

DISTRICT_PLAN = "district-plan.json"
"""The file of a decided district; it stands in the folder of its results."""

_ANSWER = re.compile(r"[0-9a-f]{64}\.json")
_AFTER = re.compile(r"after-(.+)\.yaml")
_FORMAT = re.compile(rb'\s*\{\s*"format":\s*"onething-')


def is_folder_of_results(names: Iterable[str]) -> bool:
    """Whether a folder with files of these names holds a decided district, or its answers."""
    return any(one == DISTRICT_PLAN or _ANSWER.fullmatch(one) for one in names)


def is_result(name: str, beside: Iterable[str]) -> bool:
    """Whether a file is a decided district, or a service as a plan beside it leaves it.

    Args:
        name: of the file.
        beside: names of all files in its folder.
    """
    after = _AFTER.fullmatch(name)
    return name == DISTRICT_PLAN or (after is not None and f"plan-{after[1]}.json" in beside)


def begins_as_result(content: bytes) -> bool:
    """Whether a file is JSON as this program writes it for programs."""
    return _FORMAT.match(content) is not None
