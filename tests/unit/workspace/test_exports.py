"""The files of a plan: what they hold, what they are called, what they rest on."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import docx
import pytest
from PIL import Image

from optimizer import __version__, planning
from optimizer.formats.service_file import read_service_text
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import RECOMMENDED, Asking, Metric, Request, Target
from optimizer.service import Service
from optimizer.service.canonical import fingerprint
from optimizer.store.records import PlanEntry, Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.workspace.exports import ExportFile, Shelf, answered, archive, plan_files
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


def _opens_as_zip(content: bytes, part: str) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return part in packed.namelist()


IS_WHAT_IT_SAYS: dict[str, Callable[[bytes], object]] = {
    ".bpmn": lambda one: ElementTree.fromstring(one.decode()).tag.endswith("definitions"),
    ".csv": lambda one: one.startswith("\ufeff".encode()),
    ".docx": lambda one: len(docx.Document(io.BytesIO(one)).paragraphs) > 1,
    ".json": json.loads,
    ".jsonld": lambda one: json.loads(one)["@graph"],
    ".pdf": lambda one: one.startswith(b"%PDF-"),
    ".png": lambda one: one.startswith(b"\x89PNG"),
    ".svg": lambda one: ElementTree.fromstring(one.decode()).tag.endswith("svg"),
    ".txt": bytes.decode,
    ".xlsx": lambda one: _opens_as_zip(one, "xl/workbook.xml"),
    ".yaml": lambda one: read_service_text(one.decode()),
    ".zip": lambda one: zipfile.ZipFile(io.BytesIO(one)).testzip() is None,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_what_its_ending_says(kept: Kept, language: Language) -> None:
    for one in plan_files(answered(*kept, language)):
        assert IS_WHAT_IT_SAYS[f".{one.ending}"](one.content()), one.name


def test_the_service_after_the_reform_comes_back_as_it_is(kept: Kept) -> None:
    """It can be imported, edited and computed again."""
    files = plan_files(answered(*kept, "zh"))
    text = _named(files, "after", ".yaml").content().decode()
    assert read_service_text(text) == kept[2].after
    before = _named(files, "before", ".yaml").content().decode()
    assert read_service_text(before) == bakery()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_says_what_it_rests_on(kept: Kept, language: Language) -> None:
    """Enough to compute it again, and what may not be reported."""
    told = answered(*kept, language).origin
    for part in (fingerprint(bakery()), __version__, "reporting@1", "李主任"):
        assert part in told
    after = _named(plan_files(answered(*kept, language)), "after", ".yaml").content().decode()
    assert all(f"# {line}" in after for line in told.splitlines())


def _told_in(one: ExportFile) -> str:
    """Whatever a file says of itself, to whoever reads it as it is or asks for its properties."""
    content = one.content()
    if one.ending == "png":
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            return str(image.info["Description"])
    if one.ending == "svg":
        found = ElementTree.fromstring(content.decode()).find("{*}metadata")
        assert found is not None
        return found.text or ""
    return content.decode()


@pytest.mark.parametrize("ending", ["bpmn", "csv", "json", "jsonld", "png", "svg", "txt", "yaml"])
def test_every_file_says_what_it_was_computed_from(kept: Kept, ending: str) -> None:
    """A picture that was copied into a report can still be computed again."""
    files = [one for one in plan_files(answered(*kept, "zh")) if one.ending == ending]
    assert files
    for one in files:
        told = _told_in(one)
        assert fingerprint(bakery()) in told, one.name
        assert __version__ in told, one.name
        assert "reporting@1" in told, one.name


def test_figures_that_rest_on_assumed_values_are_named(store: Store, kept: Kept) -> None:
    assert "不得报送" in answered(*kept, "zh").origin
    sure = bakery()
    while found := planning.doubts(sure):
        sure = planning.confirm(sure, found[0])
    quiet = RECOMMENDED.model_copy(update={"levers": ("submit_once",)})
    assert "不得报送" not in answered(*_kept(store, sure, quiet), "zh").origin


def test_names_are_those_that_every_file_system_takes(store: Store) -> None:
    odd = bakery().model_copy(update={"name": 'a/b\\c:*?"<>|' + "长" * 300})
    for one in plan_files(answered(*_kept(store, odd, RECOMMENDED), "zh")):
        assert not set(one.name) & set('\\/:*?"<>|')
        assert len(one.name.encode()) < 255


def test_all_files_fit_into_one(kept: Kept) -> None:
    files = plan_files(answered(*kept, "zh"))
    with zipfile.ZipFile(io.BytesIO(archive(files))) as packed:
        assert packed.namelist() == [one.name for one in files]
        assert packed.testzip() is None
    assert len({one.name for one in files}) == len(files)


def test_targets_out_of_reach_leave_data_and_neither_papers_nor_pictures(store: Store) -> None:
    target = Target(metric=Metric.MATERIALS, at_most=0)
    request = Request(asking=Asking.TARGETS, targets=(target,))
    kept = _kept(store, committing(), request)
    assert kept[2].outcome.status is Status.UNREACHABLE
    assert {one.shelf for one in plan_files(answered(*kept, "zh"))} == {Shelf.DATA}
