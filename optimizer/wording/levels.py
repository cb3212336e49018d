"""Members of closed lists in words: who decides, risk, effort, kinds, routes."""

from collections.abc import Mapping
from enum import Enum, IntEnum, StrEnum

from optimizer.redesign.terms import REQUEST_VALUES
from optimizer.service import terms
from optimizer.service.kinds import Authority, DepartmentKind, Grade, Risk, Span
from optimizer.wording.catalogue import Language

# What reads better than the English word of a file; the file keeps its own. By list, since members
# of different lists may be equal (a risk and an authority are both 2).
_ENGLISH: Mapping[type[Enum], Mapping[Enum, str]] = {
    Authority: {
        Authority.CO_SIGNATURE: "co-signature",
        Authority.LEADING_GROUP: "district leading group",
        Authority.PROVINCE: "provincial department",
    },
    DepartmentKind: {
        DepartmentKind.LOCAL: "local department",
        DepartmentKind.CONCENTRATED: "concentrated licensing organ",
        DepartmentKind.VERTICAL: "vertically managed",
        DepartmentKind.UTILITY: "public utility",
    },
    Span: {
        Span.DECISION: "acceptance to decision",
        Span.DELIVERY: "acceptance to delivery",
    },
}


def level(value: Authority | Risk | Grade, language: Language) -> str:
    """A level of authority, risk or effort."""
    return choice(value, language)


def choice(member: Enum, language: Language) -> str:
    """The word of any member of a closed list: the official one in Chinese.

    Raises:
        KeyError: its list has no official words.
    """
    words = {**terms.VALUES, **REQUEST_VALUES}[type(member)]
    assert isinstance(member, StrEnum | IntEnum)
    if language == "zh":
        return words[member][0]
    better = _ENGLISH.get(type(member), {}).get(member)
    return better or terms.english_value(member).replace("_", " ")
