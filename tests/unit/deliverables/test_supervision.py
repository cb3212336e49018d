"""审管衔接清单: whatever is approved more easily has somebody who checks it, or an open place."""

from functools import cache

from optimizer.deliverables.deliverable import Deliverable, Grid, Paragraph
from optimizer.deliverables.supervision import supervision
from optimizer.service import Service
from optimizer.service.kinds import DepartmentKind, Necessity, Progress, Sharing
from optimizer.worktime import Duration
from tests.deliverable_reading import column, grids, part, reform_of, untouched
from tests.fixtures import committing, days, pair, sharing, with_item, with_need
from tests.measures import reform_with

CHECKS = "审批方式变化与事后核查"
PASSED_ON = "审批结果推送"
UNCHANGED = "审批方式没有变化的事项"
ONLINE = sharing(Sharing.UNCONDITIONAL, Progress.ONLINE)


@cache
def restaurant() -> Deliverable:
    return supervision(reform_of("open-restaurant-sichuan"))


def checks(written: Deliverable) -> list[dict[str, str]]:
    """Rows of the table of checks by name of their columns."""
    found = grids(part(written, CHECKS))
    return [] if not found else [_named(found[0], row) for row in found[0].rows]


def _named(grid: Grid, row: tuple[str, ...]) -> dict[str, str]:
    return {one.name: cell for one, cell in zip(grid.columns, row, strict=True)}


def text_of(written: Deliverable, heading: str) -> str:
    return "\n".join(
        one.text for one in part(written, heading).blocks if isinstance(one, Paragraph)
    )


def test_a_licence_by_commitment_is_inspected_after_the_decision() -> None:
    """消防法 art. 15: within twenty working days of the licence, by who inspected before."""
    (row,) = [one for one in checks(restaurant()) if one["审批方式"] == "告知承诺（许可）"]
    assert row["联办事项"] == "公众聚集场所投入使用、营业前消防安全检查"
    assert row["监管部门（拟）"] == "消防救援机构"
    assert row["核查内容"] == "申请人承诺的内容是否属实；原“现场检查”环节核查的内容"
    assert row["核查方式"] == "现场核查"
    assert row["核查时限"] == "作出决定后 20 工作日内"
    assert row["依据（举措）"] == "消防法第十五条（1 告知承诺）"


def test_the_time_of_a_check_that_no_list_states_is_open() -> None:
    (row,) = checks(supervision(reform_with(committing(), "commit:a")))
    assert row["核查时限"] == "待明确"
    entry = committing().items[0].commitment
    assert entry is not None
    stated = committing(commitment=entry.model_copy(update={"after_check": days("30")}))
    (row,) = checks(supervision(reform_with(stated, "commit:a")))
    assert row["核查时限"] == "作出决定后 30 工作日内"
    assumed = committing(
        commitment=entry.model_copy(update={"after_check": days("30")}), assumed=("commitment",)
    )
    (row,) = checks(supervision(reform_with(assumed, "commit:a")))
    assert row["核查时限"] == "作出决定后 30 工作日†内"


def test_the_supervising_department_agrees_in_writing() -> None:
    asked = grids(part(restaurant(), "需监管部门书面确认的事项"))[0]
    assert len(asked.rows) == 1
    assert asked.rows[0][1].startswith("消防救援机构：")


def test_what_is_retrieved_is_checked_against_its_source() -> None:
    (row,) = checks(supervision(reform_with(ONLINE, "route:a:照=retrieve@照库")))
    assert row["联办事项"] == "a"
    assert row["审批方式"] == "免于提交"
    assert row["核查内容"] == "“营业执照”的调取结果是否有效、与申请信息是否一致"
    assert row["核查方式"] == "通过“照库”核验"


def test_what_was_retrieved_before_is_no_change() -> None:
    needs = tuple(
        one.model_copy(update={"route": "retrieve", "source": "照库"}) if one.id == "a:照" else one
        for one in ONLINE.requirements
    )
    today = ONLINE.model_copy(update={"requirements": needs})
    written = supervision(untouched(today))
    assert checks(written) == []
    assert text_of(written, UNCHANGED).startswith("a、b。")


def test_what_follows_later_is_received_before_the_decision() -> None:
    service = with_need(necessity=Necessity.DEFERRABLE)
    (row,) = checks(supervision(reform_with(service, "defer:a:合同")))
    assert (row["审批方式"], row["核查时限"]) == ("容缺受理", "作出决定前")
    assert row["核查内容"] == "“租赁合同”是否在决定前补齐"


def test_what_is_decided_at_once_or_without_a_material_leaves_how_to_check_open() -> None:
    at_once = supervision(reform_with(with_item(instant="即办清单"), "instant:a"))
    dropped = supervision(reform_with(with_need(without_basis=True), "route:a:合同=abolished"))
    for written, way in ((at_once, "即办"), (dropped, "取消材料")):
        (row,) = checks(written)
        assert row["审批方式"] == way
        assert (row["核查方式"], row["核查时限"]) == ("待明确", "待明确")


def test_a_proof_by_commitment_rests_on_its_list_entry() -> None:
    service = with_need(commitment="证明清单第三项", assumed=("commitment",))
    (row,) = checks(supervision(reform_with(service, "route:a:合同=commitment")))
    assert row["审批方式"] == "告知承诺（证明）"
    assert row["依据（举措）"].startswith("证明清单第三项†（")


def test_every_item_is_changed_or_unchanged() -> None:
    reform = reform_of("open-restaurant-sichuan")
    changed = {one["联办事项"] for one in checks(restaurant())}
    unchanged = {
        reform.names_after(one.id)
        for one in reform.plan.after.items
        if reform.names_after(one.id) in text_of(restaurant(), UNCHANGED)
    }
    assert not changed & unchanged
    assert len(changed | unchanged) == len(reform.plan.after.items)


def test_every_result_is_passed_on_once() -> None:
    reform = reform_of("open-restaurant-sichuan")
    grid = grids(part(restaurant(), PASSED_ON))[0]
    names = [reform.names_after(one.id) for one in reform.plan.after.items]
    assert column(grid, "联办事项") == names


def test_who_only_approves_passes_results_to_somebody_to_be_named() -> None:
    """What one department approves and supervises stays inside it."""
    first, second = pair().departments
    approving = first.model_copy(update={"kind": DepartmentKind.CONCENTRATED})
    service = pair().model_copy(update={"departments": (approving, second)})
    grid = grids(part(supervision(untouched(service)), PASSED_ON))[0]
    assert column(grid, "监管部门（拟）") == ["待明确", "二局"]
    assert column(grid, "推送方式") == ["〔待填：推送方式〕", "部门内部归集"]
    assert column(grid, "推送内容") == ["甲证", "审批决定"]


def test_three_inspections_of_the_bakery_become_one() -> None:
    grid = grids(part(supervision(reform_of("bakery")), "联合检查"))[0]
    (row,) = [_named(grid, one) for one in grid.rows]
    assert row["参加部门"] == "市场监管局、城管局、消防救援机构"
    assert row["检查次数"] == "3 次 → 1 次"
    assert row["牵头部门"] == "待明确"
    assert "联合踏勘" in row["依据（举措）"]


def test_without_a_measure_nothing_is_added_to_supervision() -> None:
    written = supervision(untouched(pair()))
    assert "不增加事后核查任务" in text_of(written, CHECKS)
    assert "没有联合踏勘" in text_of(written, "联合检查")


def test_an_after_check_moves_with_its_department_only() -> None:
    """Whoever inspected keeps the check, also where another department decides."""
    service: Service = committing()
    steps = tuple(
        one.model_copy(update={"departments": ("d2",), "duration": Duration.of_hours(16)})
        if one.id == "a/又"
        else one
        for one in service.steps
    )
    written = supervision(reform_with(service.model_copy(update={"steps": steps}), "commit:a"))
    assert checks(written)[0]["监管部门（拟）"] == "二局"
