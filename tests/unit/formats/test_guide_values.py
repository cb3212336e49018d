"""What single cells of guides mean, as they stand in published lists."""

import pytest

from optimizer.formats.guide_tables.headings import compared, headings, known_concepts, unit_in
from optimizer.formats.guide_tables.headings import concept_name as name_of
from optimizer.formats.guide_tables.values import (
    Entry,
    LimitSort,
    answer_of,
    copies_of,
    count_of,
    entries_in,
    limit_of,
    steps_in,
    two_limits,
)
from optimizer.service.kinds import CopyKind
from optimizer.wording.catalogue import LANGUAGES, Language


@pytest.mark.parametrize(
    ("text", "unit", "in_heading", "sort", "duration"),
    [
        ("20工作日", "", "", LimitSort.READ, "20 工作日"),
        ("20(工作日)", "", "", LimitSort.READ, "20 工作日"),
        ("２０个工作日", "", "", LimitSort.READ, "20 工作日"),
        ("1个月", "", "", LimitSort.READ, "1 个月"),
        ("即办", "", "", LimitSort.READ, "即办"),
        ("当场", "", "", LimitSort.READ, "即办"),
        ("不超过5个工作日", "", "", LimitSort.READ, "5 工作日"),
        ("自受理之日起20个工作日内办结", "", "", LimitSort.READ, "20 工作日"),
        ("20", "工作日", "", LimitSort.READ, "20 工作日"),
        ("20", "1", "", LimitSort.READ, "20 工作日"),
        ("20", "N", "", LimitSort.READ, "20 自然日"),
        ("20", "", "工作日", LimitSort.READ, "20 工作日"),
        ("0", "", "", LimitSort.READ, "即办"),
        ("", "即办", "", LimitSort.READ, "即办"),
        ("15自然日", "", "", LimitSort.READ, "15 自然日"),
        ("20", "", "", LimitSort.BARE, "20 工作日"),
        ("20天", "", "", LimitSort.NATURAL, "20 自然日"),
        ("20", "天", "", LimitSort.NATURAL, "20 自然日"),
        ("20工作日", "月", "", LimitSort.CONTRARY, "20 工作日"),
        ("无期限", "", "", LimitSort.NONE, None),
        ("/", "", "", LimitSort.NONE, None),
        ("5-10工作日", "", "", LimitSort.UNKNOWN, None),
        ("视情况而定", "", "", LimitSort.UNKNOWN, None),
        ("20", "个季度", "", LimitSort.UNKNOWN, None),
        ("99999999工作日", "", "", LimitSort.UNKNOWN, None),
    ],
)
def test_limits(
    text: str, unit: str, in_heading: str, sort: LimitSort, duration: str | None
) -> None:
    read = limit_of(text, unit, in_heading)
    assert (read.sort, None if read.duration is None else str(read.duration)) == (sort, duration)


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("2", (2, None, None)),
        ("2份", (2, None, None)),
        ("一式两份", (2, None, None)),
        ("原件1份", (None, 1, None)),
        ("原件1份、复印件2份", (None, 1, 2)),
        ("若干", (None, None, None)),
        ("按需", (None, None, None)),
    ],
)
def test_copies(text: str, copies: tuple[int | None, int | None, int | None]) -> None:
    """All together, originals, photocopies."""
    assert copies_of(text) == copies


@pytest.mark.parametrize(
    ("text", "lines", "entries"),
    [
        ("营业执照", False, [Entry("营业执照")]),
        ("身份证复印件2份", False, [Entry("身份证复印件", 2, CopyKind.COPY)]),
        ("身份证复印件（1份）", False, [Entry("身份证复印件", 1, CopyKind.COPY)]),
        ("身份证（复印件1份）", False, [Entry("身份证", 1, CopyKind.COPY)]),
        ("申请表(一式两份)", False, [Entry("申请表", 2)]),
        (
            "营业执照原件及复印件各1份",
            False,
            [Entry("营业执照原件及复印件", 2, CopyKind.EITHER)],
        ),
        ("1.申请书\n2.身份证", False, [Entry("申请书"), Entry("身份证")]),
        ("（一）申请书；（二）章程", True, [Entry("申请书"), Entry("章程")]),
        ("①申请书②章程", True, [Entry("申请书"), Entry("章程")]),
        ("1.申请书2.章程3、合同", True, [Entry("申请书"), Entry("章程"), Entry("合同")]),
        ("1.第2、3页的章程", True, [Entry("第2、3页的章程", several=True)]),
        ("申请书^章程;合同", False, [Entry("申请书"), Entry("章程"), Entry("合同")]),
        ("申请书\n章程", True, [Entry("申请书"), Entry("章程")]),
        ("建设工程\n规划许可证", False, [Entry("建设工程 规划许可证")]),
        ("身份证、户口簿", False, [Entry("身份证、户口簿", several=True)]),
        ("章程、执照复印件", False, [Entry("章程、执照复印件", several=True)]),
        ("2025年度审计报告", True, [Entry("2025年度审计报告")]),
        ("3.5英寸光盘", True, [Entry("3.5英寸光盘")]),
    ],
)
def test_materials_inside_a_cell(text: str, lines: bool, entries: list[Entry]) -> None:
    """Taken apart where signs say so; left whole, and told, where only the meaning could."""
    assert entries_in(text, lines=lines) == entries


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *((one, True) for one in ("是", "有", "√", "1", "需要", "Y")),
        *((one, False) for one in ("否", "0", "不需要", "/", "无")),
        ("视情况", None),
    ],
)
def test_answers(text: str, answer: bool | None) -> None:
    assert answer_of(text) is answer


def test_steps_in_a_cell() -> None:
    wanted = ["收件", "受理", "审查", "决定"]
    for text in ("收件→受理→审查→决定", "收件-->受理->审查—决定", "收件、受理、审查、决定"):
        assert steps_in(text) == wanted
    assert steps_in("1.收件 2.受理 3.审查 4.决定") == wanted


def test_counts() -> None:
    assert [count_of(one) for one in ("0次", "1", "两份", "许多")] == [0, 1, 2, None]


@pytest.mark.parametrize(
    ("heading", "plain", "unit"),
    [
        ("承诺时限(工作日)", "承诺时限", "工作日"),
        ("承诺时限（单位：工作日）", "承诺时限单位", "工作日"),
        ("法定办结时限(单位)", "法定办结时限单位", ""),
        (" * 事 项 名 称：", "事项名称", ""),
        ("组织编码（即部门编码）", "组织编码", ""),
        ("材料名称 *", "材料名称", ""),
    ],
)
def test_headings_are_compared_without_their_trimmings(heading: str, plain: str, unit: str) -> None:
    assert (compared(heading), unit_in(heading)) == (plain, unit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_concepts_are_called_alike(language: Language) -> None:
    """A planner picks a meaning by its name."""
    names = [name_of(one).told(language) for one in known_concepts()]
    assert sorted(set(names)) == sorted(names)


def test_no_heading_means_two_things_in_one_table() -> None:
    """Within one sort of table a heading has one meaning."""
    for alias, concepts in headings().aliases.items():
        groups = [one.partition(".")[0] for one in concepts]
        assert len(set(groups)) == len(groups), alias


@pytest.mark.parametrize(
    ("text", "heading", "both"),
    [
        ("法定20个工作日/承诺5个工作日", "时限", ("20个工作日", "5个工作日")),
        ("承诺时限：即办；法定时限：1个月", "时限", ("1个月", "即办")),
        ("法定办结时限 20工作日\n承诺办结时限 5工作日", "时限", ("20工作日", "5工作日")),
        ("20/5", "时限(法定/承诺)", ("20", "5")),
        ("5日／20日", "办理时限（承诺／法定）", ("20日", "5日")),
    ],
)
def test_two_limits_of_one_cell_are_taken_apart(
    text: str, heading: str, both: tuple[str, str]
) -> None:
    """By the words of the cell, else by the order in the heading."""
    assert two_limits(text, heading) == both


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("20/5", "时限"),
        ("20/5/3", "时限(法定/承诺)"),
        ("20", "时限(法定/承诺)"),
        ("法定20个工作日", "时限(法定/承诺)"),
        ("约10天，法定20日/承诺5日", "时限"),
        ("法定/承诺", "时限"),
    ],
)
def test_a_cell_that_does_not_tell_two_limits_surely_is_left_whole(text: str, heading: str) -> None:
    """What is which must be said."""
    assert two_limits(text, heading) is None


@pytest.mark.parametrize(
    ("text", "heading", "copies"),
    [
        ("1/0", "份数(原件/复印件)", (None, 1, 0)),
        ("2／1", "份数（复印件／原件）", (None, 1, 2)),
        ("1/0", "份数", (None, None, None)),
        ("1/0/2", "份数(原件/复印件)", (None, None, None)),
        ("3", "份数(原件/复印件)", (3, None, None)),
    ],
)
def test_originals_and_photocopies_of_one_cell_follow_the_heading(
    text: str, heading: str, copies: tuple[int | None, int | None, int | None]
) -> None:
    """The heading says which number comes first."""
    assert copies_of(text, heading) == copies
