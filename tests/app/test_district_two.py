"""全区一件事: two decisions side by side."""

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.portfolio.offered import kept_district
from optimizer.redesign.district import JointRequest
from optimizer.store.store import Store
from tests.app.conftest import Opening, shown
from tests.app.district_page import ZH, decided, kept, opened, part
from tests.unit.portfolio.small_districts import small_district

pytestmark = pytest.mark.usefixtures("one_worker")


def _rows(test: AppTest, heading: str) -> list[dict[str, str]]:
    table = next(one.value for one in test.dataframe if heading in one.value.columns)
    return [dict(row) for _, row in table.iterrows()]


def test_costs_sums_and_differences_stand_beside_each_other(app: Opening, store: Store) -> None:
    keys = kept(store, 4)
    for ceiling in (30, 3):
        decided(kept_district(store, keys, "青山区"), JointRequest(max_effort=ceiling))
    test = part(opened(app), "two")
    (table,) = [one.value for one in test.table]
    facts = {row[ZH("col_fact")]: row for _, row in table.iterrows()}
    plans = [store.district_plan(one.id) for one in store.district_plans()]
    effort = facts[ZH("col_effort")]
    assert [effort[ZH("col_here")], effort[ZH("col_there")]] == [
        str(one.outcome.effort) for one in plans
    ]
    assert "上限 3 点" in facts[ZH("fact_asked")][ZH("col_here")]
    assert "上限 30 点" in facts[ZH("fact_asked")][ZH("col_there")]
    differing = _rows(test, ZH("col_only_there"))
    measures = [{c.service: {m.id for m in c.measures} for c in p.outcome.choices} for p in plans]
    assert len(differing) == sum(measures[0][key] != measures[1][key] for key in measures[0])
    assert any(row[ZH("col_only_there")] for row in differing)
    assert not test.warning


def test_different_services_are_told_apart(app: Opening, store: Store) -> None:
    keys = kept(store, 4)
    decided(kept_district(store, keys[1:], "青山区"))
    service = store.latest(keys[1]).service.model_copy(update={"lead_department": "二局"})
    store.save(keys[1], service, after=1, author="乙")
    decided(kept_district(store, keys[:3], "青山区"))
    test = part(opened(app), "two")
    (told,) = [one.value for one in test.warning if ZH("two_apart") in one.value]
    assert "服务0" in told
    assert "服务3" in told
    changed = [row[ZH("col_service")] for row in _rows(test, ZH("col_only_here"))]
    assert f"服务1{ZH('two_changed')}" in changed


def test_generated_districts_and_those_without_a_plan_are_not_offered(
    app: Opening, store: Store
) -> None:
    for seed, generated in ((1, True), (2, False)):
        district = small_district(seed)
        members = tuple(
            one.model_copy(
                update={"service": one.service.model_copy(update={"name": f"{one.key}（生成）"})}
            )
            for one in district.members
        )
        if generated:
            district = district.model_copy(update={"generated": True, "members": members})
        decided(district)
    assert len(store.district_plans()) == 2
    test = part(opened(app), "two")
    assert ZH("two_none") in shown(test)
