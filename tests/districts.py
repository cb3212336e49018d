"""Small districts written by hand, their plans holding exactly the measures named here.

``甲`` and ``乙`` share an item by its code, ``甲`` and ``丙`` one by name and department; all of
them could retrieve the licence from one source. What they count to is written in the tests.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from optimizer.formats.service_file import read_service_text
from optimizer.portfolio.shared import shared_sources
from optimizer.redesign.district import (
    District,
    DistrictPlan,
    Failed,
    JointOutcome,
    JointRequest,
    Member,
    ServiceChoice,
)
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan, Status
from optimizer.service import Service
from tests.measures import reform_with

_HEAD = """\
一件事: '{name}'
地区: 某市某区
牵头部门: 市场局
{cases}部门:
- {{名称: 市场局, 性质: 本级部门}}
- {{名称: 城管局, 性质: 本级部门}}
- {{名称: 消防机构, 性质: 垂直管理}}
材料:
- {{名称: 营业执照, 来源渠道: 政府部门核发, 材料类型: 证件证书证明}}
- {{名称: 身份证, 来源渠道: 政府部门核发, 材料类型: 证件证书证明}}
数据来源:
- 名称: 电子证照库
  提供部门: 市场局
  材料: [营业执照]
  共享类型: 无条件共享
  进度: 未申请
  难度: 易
联办事项:
"""
_FOOD = """\
- 名称: {name}
  部门: 市场局
  类型: 行政许可
  编码: {{实施编码: S1}}
  法定时限: 20 工作日
  承诺时限: 10 工作日
  跑动: 2
  材料: [营业执照, 身份证, 食品申请书]
"""
_SIGN = """\
- 名称: 招牌设置
  部门: 城管局
  类型: 行政许可
  法定时限: 10 工作日
  承诺时限: 8 工作日
  跑动: 1
  材料: [营业执照, 招牌申请表]
"""
_FIRE = """\
- 名称: 消防检查
  部门: 消防机构
  类型: 行政许可
  法定时限: 10 工作日
  承诺时限: 10 工作日
  跑动: 1
  材料: [营业执照, 消防申请表]
"""


@cache
def service(key: str, cases: int | None, name: str = "") -> Service:
    """One of the services by its key."""
    items = {
        "jia": _FOOD.format(name="食品许可") + _SIGN,
        "yi": _FOOD.format(name="食品经营许可（热食）") + _FIRE,
        "bing": _SIGN,
    }
    volume = "" if cases is None else f"办件量: {cases}\n"
    called = name or {"jia": "甲", "yi": "乙", "bing": "丙"}[key]
    return read_service_text(_HEAD.format(name=called, cases=volume) + items[key])


@cache
def _plan(key: str, cases: int | None, name: str, subjects: tuple[str, ...]) -> Plan:
    return reform_with(service(key, cases, name), *subjects).plan


SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "jia": (
        "connect:电子证照库",
        "route:食品许可/营业执照=retrieve@电子证照库",
        "route:招牌设置/营业执照=retrieve@电子证照库",
        "parallel:食品许可→招牌设置（逐项办理）",
        "visit:招牌设置/收件",
    ),
    "yi": (
        "connect:电子证照库",
        "route:食品经营许可（热食）/营业执照=retrieve@电子证照库",
        "visit:食品经营许可（热食）/收件",
    ),
    "bing": (),
}
_MOST = JointRequest()
CASES: Mapping[str, int | None] = {"jia": 100, "yi": 300, "bing": None}


def district_plan(
    request: JointRequest = _MOST,
    *,
    generated: bool = False,
    names: Mapping[str, str] | None = None,
    cases: Mapping[str, int | None] = CASES,
    failed: Sequence[Failed] = (),
) -> DistrictPlan:
    """The three services decided: ``丙`` is left as it is.

    Args:
        request: what was asked.
        generated: the district is called so, and all its services.
        names: other names of services.
        cases: yearly cases.
        failed: services left out.
    """
    called = dict(names or {})
    if generated:
        called = {key: f"示范{key}（生成）" for key in SUBJECTS}
    members, plans = [], []
    for key, subjects in SUBJECTS.items():
        members.append(Member(key=key, service=service(key, cases[key], called.get(key, ""))))
        plans.append((key, _plan(key, cases[key], called.get(key, ""), subjects)))
    district = District(name="示范区", members=tuple(members), generated=generated)
    return _decided(district, request, plans, failed)


def _decided(
    district: District,
    request: JointRequest,
    plans: Sequence[tuple[str, Plan]],
    failed: Sequence[Failed],
) -> DistrictPlan:
    completed = (Member(key=key, service=plan.before) for key, plan in plans)
    sources, _ = shared_sources(completed)
    keys = {use: one.key for one in sources for use in one.uses}
    choices = []
    for key, plan in plans:
        measures = plan.outcome.measures
        connections = [one for one in measures if one.kind is MeasureKind.CONNECT]
        choices.append(
            ServiceChoice(
                service=key,
                measures=measures,
                effort=sum(one.terms.effort for one in measures)
                - sum(one.terms.effort for one in connections),
                sources=tuple(keys[key, one.targets[0]] for one in connections),
                before=plan.before_metrics,
                after=plan.after_metrics,
            )
        )
    connected = tuple(dict.fromkeys(one for choice in choices for one in choice.sources))
    effort = {one.key: one.effort for one in sources}
    outcome = JointOutcome(
        status=Status.OPTIMAL,
        value=1,
        bound=1,
        effort=sum(one.effort for one in choices) + sum(effort[one] for one in connected),
        connected=connected,
        choices=tuple(choices),
    )
    return DistrictPlan(
        district=district,
        request=request,
        outcome=outcome,
        sources=sources,
        plans=tuple(plans),
        failed=tuple(failed),
    )
