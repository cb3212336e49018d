"""Published reforms of other places, and where a reduction stands among them.

Facts with sources in ``data/published_reforms.csv``; its columns are explained in the file of
the same name ending in ``.md``. Nothing here takes part in planning: it tells a planner what
others reached, like with like.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from statistics import median, quantiles

from optimizer.errors import InvalidInput
from optimizer.places import data_directory
from optimizer.service.record import Record

METRICS = ("materials", "steps", "days", "visits")

# Fewer rows of the same theme say nothing; then all bundles are compared.
_LEAST_OF_THEME = 3

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_DECORATION = re.compile(r"[“”\"'「」《》\s]|一件事$")


class Apart(StrEnum):
    """Why a published figure is not compared with that of one bundle."""

    REPEATED = "repeated"  # another row holds the same reform
    SUM = "sum"  # of many services, or their mean
    SINGLE_ITEM = "single_item"
    ONE_CASE = "one_case"  # one fast case, no promise to everybody


@dataclass(frozen=True)
class PublishedReform:
    """One published statement of what a reform reached.

    Attributes:
        id: id of the row.
        theme: name under which like is compared with like.
        service: name as published.
        single_item: one administrative item, not a bundle.
        aggregate: a sum or mean over many services.
        repeats: id of the row whose figures it repeats; empty for originals.
        figures: (before, after, published percent) by metric; ``None`` where not published.
        basis_before: what the days before are: ``statutory``, ``promise``, ``actual``, or
            ``unknown`` where the source does not say.
        one_case: the time after is that of one fast case, not a promise to everybody.
        source: where it was read.
    """

    id: str
    theme: str
    service: str
    region: str
    year: int | None
    single_item: bool
    aggregate: bool
    repeats: str
    figures: dict[str, tuple[float | None, float | None, float | None]]
    basis_before: str
    one_case: bool
    source: str
    note: str

    def reduction(self, metric: str) -> float | None:
        """Reduction of a metric in percent: recomputed where both figures are published."""
        before, after, percent = self.figures[metric]
        if before is not None and after is not None and before > 0:
            return (before - after) / before * 100
        return percent

    def comparable(self, metric: str) -> bool:
        """Whether one bundle's promise may be set beside it in this metric."""
        return self.apart(metric) is None

    def apart(self, metric: str) -> Apart | None:
        """Why one bundle's promise may not be set beside it in this metric; ``None`` if it may."""
        reasons = (
            (Apart.REPEATED, bool(self.repeats)),
            (Apart.SUM, self.aggregate),
            (Apart.SINGLE_ITEM, self.single_item),
            (Apart.ONE_CASE, metric == "days" and self.one_case),
        )
        return next((reason for reason, holds in reasons if holds), None)


class Position(Record):
    """Where a reduction stands among published ones of the same metric.

    Attributes:
        metric: ``materials``, ``steps``, ``days`` or ``visits``.
        percent: the reduction asked about.
        n: number of published reductions compared with.
        median, lower_quartile, upper_quartile: of those, in percent (inclusive method).
        rank: 1 when no published reduction is larger; ``n + 1`` when all are.
        same_theme: compared with reforms of the same service; otherwise with all bundles.
        theme: normalised name of the service.
        rows: ids of the rows compared with.
    """

    metric: str
    percent: float
    n: int
    median: float
    lower_quartile: float
    upper_quartile: float
    rank: int
    same_theme: bool
    theme: str
    rows: tuple[str, ...]


def theme_of(service_name: str) -> str:
    """The name under which a service is compared: without brackets, quotes and 一件事."""
    plain, before = service_name, ""
    while plain != before:  # brackets within brackets
        before, plain = plain, _BRACKETS.sub("", plain)
    return _DECORATION.sub("", plain)


def position(service_name: str, metric: str, percent: float) -> Position | None:
    """Where a reduction stands among published reforms, like with like.

    Single items, sums over many services, repeated statements and, for days, single fast cases
    are left out. Reforms of the same theme are used if there are at least three, else all
    bundles.

    Args:
        service_name: name of the service, as published or as in a service file.
        metric: one of ``METRICS``.
        percent: reduction of the plan in percent.

    Returns:
        The position, or ``None`` when fewer than three bundles published this metric.

    Raises:
        KeyError: the metric is not one of ``METRICS``.
    """
    if metric not in METRICS:
        raise KeyError(metric)
    theme = theme_of(service_name)
    known = [
        (reform, reached)
        for reform in published_reforms()
        if reform.comparable(metric) and (reached := reform.reduction(metric)) is not None
    ]
    alike = [(reform, reached) for reform, reached in known if reform.theme == theme]
    same_theme = len(alike) >= _LEAST_OF_THEME
    chosen = alike if same_theme else known
    if len(chosen) < _LEAST_OF_THEME:
        return None
    values = [reached for _, reached in chosen]
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return Position(
        metric=metric,
        percent=percent,
        n=len(values),
        median=round(median(values), 2),
        lower_quartile=round(lower, 2),
        upper_quartile=round(upper, 2),
        rank=1 + sum(value > percent for value in values),
        same_theme=same_theme,
        theme=theme,
        rows=tuple(reform.id for reform, _ in chosen),
    )


@cache
def published_reforms() -> tuple[PublishedReform, ...]:
    """All rows of the shipped table, in its order."""
    return read_published_reforms(data_directory() / "published_reforms.csv")


def read_published_reforms(path: Path) -> tuple[PublishedReform, ...]:
    """Read a table of published reforms.

    Raises:
        InvalidInput: a number, a flag or a repeated row cannot be understood; all are named.
    """
    problems: list[str] = []
    with path.open(encoding="utf-8", newline="") as stream:
        reforms = tuple(
            _reform(row, f"{path.name}:{line}", problems)
            for line, row in enumerate(csv.DictReader(stream), start=2)
        )
    ids = {reform.id for reform in reforms}
    problems.extend(
        f"{path.name}: {reform.id}.repeats: {reform.repeats!r} is not the id of a row"
        for reform in reforms
        if reform.repeats and reform.repeats not in ids
    )
    if problems:
        raise InvalidInput(tuple(problems))
    return reforms


def _reform(row: dict[str, str], where: str, problems: list[str]) -> PublishedReform:
    def number(key: str) -> float | None:
        text = row[key].strip()
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            problems.append(f"{where}: {key}: {text!r} is not a number")
            return None

    def flag(key: str) -> bool:
        if row[key] not in ("yes", "no"):
            problems.append(f"{where}: {key}: {row[key]!r} is neither yes nor no")
        return row[key] == "yes"

    year = number("year")
    return PublishedReform(
        id=row["id"],
        theme=row["theme"],
        service=row["service"],
        region=row["region"],
        year=None if year is None else int(year),
        single_item=flag("single_item"),
        aggregate=flag("aggregate"),
        repeats=row["repeats"],
        figures={
            metric: (
                number(f"{metric}_before"),
                number(f"{metric}_after"),
                number(f"{metric}_percent"),
            )
            for metric in METRICS
        },
        basis_before=row["basis_before"].strip() or "unknown",
        one_case=row["basis_after"] == "case",
        source=row["source_url"],
        note=row["note"],
    )
