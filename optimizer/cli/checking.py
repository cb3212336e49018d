"""``onething check``: everything wrong or doubtful in files, without the search libraries."""

from collections.abc import Iterable
from pathlib import Path

from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.formats.plan_json import finding_document
from optimizer.formats.service_file import read_service
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.findings import findings
from optimizer.service.service import Service


def checked(screen: Screen, files: Iterable[Path], json: str | None) -> int:
    """Check files and show what was found.

    Returns:
        Exit code: 1 when any file has an error.
    """
    documents = []
    wrong = False
    for file in files:
        found = _found(file)
        wrong = wrong or has_errors(found)
        documents.append({"file": str(file), "findings": [finding_document(one) for one in found]})
        _shown(screen, file, found)
    write_result({"format": "onething-findings/1", "files": documents}, json)
    return int(wrong)


def read(screen: Screen, file: Path) -> tuple[Service, tuple[Finding, ...]]:
    """A service that can be worked with, and what is doubtful in its file.

    Raises:
        InvalidFile: the file has errors; all findings are told.
    """
    service = read_service(file)
    found = findings(service, str(file))
    if has_errors(found):
        screen.fault(screen.words("findings_stop"))
        raise InvalidFile(found)
    return service, found


def has_errors(found: Iterable[Finding]) -> bool:
    """Whether any finding stops a file from being used."""
    return any(one.severity is Severity.ERROR for one in found)


def _found(file: Path) -> tuple[Finding, ...]:
    try:
        return findings(read_service(file), str(file))
    except InvalidFile as error:
        return error.findings


def _shown(screen: Screen, file: Path, found: tuple[Finding, ...]) -> None:
    if not found:
        screen.line(screen.words("findings_none", file=file))
        return
    screen.findings(found, to_error=False)
    counts = {each: sum(one.severity is each for one in found) for each in Severity}
    screen.line(
        screen.words(
            "findings_count",
            file=file,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            notes=counts[Severity.NOTE],
        )
    )
