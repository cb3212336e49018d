"""``onething check``: everything wrong or doubtful in files, without the search libraries."""

from collections.abc import Iterable
from pathlib import Path

from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.formats.any_service_file import ReadFile, read_any_service
from optimizer.formats.file_names import readable
from optimizer.formats.plan_json import finding_document
from optimizer.formats.yaml_tree import read_bytes
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
        name = readable(str(file))
        found = _found(file, name)
        wrong = wrong or has_errors(found)
        documents.append({"file": name, "findings": [finding_document(one) for one in found]})
        _shown(screen, name, found)
    write_result({"format": "onething-findings/1", "files": documents}, json)
    return int(wrong)


def read(screen: Screen, file: Path) -> tuple[Service, tuple[Finding, ...]]:
    """A service that can be worked with, and what is doubtful in its file.

    Raises:
        InvalidFile: the file has errors; all findings are told.
    """
    service, notes = read_file(file)
    found = (*findings(service, readable(str(file))), *notes)
    if has_errors(found):
        screen.fault(screen.words("findings_stop"))
        raise InvalidFile(found)
    return service, found


def read_file(file: Path) -> ReadFile:
    """A service from a file of any kind that can be read, and what is doubtful about reading it.

    Raises:
        InvalidFile: it cannot be read; all findings are told.
    """
    return read_any_service(read_bytes(file), readable(file.name))


def has_errors(found: Iterable[Finding]) -> bool:
    """Whether any finding stops a file from being used."""
    return any(one.severity is Severity.ERROR for one in found)


def _found(file: Path, name: str) -> tuple[Finding, ...]:
    try:
        service, notes = read_file(file)
        return (*findings(service, name), *notes)
    except InvalidFile as error:
        return error.findings


def _shown(screen: Screen, file: str, found: tuple[Finding, ...]) -> None:
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
