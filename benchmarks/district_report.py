"""The part of the page about districts: decided together, swept, projected to the country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.cases import DISTRICT
from benchmarks.rows import Row

COUNTIES = 2_800
"""County-level divisions of the country, rounded."""

_MORE_CORES = (2, 64, 512)
_SECONDS_AN_HOUR = 3600
_MS = 1000

_TOGETHER = """## Districts decided together

From the folder with the service files to judged plans: reading, the joint decision (no ceiling on
effort, every case weighs), the judge. The real services are those under `scenarios/`; the generated
ones stand for nothing real (`optimizer/portfolio/generating.py`, seed 1). **Gap** = (value − bound)
÷ bound. **MiB** is the largest memory of all processes together, counted in each of them what they
share. The decision runs until it is proven or its time is over: with more workers it is sooner
proven, or the gap is smaller.
"""
_SWEPT = """## Many services, each alone

The recommended plan of generated services, each judged; districts of 121 with seeds 1, 2, …
Milliseconds are of a worker, a service. **Answering** is what `optimize` takes by itself, the
search is the part of it spent searching. **Overhead** is all the other time of all workers:
starting them, handing out services, bringing back answers, waiting for the last one. Nothing but
sums is kept: memory is told after a tenth of the services and at the end.
"""


def district_part(rows: list[Row]) -> str:
    """Markdown; empty when no such case was measured."""
    together = [row for row in rows if row.kind == "district" and row.stages]
    swept = [row for row in rows if row.kind == "sweep" and row.figures]
    parts = []
    if together:
        parts.append(_TOGETHER)
    for case in dict.fromkeys(row.case for row in together):
        # Real and generated services never share a table.
        parts += [*_together([row for row in together if row.case == case]), ""]
    if swept:
        parts += [_SWEPT, *_swept(swept), "", *_speed_up(swept), *_projection(swept, together), ""]
    return "\n".join(parts)


def _together(rows: Iterable[Row]) -> Iterator[str]:
    yield "| services | workers | s | of it reading | joint decision s | status | gap | | MiB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for row in rows:
        yield (
            f"| {row.size} {row.case} | {row.figures['workers']:.0f} | {row.seconds:.1f} "
            f"| {row.figures['reading']:.1f} | {row.search_seconds:.1f} | {row.status} "
            f"| {_gap(row)} | {row.note} | {row.figures['tree_mib']:.0f} |"
        )


def _gap(row: Row) -> str:
    stage = row.stages[0]
    if stage.proven:
        return "proven"
    if stage.value is None or stage.bound is None:
        return "unknown"
    return f"{100 * (stage.value - stage.bound) / max(abs(stage.bound), 1):.2f} %"


def _swept(rows: Iterable[Row]) -> Iterator[str]:
    yield (
        "| services | steps | workers | s | services a second | answering ms | searching ms "
        "| generating ms | overhead ms | slowest s | proven | MiB early | MiB at the end |"
    )
    yield "|" + " --- |" * 13
    for row in rows:
        told = row.figures
        each = [
            told["answering"],
            row.search_seconds,
            told["drawing"],
            told["overhead"],
        ]
        times = " | ".join(f"{_MS * one / row.size:.1f}" for one in each)
        yield (
            f"| {row.size} | {row.steps} | {told['workers']:.0f} | {row.seconds:.0f} "
            f"| {row.size / row.seconds:.1f} | {times} | {told['slowest']:.1f} "
            f"| {told['proven']:.0f} of {row.size} | {told['early_mib']:.0f} "
            f"| {told['late_mib']:.0f} |"
        )


def _speed_up(rows: list[Row]) -> Iterator[str]:
    """How much faster two workers are than one, a service."""
    pace = {row.figures["workers"]: row.size / row.seconds for row in rows}
    if {1.0, 2.0} <= set(pace):
        yield f"Two workers answer {pace[2.0] / pace[1.0]:.2f} times as many services as one."
        yield ""


def _projection(swept: list[Row], together: list[Row]) -> Iterator[str]:
    """The largest sweep scaled up; nothing but a multiplication."""
    row = max(swept, key=lambda one: one.size)
    services = COUNTIES * DISTRICT
    core_seconds = row.seconds * row.figures["workers"] / row.size
    yield (
        f"**Projection** to {COUNTIES:,} counties × {DISTRICT} services = {services:,} services, "
        f"by multiplication from the {row.size:,} measured ({core_seconds:.2f} s of a core each, "
        f"overhead included): {_hours(core_seconds * services)} hours of one core; "
        + "; ".join(f"{n} cores {_hours(core_seconds * services / n)} hours" for n in _MORE_CORES)
        + ". That other cores are as fast as these, and that the overhead stays what it is here, "
        "is assumed."
    )
    joint = [one for one in together if one.size == DISTRICT]
    if joint:
        best = min(joint, key=lambda one: one.seconds * one.figures["workers"])
        core_seconds = best.seconds * best.figures["workers"]
        yield (
            f"The joint decisions of {COUNTIES:,} such districts, {core_seconds:.0f} s of a core "
            f"each: {_hours(core_seconds * COUNTIES)} hours of one core."
        )


def _hours(seconds: float) -> str:
    return f"{seconds / _SECONDS_AN_HOUR:,.1f}"
