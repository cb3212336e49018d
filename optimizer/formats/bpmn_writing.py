"""A service as BPMN 2.0 (ISO/IEC 19510) with its picture: what other tools draw, run and compare.

One pool is the service, one lane a department. Steps are plain tasks: whether an officer works in
a system (user task) or beside it (manual task) is not known of a step, and its official kind
(环节类型) has no counterpart in BPMN; it stands in the documentation and in our own elements.
"""

from dataclasses import dataclass

from lxml import etree

from optimizer import __version__
from optimizer.formats.bpmn_diagram import Diagram
from optimizer.formats.bpmn_graph import Graph, Node, NodeSort, graph
from optimizer.formats.bpmn_papers import Paper, papers
from optimizer.formats.bpmn_places import (
    LEAST_STEP,
    LEAST_STEP_WITH_PAPERS,
    Bounds,
    Places,
    places,
)
from optimizer.formats.bpmn_telling import Teller
from optimizer.formats.bpmn_values import own
from optimizer.formats.bpmn_xml import MODEL, NOTE, OURS, PREFIXES, add, document, made_id
from optimizer.formats.service_file import dump_service
from optimizer.pictures.lane_layout import LaneLayout, item_labels, layout
from optimizer.service.canonical import fingerprint
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words

_COLLABORATION, _POOL, _PROCESS = "Collaboration", "Pool", "Process"


@dataclass(frozen=True)
class _Drawing:
    """Everything that is written, before it is XML."""

    service: Service
    language: Language
    teller: Teller
    laid: LaneLayout
    graph: Graph
    papers: tuple[Paper, ...]
    names: dict[str, str]
    notes: tuple[str, ...]
    places: Places

    def lane_id(self, department: str) -> str:
        """Id of the lane of a department."""
        return made_id("Lane", department)


def bpmn(service: Service, language: Language, origin: str = "") -> bytes:
    """Write a service as a BPMN 2.0 file, UTF-8, valid against the OMG's schema.

    The same service gives the same file. Nothing in it refers to anything outside it.

    Args:
        service: completed, in one situation; a circle of precedences is drawn as it is.
        language: of all words but the names in the file.
        origin: what is needed to make the file again, in lines; stands in the documentation of
            the process.
    """
    drawing = _drawing(service, language)
    definitions = etree.Element(f"{{{MODEL}}}definitions", nsmap=PREFIXES)
    definitions.set("id", "Definitions")
    definitions.set("targetNamespace", OURS)
    definitions.set("exporter", "onething-optimizer")
    definitions.set("exporterVersion", __version__)
    name = service.name or service.id
    collaboration = add(definitions, "collaboration", {"id": _COLLABORATION})
    add(
        collaboration,
        "participant",
        {"id": _POOL, "name": name, "processRef": _PROCESS},
    )
    _process(definitions, drawing, origin)
    _picture(Diagram(definitions, _COLLABORATION, name), drawing)
    etree.indent(definitions)
    written = etree.tostring(definitions, xml_declaration=True, encoding="UTF-8")
    assert isinstance(written, bytes)
    return written + b"\n"


def _drawing(service: Service, language: Language) -> _Drawing:
    teller = Teller(service, language)
    held = papers(service)
    busy = {paper.step for paper in held}
    labels = item_labels(service)
    laid = layout(
        service,
        names={step.id: teller.names.of_step(step) for step in service.steps},
        labels=labels,
        least_widths={
            step.id: LEAST_STEP_WITH_PAPERS if step.id in busy else LEAST_STEP
            for step in service.steps
        },
    )
    drawn = graph(service, laid.arrows, {box.step: box.y for box in laid.boxes})
    names = {paper.id: teller.paper_name(paper) for paper in held}
    notes = tuple(labels[label.items] for label in laid.labels)
    where = places(laid, drawn, held, names, notes)
    return _Drawing(service, language, teller, laid, drawn, held, names, notes, where)


def _process(definitions: etree._Element, drawing: _Drawing, origin: str) -> None:
    service = drawing.service
    process = add(definitions, "process", {"id": _PROCESS, "name": service.name or service.id})
    process.set("isExecutable", "false")
    document(process, origin.splitlines())
    values = add(process, "extensionElements")
    own(values, "service", {"id": service.id, "sha256": fingerprint(service)})
    # What cannot be drawn, so that a drawing that was changed elsewhere can be read back.
    own(values, "file", text=dump_service(service))
    _lanes(process, drawing)
    for node in drawing.graph.nodes:
        _node(process, drawing, node)
    for flow in drawing.graph.flows:
        made = add(
            process,
            "sequenceFlow",
            {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target},
        )
        if flow.arrow is not None:
            drawing.teller.wait(made, flow.arrow)
    for held in dict.fromkeys(one.document for one in drawing.papers):
        name = drawing.teller.names(held)
        add(process, "dataObject", {"id": made_id("Document", held), "name": name})
    for paper in drawing.papers:
        refers = made_id("Document", paper.document)
        values = {"id": paper.id, "name": drawing.names[paper.id], "dataObjectRef": refers}
        drawing.teller.paper(add(process, "dataObjectReference", values), paper)
    for number, note in enumerate(drawing.notes):
        add(add(process, "textAnnotation", {"id": f"{NOTE}{number}"}), "text", text=note)


def _lanes(process: etree._Element, drawing: _Drawing) -> None:
    held = add(process, "laneSet", {"id": "Lanes"})
    nameless = words("bpmn", drawing.language)("no_department")
    for lane in drawing.laid.lanes:
        name = drawing.teller.names(lane.department) if lane.department else nameless
        made = add(held, "lane", {"id": drawing.lane_id(lane.department), "name": name})
        for node in drawing.graph.nodes:
            if node.lane == lane.department:
                add(made, "flowNodeRef", text=node.id)


def _node(process: etree._Element, drawing: _Drawing, node: Node) -> None:
    made = add(process, node.sort.value, {"id": node.id, "name": _name(drawing, node)})
    if node.sort is NodeSort.TASK:
        drawing.teller.step(made, drawing.service.step(node.step))
    into = [flow.id for flow in drawing.graph.flows if flow.target == node.id]
    out = [flow.id for flow in drawing.graph.flows if flow.source == node.id]
    if node.sort is NodeSort.GATEWAY:
        made.set("gatewayDirection", "Converging" if len(into) > 1 else "Diverging")
    for flow in into:
        add(made, "incoming", text=flow)
    for flow in out:
        add(made, "outgoing", text=flow)
    if node.sort is NodeSort.TASK:
        _documents(made, [paper for paper in drawing.papers if paper.step == node.step], drawing)
        for department in drawing.service.step(node.step).departments:
            add(made, "performer", {"name": drawing.teller.names(department)})


def _name(drawing: _Drawing, node: Node) -> str | None:
    said = words("bpmn", drawing.language)
    if node.sort is NodeSort.TASK:
        return drawing.teller.names.step(node.step)
    if node.sort is NodeSort.START:
        return said("start")
    return said("end") if node.sort is NodeSort.END else None


def _documents(task: etree._Element, held: list[Paper], drawing: _Drawing) -> None:
    """What a task gets and makes, as BPMN wants it: through its own inputs and outputs."""
    if not held:
        return
    into = [paper for paper in held if not paper.makes]
    out = [paper for paper in held if paper.makes]
    asked = add(task, "ioSpecification")
    for paper in into:
        add(asked, "dataInput", {"id": f"{paper.id}_in", "name": drawing.names[paper.id]})
    for paper in out:
        add(asked, "dataOutput", {"id": f"{paper.id}_out", "name": drawing.names[paper.id]})
    together = add(asked, "inputSet")
    for paper in into:
        add(together, "dataInputRefs", text=f"{paper.id}_in")
    for paper in into:
        if paper.optional:
            add(together, "optionalInputRefs", text=f"{paper.id}_in")
    made = add(asked, "outputSet")
    for paper in out:
        add(made, "dataOutputRefs", text=f"{paper.id}_out")
    for paper in into:
        line = add(task, "dataInputAssociation", {"id": f"{paper.id}_line"})
        add(line, "sourceRef", text=paper.id)
        add(line, "targetRef", text=f"{paper.id}_in")
    for paper in out:
        line = add(task, "dataOutputAssociation", {"id": f"{paper.id}_line"})
        add(line, "sourceRef", text=f"{paper.id}_out")
        add(line, "targetRef", text=paper.id)


def _picture(diagram: Diagram, drawing: _Drawing) -> None:
    """From the back to the front."""
    where = drawing.places
    diagram.shape(_POOL, where.pool, horizontal=True)
    for lane, bounds in zip(drawing.laid.lanes, where.lanes, strict=True):
        diagram.shape(drawing.lane_id(lane.department), bounds, horizontal=True)
    for node in drawing.graph.nodes:
        bounds = where.nodes[node.id]
        named = node.sort in (NodeSort.START, NodeSort.END)
        diagram.shape(node.id, bounds, label=_below(bounds) if named else None)
    for paper in drawing.papers:
        place = where.papers[paper.id]
        diagram.shape(paper.id, place.icon, label=place.label)
    for number, bounds in enumerate(where.notes):
        diagram.shape(f"{NOTE}{number}", bounds)
    for flow in drawing.graph.flows:
        diagram.edge(flow.id, where.flows[flow.id])
    for paper in drawing.papers:
        diagram.edge(f"{paper.id}_line", where.papers[paper.id].line)


def _below(node: Bounds) -> Bounds:
    """Where the name of an event stands."""
    return Bounds(node.x - 10, node.bottom + 2, node.width + 20, 28)
