"""The validation page."""

import pytest

from optimizer import planning
from optimizer.formats.validation_page import ValidationCase, published_percent, validation_page
from optimizer.redesign.request import NAMED_REQUESTS
from optimizer.service.service import Figures, Published
from tests.fixtures import draft


@pytest.fixture(scope="module")
def case() -> ValidationCase:
    published = Published(
        before=Figures(materials=5, steps=12, days=10),
        after=Figures(materials=0, steps=1, days=0.5),
        note="a | b\n# not a heading",
    )
    service = draft().model_copy(update={"published": published})
    plans = tuple(planning.optimize(service, one) for one in NAMED_REQUESTS.values())
    return ValidationCase("small-shop", service, plans)


def test_it_is_the_same_every_time(case: ValidationCase) -> None:
    """Nothing on the page depends on when or how fast it was made."""
    assert validation_page([case]) == validation_page([case])
    assert f"{case.plans[0].outcome.seconds:.1f} s" not in validation_page([case])


def test_every_plan_stands_beside_the_published_figures(case: ValidationCase) -> None:
    """Published and computed figures of one metric share a row."""
    page = validation_page([case])
    row = next(line for line in page.splitlines() if line.startswith("| materials | 5 | 0"))
    assert row.count("|") == len(NAMED_REQUESTS) + 5


def test_what_stays_behind_has_its_reasons(case: ValidationCase) -> None:
    """Where the plan is behind the published reduction, computed reasons follow."""
    lines = validation_page([case]).splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("Behind in materials"))
    assert lines[place + 2].startswith("- ")
    assert any("no data source is declared" in line for line in lines)


def test_figures_made_up_are_told_from_figures_read(case: ValidationCase) -> None:
    """A constructed pair of mixed rules says so."""
    assert "Published figures: constructed, mixed." in validation_page([case])


def test_texts_from_files_break_nothing(case: ValidationCase) -> None:
    """A note with bars and line breaks stays one line of text."""
    assert "Note: a ／ b # not a heading" in validation_page([case]).splitlines()


def test_a_service_without_published_figures_is_no_validation() -> None:
    """Nothing is compared where nothing was published."""
    assert published_percent(None, "materials") is None
    assert "Behind" not in validation_page([ValidationCase("x", draft(), ())])
