"""Under which of the five heads (一次告知 … 一网办理) of a reform plan a measure is laid out."""

from enum import StrEnum
from functools import cache

from optimizer.places import data_directory
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.record import Record


class FiveOnes(StrEnum):
    """The five heads in the order of official papers (国办发〔2025〕24号, GB/T 45836-2025)."""

    TOLD_ONCE = "told_once"  # 一次告知
    ONE_FORM = "one_form"  # 一表申请
    ONE_SET = "one_set"  # 一套材料
    ONE_WINDOW = "one_window"  # 一窗受理
    ONE_NET = "one_net"  # 一网办理


class HeadTable(Record):
    """``data/levers/five_ones.json``: keys of levers by head."""

    note: str
    heads: dict[FiveOnes, tuple[str, ...]]


def head_of(measure: Measure) -> FiveOnes:
    """The head of a measure.

    Raises:
        KeyError: the table does not name its lever.
    """
    heads = _heads()
    if measure.kind is MeasureKind.RULE:
        sort = measure.targets[0].partition("/")[0]
        return heads.get(f"{measure.lever}/{sort}", heads[measure.lever])
    return heads[measure.lever]


@cache
def _heads() -> dict[str, FiveOnes]:
    text = (data_directory() / "levers" / "five_ones.json").read_text(encoding="utf-8")
    table = HeadTable.model_validate_json(text)
    return {key: head for head, keys in table.heads.items() for key in keys}
