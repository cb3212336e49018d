"""事项梳理: documents that may be one, decided by the planner."""

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.formats.synonym_table import write_synonym_table
from optimizer.matching import Named
from optimizer.service import Service
from optimizer.service.document import Document
from optimizer.service.kinds import IssuerKind
from optimizer.service.requirement import Requirement
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.workspace.matching import decisions
from tests.app.conftest import Opening, kept
from tests.app.modelling_page import open_tab, settled, telling
from tests.fixtures import draft
from tests.trade_words import trade_words

SAID = words("matching", "zh")


def doubtful() -> Service:
    """Two pairs of documents of one name, and one pair that is only alike."""
    base = draft()
    more = (
        Document(id="副本", name="营业执照（副本）复印件", issuer_kind=IssuerKind.GOVERNMENT),
        Document(id="合同2", name="《租赁合同》"),
        Document(id="场所合同", name="经营场所租赁合同", holder="甲<b>"),
    )
    needs = (Requirement(id="more", item="b", document="场所合同"),)
    return base.model_copy(
        update={
            "documents": (*base.documents, *more),
            "requirements": (*base.requirements, *needs),
        }
    )


@pytest.fixture
def revision(store: Store) -> Revision:
    return kept(store, doubtful())


def opened(app: Opening, revision: Revision, language: Language = "zh") -> AppTest:
    page = app("modelling", revision=revision, language=language)
    open_tab(page, "matching", language)
    return settled(page)


def choose(page: AppTest, one: str, other: str, choice: str) -> None:
    (radio,) = [each for each in page.radio if {one, other} <= set(str(each.key).split("_")[2:])]
    radio.set_value(choice).run()


def apply(page: AppTest) -> None:
    page.button(key="matching_apply").click().run()
    assert not page.exception
    settled(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_is_shown_with_its_score_reason_items_and_doubts(
    app: Opening, revision: Revision, language: Language
) -> None:
    page = opened(app, revision, language)
    assert not page.exception
    said, told = words("matching", language), telling(page)
    assert said("reason_same") in told
    assert said("reason_part") in told
    assert said("against_holder_open") in told
    assert said("score", score=100) in told
    assert "经营场所租赁合同" in told
    assert trade_words(told) == []


def test_nothing_is_decided_before_the_planner_says_so(
    app: Opening, revision: Revision, store: Store
) -> None:
    page = opened(app, revision)
    assert {one.value for one in page.radio} == {"open"}
    assert page.button(key="matching_apply").disabled
    assert store.latest(revision.key).number == 1
    assert decisions(store) == ()


def test_several_pairs_are_decided_at_once(app: Opening, revision: Revision, store: Store) -> None:
    page = opened(app, revision)
    choose(page, "执照", "副本", "second")
    choose(page, "合同", "场所合同", "different")
    apply(page)
    saved = store.latest(revision.key)
    assert saved.number == 2
    held = {one.id for one in saved.service.documents}
    assert len(held & {"副本", "执照"}) == 1
    assert {"合同", "场所合同"} <= held
    assert sorted(one.same for one in decisions(store)) == [False, True]
    assert SAID("remembered", count=2) in telling(page)
    keys = [str(one.key) for one in page.radio]
    assert not any({"合同", "场所合同"} <= set(key.split("_")[2:]) for key in keys)


def test_where_the_records_differ_it_is_shown_and_no_press_decides_for_many(
    app: Opening, store: Store
) -> None:
    service = doubtful()
    other = tuple(
        one.model_copy(update={"issuer_kind": IssuerKind.THIRD_PARTY}) if one.id == "副本" else one
        for one in service.documents
    )
    page = opened(app, kept(store, service.model_copy(update={"documents": other})))
    assert words("tables", "zh")("documents.issuer_kind") in telling(page)
    assert "matching_choose_same" not in [one.key for one in page.button]


def test_pairs_whose_names_say_the_same_are_chosen_with_one_press(
    app: Opening, revision: Revision
) -> None:
    page = opened(app, revision)
    assert sum(one.value == "first" for one in page.radio) == 0
    page.button(key="matching_choose_same").click().run()
    assert sum(one.value == "first" for one in page.radio) == 2


def test_a_decision_on_an_old_content_is_told_and_changes_nothing(
    app: Opening, revision: Revision, store: Store
) -> None:
    page = opened(app, revision)
    choose(page, "执照", "副本", "first")
    store.save(revision.key, draft(), after=1, author="李主任")
    apply(page)
    assert store.latest(revision.key).service == draft()
    assert decisions(store) == ()


def test_where_nothing_is_alike_the_page_says_so(app: Opening, store: Store) -> None:
    page = opened(app, kept(store, draft()))
    assert SAID("none") in telling(page)


def test_a_remembered_decision_can_be_taken_back(
    app: Opening, revision: Revision, store: Store
) -> None:
    page = opened(app, revision)
    choose(page, "执照", "副本", "different")
    apply(page)
    (table,) = [one for one in page.data_editor if str(one.key).startswith("synonyms_")]
    page.session_state[str(table.key)] = {
        "edited_rows": {0: {SAID("col_decision"): SAID("decision_none")}},
        "added_rows": [],
        "deleted_rows": [],
    }
    page.run()
    page.button(key="synonyms_save").click().run()
    assert decisions(store) == ()


def test_a_table_is_brought_along_after_it_was_looked_at(
    app: Opening, revision: Revision, store: Store
) -> None:
    page = opened(app, revision)
    content = write_synonym_table([(Named("甲"), Named("乙"), True)], "zh")
    page.file_uploader(key="synonyms_upload").set_value(("表.csv", content, "text/csv")).run()
    assert decisions(store) == ()
    page.button(key="synonyms_take_over").click().run()
    assert [one.same for one in decisions(store)] == [True]


def test_a_wrong_table_is_told_and_changes_nothing(
    app: Opening, revision: Revision, store: Store
) -> None:
    page = opened(app, revision)
    page.file_uploader(key="synonyms_upload").set_value(("表.csv", b"a,b\n", "text/csv")).run()
    assert SAID("file_wrong", count=1) in telling(page)
    assert decisions(store) == ()
