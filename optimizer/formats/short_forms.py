"""The short forms of a service file: one line of text instead of a mapping.

======================  =============================  ================================
where                   short                          means
======================  =============================  ================================
any value, any entry    ``…（推定）``, ``… (assumed)``  the value or entry is assumed
step                    ``受理 1 工作日``              name and duration
option                  ``备案 60%（默认）``           name, share of cases, default
team                    ``检查组 2 人``                name, capacity
precedence              ``A → B: 法定前置（依据）``    before, after, kind, basis
======================  =============================  ================================
"""

import re

from optimizer.errors import OptimizerError
from optimizer.worktime import Duration

ASSUMED_MARK = "（推定）"
DEFAULT_MARK = "（默认）"
ARROW = "→"

_ASSUMED = re.compile(r"\s*[（(]\s*(?:推定|assumed)\s*[）)]\s*$", re.IGNORECASE)
_DEFAULT = re.compile(r"\s*[（(]\s*(?:默认|default)\s*[）)]\s*$", re.IGNORECASE)
_SHARE = re.compile(r"^(?P<name>.*\S)\s+(?P<share>[0-9]{1,3}(?:\.[0-9]{1,6})?)\s*[%％]$", re.DOTALL)
_TEAM = re.compile(r"^(?P<name>.*\S)\s+(?P<number>[0-9]{1,6})\s*[人组]?$", re.DOTALL)
_ARROW = re.compile(r"\s*(?:→|->|⇒|=>)\s*")
_KIND = re.compile(r"^(?P<kind>[^（(]+?)\s*[（(](?P<basis>.*)[）)]\s*$", re.DOTALL)
_DURATION_LIKE = re.compile(r"[0-9０-９半].*", re.DOTALL)
_LONGEST_DURATION = 60


def split_assumed(text: str) -> tuple[str, bool]:
    """A text without its mark （推定）, and whether it had one."""
    plain = _ASSUMED.sub("", text)
    return (plain, True) if plain != text else (text, False)


def step_text(text: str) -> tuple[str, str]:
    """Name and duration of a step; the duration is empty when the text has none.

    The duration is the longest end of the text, after a space, that can be read as one. An
    end that starts with a number but is no duration is returned as one, so that it is told.
    """
    places = [found.start() for found in re.finditer(r"\s+", text)]
    for place in places:
        if is_duration(text[place:].strip()):
            return text[:place].strip(), text[place:].strip()
    last = text[places[-1] :].strip() if places else ""
    if last and _DURATION_LIKE.fullmatch(last):
        return text[: places[-1]].strip(), last
    return text, ""


def is_duration(text: str) -> bool:
    """Whether a text is a duration with its unit."""
    if not text or len(text) > _LONGEST_DURATION:
        return False
    try:
        Duration.parse(text)
    except OptimizerError:
        return False
    return True


def option_text(text: str) -> tuple[str, float | None, bool]:
    """Name, share in per cent and default mark of an option."""
    plain = _DEFAULT.sub("", text)
    found = _SHARE.match(plain)
    if found is None:
        return plain, None, plain != text
    return found["name"], float(found["share"]), plain != text


def team_text(text: str) -> tuple[str, int | None]:
    """Name and capacity of a team; ``None`` when the text has no number."""
    found = _TEAM.match(text)
    return (text, None) if found is None else (found["name"], int(found["number"]))


def arrow_text(text: str) -> tuple[str, str] | None:
    """The two sides of ``A → B``; ``None`` when it is not exactly one arrow."""
    sides = _ARROW.split(text.strip())
    if len(sides) != 2 or not all(sides):
        return None
    return sides[0], sides[1]


def kind_text(text: str) -> tuple[str, str]:
    """Kind and basis of ``法定前置（《消防法》第十五条）``."""
    found = _KIND.match(text)
    return (text.strip(), "") if found is None else (found["kind"].strip(), found["basis"])
