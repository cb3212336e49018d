"""Small districts written by hand, their plans holding exactly the measures named here.

``甲`` and ``乙`` share an item by its code, ``甲`` and ``丙`` one by name and department; all of
them could retrieve the licence from one source. ``丁`` and ``戊`` share an item whose limits only
the province may cut. What they count to is written in the tests.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

from optimizer.formats.service_file import read_service_text
from optimizer.portfolio.shared import shared_approvals, shared_sources
from optimizer.redesign.district import (
    District,
    DistrictPlan,
    Failed,
    JointOutcome,
    JointRequest,
    Member,
    ServiceChoice,
    SharedApproval,
    SharedSource,
)
from optimizer.redesign.measure import Measure
from optimizer.redesign.once import needed_once, own_spent
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan, Status
from optimizer.service import Service
from optimizer.service.kinds import Authority
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


_CALLED = {"jia": "甲", "yi": "乙", "bing": "丙", "ding": "丁", "wu": "戊"}


@cache
def service(key: str, cases: int | None, name: str = "") -> Service:
    """One of the services by its key."""
    items = {
        "jia": _FOOD.format(name="食品许可") + _SIGN,
        "yi": _FOOD.format(name="食品经营许可（热食）") + _FIRE,
        "bing": _SIGN,
        "ding": _FIRE + _SIGN,
        "wu": _FIRE,
    }
    volume = "" if cases is None else f"办件量: {cases}\n"
    called = name or _CALLED[key]
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


ASKING: Mapping[str, tuple[str, ...]] = {
    "ding": (
        "connect:电子证照库",
        "route:消防检查/营业执照=retrieve@电子证照库",
        "shorten:消防检查/审查=56h",
        "visit:招牌设置/收件",
    ),
    "wu": ("shorten:消防检查/审查=52h", "shorten:消防检查/受理=4h"),
}


def asking_plan(
    request: JointRequest = _MOST, *, prices: Mapping[str, int] | None = None
) -> DistrictPlan:
    """``丁`` and ``戊`` decided: both rest on one approval of the province, ``戊`` on two.

    Args:
        request: what was asked, besides the authority.
        prices: yuan of measures by their ids in any service; what is not named has none.
    """
    asked = request.model_copy(update={"authority": Authority.PROVINCE})
    members, plans = [], []
    for key, subjects in ASKING.items():
        held = service(key, 100)
        members.append(Member(key=key, service=held))
        plans.append((key, _priced(reform_with(held, *subjects).plan, prices or {})))
    return _decided(District(name="示范区", members=tuple(members)), asked, plans, ())


def joined_plan() -> DistrictPlan:
    """The same as ``district_plan``, but both items of ``甲`` are accepted in one step."""
    plan = district_plan()
    together = ("parallel:食品许可→招牌设置（逐项办理）", "window:window", "merge:acceptance")
    return plan.model_copy(
        update={"plans": (("jia", _plan("jia", 100, "", together)), *plan.plans[1:])}
    )


def with_unknown_waits(plan: DistrictPlan) -> DistrictPlan:
    """The same, every limit as it is only known to be at least so long."""
    unsure = {"at_least": ("promise_days", "statutory_or_promise_sum_days")}
    plans = tuple(
        (
            key,
            one.model_copy(update={"before_metrics": one.before_metrics.model_copy(update=unsure)}),
        )
        for key, one in plan.plans
    )
    return plan.model_copy(update={"plans": plans})


def above(plan: DistrictPlan, key: str, authority: Authority) -> DistrictPlan:
    """The same with all measures of a service decided by a higher authority.

    Each of them is then an approval of its own, except connections and what services join.
    """
    plans, approvals = dict(plan.plans), []
    measures = tuple(
        one.model_copy(update={"terms": one.terms.model_copy(update={"authority": authority})})
        for one in plans[key].outcome.measures
    )
    for one in measures:
        name = needed_once(one, one.terms)
        if name and one.kind is not MeasureKind.CONNECT:
            asked = SharedApproval(
                key=one.id,
                kind=one.kind,
                item=one.targets[0],
                authority=authority,
                effort=one.terms.effort,
                uses=((key, name),),
            )
            approvals.append(asked)
    outcome = plans[key].outcome.model_copy(update={"measures": measures})
    plans[key] = plans[key].model_copy(update={"outcome": outcome})
    return _decided(plan.district, plan.request, tuple(plans.items()), plan.failed, approvals)


def _priced(plan: Plan, prices: Mapping[str, int]) -> Plan:
    measures = tuple(
        one.model_copy(
            update={"terms": one.terms.model_copy(update={"cost_yuan": prices.get(one.id)})}
        )
        for one in plan.outcome.measures
    )
    outcome = plan.outcome.model_copy(update={"measures": measures})
    return plan.model_copy(update={"outcome": outcome})


def _decided(
    district: District,
    request: JointRequest,
    plans: Sequence[tuple[str, Plan]],
    failed: Sequence[Failed],
    approvals: Sequence[SharedApproval] | None = None,
) -> DistrictPlan:
    completed = [Member(key=key, service=plan.before) for key, plan in plans]
    measures = {key: plan.outcome.measures for key, plan in plans}
    sources = tuple(_with_price(one, measures, "connect:") for one in shared_sources(completed)[0])
    if approvals is None:
        approvals = shared_approvals(completed, request.authority)
    approvals = tuple(_with_price(one, measures) for one in approvals)
    choices = [_choice(key, plan, sources, approvals) for key, plan in plans]
    connected = tuple(dict.fromkeys(one for choice in choices for one in choice.sources))
    approved = tuple(dict.fromkeys(one for choice in choices for one in choice.approvals))
    opened = [one for one in sources if one.key in connected]
    asked = [one for one in approvals if one.key in approved]
    outcome = JointOutcome(
        status=Status.OPTIMAL,
        value=1,
        bound=1,
        effort=sum(
            (
                *(one.effort for one in choices),
                *(one.effort for one in opened),
                *(one.effort for one in asked),
            )
        ),
        cost_yuan=sum(
            (
                *(one.cost_yuan for one in choices),
                *(one.cost_yuan or 0 for one in opened),
                *(one.cost_yuan or 0 for one in asked),
            )
        ),
        connected=connected,
        approved=approved,
        choices=tuple(choices),
    )
    return DistrictPlan(
        district=district,
        request=request,
        outcome=outcome,
        sources=sources,
        approvals=approvals,
        plans=tuple(plans),
        failed=tuple(failed),
    )


def _choice(
    key: str, plan: Plan, sources: Sequence[SharedSource], approvals: Sequence[SharedApproval]
) -> ServiceChoice:
    measures = plan.outcome.measures
    names = {needed_once(one, one.terms) for one in measures}
    effort, cost_yuan = own_spent(measures)
    return ServiceChoice(
        service=key,
        measures=measures,
        effort=effort,
        cost_yuan=cost_yuan,
        sources=tuple(
            one.key for one in sources if names & {f"connect:{u}" for k, u in one.uses if k == key}
        ),
        approvals=tuple(
            one.key for one in approvals if names & {u for k, u in one.uses if k == key}
        ),
        before=plan.before_metrics,
        after=plan.after_metrics,
    )


_Shared = TypeVar("_Shared", SharedSource, SharedApproval)


def _with_price(
    shared: _Shared, measures: Mapping[str, tuple[Measure, ...]], begins: str = ""
) -> _Shared:
    """What is shared with the dearest price of the measures that need it."""
    uses = {(key, f"{begins}{name}") for key, name in shared.uses}
    prices = [
        one.terms.cost_yuan
        for key, held in measures.items()
        for one in held
        if (key, needed_once(one, one.terms)) in uses and one.terms.cost_yuan is not None
    ]
    return shared.model_copy(update={"cost_yuan": max(prices, default=None)})
