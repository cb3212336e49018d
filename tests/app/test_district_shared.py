"""全区一件事: what is connected and asked for once, and the money it takes."""

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.portfolio import district_jobs
from optimizer.redesign.district import DistrictPlan, JointRequest
from optimizer.store.store import Store
from optimizer.ui import state
from optimizer.wording.catalogue import words
from optimizer.workspace.workspace import Workspace
from tests.app.conftest import Opening, shown
from tests.districts import asking_plan, district_plan
from tests.trade_words import trade_words
from tests.unit.portfolio.small_districts import small_district

ZH = words("district_page", "zh")
PRICES = {"shorten:消防检查/审查=56h": 500, "visit:招牌设置/收件": 70}


def _opened(app: Opening, part: str) -> AppTest:
    test = app("district")
    test.session_state["district_parts_zh"] = ZH(f"tab_{part}")
    test.run()
    assert not test.exception
    assert trade_words(shown(test)) == []
    return test


def _kept(store: Store, plan: DistrictPlan) -> None:
    store.keep_district_plan("示范区", plan, author="李主任")


def _rows(test: AppTest, heading: str) -> list[dict[str, object]]:
    """The table that has this column."""
    table = next(one.value for one in test.dataframe if heading in one.value.columns)
    return [dict(row) for _, row in table.iterrows()]


def test_approvals_stand_once_with_who_asks_whom_and_whom_they_serve(
    app: Opening, store: Store
) -> None:
    _kept(store, asking_plan(prices=PRICES))
    test = _opened(app, "sources")
    rows = _rows(test, ZH("col_approval"))
    assert [row[ZH("col_asks")] for row in rows] == ["消防机构", "消防机构"]
    assert [row[ZH("col_effort")] for row in rows] == [1, 3]
    assert [row[ZH("col_money")] for row in rows] == [
        "500",
        words("district", "zh")("not_entered"),
    ]
    assert [row[ZH("col_serves")] for row in rows] == [2, 1]


def test_a_district_that_decides_by_itself_asks_nothing(app: Opening, store: Store) -> None:
    _kept(store, district_plan())
    test = _opened(app, "sources")
    assert ZH("no_approvals") in shown(test)
    assert ZH("col_money") not in _rows(test, ZH("col_source"))[0], "nobody entered any"
    assert "均未填写费用" in shown(test)


def test_what_services_spend_themselves_and_once_adds_up(app: Opening, store: Store) -> None:
    plan = asking_plan(JointRequest(max_cost_yuan=600), prices=PRICES)
    _kept(store, plan)
    own = _rows(_opened(app, "services"), ZH("col_own_effort"))
    test = _opened(app, "sources")
    shared = [*_rows(test, ZH("col_source")), *_rows(test, ZH("col_approval"))]
    effort = [
        *(row[ZH("col_own_effort")] for row in own),
        *(r[ZH("col_effort")] for r in shared),
    ]
    assert sum(int(str(one)) for one in effort) == plan.outcome.effort
    assert sum(int(str(row[ZH("col_own_money")])) for row in own) == 70
    assert "费用合计 570 元（上限 600 元）" in shown(test)
    assert "报请上级支持 2 项" in shown(test)


def test_approvals_are_works_of_their_periods(app: Opening, store: Store) -> None:
    _kept(store, asking_plan())
    test = _opened(app, "order")
    rows = _rows(test, ZH("col_approve"))
    assert sum(int(str(row[ZH("col_approve")])) for row in rows) == 2
    assert "取得上级支持：压缩“消防检查”" in shown(test)


def test_the_ceiling_of_money_is_asked(
    app: Opening, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = district_jobs.DistrictComputing(workspace.store, None, workers=1)
    monkeypatch.setattr(state, "districts", lambda: queue)
    asked: list[JointRequest] = []
    monkeypatch.setattr(queue, "decide", lambda _district, request, _author: asked.append(request))
    for one in small_district(1).members:
        workspace.store.add(one.service, author="李主任")
    test = app("district")
    assert test.number_input(key="district_cost").value is None
    test.number_input(key="district_cost").set_value(20_000).run()
    test.button(key="decide_district").click().run()
    assert [one.max_cost_yuan for one in asked] == [20_000]
    queue.close()


def test_what_was_not_to_be_connected_or_asked_for_is_told_beside_what_is(
    app: Opening, store: Store
) -> None:
    bare = asking_plan()
    refused = (bare.sources[0].key, bare.approvals[0].key)
    request = bare.request.model_copy(update={"refused": refused})
    _kept(store, bare.model_copy(update={"request": request}))
    told = shown(_opened(app, "sources"))
    assert "本次要求暂不对接的数据来源 1 个：电子证照库（市场局）。" in told
    assert "本次要求暂不报请上级支持的事项 1 项：" in told
    assert "暂不对接电子证照库（市场局）；暂不报请上级支持 1 项" in told, (
        "the line of what was asked"
    )
