"""征求意见: everybody concerned is asked about what concerns him, and about nothing else."""

from functools import cache

import pytest

from optimizer import planning
from optimizer.deliverables.consultation import consultation
from optimizer.deliverables.deliverable import Deliverable, Form, Grid, Heading, Paragraph, Tone
from optimizer.deliverables.reform import Reform
from optimizer.redesign.request import RECOMMENDED
from optimizer.wording.measures import measure_rows
from tests.deliverable_reading import (
    DAY,
    column,
    grids,
    part,
    reform_of,
    service_of,
    told,
    untouched,
)
from tests.fixtures import committing, pair, same_department, sharing
from tests.measures import reform_with

OTHERS = ("城管局", "消防救援机构")


@cache
def bakery_papers() -> Deliverable:
    return consultation(reform_of("bakery"))


def letters(written: Deliverable) -> list[str]:
    """Headings of the letters."""
    return [
        one.text
        for one in written.blocks
        if isinstance(one, Heading) and one.text.startswith("征求意见函")
    ]


def of(department: str, written: Deliverable | None = None) -> Deliverable:
    """One department's part."""
    return part(written or bakery_papers(), f"征求意见函（{department}）")


def numbers(department: str) -> list[str]:
    return column(grids(part(of(department), "涉及贵单位的改革举措"))[0], "序号")


def single(told: str) -> list[str]:
    """Numbers one by one: ``1、3–5`` is 1, 3, 4, 5."""
    ends = [one.partition("–") for one in told.split("、")]
    return [
        str(one) for first, _, last in ends for one in range(int(first), int(last or first) + 1)
    ]


def test_every_department_but_the_lead_gets_one_letter() -> None:
    assert letters(bakery_papers()) == [f"征求意见函（{one}）" for one in OTHERS]


def test_every_measure_is_asked_of_somebody() -> None:
    """What no letter asks about concerns the lead department alone."""
    overview = grids(bakery_papers())[0]
    asked = {one for cell in column(overview, "涉及举措（序号）") for one in single(cell)}
    rows = measure_rows(reform_of("bakery").plan, "zh")
    assert asked == {str(row.number) for row in rows}
    for department in OTHERS:
        place = column(overview, "部门").index(department)
        assert numbers(department) == single(column(overview, "涉及举措（序号）")[place])


def test_a_letter_speaks_of_the_departments_own_items_only() -> None:
    """What is done to one item is asked of its department; what joins items names them all."""
    for department, strange in (("城管局", "消防安全检查·"), ("消防救援机构", "招牌设置·")):
        grid = grids(part(of(department), "涉及贵单位的改革举措"))[0]
        own = [one for one in column(grid, "改革举措") if "合并为" not in one]
        assert own
        assert not any(strange in one for one in own)


def test_a_measure_is_told_with_both_sides_basis_and_who_decides() -> None:
    grid = grids(part(of("城管局"), "涉及贵单位的改革举措"))[0]
    rows = {row[1].partition("\n")[0]: row for row in grid.rows}
    retrieved = rows["“营业执照”从“电子证照库”获取，免于提交（招牌设置）"]
    assert retrieved[2] == "申请人提交 → 免于提交"
    assert retrieved[3] == "国务院关于在线政务服务的若干规定第七、十条；政务数据共享条例"
    assert retrieved[4] == "本单位"
    assert "前提：数据来源已上线" in retrieved[1]


def test_the_reply_form_repeats_the_letter_and_leaves_the_answer_open() -> None:
    for department in OTHERS:
        answers = grids(part(of(department), "意见反馈表"))[0]
        assert column(answers, "序号") == numbers(department)
        assert set(column(answers, "意见")) == {"□同意\n□修改\n□不同意"}
        assert set(column(answers, "具体意见及理由")) == {""}
        forms = [one for one in of(department).blocks if isinstance(one, Form)]
        assert forms[0].fields[0].value == department
        assert [one.value for form in forms for one in form.fields][1:] == [""] * 6


def test_the_own_items_stand_with_both_states() -> None:
    """By hand: five days shorten to three; form and licence stay; the visit goes online."""
    reform = told(planning.optimize(pair(), RECOMMENDED), pair())
    own = grids(part(of("二局", consultation(reform)), "贵单位联办事项的变化"))[0]
    assert own.rows == (("b", "5 工作日 → 3 工作日†", "2 → 2", "1† → 0"),)


def test_dates_and_people_only_the_office_knows_are_left_open() -> None:
    texts = [one for one in of("城管局").blocks if isinstance(one, Paragraph)]
    reply = next(one.text for one in texts if "反馈截止日期" in one.text)
    assert reply.count("〔待填：") == 3
    closing = next(one.text for one in texts if one.tone is Tone.CLOSING)
    assert closing == f"市场监管局\n{DAY.year}年3月2日"
    assert [one.text for one in texts if one.tone is Tone.ADDRESSEE] == ["城管局："]


def test_who_owns_a_source_is_asked_for_the_data() -> None:
    reform = reform_with(sharing(), "connect:照库", "route:a:照=retrieve@照库")
    asked = grids(part(of("二局", consultation(reform)), "需贵单位提供的数据"))[0]
    assert asked.rows == (("照库", "营业执照", "a", "有条件共享", "未申请"),)


def test_what_the_law_wants_in_writing_stands_in_the_letter_of_who_signs() -> None:
    service = committing().model_copy(update={"lead_department": "d2"})
    written = consultation(reform_with(service, "commit:a"))
    (signed,) = grids(part(of("一局", written), "需贵单位书面确认的事项"))[0].rows
    assert "书面同意承担" in signed[1]
    assert signed[2] == "国发〔2021〕7号；国办发〔2020〕42号"


def test_opinions_are_recorded_one_row_a_department_asked() -> None:
    record = part(bakery_papers(), "意见采纳情况表")
    (grid,) = grids(record)
    assert [one for one in column(grid, "部门") if one] == list(OTHERS)
    for name in ("意见", "采纳情况", "理由"):
        assert set(column(grid, name)) == {""}
    assert len(grid.rows) > len(OTHERS)


@pytest.mark.parametrize(
    ("reform", "said"),
    [
        (untouched(pair()), "没有改革举措"),
        (reform_with(same_department(), "visit:a/收件"), "均只涉及牵头部门自身"),
    ],
)
def test_nobody_is_asked_where_nobody_is_concerned(reform: Reform, said: str) -> None:
    written = consultation(reform)
    assert letters(written) == []
    paragraphs = [one for one in written.blocks if isinstance(one, Paragraph)]
    assert said in next(one.text for one in paragraphs if one.tone is Tone.BODY)
    assert not any(isinstance(one, Form) for one in written.blocks)


def test_without_a_lead_department_everybody_concerned_is_asked() -> None:
    service = pair().model_copy(update={"lead_department": ""})
    written = consultation(reform_with(service, "parallel:a→b（逐项办理）"))
    assert letters(written) == ["征求意见函（一局）", "征求意见函（二局）"]
    closing = [one for one in written.blocks if isinstance(one, Paragraph)]
    assert "牵头部门（待明确）" in next(one.text for one in closing if one.tone is Tone.CLOSING)


def test_a_department_without_a_name_is_told_by_its_id() -> None:
    nameless = tuple(one.model_copy(update={"name": ""}) for one in pair().departments)
    service = pair().model_copy(update={"departments": nameless})
    assert letters(consultation(reform_with(service, "parallel:a→b（逐项办理）"))) == [
        "征求意见函（d2）"
    ]


def test_a_large_service_is_asked_department_by_department() -> None:
    """Thirteen items of fifteen departments: each row of each letter names a known measure."""
    name = "open-homestay-zhuzhou"
    reform = reform_of(name)
    written = consultation(reform)
    known = {str(row.number) for row in measure_rows(reform.plan, "zh")}
    tables = [one for one in written.blocks if isinstance(one, Grid)]
    told_rows = [one for one in tables if [c.name for c in one.columns][:2] == ["序号", "改革举措"]]
    assert all(set(column(one, "序号")) <= known for one in told_rows)
    assert len(letters(written)) == len(set(letters(written)))
    assert f"征求意见函（{service_of(name).lead_department}）" not in letters(written)
