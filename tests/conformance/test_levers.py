"""Every lever of the catalogue has everything a lever needs; what it lacks is named."""

import pytest

from optimizer.levers.applying import APPLYING, apply
from optimizer.levers.catalogue import LEVERS, find, lever_text, measure_of, precondition_text
from optimizer.levers.deciding import decider
from optimizer.levers.lever import Lever
from optimizer.levers.reference import lever_tables, lever_texts, merge_classes
from optimizer.redesign.opportunity import MeasureKind, Opportunity, ShortenOpportunity
from optimizer.service.department import Department
from optimizer.service.kinds import DepartmentKind, Grade, ListCategory, StepKind
from tests.fixtures import BOUNDARIES, pair

# Elements the levers ask the table of who decides about, beside those of the catalogue.
_FURTHER = (
    *(("source", one) for one in ("online", "unconditional", "conditional", "uncatalogued")),
    ("visit", ""),
    ("step", "authorised"),
    *((one.element, one.detail) for one in merge_classes().values() if one.key != "window"),
)


def _wanted(lever: Lever, found: tuple[Opportunity, ...]) -> tuple[Opportunity, ...]:
    wanted = BOUNDARIES[lever.key].opportunity
    return tuple(one for one in found if one.id == wanted and one.lever == lever.key)


def lacks(lever: Lever) -> list[str]:
    """What a lever lacks, in words."""
    text = lever_texts().get(lever.key)
    if text is None:
        return ["a row in the catalogue"]
    missing = [f"text in {lang}" for lang in ("zh", "en") if not lever_text(lever.key, lang)]
    if not (text.name_zh and text.name_en):
        missing.append("a name in both languages")
    if bool(precondition_text(lever.key, "zh")) != bool(precondition_text(lever.key, "en")):
        missing.append("its precondition in both languages")
    missing.extend(f"an apply for {kind}" for kind in lever.kinds if kind not in APPLYING)
    if text.grade not in lever_tables().weights:
        missing.append("a weight of its effort")
    if lever.key not in BOUNDARIES:
        return [*missing, "a fixture at the boundary"]
    row = BOUNDARIES[lever.key]
    if not _wanted(lever, find(row.used())):
        missing.append(f"a fixture in which {row.opportunity} is found")
    if _wanted(lever, find(row.refused())):
        missing.append(f"a fixture in which {row.opportunity} is refused")
    return missing


@pytest.mark.parametrize("lever", LEVERS, ids=lambda one: one.key)
def test_a_lever_lacks_nothing(lever: Lever) -> None:
    """Texts, prices, find, apply and fixtures on both sides of the boundary are there."""
    assert lacks(lever) == []


@pytest.mark.parametrize("lever", LEVERS, ids=lambda one: one.key)
def test_a_lever_finds_only_its_own_kinds(lever: Lever) -> None:
    """An opportunity names the lever that found it and a kind the lever declares."""
    for one in lever.find(BOUNDARIES[lever.key].used()):
        assert (one.lever, one.kind in lever.kinds) == (lever.key, True)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda one: one.key)
def test_a_lever_changes_the_service(lever: Lever) -> None:
    """What a lever offers does something, except guided questions, which count nothing."""
    before = BOUNDARIES[lever.key].used()
    (found,) = _wanted(lever, find(before))
    value = f"{found.floor_hours}h" if isinstance(found, ShortenOpportunity) else ""
    after = apply(before, (measure_of(found, found.targets, value),))
    assert (after == before) == (found.kind is MeasureKind.GUIDE)


def test_the_catalogue_names_the_levers_in_their_order() -> None:
    """The file of texts and the list of levers hold the same keys in the same order."""
    assert list(lever_texts()) == [lever.key for lever in LEVERS]


def test_every_kind_of_measure_can_be_applied_and_found() -> None:
    """No kind of measure is without effect, none without a lever."""
    offered = {kind for lever in LEVERS for kind in lever.kinds}
    assert set(APPLYING) == offered == set(MeasureKind)


def test_every_step_kind_has_a_default_floor_and_every_grade_a_weight() -> None:
    """The tables are complete and effort rises with the grade."""
    weights = lever_tables().weights
    assert set(lever_tables().default_floors) == set(StepKind)
    assert weights[Grade.EASY] < weights[Grade.MEDIUM] < weights[Grade.HARD]


@pytest.mark.parametrize("category", ListCategory)
@pytest.mark.parametrize("kind", DepartmentKind)
def test_somebody_decides_everything(category: ListCategory, kind: DepartmentKind) -> None:
    """For every list and kind of department the table says who decides each element."""
    service = pair().model_copy(
        update={"list_category": category, "departments": (Department(id="d1", kind=kind),)}
    )
    texts = ((one.element, one.detail) for one in lever_texts().values())
    elements = {pair for pair in texts if pair[0] not in ("source", "visit")} | set(_FURTHER)
    silent = [one for one in sorted(elements) if not decider(service, *one, ("d1", "?")).reason_zh]
    assert silent == []
