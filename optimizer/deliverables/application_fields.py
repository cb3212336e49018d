"""Fields of the application form: each once, with the forms and items that use it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from optimizer.deliverables.handed_in import Paper, to_bring
from optimizer.levers.commitment import UNITED_FORM
from optimizer.service.document import Document
from optimizer.service.kinds import DocumentClass, Route
from optimizer.service.service import Service


class Group(StrEnum):
    """What a field is about; a field of none of them belongs to its item or to several."""

    APPLICANT = "applicant"  # 申请人
    AGENT = "agent"  # 经办人
    PREMISES = "premises"  # 场所
    SHARED = "shared"  # 各事项共用
    OWN = "own"  # 事项专有


# Words that offices use in the names of fields. An agent's telephone is the agent's, so agents
# come first; the place of an applicant (住所) is told with the premises.
_WORDS: tuple[tuple[Group, tuple[str, ...]], ...] = (
    (Group.AGENT, ("经办", "代理", "受托", "委托", "代办", "联系人")),
    (Group.PREMISES, ("地址", "场所", "住所", "面积", "房屋", "坐落", "地点", "四至")),
    (
        Group.APPLICANT,
        (
            *("申请人", "申请单位", "单位名称", "企业名称", "姓名", "性别", "民族", "出生日期"),
            *("法定代表人", "负责人", "统一社会信用代码", "身份证", "证件", "电话", "手机", "邮箱"),
        ),
    ),
)


@dataclass(frozen=True)
class OldForm:
    """A form (申请表) as it was before forms were united.

    Attributes:
        document: the form.
        items: ids of the items that use it.
        united: it went into the united form.
    """

    document: Document
    items: tuple[str, ...]
    united: bool


@dataclass(frozen=True)
class Field:
    """A field (表单字段), written once whatever forms ask for it.

    Attributes:
        name: as the first form writes it.
        forms: ids of the forms that ask for it.
        items: ids of the items that use it.
        group: what it is about.
        known_from: the paper that holds it already and comes without the applicant: (document id,
            data source id or empty for a result handed over); ``None`` when he has to write it.
    """

    name: str
    forms: tuple[str, ...]
    items: tuple[str, ...]
    group: Group
    known_from: tuple[str, str] | None


def forms_of(service: Service) -> tuple[OldForm, ...]:
    """The forms the applicant fills in, a united one told by its members."""
    return tuple(
        one
        for paper in to_bring(service)
        if paper.document.document_class is DocumentClass.FORM
        for one in _forms(service, paper)
    )


def _forms(service: Service, paper: Paper) -> Iterator[OldForm]:
    if paper.document.id != UNITED_FORM:
        yield OldForm(paper.document, paper.items, united=False)
        return
    known = {one.id: one for one in service.documents}
    for member in paper.document.members:
        using = tuple(dict.fromkeys(need.item for need in paper.needs if need.original == member))
        yield OldForm(known.get(member, Document(id=member)), using, united=True)


def fields_of(service: Service, forms: Iterable[OldForm]) -> tuple[Field, ...]:
    """The fields of some forms, each once, in the order of the forms."""
    known = _known(service)
    found: dict[str, tuple[str, list[str], list[str]]] = {}
    for form in forms:
        for name in form.document.fields:
            _, asking, items = found.setdefault(plain(name), (name, [], []))
            asking.append(form.document.id)
            items.extend(form.items)
    return tuple(
        Field(
            name=name,
            forms=tuple(dict.fromkeys(asking)),
            items=tuple(dict.fromkeys(items)),
            group=_group(name, len(set(items))),
            known_from=known.get(key),
        )
        for key, (name, asking, items) in found.items()
    )


def plain(name: str) -> str:
    """A field's name without what differs between forms by habit: width, blanks, colon."""
    return "".join(unicodedata.normalize("NFKC", name).split()).rstrip(":").casefold()


def _group(name: str, items: int) -> Group:
    for group, marks in _WORDS:
        if any(mark in name for mark in marks):
            return group
    return Group.OWN if items == 1 else Group.SHARED


def _known(service: Service) -> dict[str, tuple[str, str]]:
    """Fields that papers hold which the departments obtain themselves."""
    papers = {one.id: one for one in service.documents}
    found: dict[str, tuple[str, str]] = {}
    for need in service.requirements:
        if need.route in (Route.RETRIEVE, Route.RESULT):
            for name in papers[need.document].fields:
                found.setdefault(plain(name), (need.document, need.source))
    return found
