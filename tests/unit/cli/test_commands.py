"""Every command on a good file, in both languages."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from optimizer.formats.service_file import read_service
from optimizer.law.rules import load_rules
from optimizer.wording.catalogue import LANGUAGES
from tests.trade_words import trade_words
from tests.unit.cli.conftest import Run


def _lines(shop: Path, out: Path) -> list[tuple[object, ...]]:
    """One line of every command that shows something to people."""
    return [
        ("check", shop),
        ("show", shop),
        ("optimize", shop, "--plan", "all", "--sensitivity", "--out", out),
        ("optimize", shop, "--target", "materials=100%", "--target", "days=0"),
        ("frontier", shop, "--over", "materials,days"),
        ("compare", shop, shop),
        ("levers",),
        ("levers", shop),
        ("rules",),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_trade_reaches_the_screen(
    run: Run, shop: Path, tmp_path: Path, language: str
) -> None:
    """Whatever is asked, planners read their own words."""
    for line in _lines(shop, tmp_path / "out"):
        shown = run(*line, "--lang", language).shown.lower()
        assert shown
        assert not trade_words(shown), line


def test_help_names_every_command(run: Run) -> None:
    """Without a command the commands are listed."""
    ran = run()
    assert ran.code == 0
    commands = ("check", "show", "optimize", "frontier", "compare", "levers", "rules", "validate")
    assert all(f"  {command} " in ran.out for command in commands)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", ("30 自然日 = ⌊30 × 5/7⌋ = 21 工作日：甲许可、乙许可", "7 自然日 = ⌈7 × 5/7⌉")),
        ("en", ("30 natural days = ⌊30 × 5/7⌋ = 21 working days: 甲许可, 乙许可",)),
    ],
)
def test_show_tells_how_other_units_became_working_days(
    run: Run, shop: Path, language: str, told: tuple[str, ...]
) -> None:
    """Each once, with everything it is of; what is written in working days needs no word."""
    text = shop.read_text("utf-8").replace("20 工作日", "30 日").replace("15 工作日", "30 日")
    steps = "  环节: [受理 1 工作日, {名称: 公示, 时长: 7 日}, 决定 1 工作日]\n  结果: 甲证"
    shop.write_text(text.replace("  结果: 甲证", steps), "utf-8")
    shown = run("show", shop, "--lang", language).shown
    for one in told:
        assert one in shown
    assert shown.count("⌊30 × 5/7⌋") == 1


def test_rules_whose_text_was_not_read_for_a_year_are_told(run: Run) -> None:
    never = [one.id for one in load_rules() if one.verified_on is None]
    assert never
    told = run("rules").shown.partition("条文核对已超过一年")[2]
    assert all(one in told for one in never)


def test_checking_does_not_load_the_search(shop: Path) -> None:
    """``check`` and ``--help`` answer at once: the search libraries stay out."""
    program = (
        "import sys; from optimizer.cli import main; "
        f"main(['--help']); assert main(['check', {str(shop)!r}]) == 0; "
        "sys.exit('ortools' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_show_tells_every_counting_rule_and_the_chain(run: Run, shop: Path) -> None:
    """The as-is stands under every rule, and the chain runs through both items."""
    ran = run("show", shop)
    assert ran.code == 0
    assert all(rule in ran.out for rule in ("reporting", "kinds", "eregulations", "stage"))
    assert "决定总时限的环节链" in ran.out
    assert "结果依赖" in ran.out


def test_json_on_standard_output_stands_alone(run: Run, shop: Path) -> None:
    """``--json -`` writes one document and nothing else."""
    ran = run("optimize", shop, "--json", "-")
    assert ran.code == 0
    document = json.loads(ran.out)
    assert document["status"] == "optimal"
    assert document["plan"] == "recommended"
    assert document["verified"] is True


@pytest.mark.parametrize("command", ["check", "show", "frontier"])
def test_other_commands_write_json_too(run: Run, shop: Path, command: str) -> None:
    """Each has a document of its own with its format named."""
    assert "format" in json.loads(run(command, shop, "--json", "-").out)


def test_three_plans_are_three_documents(run: Run, shop: Path) -> None:
    """``--plan all`` lists the plans from cautious to bold, each at least as good."""
    plans = json.loads(run("optimize", shop, "--plan", "all", "--json", "-").out)["plans"]
    assert [one["plan"] for one in plans] == ["conservative", "recommended", "breakthrough"]
    materials = [one["after"]["materials"] for one in plans]
    assert materials == sorted(materials, reverse=True)


def test_json_goes_to_a_file_beside_the_tables(run: Run, shop: Path, tmp_path: Path) -> None:
    """``--json PATH`` leaves the screen to people."""
    ran = run("optimize", shop, "--json", tmp_path / "plan.json")
    assert "改革举措" in ran.out
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["measures"]


def test_the_files_written_can_be_used_again(run: Run, shop: Path, tmp_path: Path) -> None:
    """The after-service is a service file whose figures are those of the plan."""
    out = tmp_path / "new" / "out"
    assert run("optimize", shop, "--out", out).code == 0
    plan = json.loads((out / "plan-recommended.json").read_text(encoding="utf-8"))
    after = out / "after-recommended.yaml"
    assert read_service(after).name == "开办小店"
    shown = json.loads(run("show", after, "--json", "-").out)
    assert shown["figures"]["promise_days"] == plan["after"]["promise_days"]
    assert shown["counting"]["reporting@1"]["materials"] == plan["after"]["materials"]
    text = (out / "reduction-recommended.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["改革后"] == str(plan["after"]["materials"])


def test_a_plan_compared_with_its_file_gives_its_reductions(
    run: Run, shop: Path, tmp_path: Path
) -> None:
    """``compare`` of before and after-file tells what ``optimize`` told."""
    run("optimize", shop, "--out", tmp_path)
    plan = json.loads((tmp_path / "plan-recommended.json").read_text(encoding="utf-8"))
    ran = run("compare", shop, tmp_path / "after-recommended.yaml", "--json", "-")
    document = json.loads(ran.out)
    assert document["reduction"] == plan["reduction"]
    assert {one["kind"] for one in document["differences"]} >= {"changed", "merged"}


def test_equal_files_do_not_differ(run: Run, shop: Path) -> None:
    """A service compared with itself has no differences and no reduction."""
    assert "没有差异" in run("compare", shop, shop).out


def test_unreachable_targets_are_an_answer(run: Run, shop: Path) -> None:
    """What cannot be reached ends with 1, its clash and what each target reaches alone."""
    ran = run("optimize", shop, "--target", "materials=100%")
    assert ran.code == 1
    assert "目标达不到" in ran.out
    assert "目标：申请材料压减 100% 以上" in ran.out
    assert "单独考虑时" in ran.out


def test_targets_cost_no_more_than_the_best_plan(run: Run, shop: Path) -> None:
    """Asked for a target only, the plan takes the least effort that reaches it."""
    best = json.loads(run("optimize", shop, "--json", "-").out)
    asked = json.loads(run("optimize", shop, "--target", "days=30", "--json", "-").out)
    assert asked["after"]["days"] <= 30
    assert _effort(asked) <= _effort(best)


def test_options_narrow_a_request(run: Run, shop: Path) -> None:
    """Ceilings, levers and refusals are part of the request as understood."""
    ran = run(
        "optimize",
        shop,
        *("--authority", "部门会签"),
        *("--risk", "low"),
        *("--levers", "window,压缩承诺时限"),
        *("--refuse", "merge:acceptance"),
        *("--objective", "days,materials"),
        *("--max-effort", "5"),
        *("--counting", "kinds"),
        *("--situation", "是否装修=是"),
        *("--time-limit", "30"),
        *("--json", "-"),
    )
    document = json.loads(ran.out)
    request = document["request"]
    assert (request["authority"], request["risk"], request["max_effort"]) == (2, 1, 5)
    assert request["levers"] == ["window", "shorten"]
    assert request["metrics"] == ["promise", "materials"]
    assert document["situation"] == {"是否装修": "是"}
    assert document["counting"] == "kinds@1"
    assert _effort(document) <= 5
    assert {one["lever"] for one in document["measures"]} <= {"window", "shorten"}


def test_a_request_file_is_read_and_options_go_before_it(
    run: Run, shop: Path, tmp_path: Path
) -> None:
    """The file says what is asked; an option that says otherwise counts."""
    request = tmp_path / "request.yaml"
    request.write_text("目标: [材料 10%]\n决策层级: 市级\n风险: 低\n", encoding="utf-8")
    asked = ("optimize", shop, "--request", request, "--json", "-")
    stated = json.loads(run(*asked).out)["request"]
    assert (stated["asking"], stated["authority"], stated["risk"]) == ("targets", 4, 1)
    assert json.loads(run(*asked, "--risk", "高").out)["request"]["risk"] == 3


def test_ids_offered_are_ids_accepted(run: Run, shop: Path) -> None:
    """What ``levers FILE`` lists can be pinned."""
    offered = run("levers", shop).out.splitlines()
    assert "window:window" in offered
    ran = run("optimize", shop, "--pin", "window:window", "--plan", "breakthrough", "--json", "-")
    assert ran.code == 0
    assert any(one["kind"] == "window" for one in json.loads(ran.out)["measures"])


def _effort(document: dict[str, list[dict[str, int]]]) -> int:
    return sum(one["effort"] for one in document["measures"])
