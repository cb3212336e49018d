"""全区一件事: what can be asked, how far it is, what came of it."""

import datetime
import time

import pytest

from optimizer.evaluation.district import summary as summary_module
from optimizer.evaluation.district.breakdown import DepartmentShare
from optimizer.evaluation.published import Apart
from optimizer.portfolio import district_jobs, offered
from optimizer.portfolio.offered import Group, demonstration, kept_district
from optimizer.redesign.district import District, JointRequest
from optimizer.redesign.request import JOINT, Metric, Target
from optimizer.service.kinds import Authority, Risk
from optimizer.store.store import Store
from optimizer.ui import state
from optimizer.ui.district import request_panel
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.figures import percent_text, plan_name
from tests.app.conftest import Opening, shown
from tests.app.district_page import ZH, decided, finished, kept, opened, part, sound
from tests.unit.portfolio.small_districts import small_district

pytestmark = pytest.mark.usefixtures("one_worker")


def _generated() -> District:
    district = demonstration(Group.GENERATED)
    return district.model_copy(update={"members": district.members[:2]})


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_services_the_demonstrations_are_offered(app: Opening, language: Language) -> None:
    test = opened(app, language)
    assert words("district_page", language)("intro") in shown(test)
    assert len(test.selectbox(key="district_group").options) == 2
    assert "†" not in shown(test)


def test_kept_services_are_decided_and_shown(app: Opening, store: Store) -> None:
    keys = kept(store)
    test = opened(app)
    test.text_input(key="district_name").input("青山区").run()
    test.button(key="decide_district").click().run()
    sound(test)
    finished()
    test.run()
    sound(test)
    (entry,) = store.district_plans()
    assert (entry.name, entry.author, entry.services) == ("青山区", "王科员", 3)
    assert test.header[0].value == "青山区"
    assert len(test.metric) >= 4
    assert all(store.plans(key)[0].request_name == JOINT for key in keys)
    read = shown(test)
    for text in (
        "tab_services",
        "tab_sources",
        "tab_order",
        "tab_spared",
        "tab_shares",
        "tab_beside",
    ):
        assert ZH(text) in read
    assert "服务0" in read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_stands_with_its_rule_and_both_sums(
    app: Opening, store: Store, language: Language
) -> None:
    decided(small_district(2))
    test = opened(app, language)
    plan = store.district_plan(store.district_plans()[0].id)
    before = sum(one.before.material_entries for one in plan.outcome.choices)
    after = sum(one.after.material_entries for one in plan.outcome.choices)
    assert any(str(one.value) == f"{before} → {after}" for one in test.metric)
    assert f"reporting@{1}" in shown(test)


def test_only_some_of_the_kept_services_may_be_chosen(app: Opening, store: Store) -> None:
    keys = kept(store)
    test = opened(app)
    test.multiselect(key="district_services_kept").set_value(keys[:2]).run()
    test.button(key="decide_district").click().run()
    finished()
    (entry,) = store.district_plans()
    assert entry.services == 2


def test_no_service_chosen_is_told_and_nothing_starts(app: Opening, store: Store) -> None:
    kept(store)
    test = opened(app)
    test.multiselect(key="district_services_kept").set_value([]).run()
    test.button(key="decide_district").click().run()
    assert any("请至少选择一个一件事" in one.value for one in test.error)
    assert state.districts().jobs() == ()


def test_real_and_generated_services_are_never_offered_together(app: Opening, store: Store) -> None:
    kept(store)
    made = _generated().members[0].service
    store.add(made, author="甲")
    test = opened(app)
    offered = test.multiselect(key="district_services_kept").options
    assert made.name not in offered
    test.selectbox(key="district_group").select(Group.KEPT_GENERATED).run()
    assert test.multiselect(key="district_services_kept_generated").options == [made.name]


def test_a_generated_district_says_so_in_its_heading_and_in_the_list(app: Opening) -> None:
    decided(_generated())
    test = opened(app)
    assert "生成" in test.header[0].value
    assert all("生成" in one for one in test.selectbox(key="district_plan").options)
    assert any(one.value == ZH("generated") for one in test.warning)


def test_the_ceilings_chosen_are_those_that_are_asked(app: Opening, store: Store) -> None:
    kept(store)
    test = opened(app)
    assert test.button_group(key="district_risk").value == JointRequest().risk
    test.button_group(key="district_risk").set_value(Risk.LOW)
    test.select_slider(key="district_authority").set_value(Authority.OWN_UNIT).run()
    test.button(key="decide_district").click().run()
    finished()
    test.run()
    sound(test)
    (entry,) = store.district_plans()
    assert (entry.request.risk, entry.request.authority) == (Risk.LOW, Authority.OWN_UNIT)
    again = opened(app)
    assert again.button_group(key="district_risk").value == Risk.LOW, "the last question is kept"


def test_targets_are_asked_for_and_told_with_both_sums(app: Opening, store: Store) -> None:
    kept(store)
    test = opened(app)
    test.button_group(key="district_asking").set_value("targets").run()
    assert test.number_input(key="district_target_materials").value == 38
    test.number_input(key="district_target_materials").set_value(20)
    test.number_input(key="district_target_steps").set_value(15)
    test.number_input(key="district_target_promise").set_value(10).run()
    test.button(key="decide_district").click().run()
    finished()
    test.run()
    sound(test)
    (entry,) = store.district_plans()
    assert entry.request.targets == (
        Target(metric=Metric.MATERIALS, percent=20),
        Target(metric=Metric.STEPS, percent=15),
        Target(metric=Metric.PROMISE, percent=10),
    )
    table = next(one.value for one in test.dataframe if ZH("col_wanted") in one.value.columns)
    assert list(table[ZH("col_met")]) == [ZH("met")] * 3


def test_targets_out_of_reach_are_told_in_words(app: Opening) -> None:
    """Which of them fails, how far each goes, and in the list of decisions, too."""
    targets = (
        Target(metric=Metric.PROMISE, percent=100),
        Target(metric=Metric.STEPS, percent=1),
    )
    decided(small_district(1), JointRequest(targets=targets))
    test = opened(app)
    assert any(one.value == ZH("unreachable") for one in test.error)
    assert not test.metric
    (label,) = test.selectbox(key="district_plan").options
    assert ZH("outcome_unreachable") in label
    assert "0 个一件事" not in label
    lines = next(one.value for one in test.markdown if "达不到" in one.value).splitlines()
    assert "目标压减 100%" in lines[0]
    assert "达不到" in lines[0]
    assert all("改革前合计" in one and "最多" in one for one in lines)
    assert "有可能达到" in lines[1]


def test_a_row_leads_to_the_plan_of_its_service(app: Opening, store: Store) -> None:
    keys = kept(store)
    decided(kept_district(store, keys, "青山区"))
    test = opened(app)
    test.button(key="open_service").click().run()
    sound(test)
    assert test.session_state["key"] == keys[0]
    assert test.button_group(key="plan").options == [plan_name(JOINT, "zh")]
    assert words("redesigning", "zh")("of_district") in shown(test)


def test_a_plan_of_the_district_is_not_adjusted_by_its_service_alone(
    app: Opening, store: Store
) -> None:
    """Neither while it holds nor when it is old: another answer would not be the district's."""
    keys = kept(store)
    decided(kept_district(store, keys, "青山区"))
    ways = {"ask_again", "ask_rules", "ask_sensitivity", "refuse", "require", "unrequire"}
    for changed in (False, True):
        if changed:
            service = store.latest(keys[0]).service.model_copy(update={"yearly_cases": 7})
            store.save(keys[0], service, after=1, author="乙")
        test = app("redesigning", revision=store.latest(keys[0]))
        sound(test)
        assert words("redesigning", "zh")("of_district") in shown(test)
        assert not ways & {str(one.key) for one in test.button}
        assert "to_district" in {str(one.key) for one in test.button}


@pytest.mark.parametrize("page", ["comparing", "exporting"])
def test_the_other_pages_know_the_plan_of_the_district(
    app: Opening, store: Store, page: str
) -> None:
    """It can be compared and taken away like any other."""
    keys = kept(store)
    decided(kept_district(store, keys, "青山区"))
    test = app(page, revision=store.latest(keys[0]))
    sound(test)
    options = [text for box in (*test.selectbox, *test.button_group) for text in box.options]
    assert any(plan_name(JOINT, "zh") in text for text in options)


def test_a_service_changed_since_is_marked(app: Opening, store: Store) -> None:
    keys = kept(store)
    decided(kept_district(store, keys, "青山区"))
    service = store.latest(keys[0]).service
    store.save(keys[0], service.model_copy(update={"yearly_cases": 7}), after=1, author="乙")
    assert any(ZH("changed_mark") in one.value for one in opened(app).warning)


def test_gaps_are_shown_as_gaps(app: Opening) -> None:
    """Without yearly cases nobody is said to be spared anything."""
    district = small_district(1)
    bare = tuple(
        one.model_copy(update={"service": one.service.model_copy(update={"yearly_cases": None})})
        for one in district.members
    )
    decided(district.model_copy(update={"members": bare}))
    test = part(opened(app), "spared")
    assert any(one.value == ZH("no_cases") for one in test.info)


def test_every_way_to_group_has_its_table(app: Opening) -> None:
    decided(small_district(1))
    test = part(opened(app), "shares")
    for way in ("categories", "levers", "levels", "departments"):
        test.button_group(key="district_by").set_value(way).run()
        sound(test)
        assert ZH(f"by_{way}_help") in shown(test)


def test_periods_have_dates_once_there_is_a_first_day(app: Opening) -> None:
    decided(small_district(1))
    test = opened(app)
    second = test.selectbox(key="district_service").options[1]
    test.selectbox(key="district_service").select(second).run()
    part(test, "order")
    test.number_input(key="district_periods").set_value(2)
    test.date_input(key="district_start").set_value(datetime.date(2026, 1, 5)).run()
    sound(test)
    table = next(one.value for one in test.dataframe if ZH("col_live") in one.value.columns)
    assert len(table) == 1 + 2, "what stands before anything is done comes first"
    assert "2026-01-05" in table[ZH("col_period")][1]
    part(test, "services")
    table = next(one.value for one in test.dataframe if ZH("col_cases") in one.value.columns)
    assert any("2026-" in one for one in table[ZH("col_period")]), "the other parts follow"
    assert test.selectbox(key="district_service").value == "s1", "who was looked at stays so"
    part(test, "order")
    assert test.number_input(key="district_periods").value == 2


def test_services_stand_beside_published_reforms_with_numbers_and_source(app: Opening) -> None:
    decided(small_district(1))
    test = part(opened(app), "beside")
    tables = [one.value for one in test.dataframe]
    theirs, apart = [one for one in tables if ZH("col_link") in one.columns]
    ours = tables[-1]
    known = theirs[theirs[ZH("col_before")] != ZH("unpublished")].iloc[0]
    before, after = float(known[ZH("col_before")]), float(known[ZH("col_after")])
    assert known[ZH("col_percent")] == percent_text(round((before - after) / before * 100, 2))
    links = theirs[ZH("col_link")]
    assert links[links != ""].str.startswith("http").all()
    assert theirs[links == ""][ZH("col_note")].str.contains("来源：").all()
    assert set(apart[ZH("col_why")]) <= {ZH(f"apart_{one.value}") for one in Apart}
    assert len(ours) == 3
    assert {ZH("col_before"), ZH("col_after"), ZH("col_percent")} <= set(ours.columns)
    test.button_group(key="district_beside_metric").set_value("promise").run()
    sound(test)
    assert any(ZH("col_basis_before") in one.value.columns for one in test.dataframe)


def test_generated_services_are_not_set_beside_published_reforms(app: Opening) -> None:
    decided(_generated())
    test = part(opened(app), "beside")
    assert any(one.value == ZH("beside_generated") for one in test.info)


def test_only_the_part_on_the_screen_is_worked_out(
    app: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(small_district(1))
    counted = []

    def counting(*_: object) -> tuple[DepartmentShare, ...]:
        counted.append("departments")
        return ()

    monkeypatch.setattr(summary_module, "by_department", counting)
    test = opened(app)
    for name in ("sources", "order", "spared", "beside"):
        part(test, name)
    assert counted == []
    part(test, "shares")
    assert len(counted) == 1


def test_offering_a_demonstration_reads_none_of_its_services(
    app: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading(group: Group) -> District:
        raise AssertionError(group)

    monkeypatch.setattr(offered, "demonstration", reading)
    monkeypatch.setattr(request_panel, "demonstration", reading)
    test = opened(app)
    test.selectbox(key="district_group").select(Group.GENERATED).run()
    sound(test)
    assert "121" in shown(test)


def test_a_defect_is_told_until_it_was_read(app: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("kaputt")

    monkeypatch.setattr(district_jobs, "decide_district", broken)
    decided(small_district(1))
    test = opened(app)
    assert any(one.value == ZH("defect") for one in test.error)
    job = state.districts().jobs()[0]
    test.button(key=f"read_district_{job.id}").click().run()
    assert not test.error


def test_what_is_being_decided_can_be_stopped(
    app: Opening, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(store)

    def waits(*given: object) -> None:
        stopped = given[-1]
        assert callable(stopped)
        while not stopped():
            time.sleep(0.01)
        raise ZeroDivisionError("nothing came of it")

    monkeypatch.setattr(district_jobs, "decide_district", waits)
    test = opened(app)
    test.button(key="decide_district").click().run()
    sound(test)
    job = state.districts().jobs()[0]
    assert not job.ended
    test.button(key=f"stop_district_{job.id}").click().run()
    finished()
    assert job.cancelled.is_set()
