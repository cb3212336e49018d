"""What sort of step a name tells."""

import pytest

from optimizer.service.kinds import StepKind
from optimizer.service.step_names import step_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("收件", StepKind.RECEIVE),
        ("网上申请", StepKind.RECEIVE),
        ("受理", StepKind.ACCEPTANCE),
        ("受理审查", StepKind.ACCEPTANCE),
        ("材料补正", StepKind.CORRECTION),
        ("资料审查", StepKind.REVIEW),
        ("信息核验", StepKind.REVIEW),
        ("材料核查", StepKind.REVIEW),
        ("现场核查", StepKind.INSPECTION),
        ("现场踏勘（大型招牌）", StepKind.INSPECTION),
        ("消防检查", StepKind.INSPECTION),
        ("体检化验", StepKind.TESTING),
        ("现场检测", StepKind.TESTING),
        ("专家评审", StepKind.EXPERT_REVIEW),
        ("听证", StepKind.HEARING),
        ("招标", StepKind.TENDER),
        ("决定前公示", StepKind.NOTICE),
        ("公示", StepKind.NOTICE),
        ("结果公示", StepKind.PUBLICATION),
        ("告知利害关系人", StepKind.NOTIFICATION),
        ("作出决定", StepKind.DECISION),
        ("决定发证", StepKind.DECISION),
        ("审核办结", StepKind.DECISION),
        ("审批", StepKind.DECISION),
        ("登簿", StepKind.DECISION),
        ("缴费", StepKind.PAYMENT),
        ("制证", StepKind.ISSUE),
        ("发证", StepKind.ISSUE),
        ("制证送达", StepKind.ISSUE),
        ("送达", StepKind.DELIVERY),
        ("决定书送达", StepKind.DELIVERY),
        ("事后核查", StepKind.AFTER_CHECK),
        ("site inspection", StepKind.INSPECTION),
        ("expert_review", StepKind.EXPERT_REVIEW),
        ("归档", StepKind.OTHER),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: StepKind) -> None:
    """Names as guides write them; a combined step is what decides in it."""
    assert step_kind(name) is kind
