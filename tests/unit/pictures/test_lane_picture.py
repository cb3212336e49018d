"""The process picture: what is in the service is in the drawing, in both languages."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find
from optimizer.network.chain import deciding_chain
from optimizer.pictures.lane_picture import lane_picture
from optimizer.pictures.png import png
from optimizer.pictures.style import CHAIN_MARK, step_mark
from optimizer.pictures.svg import Picture
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import GroupOpportunity, MeasureKind
from optimizer.service import Service
from optimizer.service.kinds import PrecedenceKind, StepKind
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.levels import choice
from optimizer.worktime import Duration
from tests.fixtures import legal, pair, same_department, with_kind, with_step
from tests.pixels import read_png
from tests.property.strategies import completed_services

HOSTILE = '"><script>alert(1)</script><a href="https://evil.example">'
XML = "{http://www.w3.org/2000/svg}"


def root(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(picture.svg)


def drawn_steps(picture: Picture) -> dict[str, ElementTree.Element]:
    return {
        one.attrib["data-step"]: one for one in root(picture).iter() if "data-step" in one.attrib
    }


def texts(picture: Picture) -> list[str]:
    return [one.text or "" for one in root(picture).iter(f"{XML}text")]


def told(picture: Picture, step: str) -> str:
    return drawn_steps(picture)[step].findtext(f"{XML}title") or ""


def merged() -> tuple[Service, Service]:
    """Two inspections of one department, and what remains when they are one."""
    before = with_kind(StepKind.INSPECTION)
    groups = [one for one in find(before) if isinstance(one, GroupOpportunity)]
    group = next(one for one in groups if one.kind is MeasureKind.MERGE)
    measure = Measure(
        kind=group.kind,
        lever=group.lever,
        targets=group.targets,
        value=group.group,
        terms=group.terms,
    )
    return before, apply(before, (measure,))


@pytest.mark.parametrize("language", LANGUAGES)
@given(service=completed_services(circles=True))
@settings(max_examples=25)
def test_every_step_is_drawn_once_and_nothing_is_loaded(
    language: Language, service: Service
) -> None:
    picture = lane_picture(service, language)
    assert picture.svg.count("data-step=") == len(service.steps)
    assert set(drawn_steps(picture)) == {step.id for step in service.steps}
    assert "<script" not in picture.svg
    assert re.findall(r"https?://[^\"]*", picture.svg) == ["http://www.w3.org/2000/svg"]


@given(service=completed_services())
@settings(max_examples=10)
def test_the_same_service_gives_the_same_picture(service: Service) -> None:
    assert lane_picture(service, "zh") == lane_picture(service.model_copy(deep=True), "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_stay_text(language: Language) -> None:
    service = pair()
    hostile = service.model_copy(
        update={
            "name": HOSTILE,
            "steps": tuple(one.model_copy(update={"name": HOSTILE}) for one in service.steps),
            "items": tuple(one.model_copy(update={"name": HOSTILE}) for one in service.items),
            "departments": tuple(
                one.model_copy(update={"name": HOSTILE}) for one in service.departments
            ),
        }
    )
    picture = lane_picture(hostile, language)
    tags = {one.tag.removeprefix(XML) for one in root(picture).iter()}
    assert not {"script", "a", "image", "foreignObject"} & tags


def test_a_box_tells_all_that_is_known_of_its_step() -> None:
    service = with_step("a/审查", lock="条例第三条", visits=2, name="资料审查")
    words = told(lane_picture(service, "zh"), "a/审查")
    for known in ("资料审查", "a", "一局", "审查", "条例第三条", "跑动次数：2", "计入时限：是"):
        assert known in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_told_by_a_mark_and_by_the_key(language: Language) -> None:
    service = pair()
    written = texts(lane_picture(service, language))
    for kind in {step.kind for step in service.steps}:
        assert written.count(step_mark(kind, language)) > 1
        assert choice(kind, language) in written


def test_the_deciding_chain_is_starred() -> None:
    service = legal()
    picture = lane_picture(service, "zh")
    chain = {link.step for link in deciding_chain(service)}
    starred = {
        step
        for step, box in drawn_steps(picture).items()
        if CHAIN_MARK in [one.text for one in box.iter(f"{XML}text")]
    }
    assert starred == chain != set()
    assert str(len(chain)) in picture.alt


def test_assumed_lengths_are_marked() -> None:
    read = with_kind(StepKind.INSPECTION)
    for assumed, expected in ((("duration",), True), (("visits",), False), ((), False)):
        marked = with_kind(StepKind.INSPECTION, assumed=assumed)
        box = drawn_steps(lane_picture(marked, "zh"))["a/又"]
        assert ("推" in [one.text for one in box.iter(f"{XML}text")]) is expected
        assert ("推定值" in told(lane_picture(marked, "zh"), "a/又")) is expected
    assert "推定值" not in told(lane_picture(read, "zh"), "b/又")


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_stand_beside_each_other(language: Language) -> None:
    """Kind, star and badge of an assumed length share the top of a box without touching."""
    starred = 0
    for box in drawn_steps(lane_picture(legal(), language)).values():
        kind, *_ = (one for one in box.iter(f"{XML}rect") if one.get("height") == "13")
        ends = [float(kind.attrib["x"]) + float(kind.attrib["width"])]
        for one in box.iter(f"{XML}text"):
            if one.text == CHAIN_MARK:
                starred += 1
                middle = float(one.attrib["x"])
                assert middle - 6 >= ends[0] - 0.5
                ends[0] = middle + 6
        badges = [one for one in box.iter(f"{XML}rect") if one.get("stroke-dasharray") == "1 2"]
        assert [float(one.attrib["x"]) >= ends[0] - 0.5 for one in badges] == [True]
    assert starred


def test_the_key_holds_only_what_occurs() -> None:
    assert "法定前置" in texts(lane_picture(legal(), "zh"))
    assert "法定前置" not in texts(lane_picture(pair(), "zh"))
    assert "推定值（待核实）" in texts(lane_picture(pair(), "zh"))
    assert "推定值（待核实）" not in texts(lane_picture(with_kind(StepKind.INSPECTION), "zh"))


def test_on_the_chain_a_line_still_tells_its_kind() -> None:
    """pair waits by habit, legal by law; both waits stand on the chain."""
    for service, dashes in ((pair(), {"2 3", None}), (legal(), {None})):
        lines = root(lane_picture(service, "zh")).iter(f"{XML}g")
        chained = [one.find(f"{XML}path") for one in lines if one.get("class") == "wait"]
        assert {one.get("stroke-dasharray") for one in chained if one is not None} == dashes


def test_lines_say_why_the_one_waits() -> None:
    titles = [one.text or "" for one in root(lane_picture(legal(), "zh")).iter(f"{XML}title")]
    assert any(title.endswith("：法定前置") for title in titles)
    assert legal().precedences[0].kind is PrecedenceKind.LEGAL


def test_a_merge_carries_one_number_on_both_sides() -> None:
    before, after = merged()
    whole = next(step for step in after.steps if step.members)
    first = lane_picture(before, "zh", compared_with=after, side="before")
    second = lane_picture(after, "zh", compared_with=before, side="after")
    for member in whole.members:
        box = drawn_steps(first)[member.id]
        assert "→并1" in [one.text for one in box.iter(f"{XML}text")]
        assert member.name in told(second, whole.id)
    box = drawn_steps(second)[whole.id]
    assert f"并1·{len(whole.members)}合1" in [one.text for one in box.iter(f"{XML}text")]
    assert "改革前" in first.alt
    assert "改革后" in second.alt


def test_a_dropped_step_is_struck_through() -> None:
    before = pair()
    gone = before.steps[1]
    after = before.model_copy(update={"steps": (before.steps[0], *before.steps[2:])})
    drawn = drawn_steps(lane_picture(before, "zh", compared_with=after))
    assert "取消" in [one.text for one in drawn[gone.id].iter(f"{XML}text")]
    kept = drawn[before.steps[0].id]
    assert "取消" not in [one.text for one in kept.iter(f"{XML}text")]


def test_a_new_step_is_marked() -> None:
    after = pair()
    before = after.model_copy(update={"steps": after.steps[:-1]})
    drawn = drawn_steps(lane_picture(after, "zh", compared_with=before, side="after"))
    assert "新增" in [one.text for one in drawn[after.steps[-1].id].iter(f"{XML}text")]


@pytest.mark.parametrize(("language", "shown"), [("zh", "3→1天"), ("en", "3→1 d")])
def test_a_shortened_step_shows_both_lengths(language: Language, shown: str) -> None:
    before = with_step("a/审查", duration=Duration.parse("3 工作日"))
    after = with_step("a/审查", duration=Duration.parse("1 工作日"))
    picture = lane_picture(after, language, compared_with=before, side="after")
    assert shown in texts(picture)


@pytest.mark.parametrize(
    ("duration", "shown"),
    [("3 工作日", "3天"), ("0.5 工作日", "0.5天"), ("3 小时", "3小时"), ("即办", "即办")],
)
def test_lengths_are_said_briefly(duration: str, shown: str) -> None:
    service = with_step("a/审查", duration=Duration.parse(duration))
    box = drawn_steps(lane_picture(service, "zh"))["a/审查"]
    assert shown in [one.text for one in box.iter(f"{XML}text")]


def test_an_unknown_length_is_told() -> None:
    service = with_step("a/审查", duration=None)
    picture = lane_picture(service, "zh")
    assert "未知" in told(picture, "a/审查")


def test_two_sides_without_a_difference_carry_no_mark() -> None:
    service = same_department()
    plain = lane_picture(service, "zh", title="t")
    for side in ("before", "after"):
        picture = lane_picture(service, "zh", compared_with=service, side=side, title="t")
        assert picture.svg == plain.svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_leaves_the_picture(language: Language) -> None:
    """The outermost pixels of the image are empty."""
    image = read_png(png(lane_picture(legal(), language), scale=1))
    edges = [image.rows[0], image.rows[-1], *image.inside(0, 0, 2, image.height)]
    edges.extend(image.inside(image.width - 2, 0, image.width, image.height))
    assert {row.strip(b"\xff") for row in edges} == {b""}
