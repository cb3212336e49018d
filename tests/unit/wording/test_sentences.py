"""Measures and outcomes as sentences in both languages."""

import pytest
from hypothesis import given

from optimizer.levers.catalogue import LEVERS, find, measure_of
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    MeasureKind,
    Opportunity,
    ShortenOpportunity,
    Terms,
)
from optimizer.redesign.request import Metric, Pin, Request, Target
from optimizer.service.kinds import Authority, Grade, Risk
from optimizer.service.service import Service
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.sentences import Sentences
from tests.fixtures import pair
from tests.property.strategies import completed_services

_TERMS = Terms(authority=Authority.OWN_UNIT, grade=Grade.EASY, effort=1, risk=Risk.LOW)


def _measure(one: Opportunity) -> Measure:
    value = f"{one.floor_hours}h" if isinstance(one, ShortenOpportunity) else ""
    return measure_of(one, one.targets, value)


@given(completed_services())
def test_every_measure_that_can_be_found_has_a_sentence(service: Service) -> None:
    """Whatever the levers offer can be told in both languages."""
    for language in LANGUAGES:
        sentences = Sentences(service, language)
        for one in find(service):
            assert sentences.measure(_measure(one))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(MeasureKind))
def test_every_kind_has_a_sentence_even_for_ids_nobody_knows(
    kind: MeasureKind, language: Language
) -> None:
    """A plan for another service is told with its ids, never with an error."""
    value = {MeasureKind.ROUTE: "retrieve@s", MeasureKind.SHORTEN: "4h"}.get(kind, "")
    one = Measure(kind=kind, lever="shorten", targets=("x", "y"), value=value, terms=_TERMS)
    assert "x" in Sentences(pair(), language).measure(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lever_has_a_name(language: Language) -> None:
    """No key of the catalogue reaches people."""
    sentences = Sentences(pair(), language)
    names = [sentences.lever(one.key) for one in LEVERS]
    assert len(set(names)) == len(names)
    assert "counting_basis" not in [*names, sentences.lever("counting_basis")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_clashes_is_named(language: Language) -> None:
    """Every group of a clash is told in words."""
    request = Request(
        targets=(Target(metric=Metric.PROMISE, at_most=3), Target(metric=Metric.STEPS, percent=50)),
        max_effort=4,
        levers=("shorten",),
        pins=(Pin(subject="window:window", wanted=False),),
    )
    names = (
        "authority",
        "risk",
        "levers",
        "max_effort",
        "max_cost_yuan",
        "max_person_days",
        "pin:window:window",
        "target:promise",
        "target:steps",
    )
    sentences = Sentences(pair(), language)
    told = [sentences.group(name, request) for name in names]
    assert not set(told) & set(names)
    assert "3" in told[-2]
    assert "50%" in told[-1]


@given(completed_services())
def test_every_opportunity_that_can_be_pinned_is_told_in_words(service: Service) -> None:
    """What a planner pinned or refused is read in words, as found and for any value."""
    for language in LANGUAGES:
        sentences = Sentences(service, language)
        for one in find(service):
            for subject in (one.id, one.id.partition("=")[0], _measure(one).id):
                told = sentences.opportunity(subject)
                assert told
                assert told != subject
                assert not told.startswith(f"{one.kind.value}:")


def test_an_id_that_speaks_of_nothing_is_told_as_it_is() -> None:
    """A mistyped pin is shown to whoever typed it."""
    sentences = Sentences(pair(), "zh")
    for subject in ("window", "moon:base", "merge", "", "route:x=fly", "shorten:a/审查=soon"):
        assert sentences.opportunity(subject) == subject


def test_a_pin_says_what_was_decided() -> None:
    """Pinned and refused are told apart, with the class or the sentence."""
    sentences = Sentences(pair(), "zh")
    assert sentences.pin(Pin(subject="merge:inspection", wanted=True)) == "必选：联合踏勘"
    assert sentences.pin(Pin(subject="window:window", wanted=False)) == "不采用：一窗受理"
    english = Sentences(pair(), "en")
    assert english.pin(Pin(subject="shorten:a/审查", wanted=True)).endswith(
        "shortening “a: review”"
    )
