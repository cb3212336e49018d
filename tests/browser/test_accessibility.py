"""Every page suits screen readers by the rules of axe, and none is wider than the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from optimizer.redesign.request import NAMED_REQUESTS
from optimizer.ui.shell import PAGES
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.browser.planner import Planner

# Serious and critical violations are defects; the rest is advice.
_DEFECTS = frozenset({"serious", "critical"})


@pytest.fixture(scope="module")
def service() -> dict[str, str]:
    """Key of the service with plans, once it is there."""
    return {}


def _opened(planner: Planner, service: dict[str, str], page: str) -> None:
    if not service:
        planner.open()
        planner.press("overview", "add_example")
        planner.page.wait_for_url("**/modelling*")
        service["key"] = planner.service()
        planner.go_to("redesigning")
        planner.press("redesigning", "three")
        planner.waits_for_button(planner.said("plan", list(NAMED_REQUESTS)[-1]))
        planner.waits_until_idle()
    planner.open("" if page == PAGES[0] else page, service=service["key"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_serious(
    planner: Planner, service: dict[str, str], page: str, language: Language
) -> None:
    planner.language = language
    _opened(planner, service, page)
    answer = Axe().run(planner.page).response
    assert len(answer["passes"]) > 10, "axe looked at an empty page"
    serious = [
        (one["id"], one["help"], [node["target"] for node in one["nodes"]][:4])
        for one in answer["violations"]
        if one["impact"] in _DEFECTS
    ]
    assert serious == []
    assert planner.width_is_enough()
