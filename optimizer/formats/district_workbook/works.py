"""分步实施计划 and 各期成效: when what is done, and what is reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from optimizer.evaluation.district.reached import Reached
from optimizer.evaluation.district.works import Work, WorkKind
from optimizer.formats.district_workbook.ledgers import unsure
from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import Cell, Column, Kind, Table, here, share_off
from optimizer.wording.catalogue import words
from optimizer.wording.district import marked_label, work_text
from optimizer.wording.district_road import period_text

_MILLIONTHS = 1_000_000
_REACHED: Mapping[str, Kind] = {"before": "number", "now": "number", "share": "percent"}


def work_table(setting: Setting) -> Table:
    """One row a work in their order."""
    column = setting.column
    columns = [
        column("number", 7, "number"),
        column("period", 42),
        column("work", 44),
        column("effort", 10, "number"),
        column("gain", 14, "decimal"),
        column("lead_days", 22, "number"),
    ]
    return setting.table("works", columns, list(_work_rows(setting)), 3)


def reached_table(setting: Setting) -> Table:
    """What stands at the start, then one row a period: what is reached, shares as formulas."""
    road, said = setting.summary.road, setting.phrases
    columns = [
        setting.column("period", 42),
        setting.column("period_effort", 16, "number"),
        setting.column("period_finished", 16, "number"),
        setting.column("live", 16, "number"),
    ]
    for metric in (one.metric for one in road.periods[0].reached):
        label = marked_label(setting.summary, metric, setting.language)
        for key, kind in _REACHED.items():
            name = said("of_side", metric=label, side=said(f"reached_{key}"))
            columns.append(Column(f"{metric}_{key}", name, 13, kind))
        columns.append(
            Column(
                f"{metric}_nature", said("of_side", metric=label, side=said("column_nature")), 20
            )
        )
    start = [_at_start(one) for one in road.periods[0].reached]
    first: Mapping[str, Cell] = {
        "period": words("district", setting.language)("today"),
        "period_effort": 0,
        "period_finished": 0,
        "live": 0,
        **_sums(setting, columns, 0, start),
    }
    rows: list[Mapping[str, Cell]] = [
        {
            "period": period_text(period, setting.language),
            "period_effort": period.effort,
            "period_finished": period.finished,
            "live": period.live,
            **_sums(setting, columns, number, period.reached),
        }
        for number, period in enumerate(road.periods, 1)
    ]
    return setting.table("reached", columns, [first, *rows], 1)


def _at_start(one: Reached) -> Reached:
    """The same with nothing live."""
    unsure = one.at_least - {"now"} | ({"now"} if "today" in one.at_least else set())
    return replace(one, now=one.today, percent=one.counted_only, at_least=unsure)


def _sums(
    setting: Setting, columns: Sequence[Column], number: int, found: Sequence[Reached]
) -> Mapping[str, Cell]:
    row: dict[str, Cell] = {}
    for one in found:
        cells = [here(columns, f"{one.metric}_{key}", number) for key in ("before", "now")]
        row[f"{one.metric}_before"] = one.before
        row[f"{one.metric}_now"] = one.now
        row[f"{one.metric}_share"] = share_off(cells[0], cells[1], (one.before, one.now))
        row[f"{one.metric}_nature"] = _nature(setting, one)
    return row


def _nature(setting: Setting, one: Reached) -> str:
    """Which of its sums may be larger, and what that means for the reduction."""
    sides = (("before", "before"), ("now", "after"))
    return unsure(setting, [name for side, name in sides if side in one.at_least])


def _work_rows(setting: Setting) -> Iterator[Mapping[str, Cell]]:
    road, said = setting.summary.road, setting.phrases
    number = 0
    for period in road.periods:
        told = period_text(period, setting.language)
        for work in period.works:
            number += 1
            yield {"number": number, "period": told, **_work(setting, work)}
    for key, works in (("beyond", road.beyond), ("unplanned", road.unplanned)):
        for work in works:
            number += 1
            yield {"number": number, "period": said(key), **_work(setting, work)}


def _work(setting: Setting, work: Work) -> Mapping[str, Cell]:
    said, summary = setting.phrases, setting.summary
    name = work_text(summary, work.kind, work.key, setting.language)
    if work.kind is WorkKind.GO_LIVE:
        name = f"{setting.number(work.key)}{name}"
    live = work.kind is WorkKind.GO_LIVE
    return {
        "work": said(f"work_{work.kind.value}", name=name),
        "effort": work.effort,
        "gain": round(work.gain / _MILLIONTHS, 2) if live else None,
        "lead_days": work.lead_days,
    }
