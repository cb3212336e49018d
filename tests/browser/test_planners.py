"""Two planners on one server, reloads, a killed server: nothing mixes and nothing is lost."""

import signal
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from optimizer.store.store import Store
from tests.browser.conftest import SCREENS, free_port, kept, opened, running, served
from tests.browser.planner import Planner


def _planner(page: Page, port: int, name: str) -> Planner:
    return Planner(page, f"http://localhost:{port}", SCREENS, "zh", name)


def _saved(planner: Planner, number: int) -> str:
    return planner.said("ui", "saved", number=number, time="", author="").split("·")[0].strip()


def test_two_planners_each_see_their_own_service(
    browser: Browser, tmp_path: Path, outside: list[str]
) -> None:
    """Each computes; the plans stand with the right service and the right name."""
    store, port = tmp_path / "a.db", free_port()
    keys = (kept(store, "open-hr-agency"), kept(store, "rural-house-hunan"))
    with served(store, port):
        planners = [_planner(opened(browser, outside), port, name) for name in ("甲", "乙")]
        for one, key in zip(planners, keys, strict=True):
            one.open("redesigning", service=key)
            one.button(one.said("redesigning", "three")).click()
        for one in planners:
            one.waits_for_button(one.said("plan", "breakthrough"))
            one.waits_until_idle()
            one.sees(one.said("redesigning", "standing_proven"))
        for one in planners:
            one.page.context.close()
    with Store.open(store) as held:
        for key, name in zip(keys, ("甲", "乙"), strict=True):
            plans = held.plans(key)
            assert {one.request_name for one in plans} == {
                "conservative",
                "recommended",
                "breakthrough",
            }
            assert {one.author for one in plans} == {name}
            assert held.plan(plans[0].id).before.id == held.latest(key).service.id
    assert outside == []


def test_a_second_writer_is_told_and_shown_the_difference(
    browser: Browser, tmp_path: Path, outside: list[str]
) -> None:
    """Both changed the same table; the second sees both changes and merges them."""
    store, port = tmp_path / "b.db", free_port()
    key = kept(store, "open-hr-agency")
    with served(store, port):
        first, second = (_planner(opened(browser, outside), port, name) for name in ("甲", "乙"))
        for one in (first, second):
            one.open("modelling", service=key)
        first.type_into_cell(0, "name", "甲改的事项")
        first.sees(_saved(first, 2))
        second.type_into_cell(1, "name", "乙改的事项")
        second.sees("先保存了第 2 版")
        second.screenshot("conflict")
        second.press("modelling", "merge")
        second.sees(_saved(second, 3))
        for one in (first, second):
            one.page.context.close()
    with Store.open(store) as held:
        names = [item.name for item in held.latest(key).service.items]
        assert "甲改的事项" in names
        assert "乙改的事项" in names
    assert outside == []


def test_a_killed_server_and_a_reload_lose_nothing(
    browser: Browser, tmp_path: Path, outside: list[str]
) -> None:
    """What was on the page stands in the store; the address leads back to it."""
    store, port = tmp_path / "c.db", free_port()
    key = kept(store, "open-hr-agency")
    page = opened(browser, outside)
    planner = _planner(page, port, "甲")
    with served(store, port) as server:
        planner.open("modelling", service=key)
        planner.type_into_cell(0, "name", "改过的事项")
        planner.sees(_saved(planner, 2))
        server.send_signal(signal.SIGKILL)
        server.wait()
    with served(store, port):
        page.reload()
        planner.settled()
        planner.sees(_saved(planner, 2))
        assert planner.service() == key
        planner.go_to("redesigning")
        planner.sees(planner.said("redesigning", "three"))
        page.context.close()
    with Store.open(store) as held:
        assert held.latest(key).service.items[0].name == "改过的事项"
    assert outside == []


def test_one_command_opens_the_pages(browser: Browser, tmp_path: Path, outside: list[str]) -> None:
    """``onething app`` serves this machine, on the store that is named."""
    port, store = free_port(), tmp_path / "d.db"
    command = [str(Path(sys.executable).with_name("onething")), "app", "--store", str(store)]
    with running([*command, "--port", str(port)], tmp_path / "d.log", port):
        planner = _planner(opened(browser, outside), port, "甲")
        planner.open()
        planner.press("overview", "add_example")
        planner.page.wait_for_url("**/modelling*")
        planner.page.context.close()
    with Store.open(store) as held:
        assert [one.latest.author for one in held.services()] == ["甲"]
    assert outside == []
