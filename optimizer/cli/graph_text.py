"""The graph of a service as text: items with their steps, and who waits for whom and why."""

from collections.abc import Iterator

from optimizer.cli.screen import Screen
from optimizer.network.chain import deciding_chain
from optimizer.network.edges import Edge, EdgeKind, edges
from optimizer.service.item import Item, Limit
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.figures import number_text
from optimizer.wording.lengths import duration_text, hours_text
from optimizer.wording.names import Names


def graph_lines(screen: Screen, service: Service, names: Names) -> Iterator[str]:
    """Lines that draw a completed service, item by item in the order of the file."""
    deciding = {link.step for link in deciding_chain(service)}
    waits = [edge for edge in edges(service) if edge.kind is not EdgeKind.STEP]
    for item in service.items:
        yield ""
        yield _item(screen, service, item, names)
        steps = service.steps_of(item.id)
        own = {step.id for step in steps}
        yield "    " + " → ".join(_step(screen, step, names, deciding) for step in steps)
        for edge in waits:
            if edge.after in own:
                yield "    " + _wait(screen, service, edge, names)


def edge_word(screen: Screen, service: Service, edge: Edge) -> str:
    """Why one step waits for another; items in a row only for want of an order say so."""
    if edge.kind is not EdgeKind.STEP and _implied(service, edge):
        return screen.words("edge_implied")
    return screen.words(f"edge_{edge.kind.value}")


def _implied(service: Service, edge: Edge) -> bool:
    return any(one.id == edge.subject and one.implied for one in service.precedences)


def _item(screen: Screen, service: Service, item: Item, names: Names) -> str:
    limits = screen.words(
        "graph_limits",
        statutory=_limit(screen, item.statutory),
        promised=_limit(screen, item.promised),
    )
    return screen.words(
        "graph_item_window" if item.window else "graph_item",
        place=service.items.index(item) + 1,
        name=names(item.id),
        department=names(item.department),
        limits=limits,
    )


def _limit(screen: Screen, limit: Limit | None) -> str:
    if limit is None:
        return number_text(None, screen.language)
    return duration_text(limit.duration, screen.language)


def _step(screen: Screen, step: Step, names: Names, deciding: set[str]) -> str:
    hours = step.length_hours()
    length = "" if hours == 0 else f"[{hours_text(hours, screen.language)}]"
    star = "★" if step.id in deciding else ""
    return f"{names.of_step(step)}{length}{star}"


def _wait(screen: Screen, service: Service, edge: Edge, names: Names) -> str:
    basis = next((one.basis for one in service.precedences if one.id == edge.subject), "")
    return screen.words(
        "graph_wait_basis" if basis else "graph_wait",
        kind=edge_word(screen, service, edge),
        step=names(edge.after),
        other=names(edge.before),
        basis=basis,
    )
