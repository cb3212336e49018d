"""The words of a request in Chinese and English, beside ``service.terms``."""

from collections.abc import Mapping
from enum import Enum

from optimizer.redesign.request import Asking, Metric
from optimizer.service.terms import Words

REQUEST_VALUES: Mapping[type[Enum], Words] = {
    Metric: {
        Metric.MATERIALS: ("材料", "申请材料"),
        Metric.STEPS: ("环节", "办理环节"),
        Metric.PROMISE: ("承诺时限", "时限", "days"),
        Metric.VISITS: ("跑动", "跑动次数"),
        Metric.ELAPSED: ("全流程用时",),
        Metric.FORMS: ("表单", "申请表单"),
        Metric.INSPECTIONS: ("迎检", "迎检次数"),
        Metric.FEES: ("费用",),
        Metric.EFFORT: ("工作量",),
    },
    Asking: {
        Asking.BEST: ("最优",),
        Asking.TARGETS: ("按目标",),
        Asking.FRONTIER: ("多方案比选",),
        Asking.WEIGHTED: ("加权",),
    },
}
