"""In English everything is English but what somebody else wrote.

Chinese stands on the English screen only as

- a text of the service file: names, ids, bases and notes of its records (limits, kinds and routes
  are no such texts: they are told in English), and the names of files;
- a citation of Chinese law: the bases of the lever catalogue, the articles of the rules of law,
  the short titles of law within a rule's wording;
- an id that is typed (``--pin``, ``--refuse``).

Names that this program gives (merged steps, assumed steps, the united form, commitments) are told
in English.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from optimizer.formats.service_file import read_service
from optimizer.law.rules import load_rules
from optimizer.levers.catalogue import find
from optimizer.levers.reference import lever_texts
from optimizer.places import scenarios_directory
from optimizer.service import chosen_options, complete, in_situation
from optimizer.service.record import Record
from optimizer.service.service import Service
from tests.unit.cli.conftest import Run

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
# Shipped services that differ: licences with merges, a long legal chain, no fixed order.
SERVICES = ("open-restaurant-sichuan", "company-deregistration-hebei-xinglong")


def texts(value: object) -> Iterator[str]:
    """Every text of a record; members of closed lists and lengths are none."""
    if isinstance(value, Record):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)
    elif type(value) is str:
        yield value


def citations() -> Iterator[str]:
    """What names a law or document, by the tables that cite it."""
    yield from (one.basis for one in lever_texts().values())
    for rule in load_rules():
        yield rule.article


def ids(service: Service) -> Iterator[str]:
    """What may be typed after ``--pin`` and ``--refuse``."""
    completed = complete(in_situation(service, chosen_options(service, {})))
    yield from (one.id for one in find(completed))


def unexplained(shown: str, allowed: Iterable[str]) -> list[str]:
    """Chinese that is none of the texts allowed, with the line it stands in."""
    known = sorted({one for one in allowed if CHINESE.search(one)}, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(one) for one in known))
    return [
        f"{found[0]} in: {line.strip()}"
        for line in shown.splitlines()
        if (found := CHINESE.findall(pattern.sub("", line)))
    ]


def lines(file: Path, out: Path) -> list[tuple[object, ...]]:
    """One line of every command that tells people of a service."""
    return [
        ("show", file),
        ("optimize", file, "--plan", "all", "--sensitivity", "--out", out),
        ("optimize", file, "--target", "materials=100%", "--authority", "own_unit"),
        ("compare", file, out / "after-breakthrough.yaml"),
        ("levers", file),
    ]


@pytest.mark.parametrize("name", SERVICES)
def test_english_holds_no_chinese_but_what_others_wrote(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Every sentence around names of the file follows the language."""
    monkeypatch.setenv("COLUMNS", "5000")  # So that no text is cut by a table.
    file = scenarios_directory() / name / "service.yaml"
    service = read_service(file)
    allowed = [*texts(service), *citations(), *ids(service)]
    for line in lines(file, tmp_path):
        shown = run(*line, "--lang", "en").shown
        assert shown
        assert unexplained(shown, allowed) == [], line


def test_the_levers_are_told_in_english(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue needs no Chinese but its citations."""
    monkeypatch.setenv("COLUMNS", "5000")
    assert unexplained(run("levers", "--lang", "en").shown, citations()) == []


def test_wrong_requests_are_told_in_the_language_asked_for(run: Run, shop: Path) -> None:
    """What is wrong with a request follows ``--lang``, in English without a Chinese sentence."""
    service = read_service(shop)
    allowed = [*texts(service), *ids(service)]
    for options in (
        ("--situation", "天气=晴"),
        ("--situation", "是否装修=也许"),
        ("--pin", "window:moon"),
        ("--refuse", "hand:over"),
    ):
        english = run("optimize", shop, *options, "--lang", "en")
        chinese = run("optimize", shop, *options, "--lang", "zh")
        assert english.code == chinese.code == 2
        assert unexplained(english.err, [*allowed, "天气", "晴", "也许"]) == []
        assert CHINESE.search(chinese.err)
