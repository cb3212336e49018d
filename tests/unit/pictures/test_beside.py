"""Services of a district beside published reforms: a dot each, both numbers told."""

import pytest

from optimizer.evaluation.district.beside import Beside, beside_published
from optimizer.evaluation.district.summary import Summary, summary
from optimizer.pictures.beside import beside_chart
from optimizer.pictures.style import FAINT, GAIN
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.redesign.district import JointRequest
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.charts import drawn_texts, fits_the_schema, rows
from tests.unit.portfolio.small_districts import small_district


@pytest.fixture(scope="module")
def told() -> Summary:
    plan = decide_district(small_district(1, count=4), JointRequest(), Crew(workers=1))
    return summary(plan)


@pytest.fixture(scope="module")
def found(told: Summary) -> tuple[Beside, ...]:
    return beside_published(told.rows, told.rule)


def test_every_service_and_every_reform_has_its_dot(
    told: Summary, found: tuple[Beside, ...]
) -> None:
    dots = rows(beside_chart(told, found, "zh"), "point")
    assert found
    assert sum(one["fill"] == GAIN for one in dots) == sum(one.ours.count for one in found)
    assert sum(one["fill"] == FAINT for one in dots) == sum(one.published.count for one in found)
    tips = {text for one in dots for key, text in one.items() if key.startswith("tip")}
    for key, each in found[0].services:
        assert {told.name(key), str(each.before), str(each.after)} <= tips


def test_a_better_reduction_stands_further_right(told: Summary, found: tuple[Beside, ...]) -> None:
    (one,) = (each for each in found if each.metric == "materials")
    dots = [dot for dot in rows(beside_chart(told, [one], "zh"), "point") if dot["fill"] == GAIN]
    across = [float(str(dot["x"])) for dot in dots]
    percents = sorted(each.percent or 0.0 for _, each in one.services)
    assert across == sorted(across)
    assert [round(px / across[-1] * percents[-1], 6) for px in across] == pytest.approx(
        percents, abs=1e-3
    ), "the axis begins at 0 where nobody got worse"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_tells_counts_and_medians_to_whoever_cannot_see_it(
    told: Summary, found: tuple[Beside, ...], language: Language
) -> None:
    chart = beside_chart(told, found, language)
    assert fits_the_schema(chart)
    assert drawn_texts(chart)
    for one in found:
        assert f"{one.published.median:.2f}" in chart.alt
        assert str(one.ours.count) in chart.alt
