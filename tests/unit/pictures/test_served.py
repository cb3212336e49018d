"""Sources to connect: every bar is as long as the services it serves are many."""

import pytest

from optimizer.evaluation.district.summary import Summary, summary
from optimizer.pictures.served import served_chart
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.redesign.district import District, DistrictPlan, JointRequest
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.charts import drawn_texts, fits_the_schema, rows
from tests.unit.portfolio.small_districts import small_district


def _decided(district: District) -> DistrictPlan:
    return decide_district(district, JointRequest(), Crew(workers=1))


@pytest.fixture(scope="module")
def told() -> Summary:
    return summary(_decided(small_district(1, count=4)))


def test_a_bar_is_as_long_as_its_source_serves_services(told: Summary) -> None:
    chart = served_chart(told, "zh")
    assert chart is not None
    counts = sorted((len(told.served(one)) for one in told.connected), reverse=True)
    assert counts
    assert [row["x2"] for row in rows(chart, "rect")] == counts
    texts = " ".join(drawn_texts(chart))
    for one in told.connected:
        assert one.name in texts
        assert one.name in chart.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_one_that_viewers_know(told: Summary, language: Language) -> None:
    chart = served_chart(told, language)
    assert chart is not None
    assert fits_the_schema(chart)


def test_without_a_source_to_connect_there_is_no_picture() -> None:
    request = JointRequest(max_effort=0)
    plan = decide_district(small_district(1), request, Crew(workers=1))
    assert served_chart(summary(plan), "zh") is None


def test_of_many_sources_the_busiest_are_drawn_and_the_others_counted(told: Summary) -> None:
    """Forty copies of the sources under other names are more than a picture holds."""
    plan = told.plan
    first = told.connected[0]
    others = tuple(
        first.model_copy(update={"key": f"k{number}", "name": f"数据来源{number}"})
        for number in range(40)
    )
    keys = tuple(one.key for one in others)
    outcome = plan.outcome.model_copy(
        update={
            "connected": (*plan.outcome.connected, *keys),
            "choices": tuple(
                one.model_copy(update={"sources": (*one.sources, *keys)})
                for one in plan.outcome.choices
            ),
        }
    )
    many = plan.model_copy(update={"sources": (*plan.sources, *others), "outcome": outcome})
    chart = served_chart(summary(many), "zh")
    assert chart is not None
    bars = rows(chart, "rect")
    assert 20 <= len(bars) < len(many.outcome.connected)
    left = len(many.outcome.connected) - len(bars)
    assert f"另有 {left} 个数据来源" in chart.alt
