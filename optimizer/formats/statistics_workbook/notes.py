"""说明: where the figures come from, under which rule, and how they are recomputed."""

from collections.abc import Mapping, Sequence

from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import Cell, Table
from optimizer.service.service import Service
from optimizer.wording.figures import figure_label, figures

_SHEETS = (
    "summary",
    "items",
    "materials",
    "steps",
    "limits",
    "chain",
    "counts",
    "measures",
    "assumed",
)


def note_table(setting: Setting, service: Service, origin: str) -> Table:
    """Two columns: of what, and what is said of it.

    Args:
        setting: of the plan.
        service: the whole service as it is kept.
        origin: lines that say what the plan was computed from.
    """
    said = setting.spoken
    rows = [
        *_origin(setting, service, origin),
        ("notes_rule", setting.rule.note_zh if said.language == "zh" else setting.rule.note_en),
        ("notes_dagger", _not_for_reporting(setting)),
        ("notes_recompute", said("recompute")),
        ("notes_shared", said("shared")),
        ("notes_evidence", said("evidence_help")),
    ]
    told: list[Mapping[str, Cell]] = [{"what": said(what), "told": text} for what, text in rows]
    told.extend(
        {"what": said("notes_sheet", name=said(f"sheet_{key}")), "told": said(f"about_{key}")}
        for key in _SHEETS
    )
    columns = [setting.column("what", 26), setting.column("told", 110)]
    return setting.table("notes", columns, told, 1)


def _origin(setting: Setting, service: Service, origin: str) -> Sequence[tuple[str, str]]:
    rows = [("notes_region", service.region)] if service.region else []
    if service.baseline is not None:
        dated = (service.baseline.date, service.baseline.source)
        rows.append(("notes_baseline", setting.spoken.listed([one for one in dated if one])))
    return [*rows, *(("notes_origin", line) for line in origin.splitlines() if line.strip())]


def _not_for_reporting(setting: Setting) -> str:
    """What the dagger means, and the figures that have it."""
    plan, said = setting.plan, setting.spoken
    found = figures(plan.reductions, plan.before_metrics, plan.after_metrics, setting.rule, REDUCED)
    doubtful = [figure_label(one.metric, setting.language) for one in found if one.assumed]
    if not doubtful:
        return said("dagger_nothing")
    return said("dagger", metrics=said.listed(doubtful))
