"""Generated districts: the same everywhere, lawful, plainly not real, as varied as the real one."""

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from optimizer.evaluation.district.rows import GENERATED_MARK
from optimizer.law.check import service_violations
from optimizer.law.rules import load_rules
from optimizer.portfolio import catalogue
from optimizer.portfolio.generating import generated, generated_member
from optimizer.portfolio.shapes import load_shapes
from optimizer.portfolio.shared import shared_sources
from optimizer.redesign.district import District
from optimizer.redesign.violation import Weight
from optimizer.service import Service, complete
from optimizer.service.canonical import fingerprint
from optimizer.service.finding import Severity
from optimizer.service.findings import findings
from optimizer.service.kinds import ItemKind, StepKind
from optimizer.service.record import Sourced
from optimizer.service.terms import EVERYTHING

_PRINTS = """
from optimizer.portfolio.generating import generated
from optimizer.service.canonical import fingerprint
print(*(fingerprint(one.service) for one in generated(7, 3).members))
"""


@pytest.fixture(scope="module")
def district() -> District:
    """As large as the demonstration."""
    return generated(121, 1)


def _sourced(service: Service) -> Iterator[Sourced]:
    for name in type(service).model_fields:
        value = getattr(service, name)
        if isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Sourced))


def test_a_seed_gives_the_same_district_in_every_process() -> None:
    here = [fingerprint(one.service) for one in generated(7, 3).members]
    for hashing in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", _PRINTS],
            env={"PYTHONHASHSEED": hashing},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == here


def test_one_service_alone_is_the_one_of_the_district(district: District) -> None:
    assert generated_member(121, 1, 100) == district.members[99]


def test_another_seed_is_another_district() -> None:
    assert generated(3, 1).members != generated(3, 2).members


def test_every_service_is_plainly_not_real(district: District) -> None:
    assert district.generated
    assert "非真实" in district.name
    for member in district.members:
        assert member.service.name.endswith(GENERATED_MARK)
        assert "非真实" in member.service.notes[0]
        assert all(item.name.endswith(GENERATED_MARK) for item in member.service.items)
        assert member.service.published is None
        assert member.service.baseline is None


def test_every_value_is_marked_assumed(district: District) -> None:
    marks = {one.assumed for member in district.members for one in _sourced(member.service)}
    assert marks == {(EVERYTHING,)}


def test_keys_are_short_unique_and_in_order(district: District) -> None:
    keys = [one.key for one in district.members]
    assert keys[:2] == ["gen-001", "gen-002"]
    assert len(set(keys)) == 121


def test_nothing_is_wrong_with_any_service(district: District) -> None:
    found = [one for member in district.members for one in findings(member.service)]
    assert [one.in_english() for one in found if one.severity is Severity.ERROR] == []


def test_no_two_documents_of_a_service_look_like_one(district: District) -> None:
    found = [one for member in district.members for one in findings(member.service)]
    alike = {"near_duplicate_document", "duplicate_document", "names_not_all_compared"}
    assert [one.in_english() for one in found if one.code in alike] == []
    assert all(len(one.papers) < catalogue.MOST_PAPERS for one in load_shapes().items)


def test_no_service_breaks_the_law_as_it_is(district: District) -> None:
    broken = [
        one
        for member in district.members
        for one in service_violations(load_rules(), complete(member.service))
    ]
    assert [one.message_en for one in broken if one.weight is Weight.HARD] == []


def test_licences_are_delivered_and_inspections_take_two_officers(district: District) -> None:
    ends = {StepKind.DELIVERY, StepKind.ISSUE}
    for member in district.members:
        for item in member.service.items:
            steps = member.service.steps_of(item.id)
            if steps and item.kind is ItemKind.LICENCE:
                assert ends & {one.kind for one in steps}
            assert all(one.staff >= 2 for one in steps if one.kind is StepKind.INSPECTION)


def test_the_same_item_is_the_same_in_every_service(district: District) -> None:
    seen = defaultdict(set)
    for member in district.members:
        for item in member.service.items:
            seen[item.name].add((item, member.service.steps_of(item.id)))
    assert all(len(ways) == 1 for ways in seen.values())
    codes = Counter(item.codes.basic for ways in seen.values() for item, _ in ways)
    assert set(codes.values()) == {1}
    used = Counter(item.name for member in district.members for item in member.service.items)
    assert sum(count > 1 for count in used.values()) > 100


def test_one_source_serves_many_services_and_none_is_in_doubt(district: District) -> None:
    sources, doubts = shared_sources(district.members)
    uses = sorted((len(one.uses) for one in sources), reverse=True)
    assert doubts == ()
    assert uses[0] > 121 / 2
    assert uses[-1] == 1


def test_yearly_cases_span_orders_of_magnitude(district: District) -> None:
    cases = [one.service.yearly_cases or 0 for one in district.members]
    assert 10 <= min(cases) < 100
    assert 10_000 <= max(cases) < 100_000


def test_sizes_are_those_that_were_measured(district: District) -> None:
    shapes = load_shapes()
    sizes = {int(size) for size, _ in shapes.sizes}
    drawn = [len(one.service.items) for one in district.members]
    assert set(drawn) <= sizes
    mean = sum(int(size) * often for size, often in shapes.sizes) / shapes.services
    assert sum(drawn) / len(drawn) == pytest.approx(mean, rel=0.15)


def test_needs_and_precedences_are_as_many_as_were_measured(district: District) -> None:
    shapes = load_shapes()
    services = [one.service for one in district.members]
    items = sum(len(one.items) for one in services)
    measured_items = shapes.later_items + shapes.services
    needs = sum(len(one.requirements) for one in services)
    assert needs / items == pytest.approx(shapes.needs / measured_items, rel=0.15)
    orders = sum(len(one.precedences) for one in services)
    declared = sum(often for _, often in shapes.precedences)
    later = items - len(services)
    assert orders / later == pytest.approx(declared / shapes.later_items, rel=0.15)
