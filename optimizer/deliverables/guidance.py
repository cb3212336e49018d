"""What higher levels ask of a bundled service, the national list, and what an answer is."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from optimizer.places import data_directory
from optimizer.service.record import Record
from optimizer.wording.catalogue import Language

_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)")


class Group(StrEnum):
    """Parts of the check, in their order."""

    LIST = "list"  # 事项清单与牵头部门
    FIVE = "five"  # 五个“一”
    TIME = "time"
    VISITS = "visits"
    PAPERS = "papers"
    COMMITMENT = "commitment"
    LAW = "law"
    REGION = "region"  # 本省要求


class Verdict(StrEnum):
    """Whether a plan meets a guideline; whatever was not computed is for people to check."""

    MET = "met"
    NOT_MET = "not_met"
    BY_HAND = "by_hand"
    NOT_CONCERNED = "not_concerned"


class Guideline(Record):
    """One thing asked from above.

    Attributes:
        source: law or document, with its number only where the sources state it.
        read: the text itself was read; else only what others published of it.
        check: key of what computes the answer; empty where people have to look.
        rules: ids of the rules of law that the answer rests on.
        region: part of the name of the region that it is asked in; empty means everywhere.
        by_hand_zh, by_hand_en: how people check it.
    """

    id: str
    group: Group
    text_zh: str
    text_en: str
    source: str
    read: bool
    check: str = ""
    rules: tuple[str, ...] = ()
    region: str = ""
    by_hand_zh: str = ""
    by_hand_en: str = ""

    def text(self, language: Language) -> str:
        """What is asked."""
        return self.text_zh if language == "zh" else self.text_en

    def by_hand(self, language: Language) -> str:
        """How people check it; empty where nothing is left for them."""
        return self.by_hand_zh if language == "zh" else self.by_hand_en


class _Guidance(Record):
    """The file of guidelines."""

    note: str = ""
    rows: tuple[Guideline, ...]


@dataclass(frozen=True)
class Answer:
    """What a plan has to say to one guideline.

    Attributes:
        told: figures or names from the plan; empty where it says nothing.
        note: what is in the way or left to check.
        assumed: the answer rests on assumed values (推定值).
    """

    verdict: Verdict
    told: str = ""
    note: str = ""
    assumed: bool = False


@cache
def guidelines() -> tuple[Guideline, ...]:
    """Everything asked, in the order of the file."""
    path = data_directory() / "guidance.json"
    return _Guidance.model_validate_json(path.read_text(encoding="utf-8")).rows


@cache
def national_services() -> tuple[Mapping[str, str], ...]:
    """The rows of the national list of key services (国家重点事项清单) as far as they are known."""
    path = data_directory() / "national_services.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def listed_service(name: str) -> Mapping[str, str] | None:
    """The row of the national list with this name; ``None`` when there is none.

    Args:
        name: of a service; what stands in brackets and a trailing 一件事 do not matter.
    """
    wanted = _plain(name)
    return next((row for row in national_services() if _plain(row["name"]) == wanted), None)


def _plain(name: str) -> str:
    return _BRACKETS.sub("", name).replace("“", "").replace("”", "").removesuffix("一件事").strip()
