"""Which decided districts stand in the list.

Nothing that was decided is deleted: what is taken off the list is remembered as such, and can be
put back.
"""

from __future__ import annotations

from optimizer.store.records import DistrictEntry
from optimizer.store.store import Store

_KIND = "district_plan_off_list"


def listed(store: Store) -> tuple[DistrictEntry, ...]:
    """The decided districts in the list, newest first."""
    off = store.remembered(_KIND)
    return tuple(one for one in store.district_plans() if one.id not in off)


def off_list(store: Store) -> tuple[DistrictEntry, ...]:
    """Those that were taken off it."""
    off = store.remembered(_KIND)
    return tuple(one for one in store.district_plans() if one.id in off)


def take_off(store: Store, plan_id: str, *, author: str) -> None:
    """Take a decided district off the list."""
    store.remember(_KIND, {plan_id: "off"}, author=author)


def put_back(store: Store, plan_id: str, *, author: str) -> None:
    """Put it on the list again."""
    store.remember(_KIND, {plan_id: ""}, author=author)
