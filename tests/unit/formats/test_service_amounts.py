"""How large amounts of a service file may be."""

import pytest

from optimizer.formats.service_file import read_service_text
from optimizer.service.amounts import (
    MOST_CASES,
    MOST_PEOPLE,
    MOST_PERSON_DAYS,
    MOST_TIMES,
    MOST_YUAN,
)
from optimizer.service.finding import InvalidFile
from optimizer.service.service import Service


def test_amounts_nobody_can_mean_are_typing_errors() -> None:
    """The largest of each is read; one more is told with what would be right."""
    largest = _amounts(0)
    assert largest.yearly_cases == MOST_CASES
    assert largest.data_sources[0].cost_yuan == MOST_YUAN
    with pytest.raises(InvalidFile) as caught:
        _amounts(1)
    found = {(one.place, one.line): one for one in caught.value.findings}
    assert {one.code for one in found.values()} == {"out_of_range"}
    assert list(found) == [
        ("办件量", 3),
        ("部门[1].经办力量[1].人数", 6),
        ("数据来源[1].经费", 9),
        ("数据来源[1].人天", 9),
        ("联办事项[1].收费金额", 13),
        ("联办事项[1].跑动", 14),
        ("联办事项[1].环节[1].跑动", 16),
        ("联办事项[1].环节[1].人数", 16),
        ("联办事项[1].材料[1].份数", 18),
    ]
    price = found["数据来源[1].经费", 9]
    assert price.value == str(MOST_YUAN + 1)
    assert price.right_zh == f"应为 0 至 {MOST_YUAN}"


def _amounts(more: int) -> Service:
    """Every amount that reaches the search, the largest and so many more."""
    return read_service_text(
        f"""\
一件事: x
地区: 市
办件量: {MOST_CASES + more}
部门:
- 名称: 局
  经办力量: [{{名称: 组, 人数: {MOST_PEOPLE + more}}}]
材料: [{{名称: 证, 来源渠道: 政府部门核发}}]
数据来源:
- {{名称: 库, 材料: [证], 经费: {MOST_YUAN + more}, 人天: {MOST_PERSON_DAYS + more}}}
联办事项:
- 名称: 甲
  部门: 局
  收费金额: {MOST_YUAN + more}
  跑动: {MOST_TIMES + more}
  环节:
  - {{名称: 受理, 跑动: {MOST_TIMES + more}, 人数: {MOST_PEOPLE + more}}}
  材料:
  - {{名称: 证, 份数: {MOST_TIMES + more}}}
"""
    )
