"""Documents (申请材料) that several services ask for: one by identity, so described alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.evaluation.district.same_items import plain_name
from optimizer.redesign.district import Member
from optimizer.service.document import Document
from optimizer.service.finding import Finding, Severity
from optimizer.service.kinds import DocumentClass, IssuerKind
from optimizer.service.terms import word

_FIELDS = (
    ("issuer_kind", "来源渠道", "issuer kind"),
    ("document_class", "材料类型", "class"),
)
_Held = list[tuple[Member, Document]]


def document_doubts(members: Iterable[Member]) -> tuple[Finding, ...]:
    """What services say differently of the same document.

    The same document has the same name, holder and edition (see ``service.document.Document``);
    forms belong to their items and are never the same.
    """
    found: dict[tuple[str, str, str], _Held] = {}
    for member in members:
        for one in member.service.documents:
            if one.item or one.document_class is DocumentClass.FORM or one.members:
                continue
            identity = (plain_name(one.name or one.id), one.holder, one.edition)
            found.setdefault(identity, []).append((member, one))
    return tuple(doubt for held in found.values() for doubt in _apart(held))


def _apart(held: _Held) -> Iterator[Finding]:
    for field, zh, en in _FIELDS:
        said: dict[IssuerKind | DocumentClass, list[str]] = {}
        assumed = False
        for member, one in held:
            value: IssuerKind | DocumentClass = getattr(one, field)
            if value is DocumentClass.OTHER:
                continue  # nothing was said
            said.setdefault(value, []).append(member.key)
            assumed |= one.is_assumed(field)
        if len(said) < 2:
            continue
        told = "；".join(f"{word(value)}（{'、'.join(keys)}）" for value, keys in said.items())
        english = "; ".join(f"{one.value} ({', '.join(keys)})" for one, keys in said.items())
        member, first = held[0]
        yield Finding(
            severity=Severity.NOTE if assumed else Severity.WARNING,
            code=f"district_document_{field}",
            file=member.origin,
            place=f"材料“{first.name or first.id}”",
            value=told,
            message_zh=f"各一件事写的{zh}不一致：{told}",
            message_en=f"services disagree on its {en}: {english}",
            right_zh="是同一材料的，请核实后统一；不是的，请写明持有人或新旧",
            right_en="agree on one where it is the same; else write its holder or edition",
        )
