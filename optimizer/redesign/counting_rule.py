"""A counting rule (统计口径): how figures are counted, as data."""

from enum import StrEnum

from optimizer.service.record import Record


class MaterialUnit(StrEnum):
    """What one material is."""

    KINDS = "kinds"  # 种
    ENTRIES = "entries"  # 项次
    COPIES = "copies"  # 份数
    FIELDS = "fields"  # 表单字段


class StepView(StrEnum):
    """Which steps are counted."""

    INTERNAL = "internal"  # 全部环节
    VISIBLE = "visible"  # 申请人可感知环节
    STAGE = "stage"  # 一件事阶段


class DaysBefore(StrEnum):
    """What stands for the time before the reform."""

    STATUTORY_SUM = "statutory_sum"  # 法定时限之和
    PROMISE_SUM = "promise_sum"  # 承诺时限之和
    CRITICAL_PATH = "critical_path"  # 现状关键路径


class CountingRule(Record):
    """A named, versioned way to count.

    Attributes:
        forms: whether application forms count as materials.
        missing_statutory: for ``statutory_sum``: items without a statutory limit are
            left out on both sides, or their promise stands in (``use_promise``).
    """

    id: str
    version: int = 1
    name_zh: str
    name_en: str
    materials: MaterialUnit = MaterialUnit.ENTRIES
    forms: bool = True
    steps: StepView = StepView.VISIBLE
    days_before: DaysBefore = DaysBefore.STATUTORY_SUM
    use_promise: bool = True
    note_zh: str = ""
    note_en: str = ""
