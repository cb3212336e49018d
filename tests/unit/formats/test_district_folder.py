"""A folder is read as a district: every service that can be, and what is wrong with the others."""

import errno
import os
from pathlib import Path

import pytest

from optimizer.evaluation.district.rows import GENERATED_MARK
from optimizer.formats import district_folder
from optimizer.formats.district_folder import read_district, write_district
from optimizer.formats.service_file import dump_service, read_service_text
from optimizer.formats.service_workbook import write_service_workbook
from optimizer.places import scenarios_directory
from optimizer.redesign.district import District, Member
from optimizer.service import Service
from optimizer.service.finding import InvalidFile
from optimizer.workspace.shipped import shipped


def _service(name: str, cases: int = 0) -> Service:
    volume = f"办件量: {cases}\n" if cases else ""
    return read_service_text(
        f"一件事: {name}\n编号: {name}\n{volume}联办事项:\n"
        "- {名称: 许可, 部门: 一局, 法定时限: 5 工作日}\n"
    )


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _codes(error: InvalidFile) -> list[str]:
    return [one.code for one in error.findings]


def test_the_shipped_services_are_the_real_demonstration() -> None:
    read = read_district(scenarios_directory())
    assert not read.district.generated
    assert read.failed == ()
    assert read.district.name == "示例区（公开办事指南整理的真实一件事）"
    assert [one.key for one in read.district.members] == [one.folder for one in shipped()]
    assert [one.service for one in read.district.members] == [one.service for one in shipped()]


def test_a_district_is_read_as_it_was_written(tmp_path: Path) -> None:
    members = tuple(Member(key=f"s{n}", service=_service(f"服务{n}", 10 * n)) for n in (1, 2, 10))
    for generated in (False, True):
        ends = GENERATED_MARK if generated else ""
        named = tuple(
            one.model_copy(
                update={
                    "service": one.service.model_copy(update={"name": one.service.name + ends}),
                    "origin": f"{one.key}.yaml",
                }
            )
            for one in sorted(members, key=lambda one: one.key)
        )
        district = District(name="=甲: 区", members=named, generated=generated)
        folder = tmp_path / str(generated)
        write_district(folder, district)
        assert read_district(folder).district == district


def test_files_of_every_format_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    _put(tmp_path / "b" / "service.yaml", dump_service(_service("二")))
    _put(tmp_path / "c.yml", dump_service(_service("三")))
    (tmp_path / "a.xlsx").write_bytes(write_service_workbook(_service("一"), "zh"))
    _put(tmp_path / "读我.txt", "不读")
    _put(tmp_path / ".hidden" / "d.yaml", dump_service(_service("四")))
    _put(tmp_path / "~$c.yaml", "锁")
    read = read_district(tmp_path)
    found = [(one.key, one.origin, one.service.name) for one in read.district.members]
    assert found == [("a", "a.xlsx", "一"), ("b", "b/service.yaml", "二"), ("c", "c.yml", "三")]
    assert read.failed == ()
    assert read.district.name == tmp_path.name


def test_keys_are_unique_and_fit_for_file_names(tmp_path: Path) -> None:
    for place in ("x/开 店.yaml", "y/开 店.yaml", "z/service.yaml", "Z.yaml"):
        _put(tmp_path / place, dump_service(_service(place)))
    keys = [one.key for one in read_district(tmp_path).district.members]
    assert keys == ["Z", "开-店", "开-店-2", "z-2"]


def test_names_that_are_not_utf_8_are_read_and_can_be_written_again(tmp_path: Path) -> None:
    """As an archive packed by a Chinese Windows leaves them."""
    district, good, bad, link = (
        name.encode("gbk").decode(errors="surrogateescape")
        for name in ("甲区", "开店.yaml", "坏.yaml", "链")
    )
    folder = tmp_path / district
    _put(folder / good, dump_service(_service("一")))
    _put(folder / bad, "一件事: [")
    (folder / link).symlink_to(folder)
    read = read_district(folder)
    assert read.district.name == "甲区"
    assert [(one.key, one.origin) for one in read.district.members] == [("开店", "开店.yaml")]
    assert [one.service for one in read.failed] == ["坏"]
    assert "坏.yaml" in read.failed[0].message_zh
    assert [one.file for one in read.notes] == ["链"]


def test_a_broken_file_is_told_with_every_finding_and_stops_no_other(tmp_path: Path) -> None:
    _put(
        tmp_path / "bad.yaml",
        "一件事: 坏\n错键: 1\n联办事项:\n- {名称: 甲, 部门: 局, 法定时限: 五}\n",
    )
    _put(tmp_path / "good.yaml", dump_service(_service("好")))
    read = read_district(tmp_path)
    assert [one.key for one in read.district.members] == ["good"]
    assert [one.service for one in read.failed] == ["bad"]
    told = read.failed[0]
    assert "bad.yaml:2" in told.message_zh
    assert "错键" in told.message_zh
    assert "五" in told.message_zh
    assert "错键" in told.message_en
    assert "unknown key" in told.message_en


def test_of_very_many_findings_some_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    wrong = "".join(f"错键{number}: 1\n" for number in range(50))
    _put(tmp_path / "bad.yaml", f"一件事: 坏\n{wrong}")
    told = read_district(tmp_path).failed[0]
    assert "错键18" in told.message_zh
    assert "错键19" not in told.message_zh
    assert told.message_zh.endswith("另有31处")
    assert told.message_en.endswith("and 31 more")


def test_the_settings_name_the_district_and_give_cases(tmp_path: Path) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service("一", 7)))
    _put(tmp_path / "b.yaml", dump_service(_service("二", 7)))
    _put(tmp_path / "district.yaml", "名称: 甲区\n办件量: {a: 1200, 没有: 3}\n")
    read = read_district(tmp_path)
    assert read.district.name == "甲区"
    assert [one.service.yearly_cases for one in read.district.members] == [1200, 7]
    assert [(one.code, "没有" in one.in_chinese()) for one in read.notes] == [
        ("unknown_service", True)
    ]


@pytest.mark.parametrize(
    ("written", "cases"),
    [
        ("带 空格 的: 5", [None, None, 5, None]),
        ("带-空格-的: 5", [None, None, 5, None]),
        ("带 空格 的.yaml: 5", [None, None, 5, None]),
        ("局/开 店: 5", [None, 5, None, None]),
        ("局/开 店/service.yaml: 5", [None, 5, None, None]),
        ("开 店: 5", [None, 5, None, None]),
        ("甲/办 理: 5, 乙/办 理.yml: 6", [6, None, None, 5]),
    ],
)
def test_cases_are_given_as_files_are_called(
    tmp_path: Path, written: str, cases: list[int | None]
) -> None:
    for name in ("带 空格 的.yaml", "局/开 店/service.yaml", "甲/办 理.yaml", "乙/办 理.yml"):
        _put(tmp_path / name, dump_service(_service(name)))
    _put(tmp_path / "district.yaml", f"办件量: {{{written}}}\n")
    read = read_district(tmp_path)
    assert [one.service.yearly_cases for one in read.district.members] == cases
    assert read.notes == ()


def test_a_name_in_the_settings_that_is_unclear_is_told(tmp_path: Path) -> None:
    for name in ("甲/办 理.yaml", "乙/办 理.yml", "开 店.yaml"):
        _put(tmp_path / name, dump_service(_service(name)))
    _put(tmp_path / "district.yaml", "办件量: {办 理: 1, 开 点: 2, 开 店: 3, 开-店: 4}\n")
    read = read_district(tmp_path)
    cases = {one.key: one.service.yearly_cases for one in read.district.members}
    assert cases == {"开-店": 3, "办-理": None, "办-理-2": None}
    told = [one.in_chinese() for one in read.notes]
    assert "乙/办 理.yml、甲/办 理.yaml" in told[0]
    assert "如 开 店" in told[1] or "如 开-店" in told[1]
    assert "“开-店”的办件量已写过" in told[2]
    assert {one.code for one in read.notes} == {"unknown_service"}


def test_a_link_that_leads_nowhere_is_told_and_a_folder_is_no_file(tmp_path: Path) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service("一")))
    (tmp_path / "断.yaml").symlink_to(tmp_path / "没有.yaml")
    (tmp_path / "夹.yaml").mkdir()
    os.mkfifo(tmp_path / "管道.txt")
    read = read_district(tmp_path)
    assert [one.key for one in read.district.members] == ["a"]
    assert [one.in_chinese() for one in read.notes] == [
        "断.yaml: 链接指向的文件不存在，未读取；请把文件放进本文件夹"
    ]


def test_results_of_this_program_are_passed_over_and_told(tmp_path: Path) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service("一")))
    _put(tmp_path / "区" / "after-a.yaml", dump_service(_service("二")))
    _put(tmp_path / "district-plan.json", "{}")
    _put(tmp_path / "out" / "区" / "district-plan.json", "{}")
    _put(tmp_path / "out" / "区" / "小区-成效报告.xlsx", "表")
    _put(tmp_path / "out" / "区" / "深" / "b.yaml", dump_service(_service("三")))
    _put(tmp_path / "停" / "answers" / f"{'0a' * 32}.json", "{}")
    _put(tmp_path / "告.json", '{\n  "format": "onething-findings/1"}')
    _put(tmp_path / "件" / "plan-own.json", '{"format": "onething-plan/1"}')
    _put(tmp_path / "件" / "after-own.yaml", dump_service(_service("四")))
    _put(tmp_path / "件" / "原.yaml", dump_service(_service("五")))
    read = read_district(tmp_path)
    assert [one.key for one in read.district.members] == ["a", "原", "after-a"]
    assert read.failed == ()
    assert {one.code for one in read.notes} == {"results"}
    assert sorted(one.file for one in read.notes) == [
        "district-plan.json",
        "out/区",
        "件/after-own.yaml",
        "件/plan-own.json",
        "停/answers",
        "告.json",
    ]


def test_a_folder_of_nothing_but_results_holds_no_services(tmp_path: Path) -> None:
    _put(tmp_path / "district-plan.json", "{}")
    with pytest.raises(InvalidFile) as refused:
        read_district(tmp_path)
    assert _codes(refused.value) == ["no_services"]


def test_wrong_settings_are_refused_with_every_finding(tmp_path: Path) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service("一")))
    _put(
        tmp_path / "district.yaml",
        "名称: [甲]\n生成: 也许\n办件量: {a: -1, b: 2.5, c: 3, c: 4}\n错键: 1\n名称: 乙\n",
    )
    with pytest.raises(InvalidFile) as refused:
        read_district(tmp_path)
    assert [(one.code, one.line) for one in refused.value.findings] == [
        ("not_a_text", 1),
        ("not_yes_or_no", 2),
        ("not_a_number", 3),
        ("not_a_number", 3),
        ("duplicate_key", 3),
        ("unknown_key", 4),
        ("duplicate_key", 5),
    ]
    for text in ("- 甲\n", "办件量: 5\n"):
        _put(tmp_path / "district.yaml", text)
        with pytest.raises(InvalidFile) as refused:
            read_district(tmp_path)
        assert _codes(refused.value) == ["not_a_mapping"]


def test_generated_services_are_a_generated_district_even_when_nothing_says_so(
    tmp_path: Path,
) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service(f"一{GENERATED_MARK}")))
    assert read_district(tmp_path).district.generated


@pytest.mark.parametrize("stated", [False, True])
def test_real_and_generated_services_never_share_a_district(tmp_path: Path, stated: bool) -> None:
    _put(tmp_path / "gen.yaml", dump_service(_service(f"一{GENERATED_MARK}")))
    _put(tmp_path / "real.yaml", dump_service(_service("二")))
    _put(tmp_path / "district.yaml", f"生成: {'是' if stated else '否'}\n")
    read = read_district(tmp_path)
    assert read.district.generated is stated
    kept, out = ("gen", "real") if stated else ("real", "gen")
    assert [one.key for one in read.district.members] == [kept]
    assert [one.service for one in read.failed] == [out]
    assert "同一张表" in read.failed[0].message_zh


def test_a_service_that_stands_there_twice_is_told(tmp_path: Path) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service("一")))
    (tmp_path / "b.xlsx").write_bytes(write_service_workbook(_service("一"), "zh"))
    notes = [one for one in read_district(tmp_path).notes if one.code == "service_twice"]
    assert [(one.file, "a.yaml" in one.message_zh) for one in notes] == [("b.xlsx", True)]


def _locked(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let nobody list these folders, not even whoever may read everything."""
    scan = os.scandir

    def refusing(path: str | os.PathLike[str]) -> object:
        if Path(path) in folders:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)


def test_a_folder_that_cannot_be_read_is_told_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service("一")))
    _put(tmp_path / "局" / "锁" / "b.yaml", dump_service(_service("二")))
    _locked(monkeypatch, tmp_path / "局" / "锁")
    read = read_district(tmp_path)
    assert [one.key for one in read.district.members] == ["a"]
    assert [one.service for one in read.failed] == ["局/锁"]
    assert read.failed[0].message_zh.startswith("局/锁: 打不开：")
    assert "permission" in read.failed[0].message_en


def test_a_file_in_a_folder_that_cannot_be_entered_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service("一")))
    _put(tmp_path / "锁" / "b.yaml", dump_service(_service("二")))
    _put(tmp_path / "锁" / "深" / "c.yaml", dump_service(_service("三")))
    reach = Path.stat

    def refusing(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.parent.name == "锁":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return reach(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refusing)
    _locked(monkeypatch, tmp_path / "锁" / "深")
    read = read_district(tmp_path)
    assert [one.key for one in read.district.members] == ["a"]
    assert [one.service for one in read.failed] == ["锁/b.yaml", "锁/深"]


@pytest.mark.parametrize(("inside", "named"), [("", "区"), ("锁", "锁")])
def test_where_nothing_can_be_reached_that_is_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str, named: str
) -> None:
    folder = tmp_path / "区"
    _put(folder / inside / "a.yaml", dump_service(_service("一")))
    _locked(monkeypatch, folder / inside)
    with pytest.raises(InvalidFile) as refused:
        read_district(folder)
    assert [(one.code, one.file) for one in refused.value.findings] == [("unreadable", named)]


def test_no_folder_and_no_service_are_refused(tmp_path: Path) -> None:
    for folder, code in ((tmp_path / "fehlt", "no_folder"), (tmp_path, "no_services")):
        with pytest.raises(InvalidFile) as refused:
            read_district(folder)
        assert _codes(refused.value) == [code]


def test_too_many_files_are_refused_before_any_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(district_folder, "MOST_FILES", 3)
    for number in range(3):
        _put(tmp_path / f"{number}.yaml", dump_service(_service(f"第{number}")))
    assert len(read_district(tmp_path).district.members) == 3
    _put(tmp_path / "3.yaml", "坏")
    with pytest.raises(InvalidFile) as refused:
        read_district(tmp_path)
    assert _codes(refused.value) == ["too_many_files"]


def test_links_in_a_circle_and_what_is_no_file_are_passed_over_and_told(tmp_path: Path) -> None:
    _put(tmp_path / "a.yaml", dump_service(_service("一")))
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.yaml").symlink_to(tmp_path / "self.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    read = read_district(tmp_path)
    assert [one.key for one in read.district.members] == ["a"]
    assert read.failed == ()
    assert {(one.code, one.file) for one in read.notes} == {
        ("link", "loop"),
        ("link", "self.yaml"),
        ("no_file", "pipe.yaml"),
    }


def test_a_folder_that_holds_something_is_never_written_into(tmp_path: Path) -> None:
    _put(tmp_path / "mine.txt", "我的")
    district = District(name="区", members=(Member(key="a", service=_service("一")),))
    with pytest.raises(InvalidFile) as refused:
        write_district(tmp_path, district)
    assert _codes(refused.value) == ["folder_not_empty"]
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
