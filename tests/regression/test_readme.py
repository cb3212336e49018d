"""The output shown on the front page is what the program writes."""

import re
from pathlib import Path

import pytest

from optimizer.cli import main
from optimizer.places import scenarios_directory

PAGE = (Path(__file__).resolve().parents[2] / "README.zh-CN.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)


def test_the_excerpt_is_real(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line of the excerpt but its gaps and the time taken is written by ``optimize``."""
    monkeypatch.setenv("COLUMNS", "150")
    file = scenarios_directory() / "open-restaurant-sichuan" / "service.yaml"
    assert main(["optimize", str(file)]) == 0
    written = capsys.readouterr().out.splitlines()
    lines = [one for one in SHOWN[0].splitlines() if one and one[0] != "…" and "秒" not in one]
    assert len(lines) > 20
    assert [one for one in lines if one not in written] == []
