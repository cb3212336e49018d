"""The figures this project set out to reach, and how far it got."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from benchmarks.rows import Row

_MIB_IN_GIB = 1024.0
NO_PLAN = ("crashed", "timeout", "unverified", "nothing_found")


@dataclass(frozen=True)
class Goal:
    """One figure to reach.

    Attributes:
        asked: the goal in words.
        got: what was measured, in words.
        met: ``None`` when nothing was measured.
    """

    asked: str
    got: str
    met: bool | None


def goals(rows: list[Row]) -> list[Goal]:
    """Every goal with what these rows say about it."""
    plans = [row for row in rows if row.kind == "plan" and row.variant == "recommended"]
    return [
        _every_within("each shipped service: recommended plan proven within 2 s", plans, 2.0),
        _median_within("shipped services: median of the recommended plan at most 0.3 s", plans),
        _every_within("60 steps, random: proven within 2 s", _sized(rows, 60), 2.0),
        _most_proven(_sized(rows, 120)),
        _first_plans([row for row in rows if row.kind == "first"]),
        _large_gaps([row for size in (240, 400) for row in _sized(rows, size)]),
        _median_within(
            "one measure refused or pinned on a shipped service: median at most 0.3 s",
            [row for row in rows if row.kind == "resolve"],
        ),
        _every_within(
            "targets 38/53/74 on each shipped service: answered within 1 s",
            [row for row in rows if row.kind == "target"],
            1.0,
        ),
        _memory([row for row in rows if row.size == 400]),
        _not_weaker("teams (PSPLIB): not weaker than plain CP-SAT", rows, "rcpsp"),
        _not_weaker("time-cost trade-off: not weaker than plain CP-SAT", rows, "dtctp"),
    ]


def _sized(rows: list[Row], size: int) -> list[Row]:
    return [row for row in rows if row.kind == "random" and row.size == size]


def _every_within(asked: str, rows: list[Row], seconds: float) -> Goal:
    if not rows:
        return _unmeasured(asked)
    good = [row for row in rows if row.proven and row.seconds <= seconds]
    slowest = max(rows, key=lambda row: row.seconds)
    got = f"{len(good)} of {len(rows)}; slowest {slowest.seconds:.2f} s ({slowest.case})"
    opened = sum(not row.proven for row in rows)
    if opened:
        got += f"; {opened} not proven"
    return Goal(asked, got, len(good) == len(rows))


def _median_within(asked: str, rows: list[Row], seconds: float = 0.3) -> Goal:
    if not rows:
        return _unmeasured(asked)
    middle = median(row.seconds for row in rows)
    searching = median(row.search_seconds for row in rows)
    return Goal(asked, f"{middle:.2f} s, {searching:.2f} s of it searching", middle <= seconds)


def _most_proven(rows: list[Row]) -> Goal:
    asked = "120 steps, random: 80 % proven within 30 s, gap at most 5 % on the rest"
    if not rows:
        return _unmeasured(asked)
    proven = [row for row in rows if row.proven and row.search_seconds <= 30]
    worst = _worst_gap(row for row in rows if row not in proven)
    got = f"{len(proven)} of {len(rows)} proven; worst gap of the rest {_percent(worst)}"
    enough = len(proven) >= 0.8 * len(rows)
    small = len(proven) == len(rows) or (worst is not None and worst <= 5)
    return Goal(asked, got, enough and small)


def _first_plans(rows: list[Row]) -> Goal:
    asked = "240 and 400 steps: a judged plan within 5 s of search"
    if not rows:
        return _unmeasured(asked)
    held = [row for row in rows if row.status not in NO_PLAN]
    slowest = max(row.seconds for row in rows)
    got = f"{len(held)} of {len(rows)}; judged and explained after {slowest:.1f} s at the latest"
    return Goal(asked, got, len(held) == len(rows))


def _large_gaps(rows: list[Row]) -> Goal:
    asked = "240 and 400 steps: gap at most 15 % after 60 s"
    if not rows:
        return _unmeasured(asked)
    worst = _worst_gap(rows)
    metrics = _worst_by_metric(rows)
    got = ", ".join(f"{metric} {_percent(gap)}" for metric, gap in metrics.items())
    return Goal(asked, f"worst gap a metric: {got}", worst is not None and worst <= 15)


def _memory(rows: list[Row]) -> Goal:
    asked = "400 steps: at most 1 GiB of memory"
    if not rows:
        return _unmeasured(asked)
    peak = max(row.peak_mib for row in rows)
    return Goal(asked, f"{peak:.0f} MiB", peak <= _MIB_IN_GIB)


def _not_weaker(asked: str, rows: list[Row], kind: str) -> Goal:
    """As many proofs as plain CP-SAT and no larger distance to the best known values."""
    ours = [row for row in rows if row.kind == kind and row.variant == "ours"]
    plain = [row for row in rows if row.kind == kind and row.variant == "CP-SAT"]
    if not ours or not plain:
        return _unmeasured(asked)
    proofs, others = sum(row.proven for row in ours), sum(row.proven for row in plain)
    far, other = distance(ours), distance(plain)
    got = (
        f"proven {proofs} against {others} of {len(plain)}; "
        f"above best known {_percent(far, 2)} against {_percent(other, 2)}"
    )
    weaker = far is None or (other is not None and far > other + 0.05)
    return Goal(asked, got, proofs >= others and not weaker)


def distance(rows: Iterable[Row]) -> float | None:
    """Mean distance to the best known values in percent; ``None`` when a plan is missing."""
    found = []
    for row in rows:
        value = row.stages[0].value if row.stages else None
        if value is None:
            return None
        found.append(100 * (value - row.best_known) / row.best_known)
    return sum(found) / len(found) if found else None


def reported(row: Row) -> tuple[str, ...]:
    """The metrics whose gap counts: those a planner reports, not the tail behind them."""
    tail = ("effort", "money", "fewest_measures")
    return tuple(stage.metric for stage in row.stages if stage.metric not in tail)


def _worst_gap(rows: Iterable[Row]) -> float | None:
    """The largest gap of any reported metric; ``None`` when one is unknown."""
    found = [0.0]
    for row in rows:
        gaps = row.gaps()
        for metric in reported(row) or ("",):
            gap = gaps.get(metric)
            if gap is None:
                return None
            found.append(gap)
    return max(found)


def _worst_by_metric(rows: Iterable[Row]) -> dict[str, float | None]:
    worst: dict[str, float | None] = {}
    for row in rows:
        gaps = row.gaps()
        for metric in reported(row):
            gap, held = gaps[metric], worst.get(metric, 0.0)
            worst[metric] = None if gap is None or held is None else max(gap, held)
    return worst


def _percent(value: float | None, places: int = 0) -> str:
    return "unknown" if value is None else f"{value:.{places}f} %"


def _unmeasured(asked: str) -> Goal:
    return Goal(asked, "not measured in this run", None)
