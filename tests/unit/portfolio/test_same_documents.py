"""One document, described differently in two services, is told; two documents are not."""

import pytest

from optimizer.portfolio.same_documents import document_doubts
from optimizer.redesign.district import Member
from optimizer.service.document import Document
from optimizer.service.finding import Severity
from optimizer.service.kinds import DocumentClass, IssuerKind
from tests.fixtures import pair


def member(key: str, **described: object) -> Member:
    document = Document(id="d", name="营业执照", issuer_kind=IssuerKind.GOVERNMENT).model_copy(
        update=described
    )
    return Member(key=key, service=pair().model_copy(update={"documents": (document,)}))


def test_who_issues_it_is_said_alike() -> None:
    (doubt,) = document_doubts(
        [member("a"), member("b", name="营业执照 ", issuer_kind=IssuerKind.APPLICANT), member("c")]
    )
    assert doubt.severity is Severity.WARNING
    assert doubt.place == "材料“营业执照”"
    assert "政府部门核发（a、c）" in doubt.message_zh
    assert "申请人自备（b）" in doubt.message_zh
    assert "applicant (b)" in doubt.message_en


def test_what_is_assumed_is_only_noted() -> None:
    guessed = member("b", issuer_kind=IssuerKind.APPLICANT, assumed=("issuer_kind",))
    (doubt,) = document_doubts([member("a"), guessed])
    assert doubt.severity is Severity.NOTE


@pytest.mark.parametrize(
    "other",
    [
        {"holder": "法定代表人"},
        {"edition": "旧"},
        {"name": "营业执照副本"},
        {"item": "i"},
        {"document_class": DocumentClass.FORM},
    ],
)
def test_another_document_is_no_contradiction(other: dict[str, object]) -> None:
    apart = member("b", issuer_kind=IssuerKind.APPLICANT, **other)
    assert document_doubts([member("a"), apart]) == ()


def test_the_same_said_twice_is_no_contradiction() -> None:
    assert document_doubts([member("a"), member("b")]) == ()
    unsaid = member("b", document_class=DocumentClass.OTHER)
    assert document_doubts([member("a", document_class=DocumentClass.CERTIFICATE), unsaid]) == ()
