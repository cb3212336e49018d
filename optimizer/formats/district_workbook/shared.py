"""数据来源 and 报请上级支持: what is connected or asked for once, and whom it serves."""

from collections.abc import Mapping

from optimizer.evaluation.district.works import WorkKind
from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import Cell, Column, Table
from optimizer.redesign.district import SharedApproval, SharedSource
from optimizer.wording.district import approval_text
from optimizer.wording.district_road import period_text
from optimizer.wording.levels import level
from optimizer.wording.names import source_name


def source_table(setting: Setting) -> Table:
    """One row a data source: what it costs once, who decides it, and whom it serves."""
    summary, said = setting.summary, setting.phrases
    columns = [
        setting.column("source", 34),
        setting.column("owner", 26),
        setting.column("source_state", 16),
        setting.column("who", 16),
        *_columns(setting),
    ]
    rows: list[Mapping[str, Cell]] = []
    for one in summary.plan.sources:
        state = _state(setting, one)
        decides = summary.decides(one)
        rows.append(
            {
                "source": source_name(one.name),
                "owner": one.owner or said("to_verify"),
                "source_state": said(f"state_{state}"),
                "who": "" if decides is None else level(decides, setting.language),
                **_cells(setting, WorkKind.CONNECT, one, wanted=state == "to_connect"),
            }
        )
    rows.sort(key=lambda row: -int(str(row["services"])))
    return setting.table("sources", columns, rows, 1)


def _state(setting: Setting, one: SharedSource) -> str:
    """Whether a source is connected, will be, and whether it was the planner who said no."""
    if one.online:
        return "online"
    if one.key in setting.summary.plan.outcome.connected:
        return "to_connect"
    return "refused" if one.key in setting.summary.plan.request.refused else "not_chosen"


def approval_table(setting: Setting) -> Table:
    """One row an approval to ask for from above the district."""
    said = setting.phrases
    columns = [
        setting.column("approval", 44),
        setting.column("asked_item", 34),
        setting.column("asks", 26),
        setting.column("asked_from", 16),
        *_columns(setting),
    ]
    rows: list[Mapping[str, Cell]] = [
        {
            "approval": approval_text(one, setting.language),
            "asked_item": one.item,
            "asks": one.owner or said("to_verify"),
            "asked_from": level(one.authority, setting.language),
            **_cells(setting, WorkKind.APPROVE, one, wanted=True),
        }
        for one in setting.summary.approved
    ]
    if not rows:
        rows = [{"approval": said("nothing_asked")}]
    return setting.table("approvals", columns, rows, 1)


def _columns(setting: Setting) -> list[Column]:
    column = setting.column
    return [
        column("effort", 10, "number"),
        *setting.money_columns(),
        column("services", 12, "number"),
        column("served", 60),
        column("period", 42),
        column("evidence", 16),
    ]


def _cells(
    setting: Setting, kind: WorkKind, one: SharedSource | SharedApproval, *, wanted: bool
) -> Mapping[str, Cell]:
    """What it takes once, and whom it serves when; a price nobody entered stays empty."""
    summary = setting.summary
    served = summary.served(one) if wanted else ()
    period = summary.road.period_of(kind, one.key)
    return {
        "effort": one.effort,
        "money": one.cost_yuan,
        "services": len(served),
        "served": setting.phrases.listed(
            [f"{setting.number(key)}{summary.name(key)}" for key in served]
        ),
        "period": period_text(period, setting.language) if wanted else "",
    }
