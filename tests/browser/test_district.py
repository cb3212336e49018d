"""A planner decides some services together, sees what comes of it and goes on to one of them."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from optimizer.store.store import Store
from tests.browser.conftest import SCREENS, free_port, opened, served
from tests.browser.planner import Planner
from tests.trade_words import trade_words
from tests.unit.portfolio.small_districts import small_district


def test_services_are_decided_together(
    browser: Browser, outside: list[str], tmp_path: Path
) -> None:
    """From the choice of services to the plan of one of them."""
    store = tmp_path / "onething.db"
    with Store.open(store) as held:
        keys = {held.add(one.service, author="示例").key for one in small_district(1, 4).members}
    port = free_port()
    with served(store, port):
        page = opened(browser, outside)
        planner = Planner(page, f"http://localhost:{port}", SCREENS, "zh", "王科员")
        _decide(planner)
        _look(planner)
        planner.press("district_page", "open_service", name="服务0")
        planner.page.wait_for_url("**/redesigning*")
        planner.sees(planner.said("plan", "joint"))
        assert planner.service() in keys
        planner.screenshot("redesigning-of-district")
        page.context.close()
    assert outside == []
    assert list((tmp_path / "answers").glob("*.json"))


def _decide(planner: Planner) -> None:
    planner.open("district")
    planner.screenshot("district-asking")
    planner.fill(planner.said("district_page", "name"), "青山区")
    planner.page.keyboard.press("Tab")
    planner.settled()
    planner.button_ending(planner.said("district_page", "decide")).click()
    heading = planner.page.get_by_role("heading", name="青山区", exact=True)
    expect(heading).to_be_visible(timeout=120_000)
    planner.settled()


def _look(planner: Planner) -> None:
    planner.screenshot("district")
    assert planner.width_is_enough()
    for part in ("sources", "order", "spared", "shares", "beside", "two"):
        planner.tab(planner.said("district_page", f"tab_{part}"))
        planner.screenshot(f"district-{part}")
        assert not trade_words(planner.page.locator("body").inner_text())
    for ending, begins in (("DOCX", b"PK"), ("PDF", b"%PDF"), ("XLSX", b"PK"), ("ZIP", b"PK")):
        taken = planner.saves(planner.button(ending))
        assert taken.suggested_filename.startswith("青山区")
        assert Path(taken.path()).read_bytes().startswith(begins)
    planner.tab(planner.said("district_page", "tab_services"))
