"""How far a computation is, in the planner's words."""

from typing import Protocol

from optimizer.wording.catalogue import Language, words


class Progress(Protocol):
    """What is known of a computation at one moment.

    Attributes:
        stage: the metric being improved, or ``clash``, ``frontier``, ``canonical``.
        best: best figure so far (of a trade-off: plans found); ``None`` before the first plan.
        bound: no figure can be better than this; ``None`` when unknown.
    """

    @property
    def stage(self) -> str: ...  # noqa: D102  # told above

    @property
    def best(self) -> int | None: ...  # noqa: D102

    @property
    def bound(self) -> int | None: ...  # noqa: D102


# Here the figure is a sum that keeps an order of several things and means nothing to a planner.
_INNER = frozenset({"effort", "smallest_cuts"})


def progress_text(progress: Progress, language: Language) -> str:
    """One line about how far a computation is."""
    said = words("plan", language)
    if progress.stage == "frontier":
        return said("frontier_found", best=progress.best)
    if progress.stage in ("clash", "canonical"):
        return said(f"stage_{progress.stage}")
    stage = said(progress.stage) if said.has(progress.stage) else searching_text(language)
    if progress.best is None or progress.stage in _INNER:
        return stage
    if progress.bound is None or progress.bound > progress.best:
        return said("progress_first", stage=stage, best=progress.best)
    gap = progress.best - progress.bound
    return said("progress", stage=stage, best=progress.best, gap=gap)


def searching_text(language: Language) -> str:
    """What is told before anything is known."""
    return words("plan", language)("searching")
