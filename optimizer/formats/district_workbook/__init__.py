"""全区统计工作簿: the statistics of a district as an Excel workbook that can be recomputed."""

from optimizer.evaluation.district.summary import Summary
from optimizer.formats.district_workbook.breakdown import (
    category_table,
    department_table,
    gain_table,
)
from optimizer.formats.district_workbook.ledgers import (
    department_ledger,
    figure_ledger,
    gain_ledger,
)
from optimizer.formats.district_workbook.notes import left_out_table, note_table
from optimizer.formats.district_workbook.rows import item_table, measure_table
from optimizer.formats.district_workbook.services import service_table, spared_table
from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.district_workbook.shared import approval_table, source_table
from optimizer.formats.district_workbook.totals import total_table
from optimizer.formats.district_workbook.works import reached_table, work_table
from optimizer.formats.statistics_workbook.writing import FONTS, as_workbook
from optimizer.wording.catalogue import Language

__all__ = ["district_workbook"]


def district_workbook(summary: Summary, origin: str, language: Language) -> bytes:
    """The figures of a district with every row they are summed from, as an .xlsx file.

    All sums and percentages are formulas over the ledgers; the values kept beside them are those
    that were computed. Every row names the service and the fingerprint of its plan stands with it,
    so that the statistics workbook of that service goes on from there. A generated district says
    so in the name and above the table of every sheet.

    Args:
        summary: of the district.
        origin: lines that say what it was computed from, see ``wording.district.district_origin``.
        language: of everything that is not the planner's own text.
    """
    setting = Setting(summary, language)
    figures = figure_ledger(setting)
    departments = department_ledger(setting)
    gains = gain_ledger(setting)
    tables = (
        note_table(setting, origin),
        total_table(setting, figures),
        service_table(setting, figures),
        category_table(setting, figures),
        department_table(setting, departments),
        gain_table(setting, gains, "levers"),
        gain_table(setting, gains, "levels"),
        spared_table(setting),
        source_table(setting),
        approval_table(setting),
        work_table(setting),
        reached_table(setting),
        figures,
        departments,
        gains,
        item_table(setting),
        measure_table(setting),
        left_out_table(setting),
    )
    return as_workbook(tables, FONTS[language])
