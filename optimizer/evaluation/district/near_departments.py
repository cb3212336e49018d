"""Departments that services of a district call nearly alike: perhaps one, told and never merged."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from optimizer.evaluation.district.same_items import department_name, plain_name
from optimizer.redesign.district import Member
from optimizer.service.checks.finding_words import contrasting
from optimizer.service.checks.near_names import Named, near_names
from optimizer.service.finding import Finding, Severity

_SHORTEST = 3
"""Two letters are left out of nearly every name."""

_BRANCH, _OFFICE = "分局", "局"
"""市监分局 is what 市场监督管理局 is called in a district."""


def near_departments(members: Iterable[Member]) -> tuple[Finding, ...]:
    """A note on every two departments that are counted apart and called nearly alike.

    Names are near when they share most letters in order, or when one is the other with letters left
    out (市监局 of 市场监督管理局).
    """
    held: dict[str, tuple[str, list[str]]] = {}
    for member in members:
        for item in member.service.items:
            name = department_name(member.service, item.department)
            plain = plain_name(name)
            if plain:
                keys = held.setdefault(plain, (name, []))[1]
                if member.key not in keys:
                    keys.append(member.key)
    plains = list(held)
    near = {
        (one.first, one.second) for one in near_names(tuple(Named(one) for one in plains)).pairs
    }
    return tuple(
        _note(held[plains[first]], held[plains[second]])
        for first, second in combinations(range(len(plains)), 2)
        if (first, second) in near or _abbreviate(plains[first], plains[second])
    )


def _abbreviate(one: str, other: str) -> bool:
    """Whether one name is the other with letters left out, but neither its first nor its last."""
    short, long = sorted((_general(one), _general(other)), key=len)
    if len(short) < _SHORTEST or contrasting(short) != contrasting(long):
        return False
    letters = iter(long)
    inside = all(letter in letters for letter in short)
    return inside and (short[0], short[-1]) == (long[0], long[-1])


def _general(name: str) -> str:
    """The name of a branch as that of the office it belongs to."""
    return name.removesuffix(_BRANCH) + _OFFICE if name.endswith(_BRANCH) else name


def _note(one: tuple[str, list[str]], other: tuple[str, list[str]]) -> Finding:
    told = [(name, "、".join(keys), ", ".join(keys)) for name, keys in (one, other)]
    (first, first_zh, first_en), (second, second_zh, second_en) = told
    return Finding(
        severity=Severity.NOTE,
        code="district_departments",
        place=f"部门“{first}”",
        value=second,
        message_zh=f"与“{second}”名称相近，按两个部门分别统计：“{first}”见 {first_zh}，"
        f"“{second}”见 {second_zh}",
        message_en=f"is called nearly like {second!r}; they are counted apart: {first!r} in "
        f"{first_en}, {second!r} in {second_en}",
        right_zh="是同一部门的，请在各文件中统一名称；不是的，不必修改",
        right_en="give it one name in all files where it is one department; else leave it",
    )
