"""What sort of step a name tells: 现场核查 is an inspection, 决定发证 a decision."""

from optimizer.service.kinds import StepKind
from optimizer.service.terms import meaning

# Papers and moments whose names contain the word of another sort of step.
_MISLEADING = (
    "决定书",
    "受理通知书",
    "受理凭证",
    "决定前",
    "审批前",
    "审批结果",
    "办理结果",
    "决定结果",
    "审批文件",
    "批复文件",
)

# The first sort with a word in the name wins: a combined step (决定发证, 受理审查, 审核办结) is
# what decides in it, else what opens the clock, else what needs somebody to go out.
_TELLING: tuple[tuple[StepKind, tuple[str, ...]], ...] = (
    (StepKind.AFTER_CHECK, ("事后", "批后", "证后", "after check")),
    (StepKind.NOTIFICATION, ("利害关系人", "notification")),
    (StepKind.PUBLICATION, ("结果公示", "结果公告", "公开", "公布", "publication")),
    (StepKind.NOTICE, ("公示", "公告", "notice")),
    (StepKind.HEARING, ("听证", "hearing")),
    (StepKind.TENDER, ("招标", "拍卖", "挂牌交易", "tender")),
    (StepKind.CORRECTION, ("补正", "correction")),
    (
        StepKind.DECISION,
        ("决定", "审批", "办结", "批准", "核准", "批复", "登簿", "签批", "decision"),
    ),
    (StepKind.ACCEPTANCE, ("受理", "acceptance")),
    (StepKind.EXPERT_REVIEW, ("专家", "评审", "expert")),
    (StepKind.TESTING, ("检验", "检测", "检疫", "鉴定", "体检", "化验", "testing")),
    (StepKind.REVIEW, ("材料核", "资料核", "信息核", "数据核", "状态核")),
    (
        StepKind.INSPECTION,
        ("现场", "踏勘", "勘查", "勘验", "勘察", "实地", "核查", "检查", "inspection"),
    ),
    (
        StepKind.REVIEW,
        ("审查", "审核", "初审", "复审", "会审", "核验", "核实", "复核", "审定", "review"),
    ),
    (StepKind.PAYMENT, ("缴费", "缴纳", "缴税", "收费", "payment")),
    (StepKind.ISSUE, ("制证", "发证", "颁证", "缮证", "制作证", "证照发放", "制发", "issu")),
    (StepKind.DELIVERY, ("送达", "领取", "领证", "取证", "出件", "邮寄", "寄递", "deliver")),
    (
        StepKind.RECEIVE,
        ("收件", "接件", "领表", "提交", "申请", "申报", "receive", "filing"),
    ),
)


def step_kind(name: str) -> StepKind:
    """The sort of step a name tells.

    Args:
        name: what the guide calls the step, Chinese or English.

    Returns:
        The kind whose official word the name is; else the first kind, in the order decision,
        acceptance, field work, desk work, papers out, papers in, with a telling word in the
        name; ``OTHER`` when the name tells nothing.
    """
    exact = meaning(StepKind, name)
    if isinstance(exact, StepKind):
        return exact
    plain = name.lower().replace("_", " ")
    for misleading in _MISLEADING:
        plain = plain.replace(misleading, "")
    for kind, words in _TELLING:
        if any(word in plain for word in words):
            return kind
    return StepKind.OTHER
