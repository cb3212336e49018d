"""容缺清单: every material handed in has one place, and only listed ones may follow."""

from collections import Counter

import pytest

from optimizer.deliverables.deferral import Deferrable, deferral, how_deferrable
from optimizer.deliverables.deliverable import Deliverable, Form, Paragraph, Tone
from optimizer.deliverables.reform import Reform
from optimizer.service import Service
from optimizer.service.kinds import Necessity
from optimizer.service.requirement import Requirement
from tests.deliverable_reading import column, grids, part, reform_of, texts, untouched
from tests.fixtures import pair, with_need
from tests.measures import reform_with

DEFERRABLE = with_need(necessity=Necessity.DEFERRABLE)


def fixed(written: Deliverable) -> dict[str, tuple[str, ...]]:
    """What may not follow, by item."""
    grid = grids(part(written, "不得容缺的材料"))[0]
    cells = zip(column(grid, "联办事项"), column(grid, "不得容缺的材料"), strict=True)
    return {item: tuple(told.splitlines()) for item, told in cells}


def paragraphs(written: Deliverable) -> str:
    return "\n".join(one.text for one in written.blocks if isinstance(one, Paragraph))


@pytest.mark.parametrize(
    ("update", "sort"),
    [
        ({}, Deferrable.NECESSARY),
        ({"main": True}, Deferrable.MAIN),
        ({"main": True, "necessity": Necessity.DEFERRABLE}, Deferrable.MAIN),
        ({"necessity": Necessity.OPTIONAL}, Deferrable.OPTIONAL),
        ({"necessity": Necessity.DEFERRABLE}, Deferrable.POSSIBLE),
        ({"necessity": Necessity.DEFERRABLE, "needed_by": "decision"}, Deferrable.DEFERRED),
        ({"needed_by": "decision"}, Deferrable.NECESSARY),
    ],
)
def test_only_listed_secondary_materials_follow(
    update: dict[str, object], sort: Deferrable
) -> None:
    need = Requirement(id="n", item="a", document="d")
    assert how_deferrable(need.model_copy(update=update)) is sort


@pytest.mark.parametrize("name", ["bakery", "open-homestay-zhuzhou"])
def test_every_material_handed_in_stands_once_under_its_item_and_no_other_does(name: str) -> None:
    reform = reform_of(name)
    after, names = reform.plan.after, reform.names_after
    told = fixed(deferral(reform))
    assert list(told) == [names(one.id) for one in after.items]
    for item in after.items:
        own = {names(one.document) for one in after.requirements_of(item.id) if one.handed_in()}
        cells = Counter(one.removesuffix("†") for one in told[names(item.id)])
        assert cells == Counter(own or {"—"})


def test_a_material_that_follows_says_until_when_on_what_ground_and_what_else() -> None:
    written = deferral(reform_with(DEFERRABLE, "defer:a:合同"))
    (row,) = grids(part(written, "可以容缺的材料"))[0].rows
    assert row[1:3] == ("a", "租赁合同")
    assert row[3] == "最迟在“决定”前补齐；具体期限待明确"
    assert row[4] == "国发〔2024〕3号（1 容缺受理）"
    assert "待明确" in row[5]
    assert fixed(written) == {"a": ("甲申请表", "营业执照"), "b": ("乙申请表", "营业执照")}


def test_the_written_promise_names_what_follows_and_nothing_else() -> None:
    written = deferral(reform_with(DEFERRABLE, "defer:a:合同"))
    promise = part(written, "容缺受理承诺书（样本）")
    form = next(one for one in promise.blocks if isinstance(one, Form))
    offered = {one.label: one.options for one in form.fields if one.options}
    assert offered == {"申请事项": ("a",), "容缺材料": ("租赁合同",)}
    assert "〔待填" in paragraphs(promise)


def test_what_could_follow_and_does_not_is_told_apart() -> None:
    written = deferral(untouched(DEFERRABLE))
    (row,) = grids(part(written, "列为容缺后补而本方案未采用的材料"))[0].rows
    assert row[1:3] == ("a", "租赁合同")
    assert "本方案没有采用容缺受理" in paragraphs(written)
    assert not any(isinstance(one, Form) for one in written.blocks)


def test_without_any_it_says_so_and_promises_nothing() -> None:
    written = deferral(reform_of("bakery"))
    assert "本方案没有可以容缺受理的材料" in paragraphs(written)
    assert not any(isinstance(one, Form) for one in written.blocks)


def test_main_materials_are_marked_and_missing_marks_are_told() -> None:
    marked = deferral(untouched(with_need(main=True)))
    assert "租赁合同（主要材料）" in fixed(marked)["a"]
    assert "没有登记哪些材料是主要材料" not in paragraphs(marked)
    assert "没有登记哪些材料是主要材料" in paragraphs(deferral(untouched(pair())))


def test_optional_materials_have_a_column_of_their_own() -> None:
    grid = grids(
        part(deferral(untouched(with_need(necessity=Necessity.OPTIONAL))), "不得容缺的材料")
    )[0]
    assert column(grid, "非必要材料") == ["租赁合同", "—"]


@pytest.mark.parametrize(
    ("service", "marked"),
    [
        (with_need(necessity=Necessity.DEFERRABLE, assumed=("necessity",)), "租赁合同†"),
        (with_need(necessity=Necessity.DEFERRABLE), "租赁合同"),
    ],
)
def test_what_is_only_assumed_to_be_secondary_is_marked(service: Service, marked: str) -> None:
    written = deferral(reform_with(service, "defer:a:合同"))
    assert column(grids(part(written, "可以容缺的材料"))[0], "材料名称") == [marked]


def test_the_counts_are_those_of_the_tables() -> None:
    reform: Reform = reform_with(DEFERRABLE, "defer:a:合同")
    first = next(
        one.text
        for one in deferral(reform).blocks
        if isinstance(one, Paragraph) and one.tone is Tone.BODY
    )
    assert "材料需求 5 项，其中可以容缺受理 1 项" in first
    assert any("postponed" in one for one in texts(deferral(_english())))


def _english() -> Reform:
    return reform_with(DEFERRABLE, "defer:a:合同", language="en")
