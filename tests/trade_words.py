"""Words of mathematical optimization, and of other trades, that no planner should read."""

FORBIDDEN = (
    "solver",
    "infeasible",
    "objective",
    "pareto",
    "bound",
    "seed",
    "可行解",
    "目标函数",
    "合法性审核",
    "traceback",
)


def trade_words(shown: str) -> list[str]:
    """The words of the trade that stand in a text."""
    lowered = shown.lower()
    return [word for word in FORBIDDEN if word in lowered]
