"""Pairs and groups of documents that may be one, in a service and across services."""

import pytest

from optimizer.matching import (
    Against,
    Candidate,
    Named,
    Reason,
    Suggestion,
    candidates,
    groups,
    subject,
    suggesting,
    suggestions,
    with_decisions,
)
from optimizer.service.document import Document
from optimizer.service.kinds import DocumentClass
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from tests.fixtures import draft

NOTHING = with_decisions({})


def service(*documents: Document, needs: dict[str, str] | None = None) -> Service:
    """Two items; ``needs`` gives the item of a document."""
    wanted = tuple(
        Requirement(id=f"{item}-{one}", item=item, document=one)
        for one, item in (needs or {}).items()
    )
    return draft().model_copy(update={"documents": documents, "requirements": wanted})


def told(*documents: Document, needs: dict[str, str] | None = None) -> tuple[Suggestion, ...]:
    return suggestions(candidates(service(*documents, needs=needs)), NOTHING)


def ids(found: Suggestion) -> set[str]:
    return {found.first.document, found.second.document}


def test_the_surest_come_first() -> None:
    found = told(
        Document(id="1", name="死亡证明"),
        Document(id="2", name="营业执照"),
        Document(id="3", name="死亡医学证明"),
        Document(id="4", name="营业执照复印件"),
        Document(id="5", name="健康证"),
    )
    assert [ids(one) for one in found] == [{"2", "4"}, {"1", "3"}]


def test_stated_holders_and_editions_are_kept_apart() -> None:
    held = [Document(id=one, name="身份证", holder=one) for one in ("经办人", "逝者")]
    old = [Document(id=one, name="户口簿", edition=one) for one in ("旧", "新")]
    assert told(*held, *old) == ()


def test_forms_of_two_items_are_two_documents() -> None:
    a, b = (
        Document(id=one, name="登记申请表", document_class=DocumentClass.FORM, item=one)
        for one in ("a", "b")
    )
    assert told(a, b) == ()
    (found,) = told(a, b.model_copy(update={"item": "a"}))
    assert ids(found) == {"a", "b"}


def test_a_bare_form_whose_item_nobody_knows_is_no_suggestion() -> None:
    one, other = Document(id="1", name="申请表"), Document(id="2", name="《申请表》")
    assert told(one, other) == ()


def test_a_form_belongs_to_the_only_item_that_asks_for_it() -> None:
    one, other = Document(id="1", name="登记申请表"), Document(id="2", name="登记申请表（原件）")
    assert told(one, other, needs={"1": "a", "2": "b"}) == ()


def test_an_item_that_asks_for_both_is_a_doubt() -> None:
    documents = (Document(id="1", name="营业执照"), Document(id="2", name="营业执照复印件"))
    (apart,) = told(*documents, needs={"1": "a", "2": "b"})
    (together,) = told(*documents, needs={"1": "a", "2": "a"})
    assert Against.ASKED_TOGETHER in together.against
    assert together.score < apart.score


def test_a_code_of_the_catalogue_beats_every_spelling() -> None:
    def coded(number: str, name: str, code: str) -> Document:
        return Document(id=number, name=name, certificate_code=code)

    (found,) = told(coded("1", "健康合格证", "x1"), coded("2", "从业卡", "x1"))
    assert (found.reasons, found.score) == ((Reason.CODE,), 1.0)
    assert told(coded("1", "营业执照", "x1"), coded("2", "营业执照", "x2")) == ()


def test_a_united_form_is_no_candidate() -> None:
    united = Document(id="u", name="登记申请表", members=("1",))
    assert [one.document for one in candidates(service(united, Document(id="1")))] == ["1"]


def test_a_confirmed_pair_raises_later_suggestions_and_a_refused_one_is_not_asked_again() -> None:
    odd = (Document(id="1", name="租赁凭据"), Document(id="2", name="房东开的条子"))
    alike = (Document(id="3", name="营业执照"), Document(id="4", name="营业执照复印件"))
    held = candidates(service(*odd, *alike))
    known = with_decisions(
        {
            subject(held[0].named, held[1].named): "same",
            subject(held[2].named, held[3].named): "different",
        }
    )
    (found,) = suggestions(held, known)
    assert ids(found) == {"1", "2"}
    assert found.reasons == (Reason.DECIDED,)


def test_no_decision_makes_one_of_two_holders() -> None:
    one, other = Named("身份证", "经办人"), Named("身份证", "逝者")
    known = with_decisions({subject(one, other): "same"})
    held = (Candidate("s", "1", one), Candidate("s", "2", other))
    assert suggestions(held, known) == ()


def test_documents_of_several_services_are_compared_too() -> None:
    services = [
        service(Document(id="执照", name=name)).model_copy(update={"id": name})
        for name in ("营业执照", "营业执照正副本", "《营业执照》")
    ]
    found = suggestions([one for each in services for one in candidates(each)], NOTHING)
    assert len(found) == 3
    (group,) = groups(found)
    assert {one.service for one in group} == {"营业执照", "营业执照正副本", "《营业执照》"}


def test_a_chain_is_no_group() -> None:
    found = told(
        Document(id="1", name="身份证", holder="经办人"),
        Document(id="2", name="身份证"),
        Document(id="3", name="身份证", holder="逝者"),
    )
    assert len(found) == 2
    assert [len(one) for one in groups(found)] == [2]


def test_of_more_pairs_than_are_looked_at_the_most_alike_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many names are alike, the surest pair is not the one that is left out."""
    names = ("地层消防设计图纸", "消防设计图", "生产工艺流程图", "生产工艺流程图表")
    documents = [Document(id=one, name=one) for one in names]
    assert len(told(*documents)) == 2
    monkeypatch.setattr(suggesting, "_MOST_COMPARED", 1)
    (found,) = told(*documents)
    assert ids(found) == {"生产工艺流程图", "生产工艺流程图表"}
