"""A real server and a real browser; whatever leaves this machine fails the test."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.store.store import Store
from tests.browser.planner import Planner

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "build" / "screens"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_START_SECONDS = 60
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_SAFE_SCHEMES = frozenset({"data", "blob", "about", "chrome-error"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser nothing here can run; in CI, where it is installed, a skip fails."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="needs chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        held = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--lang=zh-CN"]
        )
        yield held
        held.close()


def kept(store: Path, name: str) -> str:
    """Key of a shipped service, put into a store."""
    service = read_service(scenarios_directory() / name / "service.yaml")
    with Store.open(store) as held:
        return held.add(service, author="示例").key


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def served(store: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The pages on a store, as ``onething app`` serves them."""
    command = [sys.executable, "-m", "optimizer.ui", "--server.port", str(port)]
    environment = {**os.environ, "ONETHING_STORE": str(store)}
    with running(command, store.with_suffix(".log"), port, environment) as process:
        yield process


@contextlib.contextmanager
def running(
    command: list[str], log: Path, port: int, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that serves the pages, with everything it started, until the block ends."""
    with log.open("ab") as written:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
        try:
            _until_healthy(port, process)
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


def _until_healthy(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
            return
        time.sleep(0.1)
    pytest.fail(f"no server within {_START_SECONDS} s")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server of its own for each file of tests."""
    port = free_port()
    with served(tmp_path_factory.mktemp("store") / "onething.db", port):
        yield f"http://localhost:{port}"


@pytest.fixture
def outside() -> list[str]:
    """Addresses off this machine that a page asked for; must stay empty."""
    return []


def leaves(address: str) -> bool:
    """Whether a request leaves this machine."""
    parts = urlparse(address)
    return parts.scheme not in _SAFE_SCHEMES and (parts.hostname or "") not in _LOOPBACK


def watched(context: BrowserContext, outside: list[str]) -> BrowserContext:
    """A context whose requests are looked at; those that would leave are stopped and noted."""

    def look(request: Request) -> None:
        if leaves(request.url):
            outside.append(request.url)

    context.on("request", look)
    context.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    return context


def opened(browser: Browser, outside: list[str], locale: str = "zh-CN") -> Page:
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale=locale, accept_downloads=True
    )
    return watched(context, outside).new_page()


@pytest.fixture
def planner(browser: Browser, address: str, outside: list[str]) -> Iterator[Planner]:
    """One planner at the pages, in Chinese."""
    page = opened(browser, outside)
    yield Planner(page, address, SCREENS)
    page.context.close()
    assert outside == [], "a page asked for something off this machine"
