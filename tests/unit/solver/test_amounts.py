"""The largest amounts that are read are searched as any others."""

import pytest

from optimizer.formats.service_file import read_service_text
from optimizer.planning import optimize
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Metric, Request
from optimizer.service import Service
from optimizer.service.amounts import (
    MOST_CASES,
    MOST_CEILING,
    MOST_PEOPLE,
    MOST_PERSON_DAYS,
    MOST_TIMES,
    MOST_YUAN,
)

_SOURCES = 30


def _service() -> Service:
    """Many papers, each with a source as dear as a source may be."""
    numbers = range(_SOURCES)
    papers = "\n".join(f"- {{名称: 证{one}, 来源渠道: 政府部门核发}}" for one in numbers)
    sources = "\n".join(
        f"- {{名称: 库{one}, 材料: [证{one}], 共享类型: 无条件共享, 难度: 易, "
        f"经费: {MOST_YUAN}, 人天: {MOST_PERSON_DAYS}}}"
        for one in numbers
    )
    needs = "\n".join(f"  - {{名称: 证{one}, 份数: {MOST_TIMES}}}" for one in numbers)
    return read_service_text(
        f"""\
一件事: x
地区: 市
办件量: {MOST_CASES}
部门:
- 名称: 局
  经办力量: [{{名称: 组, 人数: {MOST_PEOPLE}}}]
材料:
{papers}
数据来源:
{sources}
联办事项:
- 名称: 甲
  部门: 局
  法定时限: 20 工作日
  收费金额: {MOST_YUAN}
  跑动: {MOST_TIMES}
  材料:
{needs}
"""
    )


@pytest.mark.parametrize("dear", [True, False])
def test_the_largest_amounts_are_searched_to_the_end(dear: bool) -> None:
    request = Request(
        metrics=(Metric.MATERIALS, Metric.VISITS, Metric.FEES),
        max_effort=MOST_CEILING,
        max_cost_yuan=MOST_CEILING if dear else MOST_YUAN,
        max_person_days=MOST_CEILING,
    )
    outcome = optimize(_service(), request).outcome
    assert outcome.status is Status.OPTIMAL
    retrieved = [one for one in outcome.measures if one.terms.cost_yuan]
    assert len(retrieved) == (_SOURCES if dear else 1)
