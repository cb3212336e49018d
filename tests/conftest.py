"""What every test shares: reproducible property tests, and runs that may not skip.

``ONETHING_NO_SKIPS=1`` makes a run fail that skipped, deselected or excused any test: continuous
integration installs every program that tests need, so a skip there is a hole.
"""

import os

import pytest
from hypothesis import settings

_MAY_NOT_SKIP = os.environ.get("ONETHING_NO_SKIPS") == "1"
_NOT_RUN = ("skipped", "xfailed", "xpassed", "deselected")

# No deadline: two shared cores make a single slow example likely and meaningless.
settings.register_profile("developer", deadline=None)
# The same examples on every run: a red build must be red again on somebody else's machine.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if _MAY_NOT_SKIP or "CI" in os.environ else "developer")


def _not_run(config: pytest.Config) -> list[str]:
    """Name what was collected but not honestly run, one line each; empty if skips are allowed."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if not _MAY_NOT_SKIP or reporter is None:
        return []
    return [
        f"{outcome}: {getattr(report, 'nodeid', report)}"
        for outcome in _NOT_RUN
        for report in reporter.stats.get(outcome, ())
    ]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _not_run(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = _not_run(terminalreporter.config)
    if lines:
        terminalreporter.section("ONETHING_NO_SKIPS=1, but some tests were not run", red=True)
        for line in lines:
            terminalreporter.write_line(line)
