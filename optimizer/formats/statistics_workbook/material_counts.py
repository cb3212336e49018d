"""Which requirements a counting rule counts, and how much each adds to the figure."""

from dataclasses import dataclass
from enum import StrEnum

from optimizer.redesign.counting_rule import CountingRule, MaterialUnit
from optimizer.service.kinds import DocumentClass, Route
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service


class MaterialState(StrEnum):
    """Whether a requirement is counted, and why not."""

    COUNTED = "counted"
    REPEATED = "repeated"  # its document is counted in another row
    NOT_HANDED_IN = "not_handed_in"
    FORM_LEFT_OUT = "form_left_out"
    NO_FORM = "no_form"  # the rule counts fields of forms


@dataclass(frozen=True)
class MaterialCount:
    """What one requirement adds.

    Attributes:
        amount: entries, kinds, copies or fields, whatever the rule counts; ``None`` where the
            applicant hands nothing in.
        forms: one where this row counts a form, else none.
    """

    state: MaterialState
    amount: int | None
    forms: int


def material_counts(service: Service, rule: CountingRule) -> dict[str, MaterialCount]:
    """What every requirement adds, by its id.

    Args:
        service: completed, in one situation.
        rule: what is counted.

    Returns:
        The amounts of those counted add up to the figure of the rule; ``forms`` to the number of
        application forms.
    """
    handed = [need for need in service.requirements if need.handed_in()]
    forms = {one.id for one in service.documents if one.document_class is DocumentClass.FORM}
    fields = {one.id: len(one.fields) for one in service.documents}
    carriers = _carriers(handed, rule.materials)
    first = _carriers(handed, MaterialUnit.KINDS)
    found = {}
    for need in service.requirements:
        is_form = need.document in forms
        found[need.id] = MaterialCount(
            state=_state(need, rule, is_form=is_form, carries=need.id in carriers),
            amount=_amount(need, rule.materials, fields) if need.handed_in() else None,
            forms=int(is_form and need.id in first),
        )
    return found


def _carriers(handed: list[Requirement], unit: MaterialUnit) -> set[str]:
    """The requirements that stand for their document; the others repeat it.

    Handed in again for every item is counted again where entries or copies are; of one submitted
    once, the one that asks for most copies stands for all.
    """
    again = unit in (MaterialUnit.ENTRIES, MaterialUnit.COPIES)
    alone: set[str] = set()
    chosen: dict[str, Requirement] = {}
    for need in handed:
        if again and need.route is Route.HAND_IN:
            alone.add(need.id)
            continue
        other = chosen.get(need.document)
        if other is None or (unit is MaterialUnit.COPIES and need.copies > other.copies):
            chosen[need.document] = need
    return alone | {need.id for need in chosen.values()}


def _state(need: Requirement, rule: CountingRule, *, is_form: bool, carries: bool) -> MaterialState:
    if not need.handed_in():
        return MaterialState.NOT_HANDED_IN
    if rule.materials is MaterialUnit.FIELDS:
        if not is_form:
            return MaterialState.NO_FORM
    elif is_form and not rule.forms:
        return MaterialState.FORM_LEFT_OUT
    return MaterialState.COUNTED if carries else MaterialState.REPEATED


def _amount(need: Requirement, unit: MaterialUnit, fields: dict[str, int]) -> int:
    if unit is MaterialUnit.COPIES:
        return need.copies
    return fields[need.document] if unit is MaterialUnit.FIELDS else 1
