"""Pictures of the pages for the README: ``python -m tests.browser.screenshots FOLDER``."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, free_port, served
from tests.browser.planner import Planner

_WIDTH, _HEIGHT = 1366, 900


def take(folder: Path) -> None:
    """Open an example, compute the plans, compare: one picture of each page."""
    with tempfile.TemporaryDirectory() as store, sync_playwright() as playwright:
        port = free_port()
        with served(Path(store) / "onething.db", port):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, locale="zh-CN")
            _pictures(Planner(page, f"http://localhost:{port}", folder, "zh", "王科员"))
            browser.close()


def _pictures(planner: Planner) -> None:
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
