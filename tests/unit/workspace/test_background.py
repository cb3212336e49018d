"""Work beside the page is done once, and what nobody needs any more is not begun."""

import threading

import pytest

from optimizer.workspace.background import Background

LONG_SECONDS = 60.0


def test_a_question_is_worked_out_once_whoever_asks() -> None:
    background, calls = Background[int]("test"), list[int]()

    def work() -> int:
        calls.append(1)
        return 7

    answers = [background.ask(line, "q", work, LONG_SECONDS) for line in ("一", "一", "二")]
    assert (answers, calls) == ([7, 7, 7], [1])


def test_nobody_waits_longer_than_his_patience() -> None:
    background, gate = Background[bool]("test"), threading.Event()
    assert background.ask("一", "q", gate.wait, 0.0) is None
    gate.set()
    assert background.ask("一", "q", gate.wait, LONG_SECONDS) is True


def test_an_older_question_of_a_line_is_not_begun_and_can_be_asked_again() -> None:
    background, gate, begun = Background[bool]("test"), threading.Event(), list[str]()

    def work(name: str) -> bool:
        begun.append(name)
        return True

    assert background.ask("零", "gate", gate.wait, 0.0) is None
    assert background.ask("一", "old", lambda: work("old"), 0.0) is None
    assert background.ask("一", "new", lambda: work("new"), 0.0) is None
    gate.set()
    assert background.ask("一", "new", lambda: work("new"), LONG_SECONDS) is True
    assert begun == ["new"]
    assert background.ask("一", "old", lambda: work("old"), LONG_SECONDS) is True
    assert begun == ["new", "old"]


def test_only_so_many_answers_are_kept() -> None:
    background, calls = Background[int]("test", kept=2), list[int]()

    def ask(number: int) -> int | None:
        def work() -> int:
            calls.append(number)
            return number

        return background.ask(f"{number}", number, work, LONG_SECONDS)

    assert [ask(number) for number in (1, 2, 3, 3, 1)] == [1, 2, 3, 3, 1]
    assert calls == [1, 2, 3, 1]


def test_an_error_of_the_work_reaches_who_asked() -> None:
    def work() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Background[int]("test").ask("一", "q", work, LONG_SECONDS)
