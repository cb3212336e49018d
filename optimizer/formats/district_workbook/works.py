"""数据来源 and 分步实施计划: sources connected once, and when what is done."""

from collections.abc import Iterator, Mapping

from optimizer.evaluation.district.works import Work, WorkKind
from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import Cell, Table
from optimizer.wording.district import period_text

_MILLIONTHS = 1_000_000


def source_table(setting: Setting) -> Table:
    """One row a data source: what it costs once, and whom it serves."""
    column = setting.column
    columns = [
        column("source", 34),
        column("owner", 26),
        column("source_state", 16),
        column("effort", 10, "number"),
        column("services", 12, "number"),
        column("served", 60),
        column("period", 30),
        column("evidence", 16),
    ]
    summary, said = setting.summary, setting.spoken
    connected = {one.key for one in summary.connected}
    rows: list[Mapping[str, Cell]] = []
    for one in summary.plan.sources:
        state = "online" if one.online else "to_connect" if one.key in connected else "not_chosen"
        served = summary.served(one) if state == "to_connect" else ()
        period = summary.road.period_of(WorkKind.CONNECT, one.key)
        rows.append(
            {
                "source": one.name,
                "owner": one.owner or said("to_verify"),
                "source_state": said(f"state_{state}"),
                "effort": one.effort,
                "services": len(served),
                "served": said.listed(
                    [f"{setting.number(key)}{summary.name(key)}" for key in served]
                ),
                "period": period_text(period, setting.language) if state == "to_connect" else "",
            }
        )
    rows.sort(key=lambda row: -int(str(row["services"])))
    return setting.table("sources", columns, rows, 1)


def work_table(setting: Setting) -> Table:
    """One row a work in their order, then what is reached after each period."""
    column = setting.column
    metrics = [one.metric for one in setting.summary.road.periods[0].reached]
    columns = [
        column("number", 7, "number"),
        column("period", 32),
        column("work", 44),
        column("effort", 10, "number"),
        column("gain", 14),
        column("lead_days", 14, "number"),
        *(column(f"reached_{metric}", 30) for metric in metrics),
    ]
    return setting.table("works", columns, list(_work_rows(setting)), 3)


def _work_rows(setting: Setting) -> Iterator[Mapping[str, Cell]]:
    road, said = setting.summary.road, setting.spoken
    number = 0
    for period in road.periods:
        told = period_text(period, setting.language)
        for work in period.works:
            number += 1
            yield {"number": number, "period": told, **_work(setting, work)}
        reached = {
            f"reached_{one.metric}": said(
                "reached",
                before=one.before,
                now=one.now,
                percent="—" if one.percent is None else f"{one.percent:.2f}%",
            )
            for one in period.reached
        }
        ended = said("period_end", live=period.live)
        yield {"period": told, "work": ended, "effort": period.effort, **reached}
    for key, works in (("beyond", road.beyond), ("unplanned", road.unplanned)):
        for work in works:
            number += 1
            yield {"number": number, "period": said(key), **_work(setting, work)}


def _work(setting: Setting, work: Work) -> Mapping[str, Cell]:
    said, summary = setting.spoken, setting.summary
    if work.kind is WorkKind.CONNECT:
        name = next(one.name for one in summary.plan.sources if one.key == work.key)
        told = said("work_connect", name=name)
    else:
        told = said("work_go_live", name=f"{setting.number(work.key)}{summary.name(work.key)}")
    gain = f"{work.gain / _MILLIONTHS:.2f}" if work.kind is WorkKind.GO_LIVE else ""
    return {
        "work": told,
        "effort": work.effort,
        "gain": gain,
        "lead_days": work.lead_days,
    }
