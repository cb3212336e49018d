"""Files for spreadsheets and programs."""

from collections.abc import Callable

from optimizer.formats.bpmn_writing import bpmn
from optimizer.formats.cpsv import cpsv
from optimizer.formats.plan_file import plan_file
from optimizer.formats.plan_tables import TabledPlan, tables_csv, tables_json, tables_parquet
from optimizer.formats.reduction_csv import reduction_csv
from optimizer.formats.service_file import dump_service
from optimizer.formats.statistics_workbook import statistics_workbook
from optimizer.service.findings import findings
from optimizer.service.service import Service
from optimizer.wording.catalogue import words
from optimizer.workspace.exports.answered import Answered
from optimizer.workspace.exports.export_file import ExportFile, Shelf

_TEXT = "text/plain; charset=utf-8"
_YAML = "application/yaml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BPMN = "application/xml"
_JSON = "application/json"
_JSON_LD = "application/ld+json"
_ZIP = "application/zip"


def data_files(answer: Answered) -> tuple[ExportFile, ...]:
    """What there is of every plan, found or not."""
    service, plan, language = answer.service, answer.plan, answer.language
    comment = "".join(f"# {line}\n" for line in answer.origin.splitlines())

    def text_of(one: Service) -> bytes:
        return (comment + dump_service(one)).encode()

    def table() -> bytes:
        return reduction_csv(plan, service, language, answer.computed_at).encode()

    return _files(
        answer,
        ("csv", "csv", "text/csv", table),
        ("after", "yaml", _YAML, lambda: text_of(plan.after)),
        ("before", "yaml", _YAML, lambda: text_of(service)),
        (
            "json",
            "json",
            _JSON,
            lambda: plan_file(plan, service, findings(service), answer.computed_at).encode(),
        ),
        ("origin", "txt", _TEXT, answer.origin.encode),
    )


def files_of_both(answer: Answered) -> tuple[ExportFile, ...]:
    """What tells of before and after together, or of each in the same way."""
    plan, language, origin = answer.plan, answer.language, answer.origin
    return _files(
        answer,
        (
            "workbook",
            "xlsx",
            _XLSX,
            lambda: statistics_workbook(plan, answer.service, origin, language),
        ),
        ("bpmn_before", "bpmn", _BPMN, lambda: bpmn(plan.before, language, origin)),
        ("bpmn_after", "bpmn", _BPMN, lambda: bpmn(plan.after, language, origin)),
    )


def files_for_programs(answer: Answered) -> tuple[ExportFile, ...]:
    """The rows behind the figures, and the service before and after as linked data."""
    plan, language, origin = answer.plan, answer.language, answer.origin
    rows = [TabledPlan(plan, answer.service, answer.computed_at)]
    return _files(
        answer,
        ("tables_csv", "zip", _ZIP, lambda: tables_csv(rows)),
        ("tables_json", "json", _JSON, lambda: tables_json(rows).encode()),
        ("tables_parquet", "zip", _ZIP, lambda: tables_parquet(rows)),
        ("cpsv_before", "jsonld", _JSON_LD, lambda: cpsv(plan.before, language, origin).encode()),
        ("cpsv_after", "jsonld", _JSON_LD, lambda: cpsv(plan.after, language, origin).encode()),
    )


def _files(
    answer: Answered, *made: tuple[str, str, str, Callable[[], bytes]]
) -> tuple[ExportFile, ...]:
    """Data files: what is in it, ending, type, and what makes it."""
    said = words("exporting", answer.language)
    return tuple(
        ExportFile(
            Shelf.DATA,
            what,
            said(f"file_{what}"),
            f"{answer.base}-{said(f'suffix_{what}')}.{ending}",
            mime,
            content,
        )
        for what, ending, mime, content in made
    )
