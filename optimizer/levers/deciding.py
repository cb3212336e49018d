"""Who decides a change (决策层级): element × list category × department kind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.levers.reference import AuthorityRow, authority_table
from optimizer.service.kinds import Authority, DepartmentKind
from optimizer.service.service import Service


@dataclass(frozen=True)
class Decider:
    """Who decides, and why."""

    authority: Authority
    reason_zh: str
    reason_en: str


def decider(service: Service, element: str, detail: str, departments: Iterable[str]) -> Decider:
    """Who decides on an element of a service.

    Args:
        service: its list category and lead department matter.
        element: what changes, e.g. ``limit``.
        detail: how it changes, e.g. ``shorten``; empty where the element says it all.
        departments: ids of the departments concerned; none means the lead department.

    Returns:
        The highest of the departments' deciders. The own unit decides where the table
        allows it and only the lead department or concentrated organs are concerned.

    Raises:
        KeyError: the table has no row for this element and detail.
    """
    concerned = tuple(dict.fromkeys(departments)) or (service.lead_department,)
    kinds = {one.id: one.kind for one in service.departments}
    found = []
    for department in concerned:
        kind = kinds.get(department, DepartmentKind.LOCAL)
        row = _row(service, element, detail, kind)
        own = department == service.lead_department or kind is DepartmentKind.CONCENTRATED
        alone = row.own_unit_if_alone and own and len(concerned) == 1
        authority = Authority.OWN_UNIT if alone else Authority[row.authority.upper()]
        found.append(Decider(authority, row.reason_zh, row.reason_en))
    return max(found, key=lambda one: one.authority)


def basis_authority(basis: str) -> Authority:
    """Who could change the source of a legal basis; the law where it cannot be told."""
    for level in authority_table().basis_levels:
        if re.search(level.pattern, basis):
            return Authority[level.authority.upper()]
    return Authority.LAW


def _row(service: Service, element: str, detail: str, kind: DepartmentKind) -> AuthorityRow:
    for row in authority_table().rows:
        if (
            (row.element, row.detail) == (element, detail)
            and (not row.lists or service.list_category in row.lists)
            and (not row.kinds or kind in row.kinds)
        ):
            return row
    raise KeyError(f"no row for {element}/{detail}, {service.list_category}, {kind}")
