"""The files a plan leaves as, each made when it is asked for."""

import io
import zipfile
from collections.abc import Iterable

from optimizer.workspace.exports.answered import (
    Answered,
    answered,
    origin_lines,
)
from optimizer.workspace.exports.data import data_files, files_for_programs, files_of_both
from optimizer.workspace.exports.deliverables import deliverable_files
from optimizer.workspace.exports.export_file import ExportFile, Shelf
from optimizer.workspace.exports.pictures import picture_files

__all__ = [
    "Answered",
    "ExportFile",
    "Shelf",
    "answered",
    "archive",
    "origin_lines",
    "plan_files",
]


def plan_files(answer: Answered) -> tuple[ExportFile, ...]:
    """Every file of a plan; one that was not found leaves only what it was asked for."""
    if not answer.plan.outcome.status.has_plan:
        return data_files(answer)
    return (
        *deliverable_files(answer),
        *data_files(answer),
        *files_of_both(answer),
        *files_for_programs(answer),
        *picture_files(answer),
    )


def archive(files: Iterable[ExportFile]) -> bytes:
    """Files in one ZIP."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in files:
            packed.writestr(one.name, one.content())
    return stream.getvalue()
