"""Reading one mapping of a service file: keys to fields, values to what the records hold."""

import math
import re
import unicodedata
from collections.abc import Mapping as Table
from enum import Enum, IntEnum, StrEnum
from typing import TypeVar

from optimizer.errors import OptimizerError
from optimizer.formats.keys import Keys, joined
from optimizer.formats.shapes import FORMS, MARKED_IN_PLACE, REQUIRED, Form, Shape
from optimizer.formats.short_forms import split_assumed
from optimizer.formats.troubles import Troubles
from optimizer.formats.yaml_tree import Entry, Mapping, Node, Scalar, Sequence
from optimizer.redesign.terms import REQUEST_VALUES
from optimizer.service import terms
from optimizer.service.record import Record, problems_of
from optimizer.service.situation import Condition
from optimizer.worktime import Duration

VOCABULARY = {**terms.VALUES, **REQUEST_VALUES}
_WHOLE = re.compile(r"[+-]?[0-9]{1,40}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")
_LONGEST_SCALAR = 100
_MOST = 10**12 - 1  # of a number that has no limit of its own
_NEVER_EMPTY = frozenset({"items", "options"})

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Reading:
    """Reads mappings of one file; whatever is wrong goes to ``troubles``."""

    def __init__(self, troubles: Troubles) -> None:
        self.troubles = troubles

    # --- mappings --------------------------------------------------------------------------

    def keys(self, node: Node, section: str, place: str, *, quiet: bool = False) -> Keys | None:
        """The known keys of a mapping; ``None`` when it is no mapping.

        Args:
            node: what stands there.
            section: whose keys are expected.
            place: path for findings.
            quiet: the mapping is read again elsewhere, which tells what is wrong.
        """
        if not isinstance(node, Mapping):
            example = terms.key_words(section)[0]
            self.troubles.add(
                "not_a_mapping",
                node,
                place,
                ("这里应写成“键: 值”", "keys and values are expected here"),
                (f"例如“{example}: …”", f"for example “{example}: …”"),
            )
            return None
        found = Keys(section, node, place)
        for entry in node.entries:
            name = terms.field_of(section, entry.key)
            if quiet:
                found.entries.setdefault(name or "", entry)
            elif name is None or name in found.entries:
                self._bad_key(entry, found, name)
            else:
                found.entries[name] = entry
        return found

    def _bad_key(self, entry: Entry, found: Keys, name: str | None) -> None:
        """Tell about a key that nobody knows or that stands twice."""
        at = Scalar(entry.key, entry.line)
        place = joined(found.place, entry.key[:_LONGEST_SCALAR])
        if name is None:
            known = terms.key_words(found.section)
            what = ("没有这个键", "unknown key")
            self.troubles.unknown_word("unknown_key", at, place, entry.key, known, what)
            return
        line = found.entries[name].line
        self.troubles.add(
            "duplicate_key",
            at,
            place,
            (
                f"同一个键写了两次（第 {line} 行已有）",
                f"the key stands twice (already in line {line})",
            ),
            ("只保留一个", "keep one of them"),
        )

    def values(self, keys: Keys, skip: frozenset[str] = frozenset()) -> dict[str, object]:
        """The values of the simple fields, with the marks 推定 gathered in ``assumed``.

        Entries (lists of mappings) and fields in ``skip`` are left to the caller.
        """
        values: dict[str, object] = {}
        marked: set[str] = set()
        markable = "assumed" in FORMS[keys.section]
        for name, entry in keys.entries.items():
            form = FORMS[keys.section][name]
            node = keys.value(name)
            if node is None or name in skip or form.shape is Shape.ENTRIES:
                continue
            if markable and form.shape in MARKED_IN_PLACE:
                node, is_marked = _unmarked(node)
                if is_marked:
                    marked.add(name)
            value = self.value(form, node, joined(keys.place, entry.key), keys.section)
            if value is not None:
                values[name] = value
        if marked:
            stated = values.get("assumed", ())
            assert isinstance(stated, tuple)
            values["assumed"] = tuple(sorted({*stated, *marked}))
        return values

    def missing(self, keys: Keys, names: frozenset[str] | None = None) -> bool:
        """Whether required fields are not stated; each is told."""
        wanted = REQUIRED.get(keys.section, frozenset()) if names is None else names
        absent = [
            name
            for name in FORMS[keys.section]
            if name in wanted
            and (keys.value(name) is None or (name in _NEVER_EMPTY and _is_empty(keys.value(name))))
        ]
        for name in absent:
            key = terms.key_word(keys.section, name)
            self.troubles.add(
                "missing_key",
                Scalar("", keys.node.line),
                joined(keys.place, key),
                (f"缺少“{key}”", f"the key “{key}” ({name}) is missing"),
                (f"请补写“{key}: …”", f"add “{key}: …”"),
            )
        return bool(absent)

    def record(
        self, kind: type[AnyRecord], values: Table[str, object], keys: Keys
    ) -> AnyRecord | None:
        """The record of these values; ``None`` when they do not make one."""
        try:
            return kind.model_validate(values)
        except ValueError as error:
            for names, message in problems_of(error):
                self._not_possible(keys, names, message)
            return None

    def _not_possible(self, keys: Keys, names: tuple[str, ...], message: str) -> None:
        """Tell what a record refuses; the nearest key stands for what is inside."""
        field = next((name for name in names[:1] if name in FORMS[keys.section]), None)
        node = None if field is None else keys.value(field)
        self.troubles.add(
            "bad_value",
            node or Scalar("", keys.node.line),
            keys.place if field is None else keys.place_of(field),
            (f"内容不合要求：{message}", f"not possible: {message}"),
        )

    # --- values ----------------------------------------------------------------------------

    def value(self, form: Form, node: Node, place: str, section: str) -> object:
        """The value at a node; ``None`` when it is wrong, which is told."""
        if form.shape is Shape.MAPPING:
            return self.nested(form.section, node, place)
        if form.shape is Shape.LIMIT:
            return self._limit(node, place)
        if form.shape is Shape.WHEN:
            return self._when(node, place)
        if form.shape is Shape.ASSUMED:
            return self._assumed(node, place, section)
        if form.shape in (Shape.TEXTS, Shape.WORDS):
            return self._list(form, node, place)
        text = self.text(node, place)
        return None if text is None else self._scalar(form, text, node, place)

    def text(self, node: Node, place: str) -> str | None:
        """The text of a scalar."""
        if isinstance(node, Scalar):
            return node.text
        self.troubles.add(
            "not_a_text",
            node,
            place,
            ("这里应写一个值，不是列表或“键: 值”", "one value is expected, not a list or keys"),
            ("写成一行文字；含“: ”的文字请加引号", "write one line; quote a text with “: ”"),
        )
        return None

    def nodes(self, node: Node) -> tuple[Node, ...]:
        """The nodes of a list; a single value stands for a list of one."""
        return node.nodes if isinstance(node, Sequence) else (node,)

    def nested(self, section: str, node: Node, place: str) -> dict[str, object] | None:
        """The values of a nested mapping; a bare text stands for its first field."""
        if isinstance(node, Scalar) and section == "baseline":
            return {"date": node.text}
        keys = self.keys(node, section, place)
        if keys is None or self.missing(keys):
            return None
        return self.values(keys)

    def _list(self, form: Form, node: Node, place: str) -> tuple[object, ...] | None:
        found: list[object] = []
        for index, one in enumerate(self.nodes(node), start=1):
            text = self.text(one, f"{place}[{index}]")
            if text is None:
                continue
            value = self._scalar(form, text, one, f"{place}[{index}]")
            if value is not None:
                found.append(value)
        return tuple(found)

    def _scalar(self, form: Form, text: str, node: Node, place: str) -> object:
        if form.shape in (Shape.TEXT, Shape.TEXTS):
            return text
        if form.closed_list is not None:
            return self.word(form.closed_list, text, node, place)
        plain = unicodedata.normalize("NFKC", text[:_LONGEST_SCALAR]).strip()
        if form.shape is Shape.DURATION:
            return self.duration(text, node, place)
        if form.shape is Shape.YES_NO:
            answer = terms.yes_or_no(plain)
            if answer is None:
                self._wrong(
                    "not_yes_or_no",
                    node,
                    place,
                    ("不是“是”或“否”", "not yes or no"),
                    ("写 是 或 否", "write 是 (yes) or 否 (no)"),
                )
            return answer
        return self._number(form, plain.removesuffix("%"), node, place)

    def _number(self, form: Form, plain: str, node: Node, place: str) -> object:
        whole = form.shape is Shape.WHOLE
        number: int | float | None = None
        if (_WHOLE if whole else _NUMBER).fullmatch(plain):
            number = int(plain) if whole else float(plain)
        if number is None or not math.isfinite(number):
            kind = ("整数", "a whole number") if whole else ("数字", "a number")
            self._wrong(
                "not_a_number",
                node,
                place,
                (f"不是{kind[0]}", f"not {kind[1]}"),
                (f"写一个{kind[0]}，不带单位", f"write {kind[1]} without a unit"),
            )
            return None
        least, most = form.least, form.most
        if whole and most is None:
            most = _MOST
        if (least is not None and number < least) or (most is not None and number > most):
            zh, en = _within(least, most)
            out = ("数字超出范围", "out of range")
            self._wrong("out_of_range", node, place, out, (f"应{zh}", f"must be {en}"))
            return None
        return number

    def word(
        self, closed_list: type[Enum], text: str, node: Node, place: str
    ) -> StrEnum | IntEnum | None:
        """The value of a closed list; an unknown word is told with the nearest ones."""
        value = terms.meaning(closed_list, text[:_LONGEST_SCALAR], VOCABULARY)
        if value is None:
            known = terms.words_of(closed_list, VOCABULARY)
            what = ("不认识", "unknown word")
            self.troubles.unknown_word("unknown_word", node, place, text, known, what)
        return value

    def duration(self, text: str, node: Node, place: str) -> Duration | None:
        """A duration with its unit."""
        try:
            if len(text) > _LONGEST_SCALAR:
                raise ValueError("too long for a duration")
            return Duration.parse(text)
        except (OptimizerError, ValueError) as error:
            self._wrong(
                "bad_duration",
                node,
                place,
                ("时限看不懂，或缺单位、超出范围", f"no duration: {str(error).splitlines()[0]}"),
                (
                    "写数字和单位，如 20 工作日、5 自然日、4 小时、1 个月、即办",
                    "write a number and its unit, e.g. 20 工作日, 5 自然日, 4 小时, 1 个月, 即办",
                ),
            )
            return None

    def _limit(self, node: Node, place: str) -> dict[str, object] | None:
        if isinstance(node, Scalar):
            duration = self.duration(node.text, node, place)
            return None if duration is None else {"duration": duration}
        return self.nested("limit", node, place)

    def _when(self, node: Node, place: str) -> tuple[Condition, ...]:
        found: list[Condition] = []
        for one in self.nodes(node):
            if not isinstance(one, Mapping):
                self._wrong(
                    "bad_condition",
                    one,
                    place,
                    ("适用条件看不懂", "no condition"),
                    ("写成“{问题: 选项}”，如 {立项方式: 备案}", "write {question: option}"),
                )
                continue
            for entry in one.entries:
                texts = self._list(Form(Shape.TEXTS), entry.value, joined(place, entry.key))
                options = tuple(str(text) for text in texts or ())
                if not options or (isinstance(entry.value, Scalar) and entry.value.is_empty):
                    self._wrong(
                        "bad_condition",
                        entry.value,
                        joined(place, entry.key),
                        ("没有写选项", "no option is named"),
                        ("写至少一个选项", "name at least one option"),
                    )
                    continue
                found.append(Condition(question=entry.key, options=options))
        return tuple(found)

    def _assumed(self, node: Node, place: str, section: str) -> tuple[str, ...] | None:
        if isinstance(node, Scalar):
            answer = terms.yes_or_no(node.text)
            if answer is not None:
                return (terms.EVERYTHING,) if answer else ()
        found: set[str] = set()
        for index, one in enumerate(self.nodes(node), start=1):
            text = self.text(one, f"{place}[{index}]")
            if text is None:
                continue
            name = terms.field_of(section, text)
            if terms.normal(text) in terms.EVERYTHING_WORDS:
                found.add(terms.EVERYTHING)
            elif name is not None:
                found.add(name)
            else:
                known = ["是", *terms.key_words(section)]
                what = ("推定的不是这里的键", "assumed, but not a key here:")
                self.troubles.unknown_word("unknown_key", one, place, text, known, what)
        return tuple(sorted(found))

    def _wrong(
        self, code: str, node: Node, place: str, message: tuple[str, str], right: tuple[str, str]
    ) -> None:
        self.troubles.add(code, node, place, message, right)


def _unmarked(node: Node) -> tuple[Node, bool]:
    """A value without its mark （推定）; in a mapping of a limit the mark is at its duration."""
    if isinstance(node, Scalar):
        text, is_marked = split_assumed(node.text)
        return Scalar(text, node.line, node.quoted), is_marked
    if isinstance(node, Mapping):
        entries = []
        is_marked = False
        for entry in node.entries:
            value, mark = (
                _unmarked(entry.value) if isinstance(entry.value, Scalar) else (entry.value, False)
            )
            if terms.field_of("limit", entry.key) != "duration":
                value, mark = entry.value, False
            is_marked = is_marked or mark
            entries.append(Entry(entry.key, entry.line, value))
        return Mapping(tuple(entries), node.line), is_marked
    return node, False


def _is_empty(node: Node | None) -> bool:
    return isinstance(node, Sequence) and not node.nodes


def _within(least: float | None, most: float | None) -> tuple[str, str]:
    """What a number may be, in Chinese and in English."""
    if least is None:
        return f"不大于 {most}", f"at most {most}"
    if most is None:
        return f"不小于 {least}", f"at least {least}"
    return f"为 {least} 至 {most}", f"{least} to {most}"
