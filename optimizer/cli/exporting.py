"""``onething export``: the files of a plan that ``optimize --out`` or the pages wrote."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from optimizer import planning
from optimizer.cli.screen import Screen
from optimizer.errors import RequestProblem, Said
from optimizer.formats.plan_file import MOST_BYTES, read_plan_file
from optimizer.wording.times import clock_text
from optimizer.workspace.exports import (
    Answered,
    ExportFile,
    Shelf,
    archive,
    origin_lines,
    plan_files,
)

DELIVERABLE_TARGETS: Mapping[str, str] = {
    "brief": "brief",
    "guide": "guide",
    "form": "form",
    "consult": "consultation",
    "task": "tasks",
    "change": "element_changes",
    "notice": "notice",
    "requests": "data_requests",
    "exceptions": "exceptions",
    "guidance": "guidance_check",
    "supervision": "supervision",
    "deferral": "deferral",
}
"""What to write, by the name of the option; Word unless ``--out`` ends in ``.pdf``."""

_REFORM = "reform_plan"
_TABLES = {"csv": "tables_csv", "json": "tables_json", "parquet": "tables_parquet"}
_BY_ENDING = {"bpmn": "bpmn", "cpsv": "jsonld", "png": "png", "svg": "svg", "xlsx": "xlsx"}
TARGETS = ("docx", "pdf", *DELIVERABLE_TARGETS, *_TABLES, *_BY_ENDING, "deliverables", "all")
"""Everything ``--to`` takes."""


def exported(screen: Screen, file: Path, target: str, out: Path) -> int:
    """Read a plan, count it again, write the files asked for.

    Returns:
        Exit code 0.

    Raises:
        InvalidFile: not a plan file.
        RequestProblem: no such target, or a plan that does not fit its service.
        OSError: the file cannot be read, or nothing can be written there.
    """
    answer = _answered(screen, file)
    chosen = _chosen(plan_files(answer), target, out)
    if not chosen:
        known = ", ".join(TARGETS)
        raise _problem(
            f"--to {target}：没有这种文件；可用：{known}",
            f"--to {target}: there is no such file; known: {known}",
        )
    written = _write(chosen, target, out)
    screen.line(screen.words("written", files=screen.words.listed([str(one) for one in written])))
    return 0


def _answered(screen: Screen, file: Path) -> Answered:
    with file.open("rb") as stream:
        service, held, computed_at = read_plan_file(stream.read(MOST_BYTES + 1), str(file))
    if not held.outcome.status.has_plan:
        raise _misfit(file, "此方案没有结果，无可导出", "it holds no plan that was found")
    plan = planning.recount_altered(service, held)
    if plan is None:
        raise _misfit(
            file,
            "方案与其中的现状对不上（被改动过，或由其他版本写出），请重新测算",
            "the plan does not fit its service (altered, or of another version); compute again",
        )
    lines = [
        screen.words("export_origin", service=service.name or service.id, file=file.name),
        *origin_lines(service, plan, screen.language),
    ]
    if computed_at is not None:
        lines.append(screen.words("export_time", time=clock_text(computed_at)))
    today = datetime.datetime.now().astimezone().date()
    return Answered(service, plan, "\n".join(lines) + "\n", today, screen.language, computed_at)


def _problem(zh: str, en: str) -> RequestProblem:
    return RequestProblem((Said(zh, en),))


def _misfit(file: Path, zh: str, en: str) -> RequestProblem:
    return _problem(f"{file}：{zh}", f"{file}: {en}")


def _chosen(files: Sequence[ExportFile], target: str, out: Path) -> list[ExportFile]:
    ending = out.suffix.lower().lstrip(".")
    if target in ("docx", "pdf"):
        return [one for one in files if one.what == _REFORM and one.ending == target]
    if target in DELIVERABLE_TARGETS:
        wanted = "pdf" if ending == "pdf" else "docx"
        return [
            one for one in files if one.what == DELIVERABLE_TARGETS[target] and one.ending == wanted
        ]
    if target == "deliverables":
        return [one for one in files if one.shelf is Shelf.DELIVERABLES]
    if target in _TABLES:
        return [one for one in files if one.what == _TABLES[target]]
    if target == "all":
        return list(files)
    return [one for one in files if one.ending == _BY_ENDING.get(target)]


def _write(files: Sequence[ExportFile], target: str, out: Path) -> list[Path]:
    """Write into a folder, or to the file that ``out`` names by its ending.

    A file whose ending tells another format than it holds cannot be opened by a double click, so
    it is refused, not written.
    """
    if out.is_dir() or not out.suffix:
        out.mkdir(parents=True, exist_ok=True)
        for one in files:
            (out / one.name).write_bytes(one.content())
        return [out / one.name for one in files]
    ending = files[0].ending if len(files) == 1 else "zip"
    if out.suffix.lower() != f".{ending}":
        raise _problem(
            f"--out {out}：--to {target} 写出的是 .{ending} 文件；请改扩展名，或写文件夹",
            f"--out {out}: --to {target} makes a .{ending} file; end it so, or name a folder",
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(files[0].content() if len(files) == 1 else archive(files))
    return [out]
