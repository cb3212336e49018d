"""What every test shares: reproducible property tests, runs that may not skip, rooms of workers.

``ONETHING_NO_SKIPS=1`` makes a run fail that skipped, deselected or excused any test: continuous
integration installs every program that tests need, so a skip there is a hole.

``make test`` spreads the tests over the cores (pytest-xdist). The tests of one file stay in one
worker, so that what a file makes once is made once.
"""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

_MAY_NOT_SKIP = os.environ.get("ONETHING_NO_SKIPS") == "1"
_NOT_RUN = ("skipped", "xfailed", "xpassed")
# Share one worker, which does them first and one after the other: each starts servers or many
# programs, which would disturb each other. The other workers give way to them.
_BUSY_ROOMS = ("tests/browser/", "tests/unit/store/", "tests/unit/portfolio/")

# No deadline: two shared cores make a single slow example likely and meaningless.
settings.register_profile("developer", deadline=None)
# The same examples on every run: a red build must be red again on somebody else's machine.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if _MAY_NOT_SKIP or "CI" in os.environ else "developer")

# Names of deselected tests; a worker hands its own over when it ends, as only it knows them.
_deselected: set[str] = set()


class _ByFile(LoadScopeScheduling):
    """Hands out whole files, and the busy rooms as if they were one file."""

    def _split_scope(self, nodeid: str) -> str:
        return "busy" if nodeid.startswith(_BUSY_ROOMS) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return _ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_BUSY_ROOMS))  # the rest as it stood


@pytest.fixture(scope="module", autouse=True)
def _giving_way(request: pytest.FixtureRequest) -> None:
    """A page that is waited for is not late because another worker has the core."""
    a_worker = "PYTEST_XDIST_WORKER" in os.environ
    if a_worker and not request.node.nodeid.startswith(_BUSY_ROOMS):
        # Once and for all: only an administrator may take it back.
        os.nice(max(0, 10 - os.nice(0)))


def pytest_deselected(items: list[pytest.Item]) -> None:
    _deselected.update(item.nodeid for item in items)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    # A worker that died has handed nothing over; the run fails for that already.
    _deselected.update(getattr(node, "workeroutput", {}).get("deselected", ()))


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """Files and coroutines that only the garbage collection closes fail the last test.

    pytest looks once more when it ends, but what a worker finds then reaches nobody.
    """
    yield
    for _ in range(3):  # what is freed may free more
        gc.collect()


def _not_run(config: pytest.Config) -> list[str]:
    """Name what was collected but not honestly run, one line each; empty if skips are allowed."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if not _MAY_NOT_SKIP or reporter is None:
        return []
    reported = [
        f"{outcome}: {getattr(report, 'nodeid', report)}"
        for outcome in _NOT_RUN
        for report in reporter.stats.get(outcome, ())
    ]
    return [*reported, *(f"deselected: {nodeid}" for nodeid in sorted(_deselected))]


def pytest_sessionfinish(session: pytest.Session) -> None:
    handed_over = getattr(session.config, "workeroutput", None)
    if handed_over is not None:
        handed_over["deselected"] = sorted(_deselected)
    if _not_run(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = _not_run(terminalreporter.config)
    if lines:
        terminalreporter.section("ONETHING_NO_SKIPS=1, but some tests were not run", red=True)
        for line in lines:
            terminalreporter.write_line(line)
