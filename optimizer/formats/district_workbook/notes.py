"""说明 and 未纳入: where the figures come from, how they are recomputed, what is not in them."""

from collections.abc import Iterator, Mapping

from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import Cell, Table
from optimizer.wording.district import money_text, point_text, proof_text
from optimizer.wording.district_road import basis_texts, unchanged_text
from optimizer.wording.refused import refused_texts

_SHEETS = (
    "totals",
    "services",
    "categories",
    "departments",
    "levers",
    "levels",
    "spared",
    "sources",
    "approvals",
    "works",
    "reached",
    "figures",
    "department_ledger",
    "gain_ledger",
    "items",
    "measures",
    "left_out",
)


def note_table(setting: Setting, origin: str) -> Table:
    """Two columns: of what, and what is said of it."""
    said = setting.phrases
    rows = [(said(key), text) for key, text in _told(setting, origin)]
    rows.extend(
        (said("notes_sheet", name=said(f"sheet_{key}")), said(f"about_{key}")) for key in _SHEETS
    )
    columns = [setting.column("what", 26), setting.column("told", 110)]
    told: list[Mapping[str, Cell]] = [{"what": what, "told": text} for what, text in rows]
    return setting.table("notes", columns, told, 1)


def _told(setting: Setting, origin: str) -> Iterator[tuple[str, str]]:
    said, summary = setting.phrases, setting.summary
    rule = summary.rule
    if summary.plan.district.generated:
        yield "notes_generated", said("about_generated")
    for line in origin.splitlines():
        if line.strip():
            yield "notes_origin", line
    yield "notes_rule", rule.note_zh if setting.language == "zh" else rule.note_en
    yield (
        "notes_decision",
        said(
            "decision",
            effort=summary.plan.outcome.effort,
            sources=len(summary.connected),
            approvals=len(summary.approved),
            proof=proof_text(summary.plan, setting.language),
        ),
    )
    yield "notes_point", point_text(setting.language)
    yield (
        "notes_money",
        money_text(summary.money, setting.language, summary.plan.request.max_cost_yuan),
    )
    for text in refused_texts(summary.plan, setting.language):
        yield "notes_refused", text
    items = summary.figures.once.items
    yield (
        "notes_once",
        said(
            "about_once",
            all=sum(len(row.plan.before.items) for row in summary.rows),
            once=len(items),
            named=sum(len(one.services) > 1 and not one.by_code for one in items),
        ),
    )
    road = summary.road
    for text in basis_texts(road.all_live, setting.language):
        yield "notes_basis", text
    yield (
        "notes_order",
        said(
            "about_order",
            ceiling=road.effort_per_period,
            quality=said("order_best")
            if road.order.exact
            else said("order_gap", percent=f"{100 * road.order.gap:.2f}%"),
        ),
    )
    if road.unchanged:
        yield "notes_unchanged", unchanged_text(summary, setting.language)
    for key in ("dagger", "recompute", "unknown_help", "evidence_help"):
        yield f"notes_{key}", said(f"about_{key}")


def left_out_table(setting: Setting) -> Table:
    """未纳入: services that could not be decided or read, and what is missing elsewhere."""
    columns = [
        setting.column("service_number", 9),
        setting.column("service", 40),
        setting.column("reason", 90),
    ]
    rows: list[Mapping[str, Cell]] = [
        {
            **setting.service(one.service),
            "reason": one.message_zh if setting.language == "zh" else one.message_en,
        }
        for one in setting.summary.plan.failed
    ]
    if not rows:
        rows = [{"service_number": "—", "reason": setting.phrases("nothing_left_out")}]
    return setting.table("left_out", columns, rows, 1)
