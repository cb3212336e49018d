"""A drawing that this program wrote: its service file lies beside it and is joined to it again.

Elements carry the ids of what they show (``bpmn_values``). Whatever was drawn anew, moved, renamed
or removed in another program counts; everything that cannot be drawn comes from the file.
"""

from lxml import etree

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.fresh import Drawn
from optimizer.formats.bpmn_reading.graph import Graph
from optimizer.formats.bpmn_reading.order import Pair
from optimizer.formats.bpmn_reading.own_marks import known_steps, own_edges
from optimizer.formats.bpmn_reading.own_papers import OwnPapers
from optimizer.formats.bpmn_reading.own_steps import OwnSteps
from optimizer.formats.bpmn_xml import OURS
from optimizer.formats.service_file import read_service_text
from optimizer.service.completion import complete
from optimizer.service.finding import InvalidFile
from optimizer.service.service import Service


class Own:
    """What this program wrote into a drawing, if it did.

    Args:
        root: of the file.
        doubts: gets what is wrong with it.
    """

    def __init__(self, root: etree._Element, doubts: Doubts) -> None:
        self._base = _held(root, doubts)

    @property
    def known(self) -> bool:
        """Whether this program wrote the file."""
        return self._base is not None

    def waits(self, graph: Graph) -> frozenset[Pair]:
        """The waits that the service states, by keys of the drawing; a circle of them stays."""
        if self._base is None:
            return frozenset()
        keys = {step.id: key for key, step in known_steps(self._base, graph).items()}
        return frozenset(
            (keys[before], keys[after])
            for before, after in own_edges(self._base)
            if before in keys and after in keys
        )

    def service(self, drawn: Drawn) -> Service | None:
        """The service with what was changed in the drawing; ``None`` when it is not ours."""
        if self._base is not None and not known_steps(self._base, drawn.graph):
            self._base = None
            drawn.doubts.warn(
                "bpmn_own_lost",
                None,
                (
                    "图中的环节不再对应文件中附带的一件事，只按图导入",
                    (
                        "no step of the drawing is one of the service kept beside it; only the "
                        "drawing is read"
                    ),
                ),
            )
        if self._base is None:
            return None
        if self._base.situations:
            drawn.doubts.note(
                "bpmn_one_situation",
                None,
                (
                    "此图只画了一种办理情形，其他情形的环节和材料不在其中",
                    "the drawing shows one situation; what applies in others is not in it",
                ),
            )
        steps = OwnSteps(self._base, drawn)
        return OwnPapers(self._base, steps.joined(), drawn, steps.by_key()).joined()


def _held(root: etree._Element, doubts: Doubts) -> Service | None:
    """The service kept beside a drawing, if it can be used."""
    element = next(root.iter(f"{{{OURS}}}file"), None)
    if element is None:
        return None
    try:
        found = read_service_text("".join(element.itertext()))
    except InvalidFile:
        found = None
    if found is not None and _is_sound(found):
        return complete(found)
    doubts.warn(
        "bpmn_own_broken",
        None,
        (
            "文件中附带的一件事数据已损坏，只按图导入",
            "the service kept beside the drawing is damaged; only the drawing is read",
        ),
    )
    return None


def _is_sound(service: Service) -> bool:
    """Whether everything that is named is there, so that the service can be drawn."""
    items = {one.id for one in service.items}
    steps = {one.id for one in service.steps}
    documents = {one.id for one in service.documents}
    return (
        len(items) == len(service.items)
        and len(steps) == len(service.steps)
        and len(documents) == len(service.documents)
        and all(items.issuperset(one.items) for one in service.steps)
        and all(steps.issuperset(one.after or ()) for one in service.steps)
        and all(one.item in items and one.document in documents for one in service.requirements)
        and all({one.before, one.after} <= items for one in service.precedences)
        and all(documents.issuperset(one.results) for one in service.items)
    )
