"""一页纸汇报: one page, counts that add up, and what the meeting is asked to decide."""

import dataclasses
import re
from functools import cache
from pathlib import Path

import pytest

from optimizer import planning
from optimizer.deliverables.brief import brief
from optimizer.deliverables.deliverable import Listing, Paragraph
from optimizer.deliverables.reform import Reform
from optimizer.formats.deliverable_pdf import pdf
from optimizer.redesign.request import BREAKTHROUGH, CONSERVATIVE
from optimizer.service.kinds import Authority
from optimizer.wording.catalogue import Language
from tests.deliverable_reading import grids, part, reform_of, service_of, texts, told, untouched
from tests.fixtures import pair
from tests.office import NEEDS_POPPLER, pages_of_pdf

# As long as the longest that 导出 writes: eight lines, one of them broken.
ORIGIN = "\n".join(("某行" * 20,) * 7 + ("情形" * 90,))


@cache
def _bold() -> Reform:
    service = service_of("open-restaurant-sichuan")
    return told(planning.optimize(service, BREAKTHROUGH), service)


def _entries(reform: Reform, heading: str) -> tuple[str, ...]:
    (listing,) = (one for one in part(brief(reform), heading).blocks if isinstance(one, Listing))
    return listing.entries


@NEEDS_POPPLER
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["construction-full-process-hunan", "deceased-hunan"])
def test_the_largest_services_stay_on_one_page(
    name: str, language: Language, tmp_path: Path
) -> None:
    service = service_of(name)
    # The full process in its quickest plan: all of its steps, papers and 13 questions.
    request = CONSERVATIVE if name.startswith("construction") else BREAKTHROUGH
    reform = told(planning.optimize(service, request), service, language)
    reform = dataclasses.replace(reform, origin=ORIGIN)
    assert pages_of_pdf(pdf(brief(reform)), tmp_path) == 1


def test_the_six_parts_of_a_brief() -> None:
    written = brief(reform_of("bakery"))
    for heading in ("现状", "堵点", "举措", "前后数", "提请决策事项", "责任单位与时限"):
        assert part(written, heading).blocks
    assert written.compact


def test_every_measure_is_counted_once() -> None:
    entries = _entries(_bold(), "举措")
    counts = [int(re.findall(r"(\d+) 项", one)[-1]) for one in entries]
    assert sum(counts) == len(_bold().plan.outcome.measures)


def test_the_kind_that_brings_most_comes_first() -> None:
    """Side by side takes 18 of 48 days off; window and inspection cost some."""
    entries = _entries(_bold(), "举措")
    assert entries[0] == "并联审批（2 项）：时限（工作日） −18"


def test_what_others_decide_is_asked_the_highest_first() -> None:
    reform = _bold()
    entries = _entries(reform, "提请决策事项")
    assert entries[0] == "省级部门决定 2 项：压缩承诺时限 2"
    asked = sum(int(re.findall(r"决定 (\d+) 项", one)[0]) for one in entries[:-1])
    others = [
        one for one in reform.plan.outcome.measures if one.terms.authority is not Authority.OWN_UNIT
    ]
    assert asked == len(others)
    assert entries[-1] == "另有 1 项合规事项须由有关单位书面确认"


def test_nothing_is_asked_where_the_own_unit_decides() -> None:
    service = pair()
    plan = planning.optimize(service, CONSERVATIVE)
    assert "各项举措均可由本单位决定，没有提请决策的事项。" in list(
        texts(brief(told(plan, service)))
    )


def test_figures_stand_with_their_rule() -> None:
    written = part(brief(_bold()), "前后数")
    (grid,) = grids(written)
    assert ("办理时限（工作日）†", "48", "7", "85.42%") in grid.rows
    notes = [one.text for one in written.blocks if isinstance(one, Paragraph)]
    assert notes[0].startswith("统计口径：")
    assert "其中 48† → 33† 来自统计口径与已公布承诺" in notes[-1]


def test_points_are_counts_of_the_as_is() -> None:
    (point,) = (one.text for one in part(brief(untouched(pair())), "堵点").blocks)  # type: ignore[union-attr]
    assert point == (
        "时限由 6 个首尾相接的环节决定，合计 10 工作日†；1 种材料重复提交（如营业执照）；"
        "1 处先后等待没有法定依据；2 项次政府核发材料仍由申请人提交；分别填报 2 张申请表；"
        "分别申请 2 次；到现场 2† 次。"
    )


def test_without_measures_the_brief_says_so() -> None:
    assert "本方案没有改革举措。" in list(texts(brief(untouched(pair()))))
