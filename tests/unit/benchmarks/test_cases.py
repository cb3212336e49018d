"""Which cases are measured."""

import pytest

from benchmarks.cases import GROUPS, Effort, cases
from benchmarks.run import main


@pytest.mark.parametrize("group", GROUPS)
def test_a_quick_run_is_a_smaller_run(group: str) -> None:
    """A quick run takes fewer cases, and every case leaves its child time to answer."""
    whole, quick = cases(group, Effort()), cases(group, Effort(quick=True))
    assert 0 < len(quick) < len(whole)
    assert all(case.seconds > 60 for case in whole)
    assert {case.group for case in whole} == {group}


def test_a_time_limit_given_is_used() -> None:
    """``--seconds`` beats the protocol and the quick run."""
    for case in cases("rcpsp", Effort(quick=True, seconds=1.5)):
        assert case.arguments["seconds"] == 1.5


def test_an_unknown_group_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the groups there are."""
    with pytest.raises(SystemExit) as ended:
        main(["--only", "random,speed"])
    assert ended.value.code == 2
    assert "speed: known are random" in capsys.readouterr().err
