"""Hostile files and wrong options: told in one piece, never a traceback."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import SERVICE, Run

HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)),
    "gbk": "一件事: 开办小店".encode("gbk"),
    "half a surrogate pair": b"\xed\xa0\x80",
    "list": b"- 1\n- 2\n",
    "scalar": b"42",
    "not yaml": b"a: [",
    "tag": b"!!python/object/apply:os.system ['true']",
    "anchors": b"a: &a [x, x]\nb: [*a, *a]\n",
    "deep": b"[" * 5000,
    "no items": "一件事: 空\n联办事项: []\n".encode(),
    "unknown keys": (SERVICE + "没有的键: 1\n").encode(),
    "no unit": SERVICE.replace("20 工作日", "20").encode(),
    "huge number": SERVICE.replace("20 工作日", "9" * 400 + " 工作日").encode(),
    "no such department kind": (SERVICE + "部门: [{名称: 三局, 性质: 无}]\n").encode(),
    "a mapping where a list stands": b"\xe8\x81\x94\xe5\x8a\x9e\xe4\xba\x8b\xe9\xa1\xb9: {a: 1}",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("command", ["check", "show", "optimize", "frontier", "compare", "levers"])
def test_a_wrong_file_is_told_without_a_traceback(
    run: Run, tmp_path: Path, command: str, content: bytes
) -> None:
    """A file that cannot be used ends with 1 and says what is wrong with it."""
    file = tmp_path / "wrong.yaml"
    file.write_bytes(content)
    more = (file,) if command == "compare" else ()
    ran = run(command, file, *more)
    assert ran.code == 1
    assert "wrong.yaml" in ran.shown
    assert "Traceback" not in ran.shown


@pytest.mark.parametrize("command", ["check", "show", "optimize"])
def test_files_that_are_not_there(run: Run, tmp_path: Path, command: str) -> None:
    """A missing file and a directory are findings, too."""
    assert run(command, tmp_path / "none.yaml").code == 1
    assert run(command, tmp_path).code == 1


@pytest.mark.parametrize(
    ("out", "told"),
    [("file.txt/deeper", "应为文件夹的是一个文件"), ("长" * 300, "名称过长")],
)
def test_what_the_system_refuses_is_told_in_the_language_of_the_user(
    run: Run, shop: Path, out: str, told: str
) -> None:
    """Officials read no English."""
    (shop.parent / "file.txt").write_text("x", encoding="utf-8")
    ran = run("optimize", shop, "--out", shop.parent / out)
    assert ran.code == 2
    assert out in ran.err
    assert told in ran.err


def test_everything_wrong_in_all_files_is_told_at_once(run: Run, shop: Path) -> None:
    """One wrong file does not keep the others from being checked."""
    wrong = shop.with_name("wrong.yaml")
    wrong.write_text(SERVICE.replace("15 工作日", "15").replace("二局", ""), encoding="utf-8")
    ran = run("check", wrong, shop)
    assert ran.code == 1
    assert ran.out.count("错误 wrong.yaml") >= 1
    assert "shop.yaml" in ran.out


WRONG_OPTIONS = [
    ("--plan", "boldest"),
    ("--target", "materials"),
    ("--target", "materials=101%"),
    ("--target", "materials=-3"),
    ("--target", "colour=3"),
    ("--target", "=3"),
    ("--target", "days=1", "--target", "promise=2"),
    ("--objective", "materials,colour"),
    ("--objective", ""),
    ("--objective", "days,promise"),
    ("--authority", "村"),
    ("--risk", "9"),
    ("--levers", "magic"),
    ("--counting", "mine"),
    ("--max-effort", "-1"),
    ("--max-effort", "many"),
    ("--time-limit", "0"),
    ("--time-limit", "nan"),
    ("--time-limit", "inf"),
    ("--seed", "-1"),
    ("--seed", str(2**40)),
    ("--situation", "是否装修"),
    ("--situation", "是否装修=也许"),
    ("--situation", "天气=晴"),
    ("--pin", "window:moon"),
    ("--pin", "window:window", "--refuse", "window:window"),
    ("--lang", "fr"),
    ("--colour", "red"),
]


@pytest.mark.parametrize("options", WRONG_OPTIONS, ids=" ".join)
def test_wrong_options_end_with_two(run: Run, shop: Path, options: tuple[str, ...]) -> None:
    """Wrong use names the option or value, and nothing is computed."""
    ran = run("optimize", shop, *options)
    assert ran.code == 2
    assert ran.out == ""
    assert options[-1].partition("=")[0] in ran.err or options[-2] in ran.err


def test_all_wrong_options_are_told_at_once(run: Run, shop: Path) -> None:
    """Nobody corrects one option to hear of the next."""
    ran = run("optimize", shop, "--risk", "9", "--levers", "magic", "--target", "x")
    assert [word in ran.err for word in ("9", "magic", "--target x")] == [True, True, True]


@pytest.mark.parametrize(
    "line", [("optimize",), ("dance",), ("frontier", "x", "--over", "materials"), ("compare", "x")]
)
def test_wrong_commands_end_with_two(run: Run, line: tuple[str, ...]) -> None:
    """Missing arguments, unknown commands and one metric for a trade-off are wrong use."""
    assert run(*line).code == 2


def test_a_plan_and_a_request_file_exclude_each_other(run: Run, shop: Path, tmp_path: Path) -> None:
    """Two answers to what is asked are one too many."""
    request = tmp_path / "request.yaml"
    request.write_text("目标: [材料 10%]\n", encoding="utf-8")
    assert run("optimize", shop, "--plan", "all", "--request", request).code == 2


def test_results_that_cannot_be_written_are_told(run: Run, shop: Path, tmp_path: Path) -> None:
    """A path that is no file is wrong use, not a traceback."""
    ran = run("check", shop, "--json", tmp_path)
    assert ran.code == 2
    assert str(tmp_path) in ran.err


def test_a_name_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences and direction marks of a file are shown, not obeyed."""
    file = tmp_path / "evil.yaml"
    file.write_text(
        SERVICE.replace("开办小店", '"\\e]0;owned\\a\\e[2J店\\u202Eexe"'), encoding="utf-8"
    )
    shown = run("optimize", file).shown + run("show", file).shown + run("check", file).shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_markup_in_names_is_text(run: Run, tmp_path: Path) -> None:
    """Square brackets in a name are neither colour nor error."""
    file = tmp_path / "brackets.yaml"
    file.write_text(SERVICE.replace("甲许可", '"甲[/red][bold]许可"'), encoding="utf-8")
    assert "甲[/red][bold]许可" in run("show", file).out
