"""The catalogues hold what the code speaks, and nothing else."""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from optimizer.evaluation.difference import DifferenceKind, Subject
from optimizer.evaluation.reduction import REDUCED
from optimizer.law.rules import load_rules
from optimizer.network.edges import EdgeKind
from optimizer.places import data_directory
from optimizer.redesign.counting_rule import DaysBefore, MaterialUnit, StepView
from optimizer.redesign.plan import Status
from optimizer.redesign.request import JOINT, NAMED_REQUESTS, Metric
from optimizer.redesign.violation import Weight
from optimizer.service.confirming import LISTS
from optimizer.service.finding import Severity
from optimizer.service.kinds import Route
from optimizer.wording.catalogue import FOLDERS, LANGUAGES
from optimizer.worktime import Unit
from tests.word_use import Spoken, spoken, spoken_in, written

ROOT = Path(__file__).resolve().parents[3]
TEXT = data_directory() / "text"
CATALOGUES = sorted({path.stem for path in TEXT.glob("*/*.po")})

# What the search tells of besides the metrics: the tail of every request, a weighted sum, and the
# days under the name that people type.
_TAIL = ("money", "fewest_measures", "smallest_cuts", "weighted", "days")
_METRICS = {*REDUCED, *(one.value for one in Metric), *_TAIL}
_COUNTED = (
    *(one.value for part in (MaterialUnit, StepView, DaysBefore) for one in part),
    *("without_forms", "with_statutory_limit_only"),
)

# Keys made when the program runs, by catalogue, module and pattern. The catalogues of the command
# line, of plans and of tables for spreadsheets are held to exactly these. In the others a pattern
# stands for all keys of its form, and where nothing of a key is written in its call (``{}``), the
# texts written anywhere in its module count.
FAMILIES: dict[tuple[str, str, str], Collection[str]] = {
    ("cli", "cli/district.py", "district_{}"): [f"district_{one.value}" for one in Status],
    ("cli", "cli/graph_text.py", "edge_{}"): [f"edge_{one.value}" for one in EdgeKind],
    ("cli", "cli/listing.py", "weight_{}"): [f"weight_{one.value}" for one in Weight],
    ("plan", "wording/assumed.py", "subject_{}"): [f"subject_{one}" for one in LISTS],
    ("plan", "wording/cautions.py", "assumption_{}"): [
        f"assumption_{what}_{how}"
        for what in ("floors", "efforts")
        for how in ("halved", "doubled")
    ],
    ("plan", "wording/cautions.py", "severity_{}"): [f"severity_{one.value}" for one in Severity],
    ("plan", "wording/cautions.py", "signer_{}"): [
        f"signer_{rule.who}" for rule in load_rules() if rule.who
    ],
    ("plan", "wording/differences.py", "difference_{}"): [
        f"difference_{one.value}" for one in DifferenceKind
    ],
    ("plan", "wording/differences.py", "subject_{}"): [f"subject_{one.value}" for one in Subject],
    ("plan", "wording/figures.py", "{}"): [*_METRICS, *NAMED_REQUESTS, JOINT],
    ("plan", "wording/lengths.py", "one_{}"): [f"one_{one.value}" for one in Unit],
    ("plan", "wording/lengths.py", "many_{}"): [f"many_{one.value}" for one in Unit],
    ("plan", "wording/measures.py", "effect_{}"): [f"effect_{one}" for one in REDUCED],
    ("plan", "wording/measures.py", "assumed_{}"): [
        f"assumed_{one}"
        for one in ("effort", "coordination_hours", "floor", "basis", "sharing", "progress")
    ],
    ("plan", "wording/progress.py", "stage_{}"): ["stage_clash", "stage_canonical"],
    ("plan", "wording/progress.py", "{}"): sorted(_METRICS),
    ("plan", "wording/rules.py", "{}"): [f"counted_{one}" for one in _COUNTED],
    ("plan", "wording/sentences.py", "any_{}"): [
        f"any_{one}" for one in ("route", "shorten", "merge", "visit")
    ],
    ("plan", "wording/sentences.py", "group_{}"): [
        f"group_{one}"
        for one in ("authority", "risk", "levers", "max_effort", "max_cost_yuan", "max_person_days")
    ],
    ("plan", "wording/sentences.py", "route_{}"): [f"route_{one.value}" for one in Route],
    ("plan", "wording/sentences.py", "{}"): [
        *(one.value for one in Status),
        *("connect", "window", "instant", "early", "commit", "fee", "guide"),
        "counting_basis",  # stands in a waterfall beside the levers
    ],
}
EXACT = ("cli", "csv", "plan")
# Looked for on the page text by text, whatever its keys (ui/localising.py).
WHOLE = ("streamlit",)


@cache
def _spoken() -> list[Spoken]:
    return spoken(sorted((ROOT / "optimizer").rglob("*.py")), ROOT)


def _keys(catalogue: str) -> set[str]:
    found: set[str] = set()
    for language in LANGUAGES:
        with (TEXT / FOLDERS[language] / f"{catalogue}.po").open("rb") as stream:
            found.update(str(one.id) for one in read_po(stream, abort_invalid=True) if one.id)
    return found


def _family(one: Spoken) -> tuple[str, str, str]:
    return (one.catalogue, one.module.removeprefix("optimizer/"), one.key)


def _spoken_of(catalogue: str, keys: Collection[str]) -> set[str]:
    """Of some keys those that the code speaks, and what it speaks that is none of them."""
    found: set[str] = set()
    for one in _spoken():
        if one.catalogue != catalogue:
            continue
        if not one.dynamic:
            found.add(one.key)
        elif _family(one) in FAMILIES:
            found.update(FAMILIES[_family(one)])
        elif catalogue not in EXACT:
            patterns = {one.key} if one.key != "{}" else _written(one.module)
            for pattern in patterns:
                form = re.compile(re.escape(pattern).replace(r"\{\}", ".+"))
                found.update(key for key in keys if form.fullmatch(key))
    return found


@cache
def _written(module: str) -> set[str]:
    """Texts written in a module."""
    return written((ROOT / module).read_text("utf-8"))


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_key_the_code_speaks_has_a_text(catalogue: str) -> None:
    """No page breaks over a word that is not there."""
    keys = _keys(catalogue)
    assert sorted(_spoken_of(catalogue, keys) - keys) == []


@pytest.mark.parametrize("catalogue", sorted(set(CATALOGUES) - set(WHOLE)))
def test_every_text_is_spoken_somewhere(catalogue: str) -> None:
    """A text nobody can read is not kept up and misleads translators."""
    keys = _keys(catalogue)
    assert sorted(keys - _spoken_of(catalogue, keys)) == []


def test_every_catalogue_spoken_exists() -> None:
    """A misspelt catalogue is told here, not by a page that breaks."""
    assert sorted({one.catalogue for one in _spoken()} - set(CATALOGUES)) == []


def test_keys_made_when_the_program_runs_are_documented() -> None:
    """A family of keys that nobody listed cannot be checked; write it into ``FAMILIES``."""
    unlisted = [
        f"{one.module}:{one.line} {one.key}"
        for one in _spoken()
        if one.dynamic and _family(one) not in FAMILIES and one.catalogue in EXACT
    ]
    assert unlisted == []


def test_families_listed_are_spoken() -> None:
    """A family whose code is gone would keep its texts alive."""
    assert sorted(set(FAMILIES) - {_family(one) for one in _spoken()}) == []


SOURCE = """
from optimizer.wording.catalogue import Language, Words, words

_TWO = (("in_a_row", 1), ("second", 2))


class Teller:
    words: Words

    def __init__(self, language: Language) -> None:
        self._plan = words("plan", language)

    def tell(self, n: int, sort: str) -> list[str]:
        said = self._plan
        loop = [said(key) for key, _ in _TWO]
        choice = self.words("one" if n == 1 else "many")
        return [*loop, choice, said(f"sort_{sort}"), *(said(f"x_{y}") for y in ("a", "b"))]


def page(teller: Teller, other: Words) -> str:
    if other.has("asked_for"):
        return teller.words("by_attribute")
    return _private("given", words("plan", "zh"))


def _private(key: str, said: Words) -> str:
    return said(key)
"""


def _of(source: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in spoken_in({"optimizer/cli/teller.py": source}):
        found.setdefault(one.catalogue, set()).add(one.key)
    return found


def test_keys_are_read_wherever_they_may_be_written() -> None:
    """Names, attributes, parameters, loops, choices and private helpers are followed."""
    assert _of(SOURCE) == {
        "plan": {
            *("in_a_row", "second", "one", "many", "sort_{}", "x_a", "x_b", "asked_for"),
            *("by_attribute", "given"),
        }
    }


def test_a_key_no_longer_called_is_no_longer_read() -> None:
    """The text of a key whose call is deleted is told as unused."""
    without = SOURCE.replace('return teller.words("by_attribute")', 'return "by_attribute"')
    assert _of(SOURCE)["plan"] - _of(without)["plan"] == {"by_attribute"}


def test_texts_written_anywhere_in_a_module_are_found() -> None:
    """Plain texts and those with something filled in."""
    assert written("A = 'one'\ndef f(x):\n    return f'two_{x}', f'{x}'\n") == {
        "one",
        "two_{}",
        "two_",
    }


def test_a_room_speaks_its_own_words_where_nothing_else_is_said() -> None:
    """A parameter ``Words`` in a module that names no catalogue speaks that of its room."""
    source = "from x import Words\n\ndef line(said: Words) -> str:\n    return said('a_line')\n"
    assert _of(source) == {"cli": {"a_line"}}
    assert spoken_in({"optimizer/ui/line.py": source})[0].catalogue == "ui"
