"""Circles: items that wait for each other, and proofs that need each other (循环证明)."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from optimizer.service.anchors import Anchors
from optimizer.service.checks.inspector import Inspector, name_of
from optimizer.service.checks.knots import knots
from optimizer.service.finding import Severity
from optimizer.service.kinds import Anchor, Phase, Route
from optimizer.service.ordering import makers
from optimizer.service.service import Service
from optimizer.service.terms import key_word

_EARLY = frozenset({Anchor.FILING.value, Anchor.ACCEPTANCE.value})


@dataclass(frozen=True)
class Wait:
    """A step waits for another.

    Attributes:
        document: name of the result waited for; empty when something else is.
        place: where the file says so; empty for the order of steps.
    """

    before: str
    after: str
    document: str = ""
    place: str = ""


def check_circles(inspector: Inspector, completed: Service) -> None:
    """Add an error for each circle in a completed service in one situation."""
    waits = _waits(inspector, completed)
    onward = _onward(waits)
    knot = knots({step: [one.after for one in held] for step, held in onward.items()})
    told: set[frozenset[str]] = set()
    for wait in waits:
        # Outside a knot no way leads back: most services are done here.
        if not wait.place or knot[wait.before] != knot[wait.after]:
            continue
        if any({wait.before, wait.after} <= known for known in told):
            continue
        circle = [wait, *_path(onward, wait.after, wait.before)]
        told.add(frozenset(one.after for one in circle))
        _tell(inspector, completed, circle)


def _waits(inspector: Inspector, service: Service) -> list[Wait]:
    """The edges of modelling notes, section 1, with where each comes from."""
    anchors, found = Anchors(service), list[Wait]()
    for step in service.steps:
        place = inspector.step(step, "after")
        found.extend(Wait(before, step.id, place=place) for before in step.after or ())
    numbers = {one.id: index for index, one in enumerate(inspector.service.precedences)}
    for one in service.precedences:
        before = anchors.waited(one.before, one.step)
        after = anchors.step(one.after, one.anchor)
        if before is not None and after is not None:
            place = key_word("service", "order")  # Follows from 逐项办理, stands nowhere.
            if one.id in numbers:
                place = inspector.entry("precedences", numbers[one.id])
            found.append(Wait(before.id, after.id, place=place))
    found.extend(_result_waits(inspector, service, anchors))
    inside = {step.id for step in service.steps if step.phase is not Phase.AFTER_CHECK}
    return [one for one in found if one.before in inside and one.after in inside]


def _result_waits(inspector: Inspector, service: Service, anchors: Anchors) -> list[Wait]:
    made, found = makers(service), []
    names = {one.id: name_of(one) for one in service.documents}
    for need in service.requirements:
        maker = made.get(need.document)
        if maker is None or maker == need.item:
            continue
        if need.route is Route.RESULT:
            before = anchors.step(maker, Anchor.DECISION)
            after = anchors.needed(need.item, need.needed_by)
        elif need.handed_in():
            by = Anchor.FILING.value if need.needed_by in _EARLY else need.needed_by
            before, after = anchors.last(maker), anchors.needed(need.item, by)
        else:
            continue
        if before is not None and after is not None:
            document = names.get(need.document, need.document)
            found.append(Wait(before.id, after.id, document, inspector.need(need)))
    return found


def _onward(waits: Iterable[Wait]) -> dict[str, list[Wait]]:
    """For each step what waits for it, in the order of the waits."""
    onward: dict[str, list[Wait]] = {}
    for wait in waits:
        onward.setdefault(wait.before, []).append(wait)
        onward.setdefault(wait.after, [])
    return onward


def _path(onward: Mapping[str, Sequence[Wait]], start: str, goal: str) -> list[Wait]:
    """A shortest way from one step to another of its knot."""
    if start == goal:
        return []
    reached: dict[str, Wait] = {}
    open_steps = deque([start])
    while goal not in reached:
        for wait in onward[open_steps.popleft()]:
            if wait.after not in reached and wait.after != start:
                reached[wait.after] = wait
                open_steps.append(wait.after)
    return _back(reached, start, goal)


def _back(reached: dict[str, Wait], start: str, goal: str) -> list[Wait]:
    path, at = [], goal
    while at != start:
        path.append(reached[at])
        at = reached[at].before
    return path[::-1]


def _tell(inspector: Inspector, service: Service, circle: list[Wait]) -> None:
    """Name the circle by its items where it crosses items, else by its steps."""
    across = [one for one in circle if _items(service, one.before) != _items(service, one.after)]
    reasons = across or circle
    names = [_items(service, one.before) if across else one.before for one in reasons]
    path = " → ".join((*names, names[0]))
    place = next((one.place for one in reasons if one.place), key_word("service", "precedences"))
    proofs = across and all(one.document for one in across)
    if proofs:
        told = "；".join(
            f"办“{_items(service, one.after)}”要“{name}”的结果“{one.document}”"
            for one, name in zip(across, names, strict=True)
        )
        inspector.add(
            Severity.ERROR,
            "circular_proof",
            place,
            (f"循环证明：{told}", f"circular proof: {path!r}"),
            (
                "其中一份材料改为免于提交、告知承诺或取消，或改需要时点",
                "meet one of the requirements another way, or need it later",
            ),
            value=path,
            places=[one.place for one in reasons if one.place],
        )
        return
    inspector.add(
        Severity.ERROR,
        "precedence_circle",
        place,
        (f"先后关系成环：{path}", f"the precedences form a circle: {path!r}"),
        ("删去或改正其中一条先后关系、前序环节或需要时点", "remove or correct one of them"),
        value=path,
        places=[one.place for one in reasons if one.place],
    )


def _items(service: Service, step_id: str) -> str:
    names = {item.id: name_of(item) for item in service.items}
    return "+".join(names.get(item, item) for item in service.step(step_id).items)
