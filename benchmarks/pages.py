"""``python -m benchmarks.pages``: how fast the web pages answer, in a real browser.

A server is started as ``onething app`` starts it, on a store of its own, with one shipped
service and one generated of about 400 steps. A time runs from the click to the page at rest: the
script has run and nothing on the page is stale. Each is taken several times; the table shows the
median and the slowest. Written to ``docs/pages-speed.md``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.generator import random_service
from benchmarks.machine import description
from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.redesign.request import RECOMMENDED
from optimizer.store.store import Store
from optimizer.wording.catalogue import words

TOP = Path(__file__).resolve().parent.parent
DOCUMENT = TOP / "docs" / "pages-speed.md"
_TIMES = 5
_CALM = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === "notRunning"
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
}"""
_PAGES = ("modelling", "redesigning", "comparing", "compliance", "exporting")

Taken = dict[str, list[float]]
"""What was done → seconds of each time."""


def main() -> int:
    """Measure and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "onething.db"
        keys = _kept(store)
        port = _free_port()
        taken: dict[str, Taken] = {name: {} for name in keys}
        with _served(store, port) as started, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
            first = _timed(lambda: _open(page, port, ""), page)
            for name, key in keys.items():
                _visit(page, port, key, taken[name])
            browser.close()
    text = _document(started, first, taken)
    DOCUMENT.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _kept(store: Path) -> dict[str, str]:
    """Keys of the services, each with the plan of a short search."""
    from optimizer import planning  # noqa: PLC0415  # the search loads slowly

    small = read_service(scenarios_directory() / "open-restaurant-sichuan" / "service.yaml")
    services = {"开办餐饮店": small, "random-400": random_service(400, "low", 1)}
    found = {}
    with Store.open(store) as held:
        for name, service in services.items():
            request = RECOMMENDED.model_copy(update={"time_limit_seconds": 30.0})
            key = held.add(service, author="benchmark").key
            held.keep_plan(key, 1, planning.optimize(service, request), author="benchmark")
            found[f"{name}（{len(planning.look_at(service).service.steps)} steps）"] = key
    return found


def _visit(page: Page, port: int, key: str, taken: Taken) -> None:
    """Every page by its navigation, tables and a cell on the page of tables."""
    said = words("ui", "zh")
    for _ in range(_TIMES):
        _open(page, port, f"modelling?service={key}")
        _rest(page)
        page.wait_for_timeout(1000)
        for name in _PAGES[1:]:
            link = page.get_by_role("link", name=said(f"page_{name}"), exact=True).first
            _note(taken, f"page {said(f'page_{name}')}", _timed(link.click, page))
        link = page.get_by_role("link", name=said("page_modelling"), exact=True).first
        _note(taken, f"page {said('page_modelling')}", _timed(link.click, page))
        for section in ("办理环节", "材料需求", "联办事项"):
            one = page.get_by_role("radio").filter(has_text=section).first
            _note(taken, f"table {section}", _timed(one.click, page))
        page.get_by_role("button", name=said("undo"), exact=True).wait_for()
        _note(taken, "cell saved", _edited(page))


def _edited(page: Page) -> float:
    """Type over the name of the first item."""
    table = page.locator('[data-testid="stDataFrame"]').first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    cell = page.locator("#portal textarea, #portal input").first
    for _ in range(5):
        page.mouse.click(box["x"] + 190, box["y"] + 52)
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        if cell.count():
            break
    cell.fill(f"事项{time.monotonic_ns()}")
    bar = page.locator(".st-key-service_bar")
    before = bar.inner_text()

    def saved() -> None:
        cell.press("Enter")
        page.wait_for_function(
            "before => document.querySelector('.st-key-service_bar').innerText !== before",
            arg=before,
            timeout=120_000,
            polling=20,
        )

    return _timed(saved, page)


def _open(page: Page, port: int, path: str) -> None:
    page.goto(f"http://localhost:{port}/{path}")
    page.locator('[data-testid="stMainBlockContainer"]').wait_for()


def _rest(page: Page) -> None:
    page.wait_for_function(_CALM, timeout=120_000, polling=20)


def _timed(act: Callable[[], object], page: Page) -> float:
    begun = time.perf_counter()
    act()
    page.wait_for_timeout(60)  # the click has to reach the server before the page can be calm
    _rest(page)
    return time.perf_counter() - begun


def _note(taken: Taken, what: str, seconds: float) -> None:
    taken.setdefault(what, []).append(seconds)


@contextlib.contextmanager
def _served(store: Path, port: int) -> Iterator[float]:
    """The server, and how long it took to answer."""
    environment = {**os.environ, "ONETHING_STORE": str(store)}
    command = [sys.executable, "-m", "optimizer.ui", "--server.port", str(port)]
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=TOP, env=environment, stdout=subprocess.DEVNULL)
    try:
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
                break
            time.sleep(0.05)
        yield time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _document(started: float, first: float, taken: dict[str, Taken]) -> str:
    lines = ["# How fast the pages answer", ""]
    lines.append(
        "Written by `python -m benchmarks.pages`: seconds from a click to the page at rest,"
    )
    lines.append(f"{_TIMES} times each, in Chromium on the machine of the server.")
    lines += ["", "| machine | |", "| --- | --- |"]
    lines += [f"| {name} | {value} |" for name, value in description().items()]
    lines += ["", f"Start of the server: {started:.1f} s. First page after it: {first:.2f} s.", ""]
    names = list(taken)
    lines.append("| what | " + " | ".join(f"{one}: median | slowest" for one in names) + " |")
    lines.append("| --- |" + " --- | --- |" * len(names))
    for what in taken[names[0]]:
        cells = [
            f"{statistics.median(taken[one][what]):.2f} | {max(taken[one][what]):.2f}"
            for one in names
        ]
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
