"""Measures as short lines of a task table."""

import pytest
from hypothesis import given

from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, ShortenOpportunity, Terms
from optimizer.service.kinds import Authority, Grade, Risk
from optimizer.service.service import Service
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.measure_lines import measure_lines
from tests.districts import district_plan, service
from tests.fixtures import pair
from tests.property.strategies import completed_services

_TERMS = Terms(authority=Authority.OWN_UNIT, grade=Grade.EASY, effort=1, risk=Risk.LOW)


def measure(kind: str, lever: str, *targets: str, value: str = "", basis: str = "") -> Measure:
    terms = _TERMS.model_copy(update={"basis": basis})
    return Measure(kind=MeasureKind(kind), lever=lever, targets=targets, value=value, terms=terms)


def told(*measures: Measure) -> list[str]:
    (_, plan), *_ = district_plan().plans
    return [one.text for one in measure_lines(plan.before, measures, "zh")]


@given(completed_services())
def test_every_measure_that_can_be_found_is_told_in_one_line(held: Service) -> None:
    for language in LANGUAGES:
        measures = [
            measure_of(
                one,
                one.targets,
                f"{one.floor_hours}h" if isinstance(one, ShortenOpportunity) else "",
            )
            for one in find(held)
        ]
        lines = measure_lines(held, measures, language)
        found = [each for line in lines for each in line.measures]
        assert sorted(one.id for one in found) == sorted(one.id for one in measures)
        assert all(line.text for line in lines)
        for line in lines:
            assert {one.terms.basis for one in line.measures} == {line.basis}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(MeasureKind))
def test_every_kind_is_told_even_of_ids_nobody_knows(kind: MeasureKind, language: Language) -> None:
    value = {MeasureKind.ROUTE: "retrieve@s", MeasureKind.SHORTEN: "4h"}.get(kind, "")
    (line,) = measure_lines(pair(), [measure(kind, "shorten", "x", "y", value=value)], language)
    assert "x" in line.text


def test_materials_of_the_same_items_stand_together() -> None:
    cancelled = [
        measure("route", "abolish", need, value="abolished")
        for need in ("食品许可/营业执照", "食品许可/身份证", "招牌设置/营业执照")
    ]
    (text,) = told(*cancelled)
    assert text.endswith("：营业执照（食品许可、招牌设置）；身份证（食品许可）（3 项）")


def test_a_source_is_named_once_for_all_that_comes_from_it() -> None:
    retrieved = [
        measure("route", "retrieve", f"{item}/营业执照", value="retrieve@电子证照库")
        for item in ("食品许可", "招牌设置")
    ]
    assert told(*retrieved) == [
        "免于提交：从“电子证照库”获取营业执照（食品许可、招牌设置）（2 项）"
    ]


def test_what_comes_from_nowhere_else_is_not_read_as_from_the_source_before_it() -> None:
    (text,) = told(
        measure("route", "retrieve", "食品许可/营业执照", value="retrieve@电子证照库"),
        measure("route", "retrieve", "食品许可/身份证", value="retrieve@身份证"),
    )
    assert text == ("免于提交：身份证（食品许可）；从“电子证照库”获取营业执照（食品许可）（2 项）")


def test_measures_of_one_lever_on_two_bases_are_two_lines() -> None:
    first = measure("visit", "online", "食品许可/收件", basis="甲法")
    second = measure("visit", "online", "招牌设置/收件", basis="乙法")
    assert told(first, second) == ["全程网办：收件（食品许可）", "全程网办：收件（招牌设置）"]


def test_lengths_and_waits_are_told() -> None:
    waits = measure("parallel", "parallelise", "食品许可→招牌设置（逐项办理）")
    assert told(waits) == ["并联审批：招牌设置不再等待食品许可"]
    shorter = measure("shorten", "shorten", "食品许可/收件", value="4h")
    (text,) = told(shorter)
    assert "收件（食品许可）由" in text
    assert text.endswith("压缩到 4 小时")


def test_a_name_that_could_be_read_as_two_is_quoted() -> None:
    held = service("jia", None)
    items = tuple(
        one.model_copy(update={"name": "建房（规划、用地）"})
        if one.id == "食品许可"
        else one.model_copy(update={"name": "招牌、广告设置"})
        for one in held.items
    )
    window = measure("window", "window", *(one.id for one in items))
    (line,) = measure_lines(held.model_copy(update={"items": items}), [window], "zh")
    assert line.text == "一窗受理：建房（规划、用地）、“招牌、广告设置”"
