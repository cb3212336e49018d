"""Answers are kept under everything that makes them right, and a run goes on without keeping."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from optimizer.places import data_directory
from optimizer.planning.pricing import ServicePrices, as_is
from optimizer.portfolio import kept_answers
from optimizer.portfolio.asking import Task, single_request
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.kept_answers import answering
from optimizer.redesign.district import JointRequest
from optimizer.redesign.request import Metric
from tests.unit.portfolio.losing import LOST, Losing
from tests.unit.portfolio.small_districts import small_district

LOCAL = Crew(workers=1)


def tasks(count: int = 2) -> list[Task]:
    """Services asked under the same prices."""
    request = single_request(JointRequest(metrics=(Metric.MATERIALS,)), 20.0)
    once = (("connect:公安库", 3), ("connect:市场监管库", 3))
    prices = ServicePrices(metrics=(9,), effort=1, once=once)
    return [
        Task(number, as_is(one.service, request), request, prices)
        for number, one in enumerate(small_district(5, count).members)
    ]


def _names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def _other_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reference data of a district of its own."""
    copy = tmp_path / "data"
    shutil.copytree(data_directory(), copy, ignore=shutil.ignore_patterns("fonts", "schema"))
    monkeypatch.setattr(kept_answers, "data_directory", lambda: copy)
    return copy


def test_an_answer_is_not_taken_for_that_of_other_reference_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "answers"
    list(answering(LOCAL, kept)(tasks()))
    before = _names(kept)
    catalogue = _other_data(tmp_path, monkeypatch) / "levers" / "catalogue.json"
    rows = catalogue.read_text("utf-8")
    catalogue.write_text(f"{rows}\n", "utf-8")
    list(answering(LOCAL, kept)(tasks()))
    assert len(_names(kept)) == 2 * len(before)


def test_words_of_the_screen_change_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "answers"
    list(answering(LOCAL, kept)(tasks()))
    before = _names(kept)
    catalogue = _other_data(tmp_path, monkeypatch) / "text" / "en" / "cli.po"
    catalogue.write_text("", "utf-8")
    list(answering(LOCAL, kept)(tasks()))
    assert _names(kept) == before


@pytest.mark.parametrize("keeps", [True, False])
def test_why_a_service_has_no_answer_is_handed_on(tmp_path: Path, keeps: bool) -> None:
    run = answering(Losing(workers=1, over="answer_task"), tmp_path if keeps else None)
    found = {one.number: one for one in run(tasks())}
    assert (found[0].plan, found[0].failure) == (None, LOST)
    assert found[1].plan is not None
    assert found[1].failure is None


@pytest.mark.parametrize("refused", ["every", "later"])
def test_a_full_disk_is_told_once_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    kept, told = tmp_path / "answers", list[OSError]()
    move = Path.replace

    def full(part: Path, place: Path) -> Path:
        if refused == "later" and not list(kept.glob("*.json")):
            return move(part, place)
        raise OSError(errno.ENOSPC, "No space left on device", str(part))

    monkeypatch.setattr(Path, "replace", full)
    run = answering(LOCAL, kept, unkept=told.append)
    assert all(one.plan is not None for one in run(tasks(4)))
    assert [(one.errno, one.filename) for one in told] == [(errno.ENOSPC, str(kept))]
    assert len(_names(kept)) == (refused == "later"), "and nothing half written is left"


def test_a_folder_that_cannot_be_made_is_told_once_and_stops_nothing(tmp_path: Path) -> None:
    folder, told = tmp_path / "answers", list[OSError]()
    folder.write_text("no folder", "utf-8")
    run = answering(LOCAL, folder, unkept=told.append)
    assert all(one.plan is not None for one in run(tasks()))
    assert [one.filename for one in told] == [str(folder)]
