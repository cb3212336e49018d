"""The pages on a fresh store, driven without a browser."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from optimizer.portfolio import district_jobs
from optimizer.service import Service
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.ui import state
from optimizer.wording.catalogue import Language
from optimizer.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 120

Opening = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _packages_read_once() -> Iterator[None]:
    """Each opened page looks through every installed package for widgets; none comes meanwhile."""
    once = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as held:
        held.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The workspace that the pages of this test use."""
    path = tmp_path / "onething.db"
    monkeypatch.setenv("ONETHING_STORE", str(path))
    st.cache_resource.clear()
    st.cache_data.clear()
    held = state.workspace()
    yield held
    held.computing.close()
    held.store.close()
    st.cache_resource.clear()


@pytest.fixture
def store(workspace: Workspace) -> Store:
    return workspace.store


@pytest.fixture
def app(workspace: Workspace) -> Opening:  # noqa: ARG001  # the pages open the same store
    """Opens the pages: ``app(page="modelling", revision=revision, language="en")``."""

    def opened(
        page: str = "overview",
        *,
        revision: Revision | None = None,
        language: Language = "zh",
        author: str = "王科员",
    ) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT_SECONDS)
        test.session_state["language"] = language
        test.session_state["author"] = author
        if revision is not None:
            test.session_state["key"] = revision.key
        test.run()
        if page != "overview":
            test.switch_page(f"optimizer/ui/pages/{page}.py").run()
        return test

    return opened


@pytest.fixture
def one_worker(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Small districts are decided in the process of the test."""
    queue = district_jobs.DistrictComputing(workspace.store, None, workers=1)
    monkeypatch.setattr(state, "districts", lambda: queue)
    yield
    queue.close()


def kept(store: Store, service: Service) -> Revision:
    """The service in the store."""
    return store.add(service, author="李主任")


def shown(test: AppTest) -> str:
    """Everything an opened page says, as one text."""
    kinds = (
        test.title,
        test.header,
        test.subheader,
        test.markdown,
        test.caption,
        test.text,
        test.info,
        test.warning,
        test.error,
        test.success,
    )
    said = [str(element.value) for kind in kinds for element in kind]
    said.extend(f"{one.label} {one.value} {one.delta}" for one in test.metric)
    for widgets in (
        test.button,
        test.selectbox,
        test.text_input,
        test.checkbox,
        test.toggle,
        test.number_input,
        test.multiselect,
        test.radio,
        test.button_group,
    ):
        said.extend(f"{one.label} {getattr(one, 'help', '') or ''}" for one in widgets)
    said.extend(one.value.to_csv() for one in test.dataframe)
    said.extend(tab.label for tab in test.tabs)
    said.extend(one.label for one in test.expander)
    return "\n".join(said)
