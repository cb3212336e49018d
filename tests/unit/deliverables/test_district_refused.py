"""What a district was not to connect or to ask for, in its papers and its workbook."""

from functools import cache

import pytest

from optimizer.deliverables.district_report import district_report
from optimizer.evaluation.district.summary import Summary, summary
from optimizer.formats.district_workbook import district_workbook
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.redesign.district import JointRequest
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.district_road import unchanged_text
from tests.deliverable_reading import DAY, part, texts
from tests.districts import asking_plan, district_plan
from tests.spreadsheet import Book
from tests.trade_words import trade_words
from tests.unit.portfolio.small_districts import small_district

POLICE = "公安库@数据局"


@cache
def _decided() -> Summary:
    crew = Crew(workers=1)
    plan = decide_district(small_district(1), JointRequest(refused=(POLICE,)), crew)
    return summary(plan)


def _report(held: Summary, language: Language = "zh") -> str:
    return "\n".join(texts(part(district_report(held, "", DAY, language), _FIRST[language])))


_FIRST: dict[Language, str] = {"zh": "总体情况", "en": "Overview"}


def test_the_report_tells_it_beside_the_ceilings() -> None:
    told = _report(_decided())
    assert "本次要求暂不对接的数据来源 1 个：公安库（数据局）。" in told
    assert not trade_words(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_was_refused_the_report_tells_nothing(language: Language) -> None:
    told = _report(summary(district_plan()), language)
    assert "暂不对接" not in told
    assert "not to be connected" not in told


def test_the_workbook_tells_it_in_its_notes_and_at_the_source() -> None:
    book = Book(district_workbook(_decided(), "", "zh"))
    states = {row["数据来源"]: row["对接状态"] for row in book.rows("数据来源")}
    assert states == {"公安库": "本次要求暂不对接", "市场监管库": "需对接"}
    told = "\n".join(str(one) for one in book.values.values())
    assert "要求排除的事项" in told
    assert "本次要求暂不对接的数据来源 1 个：公安库（数据局）。" in told


def test_a_refused_approval_is_told_by_what_it_would_allow() -> None:
    plan = asking_plan()
    key = next(one.key for one in plan.approvals if one.key not in plan.outcome.approved)
    request = plan.request.model_copy(update={"refused": (key,)})
    held = summary(plan.model_copy(update={"request": request}))
    assert "本次要求暂不报请上级支持的事项 1 项：" in _report(held)
    assert key not in _report(held)


@pytest.mark.parametrize(
    ("refused", "told"), [((), "已不能再压减）"), ((POLICE,), "不表示没有改革空间）")]
)
def test_a_service_left_as_it_is_may_have_been_kept_from_changing(
    refused: tuple[str, ...], told: str
) -> None:
    held = summary(district_plan(JointRequest(refused=refused)))
    assert told in unchanged_text(held, "zh")
