"""A planner's own request: what the form holds, what is wrong with it, what would be reachable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from optimizer.errors import RequestProblem, Said
from optimizer.evaluation.reduction import select
from optimizer.planning import AsIs
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import (
    DEFAULT_METRICS,
    JOINT,
    NAMED_REQUESTS,
    RECOMMENDED,
    Asking,
    Metric,
    Request,
    Target,
)
from optimizer.service.kinds import Authority, Risk
from optimizer.wording.catalogue import LANGUAGES
from optimizer.wording.figures import plan_name
from optimizer.workspace.decisions import without

ASKED = (Asking.BEST, Asking.TARGETS, Asking.WEIGHTED)
"""What a form can ask; the trade-off has a page of its own."""

TARGETED = tuple(one for one in Metric if one is not Metric.EFFORT)
"""Metrics that may have a target; effort has a ceiling."""

_TAKEN = (*NAMED_REQUESTS, JOINT)

SECONDS = (30, 60, 180, 600)
"""Time limits to choose from."""


@dataclass(frozen=True)
class Aim:
    """What one metric shall reach: a share less, a figure left, or both; ``None`` says nothing."""

    percent: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class Draft:
    """A request while it is written; the fields are those of ``Request``.

    Attributes:
        aims: by metric.
        weights: by metric; what is not named weighs nothing.
    """

    name: str = ""
    asking: Asking = Asking.BEST
    metrics: tuple[Metric, ...] = DEFAULT_METRICS
    aims: tuple[tuple[Metric, Aim], ...] = ()
    weights: tuple[tuple[Metric, int], ...] = ()
    levers: tuple[str, ...] = ()
    authority: Authority = RECOMMENDED.authority
    risk: Risk = RECOMMENDED.risk
    max_effort: int | None = None
    counting: str = RECOMMENDED.counting
    situation: tuple[tuple[str, str], ...] = ()
    seconds: int = 60


def draft_of(request: Request) -> Draft:
    """The form filled in as a request was asked; pins are no part of a form."""
    weights = dict(zip(request.metrics, request.weights, strict=False))
    return Draft(
        name="" if request.name in _TAKEN else request.name,
        asking=request.asking if request.asking in ASKED else Asking.BEST,
        metrics=request.metrics,
        aims=tuple((one.metric, Aim(one.percent, one.at_most)) for one in request.targets),
        weights=tuple(weights.items()) if request.asking is Asking.WEIGHTED else (),
        levers=request.levers,
        authority=request.authority,
        risk=request.risk,
        max_effort=request.max_effort,
        counting=request.counting,
        situation=request.situation,
        seconds=min(SECONDS, key=lambda one: abs(one - request.time_limit_seconds)),
    )


def request_of(draft: Draft) -> Request:
    """The request that a form asks.

    Raises:
        RequestProblem: everything that is missing or contradicts itself.
    """
    problems = [*_name_problems(draft), *_asking_problems(draft)]
    if problems:
        raise RequestProblem(tuple(problems))
    weights = [(metric, weight) for metric, weight in draft.weights if weight]
    weighted = draft.asking is Asking.WEIGHTED
    metrics = tuple(metric for metric, _ in weights) if weighted else draft.metrics
    asked = draft.asking is Asking.TARGETS
    return Request(
        name=draft.name.strip(),
        asking=draft.asking,
        metrics=metrics or DEFAULT_METRICS,
        weights=tuple(weight for _, weight in weights) if weighted else (),
        targets=tuple(_targets(draft)) if asked else (),
        levers=draft.levers,
        authority=draft.authority,
        risk=draft.risk,
        max_effort=draft.max_effort,
        counting=draft.counting,
        situation=draft.situation,
        time_limit_seconds=float(draft.seconds),
    )


def today(as_is: AsIs, rule: CountingRule) -> dict[Metric, int | None]:
    """The figures before the reform that targets are measured against."""
    return {one: select(as_is.metrics, rule, one, "before") for one in TARGETED}


def _targets(draft: Draft) -> Iterable[Target]:
    for metric, aim in draft.aims:
        if aim.percent is not None or aim.at_most is not None:
            yield Target(metric=metric, percent=aim.percent, at_most=aim.at_most)


def _name_problems(draft: Draft) -> Iterable[Said]:
    name = draft.name.strip()
    taken = {*_TAKEN, *(plan_name(one, way) for one in _TAKEN for way in LANGUAGES)}
    if name in taken:
        yield Said(
            f"方案名称“{name}”已用于三套方案或全区统筹方案，请换一个名称",
            f"“{name}” is the name of one of the three plans or of the district's; choose another",
        )


def _asking_problems(draft: Draft) -> Iterable[Said]:
    if draft.asking is Asking.BEST and not draft.metrics:
        yield Said("请至少选一个要优化的指标", "choose at least one figure to improve")
    if draft.asking is Asking.TARGETS and not any(_targets(draft)):
        yield Said(
            "请至少为一个指标填写压减比例或改革后数值",
            "give at least one figure a share to cut or a value to reach",
        )
    if draft.asking is Asking.WEIGHTED and not any(weight for _, weight in draft.weights):
        yield Said("请至少为一个指标填写权重", "give at least one figure a weight")


# --- out of reach ---------------------------------------------------------------------------------


class OfferSort(StrEnum):
    """What is given up so that the rest may be reached."""

    REACHABLE = "reachable"  # the target becomes what it reaches alone
    ALL_REACHABLE = "all_reachable"  # so does every target that is out of reach by itself
    NO_TARGET = "no_target"
    AUTHORITY = "authority"
    RISK = "risk"
    LEVERS = "levers"
    CEILING = "ceiling"
    PIN = "pin"
    LONGER = "longer"  # nothing is given up but time


@dataclass(frozen=True)
class Offer:
    """A request that gives one thing up.

    Attributes:
        metric: of a target; else empty.
        value: what it becomes: the figure, the level, the seconds; ``None`` where it goes.
        group: what of the clash is given up, as in ``Clash.groups``.
    """

    sort: OfferSort
    request: Request
    metric: str = ""
    value: int | None = None
    group: str = ""


def offers(plan: Plan) -> tuple[Offer, ...]:
    """What would make a plan possible, one thing given up at a time.

    Args:
        plan: without measures: its targets are out of reach, or its time was too short.
    """
    request, clash = plan.request, plan.outcome.clash
    if clash is None:
        seconds = request.time_limit_seconds * 4
        longer = request.model_copy(update={"time_limit_seconds": seconds})
        return (Offer(OfferSort.LONGER, longer, value=round(seconds)),)
    alone = dict(clash.alone)
    found = list(_all_eased(request, alone, plan))
    for group in clash.groups:
        kind, _, rest = group.partition(":")
        if kind == "target":
            found.extend(_about_target(request, rest, alone.get(rest), plan))
        else:
            found.append(_about_ceiling(request, kind, rest, group))
    return tuple(found)


def _all_eased(request: Request, alone: dict[str, int], plan: Plan) -> Iterable[Offer]:
    """Every target that is out of reach by itself becomes what it can reach, all at once."""
    beyond = {
        metric: value for metric, value in alone.items() if not _met(request, metric, value, plan)
    }
    if len(beyond) > 1:
        yield Offer(OfferSort.ALL_REACHABLE, _eased(request, beyond))


def _about_target(request: Request, metric: str, alone: int | None, plan: Plan) -> Iterable[Offer]:
    group = f"target:{metric}"
    if alone is not None and not _met(request, metric, alone, plan):
        changed = _eased(request, {metric: alone})
        yield Offer(OfferSort.REACHABLE, changed, metric, alone, group)
    rest = tuple(one for one in request.targets if one.metric.value != metric)
    if rest:
        changed = request.model_copy(update={"targets": rest})
        yield Offer(OfferSort.NO_TARGET, changed, metric, None, group)


def _eased(request: Request, reachable: Mapping[str, int]) -> Request:
    """The request with some targets set to figures that can be reached."""
    targets = tuple(
        Target(metric=one.metric, at_most=reachable[one.metric.value])
        if one.metric.value in reachable
        else one
        for one in request.targets
    )
    return request.model_copy(update={"targets": targets})


def _met(request: Request, metric: str, alone: int, plan: Plan) -> bool:
    """Whether the best a target reaches alone is what it asks for."""
    base = {one.metric: one.before for one in plan.reductions}.get(metric)
    for target in request.targets:
        if target.metric.value != metric:
            continue
        if target.at_most is not None and alone > target.at_most:
            return False
        if target.percent is not None and base is not None:
            return 100 * alone <= (100 - target.percent) * base
    return True


def _about_ceiling(request: Request, kind: str, rest: str, group: str) -> Offer:
    ways: Mapping[str, tuple[OfferSort, dict[str, object], int | None]] = {
        "authority": (
            OfferSort.AUTHORITY,
            {"authority": Authority(min(request.authority + 1, Authority.LAW))},
            min(request.authority + 1, Authority.LAW),
        ),
        "risk": (
            OfferSort.RISK,
            {"risk": Risk(min(request.risk + 1, Risk.HIGH))},
            min(request.risk + 1, Risk.HIGH),
        ),
        "levers": (OfferSort.LEVERS, {"levers": ()}, None),
        "pin": (
            OfferSort.PIN,
            {"pins": without(request.pins, [one for one in request.pins if one.subject == rest])},
            None,
        ),
    }
    sort, update, value = ways.get(kind, (OfferSort.CEILING, {kind: None}, None))
    return Offer(sort, request.model_copy(update=update), value=value, group=group)
