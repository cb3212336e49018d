"""全区一件事: everything that is offered can be chosen, also where names are alike."""

import pytest

from optimizer.redesign.district import JointRequest
from optimizer.redesign.request import Metric, Target
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.app.conftest import Opening
from tests.app.district_page import decided, finished, opened, sound
from tests.unit.portfolio.small_districts import small_district

pytestmark = pytest.mark.usefixtures("one_worker")


def _alike(store: Store) -> list[str]:
    """Services of one name, of which a list on a page could take the first for every one."""
    members = small_district(1, 4).members
    regions = ("甲县", "乙县", "", "")
    return [
        store.add(
            one.service.model_copy(update={"name": "建设项目开工", "region": region}), author="甲"
        ).key
        for one, region in zip(members, regions, strict=True)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_services_of_one_name_are_each_decided_once(
    app: Opening, store: Store, language: Language
) -> None:
    keys = _alike(store)
    test = opened(app, language)
    box = test.multiselect(key="district_services_kept")
    assert len(set(box.options)) == 4
    assert any("甲县" in one for one in box.options)
    test.button(key="decide_district").click().run()
    finished()
    (entry,) = store.district_plans()
    members = store.district_plan(entry.id).district.members
    assert sorted(one.origin for one in members) == sorted(keys)


def test_decisions_of_one_minute_can_each_be_opened(app: Opening, store: Store) -> None:
    decided(small_district(1), JointRequest(max_effort=1_000))
    decided(small_district(2, 2), JointRequest(max_effort=1_000))
    target = Target(metric=Metric.STEPS, percent=10)
    decided(small_district(2, 2), JointRequest(targets=(target,)))
    entries = store.district_plans()
    test = opened(app)
    box = test.selectbox(key="district_plan")
    assert len(set(box.options)) == 3
    assert "1,000 点" in box.options[1]
    assert "压减 10%" in box.options[0]
    box.select(entries[2].id).run()
    sound(test)
    assert test.selectbox(key="district_plan").value == entries[2].id
    assert len(test.selectbox(key="district_service").options) == 3
