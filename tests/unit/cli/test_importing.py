"""``onething import``: tables of others become a service file."""

import json
from pathlib import Path

import pytest

from optimizer.formats.service_file import read_service
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.foreign_tables import FLAT_XLS, guide_workbook, main_and_sub_export, office_table
from tests.trade_words import trade_words
from tests.unit.cli.conftest import Run

TABLE = "事项名称,实施主体,时长\n食品经营许可,市场监管局,5工作日\n"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "药店.xlsx"
    path.write_bytes(guide_workbook())
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_becomes_a_service_file_beside_it(
    run: Run, guide: Path, language: Language
) -> None:
    ran = run("import", guide, "--lang", language)
    assert ran.code == 0
    assert len(read_service(guide.with_suffix(".yaml")).items) == 4
    assert "申请材料!E5" in ran.out
    assert not trade_words(ran.shown.lower())


def test_an_old_workbook_is_read_by_every_command(run: Run) -> None:
    ran = run("check", FLAT_XLS)
    assert ran.code == 0
    assert "Sheet1!P5" in ran.out
    assert run("show", FLAT_XLS).code == 0


def test_several_tables_are_one_service(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "导出.xlsx", tmp_path / "材料.csv"
    first.write_bytes(main_and_sub_export())
    second.write_bytes(office_table())
    out = tmp_path / "开饭店.yaml"
    assert run("import", first, second, "--out", out).code == 0
    service = read_service(out)
    assert (len(service.items), len(service.requirements)) == (4, 6)
    assert not first.with_suffix(".yaml").exists()


def test_a_service_file_does_not_mix_with_tables(run: Run, guide: Path, shop: Path) -> None:
    ran = run("import", guide, shop, "--out", guide.with_name("x.yaml"))
    assert ran.code == 2
    assert str(shop) in ran.err
    assert not guide.with_name("x.yaml").exists()


def test_nothing_is_overwritten_unless_asked(run: Run, guide: Path) -> None:
    target = guide.with_suffix(".yaml")
    target.write_text("mine", encoding="utf-8")
    assert run("import", guide).code == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("import", guide, "--force").code == 0
    assert read_service(target).items


def test_a_mapping_is_written_corrected_and_used(run: Run, tmp_path: Path) -> None:
    table, mapping = tmp_path / "表.csv", tmp_path / "对应.json"
    table.write_text(TABLE, encoding="utf-8")
    assert run("import", table, "--mapping", mapping).code == 0
    assert read_service(tmp_path / "表.yaml").items[0].promised is None
    told = json.loads(mapping.read_text(encoding="utf-8"))
    (column,) = [one for one in told["tables"][0]["columns"] if one["heading"] == "时长"]
    column["concept"] = "item.promised"
    mapping.write_text(json.dumps(told), encoding="utf-8")
    assert run("import", table, "--mapping", mapping, "--force").code == 0
    promised = read_service(tmp_path / "表.yaml").items[0].promised
    assert str(promised and promised.duration) == "5 工作日"


def test_a_mapping_for_other_headings_is_refused(run: Run, guide: Path, tmp_path: Path) -> None:
    table, mapping = tmp_path / "表.csv", tmp_path / "对应.json"
    table.write_text(TABLE, encoding="utf-8")
    run("import", table, "--mapping", mapping)
    assert run("import", guide, "--mapping", mapping).code == 2
    assert not guide.with_suffix(".yaml").exists()


def test_a_file_that_cannot_be_read_changes_nothing(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    table.write_text("甲,乙\n1,2\n", encoding="utf-8")
    ran = run("import", table)
    assert ran.code == 1
    assert "事项名称" in ran.err
    assert not (tmp_path / "表.yaml").exists()
