"""What the cells of an item come to: its organ, codes, limits, fee, procedures."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from optimizer.formats.guide_tables.headings import compared_word, headings
from optimizer.formats.guide_tables.owners import LONGEST_NAME, ItemDraft
from optimizer.formats.guide_tables.rows import Cell
from optimizer.formats.guide_tables.telling import Telling
from optimizer.formats.guide_tables.values import (
    NOTHING,
    LimitSort,
    ReadLimit,
    answer_of,
    count_of,
    limit_of,
    names_of,
    parts_of,
    two_limits,
)
from optimizer.service.item import Limit
from optimizer.service.kinds import CaseType, ItemKind, StepKind
from optimizer.service.step_names import step_kind
from optimizer.service.terms import meaning
from optimizer.worktime import Duration

MISSING_DEPARTMENT = "待补充"
_LIMIT_CODES = {
    LimitSort.BARE: "limit_unit",
    LimitSort.NATURAL: "limit_days",
    LimitSort.CONTRARY: "limit_two_units",
    LimitSort.NONE: "limit_none",
    LimitSort.UNKNOWN: "limit_unknown",
}
# The seven answers of a licence's specification: what must not be dropped (行政许可实施规范).
_FLAGS = (
    ("flag_inspection", StepKind.INSPECTION, "现场勘验"),
    ("flag_testing", StepKind.TESTING, "检验检测检疫"),
    ("flag_appraisal", StepKind.TESTING, "鉴定"),
    ("flag_expert", StepKind.EXPERT_REVIEW, "专家评审"),
    ("flag_notice", StepKind.NOTICE, "公示"),
    ("flag_hearing", StepKind.HEARING, "听证"),
    ("flag_tender", StepKind.TENDER, "招标拍卖"),
)
_FREE = ("不收费", "免费", "免收")
SPECIAL_KINDS = frozenset(kind for _, kind, _ in _FLAGS)
_Closed = TypeVar("_Closed", bound=StrEnum)


@dataclass(frozen=True)
class Procedure:
    """A step that an item is said to need.

    Attributes:
        told: the table names the procedure itself, not only that one is needed.
    """

    name: str
    kind: StepKind
    cell: Cell
    told: bool = False
    duration: Duration | None = None
    basis: str = ""
    assumed: tuple[str, ...] = ()


class ItemReading:
    """Reads the cells of one item."""

    def __init__(self, draft: ItemDraft, telling: Telling) -> None:
        self._draft = draft
        self._telling = telling
        self._assumed: set[str] = set()
        self._part_limits()

    def values(self) -> dict[str, object]:
        """The fields of the item that are told; ``id`` and ``results`` come from elsewhere."""
        values: dict[str, object] = {
            "name": self._draft.name,
            "department": self._department(),
            "codes": {
                "basic": self._text("basic_code"),
                "implementation": self._text("implementation_code"),
                "handling": self._text("handling_code"),
            },
            "condition": self._text("condition"),
            "statutory": self._limit("statutory"),
            "promised": self._limit("promised"),
            "visits": self._visits(),
        }
        kind = self._closed("kind", ItemKind, ItemKind.OTHER)
        case_type = self._closed("case_type", CaseType, CaseType.OTHER)
        if kind is None:
            # Which articles of law apply depends on it; nobody said that it is no licence.
            self._assumed.add("kind")
            place, name = self._draft.place, self._draft.name
            self._telling.add("kind_missing", self._draft.file, place, name, group="kind_missing")
        values.update({"kind": kind} if kind is not None else {})
        values.update({"case_type": case_type} if case_type is not None else {})
        values["quantity_limited"] = bool(self._answer("quantity_limited"))
        values.update(self._fee())
        self._told_only()
        values["assumed"] = tuple(sorted(self._assumed))
        return values

    def results(self) -> list[str]:
        """Names of the documents the item issues."""
        names = [" ".join(one.split()) for one in names_of(self._text("result"))]
        for one in names:
            if "、" in one:
                self._tell("materials_unsplit", "result")
        return [one for one in names if one not in NOTHING and len(one) <= LONGEST_NAME]

    def procedures(self) -> list[Procedure]:
        """The procedures that answers and the column of special procedures tell."""
        found = [
            Procedure(name, kind, self._draft.cells[flag])
            for flag, kind, name in _FLAGS
            if self._answer(flag)
        ]
        cell = self._draft.cells.get("special")
        if cell is None or cell.text.strip() in NOTHING:
            return found
        limit = self._read_limit("special_limit")
        for name in parts_of(cell.text):
            one = procedure(name, cell, limit)
            if one is None:
                self._telling.add("special_unknown", self._draft.file, cell.place, name)
            else:
                found.append(one)
        return found

    # --- single fields ---------------------------------------------------------------------

    def _text(self, name: str) -> str:
        cell = self._draft.cells.get(name)
        return "" if cell is None or cell.text.strip() in NOTHING else cell.text.strip()

    def _tell(self, code: str, name: str, *, once: bool = False) -> None:
        cell = self._draft.cells[name]
        group = f"{code} {cell.group}" if once and cell.group else ""
        self._telling.add(code, self._draft.file, cell.place, cell.text, group=group)

    def _part_limits(self) -> None:
        """Statutory and promised limit become two cells where one cell tells both."""
        cells = self._draft.cells
        for name, other in (("promised", "statutory"), ("statutory", "promised")):
            cell = cells.get(name)
            both = None if cell is None or other in cells else two_limits(cell.text, cell.heading)
            if cell is not None and both is not None:
                self._tell("limits_apart", name, once=True)
                cells["statutory"], cells["promised"] = (replace(cell, text=one) for one in both)
                return

    def _department(self) -> str:
        name = " ".join(self._text("department").split())
        inherited = "department" in self._draft.inherited
        code = "department_main" if inherited else "" if name else "department_missing"
        if code:
            place, told = self._draft.place, self._draft.name
            self._telling.add(code, self._draft.file, place, told, group=code)
        return name or MISSING_DEPARTMENT

    def _closed(self, name: str, words: type[_Closed], other: _Closed) -> _Closed | None:
        """A value of a closed list by its word, or by its number in the national code set."""
        text = self._text(name)
        if not text:
            return None
        word = compared_word(text)
        codes = headings().codes[f"item.{name}"]
        coded = codes.get(word.zfill(2) if name == "kind" and word.isdigit() else word)
        if coded is not None:
            self._assumed.add(name)
            self._tell("code_set", name, once=True)
        found = meaning(words, coded or text)
        if found is None:
            self._assumed.add(name)
            self._tell("kind_other", name)
            return other
        assert isinstance(found, words)
        return found

    def _read_limit(self, name: str) -> ReadLimit | None:
        cell, unit = self._draft.cells.get(name), self._draft.cells.get(f"{name}_unit")
        if cell is None and unit is None:
            return None
        text = "" if cell is None else cell.text
        read = limit_of(text, "" if unit is None else unit.text, "" if cell is None else cell.unit)
        code = _LIMIT_CODES.get(read.sort)
        if code and (text or read.sort is LimitSort.NONE):
            once = read.sort in (LimitSort.BARE, LimitSort.NATURAL)
            self._tell(code, name if cell is not None else f"{name}_unit", once=once)
        return read

    def _limit(self, name: str) -> Limit | None:
        read = self._read_limit(name)
        if read is None or read.duration is None:
            return None
        if read.sort in (LimitSort.BARE, LimitSort.CONTRARY):
            self._assumed.add(name)
        return Limit(duration=read.duration)

    def _visits(self) -> int | None:
        text = self._text("visits")
        if not text:
            return None
        bare = text.replace("最多", "").replace("不超过", "").replace("至多", "").replace("跑", "")
        count = 0 if bare in ("零次", "不用", "无需到现场", "无需") else count_of(bare)
        if count is None:
            self._tell("value_unread", "visits")
        elif bare != text and count_of(text) is None and count:
            self._assumed.add("visits")
            self._tell("visits_most", "visits")
        return count

    def _answer(self, name: str) -> bool | None:
        cell = self._draft.cells.get(name)
        if cell is None:
            return None
        answer = answer_of(cell.text)
        if answer is None:
            self._tell("value_unread", name)
        return answer

    def _fee(self) -> dict[str, object]:
        told, amount = self._text("is_fee"), self._text("fee")
        answer = None if not told and "is_fee" not in self._draft.cells else self._fee_answer()
        if answer is False or compared_word(amount) in _FREE:
            return {"fee": "不收费", "fee_yuan": 0}
        text = amount or ("" if answer is None else "收费")
        if not text:
            return {}
        yuan = yuan_of(text)
        if yuan is None and amount:
            self._tell("fee_amount", "fee")
        return {"fee": text, "fee_yuan": yuan}

    def _fee_answer(self) -> bool | None:
        word = compared_word(self._draft.cells["is_fee"].text)
        if word in _FREE:
            return False
        return True if word == "收费" else self._answer("is_fee")

    def _told_only(self) -> None:
        """What is told and has to be placed by the planner."""
        if self._text("helpers"):
            self._tell("helpers", "helpers")
        if self._answer("commitment"):
            self._tell("commitment_basis", "commitment")


def procedure(name: str, cell: Cell, limit: ReadLimit | None, basis: str = "") -> Procedure | None:
    """A special procedure by its name; ``None`` when the name tells no sort that the law knows."""
    kind = step_kind(name)
    if kind not in SPECIAL_KINDS:
        return None
    duration = None if limit is None else limit.duration
    bare = limit is not None and limit.sort in (LimitSort.BARE, LimitSort.CONTRARY)
    return Procedure(name, kind, cell, True, duration, basis, ("duration",) if bare else ())


def yuan_of(text: str) -> int | None:
    """A fee that is one whole amount: ``100元``, ``100元/件``."""
    bare = compared_word(text).partition("/")[0].removesuffix("元")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 else None
