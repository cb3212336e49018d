"""The web page runs one shipped service through planning."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"
FORBIDDEN = ("solver", "infeasible", "objective", "pareto", "bound", "seed", "可行解", "目标函数")


@pytest.fixture(scope="module")
def answered() -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=120)
    page.run()
    page.button(key="run").click()
    return page.run()


def test_page_opens_without_an_answer() -> None:
    """Before anybody asks, the page offers services and shows no figures."""
    page = AppTest.from_file(str(APP), default_timeout=120).run()
    assert not page.exception
    assert len(page.selectbox(key="service").options) >= 20
    assert not page.metric


def test_answer_shows_headline_and_measures(answered: AppTest) -> None:
    """A click computes a plan: six headline figures and a table of measures."""
    assert not answered.exception
    assert len(answered.metric) == 6
    assert all(" → " in metric.value for metric in answered.metric)
    assert len(answered.dataframe[0].value) > 0


def test_the_planner_reads_no_word_of_the_trade(answered: AppTest) -> None:
    """Words of mathematical optimization never reach the page."""
    shown = (
        "\n".join(
            str(element.value)
            for kind in (answered.markdown, answered.caption, answered.subheader, answered.warning)
            for element in kind
        )
        + answered.dataframe[0].value.to_csv()
    )
    assert not [word for word in FORBIDDEN if word in shown.lower()]
