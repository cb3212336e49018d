"""What a change costs: who decides, effort, risk, basis and precondition."""

from collections.abc import Iterable, Sequence

from optimizer.levers.deciding import decider
from optimizer.levers.reference import lever_tables, lever_texts
from optimizer.redesign.opportunity import Terms
from optimizer.service.kinds import Authority, Grade, Risk
from optimizer.service.service import Service

_GRADES = (Grade.EASY, Grade.MEDIUM, Grade.HARD)


def priced(  # noqa: PLR0913 - one keyword for each part of a price that may differ
    service: Service,
    key: str,
    departments: Iterable[str] = (),
    *,
    element: str | None = None,
    detail: str | None = None,
    authority: Authority | None = None,
    grade: Grade | None = None,
    risk: str = "",
    basis: str = "",
    assumed: Iterable[str] = (),
) -> Terms:
    """The terms of a change, from the catalogue where nothing else is said.

    Args:
        service: the service that changes.
        key: lever key.
        departments: ids of the departments concerned.
        element: for the table of who decides, where not the lever's own.
        detail: for the same table.
        authority: who decides, where the table does not say.
        grade: effort, where not the lever's usual one.
        risk: ``low``, ``medium`` or ``high``, where not the lever's usual one.
        basis: basis found in the file, else the catalogue's.
        assumed: further assumed values.
    """
    text = lever_texts()[key]
    used, place = grade or text.grade, text.detail if detail is None else detail
    if authority is None:
        authority = decider(service, element or text.element, place, departments).authority
    return Terms(
        authority=authority,
        grade=used,
        effort=lever_tables().weights[used],
        risk=Risk[(risk or text.risk).upper()],
        basis=basis or text.basis,
        precondition=text.precondition_zh,
        assumed=tuple(sorted({*assumed, "effort"})),
    )


def dearest(terms: Sequence[Terms]) -> Terms:
    """The dearest of several terms: highest authority, then effort, then risk."""
    return max(terms, key=lambda one: (one.authority, one.effort, one.risk))


def together(terms: Sequence[Terms]) -> Terms:
    """The terms of doing several things in one measure: efforts and costs add up."""
    return Terms(
        authority=max(one.authority for one in terms),
        grade=max((one.grade for one in terms), key=_GRADES.index),
        effort=sum(one.effort for one in terms),
        risk=max(one.risk for one in terms),
        basis="；".join(dict.fromkeys(one.basis for one in terms if one.basis)),
        precondition="；".join(dict.fromkeys(one.precondition for one in terms)),
        cost_yuan=_sum(one.cost_yuan for one in terms),
        person_days=_sum(one.person_days for one in terms),
        assumed=tuple(sorted({name for one in terms for name in one.assumed})),
    )


def _sum(parts: Iterable[int | None]) -> int | None:
    """Sum of what somebody entered; ``None`` when nobody did."""
    known = [one for one in parts if one is not None]
    return sum(known) if known else None
