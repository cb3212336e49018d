"""Lengths: timers, names; what is no length is told and left open."""

import pytest

from optimizer.formats.bpmn_reading.timers import iso_length
from optimizer.worktime import Duration
from tests.drawings import after, codes, drawing, flows, node, read, step, task, timer, told


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("P5D", "5 自然日"),
        ("P2W", "14 自然日"),
        ("P1W3D", "10 自然日"),
        ("P1M", "1 个月"),
        ("P1Y6M", "18 个月"),
        ("P2Y", "2 年"),
        ("PT4H", "4 小时"),
        ("PT90M", "1.5 小时"),
        ("PT20M", "0.34 小时"),
        ("PT36S", "0.01 小时"),
        ("PT48H", "2 自然日"),
        ("P1DT24H", "2 自然日"),
        ("P0.5D", "0.5 自然日"),
        ("PT0S", "即办"),
        (' "PT8H" ', "8 小时"),
    ],
)
def test_an_iso_duration_keeps_its_unit(written: str, length: str) -> None:
    assert iso_length(written) == Duration.parse(length)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "P",
        "PT",
        "P1DT",
        "P1M3D",
        "P1DT4H",
        "-P1D",
        "P-1D",
        "5D",
        "5 days",
        "${deadline}",
        "R3/PT10M",
        "2026-01-01T00:00:00Z",
        "P99999999D",
        "P9999Y",
        "P" + "9" * 100 + "D",
        "P1.1.1D",
        "P١D",
    ],
)
def test_what_is_no_length_with_one_unit_is_none(written: str) -> None:
    assert iso_length(written) is None


def test_a_timer_in_the_way_is_a_step_that_waits() -> None:
    found = read(
        drawing(
            task("A", "审查"),
            node("intermediateCatchEvent", "W", "公示", timer("P7D")),
            task("B", "决定"),
            flows("A", "W", "B"),
        )
    )
    assert after(found) == {"审查": set(), "公示": {"审查"}, "决定": {"公示"}}
    assert step(found, "公示").duration == Duration.parse("7 自然日")
    assert not step(found, "公示").is_assumed("duration")
    assert found.counts.events == 1
    assert found.counts.tasks == 2


def test_a_nameless_wait_is_called_so() -> None:
    found = read(drawing(node("intermediateCatchEvent", "W", "", timer("P7D")), task("A")))
    assert step(found, "等待").duration == Duration.parse("7 自然日")


def test_a_deadline_is_the_assumed_length_of_its_task() -> None:
    found = read(
        drawing(
            task("A", "审查"), node("boundaryEvent", "E", "超时", timer("P5D"), attachedToRef="A")
        )
    )
    assert step(found, "审查").duration == Duration.parse("5 自然日")
    assert step(found, "审查").is_assumed("duration")
    assert [one.place for one in told(found, "bpmn_deadline")] == ["审查"]


def test_a_reminder_is_no_length() -> None:
    reminder = node(
        "boundaryEvent", "E", "催办", timer("P5D"), attachedToRef="A", cancelActivity="false"
    )
    found = read(drawing(task("A", "审查"), reminder))
    assert step(found, "审查").duration is None
    assert "“催办”（5 自然日）" in told(found, "bpmn_timer_unused")[0].message_zh


@pytest.mark.parametrize(
    ("sort", "written"),
    [
        ("timeDate", "2026-01-01"),
        ("timeCycle", "R3/P1D"),
        ("timeDuration", "${x}"),
        ("timeDuration", "P1M3D"),
    ],
)
def test_dates_cycles_and_expressions_are_told(sort: str, written: str) -> None:
    found = read(
        drawing(
            task("A", "审查"), node("intermediateCatchEvent", "W", "等候", timer(written, sort))
        )
    )
    assert step(found, "等候").duration is None
    assert f"“{written}”" in told(found, "bpmn_timer")[0].message_zh


def test_a_timer_without_a_time_is_told() -> None:
    found = read(drawing(task("A"), node("startEvent", "S", "定时", "<b:timerEventDefinition/>")))
    assert "没有写时长" in told(found, "bpmn_timer")[0].message_zh


@pytest.mark.parametrize(
    "name", ["审查 5 工作日", "审查（5个工作日）", "审查(5 working days)", "审查&#10;5工作日"]
)
def test_a_length_in_the_name_is_taken_out_of_it(name: str) -> None:
    found = read(drawing(task("A", name)))
    assert step(found, "审查").duration == Duration.parse("5 工作日")
    assert len(told(found, "bpmn_length_in_name")) == 1


@pytest.mark.parametrize("name", ["审查（第5次）", "审查 5", "受理（窗口）", "2026 年检"])
def test_a_name_that_only_holds_a_number_stays(name: str) -> None:
    found = read(drawing(task("A", name)))
    assert step(found, name).duration is None


def test_a_timer_goes_before_the_name() -> None:
    found = read(
        drawing(node("intermediateCatchEvent", "W", "公示 5 工作日", timer("P7D")), task("A"))
    )
    assert step(found, "公示").duration == Duration.parse("7 自然日")


def test_steps_of_one_name_have_their_own_ids() -> None:
    found = read(drawing(task("A", "审查"), task("B", "审查"), flows("A", "B")))
    assert [one.id for one in found.service.steps] == ["开办面包店/审查", "开办面包店/审查#2"]


def test_a_called_process_is_one_step_and_told() -> None:
    found = read(drawing(task("A"), node("callActivity", "C", "缴费", calledElement="other")))
    assert len(told(found, "bpmn_folded")) == 1
    found = read(drawing(task("A"), node("callActivity", "C", "缴费", calledElement="Process")))
    assert "bpmn_called" in codes(found)
    assert found.counts.call_activities == 1
