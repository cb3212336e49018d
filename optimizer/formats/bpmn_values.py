"""What BPMN has no words for, exactly and for programs: elements of our own namespace.

They stand in ``extensionElements``: ``step``, ``wait`` (a flow may have several), ``requirement``,
``result``, ``service`` and ``file``, the whole service as a service file, for reading back. Lengths
keep the unit they were written in; ``hours`` beside them are working hours on the planning grid.
``assumed`` names the fields whose value is assumed (推定值) as in a service file; ``*`` is all of
them.
"""

from lxml import etree

from optimizer.formats.bpmn_xml import OURS, Value, add
from optimizer.network.edges import Edge
from optimizer.service.precedence import Precedence
from optimizer.service.record import Sourced
from optimizer.service.requirement import Requirement
from optimizer.service.step import Step
from optimizer.worktime import Duration, length_hours
from optimizer.worktime.duration import plain_number


def own(
    parent: etree._Element,
    name: str,
    attributes: dict[str, Value] | None = None,
    text: str = "",
) -> etree._Element:
    """Add an element of our own namespace."""
    return add(parent, name, attributes, text, namespace=OURS)


def step_values(parent: etree._Element, step: Step, name: str = "step") -> None:
    """The record of a step, the members of a merged one inside it."""
    made = own(
        parent,
        name,
        {
            "id": step.id,
            "kind": step.kind.value,
            "phase": None if step.phase is None else step.phase.value,
            "counted": step.counted,
            "countedBasis": step.counted_basis or None,
            "visible": step.visible,
            "visits": step.visits,
            "inPerson": step.in_person or None,
            "staff": step.staff,
            "floorBasis": step.floor_basis or None,
            "lock": step.lock or None,
            "early": step.early or None,
            "assumed": _assumed(step),
        },
    )
    for item in step.items:
        own(made, "item", {"id": item})
    for department in step.departments:
        own(made, "department", {"id": department})
    for field, length in (
        ("duration", step.duration),
        ("clocked", step.clocked),
        ("floor", step.floor),
    ):
        _length(made, field, length)
    for demand in step.demands:
        own(made, "demand", {"team": demand.team, "amount": demand.amount})
    for member in step.members:
        step_values(made, member, "member")


def wait_values(parent: etree._Element, edge: Edge, wait: Precedence | None) -> None:
    """Why one step waits for another.

    Args:
        parent: gets the element.
        edge: the reason.
        wait: the precedence it comes from, if it comes from one.
    """
    values: dict[str, Value] = {"kind": edge.kind.value, "subject": edge.subject}
    if wait is not None:
        values["basis"] = wait.basis or None
        values["assumed"] = _assumed(wait)
        values["lagCounted"] = wait.lag_counted if wait.lag is not None else None
    made = own(parent, "wait", values)
    if wait is not None:
        _length(made, "lag", wait.lag)


def requirement_values(parent: etree._Element, need: Requirement) -> None:
    """What an item asks of a document, and how the document comes."""
    own(
        parent,
        "requirement",
        {
            "id": need.id,
            "item": need.item,
            "document": need.document,
            "route": need.route.value,
            "source": need.source or None,
            "neededBy": need.needed_by,
            "copies": need.copies,
            "copyKind": need.copy_kind.value,
            "medium": need.medium.value,
            "necessity": need.necessity.value,
            "main": need.main,
            "basis": need.basis or None,
            "assumed": _assumed(need),
        },
    )


def _assumed(record: Sourced) -> str | None:
    return " ".join(record.assumed) or None


def _length(parent: etree._Element, name: str, length: Duration | None) -> None:
    if length is not None:
        values: dict[str, Value] = {
            "value": plain_number(length.value),
            "unit": length.unit.value,
            "hours": length_hours(length),
        }
        own(parent, name, values)
