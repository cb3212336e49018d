"""Pictures of the pages for the README: ``python -m tests.browser.screenshots FOLDER``."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, expect, sync_playwright

from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.store.store import Store
from tests.browser.conftest import CHROMIUM, free_port, served
from tests.browser.planner import Planner

_WIDTH, _HEIGHT = 1366, 900
_DECIDED = 400_000
"""Milliseconds a district is waited for: its time limit and some more."""


def take(folder: Path) -> None:
    """One picture of each page, first of one example, then of all of them as a district."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for shipped, pictures in ((False, _of_a_service), (True, _of_a_district)):
            with tempfile.TemporaryDirectory() as kept:
                store, port = Path(kept) / "onething.db", free_port()
                if shipped:
                    _keep_all(store)
                with served(store, port):
                    size: ViewportSize = {"width": _WIDTH, "height": _HEIGHT}
                    page = browser.new_page(viewport=size, locale="zh-CN")
                    pictures(Planner(page, f"http://localhost:{port}", folder, "zh", "王科员"))
        browser.close()


def _keep_all(store: Path) -> None:
    with Store.open(store) as held:
        for file in sorted(scenarios_directory().glob("*/service.yaml")):
            held.add(read_service(file), author="示例")


def _of_a_district(planner: Planner) -> None:
    planner.open("district")
    planner.button_ending(planner.said("district_page", "decide")).click()
    tab = planner.page.get_by_role("tab", name=planner.said("district_page", "tab_beside"))
    expect(tab).to_be_visible(timeout=_DECIDED)
    planner.settled()
    planner.page.keyboard.press("Home")
    planner.screenshot("district", whole=False)


def _of_a_service(planner: Planner) -> None:
    """Open an example, compute the plans, compare."""
    planner.open()
    planner.choose_in_list(planner.said("overview", "example"), "开办餐饮店（四川省）")
    planner.press("overview", "add_example")
    planner.page.wait_for_url("**/modelling*")
    planner.settled()
    planner.screenshot("modelling", whole=False)
    planner.go_to("redesigning")
    planner.press("redesigning", "three")
    planner.waits_for_button(planner.said("plan", "breakthrough"))
    planner.waits_until_idle()
    planner.screenshot("redesigning", whole=False)
    planner.go_to("comparing")
    planner.scroll_to(planner.said("comparing", "compared_with"))
    planner.screenshot("comparing", whole=False)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
