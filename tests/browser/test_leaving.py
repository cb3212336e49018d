"""Changes at awkward moments: on the way to another page, after the server was gone."""

import signal
from pathlib import Path

from playwright.sync_api import Browser

from optimizer.store.store import Store
from tests.browser.conftest import SCREENS, free_port, kept, opened, served
from tests.browser.planner import Planner


def test_a_cell_left_by_a_click_on_another_page_is_kept(
    browser: Browser, tmp_path: Path, outside: list[str]
) -> None:
    """The browser tells of the click first; the change after it does not take back the cell."""
    store, port = tmp_path / "d.db", free_port()
    key = kept(store, "open-hr-agency")
    with served(store, port):
        planner = Planner(opened(browser, outside), f"http://localhost:{port}", SCREENS, "zh", "甲")
        planner.open("modelling", service=key)
        planner.type_into_cell(0, "name", "先改的事项")
        planner.begin_cell(1, "name", "离开时改的事项")
        planner.go_to("redesigning")
        planner.sees(planner.said("redesigning", "three"))
        planner.go_to("modelling")
        planner.type_into_cell(0, "name", "回来再改的事项")
        saved = planner.said("ui", "saved", number=4, time="", author="").split("·")[0].strip()
        planner.sees(saved)
        planner.page.context.close()
    with Store.open(store) as held:
        names = [item.name for item in held.latest(key).service.items]
    assert names[:2] == ["回来再改的事项", "离开时改的事项"]
    assert outside == []


def test_one_press_of_back_leads_to_the_page_before(
    browser: Browser, tmp_path: Path, outside: list[str]
) -> None:
    store, port = tmp_path / "f.db", free_port()
    key = kept(store, "open-hr-agency")
    with served(store, port):
        planner = Planner(opened(browser, outside), f"http://localhost:{port}", SCREENS, "zh", "甲")
        planner.open(service=key)
        for page in ("modelling", "redesigning"):
            planner.go_to(page)
            planner.page.wait_for_url(f"**/{page}?*service={key}*")
        planner.page.go_back()
        planner.sees(planner.said("modelling", "saved_at_once"))
        assert planner.service() == key
        planner.page.context.close()
    assert outside == []


_CONNECTED = """() => document.querySelector('[data-testid="stApp"]')
  ?.dataset.testConnectionState === "CONNECTED" """


def test_the_first_change_after_the_server_was_gone_is_kept(
    browser: Browser, tmp_path: Path, outside: list[str]
) -> None:
    """The page connects by itself, without a reload, and says meanwhile what is the matter."""
    store, port = tmp_path / "e.db", free_port()
    key = kept(store, "open-hr-agency")
    planner = Planner(opened(browser, outside), f"http://localhost:{port}", SCREENS, "zh", "甲")
    with served(store, port) as server:
        planner.open("modelling", service=key)
        planner.type_into_cell(1, "name", "之前改的事项")
        server.send_signal(signal.SIGKILL)
        server.wait()
        planner.sees(planner.said("streamlit", "server_gone"))
    with served(store, port):
        planner.page.wait_for_function(_CONNECTED, timeout=60_000)
        planner.settled()
        planner.type_into_cell(0, "name", "之后改的事项")
        saved = planner.said("ui", "saved", number=3, time="", author="").split("·")[0].strip()
        planner.sees(saved)
        planner.page.context.close()
    with Store.open(store) as held:
        names = [item.name for item in held.latest(key).service.items]
    assert names[:2] == ["之后改的事项", "之前改的事项"]
    assert outside == []
