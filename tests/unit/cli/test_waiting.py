"""Progress in the planner's words, and Ctrl-C that keeps the best plan so far."""

import signal
import threading

import pytest

from optimizer.cli.screen import Screen
from optimizer.cli.waiting import searched
from optimizer.errors import RequestProblem, Said
from optimizer.solver.solving import Progress, Watch


def test_the_answer_comes_back() -> None:
    """What the search returns is returned, and nothing was cancelled."""

    def search(tell: Watch, cancelled: threading.Event) -> bool:
        tell(Progress("materials", 3, 2, 0.1))
        return cancelled.is_set()

    assert searched(Screen("zh"), search) is False


def test_what_goes_wrong_in_the_search_comes_back() -> None:
    """An error of the searching thread is raised where the command waits."""

    def search(_tell: Watch, _cancelled: threading.Event) -> None:
        raise RequestProblem((Said("甲", "x"),))

    with pytest.raises(RequestProblem):
        searched(Screen("zh"), search)


def test_an_interrupt_stops_the_search_and_keeps_its_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The first Ctrl-C asks the search to end; what it found so far is shown."""
    before = signal.getsignal(signal.SIGINT)

    def search(_tell: Watch, cancelled: threading.Event) -> str:
        signal.raise_signal(signal.SIGINT)
        assert cancelled.wait(30)
        return "best so far"

    assert searched(Screen("zh"), search) == "best so far"
    assert "正在停止" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_interrupt_ends_the_program() -> None:
    """Who presses twice does not want to wait."""
    release = threading.Event()

    def search(_tell: Watch, cancelled: threading.Event) -> None:
        signal.raise_signal(signal.SIGINT)
        assert cancelled.wait(30)
        signal.raise_signal(signal.SIGINT)
        release.wait(30)

    with pytest.raises(KeyboardInterrupt):
        searched(Screen("zh"), search)
    release.set()
