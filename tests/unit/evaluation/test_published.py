"""Published reforms as facts, and the position of a reduction among them."""

from pathlib import Path

import pytest

from optimizer.errors import InvalidInput
from optimizer.evaluation.published import (
    METRICS,
    position,
    published_reforms,
    read_published_reforms,
    theme_of,
)
from optimizer.places import data_directory

HEADER = (data_directory() / "published_reforms.csv").read_text(encoding="utf-8").splitlines()[0]


def _table(tmp_path: Path, *rows: dict[str, str]) -> Path:
    columns = HEADER.split(",")
    plain = {"id": "x1", "single_item": "no", "aggregate": "no", "basis_after": "promise"}
    lines = [HEADER]
    lines.extend(",".join(({**plain, **row}).get(column, "") for column in columns) for row in rows)
    path = tmp_path / "reforms.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_sichuan_reduction_is_recomputed_from_before_and_after() -> None:
    """35 → 17 materials is 51.43 percent, 48 → 13 days 72.92 percent."""
    row = next(one for one in published_reforms() if one.id == "r001")
    assert (row.region, row.theme) == ("四川省", "开办餐饮店")
    assert row.reduction("materials") == pytest.approx(51.43, abs=0.01)
    assert row.reduction("days") == pytest.approx(72.92, abs=0.01)
    assert row.reduction("visits") is None


def test_figures_go_before_the_published_percentage() -> None:
    """荣成 published 65 percent fewer steps for 168 → 50, which is 70.24 percent."""
    row = next(one for one in published_reforms() if one.region == "山东省荣成市")
    assert row.reduction("steps") == pytest.approx(70.24, abs=0.01)


def test_every_row_has_id_theme_service_region_and_plausible_figures() -> None:
    """Ids are unique and no reduction is above 100 percent."""
    reforms = published_reforms()
    assert len({row.id for row in reforms}) == len(reforms)
    for row in reforms:
        assert all((row.theme, row.service, row.region)), row
        for metric in METRICS:
            reached = row.reduction(metric)
            assert reached is None or 0 <= reached <= 100, row


def test_repeated_rows_repeat_an_original_of_the_same_kind() -> None:
    """A row repeats one that is itself no repetition."""
    by_id = {row.id: row for row in published_reforms()}
    for row in by_id.values():
        if row.repeats:
            assert not by_id[row.repeats].repeats
            assert row.theme == by_id[row.repeats].theme or row.aggregate


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("开办餐饮店（一业一证）", "开办餐饮店"),
        ("“开办餐饮店”一件事", "开办餐饮店"),
        ("工程建设项目审批全流程（社会投资（备案类）房建）", "工程建设项目审批全流程"),
        ("开办便利店", "开办便利店"),
    ],
)
def test_theme_leaves_out_brackets_and_decoration(name: str, theme: str) -> None:
    """Variants of one service are compared under one name."""
    assert theme_of(name) == theme


def test_restaurants_are_compared_with_restaurants() -> None:
    """Three places published days of 开办餐饮店 before and after; only those are used."""
    found = position("开办餐饮店（一业一证）", "days", 72.92)
    assert found is not None
    assert found.same_theme
    by_id = {row.id: row for row in published_reforms()}
    assert {by_id[one].theme for one in found.rows} == {"开办餐饮店"}
    # 四川 48 → 13, 上海徐汇 60 → 12, 苏州高新区 17 → 7
    assert found.n == 3
    assert found.median == 72.92
    assert found.rank == 2


def test_an_unknown_service_is_compared_with_all_bundles() -> None:
    """Without enough reforms of the theme all bundles are used, and that is said."""
    found = position("没有人改革过的服务", "materials", 50.0)
    assert found is not None
    assert not found.same_theme
    assert found.n >= 10
    assert found.lower_quartile <= found.median <= found.upper_quartile


def test_single_items_aggregates_repetitions_and_fast_cases_stay_out() -> None:
    """Only bundles are compared, and for days only what everybody is promised."""
    by_id = {row.id: row for row in published_reforms()}
    for metric in METRICS:
        found = position("没有人改革过的服务", metric, 50.0)
        if found is None:
            continue
        for one in found.rows:
            row = by_id[one]
            assert not any((row.single_item, row.aggregate, row.repeats)), row
            assert not (metric == "days" and row.one_case)


def test_a_larger_reduction_never_ranks_worse() -> None:
    """Rank 1 is the largest reduction."""
    ranks = []
    for percent in (0.0, 30.0, 60.0, 90.0, 100.0):
        found = position("开办餐饮店", "days", percent)
        assert found is not None
        ranks.append(found.rank)
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] == 4
    assert ranks[-1] == 1


def test_an_unknown_metric_is_refused() -> None:
    """Only metrics that governments publish can be asked for."""
    with pytest.raises(KeyError):
        position("开办餐饮店", "happiness", 50.0)


def test_wrong_cells_are_named_all_at_once(tmp_path: Path) -> None:
    """Each problem names file and line, column, value."""
    path = _table(
        tmp_path,
        {"materials_before": "四十多", "single_item": "maybe"},
        {"id": "x2", "repeats": "x9"},
    )
    with pytest.raises(InvalidInput) as caught:
        read_published_reforms(path)
    assert len(caught.value.problems) == 3
    assert "reforms.csv:2: materials_before: '四十多'" in "\n".join(caught.value.problems)
    assert "x9" in caught.value.problems[-1]
