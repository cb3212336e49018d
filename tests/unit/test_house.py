"""The rules of the house that no other tool holds; an offender is named by its test."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = sorted((ROOT / "optimizer").rglob("*.py"))
PYTHON = [
    *PACKAGE,
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "benchmarks").rglob("*.py")),
]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("benchmarks/*.md")])
WRITTEN = [*PACKAGE, *PAGES, *sorted((ROOT / "data").rglob("*.json")), ROOT / "Makefile"]

MOST_LINES_OF_A_FILE = 400
# The house aims at 40; this is where it stops.
MOST_LINES_OF_A_FUNCTION = 60
# Put together here, so that this file does not offend itself.
UNFINISHED = tuple(
    a + b
    for a, b in (
        ("TO", "DO"),
        ("FIX", "ME"),
        ("X", "XX"),
        ("NotImplemented", "Error"),
        ("pytest.", "skip"),
        ("mark.", "skip"),
        ("mark.", "xfail"),
    )
)
# Words of the workshop that a planner should never read on a screen.
WORKSHOP = ("solver", "infeasible", "objective", "pareto", "seed")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_file_is_short(path: Path) -> None:
    """A file does one thing in fewer than 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_function_is_short(path: Path) -> None:
    """A function, with its docstring, takes fewer than 60 lines; the house aims at 40."""
    lengths = {one.name: (one.end_lineno or 0) - one.lineno + 1 for one in _functions(path)}
    assert {name for name, lines in lengths.items() if lines >= MOST_LINES_OF_A_FUNCTION} == set()


@pytest.mark.parametrize("path", PACKAGE, ids=_name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    """Every module begins with a docstring of a sentence."""
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert told.split("\n\n")[0].rstrip('"`').endswith((".", ":"))


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_nothing_is_left_unfinished(path: Path) -> None:
    """No note to finish later, no test that is passed over."""
    text = path.read_text(encoding="utf-8")
    assert [word for word in UNFINISHED if re.search(rf"\b{re.escape(word)}\b", text)] == []


@pytest.mark.parametrize("path", WRITTEN, ids=_name)
def test_nothing_points_outside_the_checkout(path: Path) -> None:
    """No path of somebody's machine, none above the checkout."""
    text = path.read_text(encoding="utf-8")
    outside = r"(?<![\w.])(?:\.\./)+shared\b|/home/\w|/Users/\w|[A-Z]:\\\\"
    assert re.findall(outside, text) == []


def _links(path: Path) -> Iterator[tuple[str, str]]:
    """File and anchor of every link of a page to the checkout."""
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+://", target):
            file, _, anchor = target.partition("#")
            yield file, anchor


def _anchors(path: Path) -> set[str]:
    """Anchors of a page as Markdown viewers make them, and those written by hand."""
    text = path.read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles)
    return {*plain, *re.findall(r'<a id="([^"]+)">', text)}


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_link_leads_somewhere(path: Path) -> None:
    """Links inside the checkout name a file, and an anchor, that is there."""
    lost = []
    for file, anchor in _links(path):
        target = path.parent / file if file else path
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            lost.append(f"{file}#{anchor}")
    assert lost == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_front_page_leads_to_every_page(name: str) -> None:
    """Whoever starts at the front page finds all pages of docs."""
    linked = {file for file, _ in _links(ROOT / name)}
    assert {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} - linked == set()


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "text").glob("*/*.po")), ids=_name)
def test_screens_speak_the_planners_language(path: Path) -> None:
    """No word of the workshop stands in a text that is shown."""
    text = path.read_text(encoding="utf-8").lower()
    assert [word for word in WORKSHOP if re.search(rf"\b{word}s?\b", text)] == []


def _code_names() -> list[str]:
    """The names of code in the glossary: `room.module.Name`."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"`((?:[a-z_]+\.)+[A-Za-z_.]+)`", text)))


@pytest.mark.parametrize("name", _code_names())
def test_the_glossary_names_what_is_there(name: str) -> None:
    """Each name in the glossary's last column can be found in the code."""
    parts = name.split(".")
    found: object = None
    for place in range(len(parts), 0, -1):
        if (ROOT / "optimizer" / "/".join(parts[:place])).with_suffix(".py").exists():
            found = importlib.import_module(".".join(("optimizer", *parts[:place])))
            rest = parts[place:]
            break
    else:
        pytest.fail(f"no module of optimizer.{name}")
    for part in rest:
        fields = getattr(found, "model_fields", {})
        assert part in fields or hasattr(found, part), f"{found} has no {part}"
        found = fields[part] if part in fields else getattr(found, part)
