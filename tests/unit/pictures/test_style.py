"""The visual language: told apart without colours, legible in all of them."""

import math
from itertools import combinations, product

import pytest

from optimizer.network.edges import EdgeKind
from optimizer.pictures import style
from optimizer.service.kinds import Route, StepKind
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.fixtures import pair


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def distance(one: str, other: str) -> float:
    """How far two colours lie apart in RGB, 0 to 441."""
    return math.dist(*([int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in (one, other)))


TINTS = (*style.DEPARTMENT_TINTS, *style.ROUTE_TINTS.values())


@pytest.mark.parametrize("tint", TINTS)
def test_text_is_legible_on_every_ground(tint: style.Tint) -> None:
    """AA asks for 4.5:1: dark and muted text on areas, white marks on lines."""
    assert contrast(style.INK, tint.area) >= 4.5
    assert contrast(style.MUTED, tint.area) >= 4.5
    assert contrast(style.PAPER, tint.line) >= 4.5


@pytest.mark.parametrize("tint", style.ROUTE_TINTS.values())
def test_route_marks_are_legible_on_their_ground(tint: style.Tint) -> None:
    assert contrast(tint.line, tint.area) >= 4.5


@pytest.mark.parametrize("tint", style.DEPARTMENT_TINTS)
def test_changed_lengths_are_legible_in_every_lane(tint: style.Tint) -> None:
    assert contrast(style.GAIN, tint.area) >= 4.5
    assert contrast(style.ACCENT, tint.area) >= 3


def test_lines_stand_out_from_the_ground() -> None:
    """AA asks for 3:1 of what is needed to understand a picture."""
    lines = (*style.EDGE_LINES.values(), style.CHAIN_LINE, style.CIRCLE_LINE)
    for line, ground in product(lines, (style.PAPER, style.WASH)):
        assert contrast(line.colour, ground) >= 3


def test_lines_differ_without_colour() -> None:
    lines = (*style.EDGE_LINES.values(), style.CHAIN_LINE, style.CIRCLE_LINE)
    assert len({(line.width, line.dash) for line in lines}) == len(lines)
    assert set(style.EDGE_LINES) == set(EdgeKind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_route_has_a_mark_of_its_own(language: Language) -> None:
    for marks in (
        [style.step_mark(kind, language) for kind in StepKind],
        [style.route_mark(route, language) for route in Route],
    ):
        assert len(set(marks)) == len(marks)
        assert all(0 < len(mark) <= 4 for mark in marks)


def test_departments_have_well_separated_colours() -> None:
    tints = style.DEPARTMENT_TINTS
    assert all(
        one.line != other.line and one.area != other.area for one, other in combinations(tints, 2)
    )


def test_the_lead_department_comes_first_and_keeps_its_colour() -> None:
    service = pair().model_copy(update={"lead_department": "d2"})
    assert style.department_order(service)[0] == "d2"
    assert style.department_tints(service)["d2"] == style.DEPARTMENT_TINTS[0]


def test_a_department_looks_the_same_on_both_sides() -> None:
    before = pair()
    after = before.model_copy(update={"departments": tuple(reversed(before.departments))})
    assert style.department_tints(before, after) == {
        **style.department_tints(before, after),
        **style.department_tints(before),
    }
