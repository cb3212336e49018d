"""The words of a service file: every key and every closed value, in Chinese and English.

The first Chinese word of a key or value is the official one and the one written; the others are
read as well. The English key is the name of the field, the English value the value of the closed
list. Whoever shows a field or a value to people takes the word from here.

Source of the official words: GB/T 39046-2020 and the published guides. The tables stand in
``docs/service-file.md``, too.
"""

import unicodedata
from collections.abc import Mapping
from enum import Enum, IntEnum, StrEnum
from functools import cache

from optimizer.service.key_words import KEYS
from optimizer.service.kinds import (
    Anchor,
    Authority,
    CaseType,
    CopyKind,
    DepartmentKind,
    DocumentClass,
    Grade,
    IssuerKind,
    ItemKind,
    ListCategory,
    Medium,
    Necessity,
    Order,
    Phase,
    PrecedenceKind,
    Progress,
    Risk,
    Route,
    Sharing,
    Span,
    StepKind,
)

Words = Mapping[StrEnum | IntEnum, tuple[str, ...]]

VALUES: Mapping[type[Enum], Words] = {
    ListCategory: {
        ListCategory.NATIONAL: ("国家重点事项", "国家", "国家级"),
        ListCategory.PROVINCIAL: ("省重点事项", "省", "省级", "省级重点事项"),
        ListCategory.CITY: ("市级", "市级事项", "市"),
        ListCategory.LOCAL: ("地方特色", "地方特色事项", "区县"),
    },
    DepartmentKind: {
        DepartmentKind.LOCAL: ("本级部门", "本级"),
        DepartmentKind.CONCENTRATED: ("相对集中许可机关", "行政审批服务局", "相对集中许可"),
        DepartmentKind.VERTICAL: ("垂直管理", "垂直管理部门"),
        DepartmentKind.UTILITY: ("公用企业",),
        DepartmentKind.THIRD_PARTY: ("第三方机构", "第三方"),
    },
    DocumentClass: {
        DocumentClass.FORM: ("申请表单", "表单", "申请表"),
        DocumentClass.CERTIFICATE: ("证件证书证明", "证照", "证明"),
        DocumentClass.APPROVAL: ("批文", "批复"),
        DocumentClass.REPORT: ("报告",),
        DocumentClass.COMMITMENT: ("承诺书",),
        DocumentClass.OTHER: ("其他",),
    },
    IssuerKind: {
        IssuerKind.APPLICANT: ("申请人自备", "自备"),
        IssuerKind.GOVERNMENT: ("政府部门核发", "政府核发"),
        IssuerKind.THIRD_PARTY: (
            "中介机构或第三方出具",
            "中介或第三方",
            "中介机构或法定机构产生",
            "第三方",
        ),
    },
    ItemKind: {
        ItemKind.LICENCE: ("行政许可", "许可"),
        ItemKind.CONFIRMATION: ("行政确认", "确认"),
        ItemKind.PAYMENT: ("行政给付", "给付"),
        ItemKind.REWARD: ("行政奖励", "奖励"),
        ItemKind.RULING: ("行政裁决", "裁决"),
        ItemKind.LEVY: ("行政征收", "征收"),
        ItemKind.FILING: ("备案", "其他行政权力"),
        ItemKind.PUBLIC_SERVICE: ("公共服务",),
        ItemKind.UTILITY_SERVICE: ("公用企业服务",),
        ItemKind.OTHER: ("其他",),
    },
    CaseType: {
        CaseType.ON_THE_SPOT: ("即办件",),
        CaseType.COMMITMENT_PERIOD: ("承诺件",),
        CaseType.OTHER: ("其他",),
    },
    Span: {
        Span.DECISION: ("受理至决定", "受理到决定"),
        Span.DELIVERY: ("受理至送达", "受理到送达"),
    },
    CopyKind: {
        CopyKind.ORIGINAL: ("原件",),
        CopyKind.COPY: ("复印件",),
        CopyKind.EITHER: ("原件或复印件", "不限"),
    },
    Medium: {
        Medium.PAPER: ("纸质",),
        Medium.ELECTRONIC: ("电子",),
        Medium.EITHER: ("纸质或电子", "不限"),
    },
    Necessity: {
        Necessity.NECESSARY: ("必要",),
        Necessity.OPTIONAL: ("非必要",),
        Necessity.DEFERRABLE: ("容缺后补", "可容缺"),
    },
    Route: {
        Route.HAND_IN: ("申请人提交", "提交"),
        Route.SUBMIT_ONCE: ("一次提交、多方复用", "一次提交多方复用", "一次提交", "复用"),
        Route.RESULT: ("部门间流转", "内部流转"),
        Route.RETRIEVE: ("免于提交", "免交", "数据共享", "电子证照"),
        Route.COMMITMENT: ("告知承诺",),
        Route.RECOGNISED: ("结果互认", "互认"),
        Route.ABOLISHED: ("取消",),
    },
    StepKind: {
        StepKind.RECEIVE: ("收件",),
        StepKind.ACCEPTANCE: ("受理",),
        StepKind.CORRECTION: ("补正",),
        StepKind.REVIEW: ("审查", "审核"),
        StepKind.INSPECTION: ("现场核查", "现场踏勘", "踏勘", "勘验"),
        StepKind.TESTING: ("检验检测检疫鉴定", "检验", "检测", "检疫", "鉴定"),
        StepKind.EXPERT_REVIEW: ("专家评审",),
        StepKind.HEARING: ("听证",),
        StepKind.TENDER: ("招标拍卖", "招标", "拍卖"),
        StepKind.NOTICE: ("决定前公示", "公示"),
        StepKind.NOTIFICATION: ("告知利害关系人",),
        StepKind.DECISION: ("决定",),
        StepKind.PAYMENT: ("缴费",),
        StepKind.ISSUE: ("制证", "发证"),
        StepKind.DELIVERY: ("送达",),
        StepKind.PUBLICATION: ("公开",),
        StepKind.AFTER_CHECK: ("事后核查",),
        StepKind.OTHER: ("其他",),
    },
    Phase: {
        Phase.BEFORE_ACCEPTANCE: ("受理前",),
        Phase.IN_CLOCK: ("受理至决定",),
        Phase.AFTER_DECISION: ("决定后",),
        Phase.AFTER_CHECK: ("事后核查",),
    },
    Anchor: {
        Anchor.FILING: ("申请", "收件"),
        Anchor.ACCEPTANCE: ("受理",),
        Anchor.DECISION: ("决定",),
        Anchor.EXECUTION: ("实施",),
    },
    PrecedenceKind: {
        PrecedenceKind.LEGAL: ("法定前置", "法定"),
        PrecedenceKind.HABIT: ("惯例", "惯例先后"),
    },
    Sharing: {
        Sharing.UNCONDITIONAL: ("无条件共享", "无条件"),
        Sharing.CONDITIONAL: ("有条件共享", "有条件"),
        Sharing.REFUSED: ("不予共享",),
        Sharing.UNCATALOGUED: ("未编目",),
    },
    Progress: {
        Progress.ONLINE: ("已上线",),
        Progress.CONNECTING: ("对接中",),
        Progress.APPLIED: ("已申请",),
        Progress.NOT_APPLIED: ("未申请",),
    },
    Grade: {
        Grade.EASY: ("易",),
        Grade.MEDIUM: ("中",),
        Grade.HARD: ("难",),
    },
    Order: {
        Order.SERIAL: ("逐项办理",),
        Order.DECLARED: ("仅按声明的先后关系", "按先后关系"),
    },
    Authority: {
        Authority.OWN_UNIT: ("本单位",),
        Authority.CO_SIGNATURE: ("部门会签", "会签"),
        Authority.LEADING_GROUP: ("区县领导小组", "领导小组"),
        Authority.CITY: ("市级",),
        Authority.PROVINCE: ("省级部门", "省级"),
        Authority.MINISTRY: ("国家部委", "部委"),
        Authority.LAW: ("法律法规",),
    },
    Risk: {
        Risk.LOW: ("低",),
        Risk.MEDIUM: ("中",),
        Risk.HIGH: ("高",),
    },
}

YES = ("是", "有", "true", "yes")
NO = ("否", "无", "false", "no")
EVERYTHING = "*"
EVERYTHING_WORDS = ("全部", "*", "all")


def normal(text: str) -> str:
    """A word as it is compared: full-width like half-width, one case, ``a b`` like ``a_b``."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return "_".join(plain.replace("-", " ").replace("_", " ").split())


def english_value(value: Enum) -> str:
    """The English word of a value of a closed list: its value, or its name for a scale."""
    return value.value if isinstance(value, StrEnum) else value.name.lower()


def word(value: StrEnum | IntEnum) -> str:
    """The official Chinese word of a value of a closed list."""
    return VALUES[type(value)][value][0]


def words_of(closed_list: type[Enum], table: Mapping[type[Enum], Words] = VALUES) -> list[str]:
    """Every word that is read for a closed list, the official ones first, then English.

    Args:
        closed_list: the list.
        table: where its words stand, for lists of other rooms.
    """
    words = table[closed_list]
    official = [names[0] for names in words.values()]
    english = [english_value(value) for value in words]
    others = [name for names in words.values() for name in names[1:]]
    return list(dict.fromkeys((*official, *english, *others)))


def meaning(
    closed_list: type[Enum], text: str, table: Mapping[type[Enum], Words] = VALUES
) -> StrEnum | IntEnum | None:
    """The value of a closed list that a word means; ``None`` when there is none."""
    wanted = normal(text)
    for value, names in table[closed_list].items():
        if wanted == normal(english_value(value)) or wanted in (normal(name) for name in names):
            return value
    return None


def yes_or_no(text: str) -> bool | None:
    """What 是 / 否 / true / false mean; ``None`` for any other word."""
    plain = normal(text)
    if plain in YES:
        return True
    return False if plain in NO else None


def key_word(section: str, field: str) -> str:
    """The official Chinese key of a field in a section of the file."""
    return KEYS[section][field][0]


def key_words(section: str) -> list[str]:
    """Every key that is read in a section: the official ones first, then English."""
    names = KEYS[section]
    official = [words[0] for words in names.values()]
    others = [word for words in names.values() for word in words[1:]]
    return list(dict.fromkeys((*official, *names, *others)))


def field_of(section: str, key: str) -> str | None:
    """The field that a key means in a section; ``None`` when there is none."""
    return _fields(section).get(normal(key))


@cache
def _fields(section: str) -> dict[str, str]:
    """Every word of a section, as it is compared, and its field; the first one has it."""
    found: dict[str, str] = {}
    for field, words in KEYS[section].items():
        for one in (field, *(normal(word) for word in words)):
            found.setdefault(one, field)
    return found
