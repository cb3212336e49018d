"""部门任务分工表: every measure is somebody's task, with a date that can be counted by hand."""

import dataclasses
import datetime

import pytest

from optimizer.deliverables.deliverable import Grid, Heading, Paragraph
from optimizer.deliverables.plan_tasks import plan_tasks
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.tasks import handed_over, tasks
from optimizer.levers.catalogue import LEVERS
from optimizer.service.kinds import Authority
from optimizer.wording.measures import measure_rows
from tests.deliverable_reading import column, grids, part, reform_of, texts, told, untouched
from tests.fixtures import pair

LEAD, OTHER, FIRE = "市场监管局", "城管局", "消防救援机构"


def _of(reform: Reform, department: str, caption: str = "牵头任务") -> Grid:
    (grid,) = (one for one in grids(part(tasks(reform), department)) if one.caption == caption)
    return grid


def test_every_task_is_led_by_one_department() -> None:
    reform = reform_of("bakery")
    led = [
        row[0].partition("（")[0]
        for department in (LEAD, OTHER, FIRE)
        for row in _of(reform, department).rows
    ]
    numbers = [str(row.number) for row in measure_rows(reform.plan, "zh")]
    assert sorted(led) == sorted(numbers)


def test_what_concerns_one_department_is_led_by_it() -> None:
    """Its own steps are shortened by nobody else."""
    reform = reform_of("bakery")
    own = {
        task.row.text: task.lead
        for task in plan_tasks(reform)
        if task.row.text.startswith("“招牌设置·决定”")
    }
    assert own == {"“招牌设置·决定”由 4 工作日压缩到 3 工作日": OTHER}


def test_what_several_share_is_led_by_the_lead_department() -> None:
    task = next(one for one in plan_tasks(reform_of("bakery")) if one.row.lever == "多表合一")
    assert task.lead == LEAD
    assert set(task.supporting) == {OTHER, FIRE}


def test_a_supporting_department_reads_what_it_supports_and_who_leads() -> None:
    """Form, window, acceptance, inspection, wait and two papers; shortening is not its business."""
    reform = reform_of("bakery")
    grid = _of(reform, FIRE, "配合任务")
    assert set(column(grid, "牵头部门")) == {LEAD}
    supported = [task.row.text for task in plan_tasks(reform) if FIRE in task.supporting]
    assert column(grid, "任务") == supported
    assert len(supported) == 7


def _dates(reform: Reform, text: str) -> list[str]:
    grid = _of(reform, LEAD)
    return [
        due
        for task, due in zip(column(grid, "任务"), column(grid, "完成时限"), strict=True)
        if task.startswith(text)
    ]


def test_a_deadline_is_counted_on_the_official_calendar() -> None:
    """65 working days after 2 March 2026.

    March 21, April 21 (the 6th is off), May 19 (1, 4, 5 off; Saturday 9 worked), June 4.
    """
    assert _dates(reform_of("bakery"), "“食品经营许可·决定”") == ["2026年6月4日†"]


def test_a_task_is_not_due_before_the_window_it_needs() -> None:
    """Alone 5 + 10 days; the window takes 15 + 10: 25 after 2 March is 7 April."""
    assert _dates(reform_of("bakery"), "“租赁合同”") == ["2026年4月7日†"]


def test_past_the_last_calendar_working_days_are_told_and_why() -> None:
    late = dataclasses.replace(reform_of("bakery"), date=datetime.date(2026, 12, 1))
    assert _dates(late, "“食品经营许可·决定”") == ["启动后第 65 个工作日†"]
    assert any("2027 年节假日安排尚未收入" in one for one in texts(tasks(late)))


def test_what_the_law_decides_has_no_date() -> None:
    reform = reform_of("bakery")
    measures = tuple(
        one.model_copy(update={"terms": one.terms.model_copy(update={"authority": Authority.LAW})})
        for one in reform.plan.outcome.measures
    )
    outcome = reform.plan.outcome.model_copy(update={"measures": measures})
    lawful = told(reform.plan.model_copy(update={"outcome": outcome}), reform.service)
    assert set(column(_of(lawful, LEAD), "完成时限")) == {"视决策进度另定"}


def test_written_confirmations_stand_in_the_table() -> None:
    reform = reform_of("bakery")
    told_here = list(texts(part(tasks(reform), "需先行书面确认的事项")))
    assert len(reform.plan.sign_offs) == 1
    assert any("各机关分别受理" in one for one in told_here)


def test_without_measures_there_is_nothing_to_share_out() -> None:
    written = tasks(untouched(pair()))
    assert [one for one in written.blocks if isinstance(one, Grid | Heading)] == []
    assert Paragraph("本方案没有改革举措，不需要部门分工。") in written.blocks


def test_a_service_without_lead_department_shows_the_gap() -> None:
    reform = reform_of("bakery")
    before = reform.plan.before.model_copy(update={"lead_department": ""})
    gap = told(reform.plan.model_copy(update={"before": before}), reform.service)
    assert "〔待填：牵头部门〕" in [
        one.text for one in tasks(gap).blocks if isinstance(one, Heading)
    ]


@pytest.mark.parametrize("lever", [one.key for one in LEVERS])
def test_every_lever_says_what_shows_that_it_is_done(lever: str) -> None:
    for language in ("zh", "en"):
        reform = reform_of("bakery", language)
        task = next(one for one in plan_tasks(reform) if one.row.measures[0].lever == "forms")
        measure = task.row.measures[0].model_copy(update={"lever": lever})
        changed = dataclasses.replace(task, row=dataclasses.replace(task.row, measures=(measure,)))
        assert handed_over(reform, changed)
