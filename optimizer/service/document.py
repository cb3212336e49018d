"""What is handed in or issued: documents (申请材料) and their sources (数据来源)."""

from pydantic import Field

from optimizer.service.amounts import MOST_PERSON_DAYS, MOST_YUAN
from optimizer.service.kinds import (
    DocumentClass,
    Grade,
    IssuerKind,
    Progress,
    Sharing,
)
from optimizer.service.record import Sourced


class Document(Sourced):
    """A paper with an identity across items.

    Two requirements ask for the same document only when it proves the same thing of
    the same holder: 经办人、逝者、父母的身份证 are three documents, 新旧户口簿 are two.

    Attributes:
        holder: of whom it proves something.
        edition: old or new where both exist (旧 / 新); free text.
        issuer: id of the issuing department, where known.
        certificate_code: code of the e-certificate catalogue (电子证照编码).
        fields: form fields (表单字段), each named once.
        item: the item whose form this is (a form's identity includes its item).
        members: ids of the forms a united form replaces.
    """

    id: str
    name: str = ""
    holder: str = ""
    edition: str = ""
    document_class: DocumentClass = DocumentClass.OTHER
    issuer_kind: IssuerKind = IssuerKind.APPLICANT
    issuer: str = ""
    certificate_code: str = ""
    fields: tuple[str, ...] = ()
    item: str = ""
    members: tuple[str, ...] = ()


class DataSource(Sourced):
    """Data that can replace a government-issued document (数据来源).

    Attributes:
        documents: ids of the documents it can deliver.
        owner: id of the department that owns it.
        effort: effort to connect it; paid once however many requirements use it.
        cost_yuan, person_days: only where somebody entered them.
    """

    id: str
    name: str = ""
    documents: tuple[str, ...]
    sharing: Sharing = Sharing.UNCATALOGUED
    progress: Progress = Progress.NOT_APPLIED
    owner: str = ""
    effort: Grade | None = None
    cost_yuan: int | None = Field(default=None, ge=0, le=MOST_YUAN)
    person_days: int | None = Field(default=None, ge=0, le=MOST_PERSON_DAYS)
