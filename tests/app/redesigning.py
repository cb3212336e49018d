"""What the tests of 流程再造测算 share: plans worked out, a page read, a search held back."""

import threading
import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from optimizer import planning
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import (
    NAMED_REQUESTS,
    Request,
)
from optimizer.service import Service
from optimizer.store.records import PlanEntry, Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import Language, words
from optimizer.workspace.workspace import Workspace
from tests.app.conftest import Opening, shown
from tests.trade_words import trade_words

ZH = words("redesigning", "zh")
_LONG = 60.0


def finished(workspace: Workspace) -> None:
    deadline = time.monotonic() + _LONG
    while workspace.computing.open():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def computed(workspace: Workspace, revision: Revision, *requests: Request) -> None:
    workspace.computing.plans(revision, requests or tuple(NAMED_REQUESTS.values()), "李主任")
    finished(workspace)


def opened(app: Opening, revision: Revision, language: Language = "zh") -> AppTest:
    test = app("redesigning", revision=revision, language=language)
    sound(test)
    return test


def sound(test: AppTest) -> None:
    """Nothing broke, and a planner reads no word of the trade."""
    assert not test.exception
    read = shown(test).lower()
    assert trade_words(read) == []


def newest(store: Store, revision: Revision, name: str) -> PlanEntry:
    return next(one for one in store.plans(revision.key) if one.request_name == name)


def choose_measure(test: AppTest, store: Store, revision: Revision, start: str) -> None:
    """Look at the first measure of the recommended plan whose id begins so."""
    entry = newest(store, revision, "recommended")
    options = test.selectbox(key=f"measure_{entry.id}").options
    place = next(number for number, text in enumerate(options) if start in text)
    test.selectbox(key=f"measure_{entry.id}").set_value(place).run()
    sound(test)


def answered(test: AppTest, workspace: Workspace) -> None:
    """Wait for the background and look again, without a click."""
    finished(workspace)
    test.run()
    sound(test)


def keys(test: AppTest) -> set[str]:
    return {str(one.key) for one in test.button}


class Gate:
    """Holds the search until it is let go or stopped."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        search = planning.optimize

        def waits(
            service: Service,
            request: Request,
            watch: Callable[[object], None],
            cancelled: threading.Event,
        ) -> Plan:
            while not (self.open.wait(0.01) or cancelled.is_set()):
                pass
            return search(service, request, watch, cancelled)

        monkeypatch.setattr(planning, "optimize", waits)
