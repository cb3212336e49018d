"""全区一件事: everything that is offered can be chosen, also where names are alike."""

import pytest

from optimizer.portfolio.offered import Group
from optimizer.redesign.district import JointRequest
from optimizer.redesign.request import Metric, Target
from optimizer.service.kinds import Risk
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.app.conftest import Opening, shown
from tests.app.district_page import ZH, decided, finished, kept, opened, sound
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


def test_the_form_says_whose_values_it_starts_from_and_goes_back_to_the_usual(
    app: Opening, store: Store
) -> None:
    kept(store)
    target = Target(metric=Metric.STEPS, percent=7)
    decided(small_district(1), JointRequest(max_effort=900, risk=Risk.LOW, targets=(target,)))
    test = opened(app)
    told = next(one.value for one in test.caption if "沿用" in one.value)
    assert "李主任" in told
    assert test.number_input(key="district_effort").value == 900
    test.button(key="district_usual").click().run()
    sound(test)
    assert not any("沿用" in one.value for one in test.caption)
    assert test.number_input(key="district_effort_1").value is None
    assert test.button_group(key="district_risk_1").value == JointRequest().risk
    assert test.button_group(key="district_asking_1").value == "most"
    test.number_input(key="district_effort_1").set_value(40).run()
    test.button(key="decide_district").click().run()
    finished()
    assert store.district_plans()[0].request == JointRequest(max_effort=40)


def test_a_form_that_is_filled_in_does_not_change_hands(app: Opening, store: Store) -> None:
    """What a colleague decides meanwhile changes no field and is named as nobody's source."""
    kept(store)
    test = opened(app)
    assert not any("沿用" in one.value for one in test.caption)
    decided(small_district(1), JointRequest(max_effort=900))
    test.run()
    sound(test)
    assert not any("沿用" in one.value for one in test.caption)
    assert test.number_input(key="district_effort").value is None


def test_levers_and_a_target_of_visits_are_asked_for(app: Opening, store: Store) -> None:
    kept(store)
    test = opened(app)
    test.button_group(key="district_asking").set_value("targets").run()
    assert test.number_input(key="district_target_visits").value is None, "nobody reports any"
    for metric in ("materials", "steps", "promise"):
        test.number_input(key=f"district_target_{metric}").set_value(0)
    test.number_input(key="district_target_visits").set_value(20)
    test.multiselect(key="district_levers").set_value(["online", "mail"]).run()
    test.button(key="decide_district").click().run()
    finished()
    test.run()
    sound(test)
    (entry,) = store.district_plans()
    assert entry.request.targets[-1] == Target(metric=Metric.VISITS, percent=20)
    plan = store.district_plan(entry.id)
    used = {one.lever for choice in plan.outcome.choices for one in choice.measures}
    assert used
    assert used <= {"online", "mail"} == set(entry.request.levers)
    (label,) = test.selectbox(key="district_plan").options
    assert "只用" in label
    assert test.multiselect(key="district_levers").value == ["online", "mail"]


def test_a_decision_is_taken_off_the_list_and_put_back(app: Opening, store: Store) -> None:
    for seed in (1, 2):
        decided(small_district(seed), JointRequest(max_effort=seed))
    newer, older = (one.id for one in store.district_plans())
    test = opened(app)
    test.selectbox(key="district_plan").select(older).run()
    test.button(key="district_take_off").click().run()
    sound(test)
    assert test.selectbox(key="district_plan").value == newer
    test.button(key="district_take_off").click().run()
    sound(test)
    assert not test.header
    assert ZH("intro") in shown(test)
    other = opened(app, "en")
    other.button(key=f"put_back_{older}").click().run()
    sound(other)
    assert other.selectbox(key="district_plan").value == older
    assert len(store.district_plans()) == 2, "nothing is ever deleted"


def test_data_sources_are_refused_and_stay_refused(app: Opening, store: Store) -> None:
    keys = kept(store)
    test = opened(app)
    box = test.multiselect(key="district_refused")
    assert sorted(box.options) == ["公安库 · 数据局", "市场监管库 · 数据局"]
    assert box.value == []
    box.set_value(["公安库@数据局"]).run()
    test.button(key="decide_district").click().run()
    finished()
    test.run()
    sound(test)
    (entry,) = store.district_plans()
    assert entry.request.refused == ("公安库@数据局",)
    assert "公安库@数据局" not in store.district_plan(entry.id).outcome.connected
    assert "暂不对接公安库（数据局）" in test.selectbox(key="district_plan").options[0]
    again = opened(app)
    assert again.multiselect(key="district_refused").value == ["公安库@数据局"], "taken over"
    again.multiselect(key="district_services_kept").set_value(keys[:2]).run()
    sound(again)
    assert again.multiselect(key="district_refused").value == ["公安库@数据局"]
    again.button(key="district_usual").click().run()
    sound(again)
    assert again.multiselect(key="district_refused_1").value == []


def test_a_refusal_outlasts_another_choice_of_services(app: Opening, store: Store) -> None:
    keys = kept(store)
    test = opened(app)
    test.multiselect(key="district_refused").set_value(["公安库@数据局"]).run()
    test.multiselect(key="district_services_kept").set_value(keys[2:]).run()
    sound(test)
    box = test.multiselect(key="district_refused")
    assert len(box.options) == 1, "another list is offered"
    assert box.value == ["公安库@数据局"]


def test_data_sources_are_offered_of_the_services_chosen(app: Opening, store: Store) -> None:
    kept(store)
    test = opened(app)
    test.multiselect(key="district_services_kept").set_value([]).run()
    sound(test)
    assert not [one for one in test.multiselect if one.key == "district_refused"]
    test.selectbox(key="district_group").set_value(Group.REAL).run()
    sound(test)
    assert not [one for one in test.multiselect if one.key == "district_refused"]
