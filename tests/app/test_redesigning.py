"""流程再造测算: from nothing to three plans, running, stale, questions about them."""

import re

import pytest

from optimizer import planning
from optimizer.errors import JudgeRejection
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import (
    BREAKTHROUGH,
    CONSERVATIVE,
    NAMED_REQUESTS,
    RECOMMENDED,
)
from optimizer.service.kinds import PrecedenceKind
from optimizer.service.precedence import Precedence
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.figures import plan_name
from optimizer.workspace.workspace import Workspace
from tests.app.conftest import Opening, kept, shown
from tests.app.redesigning import ZH, Gate, answered, computed, keys, newest, opened, sound
from tests.bakery import bakery


@pytest.fixture
def revision(store: Store) -> Revision:
    return kept(store, bakery())


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_plan_the_page_says_what_the_three_are(
    app: Opening, revision: Revision, language: Language
) -> None:
    test = opened(app, revision, language)
    said = words("redesigning", language)
    for name in NAMED_REQUESTS:
        assert said(f"about_{name}") in shown(test)
    assert test.button(key="three").label == said("three")
    assert not test.button(key="three").disabled
    assert not test.metric


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_button_brings_three_plans_with_figures_and_measures(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    test = opened(app, revision, language)
    test.button(key="three").click().run()
    answered(test, workspace)
    entries = store.plans(revision.key)
    assert {one.request_name for one in entries} == set(NAMED_REQUESTS)
    recommended = store.plan(newest(store, revision, "recommended").id)
    cards = [one.value for one in test.metric]
    # Left of eleven: identity card and lease, each once, and the united form.
    assert cards[0] == "11 → 3" == _pair(recommended, "materials")
    assert cards[2] == _pair(recommended, "promise")
    names = [plan_name(name, language) for name in NAMED_REQUESTS]
    table = test.table[0].value
    assert set(names) <= {*table.columns}
    assert len(test.dataframe[0].value) > 5
    assert words("redesigning", language)("standing_proven") in shown(test)


def test_what_is_left_without_shortening_is_marked_where_it_rests_on_assumptions(
    app: Opening, workspace: Workspace, revision: Revision
) -> None:
    """The limit of the bakery rests on assumed lengths, here as on its card."""
    computed(workspace, revision, RECOMMENDED)
    test = opened(app, revision)
    (line,) = (
        part
        for one in test.caption
        for part in one.value.splitlines()
        if part.startswith("不压缩时限")
    )
    assert re.search(r"办理时限（工作日） \d+† → \d+†（压减", line)


def _pair(plan: Plan, metric: str) -> str:
    one = next(one for one in plan.reductions if one.metric == metric)
    return f"{one.before} → {one.after}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_running_job_is_seen_from_every_browser_and_can_be_stopped(
    app: Opening,
    workspace: Workspace,
    store: Store,
    revision: Revision,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    Gate(monkeypatch)
    said = words("redesigning", language)
    first = opened(app, revision, language)
    first.button(key="three").click().run()
    (job,) = workspace.computing.open()
    other = opened(app, revision, language)
    for test in (first, other):
        assert test.button(key="three").disabled
        assert test.button(key=f"stop_{job.id}").label == said("stop")
        assert said("job_seconds", seconds=0)[:2] in shown(test)
    other.button(key=f"stop_{job.id}").click().run()
    answered(first, workspace)
    assert said("stopped_empty") in shown(first)
    assert store.plans(revision.key) == ()
    first.button(key=f"read_{job.id}").click().run()
    assert said("stopped_empty") not in shown(first)
    assert not first.button(key="three").disabled


def test_the_first_plan_stands_in_until_the_recommended_one_is_there(
    app: Opening, workspace: Workspace, revision: Revision
) -> None:
    """Unless the planner chooses another meanwhile."""
    computed(workspace, revision, CONSERVATIVE)
    test, other = opened(app, revision), opened(app, revision)
    assert test.button_group(key="plan").value == "conservative"
    computed(workspace, revision, BREAKTHROUGH)
    other.run()
    other.button_group(key="plan").set_value("breakthrough").run()
    computed(workspace, revision, RECOMMENDED)
    for page, plan in ((test, "recommended"), (other, "breakthrough")):
        page.run()
        assert page.button_group(key="plan").value == plan


def test_the_page_stays_usable_while_plans_are_worked_out(
    app: Opening, workspace: Workspace, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed(workspace, revision)
    gate = Gate(monkeypatch)
    test = opened(app, revision)
    test.button(key="three").click().run()
    test.button_group(key="plan").set_value("breakthrough").run()
    sound(test)
    assert test.session_state["plan"] == "breakthrough"
    assert test.metric
    gate.open.set()
    answered(test, workspace)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_of_an_earlier_content_says_so_and_is_asked_again(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    computed(workspace, revision)
    changed = revision.service.model_copy(update={"region": "另一区"})
    latest = store.save(revision.key, changed, after=revision.number, author="王")
    test = opened(app, revision, language)
    said = words("redesigning", language)
    assert said("stale", number=1, now=2) in shown(test)
    assert {"require", "refuse", "ask_rules"} & keys(test) == set()
    assert not test.table
    test.button(key="ask_again").click().run()
    answered(test, workspace)
    assert said("stale", number=1, now=2) not in shown(test)
    assert newest(store, revision, "recommended").answers(latest)
    assert not newest(store, revision, "conservative").answers(latest)
    test.button_group(key="plan").set_value("conservative").run()
    test.button(key="ask_all_again").click().run()
    answered(test, workspace)
    assert all(newest(store, revision, name).answers(latest) for name in NAMED_REQUESTS)


def test_working_out_the_three_again_keeps_what_was_decided(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    computed(workspace, revision)
    test = opened(app, revision)
    test.button(key="refuse").click().run()
    answered(test, workspace)
    pins = newest(store, revision, "recommended").request.pins
    assert pins
    changed = revision.service.model_copy(update={"region": "另一区"})
    latest = store.save(revision.key, changed, after=revision.number, author="王")
    test.run()
    test.button(key="three").click().run()
    answered(test, workspace)
    assert all(newest(store, revision, name).answers(latest) for name in NAMED_REQUESTS)
    assert newest(store, revision, "recommended").request.pins == pins


def test_the_name_of_an_own_plan_is_shown_as_typed(
    app: Opening, workspace: Workspace, revision: Revision
) -> None:
    """Markdown in a name means nothing, also above a column."""
    name = "*快*[办](x)"
    computed(workspace, revision, NAMED_REQUESTS["conservative"].model_copy(update={"name": name}))
    assert plain(name) in opened(app, revision).table[0].value.columns


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_that_cannot_be_worked_out_is_told_in_words(
    app: Opening, workspace: Workspace, store: Store, language: Language
) -> None:
    service = bakery()
    circle = tuple(
        Precedence(id=f"{a}→{b}", before=a, after=b, kind=PrecedenceKind.HABIT)
        for a, b in (("食品经营许可", "招牌设置"), ("招牌设置", "食品经营许可"))
    )
    revision = kept(store, service.model_copy(update={"precedences": circle}))
    test = opened(app, revision, language)
    test.button(key="three").click().run()
    answered(test, workspace)
    said = words("redesigning", language)
    (error,) = test.error
    assert said("wrong_request") in error.value
    assert "→" in error.value


def test_a_plan_that_fails_its_recount_is_not_shown(
    app: Opening,
    workspace: Workspace,
    store: Store,
    revision: Revision,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def rejected(*_: object) -> Plan:
        raise JudgeRejection(("materials: 3, recounted 4",))

    monkeypatch.setattr(planning, "optimize", rejected)
    test = opened(app, revision)
    test.button(key="three").click().run()
    answered(test, workspace)
    (error,) = test.error
    assert error.value == ZH("defect")
    assert "recounted" not in shown(test)
    assert store.plans(revision.key) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worth_of_a_changed_rule_is_worked_out_on_request(
    app: Opening, workspace: Workspace, revision: Revision, language: Language
) -> None:
    computed(workspace, revision, BREAKTHROUGH)
    test = opened(app, revision, language)
    test.button(key="ask_rules").click().run()
    answered(test, workspace)
    said = words("redesigning", language)
    table = test.table[-1].value
    assert list(table.columns) == [
        said(f"col_{name}") for name in ("change", "gain", "who", "basis")
    ]
    assert len(table) == 1
    assert "ask_rules" not in keys(test)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_survives_other_assumptions_is_worked_out_on_request(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    computed(workspace, revision, RECOMMENDED)
    test = opened(app, revision, language)
    test.button(key="ask_sensitivity").click().run()
    answered(test, workspace)
    plan = store.plan(newest(store, revision, "recommended").id)
    everything = {one.id for one in plan.outcome.measures}
    firm = everything.intersection(*(names for _, names in plan.sensitivity))
    said = words("redesigning", language)
    assert said("sensitivity_sum", firm=len(firm), all=len(everything)) in shown(test)
    # The plan kept again is the same plan, not an adjusted one.
    assert said("adjusted") not in shown(test)


def test_what_needs_signing_leads_to_the_compliance_check(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    computed(workspace, revision)
    test = opened(app, revision)
    plan = store.plan(newest(store, revision, "recommended").id)
    counts = ZH("cautions", sign_offs=len(plan.sign_offs), warnings=len(plan.warnings))
    assert counts in shown(test)
    assert "to_compliance" in keys(test)
