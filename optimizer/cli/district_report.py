"""``onething portfolio report``: the files of a district that was decided."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from optimizer.cli.district import show_district
from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.errors import RequestProblem, Said
from optimizer.evaluation.district.roadmap import Layout
from optimizer.evaluation.district.summary import Summary, summary
from optimizer.formats.district_file import district_document, read_district_file
from optimizer.formats.file_names import file_name
from optimizer.formats.own_results import DISTRICT_PLAN
from optimizer.planning import counting_rule
from optimizer.portfolio.judging import recounted_district
from optimizer.redesign.district import DistrictPlan
from optimizer.wording.district import district_name, district_origin
from optimizer.wording.targets import alone_texts
from optimizer.workspace.exports.district import DISTRICT_FILES, DecidedDistrict, DistrictFile

FILES: Mapping[str, DistrictFile] = {one.key: one for one in DISTRICT_FILES}
"""What ``--to`` takes."""


def reported_district(
    screen: Screen,
    folder: Path,
    layout: Layout,
    *,
    counting: str,
    targets: tuple[str, ...],
    json: str | None,
    out: Path | None,
) -> int:
    """Read a decided district, count every plan again, show it and write its files.

    Args:
        screen: of the user.
        folder: that ``optimize`` wrote its results to.
        layout: of the order of work. The papers bear the day of the decision, today where nobody
            kept it.
        counting: id of the counting rule; empty takes that of the decision.
        targets: names of ``FILES``; none shows the district only.
        json: for programs.
        out: folder of the files; beside the plan when ``None``.

    Returns:
        Exit code: 1 when the decision reaches no plan.

    Raises:
        InvalidFile: the decided district cannot be read.
        RequestProblem: there is no decided district, a target or rule that is not there, plans
            that do not fit, or files are wanted of a decision without a plan.
    """
    for target in targets:
        if target not in FILES:
            known = ", ".join(FILES)
            raise _problem(
                f"--to {target}：没有这种文件；可用：{known}",
                f"--to {target}: there is no such file; known: {known}",
            )
    if counting:
        counting_rule(counting)
    plan = _decided(folder)
    if not plan.outcome.status.has_plan:
        return _without_plan(screen, plan, targets, json)
    found = summary(plan, counting, layout)
    show_district(screen, plan, counting)
    screen.line(screen.words("district_claimed"), style="dim")
    decided_at = plan.computed_at
    date = day() if decided_at is None else decided_at.astimezone().date()
    written = _write(screen, found, date, targets, out or folder)
    if written:
        screen.line(screen.words("written", files=screen.words.listed(written)))
    write_result(district_document(plan), json)
    return 0


def _without_plan(
    screen: Screen, plan: DistrictPlan, targets: tuple[str, ...], json: str | None
) -> int:
    """Tell how far each target goes; there is nothing that files could be written of."""
    if targets:
        each = zip(alone_texts(plan, "zh"), alone_texts(plan, "en"), strict=True)
        head = Said(
            f"--to {'、'.join(targets)}：没有达到要求的全区方案，不写成果文件",
            f"--to {', '.join(targets)}: no plan of the district reaches what was asked, "
            "so no files are written",
        )
        raise RequestProblem((head, *(Said(*one) for one in each)))
    show_district(screen, plan)
    write_result(district_document(plan), json)
    return 1


def _decided(folder: Path) -> DistrictPlan:
    """The decided district of a folder, every plan counted again and judged."""
    path = folder / DISTRICT_PLAN
    if not path.is_file():
        raise _problem(
            f"{folder}：没有测算结果（{DISTRICT_PLAN}）；"
            "请写 portfolio optimize 用 --out 写出的文件夹",
            f"{folder}: there is no decided district ({DISTRICT_PLAN}); name the folder that "
            "portfolio optimize wrote to with --out",
        )
    counted = recounted_district(read_district_file(path.read_bytes(), str(path)))
    if counted is None:
        raise _problem(
            f"{path}：方案与其中的现状对不上（被改动过，或由其他版本写出），请重新测算",
            f"{path}: plans do not fit their services (altered, or of another version)",
        )
    return counted


def _write(
    screen: Screen, found: Summary, date: datetime.date, targets: tuple[str, ...], out: Path
) -> list[str]:
    language = screen.language
    told = DecidedDistrict(found, district_origin(found, language), date, language)
    base = file_name(district_name(found.plan.district, language))
    written = []
    for target in targets:
        one = FILES[target]
        out.mkdir(parents=True, exist_ok=True)
        path = out / f"{base}-{one.title(language)}.{one.ending}"
        path.write_bytes(one.content(told))
        written.append(str(path))
    return written


def day(text: str = "") -> datetime.date:
    """The day a text like 2027-01-01 means; today where it is empty.

    Raises:
        RequestProblem: it means none.
    """
    if not text:
        return datetime.datetime.now().astimezone().date()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise _problem(
            f"--start {text}：应为日期，如 2027-01-01",
            f"--start {text}: write a day like 2027-01-01",
        ) from error


def _problem(zh: str, en: str) -> RequestProblem:
    return RequestProblem((Said(zh, en),))
