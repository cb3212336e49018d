"""改革举措 and 推定值: what is done and who decides it; what nobody read in a source."""

from collections.abc import Mapping

from optimizer.evaluation.certainty import Mark
from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import SIDES, Cell, Side, Table
from optimizer.wording.assumed import assumed_text, field_word, subject_word, thing_text
from optimizer.wording.figures import figure_label, raw_name
from optimizer.wording.measures import MeasureRow, measure_rows, number_text, row_effect_text
from optimizer.wording.names import Names


def measure_table(setting: Setting) -> Table:
    """One row a measure as the pages number them."""
    column = setting.column
    columns = [
        column("measure_number", 10),
        column("lever", 18),
        column("measure", 56),
        column("effect", 26),
        column("effort", 8),
        column("who", 16),
        column("risk", 8),
        column("basis", 40),
        column("precondition", 36),
        column("assumed_terms", 20),
        column("evidence", 16),
    ]
    rows = [_measure_row(setting, row) for row in measure_rows(setting.plan, setting.language)]
    return setting.table("measures", columns, rows, 2)


def _measure_row(setting: Setting, row: MeasureRow) -> Mapping[str, Cell]:
    return {
        "measure_number": number_text(row, setting.language),
        "lever": row.lever,
        "measure": row.text,
        "effect": row_effect_text(row, setting.language),
        "effort": row.effort,
        "who": row.who,
        "risk": row.risk,
        "basis": row.basis,
        "precondition": row.precondition,
        "assumed_terms": setting.spoken.listed(row.assumed),
    }


def assumed_table(setting: Setting) -> Table:
    """One row an assumed value, with the figures under this rule that rest on it."""
    column = setting.column
    columns = [
        column("number", 6, "number"),
        column("side", 17),
        column("subject", 14),
        column("item", 30),
        column("thing", 34),
        column("field", 18),
        column("assumed_value", 40),
        column("resting", 44),
        column("evidence", 16),
        column("found", 24),
    ]
    rows = [
        {"number": number, **_assumed_row(setting, mark, sides)}
        for number, (mark, sides) in enumerate(_by_side(setting), 1)
    ]
    return setting.table("assumed", columns, rows, 1)


_Sides = dict[Side, Mark]


def _by_side(setting: Setting) -> list[tuple[Mark, _Sides]]:
    """Every assumed value once, with its mark on each side that has it."""
    found: dict[tuple[str, str, str], _Sides] = {}
    for side in SIDES:
        for mark in setting.marks[side]:
            found.setdefault((mark.subject, mark.id, mark.field), {})[side] = mark
    return [(next(iter(sides.values())), sides) for sides in found.values()]


def _assumed_row(setting: Setting, mark: Mark, sides: _Sides) -> Mapping[str, Cell]:
    language = setting.language
    side = next(iter(sides))
    names = setting.names if side == "before" else setting.names_after
    metrics = [
        metric
        for metric in REDUCED
        if any(raw_name(setting.rule, metric, s) in one.figures for s, one in sides.items())
    ]
    resting = setting.spoken.listed([figure_label(metric, language) for metric in metrics])
    return {
        "side": setting.spoken.listed([setting.spoken(one) for one in sides]),
        "subject": subject_word(mark.subject, language),
        "item": _owners(setting, mark, side, names),
        "thing": thing_text(mark, names),
        "field": field_word(mark.subject, mark.field, language),
        "assumed_value": assumed_text(setting.service(side), mark, language),
        "resting": resting or setting.spoken("resting_nothing"),
    }


def _owners(setting: Setting, mark: Mark, side: Side, names: Names) -> str:
    """The items that a step or requirement belongs to."""
    service = setting.service(side)
    if mark.subject == "step":
        return names.listed(service.step(mark.id).items)
    if mark.subject == "requirement":
        return names.requirement(mark.id)["item"]
    return ""
