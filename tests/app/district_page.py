"""What tests do on the page 全区一件事."""

import time

from streamlit.testing.v1 import AppTest

from optimizer.redesign.district import District, JointRequest
from optimizer.store.store import Store
from optimizer.ui import state
from optimizer.wording.catalogue import Language, words
from tests.app.conftest import Opening, shown
from tests.trade_words import trade_words
from tests.unit.portfolio.small_districts import small_district

_LONG = 120.0
ZH = words("district_page", "zh")


def opened(app: Opening, language: Language = "zh") -> AppTest:
    """The page."""
    test = app("district", language=language)
    sound(test)
    return test


def part(test: AppTest, name: str) -> AppTest:
    """Open a tab."""
    test.session_state["district_parts_zh"] = ZH(f"tab_{name}")
    test.run()
    sound(test)
    return test


def sound(test: AppTest) -> None:
    """Nothing broke, and no word of the trade stands on the page."""
    assert not test.exception
    assert trade_words(shown(test)) == []


def finished() -> None:
    """Wait until nothing is being decided."""
    deadline = time.monotonic() + _LONG
    while any(not one.ended for one in state.districts().jobs()):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def kept(store: Store, count: int = 3) -> list[str]:
    """Keys of small services put into the store."""
    members = small_district(1, count).members
    return [store.add(one.service, author="李主任").key for one in members]


def decided(district: District, request: JointRequest | None = None) -> None:
    """Have a district decided."""
    state.districts().decide(district, request or JointRequest(), "李主任")
    finished()
