"""How far a computation is, in the planner's words."""

import pytest

from optimizer.solver.solving import Progress
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.progress import progress_text, searching_text
from tests.trade_words import trade_words

STAGES = ("materials", "promise", "effort", "canonical", "clash", "frontier", "weighted", "unheard")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("best", "bound"), [(None, None), (5, None), (5, 3), (5, 5), (5, 9)])
def test_progress_is_told_in_the_planners_words(
    language: Language, stage: str, best: int | None, bound: int | None
) -> None:
    """Whatever is known of a stage is one line without words of the trade."""
    told = progress_text(Progress(stage, best, bound, 1.0), language)
    assert told
    assert not trade_words(told)
    assert "unheard" not in told


def test_the_distance_is_told_only_where_a_bound_is_known() -> None:
    """A bound that says nothing (worse than the best) is no distance."""
    assert "at most 2" in progress_text(Progress("visits", 5, 3, 1.0), "en")
    assert "at most" not in progress_text(Progress("visits", 5, None, 1.0), "en")
    assert "at most" not in progress_text(Progress("visits", 5, 9, 1.0), "en")


def test_before_the_first_plan_an_unknown_stage_is_searching() -> None:
    """No key of the program is shown as if it were a word."""
    assert progress_text(Progress("unheard", None, None, 0.0), "zh") == searching_text("zh")


def test_a_sum_that_keeps_an_order_is_not_told_as_a_figure() -> None:
    """Effort, money and number of measures are one weighted sum while they are proven."""
    assert "16979484" not in progress_text(Progress("effort", 16_979_484, 3, 1.0), "zh")
    assert "16979484" not in progress_text(Progress("smallest_cuts", 16_979_484, 3, 1.0), "zh")
