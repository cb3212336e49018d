"""Why a plan stays behind what a government published: reasons computed from the two services."""

from collections import Counter
from collections.abc import Iterator

from optimizer.law.rules import load_rules
from optimizer.levers.floors import floor_of
from optimizer.network.chain import Link, deciding_chain
from optimizer.network.edges import EdgeKind
from optimizer.redesign.plan import Plan
from optimizer.service.kinds import DocumentClass, IssuerKind, Sharing, StepKind
from optimizer.service.service import Service
from optimizer.service.terms import english_value
from optimizer.worktime import HOURS_PER_DAY

_NAMED = 4  # examples told by name


def shortfalls(metric: str, plan: Plan, bolder: Plan | None = None) -> tuple[str, ...]:
    """Reasons why the reduction of one metric is not larger, in English.

    Args:
        metric: ``materials``, ``steps``, ``promise`` or ``visits``.
        plan: the plan that stays behind.
        bolder: a plan with higher ceilings, to tell what the ceilings cost.
    """
    reasons = {
        "materials": _materials,
        "steps": _steps,
        "promise": _days,
        "visits": _visits,
    }[metric]
    return (*_ceilings(metric, plan, bolder), *reasons(plan.after))


def _ceilings(metric: str, plan: Plan, bolder: Plan | None) -> Iterator[str]:
    if bolder is None or bolder.request == plan.request:
        return
    here, there = _after(metric, plan), _after(metric, bolder)
    if here is not None and there is not None and there < here:
        authority = english_value(plan.request.authority).replace("_", " ")
        risk = english_value(plan.request.risk)
        yield (
            f"ceilings: authority up to the {authority} and {risk} risk stop at {here}; "
            f"the breakthrough plan reaches {there}"
        )


def _after(metric: str, plan: Plan) -> int | None:
    return next((one.after for one in plan.reductions if one.metric == metric), None)


# --- materials ---------------------------------------------------------------------------------


def _materials(after: Service) -> Iterator[str]:
    """What the applicant still hands in, by why it cannot go."""
    documents = {one.id: one for one in after.documents}
    held = {need.document for need in after.requirements if need.handed_in()}
    sourced = {name for one in after.data_sources for name in one.documents}
    refused = {
        name
        for one in after.data_sources
        for name in one.documents
        if one.sharing is Sharing.REFUSED
    }
    groups: dict[str, list[str]] = {}
    for name in sorted(held):
        one = documents[name]
        if one.document_class is DocumentClass.COMMITMENT and name.startswith("commitment/"):
            reason = "commitment papers that replace proofs and count themselves"
        elif one.document_class is DocumentClass.FORM:
            reason = "forms"
        elif one.issuer_kind is IssuerKind.GOVERNMENT and name in refused:
            reason = "issued by the government, but the source does not share"
        elif one.issuer_kind is IssuerKind.GOVERNMENT and name not in sourced:
            reason = "issued by the government, but no data source is declared"
        elif one.issuer_kind is IssuerKind.GOVERNMENT:
            reason = "issued by the government, source not within the ceilings"
        elif one.issuer_kind is IssuerKind.THIRD_PARTY:
            reason = "made by third parties"
        else:
            reason = "made by the applicant, and nobody confirmed that there is no basis"
        groups.setdefault(reason, []).append(one.name or name)
    for reason, names in sorted(groups.items(), key=lambda group: -len(group[1])):
        yield f"still handed in, {reason}: {_examples(names)}"


def _examples(names: list[str]) -> str:
    told = "、".join(names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{len(names)} ({told}{more})"


# --- days --------------------------------------------------------------------------------------


def _days(after: Service) -> Iterator[str]:
    """What holds the chain that decides the promise."""
    chain = deciding_chain(after)
    if not chain:
        return
    items = {item for link in chain for item in after.step(link.step).items}
    days = chain[-1].finish_hours / HOURS_PER_DAY
    yield f"the chain that decides takes {days:g} days and runs through {len(items)} items"
    yield from _floors(after, chain)
    yield from _waits(after, chain)


def _floors(after: Service, chain: tuple[Link, ...]) -> Iterator[str]:
    rules = load_rules()
    hours: Counter[str] = Counter()
    for link in chain:
        step = after.step(link.step)
        length = step.clocked_hours() or 0
        floor = floor_of(rules, after, step)
        if not length:
            continue
        if step.lock:
            hours["in steps that may not be changed"] += length
        elif step.length_hours() == floor.hours:
            sort = "assumed" if floor.assumed else "stated or legal"
            hours[f"at the shortest time ({sort})"] += length
        elif step.kind is StepKind.INSPECTION and step.members:
            hours["in joint inspections, coordination included"] += length
        else:
            hours["above the shortest time, kept by ceilings or by another chain"] += length
    for reason, spent in sorted(hours.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"of it {spent / HOURS_PER_DAY:g} days {reason}"


def _waits(after: Service, chain: tuple[Link, ...]) -> Iterator[str]:
    told = {
        EdgeKind.LEGAL: "legal precedences",
        EdgeKind.DATA: "waits for a result of another item",
        EdgeKind.HABIT: "precedences without basis",
    }
    implied = {one.id for one in after.precedences if one.implied}
    counts = Counter(
        "items one after the other, as the file leaves their order open"
        if link.edge.subject in implied
        else told[link.edge.kind]
        for link in chain
        if link.edge is not None and link.edge.kind in told
    )
    for reason, count in sorted(counts.items()):
        yield f"on the chain: {count} × {reason}"


# --- steps and visits --------------------------------------------------------------------------


def _steps(after: Service) -> Iterator[str]:
    visible = [step for step in after.steps if step.visible]
    kinds = Counter(step.kind.value.replace("_", " ") for step in visible)
    listed = ", ".join(f"{count} × {kind}" for kind, count in sorted(kinds.items()))
    yield f"{len(visible)} steps the applicant sees remain: {listed or 'none'}"
    coarse = [step for step in after.steps if step.is_assumed("kind") or "*" in step.assumed]
    if coarse:
        yield f"coarse: {len(coarse)} of {len(after.steps)} steps were assumed, not read"


def _visits(after: Service) -> Iterator[str]:
    left = [step for step in after.steps if step.visits]
    bound_to_come = [step for step in left if step.in_person]
    if left:
        yield f"{len(left)} steps still need a visit, {len(bound_to_come)} of them in person by law"
