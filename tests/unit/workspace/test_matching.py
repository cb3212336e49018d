"""Documents made one, or remembered as two."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.errors import Conflict
from optimizer.matching import Named, Reason, subject, with_decisions
from optimizer.service.document import DataSource, Document
from optimizer.service.finding import Severity
from optimizer.service.findings import findings
from optimizer.service.kinds import IssuerKind
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.situation import Condition
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.workspace.matching import (
    Union,
    amend,
    clashes,
    decide,
    decisions,
    items_of,
    known_synonyms,
    suggested,
    take_over,
    united,
)
from tests.fixtures import draft

BOOK, COPY = Named("营业执照"), Named("营业执照副本")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "onething.db") as held:
        yield held


def service() -> Service:
    """Both items ask for the licence, each in its own words; one asks for it twice."""
    base = draft()
    return base.model_copy(
        update={
            "documents": (
                Document(id="执照", name="营业执照", issuer_kind=IssuerKind.GOVERNMENT),
                Document(
                    id="副本",
                    name="营业执照副本",
                    certificate_code="11100000MB0307",
                    assumed=("issuer_kind",),
                ),
                Document(id="合同", name="租赁合同"),
            ),
            "requirements": (
                Requirement(id="1", item="a", document="执照", copies=1),
                Requirement(id="2", item="b", document="副本", copies=1),
                Requirement(id="3", item="a", document="副本", copies=3, basis="某法第一条"),
                Requirement(id="4", item="a", document="合同"),
            ),
            "data_sources": (DataSource(id="库", documents=("副本", "执照")),),
        }
    )


def kept(store: Store) -> Revision:
    return store.add(service(), author="王")


def made_one(keep: str = "执照", gone: str = "副本") -> Service:
    return united(service(), [Union(keep, gone)])


# --- one document of two --------------------------------------------------------------------------


def test_whatever_named_the_one_names_the_other() -> None:
    after = made_one()
    assert [one.id for one in after.documents] == ["执照", "合同"]
    assert {need.document for need in after.requirements} == {"执照", "合同"}
    assert after.data_sources[0].documents == ("执照",)
    assert _errors(after) == _errors(service())


def _errors(of: Service) -> list[tuple[str, str]]:
    found = findings(of)
    return [(one.code, one.value) for one in found if one.severity is Severity.ERROR]


def test_results_and_united_forms_follow_too() -> None:
    base = service()
    issuing = base.items[0].model_copy(update={"results": ("副本", "执照")})
    form = Document(id="表", members=("副本",))
    before = base.model_copy(
        update={"items": (issuing, *base.items[1:]), "documents": (*base.documents, form)}
    )
    after = united(before, [Union("执照", "副本")])
    assert after.items[0].results == ("执照",)
    assert after.document("表").members == ("执照",)


def test_an_item_that_asked_for_both_asks_once_for_the_larger_number() -> None:
    (need,) = [one for one in made_one().requirements_of("a") if one.document == "执照"]
    assert (need.id, need.copies, need.basis) == ("1", 3, "某法第一条")
    (need,) = [one for one in made_one("副本", "执照").requirements_of("a") if one.id == "3"]
    assert (need.copies, need.basis) == (3, "某法第一条")


def test_what_is_asked_under_other_conditions_stays_apart() -> None:
    base = service()
    when = (Condition(question="主体", options=("个体",)),)
    needs = tuple(
        need.model_copy(update={"when": when}) if need.id == "3" else need
        for need in base.requirements
    )
    after = united(base.model_copy(update={"requirements": needs}), [Union("执照", "副本")])
    assert [one.id for one in after.requirements] == ["1", "2", "3", "4"]


def test_the_kept_record_takes_over_only_what_it_leaves_open_or_assumes() -> None:
    kept_licence = made_one().document("执照")
    assert kept_licence.name == "营业执照"
    assert kept_licence.certificate_code == "11100000MB0307"
    kept_copy = made_one("副本", "执照").document("副本")
    assert kept_copy.issuer_kind is IssuerKind.GOVERNMENT
    assert not kept_copy.is_assumed("issuer_kind")


def test_a_chain_of_unions_ends_in_one_document_whatever_is_kept() -> None:
    for second in (Union("合同", "执照"), Union("执照", "合同"), Union("合同", "副本")):
        after = united(service(), [Union("执照", "副本"), second])
        (only,) = after.documents
        assert {need.document for need in after.requirements} == {only.id}


def test_saying_it_twice_changes_nothing_more() -> None:
    assert united(service(), [Union("执照", "副本"), Union("副本", "执照")]) == made_one()


def test_fields_that_both_state_differently_are_told() -> None:
    assert clashes(service(), "执照", "副本") == ("name",)
    stated = service().model_copy(
        update={
            "documents": tuple(
                one.model_copy(update={"assumed": ()}) for one in service().documents
            )
        }
    )
    assert clashes(stated, "执照", "副本") == ("name", "issuer_kind")


# --- deciding -------------------------------------------------------------------------------------


def test_a_confirmed_pair_is_one_in_a_new_revision_and_known_everywhere(store: Store) -> None:
    revision = kept(store)
    after = decide(store, revision, [Union("执照", "副本")], [], author="王", comment="合并")
    assert (after.number, after.comment) == (2, "合并")
    assert store.latest(revision.key).service == made_one()
    assert store.revision(revision.key, 1).service == service()
    known = known_synonyms(store)
    assert known.decision(BOOK, COPY) is True
    (found,) = [
        one
        for one in suggested([service()], known)
        if {one.first.document, one.second.document} == {"执照", "副本"}
    ]
    assert found.reasons == (Reason.DECIDED,)


def test_a_refused_pair_is_not_asked_again_and_changes_no_service(store: Store) -> None:
    revision = kept(store)
    assert suggested([service()], known_synonyms(store))
    after = decide(store, revision, [], [("执照", "副本")], author="王")
    assert after.number == 1
    assert suggested([service()], known_synonyms(store)) == ()


def test_a_decision_on_an_old_revision_changes_nothing(store: Store) -> None:
    revision = kept(store)
    store.save(revision.key, draft(), after=1, author="李")
    with pytest.raises(Conflict):
        decide(store, revision, [Union("执照", "副本")], [("执照", "合同")], author="王")
    assert decisions(store) == ()
    assert store.latest(revision.key).service == draft()


def test_decisions_can_be_changed_and_taken_back(store: Store) -> None:
    decide(store, kept(store), [], [("执照", "副本")], author="王")
    (held,) = decisions(store)
    assert ({held.first, held.second}, held.same, held.author) == ({BOOK, COPY}, False, "王")
    amend(store, {held.subject: True}, author="李")
    assert [(one.same, one.author) for one in decisions(store)] == [(True, "李")]
    amend(store, {held.subject: None}, author="李")
    assert decisions(store) == ()
    assert known_synonyms(store).decision(BOOK, COPY) is None


def test_a_table_that_is_brought_along_replaces_what_was_said_of_its_names(store: Store) -> None:
    amend(store, {subject(BOOK, COPY): False}, author="王")
    take_over(store, {(COPY, BOOK): True}, author="李")
    assert [one.same for one in decisions(store)] == [True]


def test_items_are_told_in_the_order_of_the_service() -> None:
    found = suggested([service()], with_decisions({}))
    names = {one.id: one.name or one.id for one in service().items}
    told = {
        one.document: items_of(service(), one)
        for pair in found
        for one in (pair.first, pair.second)
    }
    assert told["副本"] == (names["a"], names["b"])
