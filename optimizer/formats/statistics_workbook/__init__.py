"""统计工作簿: the statistics of a plan as an Excel workbook that an auditor can recompute."""

from optimizer.formats.statistics_workbook.counts import count_table
from optimizer.formats.statistics_workbook.items import Ledgers, item_table
from optimizer.formats.statistics_workbook.limits import chain_table, limit_table
from optimizer.formats.statistics_workbook.materials import material_table
from optimizer.formats.statistics_workbook.measures import assumed_table, measure_table
from optimizer.formats.statistics_workbook.notes import note_table
from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.steps import step_table
from optimizer.formats.statistics_workbook.summary import summary_table
from optimizer.formats.statistics_workbook.writing import FONTS, as_workbook
from optimizer.redesign.plan import Plan
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language

__all__ = ["statistics_workbook"]


def statistics_workbook(plan: Plan, service: Service, origin: str, language: Language) -> bytes:
    """The figures of a plan with every row they are counted from, as an .xlsx file.

    Percentages and figures are formulas over the ledgers; the values kept beside them are those
    that were computed, so that the file reads the same in programs that do not recompute.

    Args:
        plan: any that holds before and after.
        service: the service it answers, as it is kept.
        origin: lines that say what the plan was computed from (input, program, rule, situation,
            date), shown on the first sheet.
        language: of everything that is not the planner's own text.
    """
    setting = Setting(plan, service, language)
    ledgers = Ledgers(
        materials=material_table(setting),
        steps=step_table(setting),
        limits=limit_table(setting),
        chain=chain_table(setting),
        counts=count_table(setting),
    )
    items = item_table(setting, ledgers)
    tables = (
        note_table(setting, service, origin),
        summary_table(setting, ledgers, items),
        items,
        ledgers.materials,
        ledgers.steps,
        ledgers.limits,
        ledgers.chain,
        ledgers.counts,
        measure_table(setting),
        assumed_table(setting),
    )
    return as_workbook(tables, FONTS[language])
