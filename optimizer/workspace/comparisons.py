"""What stands side by side: the as-is or its baseline, plans, hand-made after-states, services."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from optimizer import planning
from optimizer.errors import InvalidInput
from optimizer.evaluation.difference import Difference, difference
from optimizer.evaluation.published import METRICS as PUBLISHED
from optimizer.evaluation.published import Position, position
from optimizer.evaluation.reduction import REDUCED, reductions, select
from optimizer.formats.any_service_file import read_any_service
from optimizer.planning import AsIs, TradeOff
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.plan import Plan, ScheduledStep
from optimizer.redesign.request import JOINT, NAMED_REQUESTS, Asking, Metric, Request
from optimizer.service import Service, chosen_options
from optimizer.store.records import AfterState, PlanEntry, Revision
from optimizer.store.store import Store
from optimizer.wording.figures import Figure, figures
from optimizer.workspace.evidence import known_situation
from optimizer.workspace.overview import Situation
from optimizer.workspace.workspace import Workspace

MOST_COLUMNS = 4
"""After-states side by side; more do not fit a screen."""


class Origin(StrEnum):
    """What sort of thing stands in a column."""

    NOW = "now"
    BASELINE = "baseline"
    PLAN = "plan"
    AFTER_STATE = "state"
    SERVICE = "service"


@dataclass(frozen=True)
class Choice:
    """Something that can stand in a comparison, without its content.

    Attributes:
        id: of the thing in the store; empty for the service at hand and its baseline.
        name: of the request, the after-state or the service; empty for the two others.
        place: region of a service; empty otherwise.
        time: when it was made; ``None`` for the service as it is now.
        stale: a plan that answers an earlier content (现状已修改).
        counting: id@version of the counting rule a plan was made under; empty otherwise.
    """

    origin: Origin
    id: str = ""
    name: str = ""
    place: str = ""
    time: datetime.datetime | None = None
    stale: bool = False
    counting: str = ""

    @property
    def key(self) -> str:
        """Names it among all choices."""
        return f"{self.origin.value}:{self.id}"


@dataclass(frozen=True)
class Column:
    """One side of a comparison, completed, scheduled and counted in one situation.

    Attributes:
        plan: what led to it; ``None`` where no plan did.
        content: names what is in it, for whoever keeps drawings of it.
    """

    choice: Choice
    service: Service
    metrics: Metrics
    schedule: tuple[ScheduledStep, ...]
    plan: Plan | None
    content: str


# --- what can be chosen --------------------------------------------------------------------------


def befores(workspace: Workspace, revision: Revision) -> tuple[Choice, ...]:
    """What can stand for the state before: the service now, and its baseline if one is frozen."""
    baseline = workspace.store.baseline(revision.key)
    if baseline is None:
        return (Choice(Origin.NOW),)
    return (Choice(Origin.NOW), Choice(Origin.BASELINE, time=baseline.time))


def afters(workspace: Workspace, revision: Revision, situation: Situation) -> tuple[Choice, ...]:
    """What can stand beside it: plans for this situation, after-states, other services.

    Plans that still hold come first, the newest of each name before older ones.
    """
    plans = [
        one
        for one in workspace.store.plans(revision.key)
        if one.status.has_plan and _fits(one, revision.service, situation)
    ]
    states = workspace.store.after_states(revision.key)
    others = [one for one in workspace.store.services() if one.key != revision.key]
    return (
        *_plans(plans, revision),
        *(Choice(Origin.AFTER_STATE, one.id, one.name, time=one.time) for one in states),
        *(
            Choice(Origin.SERVICE, one.key, one.name or one.service_id, place=one.region)
            for one in others
        ),
    )


def elsewhere(workspace: Workspace, revision: Revision, situation: Situation) -> int:
    """How many plans of the service are for other situations."""
    return sum(
        not _fits(one, revision.service, situation) for one in workspace.store.plans(revision.key)
    )


def first_choice(choices: Iterable[Choice]) -> tuple[str, ...]:
    """Keys of what is compared unless the planner says otherwise: the plans that hold.

    The plan of the district stands in where none of the three is there.
    """
    names: dict[str, str] = {}
    for one in choices:
        if one.origin is Origin.PLAN and not one.stale:
            names.setdefault(one.name, one.key)
    three = tuple(names[name] for name in NAMED_REQUESTS if name in names)
    return three or tuple(names[name] for name in (JOINT,) if name in names)


def _fits(plan: PlanEntry, service: Service, situation: Situation) -> bool:
    own = known_situation(service, plan.request.situation)
    return chosen_options(service, dict(own)) == chosen_options(service, dict(situation))


def _plans(plans: Sequence[PlanEntry], revision: Revision) -> list[Choice]:
    return sorted(
        (
            Choice(
                Origin.PLAN,
                one.id,
                one.request_name,
                time=one.time,
                stale=not one.answers(revision),
                counting=one.counting,
            )
            for one in plans
        ),
        key=lambda one: one.stale,
    )


# --- what is chosen ------------------------------------------------------------------------------


def column(
    workspace: Workspace, revision: Revision, choice: Choice, situation: Situation
) -> Column:
    """One side of the comparison.

    Args:
        workspace: where it is kept.
        revision: the service at hand.
        choice: from ``befores`` or ``afters``.
        situation: what is asked; a service that lacks a question is shown in its own default.

    Raises:
        NotKept: it is gone from the store.
    """
    if choice.origin is Origin.PLAN:
        plan = workspace.store.plan(choice.id)
        content = f"{choice.key}/{plan.counting}"
        return Column(choice, plan.after, plan.after_metrics, plan.schedule, plan, content)
    if choice.origin is Origin.AFTER_STATE:
        service = workspace.store.after_state(choice.id).service
        held = planning.look_at(service, known_situation(service, situation))
        return _looked_at(choice, held, choice.key)
    shown = _revision(workspace.store, revision, choice)
    held = workspace.as_is(shown, known_situation(shown.service, situation))
    return _looked_at(choice, held, shown.sha256)


def _revision(store: Store, revision: Revision, choice: Choice) -> Revision:
    if choice.origin is Origin.SERVICE:
        return store.latest(choice.id)
    if choice.origin is Origin.BASELINE:
        baseline = store.baseline(revision.key)
        if baseline is not None:
            return store.revision(revision.key, baseline.number)
    return revision


def _looked_at(choice: Choice, held: AsIs, content: str) -> Column:
    schedule = () if held.schedule is None else held.schedule.steps
    named = ",".join("=".join(pair) for pair in held.situation)
    return Column(choice, held.service, held.metrics, schedule, None, f"{content}/{named}")


# --- what is told of it --------------------------------------------------------------------------


def figure_rows(
    before: Column, after: Sequence[Column], rule: CountingRule
) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """Each metric with its figure in every column, under one rule.

    Returns:
        Per metric one ``Figure`` a column; without any column one of the state before alone.
    """
    columns = [
        figures(
            reductions(before.metrics, one.metrics, rule),
            before.metrics,
            one.metrics,
            rule,
            REDUCED,
        )
        for one in after or (before,)
    ]
    return tuple((metric, tuple(row)) for metric, *row in zip(REDUCED, *columns, strict=True))


def other_rules(after: Iterable[Column], rule: CountingRule) -> tuple[Column, ...]:
    """The plans that were made under another counting rule than the one shown."""
    own = f"{rule.id}@{rule.version}"
    return tuple(one for one in after if one.choice.counting not in ("", own))


def differences(before: Column, after: Column) -> tuple[Difference, ...]:
    """Everything that differs between two sides."""
    return difference(before.service, after.service)


def published_positions(before: Column, after: Column, rule: CountingRule) -> tuple[Position, ...]:
    """Where the reductions stand among published reforms of the same or any bundle."""
    table = {one.metric: one for one in reductions(before.metrics, after.metrics, rule)}
    found = []
    for metric in PUBLISHED:
        percent = table["promise" if metric == "days" else metric].percent
        if percent is not None:
            found.append(position(before.service.name, metric, percent))
    return tuple(one for one in found if one is not None)


# --- hand-made after-states ----------------------------------------------------------------------


def add_after_file(store: Store, key: str, content: bytes, name: str, *, author: str) -> AfterState:
    """Keep an after-state from the bytes of a service file.

    Raises:
        InvalidFile: every finding at once; nothing is kept.
        InvalidInput: it is no service file, or too large.
    """
    service, _ = read_any_service(content, name)
    return store.keep_after_state(key, name.rpartition(".")[0] or name, service, author=author)


def copy_to_work_on(store: Store, side: Column, name: str, *, author: str) -> Revision:
    """A side of the comparison as a service of its own, to be changed by hand.

    Raises:
        InvalidInput: the name is empty.
    """
    if not name.strip():
        raise InvalidInput(("name: write a name",))
    service = side.service.model_copy(update={"name": name.strip()})
    return store.add(service, author=author)


# --- trade-offs ----------------------------------------------------------------------------------


def trade_off_request(
    base: str, metrics: Sequence[str], rule_id: str, situation: Situation
) -> Request:
    """What is asked for a trade-off.

    Args:
        base: name of the request whose ceilings (决策层级、风险) hold.
        metrics: two or three names of ``Metric``.
        rule_id: of the counting rule.
        situation: which case.
    """
    return NAMED_REQUESTS[base].model_copy(
        update={
            "name": "",
            "asking": Asking.FRONTIER,
            "metrics": tuple(Metric(one) for one in metrics),
            "counting": rule_id,
            "situation": situation,
        }
    )


def figures_before(
    before: Metrics, trade_off: TradeOff, rule: CountingRule
) -> tuple[int, ...] | None:
    """The figures before the reform in the metrics of a trade-off; ``None`` if one is unknown."""
    found = [select(before, rule, metric, "before") for metric in trade_off.metrics]
    known = [one for one in found if one is not None]
    return tuple(known) if len(known) == len(found) else None


def keep_point(
    store: Store, key: str, number: int, plan: Plan, name: str, *, author: str
) -> PlanEntry:
    """Keep a plan of a trade-off under a name of its own.

    Raises:
        InvalidInput: the name is empty or one of the three named plans'.
    """
    if not name.strip() or name.strip() in NAMED_REQUESTS:
        raise InvalidInput((f"name: {name!r} cannot be used",))
    request = plan.request.model_copy(update={"name": name.strip()})
    return store.keep_plan(key, number, plan.model_copy(update={"request": request}), author=author)
