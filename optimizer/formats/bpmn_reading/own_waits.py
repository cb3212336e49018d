"""Who waits for whom in an own drawing: what was drawn anew is added, what is gone is taken out."""

from collections.abc import Mapping

from optimizer.formats.bpmn_reading.fresh import Drawn
from optimizer.formats.bpmn_reading.order import sorted_keys
from optimizer.formats.bpmn_reading.own_marks import own_edges
from optimizer.formats.names import numbered
from optimizer.network.edges import EdgeKind
from optimizer.service.anchors import Anchors
from optimizer.service.completion import complete
from optimizer.service.kinds import Anchor, PrecedenceKind
from optimizer.service.precedence import Precedence
from optimizer.service.service import Service
from optimizer.service.step import Step

_DECLARED = (EdgeKind.LEGAL, EdgeKind.HABIT)


class OwnWaits:
    """Compares the waits that are drawn with those the file states.

    Args:
        base: the service the file states, completed.
        drawn: the drawing.
        steps: by key of their activity, in the order of the file.
    """

    def __init__(self, base: Service, drawn: Drawn, steps: Mapping[str, Step]) -> None:
        self._base = base
        self._drawn = drawn
        self._by_id = {step.id: step for step in steps.values()}
        self._stated = own_edges(base)
        self._pairs = {(steps[one].id, steps[other].id) for one, other in drawn.pairs}
        self._fresh = [
            (steps[one].id, steps[other].id)
            for one, other in drawn.pairs
            if (steps[one].id, steps[other].id) not in self._stated
        ]
        self._sorted = self._in_order({key: self._with_after(step) for key, step in steps.items()})
        self._tell_derived()

    def sorted_steps(self) -> tuple[tuple[str, Step], ...]:
        """Keys and steps, each after what it comes after."""
        return self._sorted

    def steps(self) -> tuple[Step, ...]:
        """The steps with what is drawn right before them, each after what it comes after."""
        return tuple(step for _, step in self._sorted)

    def precedences(self, service: Service) -> tuple[Precedence, ...]:
        """The precedences that are still drawn, and those drawn anew between items.

        Args:
            service: with the steps that are drawn.
        """
        drawn = {
            edge.subject: pair in self._pairs
            for pair, held in self._stated.items()
            for edge in held
            if edge.kind in _DECLARED
        }
        kept = [one for one in self._base.precedences if drawn.get(one.id, True)]
        for one in self._base.precedences:
            if not drawn.get(one.id, True):
                self._drawn.doubts.warn(
                    "bpmn_wait_gone",
                    None,
                    (
                        f"图中已删去先后关系“{one.before} → {one.after}”",
                        f"{one.before!r} → {one.after!r} is gone from the drawing",
                    ),
                )
        return (*kept, *self._added(service, {one.id for one in kept}))

    # --- within items --------------------------------------------------------------------------

    def _crosses(self, before: str, after: str) -> bool:
        return not set(self._by_id[before].items) & set(self._by_id[after].items)

    def _with_after(self, step: Step) -> Step:
        kept = [
            one
            for one in step.after or ()
            if one == step.id or ((one, step.id) in self._pairs and one in self._by_id)
        ]
        added = [
            before
            for before, after in self._fresh
            if after == step.id and not self._crosses(before, after)
        ]
        return step.model_copy(update={"after": tuple(dict.fromkeys((*kept, *added)))})

    def _in_order(self, steps: Mapping[str, Step]) -> tuple[tuple[str, Step], ...]:
        keys = {step.id: key for key, step in steps.items()}
        pairs = [
            (keys[before], key)
            for key, step in steps.items()
            for before in step.after or ()
            if before in keys and before != step.id
        ]
        return tuple((key, steps[key]) for key in sorted_keys(list(steps), pairs))

    # --- between items -------------------------------------------------------------------------

    def _added(self, service: Service, taken: set[str]) -> list[Precedence]:
        """An arrow between steps of two items is a habit until somebody states a basis."""
        crossing = [pair for pair in self._fresh if self._crosses(*pair)]
        if not crossing:
            return []
        anchors = Anchors(complete(service))
        found = []
        for before, after in crossing:
            first, second = self._by_id[before], self._by_id[after]
            made = numbered(f"{first.items[0]}→{second.items[0]}", taken)
            taken.add(made)
            anchor = next(
                (
                    one
                    for one in Anchor
                    if (held := anchors.step(second.items[0], one)) and held.id == after
                ),
                Anchor.ACCEPTANCE,
            )
            found.append(
                Precedence(
                    id=made,
                    before=first.items[0],
                    after=second.items[0],
                    kind=PrecedenceKind.HABIT,
                    step=before,
                    anchor=anchor,
                    assumed=("*",),
                )
            )
            self._drawn.doubts.warn(
                "bpmn_wait_new",
                None,
                (
                    f"图中新增先后关系“{first.name} → {second.name}”，按惯例先后，依据待核实",
                    (
                        f"{first.name!r} → {second.name!r} was drawn anew: taken as a habit, "
                        "without basis"
                    ),
                ),
                ("有法定依据的请写明", "state the basis if a law says so"),
            )
        return found

    def _tell_derived(self) -> None:
        """A wait for a result follows from the document; a line taken away does not end it."""
        for pair, held in self._stated.items():
            gone = pair not in self._pairs and all(one in self._by_id for one in pair)
            if gone and all(edge.kind is EdgeKind.DATA for edge in held):
                before, after = (self._by_id[one].name for one in pair)
                self._drawn.doubts.warn(
                    "bpmn_derived_wait",
                    None,
                    (
                        f"“{before} → {after}”是结果依赖，删去连线不改变它",
                        f"{before!r} → {after!r} is a wait for a result; it stays without the line",
                    ),
                    ("请改材料的获取方式", "change how the document is obtained"),
                )
