"""The page: machine, protocol, goals, tables."""

from collections.abc import Iterable
from statistics import median

from benchmarks.district_report import district_part
from benchmarks.goals import NO_PLAN, distance, goals
from benchmarks.rows import Row, Stage

_METRICS = ("materials", "steps", "promise", "visits", "elapsed", "effort")
_BROKEN = tuple(status for status in NO_PLAN if status != "nothing_found")

_HEAD = """# Benchmark

Written by `make bench`; see `benchmarks/README.md` for what the groups are and how to run a part.
Every case runs in a fresh process with 2 workers. **Seconds** are the wall time a planner waits:
finding opportunities, building, searching, the judge's recount and the explanation; imports of
libraries are left out. **Search** is the part of it spent in the search. A figure alone is proven
best; `46 (≥ 44, 4 %)` means 46 was reached, nothing below 44 is possible, so the plan is at most
4 % away; `?` is an unknown bound. The metrics are minimised one after the other, and a metric
after an open one is only as good as that. **MiB** is the largest memory of the process, libraries
included (about 200 MiB).
"""

_DISTRICT_HEAD = """# How fast districts are

Written by `make bench` (`make bench ARGS="--only district"` for this page alone); see
`benchmarks/README.md`. Every case runs in a fresh process that starts workers of its own.
"""

_TITLES = {
    "random": "Random services, recommended plan",
    "budget": "Random services, recommended plan with a ceiling on effort",
    "first": "Very large services, five seconds of search",
    "plan": "Shipped services, the three named plans",
    "target": "Shipped services, targets 38/53/74",
    "resolve": "Shipped services, asked again after one change",
}
_NOTES = {
    "random": """
Seeded services (`benchmarks/generator.py`), no ceiling on effort. Time limit 30 s up to 120 steps,
60 s beyond.""",
    "budget": """
The same services with 35 % of the effort of doing everything: savings compete.""",
    "first": """
What is held, judged and explained, when the search is ended after five seconds.""",
    "plan": """
All services under `scenarios/`, default situation. Time limit 30 s.""",
    "target": """
Materials −38 %, steps −53 %, promise −74 % at least effort, within the recommended ceilings;
`unreachable` is a proven answer and comes with what clashes.""",
    "resolve": """
The recommended plan is known; one of its measures is refused (three of them, one at a time) or
pinned, and everything is solved anew.""",
}


def document(rows: list[Row], machine: dict[str, str]) -> str:
    """The whole page as Markdown."""
    parts = [_HEAD, _machine(rows, machine), _goals(rows)]
    for kind, title in _TITLES.items():
        some = [row for row in rows if row.kind == kind]
        if not some:
            continue
        parts.append(f"## {title}\n{_NOTES[kind]}\n")
        parts.append(_by_size(some) if kind in ("random", "budget") else _summary(some))
        parts.append(_answers(_answered(some)))
    parts.append(_published(rows, "rcpsp", "Teams: PSPLIB single-mode instances", _RCPSP))
    parts.append(_published(rows, "dtctp", "Time-cost trade-off", _DTCTP))
    parts.append(_failures(rows))
    return "\n".join(part for part in parts if part)


def district_document(rows: list[Row], machine: dict[str, str]) -> str:
    """The page about districts as Markdown."""
    parts = [_DISTRICT_HEAD, _machine(rows, machine), district_part(rows), _failures(rows)]
    return "\n".join(part for part in parts if part)


# Name of a set of instances: how the names of its instances begin.
_SETS = {
    "rcpsp": {
        "30 activities (j30)": "j30",
        "60 activities (j60)": "j60",
        "120 activities (j120)": "j120",
    },
    "dtctp": {"all": ""},
}
_RCPSP = """
A service whose steps occupy teams and that nobody may change is resource-constrained project
scheduling. Makespan in units of the instance; 10 s each, 2 workers, same run. Our seconds include
a second solve that picks, among the shortest schedules, the one that starts everything soonest."""
_DTCTP = """
Steps that may be cut at a price are the discrete time-cost trade-off: least cost under a deadline,
or least cost with a price on each day. 15 s each, 2 workers, same run. **Search** is the stage that
finds the cost; our seconds add the stages that make the plan minimal and the same every time."""


def _machine(rows: list[Row], machine: dict[str, str]) -> str:
    days = sorted({row.measured_on for row in rows if row.measured_on})
    lines = [f"| {name} | {value} |" for name, value in machine.items()]
    lines.append(f"| measured on | {', '.join(days) or 'unknown'} |")
    return "\n".join(["| machine | |", "| --- | --- |", *lines, ""])


def _goals(rows: list[Row]) -> str:
    words = {True: "met", False: "**not met**", None: "–"}
    lines = [f"| {one.asked} | {one.got} | {words[one.met]} |" for one in goals(rows)]
    head = ["## Goals", "", "| goal | measured | |", "| --- | --- | --- |"]
    return "\n".join([*head, *lines, ""])


def _by_size(rows: list[Row]) -> str:
    head = (
        "| size | coupling | proven | median s | slowest s | median search s "
        "| worst gap by metric |"
    )
    lines = [head, _rule(head)]
    keys = sorted({(row.size, row.coupling != "low", row.coupling) for row in rows})
    for size, _, coupling in keys:
        some = [row for row in rows if (row.size, row.coupling) == (size, coupling)]
        lines.append(f"| {size} | {coupling} | {_times(some)} | {_gaps(_answered(some))} |")
    return "\n".join([*lines, ""])


def _times(rows: list[Row]) -> str:
    """Proofs of all, times of those that answered."""
    proven = f"{sum(row.proven for row in rows)} of {len(rows)}"
    answered = _answered(rows)
    if not answered:
        return f"{proven} | – | – | –"
    seconds = [row.seconds for row in answered]
    searching = median(row.search_seconds for row in answered)
    return f"{proven} | {median(seconds):.2f} | {max(seconds):.2f} | {searching:.2f}"


def _answered(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.status not in _BROKEN]


def _gaps(rows: Iterable[Row]) -> str:
    worst: dict[str, list[float | None]] = {}
    for row in rows:
        for metric, gap in row.gaps().items():
            worst.setdefault(metric, []).append(gap)
    parts = []
    for metric, gaps in worst.items():
        known = [gap for gap in gaps if gap is not None]
        if len(known) < len(gaps):
            parts.append(f"{metric} ?")
        elif max(known) > 0:
            parts.append(f"{metric} {max(known):.0f} %")
    return ", ".join(parts) or "none"


def _summary(rows: list[Row]) -> str:
    """Proofs and times by what was asked."""
    head = "| asked | proven | median s | slowest s | median search s |"
    lines = [head, _rule(head)]
    for variant in dict.fromkeys(row.variant for row in rows):
        some = [row for row in rows if row.variant == variant]
        lines.append(f"| {variant} | {_times(some)} |")
    return "\n".join([*lines, ""])


def _answers(rows: list[Row]) -> str:
    metrics = [name for name in _METRICS if any(name in row.gaps() for row in rows)]
    head = f"| case | asked | steps | s | search s | status | {' | '.join(metrics)} | MiB |"
    lines = [head, _rule(head)]
    for row in rows:
        cells = {stage.metric: _cell(stage) for stage in row.stages}
        asked = f"{row.variant} {row.note}".strip()
        lines.append(
            f"| {row.case} | {asked} | {row.steps} | {row.seconds:.2f} | {row.search_seconds:.2f} "
            f"| {row.status} | {' | '.join(cells.get(name, '–') for name in metrics)} "
            f"| {row.peak_mib:.0f} |"
        )
    return _folded("all cases", lines)


def _cell(stage: Stage) -> str:
    if stage.value is None:
        return "–" if stage.bound is None else f"– (≥ {stage.bound})"
    if stage.proven:
        return str(stage.value)
    if stage.bound is None:
        return f"{stage.value} (?)"
    return f"{stage.value} (≥ {stage.bound}, {stage.gap_percent():.0f} %)"


def _published(rows: list[Row], kind: str, title: str, note: str) -> str:
    some = [row for row in rows if row.kind == kind and row.status not in _BROKEN]
    if not some:
        return ""
    variants = list(dict.fromkeys(row.variant for row in some))
    head = "| set | " + " | ".join(f"{one}: proven / above best / median s" for one in variants)
    lines = [f"{head} |", _rule(f"{head} |")]
    for name, beginning in _SETS[kind].items():
        cells = []
        for variant in variants:
            mine = [
                row for row in some if row.variant == variant and row.case.startswith(beginning)
            ]
            cells.append(_share(mine))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([f"## {title}\n{note}\n", *lines, "", _each_instance(some, variants)])


def _share(rows: list[Row]) -> str:
    if not rows:
        return "–"
    far = distance(rows)
    away = "?" if far is None else f"{far:.2f} %"
    middle = median(row.search_seconds for row in rows)
    return f"{sum(row.proven for row in rows)} of {len(rows)} / {away} / {middle:.2f}"


def _each_instance(rows: list[Row], variants: list[str]) -> str:
    head = "| instance | activities | best known | " + " | ".join(
        f"{one} | s | search s" for one in variants
    )
    lines = [f"{head} |", _rule(f"{head} |")]
    for case in dict.fromkeys(row.case for row in rows):
        mine = {row.variant: row for row in rows if row.case == case}
        first = next(iter(mine.values()))
        cells = []
        for variant in variants:
            row = mine.get(variant)
            if row is None or not row.stages:
                cells.append("– | – | –")
            else:
                times = f"{row.seconds:.2f} | {row.search_seconds:.2f}"
                cells.append(f"{_cell(row.stages[0])} | {times}")
        lines.append(f"| {case} | {first.steps} | {first.best_known} | {' | '.join(cells)} |")
    return _folded("all instances", lines)


def _failures(rows: list[Row]) -> str:
    lines = [
        f"| {row.group or row.kind} | {row.case} | {row.status} | {row.note} |"
        for row in rows
        if row.status in _BROKEN
    ]
    if not lines:
        return ""
    head = ["## Cases without an answer", "", "| group | case | what happened | |"]
    return "\n".join([*head, "| --- | --- | --- | --- |", *lines, ""])


def _rule(head: str) -> str:
    """The line under the head of a Markdown table."""
    return "|" + " --- |" * (head.count("|") - 1)


def _folded(title: str, lines: list[str]) -> str:
    return "\n".join([f"<details><summary>{title}</summary>", "", *lines, "", "</details>", ""])
