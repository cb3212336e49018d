"""Small BPMN drawings, written down element by element."""

import itertools

from optimizer.formats.bpmn_reading import Drawing, read_drawing
from optimizer.formats.bpmn_xml import BOUNDS, DIAGRAM, DRAWING, MODEL
from optimizer.service.finding import Finding
from optimizer.service.step import Step

_HEAD = (
    f'<b:definitions xmlns:b="{MODEL}" xmlns:di="{DIAGRAM}" xmlns:dc="{BOUNDS}" '
    f'xmlns:wp="{DRAWING}" id="Definitions" targetNamespace="urn:test">'
)


def definitions(*parts: str) -> str:
    """A whole file; the prefix of BPMN is ``b``."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(
        (_HEAD, *parts, "</b:definitions>")
    )


def process(*parts: str, name: str = "开办面包店", key: str = "Process") -> str:
    return f'<b:process id="{key}" name="{name}">' + "\n".join(parts) + "</b:process>"


def drawing(*parts: str) -> str:
    """A file with one process."""
    return definitions(process(*parts))


def node(sort: str, key: str, name: str = "", *inside: str, **attributes: str) -> str:
    more = "".join(f' {one}="{value}"' for one, value in attributes.items())
    said = f' name="{name}"' if name else ""
    return f'<b:{sort} id="{key}"{said}{more}>' + "".join(inside) + f"</b:{sort}>"


def task(key: str, name: str = "", *inside: str) -> str:
    return node("task", key, name or key, *inside)


def flow(source: str, target: str, name: str = "", *inside: str) -> str:
    key = f"{source}_{target}"
    return node("sequenceFlow", key, name, *inside, sourceRef=source, targetRef=target)


def flows(*keys: str) -> str:
    """One after the other."""
    return "".join(flow(one, other) for one, other in itertools.pairwise(keys))


def lane(key: str, name: str, *nodes: str) -> str:
    held = "".join(f"<b:flowNodeRef>{one}</b:flowNodeRef>" for one in nodes)
    return node("lane", key, name, held)


def lanes(*parts: str) -> str:
    return '<b:laneSet id="Lanes">' + "".join(parts) + "</b:laneSet>"


def pool(key: str, name: str, shows: str) -> str:
    return node("participant", key, name, processRef=shows)


def timer(length: str, sort: str = "timeDuration") -> str:
    return f"<b:timerEventDefinition><b:{sort}>{length}</b:{sort}></b:timerEventDefinition>"


def gets(sign: str, key: str = "in") -> str:
    """Stands in a task: it gets a document."""
    return (
        f'<b:dataInputAssociation id="{key}_{sign}">'
        f"<b:sourceRef>{sign}</b:sourceRef><b:targetRef>x</b:targetRef></b:dataInputAssociation>"
    )


def makes(sign: str, key: str = "out") -> str:
    """Stands in a task: it makes a document."""
    return (
        f'<b:dataOutputAssociation id="{key}_{sign}">'
        f"<b:targetRef>{sign}</b:targetRef></b:dataOutputAssociation>"
    )


def paper(key: str, name: str) -> str:
    """A data object and its sign."""
    return node("dataObject", f"{key}_o") + node(
        "dataObjectReference", key, name, dataObjectRef=f"{key}_o"
    )


def read(text: str, name: str = "图.bpmn") -> Drawing:
    return read_drawing(text.encode(), name)


def after(found: Drawing) -> dict[str, set[str]]:
    """Names of the steps right before each step."""
    names = {step.id: step.name for step in found.service.steps}
    return {step.name: {names[one] for one in step.after or ()} for step in found.service.steps}


def step(found: Drawing, name: str) -> Step:
    (one,) = (step for step in found.service.steps if step.name == name)
    return one


def told(found: Drawing, code: str) -> list[Finding]:
    return [one for one in found.notes if one.code == code]


def codes(found: Drawing) -> set[str]:
    return {one.code for one in found.notes}
