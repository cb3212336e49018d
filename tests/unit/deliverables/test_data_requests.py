"""The list of data to share: every requirement that a source meets, once, with its consequences."""

from optimizer.deliverables.data_requests import data_requests
from optimizer.deliverables.deliverable import Heading
from optimizer.deliverables.reform import Reform
from optimizer.planning.answering import optimize
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service
from optimizer.service.kinds import Progress, Route, Sharing
from optimizer.wording.figures import DAGGER
from tests.deliverable_reading import column, grids, part, reform_of, texts, told, untouched
from tests.fixtures import pair, sharing, with_need

PLANNED = ("bakery", "disabled-service-hunan-sangzhi", "open-restaurant-sichuan")


def reformed(service: Service) -> Reform:
    return told(optimize(service, RECOMMENDED), service)


def terms_of(reform: Reform, source: str) -> dict[str, str]:
    """What the section of a source says, by its first column."""
    terms, _ = grids(part(data_requests(reform), source))
    return {row[0]: row[1] for row in terms.rows}


def test_every_requirement_met_from_a_source_is_counted_once() -> None:
    """The numbers of the overview add up to the requirements of the plan."""
    for name in PLANNED:
        reform = reform_of(name)
        retrieved = [n for n in reform.plan.after.requirements if n.route is Route.RETRIEVE]
        (grid,) = grids(part(data_requests(reform), "需求总表"))
        counted = dict(zip(column(grid, "数据来源"), column(grid, "涉及项次"), strict=True))
        names = {one.id: reform.names_after(one.id) for one in reform.plan.after.data_sources}
        assert counted == {
            names[source]: str(sum(n.source == source for n in retrieved))
            for source in {n.source for n in retrieved}
        }
        sections = [
            one.text
            for one in part(data_requests(reform), "逐项说明").blocks
            if isinstance(one, Heading)
        ]
        assert sections == list(counted)


def test_the_pair_needs_its_licence_from_one_source_for_two_items() -> None:
    """Expected by hand: owner, users, today's progress, and what is handed in without it."""
    reform = reformed(sharing())
    terms = terms_of(reform, "照库")
    assert terms["数据提供部门"] == "二局"
    assert terms["数据使用部门"] == "一局、二局"
    assert terms["共享类型与接通进度"] == "有条件共享；现状“未申请”，实施前应当达到“已上线”"
    assert terms["未按期接通时"].startswith("由申请人提交营业执照（2 项次），")
    assert terms["更新频率"] == "〔待填〕"
    _, uses = grids(part(data_requests(reform), "照库"))
    assert uses.rows == (("营业执照", "字段待补充", "a、b", "一局、二局", "待核实"),)


def test_what_fails_without_the_source_is_what_the_plan_loses() -> None:
    """The figures are those the plan holds for dropping the connection."""
    reform = reformed(sharing())
    (loss,) = [one for one in reform.plan.losses if one.measure.startswith("connect:")]
    lost = dict(loss.lost)
    assert lost["materials"] > 0
    assert f"材料 +{lost['materials']}" in terms_of(reform, "照库")["未按期接通时"]


def test_a_source_already_online_needs_no_decision() -> None:
    """Nothing has to be connected, so nobody has to decide it."""
    online = terms_of(reformed(sharing(progress=Progress.ONLINE)), "照库")
    assert online["共享类型与接通进度"] == "有条件共享；已上线，继续使用"
    assert online["决策层级"] == "已经接通，不需要另行决策"
    waiting = terms_of(reformed(sharing()), "照库")
    assert waiting["决策层级"] not in ("", "已经接通，不需要另行决策")


def test_assumed_sharing_and_progress_carry_their_mark() -> None:
    """All sources of the restaurant are assumed, none of the pair's."""
    (grid,) = grids(part(data_requests(reform_of("open-restaurant-sichuan")), "需求总表"))
    assert all(one.endswith(DAGGER) for one in column(grid, "接通进度（现状）"))
    (grid,) = grids(part(data_requests(reformed(sharing())), "需求总表"))
    assert not any(DAGGER in cell for row in grid.rows for cell in row)


def test_without_sources_there_is_nothing_to_ask_for() -> None:
    """The list says so instead of standing empty."""
    assert any("不产生数据共享需求" in text for text in texts(data_requests(untouched(pair()))))


def test_government_papers_still_carried_are_told_with_the_state_of_their_source() -> None:
    """None recorded, or one that the plan does not use; what the source delivers is no longer
    carried."""

    def state(reform: Reform) -> list[tuple[str, str]]:
        (grid,) = grids(part(data_requests(reform), "尚由申请人提交的政府部门核发材料"))
        return list(zip(column(grid, "材料"), column(grid, "数据来源情况"), strict=True))

    assert state(untouched(pair())) == [("营业执照", "没有登记数据来源")]
    assert state(untouched(sharing(Sharing.REFUSED))) == [("营业执照", "有数据来源，本方案未使用")]
    headings = [
        one.text for one in data_requests(reformed(sharing())).blocks if isinstance(one, Heading)
    ]
    assert "尚由申请人提交的政府部门核发材料" not in headings


def test_a_paper_taken_from_no_named_source_is_a_gap() -> None:
    """It is free of charge today, and nobody wrote where it comes from."""
    told_of = list(texts(data_requests(untouched(with_need(route=Route.RETRIEVE)))))
    assert any("没有登记数据来源，待补充：租赁合同" in text for text in told_of)
