"""实施清单要素变更申请单: every element that a plan changes, once, with its measure."""

import pytest

from optimizer import planning
from optimizer.deliverables.deliverable import Form, Grid, Heading, Paragraph
from optimizer.deliverables.element_changes import element_changes
from optimizer.deliverables.element_rows import element_rows
from optimizer.deliverables.reform import Reform
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.request import RECOMMENDED, Pin
from optimizer.service import Service
from optimizer.service.item import Codes
from optimizer.service.situation import Condition, Option, Situation
from optimizer.wording.measures import measure_rows
from tests.deliverable_reading import column, grids, reform_of, texts, told, untouched
from tests.fixtures import committing, draft, pair

# Kinds that change no element of an item: sources belong to others, questions to the guide.
_NO_ELEMENT = (MeasureKind.CONNECT, MeasureKind.GUIDE)


def _reform(service: Service, levers: tuple[str, ...]) -> Reform:
    request = RECOMMENDED.model_copy(update={"levers": levers})
    return told(planning.optimize(service, request), service)


def test_forms_become_part_of_the_united_form() -> None:
    """Two items, two forms, one window: three elements each, and the wait of the second."""
    reform = _reform(draft(), ("window", "forms", "parallelise"))
    rows = element_rows(reform)
    assert [(one.operation, one.element, one.old, one.new) for one in rows["b"]] == [
        ("变更", "收件方式", "由本部门收件", "综合窗口统一收件"),
        ("合并", "办理环节", "收件 即办†", "统一收件 即办†（与a合并）"),
        ("变更", "办理流程（先后关系）", "待“a”办结后办理", "不再等待，并联办理"),
        ("合并", "申请表单“乙申请表”", "单独填报", "并入“一件事”联办申请表"),
    ]
    assert [one.element for one in rows["a"]] == ["收件方式", "办理环节", "申请表单“甲申请表”"]


def test_a_shorter_step_changes_the_promise_by_the_same_measures() -> None:
    reform = _reform(draft(), ("shorten",))
    rows = {one.element: one for one in element_rows(reform)["a"]}
    limit = rows["承诺办结时限"]
    assert (limit.old, limit.new) == ("未另行承诺", "3 工作日（受理至决定）†")
    inside = [rows[f"办理环节“{one}”：时长"] for one in ("受理", "审查", "决定")]
    assert limit.measure.split("；") == sorted((one.measure for one in inside), key=_number)


def _number(measure: str) -> int:
    return int(measure.partition(" ")[0])


def test_commitment_asks_for_a_paper_and_moves_the_inspection() -> None:
    request = RECOMMENDED.model_copy(
        update={"levers": ("commitment",), "pins": (Pin(subject="commit:a", wanted=True),)}
    )
    service = committing()
    reform = told(planning.optimize(service, request), service)
    rows = {one.element: one for one in element_rows(reform)["a"]}
    assert (rows["是否实行告知承诺"].old, rows["是否实行告知承诺"].new) == ("否", "是")
    paper = rows["申请材料“a告知承诺书”"]
    assert (paper.operation, paper.old, paper.new) == ("新增", "—", "由申请人提交")
    moved = rows["办理环节“a/又”：阶段"]
    assert (moved.old, moved.new) == ("受理至决定", "事后核查")


def test_visits_are_told_of_the_whole_item() -> None:
    reform = _reform(draft(), ("online",))
    (row,) = element_rows(reform)["a"]
    assert (row.element, row.old, row.new) == ("到办事现场次数", "1†", "0†")
    assert row.who == "本单位"


@pytest.mark.parametrize("name", ["bakery", "open-restaurant-sichuan", "retirement-hunan"])
def test_every_change_has_its_measure_and_every_measure_its_change(name: str) -> None:
    reform = reform_of(name)
    rows = [one for held in element_rows(reform).values() for one in held]
    assert [one for one in rows if not one.measure or one.old == one.new] == []
    told_here = {_number(part) for one in rows for part in one.measure.split("；")}
    expected = {
        row.number
        for row in measure_rows(reform.plan, "zh")
        if row.measures[0].kind not in _NO_ELEMENT
    }
    assert told_here == expected


def test_every_new_promise_is_applied_for() -> None:
    reform = reform_of("open-restaurant-sichuan")
    before = {one.id: one.promised for one in reform.plan.before.items}
    changed = {one.id for one in reform.plan.after.items if one.promised != before[one.id]}
    rows = element_rows(reform)
    applied = {
        item for item, held in rows.items() if any(r.element == "承诺办结时限" for r in held)
    }
    assert applied == changed
    assert changed


def test_each_item_that_changes_has_one_block_and_the_others_are_named() -> None:
    reform = _reform(pair(), ("parallelise",))
    written = element_changes(reform)
    items = [one.text for one in written.blocks if isinstance(one, Heading) and one.level == 2]
    assert items == ["b"]
    assert len(grids(written)) == 1
    assert "下列事项的实施清单要素不变，不需要申请：a。" in list(texts(written))


def test_rows_are_numbered_and_none_is_lost() -> None:
    reform = reform_of("bakery")
    written = element_changes(reform)
    rows = element_rows(reform)
    counted = [column(one, "序号") for one in grids(written)]
    assert counted == [[str(n) for n in range(1, len(held) + 1)] for held in rows.values() if held]


def test_codes_are_told_and_missing_ones_are_a_gap() -> None:
    service = draft()
    first, second = service.items
    coded = first.model_copy(update={"codes": Codes(basic="000104002000")})
    reform = _reform(
        service.model_copy(update={"items": (coded, second)}), ("window", "parallelise")
    )
    forms = [one for one in element_changes(reform).blocks if isinstance(one, Form)]
    values = {field.label: field.value for field in forms[0].fields}
    assert values["基本编码"] == "000104002000"
    assert values["实施编码"] == "待补充"


def test_each_department_signs_its_own_application() -> None:
    reform = reform_of("bakery")
    units = [
        field.value
        for one in element_changes(reform).blocks
        if isinstance(one, Form)
        for field in one.fields
        if field.label == "申请单位"
    ]
    assert units == ["市场监管局", "城管局", "消防救援机构"]


def test_nothing_changed_is_nothing_applied_for() -> None:
    written = element_changes(untouched(pair()))
    assert Paragraph("本方案不改变任何事项的实施清单要素，无需申请变更。") in written.blocks
    assert [one for one in written.blocks if isinstance(one, Grid | Form)] == []


def test_items_of_other_situations_are_named_as_not_computed() -> None:
    """A list entry holds in all situations; a plan is computed in one."""
    question = Situation(id="问", options=(Option(id="甲", default=True), Option(id="乙")))
    service = draft()
    first, second = service.items
    other = second.model_copy(update={"when": (Condition(question="问", options=("乙",)),)})
    update = {"items": (first, other), "situations": (question,)}
    written = element_changes(untouched(service.model_copy(update=update)))
    assert any(one.endswith("须按相应情形另行测算：b。") for one in texts(written))
