"""A planner's whole way: open, upload, edit, plans, refuse, compare, confirm, export."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from optimizer.places import scenarios_directory
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.figures import plan_name
from tests.browser.conftest import SCREENS, opened
from tests.browser.planner import Planner
from tests.trade_words import trade_words

FILE = scenarios_directory() / "open-homestay-zhuzhou" / "service.yaml"
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@pytest.fixture(params=LANGUAGES)
def planner(
    request: pytest.FixtureRequest, browser: Browser, address: str, outside: list[str]
) -> Iterator[Planner]:
    language: Language = request.param
    page = opened(browser, outside, LOCALES[language])
    name = {"zh": "王科员", "en": "Wang"}[language]
    yield Planner(page, address, SCREENS, language, name)
    page.context.close()
    assert outside == [], "a page asked for something off this machine"


def test_the_whole_way(planner: Planner) -> None:
    """From a file to a plan that is compared, confirmed in part and taken away."""
    _upload(planner)
    _edit(planner)
    _compute(planner)
    _refuse(planner)
    _compare(planner)
    _confirm(planner)
    _export(planner)


def _upload(planner: Planner) -> None:
    planner.open()
    planner.unfold(planner.said("overview", "start"))
    planner.tab(planner.said("overview", "from_file"))
    planner.page.locator('input[type="file"]').set_input_files(FILE)
    planner.settled()
    planner.press("overview", "add_file")
    planner.page.wait_for_url("**/modelling*")
    planner.settled()
    planner.screenshot("modelling")


def _edit(planner: Planner) -> None:
    """The name of the first item, typed over in its cell; then undone and done again."""
    name = {"zh": "民宿开办登记", "en": "homestay registration"}[planner.language]
    planner.type_into_cell(0, "name", name)
    planner.sees(_saved(planner, 2))
    planner.press("ui", "undo")
    planner.sees(_saved(planner, 3))
    planner.press("ui", "redo")
    planner.sees(_saved(planner, 4))
    planner.sees(planner.author)


def _saved(planner: Planner, number: int) -> str:
    said = planner.said("ui", "saved", number=number, time="", author="")
    return said.split("·")[0].strip()


def _compute(planner: Planner) -> None:
    planner.go_to("redesigning")
    planner.screenshot("redesigning-start")
    planner.press("redesigning", "three")
    planner.waits_for_button(plan_name("breakthrough", planner.language))
    planner.waits_until_idle()
    planner.sees(planner.said("redesigning", "standing_proven"))
    planner.screenshot("redesigning")


def _refuse(planner: Planner) -> None:
    planner.press("redesigning", "refuse")
    planner.waits_until_idle()
    planner.sees(planner.said("redesigning", "your_decisions"))
    planner.sees(planner.said("redesigning", "adjusted"))
    planner.screenshot("redesigning-refused")
    assert not trade_words(planner.reads())


def _compare(planner: Planner) -> None:
    planner.go_to("comparing")
    planner.sees(planner.said("comparing", "compared_with"))
    for view in ("lanes", "gantt", "gains", "materials", "differences", "published"):
        planner.choose(planner.said("comparing", f"view_{view}"))
        planner.screenshot(f"comparing-{view}")
        assert not trade_words(planner.reads()), view
        assert planner.width_is_enough(), view


def _confirm(planner: Planner) -> None:
    planner.go_to("compliance")
    planner.screenshot("compliance")
    planner.choose_beginning(planner.said("compliance", "view_assumed", count=""))
    planner.press("compliance", "all_of_item")
    planner.fill(planner.said("compliance", "evidence"), "办事指南 2025 年版第 3 页")
    planner.press("compliance", "confirm")
    planner.sees(_saved(planner, 5))
    planner.screenshot("compliance-confirmed")


def _export(planner: Planner) -> None:
    planner.go_to("exporting")
    planner.screenshot("exporting")
    taken = planner.saves(planner.button_ending(planner.said("exporting", "all")))
    content = taken.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        assert packed.testzip() is None
        pictures = [name for name in names if name.endswith(".png")]
        assert all(packed.read(name).startswith(b"\x89PNG") for name in pictures)
    assert len(pictures) == 6
    assert {name.rpartition(".")[2] for name in names} == {
        "bpmn",
        "csv",
        "docx",
        "pdf",
        "jsonld",
        "zip",
        "yaml",
        "json",
        "txt",
        "png",
        "svg",
        "xlsx",
    }
