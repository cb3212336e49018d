"""``onething portfolio``: a folder checked, decided, kept and read again."""

import json
import re
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from optimizer.cli.district import show_district
from optimizer.cli.district_report import FILES
from optimizer.cli.screen import Screen
from optimizer.formats.district_file import with_hash
from optimizer.formats.district_folder import MOST_FILES, write_district
from optimizer.portfolio import asking
from optimizer.portfolio.crew import Crew
from optimizer.redesign.district import District, Failed, JointRequest, Member
from optimizer.redesign.plan import Status
from tests.districts import district_plan, service
from tests.unit.cli.conftest import Run
from tests.unit.portfolio.small_districts import small_district


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "区"
    write_district(made, District(name="小区", members=small_district(5).members))
    return made


def test_a_folder_is_checked_as_a_whole(run: Run, folder: Path) -> None:
    (folder / "坏.yaml").write_text("一件事: [", encoding="utf-8")
    ran = run("portfolio", "check", folder)
    assert ran.code == 1
    assert "坏" in ran.shown
    assert "3 个一件事" in ran.shown


def test_findings_that_are_not_shown_are_counted(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optimizer.cli.district._MOST_TOLD", 3)
    doubtful = (
        "一件事: 丙\n联办事项:\n- {名称: 甲, 部门: 一局, 法定时限: 1 工作日, 承诺时限: 9 工作日}\n"
    )
    (folder / "zz.yaml").write_text(doubtful, encoding="utf-8")
    found = json.loads(run("portfolio", "check", folder, "--json", "-").out)["findings"]
    assert len(found) > 3
    ran = run("portfolio", "check", folder)
    assert f"另有 {len(found) - 3} 处未列出" in ran.shown
    assert "承诺" in ran.shown, "errors come first"


def test_what_is_doubtful_in_a_folder_is_told_before_the_search(run: Run, folder: Path) -> None:
    first = max(folder.glob("*.yaml"))
    (folder / "又一份.yaml").write_bytes(first.read_bytes())
    with (folder / "district.yaml").open("a", encoding="utf-8") as settings:
        settings.write("办件量: {没有此件: 3}\n")
    ran = run("portfolio", "optimize", folder, "--out", folder.parent / "o", "--max-effort", "30")
    assert "会被计算两次" in ran.shown
    assert "没有此件" in ran.shown


def test_a_folder_can_be_decided_from_inside_it_again_and_again(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    for out in ((), ("--out", "结果"), ()):
        ran = run("portfolio", "optimize", ".", *out, "--max-effort", "30", "--json", "-")
        assert ran.code == 0, ran.shown
        assert len(json.loads(ran.out)["services"]) == 3
        if not out:
            assert (folder.parent / "out" / "区" / "district-plan.json").is_file()
    added = {one.relative_to(folder).parts[0] for one in set(folder.rglob("*")) - set(before)}
    assert added == {"结果"}, "only where it was asked to write"
    ran = run("portfolio", "optimize", ".", "--out", folder)
    assert ran.code == 2
    assert "同一文件夹" in ran.err


def test_a_district_is_decided_and_kept(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "坏.yaml").write_text("一件事: [", encoding="utf-8")
    out = tmp_path / "结果"
    ran = run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30", "--json", "-")
    assert ran.code == 1, "a file was left out"
    found = json.loads(ran.out)
    assert found["format"] == "onething-district/1"
    assert found["effort"] <= 30
    assert len(found["services"]) == 3
    assert [one["service"] for one in found["failed"]] == ["坏"]
    assert (out / "district-plan.json").is_file()


def test_names_of_files_in_other_bytes_than_utf_8_stop_nothing(run: Run, folder: Path) -> None:
    last = max(folder.glob("*.yaml"))
    gbk = last.rename(folder / "开店.yaml".encode("gbk").decode(errors="surrogateescape"))
    told = folder.parent / "found.json"
    assert run("portfolio", "check", folder, "--json", told).code == 0
    out = folder.parent / "o"
    assert run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30").code == 0
    services = json.loads((out / "district-plan.json").read_text("utf-8"))["services"]
    assert "开店" in [one["service"] for one in services]
    assert run("check", gbk, "--json", told).code == 0
    assert json.loads(told.read_text("utf-8"))["files"][0]["file"].endswith("开店.yaml")


@pytest.fixture
def priced(tmp_path: Path) -> Path:
    """丁 and 戊, whose limits the province may cut; the source they share has a price."""
    made = tmp_path / "省"
    members = []
    for key in ("ding", "wu"):
        held = service(key, 100)
        sources = tuple(one.model_copy(update={"cost_yuan": 90_000}) for one in held.data_sources)
        members.append(Member(key=key, service=held.model_copy(update={"data_sources": sources})))
    write_district(made, District(name="省小区", members=tuple(members)))
    return made


def test_approvals_are_asked_for_once_and_money_is_told(run: Run, priced: Path) -> None:
    asked = ("--authority", "province", "--out", priced.parent / "o", "--json", "-")
    ran = run("portfolio", "optimize", priced, *asked)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    wanted = [one for one in found["approvals"] if one["approved"]]
    assert wanted
    assert {one["authority"] for one in wanted} == {5}
    shared = [*wanted, *(one for one in found["sources"] if one["connected"])]
    for what in ("effort", "cost_yuan"):
        paid = sum(one[what] or 0 for one in (*found["services"], *shared))
        assert paid == found[what]
    assert found["cost_yuan"] == 90_000, "once, though both services retrieve from it"
    shown = run("portfolio", "report", priced.parent / "o").shown
    assert "拟报请上级支持事项" in shown
    assert "消防机构报请省级部门，服务 2 个一件事" in shown
    assert "费用合计 90,000 元：只计已填写费用的 1 项" in shown


def test_what_has_a_price_above_the_ceiling_is_not_taken_up(run: Run, priced: Path) -> None:
    asked = ("--max-cost-yuan", "89999", "--out", priced.parent / "o")
    ran = run("portfolio", "optimize", priced, *asked)
    assert ran.code == 0, ran.err
    assert "费用合计 0 元（上限 89,999 元）：各项举措均未填写费用，未计入" in ran.shown
    assert "需对接数据来源 0 个" in ran.shown
    assert "拟报请上级支持事项" not in ran.shown, "the district decides by itself"


def _interrupted(_crew: Crew, _folder: Path, stopped: Callable[[], bool], *_: object) -> asking.Run:
    """Ctrl-C while the first services are asked."""

    def run(_tasks: Sequence[asking.Task]) -> Sequence[asking.Answered]:
        signal.raise_signal(signal.SIGINT)
        while not stopped():
            time.sleep(0.01)
        return ()

    return run


def test_a_stop_before_the_first_plan_leaves_an_earlier_one(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("portfolio", "optimize", folder, "--out", folder.parent / "o", "--max-effort", "30")
    kept = folder.parent / "o" / "district-plan.json"
    assert run(*asked).code == 0
    before = kept.read_bytes()
    monkeypatch.setattr("optimizer.cli.district.answering", _interrupted)
    ran = run(*asked)
    assert ran.code == 130
    assert "还没有可以显示的方案" in ran.err
    assert kept.read_bytes() == before


def test_a_service_that_was_left_out_is_told_once(run: Run, folder: Path) -> None:
    (folder / "坏.yaml").write_text("一件事: [", encoding="utf-8")
    out = folder.parent / "o"
    ran = run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30")
    assert ran.shown.count("坏:") == 1
    assert run("portfolio", "report", out).shown.count("坏:") == 1, "it stands in the file"


def test_the_screen_tells_sums_with_their_rule_and_the_proof(run: Run, folder: Path) -> None:
    ran = run("portfolio", "optimize", folder, "--out", folder.parent / "o", "--max-effort", "30")
    assert ran.code == 0, ran.err
    for told in ("申请材料", "reporting@1", "与理论最优最多相差", "数据来源"):
        assert told in ran.shown


@pytest.mark.parametrize(
    ("options", "weighed"), [((), True), (("--weigh-by-cases",), True), (("--weigh-alike",), False)]
)
def test_services_weigh_by_their_yearly_cases_unless_they_are_to_weigh_alike(
    run: Run, folder: Path, options: tuple[str, ...], weighed: bool
) -> None:
    ran = run(
        "portfolio", "optimize", folder, "--out", folder.parent / "o", "--json", "-", *options
    )
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["request"]["by_volume"] is weighed


def test_targets_out_of_reach_tell_what_each_reaches_alone(run: Run, folder: Path) -> None:
    out = folder.parent / "o"
    ran = run("portfolio", "optimize", folder, "--out", out, "--target", "steps=100%")
    assert ran.code == 1
    assert "目标达不到" in ran.shown
    assert re.search(
        r"环节.*：改革前合计 \d+，目标压减 100%（不超过 0）；"
        r"最多只能降到 \d+（压减 [\d.]+%），达不到",
        ran.shown,
    )


def test_of_targets_out_of_reach_no_file_is_written(run: Run, folder: Path) -> None:
    """Papers of zeros would look like an answer."""
    out = folder.parent / "o"
    run("portfolio", "optimize", folder, "--out", out, "--target", "steps=100%")
    held = {one.name for one in out.iterdir()}
    ran = run("portfolio", "report", out, "--to", "xlsx", "--to", "docx")
    assert ran.code == 2
    assert "不写成果文件" in ran.err
    assert "达不到" in ran.err
    assert {one.name for one in out.iterdir()} == held
    ran = run("portfolio", "report", out, "--json", "-")
    assert ran.code == 1, "nothing but the question is left to look at"
    assert json.loads(ran.out)["status"] == "unreachable"


def test_a_decided_district_leaves_as_files(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    assert run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30").code == 0
    wanted = [one for target in FILES for one in ("--to", target)]
    ran = run("portfolio", "report", out, *wanted, "--counting", "critical-path")
    assert ran.code == 0, ran.err
    assert "critical-path@1" in ran.shown
    written = [one for one in out.iterdir() if one.name.startswith("小区")]
    assert {one.suffix for one in written} == {".xlsx", ".docx", ".pdf", ".zip", ".json"}
    assert len(written) == len(FILES)


def test_a_folder_without_a_decided_district_is_told(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "没有"):
        ran = run("portfolio", "report", folder)
        assert ran.code == 2
        assert f"{folder}：没有测算结果" in ran.err


def test_a_target_of_nothing_names_what_a_district_can_reach(run: Run, folder: Path) -> None:
    ran = run("portfolio", "optimize", folder, "--target", "foo=3")
    assert ran.code == 2
    assert "可写 materials、steps、days、visits、elapsed、forms、inspections、fees\n" in ran.err


_UNANSWERED = Failed(service="bing", message_zh="中断", message_en="died")


@pytest.mark.parametrize(
    ("seconds", "unanswered", "told"),
    [
        (59, (), "时间内未能证明最优"),
        (20, (), "提前结束（用时 20 秒，时限 60 秒）。延长时限"),
        (20, (_UNANSWERED,), "有 1 个一件事没能算出"),
    ],
)
def test_why_a_district_is_not_proven_is_told(
    capsys: pytest.CaptureFixture[str], seconds: float, unanswered: tuple[Failed, ...], told: str
) -> None:
    plan = district_plan(JointRequest(time_limit_seconds=60))
    ended = {"status": Status.BOUNDED, "seconds": seconds, "unanswered": unanswered}
    outcome = plan.outcome.model_copy(update=ended)
    show_district(Screen("zh"), plan.model_copy(update={"outcome": outcome}))
    shown = capsys.readouterr().out
    assert told in shown
    assert ("时间内" in shown) is (seconds == 59)


_MEASURED = ("district", "members", 0, "service", "items", 0, "promised")


def _alter(path: Path, place: Sequence[str | int], value: object, *, honest: bool) -> None:
    """Change one value of a decided district; with its hash, when the change is honest."""
    document = json.loads(path.read_text("utf-8"))
    held = document["record"]
    for key in place[:-1]:
        held = held[key]
    assert held[place[-1]] != value
    held[place[-1]] = value
    path.write_text(with_hash(document) if honest else json.dumps(document), "utf-8")


@pytest.mark.parametrize(
    ("place", "value"),
    [(_MEASURED, None), (("outcome", "bound"), 0), (("outcome", "status"), "stopped")],
)
def test_a_district_that_was_altered_is_not_reported(
    run: Run, folder: Path, tmp_path: Path, place: Sequence[str | int], value: object
) -> None:
    out = tmp_path / "o"
    assert run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30").code == 0
    _alter(out / "district-plan.json", place, value, honest=False)
    ran = run("portfolio", "report", out, "--to", "xlsx")
    assert ran.code == 1
    assert "重新测算" in ran.err
    assert not list(out.glob("*.xlsx"))


def test_figures_of_a_file_are_counted_again_whatever_its_hash(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    assert run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30").code == 0
    assert "此处未重新证明" in run("portfolio", "report", out).out
    _alter(out / "district-plan.json", _MEASURED, None, honest=True)
    ran = run("portfolio", "report", out, "--to", "xlsx")
    assert ran.code == 2
    assert "重新测算" in ran.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--effort-per-period", "0"), "--effort-per-period"),
        (("--start", "9999-06-01"), "9999-06-01"),
        (("--start", "明年"), "明年"),
    ],
)
def test_periods_that_cannot_be_are_told(
    run: Run, tmp_path: Path, options: tuple[str, str], told: str
) -> None:
    ran = run("portfolio", "report", tmp_path, *options)
    assert ran.code == 2
    assert told in ran.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--engine", "ray"), "local"),
        (("--engine", "dask"), "--address"),
        (("--max-cost-yuan", "-1"), "--max-cost-yuan"),
    ],
)
def test_an_engine_or_ceiling_that_cannot_be_is_told(
    run: Run, folder: Path, options: tuple[str, str], told: str
) -> None:
    ran = run("portfolio", "optimize", folder, *options)
    assert ran.code == 2
    assert told in ran.err


def test_no_more_services_are_generated_than_a_folder_may_hold(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "生成"
    ran = run("portfolio", "generate", made, "--count", MOST_FILES + 1)
    assert ran.code == 2
    assert str(MOST_FILES) in ran.err
    assert not made.exists()


def test_a_generated_district_is_a_folder_that_reads(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "生成"
    assert run("portfolio", "generate", made, "--count", "2", "--seed", "3").code == 0
    ran = run("portfolio", "check", made)
    assert ran.code == 0
    assert "2 个一件事" in ran.shown
    assert "非真实" in ran.shown
