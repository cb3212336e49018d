"""``onething import``: tables of others become a service file, every doubt told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from optimizer.cli.checking import read_file
from optimizer.cli.screen import Screen
from optimizer.errors import RequestProblem, Said
from optimizer.formats.any_service_file import ReadFile, foreign_table
from optimizer.formats.guide_tables import (
    GuideFile,
    Mapping,
    dump_mapping,
    fitted,
    load_mapping,
    looks_like_json,
    read_guides,
)
from optimizer.formats.service_file import dump_service
from optimizer.formats.yaml_tree import decoded, read_bytes
from optimizer.service.finding import Severity
from optimizer.wording.catalogue import LANGUAGES, words


def imported(
    screen: Screen, files: Sequence[Path], mapping: Path | None, out: Path | None, *, force: bool
) -> int:
    """Read one or several files as one service, write it, show what is doubtful.

    Args:
        screen: where it is shown.
        files: one file of any kind, or several tables that tell one service together.
        mapping: a file that says how the tables are read; where it does not exist, what was
            recognised is written there.
        out: the service file; beside the first file where ``None``.
        force: an existing file is overwritten.

    Returns:
        Exit code 0: doubts are told, they do not stop anybody.

    Raises:
        InvalidFile: a file cannot be read; nothing is written.
        RequestProblem: the file to write exists, or several files that are not all tables.
        OSError: nothing can be written there.
    """
    target = out or files[0].with_suffix(".yaml")
    if target.exists() and not force:
        raise _problem("import_exists", path=target)
    service, notes = _read(screen, files, mapping)
    target.write_text(dump_service(service), encoding="utf-8")
    screen.findings(notes, to_error=False)
    screen.line(
        screen.words(
            "import_done",
            path=target,
            items=len(service.items),
            materials=len(service.requirements),
            steps=len(service.steps),
            doubts=sum(one.severity is not Severity.NOTE for one in notes),
            left_out=sum(one.severity is Severity.NOTE for one in notes),
        )
    )
    return 0


def _read(screen: Screen, files: Sequence[Path], mapping: Path | None) -> ReadFile:
    """The service of one file, or of several tables together."""
    contents = [(one, read_bytes(one)) for one in files]
    taught = None
    if mapping is not None and mapping.exists():
        taught = load_mapping(decoded(read_bytes(mapping), mapping.name), mapping.name)
    guides = []
    used: list[Mapping] = []
    for path, content in contents:
        table = foreign_table(content, path.name)
        if table is None and len(files) > 1 and not looks_like_json(content):
            raise _problem("import_several", path=path)
        chosen = None if table is None else table.mapping
        if chosen is not None and taught is not None:
            if chosen.signature() == taught.signature():
                chosen = fitted(chosen, taught)
            elif len(files) == 1:
                raise _problem("import_other_mapping", path=mapping)
        used.extend([chosen] if chosen is not None else [])
        guides.append(GuideFile(content, path.name, chosen))
    if mapping is not None and taught is None:
        if len(used) != 1:
            raise _problem("import_one_mapping")
        mapping.write_text(dump_mapping(used[0]), encoding="utf-8")
        screen.line(screen.words("import_mapping", path=mapping))
    if not used and len(files) == 1:
        return read_file(files[0])
    return ReadFile(*read_guides(guides))


def _problem(key: str, **values: object) -> RequestProblem:
    return RequestProblem((Said(*(words("cli", one)(key, **values) for one in LANGUAGES)),))
