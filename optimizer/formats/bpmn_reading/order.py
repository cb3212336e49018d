"""Which activity waits for which, gateways and events looked through, circles cut."""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence

from lxml import etree

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.elements import called, sort_of
from optimizer.formats.bpmn_reading.graph import Graph
from optimizer.formats.bpmn_reading.opening import refusal
from optimizer.service.finding import InvalidFile

Pair = tuple[str, str]
"""Keys of two activities: the second waits for the first."""

# Gateways from everything to everything make waits by the square.
_MOST_LOOKS = 1_000_000
_MOST_PAIRS = 20_000


class Looks:
    """How many lines may still be followed before a file is refused.

    Args:
        file: what the refusal calls the file.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._left = _MOST_LOOKS

    def spend(self) -> None:
        """Follow one line.

        Raises:
            InvalidFile: there are so many that nobody drew them.
        """
        self._left -= 1
        if self._left < 0:
            raise self.refusal()

    def refusal(self) -> InvalidFile:
        """What is told of a drawing with too many waits."""
        return refusal(
            self._file,
            "bpmn_too_large",
            ("连线之间的先后关系过多", "the lines make too many waits"),
            ("一个文件只画一件事", "draw one service in a file"),
        )


def waits(graph: Graph, looks: Looks) -> dict[Pair, etree._Element]:
    """All waits, and the line that each begins with.

    Raises:
        InvalidFile: so many that nobody drew them.
    """
    onward = graph.onward
    found: dict[Pair, etree._Element] = {}
    for node in graph.activities():
        seen: set[str] = set()
        open_lines = [(line, line) for line in reversed(onward[node.key])]
        while open_lines:
            first, line = open_lines.pop()
            looks.spend()
            if line.target in seen:
                continue
            seen.add(line.target)
            if graph.nodes[line.target].activity:
                found.setdefault((node.key, line.target), first.element)
            else:
                open_lines.extend((first, each) for each in reversed(onward[line.target]))
            if len(found) > _MOST_PAIRS:
                raise looks.refusal()
    return found


def nearest(graph: Graph, key: str, looks: Looks, *, back: bool = False) -> list[str]:
    """The activities first met from a node on; the node itself when it is one.

    Args:
        graph: of the drawing.
        key: of the node.
        looks: what may be spent.
        back: against the flow.

    Raises:
        InvalidFile: nothing is left to spend.
    """
    looks.spend()
    if graph.nodes[key].activity:
        return [key]
    lines = graph.backward if back else graph.onward
    seen, open_keys = {key}, [key]
    met = []
    while open_keys:
        for line in lines[open_keys.pop()]:
            looks.spend()
            other = line.source if back else line.target
            if other in seen:
                continue
            seen.add(other)
            if graph.nodes[other].activity:
                met.append(other)
            else:
                open_keys.append(other)
    return met


def without_circles(
    graph: Graph,
    found: Mapping[Pair, etree._Element],
    kept: Collection[Pair],
    looks: Looks,
    doubts: Doubts,
) -> tuple[Pair, ...]:
    """The waits without those that lead back: what is drawn as rework is no order.

    Args:
        graph: of the drawing.
        found: all waits.
        kept: waits that are stated elsewhere and stay, whatever they close.
        looks: what may be spent.
        doubts: gets each wait left out.
    """
    later: dict[str, list[str]] = {node.key: [] for node in graph.activities()}
    for before, after in found:
        later[before].append(after)
    back = _leading_back(later, [*_begun(graph, looks), *later]) - set(kept)
    for pair in found:
        if pair in back:
            before, after = (called(graph.nodes[key].element) for key in pair)
            doubts.warn(
                "bpmn_rework",
                found[pair],
                (
                    f"“{before}”返回“{after}”是循环，不作为先后关系",
                    f"{before!r} leads back to {after!r}: a loop, not taken as an order",
                ),
                (
                    "退回补正、复审若需计时，请列为单独环节",
                    "list correction or another review as a step of its own if it takes time",
                ),
            )
    return tuple(pair for pair in found if pair not in back)


def _begun(graph: Graph, looks: Looks) -> list[str]:
    """The activities first reached from start events, in the order of the file."""
    return [
        activity
        for node in graph.nodes.values()
        if sort_of(node.element) == "startEvent" and not node.parts
        for activity in nearest(graph, node.key, looks)
    ]


def _leading_back(later: Mapping[str, Sequence[str]], roots: Sequence[str]) -> set[Pair]:
    """The pairs that lead to an activity on the way to them, going on from each root in depth."""
    back: set[Pair] = set()
    done: set[str] = set()
    way: dict[str, int] = {}
    for root in roots:
        if root in done:
            continue
        stack = [root]
        way[root] = 0
        while stack:
            key = stack[-1]
            place = way[key]
            if place == len(later[key]):
                done.add(key)
                del way[key]
                stack.pop()
                continue
            way[key] += 1
            other = later[key][place]
            if other in way:
                back.add((key, other))
            elif other not in done:
                way[other] = 0
                stack.append(other)
    return back


def sorted_keys(keys: Sequence[str], pairs: Iterable[Pair]) -> list[str]:
    """Keys so that each follows those it waits for; as they came wherever that allows it.

    What stands on a circle comes last, as it came.
    """
    place = {key: number for number, key in enumerate(keys)}
    later: dict[str, list[str]] = {key: [] for key in keys}
    waiting = dict.fromkeys(keys, 0)
    for before, after in dict.fromkeys(pairs):
        later[before].append(after)
        waiting[after] += 1
    ready = [place[key] for key in keys if not waiting[key]]
    heapq.heapify(ready)
    made: dict[str, None] = {}
    while ready:
        key = keys[heapq.heappop(ready)]
        made[key] = None
        for other in later[key]:
            waiting[other] -= 1
            if not waiting[other]:
                heapq.heappush(ready, place[other])
    return [*made, *(key for key in keys if key not in made)]
