"""Codes, situations, and items of which only one can apply."""

import re

from optimizer.service.checks.finding_words import finding_words, plain_name
from optimizer.service.checks.inspector import Inspector, name_of
from optimizer.service.finding import Severity
from optimizer.service.item import Item
from optimizer.service.situation import Condition

_CODE = re.compile(r"[0-9A-Za-z]+")
_LEVEL = re.compile(r"[0-9]")
_DEPARTMENT_LENGTH = 18
# Two items whose names differ only in a word of one of these groups are either-or.
_EITHER_OR = (
    ("核准", "备案", "审批"),
    ("一般程序", "简易程序", "告知承诺"),
    ("新办", "变更", "延续", "注销", "补办"),
)


def check_items(inspector: Inspector) -> None:
    """Items one by one and in pairs."""
    for item in inspector.service.items:
        _codes(inspector, item)
        if item.condition and not item.when:
            inspector.add(
                Severity.NOTE,
                "condition_in_words",
                inspector.item(item.id, "condition"),
                (
                    f"“{name_of(item)}”的办理条件只是文字，测算时当作必办",
                    f"{name_of(item)!r} has a condition in words only and is always counted",
                ),
                ("可写成“适用: {问题: 选项}”", "write it as “when: {question: option}”"),
                value=item.condition,
            )
    _either_or(inspector)
    _never_together(inspector)


def _codes(inspector: Inspector, item: Item) -> None:
    codes = item.codes
    for key, length, zh, en in finding_words().codes:
        code = str(getattr(codes, key))
        if code and (len(code) != length or not _CODE.fullmatch(code)):
            inspector.add(
                Severity.WARNING,
                "code_shape",
                inspector.item(item.id, key),
                (
                    f"{zh}“{code}”是 {len(code)} 位",
                    f"{en} {code!r} has {len(code)} characters",
                ),
                (f"通常是 {length} 位字母数字", f"usually {length} letters and digits"),
                value=code,
            )
    code = codes.implementation
    whole = len(code) == 31
    if whole and not _LEVEL.fullmatch(code[_DEPARTMENT_LENGTH]):
        _mismatch(
            inspector, item, "第 19 位不是行使层级（数字）", "character 19 is no level (a digit)"
        )
    if whole and codes.basic and code[_DEPARTMENT_LENGTH + 1 :] != codes.basic:
        _mismatch(inspector, item, "后 12 位不是基本编码", "the last 12 are not the basic code")
    if codes.handling and code and not codes.handling.startswith(code):
        _mismatch(
            inspector,
            item,
            "业务办理项编码不以实施编码开头",
            "the handling code does not start with it",
        )


def _mismatch(inspector: Inspector, item: Item, zh: str, en: str) -> None:
    inspector.add(
        Severity.WARNING,
        "code_parts",
        inspector.item(item.id, "implementation"),
        (f"实施编码“{item.codes.implementation}”{zh}", f"{item.codes.implementation!r}: {en}"),
        (
            "18 位统一社会信用代码 + 1 位行使层级 + 12 位基本编码",
            "18 of the organ, 1 level, 12 basic code",
        ),
        value=item.codes.implementation,
    )


def _either_or(inspector: Inspector) -> None:
    items = inspector.service.items
    names = [_bare(plain_name(name_of(item))) for item in items]
    for index, first in enumerate(items):
        for other, second in enumerate(items[index + 1 :], start=index + 1):
            if _differ_in_one_word(names[index], names[other]) and _coexist(
                first.when, second.when
            ):
                inspector.add(
                    Severity.WARNING,
                    "either_or",
                    inspector.item(second.id),
                    (
                        f"“{name_of(first)}”“{name_of(second)}”看来是二选一，测算时会相加",
                        f"{name_of(first)!r} and {name_of(second)!r}: either-or, yet both count",
                    ),
                    (
                        "写一个办理情形，两个事项各写“适用: {问题: 选项}”",
                        "add a situation and tie each item to one option",
                    ),
                    value=name_of(second),
                    places=[inspector.item(first.id), inspector.item(second.id)],
                )


def _bare(name: str) -> tuple[str, ...]:
    """A name, then what is left of it without the words of each group."""
    return (name, *(_without(name, group) for group in _EITHER_OR))


def _differ_in_one_word(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    names = first[0], second[0]
    return names[0] != names[1] and any(
        one == other and one and one not in names
        for one, other in zip(first[1:], second[1:], strict=True)
    )


def _without(name: str, group: tuple[str, ...]) -> str:
    for word in group:
        name = name.replace(word, "")
    return name


def _coexist(*conditions: tuple[Condition, ...]) -> bool:
    """Whether one applicant can meet all conditions."""
    allowed: dict[str, set[str]] = {}
    for one in (condition for group in conditions for condition in group):
        held = allowed.setdefault(one.question, set(one.options))
        held &= set(one.options)
    return all(allowed.values())


def _never_together(inspector: Inspector) -> None:
    when = {item.id: item.when for item in inspector.service.items}
    for index, one in enumerate(inspector.service.precedences):
        if one.before == one.after:
            inspector.add(
                Severity.ERROR,
                "waits_for_itself",
                inspector.entry("precedences", index),
                (f"“{one.before}”排在自己之前", f"{one.before!r} comes before itself"),
                ("删去，或改成另一个事项", "remove it, or name another item"),
                value=one.id,
            )
        elif not _coexist(when.get(one.before, ()), when.get(one.after, ()), one.when):
            inspector.add(
                Severity.WARNING,
                "never_together",
                inspector.entry("precedences", index),
                (
                    f"“{one.before}”和“{one.after}”不会同时办理，这条先后关系不起作用",
                    f"{one.before!r} and {one.after!r} never apply together",
                ),
                ("删去，或改正适用情形", "remove it, or correct the situations"),
                value=one.id,
            )


def check_situations(inspector: Inspector) -> None:
    """Shares and defaults of the options."""
    for index, situation in enumerate(inspector.service.situations):
        place = inspector.entry("situations", index, "options", "situation")
        shares = [option.share for option in situation.options if option.share is not None]
        total = sum(shares)
        complete = len(shares) == len(situation.options)
        if (complete and abs(total - 100) > 0.5) or total > 100.5:
            inspector.add(
                Severity.WARNING,
                "shares",
                place,
                (
                    f"“{situation.id}”各选项占比合计 {total:g}%",
                    f"the shares of {situation.id!r} add up to {total:g} %",
                ),
                ("合计应为 100%", "they add up to 100 %"),
                value=f"{total:g}",
            )
        if sum(option.default for option in situation.options) > 1:
            inspector.add(
                Severity.WARNING,
                "several_defaults",
                place,
                (
                    f"“{situation.id}”有多个默认选项，取第一个",
                    f"{situation.id!r} has several defaults; the first is taken",
                ),
                ("只标一个默认", "mark one of them"),
                value=situation.id,
            )
