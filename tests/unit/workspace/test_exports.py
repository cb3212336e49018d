"""The files of a plan: what they hold, what they are called, what they rest on."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from optimizer import __version__, planning
from optimizer.formats.service_file import read_service_text
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import RECOMMENDED, Asking, Metric, Request, Target
from optimizer.service import Service
from optimizer.service.canonical import fingerprint
from optimizer.store.records import PlanEntry, Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.workspace.exports import ExportFile, Shelf, archive, plan_files, provenance
from tests.bakery import bakery
from tests.fixtures import committing

Kept = tuple[Revision, PlanEntry, Plan]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "a.db") as held:
        yield held


def _kept(store: Store, service: Service, request: Request) -> Kept:
    revision = store.add(service, author="李主任")
    plan = planning.optimize(service, request)
    return revision, store.keep_plan(revision.key, 1, plan, author="李主任"), plan


@pytest.fixture(scope="module")
def kept(store: Store) -> Kept:
    return _kept(store, bakery(), RECOMMENDED)


def _named(files: tuple[ExportFile, ...], what: str, ending: str) -> ExportFile:
    (found,) = [one for one in files if one.what == what and one.name.endswith(ending)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_what_its_ending_says(kept: Kept, language: Language) -> None:
    for one in plan_files(*kept, language):
        content = one.content()
        match Path(one.name).suffix:
            case ".png":
                assert content.startswith(b"\x89PNG")
            case ".svg":
                assert ElementTree.fromstring(content.decode()).tag.endswith("svg")
            case ".json":
                assert json.loads(content)["format"] == "onething-plan/1"
            case ".yaml":
                read_service_text(content.decode())
            case ".bpmn":
                assert ElementTree.fromstring(content.decode()).tag.endswith("definitions")
            case ".xlsx":
                with zipfile.ZipFile(io.BytesIO(content)) as packed:
                    assert "xl/workbook.xml" in packed.namelist()
            case ".csv":
                assert content.startswith("\ufeff".encode())
            case ending:
                assert ending == ".txt"


def test_the_service_after_the_reform_comes_back_as_it_is(kept: Kept) -> None:
    """It can be imported, edited and computed again."""
    files = plan_files(*kept, "zh")
    text = _named(files, "file_after", ".yaml").content().decode()
    assert read_service_text(text) == kept[2].after
    before = _named(files, "file_before", ".yaml").content().decode()
    assert read_service_text(before) == bakery()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_says_what_it_rests_on(kept: Kept, language: Language) -> None:
    """Enough to compute it again, and what may not be reported."""
    told = provenance(*kept, language)
    for part in (fingerprint(bakery()), __version__, "reporting@1", "李主任"):
        assert part in told
    after = _named(plan_files(*kept, language), "file_after", ".yaml").content().decode()
    assert all(f"# {line}" in after for line in told.splitlines())


def test_figures_that_rest_on_assumed_values_are_named(store: Store, kept: Kept) -> None:
    assert "不得报送" in provenance(*kept, "zh")
    sure = bakery()
    while found := planning.doubts(sure):
        sure = planning.confirm(sure, found[0])
    quiet = RECOMMENDED.model_copy(update={"levers": ("submit_once",)})
    assert "不得报送" not in provenance(*_kept(store, sure, quiet), "zh")


def test_names_are_those_that_every_file_system_takes(store: Store) -> None:
    odd = bakery().model_copy(update={"name": 'a/b\\c:*?"<>|' + "长" * 300})
    for one in plan_files(*_kept(store, odd, RECOMMENDED), "zh"):
        assert not set(one.name) & set('\\/:*?"<>|')
        assert len(one.name.encode()) < 255


def test_all_files_fit_into_one(kept: Kept) -> None:
    files = plan_files(*kept, "zh")
    with zipfile.ZipFile(io.BytesIO(archive(files))) as packed:
        assert packed.namelist() == [one.name for one in files]
        assert packed.testzip() is None
    assert len({one.name for one in files}) == len(files)


def test_targets_out_of_reach_leave_data_and_no_pictures(store: Store) -> None:
    target = Target(metric=Metric.MATERIALS, at_most=0)
    request = Request(asking=Asking.TARGETS, targets=(target,))
    kept = _kept(store, committing(), request)
    assert kept[2].outcome.status is Status.UNREACHABLE
    assert {one.shelf for one in plan_files(*kept, "zh")} == {Shelf.DATA}
