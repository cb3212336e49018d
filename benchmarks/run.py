"""``python -m benchmarks``: measure every case, write one table.

A whole run writes docs/benchmark.md, docs/district-speed.md and build/benchmark.json, ``--only
district`` the second alone; any other part (``--quick``, ``--only``, ``--case``, ``--seconds``)
writes to build/ only, so that the published tables are of one protocol.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cases import GROUPS, Effort, cases
from benchmarks.children import measured
from benchmarks.machine import description
from benchmarks.report import district_document, document
from benchmarks.rows import Case, Row, row_from_json

TOP = Path(__file__).resolve().parent.parent
BUILD = TOP / "build"
DOCUMENT = TOP / "docs" / "benchmark.md"
DISTRICTS = TOP / "docs" / "district-speed.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write.

    Returns:
        0, or 1 when a case crashed, ran out of patience or failed its recount.
    """
    asked = _asked(arguments)
    groups = tuple(asked.only) or GROUPS
    effort = Effort(quick=asked.quick, seconds=asked.seconds)
    chosen = [case for group in groups for case in cases(group, effort)]
    if asked.case:
        chosen = [replace(one, verbose=True) for one in chosen if asked.case in one.name]
    rows = _measure(chosen)
    if asked.keep:
        rows = _kept(groups) + rows
    machine = description()
    BUILD.mkdir(exist_ok=True)
    published = not (asked.quick or asked.case or asked.seconds)
    if published:
        _write_json(rows if asked.keep else _kept(groups) + rows, machine)
    districts = [row for row in rows if row.group == "district"]
    others = [row for row in rows if row.group != "district"]
    whole = set(GROUPS) - {"district"} <= set(groups) or asked.keep
    text = ""
    if others:
        text += _written(DOCUMENT, document(others, machine), public=published and whole)
    if districts:
        text += _written(DISTRICTS, district_document(districts, machine), public=published)
    print(f"\n{text}")
    return int(any(row.status in ("crashed", "timeout", "unverified") for row in rows))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few cases, under three minutes")
    parser.add_argument(
        "--only", type=_groups, default=(), help=f"some of {','.join(GROUPS)}, with commas"
    )
    parser.add_argument("--case", default="", help="cases with this in their name")
    parser.add_argument("--seconds", type=float, help="time limit of every search")
    parser.add_argument(
        "--keep", action="store_true", help="keep the other groups' rows of the last run"
    )
    return parser.parse_args(arguments)


def _groups(text: str) -> tuple[str, ...]:
    named = tuple(text.split(","))
    unknown = sorted(set(named) - set(GROUPS))
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: known are {', '.join(GROUPS)}")
    return named


def _measure(waiting: list[Case]) -> list[Row]:
    """Every case, one child after the other."""
    today = datetime.now(UTC).date().isoformat()
    rows: list[Row] = []
    begun = time.monotonic()
    for number, case in enumerate(waiting, start=1):
        print(f"[{number}/{len(waiting)}] {case.group} {case.name}", flush=True)
        for row in measured(case):
            rows.append(replace(row, group=case.group, measured_on=today))
            print(f"    {_line(row)}", flush=True)
    print(f"{len(rows)} rows in {time.monotonic() - begun:.0f} s")
    return rows


def _line(row: Row) -> str:
    """One row in one line, for whoever waits."""
    stages = " ".join(
        f"{one.metric}={one.value}" + ("" if one.proven else f"≥{one.bound}") for one in row.stages
    )
    return (
        f"{row.variant:12} {row.status:11} {row.seconds:7.2f} s (search {row.search_seconds:.2f}) "
        f"{row.peak_mib:5.0f} MiB  {stages} {row.note}"
    )


def _written(page: Path, text: str, *, public: bool) -> str:
    """Write a page to build/, and to docs/ when it is of the protocol that is published."""
    (BUILD / page.name).write_text(text, encoding="utf-8")
    if public:
        page.write_text(text, encoding="utf-8")
    return text


def _write_json(rows: list[Row], machine: dict[str, str]) -> None:
    content = {"machine": machine, "rows": [row.to_json() for row in rows]}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (BUILD / "benchmark.json").write_text(text + "\n", encoding="utf-8")


def _kept(groups: tuple[str, ...]) -> list[Row]:
    """Rows of the last run that this one did not measure anew."""
    last = BUILD / "benchmark.json"
    if not last.is_file():
        return []
    rows = [row_from_json(one) for one in json.loads(last.read_text(encoding="utf-8"))["rows"]]
    return [row for row in rows if row.group not in groups]


if __name__ == "__main__":
    sys.exit(main())
