"""Random services of the benchmark."""

import pytest

from benchmarks.generator import Coupling, random_service
from optimizer.network.timing import circle
from optimizer.service import complete
from optimizer.service.kinds import PrecedenceKind, StepKind
from optimizer.service.ordering import makers
from optimizer.worktime import length_hours

_COUPLINGS: tuple[Coupling, ...] = ("low", "high")


def _handed_on(coupling: Coupling) -> int:
    service = random_service(120, coupling, 1)
    return sum(need.document in makers(service) for need in service.requirements)


@pytest.mark.parametrize("coupling", _COUPLINGS)
def test_the_same_arguments_give_the_same_service(coupling: Coupling) -> None:
    """Figures of two runs can only be compared when they speak of one service."""
    assert random_service(60, coupling, 3) == random_service(60, coupling, 3)
    assert random_service(60, coupling, 3) != random_service(60, coupling, 4)


@pytest.mark.parametrize("size", [30, 60, 120, 240, 400])
@pytest.mark.parametrize("coupling", _COUPLINGS)
def test_the_number_of_steps_is_near_the_wished_one(size: int, coupling: Coupling) -> None:
    """Items have five to eight steps each, so the size is met on the average only."""
    for seed in (1, 2, 3):
        assert abs(len(random_service(size, coupling, seed).steps) - size) <= 0.15 * size


def test_every_item_runs_from_receiving_to_issuing_or_delivering() -> None:
    """An item is a chain of five to eight steps with one decision."""
    service = random_service(240, "low", 1)
    for item in service.items:
        kinds = [step.kind for step in service.steps_of(item.id)]
        assert 5 <= len(kinds) <= 8
        assert kinds[:3] == [StepKind.RECEIVE, StepKind.ACCEPTANCE, StepKind.REVIEW]
        assert kinds.count(StepKind.DECISION) == 1
        assert kinds[-1] in (StepKind.ISSUE, StepKind.DELIVERY)


@pytest.mark.parametrize("coupling", _COUPLINGS)
def test_nothing_waits_in_a_circle(coupling: Coupling) -> None:
    """Everything that waits points to an earlier item."""
    for seed in range(1, 6):
        assert circle(complete(random_service(60, coupling, seed))) == ()


def test_declared_steps_fit_their_promise() -> None:
    """Completing a service does not scale its durations."""
    for seed in range(1, 6):
        service = random_service(60, "high", seed)
        declared = {step.id: step.duration for step in service.steps}
        assert {step.id: step.duration for step in complete(service).steps} == declared


def test_floors_are_below_lengths() -> None:
    """Work may be cut to 25 to 60 per cent, a notice not at all."""
    for step in random_service(240, "low", 2).steps:
        if step.floor is not None and step.duration is not None:
            low, high = length_hours(step.floor), length_hours(step.duration)
            assert low == high if step.kind is StepKind.NOTICE else 4 * low >= high and low < high


def test_high_coupling_hands_more_results_on() -> None:
    """Coupling is about results that later items need."""
    assert _handed_on("high") > 1.5 * _handed_on("low") > 0


def test_legal_and_habit_precedences_have_the_shares_promised() -> None:
    """30 % of the items wait by law, 75 % by habit (many items, so the shares are near)."""
    found = dict.fromkeys(PrecedenceKind, 0)
    items = 0
    for seed in range(1, 9):
        service = random_service(240, "low", seed)
        items += len(service.items)
        for one in service.precedences:
            found[one.kind] += 1
    assert 0.2 * items < found[PrecedenceKind.LEGAL] < 0.4 * items
    assert 0.65 * items < found[PrecedenceKind.HABIT] < 0.85 * items


def test_everything_named_exists_and_is_named_once() -> None:
    """No dangling reference and no id twice."""
    service = random_service(120, "high", 1)
    documents = [one.id for one in service.documents]
    needs = [one.id for one in service.requirements]
    assert len(set(documents)) == len(documents)
    assert len(set(needs)) == len(needs)
    assert {need.document for need in service.requirements} <= set(documents)
    assert {one for source in service.data_sources for one in source.documents} <= set(documents)
    held = {one.id for one in service.departments}
    assert {item.department for item in service.items} <= held
