"""The closed lists of words a service is described with.

Official Chinese stands beside each value; the mapping used in files is
``service.terms``.
"""

from enum import IntEnum, StrEnum


class ListCategory(StrEnum):
    """Which list names the service (清单层级); it decides who may change what."""

    NATIONAL = "national"  # 国家重点事项
    PROVINCIAL = "provincial"  # 省重点事项
    CITY = "city"  # 市级
    LOCAL = "local"  # 地方特色


class DepartmentKind(StrEnum):
    """What sort of body a department is (实施主体性质)."""

    LOCAL = "local"  # 本级部门
    CONCENTRATED = "concentrated"  # 相对集中许可机关（行政审批服务局）
    VERTICAL = "vertical"  # 垂直管理（消防、税务、公积金、海关）
    UTILITY = "utility"  # 公用企业
    THIRD_PARTY = "third_party"  # 第三方机构


class DocumentClass(StrEnum):
    """What sort of paper a document is (材料类型)."""

    FORM = "form"  # 申请表单
    CERTIFICATE = "certificate"  # 证件证书证明
    APPROVAL = "approval"  # 批文
    REPORT = "report"  # 报告
    COMMITMENT = "commitment"  # 承诺书
    OTHER = "other"  # 其他


class IssuerKind(StrEnum):
    """Where a document comes from (来源渠道)."""

    APPLICANT = "applicant"  # 申请人自备
    GOVERNMENT = "government"  # 政府部门核发
    THIRD_PARTY = "third_party"  # 中介机构或第三方出具


class ItemKind(StrEnum):
    """Official type of an item (事项类型, GB/T 39046-2020 A.1, and two local ones)."""

    LICENCE = "licence"  # 行政许可
    CONFIRMATION = "confirmation"  # 行政确认
    PAYMENT = "payment"  # 行政给付
    REWARD = "reward"  # 行政奖励
    RULING = "ruling"  # 行政裁决
    LEVY = "levy"  # 行政征收
    FILING = "filing"  # 备案（其他行政权力）
    PUBLIC_SERVICE = "public_service"  # 公共服务
    UTILITY_SERVICE = "utility_service"  # 公用企业服务
    OTHER = "other"  # 其他


class CaseType(StrEnum):
    """即办件 or 承诺件 (GB/T 39046-2020 A.6)."""

    ON_THE_SPOT = "on_the_spot"  # 即办件
    COMMITMENT_PERIOD = "commitment_period"  # 承诺件
    OTHER = "other"  # 其他


class Span(StrEnum):
    """What a limit spans."""

    DECISION = "decision"  # 受理至决定
    DELIVERY = "delivery"  # 受理至送达


class CopyKind(StrEnum):
    """Original or copy (原件 / 复印件)."""

    ORIGINAL = "original"
    COPY = "copy"
    EITHER = "either"


class Medium(StrEnum):
    """Paper or electronic (纸质 / 电子)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    EITHER = "either"


class Necessity(StrEnum):
    """How necessary a material is (材料必要性)."""

    NECESSARY = "necessary"  # 必要
    OPTIONAL = "optional"  # 非必要
    DEFERRABLE = "deferrable"  # 容缺后补


class Route(StrEnum):
    """The one way in which a requirement is met (材料获取方式)."""

    HAND_IN = "hand_in"  # 申请人提交
    SUBMIT_ONCE = "submit_once"  # 一次提交、多方复用
    RESULT = "result"  # 部门间流转
    RETRIEVE = "retrieve"  # 免于提交（数据共享、电子证照）
    COMMITMENT = "commitment"  # 告知承诺
    RECOGNISED = "recognised"  # 结果互认
    ABOLISHED = "abolished"  # 取消


class StepKind(StrEnum):
    """What happens in a step (办理环节类型)."""

    RECEIVE = "receive"  # 收件
    ACCEPTANCE = "acceptance"  # 受理
    CORRECTION = "correction"  # 补正
    REVIEW = "review"  # 审查
    INSPECTION = "inspection"  # 现场核查
    TESTING = "testing"  # 检验检测检疫鉴定
    EXPERT_REVIEW = "expert_review"  # 专家评审
    HEARING = "hearing"  # 听证
    TENDER = "tender"  # 招标拍卖
    NOTICE = "notice"  # 决定前公示
    NOTIFICATION = "notification"  # 告知利害关系人
    DECISION = "decision"  # 决定
    PAYMENT = "payment"  # 缴费
    ISSUE = "issue"  # 制证
    DELIVERY = "delivery"  # 送达
    PUBLICATION = "publication"  # 公开
    AFTER_CHECK = "after_check"  # 事后核查
    OTHER = "other"  # 其他


class Phase(StrEnum):
    """Where a step stands relative to the item's clock."""

    BEFORE_ACCEPTANCE = "before_acceptance"  # 受理前
    IN_CLOCK = "in_clock"  # 受理至决定
    AFTER_DECISION = "after_decision"  # 决定后
    AFTER_CHECK = "after_check"  # 事后核查


class Anchor(StrEnum):
    """The point of an item that has to wait (先后关系的着力点)."""

    FILING = "filing"  # 申请
    ACCEPTANCE = "acceptance"  # 受理
    DECISION = "decision"  # 决定
    EXECUTION = "execution"  # 实施


class PrecedenceKind(StrEnum):
    """Why one item comes before another."""

    LEGAL = "legal"  # 法定前置
    HABIT = "habit"  # 惯例先后（无依据）


class Sharing(StrEnum):
    """Sharing class of a data source (共享类型)."""

    UNCONDITIONAL = "unconditional"  # 无条件共享
    CONDITIONAL = "conditional"  # 有条件共享
    REFUSED = "refused"  # 不予共享
    UNCATALOGUED = "uncatalogued"  # 未编目


class Progress(StrEnum):
    """How far a data source is connected (接通进度)."""

    ONLINE = "online"  # 已上线
    CONNECTING = "connecting"  # 对接中
    APPLIED = "applied"  # 已申请
    NOT_APPLIED = "not_applied"  # 未申请


class Grade(StrEnum):
    """Effort of a change: 易 / 中 / 难; weights stand in the lever catalogue."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Order(StrEnum):
    """How the items follow each other where no precedence says so."""

    SERIAL = "serial"  # 逐项办理（未另行声明时）
    DECLARED = "declared"  # 仅按声明的先后关系


class Authority(IntEnum):
    """Who can decide a change (决策层级), from the lowest to the highest."""

    OWN_UNIT = 1  # 本单位
    CO_SIGNATURE = 2  # 部门会签
    LEADING_GROUP = 3  # 区县领导小组
    CITY = 4  # 市级
    PROVINCE = 5  # 省级部门
    MINISTRY = 6  # 国家部委
    LAW = 7  # 法律法规


class Risk(IntEnum):
    """Risk of a change: 低 / 中 / 高."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
