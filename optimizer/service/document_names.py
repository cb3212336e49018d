"""What the name of a document tells when nothing else is stated."""

from optimizer.service.department import Department
from optimizer.service.item import Item
from optimizer.service.kinds import DepartmentKind, DocumentClass, IssuerKind

_FORMS = ("申请表", "申请书", "申请单", "登记表", "申报表", "备案表", "采集表", "application form")
_APPROVALS = ("批复", "批文", "批准书", "批准文件", "意见书", "决定书")
_BRACKETS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"))


def is_form(name: str) -> bool:
    """Whether a name is that of an application form, such as 申请表, 申请书 or 登记表."""
    return _without_brackets(name).lower().endswith(_FORMS)


def default_class(name: str, *, issued: bool) -> DocumentClass:
    """Class of a document nobody classified.

    Args:
        name: what the guide calls it.
        issued: whether an item of the service issues it.
    """
    if not issued:
        return DocumentClass.FORM if is_form(name) else DocumentClass.OTHER
    plain = _without_brackets(name)
    return DocumentClass.APPROVAL if plain.endswith(_APPROVALS) else DocumentClass.CERTIFICATE


def default_issuer_kind(maker: Item | None, department: Department | None) -> IssuerKind:
    """Where a document comes from: issued by an item of the service, else the applicant's own."""
    if maker is None:
        return IssuerKind.APPLICANT
    outside = (DepartmentKind.UTILITY, DepartmentKind.THIRD_PARTY)
    if department is not None and department.kind in outside:
        return IssuerKind.THIRD_PARTY
    return IssuerKind.GOVERNMENT


def _without_brackets(name: str) -> str:
    """``食品经营许可申请书（新办）`` without what stands in brackets at its end."""
    plain = name.strip().rstrip("》”")
    for opening, closing in _BRACKETS[:2]:
        if plain.endswith(closing) and opening in plain:
            plain = plain[: plain.rindex(opening)].strip().rstrip("》”")
    return plain
