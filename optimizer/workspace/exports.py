"""The files a plan leaves as, each made when it is asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from optimizer import __version__
from optimizer.formats.bpmn_writing import bpmn
from optimizer.formats.plan_json import as_text, plan_document
from optimizer.formats.reduction_csv import reduction_csv
from optimizer.formats.service_file import dump_service
from optimizer.formats.statistics_workbook import statistics_workbook
from optimizer.pictures.chart import Chart, chart_png, chart_svg
from optimizer.pictures.gantt import gantt
from optimizer.pictures.gantt_rows import sides
from optimizer.pictures.lane_picture import lane_picture
from optimizer.pictures.matrix import matrix
from optimizer.pictures.png import png
from optimizer.pictures.svg import Picture
from optimizer.pictures.waterfall import waterfalls
from optimizer.redesign.plan import Plan, Status
from optimizer.service.canonical import fingerprint
from optimizer.service.findings import findings
from optimizer.store.records import PlanEntry, Revision
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import (
    figure_label,
    headline,
    plan_name,
    rule_of,
    situation_text,
)
from optimizer.wording.rules import rule_text
from optimizer.wording.times import clock_text

_TEXT = "text/plain; charset=utf-8"
_YAML = "application/yaml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BPMN = "application/xml"
_SPOKEN_ABOUT = (Status.OPTIMAL, Status.BOUNDED, Status.STOPPED)


class Shelf(StrEnum):
    """What sort of file it is."""

    DATA = "data"
    PICTURES = "pictures"


@dataclass(frozen=True)
class ExportFile:
    """One file.

    Attributes:
        what: key of the words that say what is in it.
        name: with its ending.
        content: makes it.
    """

    shelf: Shelf
    what: str
    name: str
    mime: str
    content: Callable[[], bytes]


def plan_files(
    revision: Revision, entry: PlanEntry, plan: Plan, language: Language
) -> tuple[ExportFile, ...]:
    """Every file of a plan.

    Args:
        revision: the revision the plan answers.
        entry: the plan in the list.
        plan: the plan itself.
        language: of the words in it.
    """
    base = file_base(revision, plan, language)
    origin = provenance(revision, entry, plan, language)
    return (
        *_data(revision, plan, base, origin, language),
        *(_of_both(revision, plan, base, origin, language) if _found(plan) else ()),
        *(_pictures(plan, base, language) if _found(plan) else ()),
    )


def archive(files: tuple[ExportFile, ...]) -> bytes:
    """All files in one ZIP."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in files:
            packed.writestr(one.name, one.content())
    return stream.getvalue()


def provenance(revision: Revision, entry: PlanEntry, plan: Plan, language: Language) -> str:
    """What is needed to compute the plan again, and what may not be reported of it."""
    said = words("exporting", language)
    service = revision.service
    doubtful = [one.metric for one in headline(plan) if one.assumed]
    lines = [
        said("origin_service", name=service.name or service.id, number=revision.number),
        said("origin_input", sha256=fingerprint(service)),
        said("origin_plan", plan=plan_name(plan.request.name, language)),
        said("origin_program", version=__version__),
        said("origin_rule", rule=rule_text(rule_of(plan), language), id=plan.counting),
        said("origin_situation", situation=situation_text(plan.situation, language)),
        said("origin_time", time=clock_text(entry.time), author=entry.author),
    ]
    if doubtful:
        labels = said.listed([figure_label(metric, language) for metric in doubtful])
        lines.append(said("origin_assumed", figures=labels))
    return "\n".join(lines) + "\n"


def file_base(revision: Revision, plan: Plan, language: Language) -> str:
    """The beginning of every file name: service and plan, without what file systems refuse."""
    name = revision.service.name or revision.service.id
    return _safe(f"{name}-{plan_name(plan.request.name, language)}")


def _safe(name: str) -> str:
    kept = "".join("_" if one in '\\/:*?"<>|' or ord(one) < 32 else one for one in name)
    return kept.strip(". ")[:80] or "service"


def _data(
    revision: Revision, plan: Plan, base: str, origin: str, language: Language
) -> tuple[ExportFile, ...]:
    service = revision.service
    name = service.name or service.id
    comment = "".join(f"# {line}\n" for line in origin.splitlines())

    def as_json() -> bytes:
        return as_text(plan_document(plan, service, findings(service))).encode()

    def table() -> bytes:
        return reduction_csv(plan, name, language).encode()

    def after() -> bytes:
        return (comment + dump_service(plan.after)).encode()

    def before() -> bytes:
        return dump_service(service).encode()

    return _files(
        base,
        language,
        ("csv", "csv", "text/csv", table),
        ("after", "yaml", _YAML, after),
        ("before", "yaml", _YAML, before),
        ("json", "json", "application/json", as_json),
        ("origin", "txt", _TEXT, origin.encode),
    )


def _of_both(
    revision: Revision, plan: Plan, base: str, origin: str, language: Language
) -> tuple[ExportFile, ...]:
    """What tells of before and after together, or of each in the same way."""

    def workbook() -> bytes:
        return statistics_workbook(plan, revision.service, origin, language)

    return _files(
        base,
        language,
        ("workbook", "xlsx", _XLSX, workbook),
        ("bpmn_before", "bpmn", _BPMN, lambda: bpmn(plan.before, language, origin)),
        ("bpmn_after", "bpmn", _BPMN, lambda: bpmn(plan.after, language, origin)),
    )


def _found(plan: Plan) -> bool:
    return plan.outcome.status in _SPOKEN_ABOUT


def _files(
    base: str, language: Language, *made: tuple[str, str, str, Callable[[], bytes]]
) -> tuple[ExportFile, ...]:
    """Data files: what is in it, ending, type, and what makes it."""
    said = words("exporting", language)
    return tuple(
        ExportFile(
            Shelf.DATA, f"file_{what}", f"{base}-{said(f'suffix_{what}')}.{ending}", mime, content
        )
        for what, ending, mime, content in made
    )


def _pictures(plan: Plan, base: str, language: Language) -> tuple[ExportFile, ...]:
    before, after = plan.before, plan.after

    def lanes_before() -> Picture:
        return lane_picture(before, language, compared_with=after, side="before")

    def lanes_after() -> Picture:
        return lane_picture(after, language, compared_with=before, side="after")

    said = words("exporting", language)

    def named(what: str) -> str:
        return f"{base}-{said(f'suffix_{what}')}"

    return (
        *_picture("lanes_before", named("lanes_before"), lanes_before),
        *_picture("lanes_after", named("lanes_after"), lanes_after),
        *_chart("gantt", named("gantt"), lambda: gantt(sides(plan, language), language)),
        *_chart("waterfall", named("waterfall"), lambda: waterfalls(plan, language)),
        *_picture("matrix_before", named("matrix_before"), lambda: matrix(before, language)),
        *_picture(
            "matrix_after",
            named("matrix_after"),
            lambda: matrix(after, language, compared_with=before),
        ),
    )


def _picture(what: str, base: str, draw: Callable[[], Picture]) -> tuple[ExportFile, ...]:
    return _images(what, base, lambda: draw().svg, lambda: png(draw()))


def _chart(what: str, base: str, draw: Callable[[], Chart]) -> tuple[ExportFile, ...]:
    return _images(what, base, lambda: chart_svg(draw()), lambda: chart_png(draw()))


def _images(
    what: str, base: str, as_svg: Callable[[], str], as_png: Callable[[], bytes]
) -> tuple[ExportFile, ...]:
    def encoded() -> bytes:
        return as_svg().encode()

    return (
        ExportFile(Shelf.PICTURES, f"picture_{what}", f"{base}.png", "image/png", as_png),
        ExportFile(Shelf.PICTURES, f"picture_{what}", f"{base}.svg", "image/svg+xml", encoded),
    )
