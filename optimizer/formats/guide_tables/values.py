"""What the cells of guides mean: limits, copies, answers, lists, materials inside a text."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from optimizer.errors import InvalidInput, UnknownUnit
from optimizer.formats.guide_tables.headings import compared_word, headings
from optimizer.service.kinds import CopyKind
from optimizer.service.terms import yes_or_no
from optimizer.worktime import Duration, Unit

NOTHING = frozenset({"", "无", "/", "-", "--", "—", "——", "\\", "暂无", "无要求", "none"})
_NO_LIMIT = frozenset(
    {"无期限", "无", "/", "-", "—", "不限", "无时限", "无法定期限", "无规定", "没有规定"}
)
_AT_ONCE = frozenset(
    {
        "即办",
        "当场",
        "即时办结",
        "当场办结",
        "即时办理",
        "当场办理",
        "当日办结",
        "即办件",
        "马上办",
        "即时",
    }
)
_BEFORE = re.compile(r"^(?:自?受理(?:之日)?(?:起|后)?|不超过|最长|最多|至多|约|共|[≤<])+")
_AFTER = re.compile(r"(?:以内|之内|内|内办结|办结|内完成|完成)+$")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CHINESE = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_COUNT = r"(?:[0-9]{1,3}|[一二两三四五六七八九十])"
_COPIES = re.compile(rf"(?P<kind>原件|复印件)?[(]?(?:各)?(?:一式)?(?P<count>{_COUNT})[份套张][)]?")
_COPIES_AT_END = re.compile(
    rf"[(,、:]?(?P<kind>原件及复印件|原件和复印件|原件|复印件)?[(,:]?(?:各|一式)?(?P<count>{_COUNT})[份套张][)]?$"
)
_SORTS_OF_COPIES = re.compile("复印件|原件")
_BOTH_EACH = re.compile(r"原件[及和]复印件.?各")
_NUMBERED = re.compile(
    r"[(（](?P<in>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）][、.．]?"
    r"|(?<![0-9第])(?P<dot>[0-9]{1,2})(?:[.．](?![0-9])|[、)）])"
    r"|(?P<word>[一二三四五六七八九十]{1,2})[、.．]"
    r"|(?P<ring>[①-⑳])"
)
_LIST = re.compile(r"[\^,，;；、\n\r|]+")
_HARD_LIST = re.compile(r"[\^;；\n\r]+")
_SIGNS = re.compile(r"[\^;；]")
_ARROWS = re.compile(r"(?:-{1,2}>|—{1,2}>?|→|⇒|➔|➜|>)+")
_ENDS = " \t\u3000。.;；,，、"
_WORDED_LIMIT = re.compile(r"(法定|承诺)(?:办结|办理|审批)?(?:时限|期限)?[:为]?")


def two_limits(text: str, heading: str) -> tuple[str, str] | None:
    """Statutory and promised limit of a cell that tells both; ``None`` when it does not.

    Args:
        text: ``法定20个工作日/承诺5个工作日``; or ``20/5`` below a heading that tells the order.
        heading: such as ``时限(法定/承诺)``.
    """
    plain = _squeezed(text)
    told = list(_WORDED_LIMIT.finditer(plain))
    if not told:
        words = _WORDED_LIMIT.findall(_squeezed(heading))
        parts = plain.split("/")
    else:
        words = [one[1] for one in told]
        ends = [*(one.start() for one in told[1:]), len(plain)]
        parts = [plain[one.end() : end] for one, end in zip(told, ends, strict=True)]
        parts = [] if told[0].start() else parts
    if sorted(words) != ["承诺", "法定"] or len(parts) != len(words):
        return None
    both = {word: part.strip("/,;、()") for word, part in zip(words, parts, strict=True)}
    return (both["法定"], both["承诺"]) if all(both.values()) else None


class LimitSort(StrEnum):
    """How a limit was read."""

    READ = "read"
    BARE = "bare"  # no unit anywhere: working days are assumed
    NATURAL = "natural"  # 天 or 日, which means natural days
    CONTRARY = "contrary"  # the unit column says another unit
    NONE = "none"  # 无期限
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ReadLimit:
    """A limit as it was read; no duration where there is none or it cannot be told."""

    sort: LimitSort
    duration: Duration | None = None


def limit_of(text: str, unit: str = "", heading_unit: str = "") -> ReadLimit:
    """A limit from its cell, the cell of its unit, and the unit in its heading.

    Args:
        text: such as ``20``, ``20工作日``, ``不超过5个工作日``, ``1个月``, ``即办``, ``无期限``.
        unit: what the column beside it says; word or number of the code set.
        heading_unit: as in ``承诺时限(工作日)``.
    """
    plain = _squeezed(text)
    beside = _unit_word(unit)
    if plain in _NO_LIMIT or (beside in _NO_LIMIT and plain in ("", "0")):
        return ReadLimit(LimitSort.NONE)
    if plain in _AT_ONCE or (beside in _AT_ONCE and plain in ("", "0")):
        return ReadLimit(LimitSort.READ, Duration.parse("即办"))
    bare = _AFTER.sub("", _BEFORE.sub("", plain)).replace("(", "").replace(")", "")
    if _NUMBER.fullmatch(bare):
        word = beside if beside and beside not in _AT_ONCE | _NO_LIMIT else heading_unit
        return _with_unit(bare, word)
    duration = _duration(bare)
    if duration is None:
        return ReadLimit(LimitSort.UNKNOWN)
    other = _duration(f"1{beside}") if beside else None
    if other is not None and other.unit is not duration.unit and duration.value:
        return ReadLimit(LimitSort.CONTRARY, duration)
    return ReadLimit(_sort(bare, duration), duration)


def _with_unit(number: str, word: str) -> ReadLimit:
    duration = _duration(f"{number}{word or '工作日'}")
    if duration is None:
        return ReadLimit(LimitSort.UNKNOWN)
    # Nought is at once in every unit.
    if not word and duration.value:
        return ReadLimit(LimitSort.BARE, duration)
    return ReadLimit(_sort(word, duration), duration)


def _sort(written: str, duration: Duration) -> LimitSort:
    bare = duration.unit is Unit.NATURAL_DAY and written.rstrip("个")[-1:] in ("天", "日")
    told = "自然" in written or "日历" in written
    return LimitSort.NATURAL if bare and not told else LimitSort.READ


def _squeezed(text: str) -> str:
    """A text in one width and without blanks; letters keep their case, units have one."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _duration(text: str) -> Duration | None:
    try:
        return Duration.parse(text)
    except (UnknownUnit, InvalidInput, ValueError):
        return None


def _unit_word(unit: str) -> str:
    word = compared_word(unit).removeprefix("个")
    return headings().codes["unit"].get(word, word)


def count_of(text: str) -> int | None:
    """How many: ``2``, ``2份``, ``一式两份``; ``None`` when it cannot be told."""
    plain = _squeezed(text)
    found = re.fullmatch(rf"(?:一式|各)?({_COUNT})[份套张次个]?", plain)
    return None if found is None else _number(found[1])


def copies_of(text: str, heading: str = "") -> tuple[int | None, int | None, int | None]:
    """Copies of no told sort, originals and photocopies: ``原件1份、复印件2份`` is (None, 1, 2).

    So is ``1/2`` below a heading such as ``份数(原件/复印件)``.
    """
    order = _SORTS_OF_COPIES.findall(heading)
    told = [count_of(one) for one in unicodedata.normalize("NFKC", text).split("/")]
    if sorted(order) == ["原件", "复印件"] and len(told) == len(order) and None not in told:
        counts = dict(zip(order, told, strict=True))
        return None, counts["原件"], counts["复印件"]
    plain_count = count_of(text)
    if plain_count is not None:
        return plain_count, None, None
    plain = _squeezed(text)
    left = _COPIES.sub("", plain)
    found = {one["kind"]: _number(one["count"]) for one in _COPIES.finditer(plain)}
    if not found or None in found or left.strip(",、;和及"):
        return None, None, None
    return None, found.get("原件"), found.get("复印件")


def _number(text: str) -> int:
    return _CHINESE[text] if text in _CHINESE else int(text)


def answer_of(text: str) -> bool | None:
    """Yes or no as lists write it; ``None`` when it is neither."""
    word = compared_word(text)
    if word in ("1", "√", "y", "需要", "需", "涉及", "√是"):
        return True
    if word in ("0", "×", "n", "不需要", "不需", "不涉及", "无需", "/", "-"):
        return False
    return yes_or_no(word)


def parts_of(text: str) -> list[str]:
    """Several values of one cell."""
    return [one.strip(_ENDS) for one in _LIST.split(text) if one.strip(_ENDS)]


def names_of(text: str) -> list[str]:
    """Several names of one cell, apart by signs that stand in no name."""
    return [one.strip(_ENDS) for one in _HARD_LIST.split(text) if one.strip(_ENDS)]


def steps_in(text: str) -> list[str]:
    """Names of steps in one cell: ``收件→受理→审查`` or a list."""
    if _ARROWS.search(text):
        return [one.strip(_ENDS) for one in _ARROWS.split(text) if one.strip(_ENDS)]
    numbered = _numbered(text)
    if len(numbered) > 1:
        return numbered
    parts = parts_of(text)
    return parts if len(parts) > 1 else [one for one in re.split(r"[-—~]", text) if one.strip()]


@dataclass(frozen=True)
class Entry:
    """One material of a text.

    Attributes:
        copies: told in the text; ``None`` when it tells none.
        several: the name may still hold several materials.
    """

    name: str
    copies: int | None = None
    kind: CopyKind | None = None
    several: bool = False


def entries_in(text: str, *, lines: bool) -> list[Entry]:
    """The materials of one cell, with the copies told inside it.

    Args:
        text: ``1.申请书2份 2.身份证复印件（1份）``, lines, or one name.
        lines: whether every line is a material; in a column of names a line may be wrapped.
    """
    parts = _numbered(text) or [text]
    if len(parts) == 1:
        parts = (_HARD_LIST if lines else _SIGNS).split(parts[0])
    return [_entry(one) for part in parts if (one := part.strip(_ENDS))]


def _numbered(text: str) -> list[str]:
    """What stands behind 1, 2, 3 … in a text; nothing where it does not begin with 1.

    Only numbers that follow one another count: 3.5英寸光盘 and 第2、3页 are left whole.
    """
    plain = text.strip()
    cuts: list[tuple[int, int]] = []
    for found in _NUMBERED.finditer(plain):
        if _place(found) == len(cuts) + 1 and (cuts or found.start() == 0):
            cuts.append(found.span())
    ends = [*(start for start, _ in cuts[1:]), len(plain)]
    parts = [plain[end:stop].strip(_ENDS) for (_, end), stop in zip(cuts, ends, strict=False)]
    return [one for one in parts if one]


def _place(found: re.Match[str]) -> int:
    """The number of an entry, however it is written."""
    if found["ring"]:
        return ord(found["ring"]) - ord("①") + 1
    text = found["in"] or found["dot"] or found["word"]
    if text.isascii():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" in text:
        return 10 * _CHINESE.get(tens, 1) + (_CHINESE[ones] if ones else 0)
    return _CHINESE.get(text, 0)


def _entry(text: str) -> Entry:
    name = " ".join(text.split())
    half = unicodedata.normalize("NFKC", name)
    found = _COPIES_AT_END.search(half)
    copies, kind = None, _kind(half)
    if found is not None and found.start() > 0:
        copies = _number(found["count"]) * (2 if _BOTH_EACH.search(found[0]) else 1)
        kind = _kind(found["kind"] or half[: found.start()])
        # What stands in brackets says how it is handed in, not what it is called.
        inside = found[0].startswith("(")
        name = half[: found.start()] + ("" if inside else found["kind"] or "")
    several = bool(re.search(r"[、，,]", re.sub(r"[(（].*?[)）]", "", name)))
    # 复印件 behind the last of several says nothing of the others.
    return Entry(name.strip(_ENDS), copies, None if several else kind, several)


def _kind(name: str) -> CopyKind | None:
    bare = name.rstrip(")")
    if bare.endswith(("原件及复印件", "原件和复印件")):
        return CopyKind.EITHER
    if bare.endswith("复印件"):
        return CopyKind.COPY
    return CopyKind.ORIGINAL if bare.endswith("原件") else None
