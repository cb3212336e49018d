"""导出: which plan, what it may be used for, its files."""

import pytest

from optimizer import planning
from optimizer.redesign.request import CONSERVATIVE, RECOMMENDED
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.figures import plan_name
from tests.app.conftest import Opening, kept, shown
from tests.fixtures import draft
from tests.trade_words import trade_words


@pytest.fixture
def revision(store: Store) -> Revision:
    """A service with two plans."""
    held = kept(store, draft())
    for request in (RECOMMENDED, CONSERVATIVE):
        store.keep_plan(held.key, 1, planning.optimize(draft(), request), author="李主任")
    return held


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_plan_the_way_to_one_is_shown(
    app: Opening, store: Store, language: Language
) -> None:
    test = app("exporting", revision=kept(store, draft()), language=language)
    assert not test.exception
    assert words("exporting", language)("no_plan") in shown(test)
    test.button(key="to_redesigning").click().run()
    assert not test.exception
    assert test.title[0].value == words("redesigning", language)("title")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_recommended_plan_comes_first_with_its_figures_and_files(
    app: Opening, revision: Revision, language: Language
) -> None:
    test = app("exporting", revision=revision, language=language)
    assert not test.exception
    assert plan_name("recommended", language) in test.selectbox(key="plan").format_func(
        test.selectbox(key="plan").value
    )
    assert len(test.metric) == 6
    assert all(" → " in one.value for one in test.metric)
    said = words("exporting", language)
    told = shown(test)
    assert said("not_for_reporting") in told
    assert said("file_csv") in told
    assert said("picture_lanes_after") in told
    assert not trade_words(told)


def test_another_plan_can_be_chosen(app: Opening, revision: Revision, store: Store) -> None:
    test = app("exporting", revision=revision)
    first = [one.value for one in test.metric]
    (other,) = [one for one in store.plans(revision.key) if one.request_name == "conservative"]
    test.selectbox(key="plan").set_value(other.id).run()
    assert not test.exception
    assert [one.value for one in test.metric] != first


def test_a_plan_of_another_content_says_so(app: Opening, revision: Revision, store: Store) -> None:
    changed = draft().model_copy(update={"region": "某区"})
    store.save(revision.key, changed, after=1, author="李主任")
    test = app("exporting", revision=revision)
    assert words("exporting", "zh")("stale", number=1) in shown(test)
