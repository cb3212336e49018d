"""The files a decided district leaves as, each made when it is asked for."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from optimizer.deliverables.deliverable import Deliverable
from optimizer.deliverables.district_report import district_report
from optimizer.deliverables.district_tasks import district_tasks
from optimizer.evaluation.district.summary import Summary
from optimizer.formats.deliverable_pdf import pdf
from optimizer.formats.deliverable_word import word
from optimizer.formats.district_file import district_file
from optimizer.formats.district_workbook import district_workbook
from optimizer.formats.plan_tables.district import district_parquet
from optimizer.wording.catalogue import Language, words

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml.document"
_EXCEL = f"{_OFFICE}.spreadsheetml.sheet"


@dataclass(frozen=True)
class DecidedDistrict:
    """What is written.

    Attributes:
        summary: the district under a counting rule.
        origin: lines that say what a file was made from.
        date: of the papers.
    """

    summary: Summary
    origin: str
    date: datetime.date
    language: Language


@dataclass(frozen=True)
class DistrictFile:
    """One file.

    Attributes:
        key: tells it apart from every other one, e.g. on the command line.
        what: is in it, whatever its ending; has its name and use in the words of the page.
        content: makes it.
    """

    key: str
    what: str
    ending: str
    mime: str
    content: Callable[[DecidedDistrict], bytes]

    def title(self, language: Language) -> str:
        """What it is called."""
        return words("district_page", language)(f"file_{self.what}")

    def about(self, language: Language) -> str:
        """What it is for."""
        return words("district_page", language)(f"about_{self.what}")


def _paper(
    compose: Callable[[Summary, str, datetime.date, Language], Deliverable],
    write: Callable[[Deliverable], bytes],
) -> Callable[[DecidedDistrict], bytes]:
    return lambda one: write(compose(one.summary, one.origin, one.date, one.language))


DISTRICT_FILES = (
    DistrictFile("docx", "report", "docx", _WORD, _paper(district_report, word)),
    DistrictFile("pdf", "report", "pdf", "application/pdf", _paper(district_report, pdf)),
    DistrictFile("task", "tasks", "docx", _WORD, _paper(district_tasks, word)),
    DistrictFile("task-pdf", "tasks", "pdf", "application/pdf", _paper(district_tasks, pdf)),
    DistrictFile(
        "xlsx",
        "workbook",
        "xlsx",
        _EXCEL,
        lambda one: district_workbook(one.summary, one.origin, one.language),
    ),
    DistrictFile(
        "parquet",
        "parquet",
        "zip",
        "application/zip",
        lambda one: district_parquet([one.summary.plan]),
    ),
    DistrictFile(
        "json",
        "json",
        "json",
        "application/json",
        lambda one: district_file(one.summary.plan).encode(),
    ),
)
"""All of them; those with the same content stand together."""
