"""A district as a folder (全区一件事): one service a file, whatever its format.

``district.yaml`` beside them is optional (``district_settings``). A service is called by its file,
or by its folder where the file is just ``service.yaml``.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.errors import OptimizerError
from optimizer.evaluation.district.rows import is_generated
from optimizer.formats.any_service_file import ENDINGS, read_any_service
from optimizer.formats.district_settings import (
    PLAIN_NAMES,
    SETTINGS,
    cases_by_key,
    read_settings,
)
from optimizer.formats.file_names import distinct_keys, readable
from optimizer.formats.own_results import begins_as_result, is_folder_of_results, is_result
from optimizer.formats.service_file import dump_service
from optimizer.formats.troubles import Words
from optimizer.formats.yaml_text import Block, Plain, mapping
from optimizer.formats.yaml_tree import read_bytes
from optimizer.redesign.district import District, Failed, Member
from optimizer.service.finding import Finding, InvalidFile, Severity

MOST_FILES = 5_000
"""As many services a folder may hold."""

_MOST_ENTRIES = 50_000
_MOST_TOLD = 20


@dataclass(frozen=True)
class ReadDistrict:
    """What a folder holds.

    Attributes:
        failed: files that are no service, and services that do not belong here; they stop nothing.
        notes: what is in doubt or was passed over.
    """

    district: District
    failed: tuple[Failed, ...] = ()
    notes: tuple[Finding, ...] = ()


@dataclass
class _Found:
    """What is read so far."""

    members: list[Member] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    unread: list[Finding] = field(default_factory=list)  # folders that let nobody in


# --- reading --------------------------------------------------------------------------------------


def read_district(folder: Path) -> ReadDistrict:
    """Read every service below a folder, in the order of their paths.

    Links to folders are not followed; results of this program are passed over; a folder that cannot
    be read is told and stops nothing. Real and generated services are never read as one district.

    Args:
        folder: with service files of any format, at most 5,000.

    Raises:
        InvalidFile: there is no such folder, no service file in it that can be reached, or far
            too many files; or ``district.yaml`` is wrong. Every finding at once.
    """
    found = _Found()
    files = _service_files(folder, found)
    found.failed += [_failed(one.file, (one,)) for one in found.unread]
    settings = read_settings(folder)
    keys = _keys(folder, files)
    cases, unclear = cases_by_key(settings, dict(zip(keys, files, strict=True)))
    for file, key in zip(files, keys, strict=True):
        _read_one(folder, file, key, cases.get(key), found)
    found.notes += unclear
    generated = _kept_apart(found, settings.generated)
    found.notes += _twice(found.members)
    district = District(
        name=settings.name or readable(folder.resolve().name),
        members=tuple(found.members),
        generated=generated,
    )
    return ReadDistrict(district, tuple(found.failed), tuple(found.notes))


def outline(folder: Path) -> tuple[str, int]:
    """Name of the district in a folder, and how many files ``read_district`` would read.

    Raises:
        InvalidFile: as there, but of no single service.
    """
    files = _service_files(folder, _Found())
    return read_settings(folder).name or readable(folder.resolve().name), len(files)


def _service_files(folder: Path, found: _Found) -> list[Path]:
    """Paths from the folder, in a stable order."""
    if not folder.is_dir():
        raise _refused(
            str(folder),
            "no_folder",
            ("没有这个文件夹", "there is no such folder"),
            ("写出存放一件事文件的文件夹", "name the folder that holds the service files"),
        )
    files: list[Path] = []
    for number, path in enumerate(_below(folder, found)):
        if _may_be_service(folder, path, found):
            files.append(path)
        if number >= _MOST_ENTRIES or len(files) > MOST_FILES:
            raise _refused(
                folder.name,
                "too_many_files",
                ("文件夹里的文件太多", "the folder holds too many files"),
                (f"最多 {MOST_FILES} 个一件事文件", f"at most {MOST_FILES} service files"),
            )
    if not files:
        raise InvalidFile(tuple(found.unread) or (_nothing_in(folder),))
    return sorted(files, key=lambda one: one.parts)


def _below(folder: Path, found: _Found) -> Iterator[Path]:
    """Files and folders below a folder, hidden ones left out."""

    def unread(error: OSError) -> None:
        found.unread.append(_unread(folder, Path(error.filename), error))

    for place, folders, names in os.walk(folder, onerror=unread):
        here = Path(place).relative_to(folder)
        if here != Path() and is_folder_of_results(names):
            found.notes.append(_results(here))
            folders.clear()
            continue
        own = [one for one in names if is_result(one, names)]
        found.notes += [_results(here / one) for one in sorted(own)]
        linked = [one for one in folders if _is_link(Path(place) / one)]
        found.notes += [_not_followed(here / one) for one in sorted(linked)]
        folders[:] = [one for one in folders if not one.startswith(".") and one not in linked]
        yield from (here / one for one in (*folders, *names) if one not in own)


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except PermissionError:  # told when it is walked into
        return False


def _may_be_service(folder: Path, path: Path, found: _Found) -> bool:
    name = path.name
    if name.startswith((".", "~$")) or name == SETTINGS:
        return False
    if name.lower().rpartition(".")[2] not in ENDINGS:
        return False
    try:
        mode = (folder / path).stat().st_mode
    except PermissionError as error:  # a folder that may be listed but not entered
        found.unread.append(_unread(folder, folder / path, error))
        return False
    except OSError:
        found.notes.append(_leads_nowhere(path))
        return False
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        found.notes.append(_no_file(path))
    return stat.S_ISREG(mode)


def _keys(folder: Path, files: list[Path]) -> list[str]:
    """A short unique name for each file; one called ``service`` has the name of its folder."""
    plain = (file.stem.lower() in PLAIN_NAMES for file in files)
    above = folder.resolve().name
    return distinct_keys(
        (file.parent.name or above) if one else file.stem
        for one, file in zip(plain, files, strict=True)
    )


def _read_one(folder: Path, file: Path, key: str, cases: int | None, found: _Found) -> None:
    origin = readable(file.as_posix())
    try:
        content = read_bytes(folder / file)
        if begins_as_result(content):
            found.notes.append(_results(file))
            return
        service, notes = read_any_service(content, origin)
    except InvalidFile as error:
        found.failed.append(_failed(key, error.findings))
        return
    except OptimizerError as error:
        said = f"{origin}: {error}"
        found.failed.append(Failed(service=key, message_zh=said, message_en=said))
        return
    if cases is not None:
        service = service.model_copy(update={"yearly_cases": cases})
    found.members.append(Member(key=key, service=service, origin=origin))
    found.notes += notes


def _failed(service: str, findings: Sequence[Finding]) -> Failed:
    return Failed(
        service=service,
        message_zh=_listed([one.in_chinese() for one in findings], "；", "另有{}处"),
        message_en=_listed([one.in_english() for one in findings], "; ", "and {} more"),
    )


def _listed(lines: list[str], between: str, more: str) -> str:
    left = len(lines) - _MOST_TOLD
    return between.join([*lines[:_MOST_TOLD], *([more.format(left)] if left > 0 else [])])


def _kept_apart(found: _Found, stated: bool) -> bool:
    """Whether the district is generated; a service of the other sort is taken out."""
    sorts = [is_generated(one) for one in found.members]
    generated = stated or (bool(sorts) and all(sorts))
    wrong = [one for one, sort in zip(found.members, sorts, strict=True) if sort != generated]
    found.members = [one for one in found.members if one not in wrong]
    found.failed += [
        Failed(
            service=one.key,
            message_zh=f"{one.origin}：生成的一件事不与真实的一件事放在同一张表里，请分开存放",
            message_en=f"{one.origin}: generated and real services never share a table; "
            "keep them in folders of their own",
        )
        for one in wrong
    ]
    return generated


# --- findings -------------------------------------------------------------------------------------


def _twice(members: list[Member]) -> list[Finding]:
    """Services that seem to stand in the folder twice, e.g. as YAML and as a workbook."""
    first: dict[str, Member] = {}
    found = []
    for one in members:
        other = first.setdefault(one.service.id, one)
        if other is not one:
            found.append(
                _finding(
                    one.origin,
                    "service_twice",
                    (
                        f"与 {other.origin} 编号相同（{one.service.id}），会被计算两次",
                        f"has the id of {other.origin} ({one.service.id}) and counts twice",
                    ),
                    ("同一件事只保留一个文件", "keep one file of a service"),
                )
            )
    return found


def _nothing_in(folder: Path) -> Finding:
    said = ("文件夹里没有一件事文件", "the folder holds no service file")
    right = (f"可读：{'、'.join(ENDINGS)}", f"can be read: {', '.join(ENDINGS)}")
    return _finding(folder.name, "no_services", said, right, Severity.ERROR)


def _unread(folder: Path, path: Path, error: OSError) -> Finding:
    name = folder.name if path == folder else path.relative_to(folder).as_posix()
    said = (f"打不开：{error.strerror}", f"it cannot be read: {error.strerror}")
    right = ("请检查读取权限", "check the permission to read it")
    return _finding(name, "unreadable", said, right, Severity.ERROR)


def _not_followed(path: Path) -> Finding:
    said = ("文件夹链接未读取", "a link to a folder is not followed")
    right = ("请把文件放进本文件夹", "put the files into this folder")
    return _finding(path.as_posix(), "link", said, right)


def _results(path: Path) -> Finding:
    said = ("是本程序写出的成果，未读取", "results of this program; nothing in it was read")
    right = ("一件事文件请另放", "keep service files apart from results")
    return _finding(path.as_posix(), "results", said, right)


def _leads_nowhere(path: Path) -> Finding:
    said = ("链接指向的文件不存在，未读取", "the link leads to no file; nothing was read")
    right = ("请把文件放进本文件夹", "put the file into this folder")
    return _finding(path.as_posix(), "link", said, right)


def _no_file(path: Path) -> Finding:
    said = ("不是普通文件（如管道），未读取", "this is no ordinary file; nothing was read")
    right = ("请换成一件事文件", "put a service file there")
    return _finding(path.as_posix(), "no_file", said, right)


def _finding(
    file: str, code: str, said: Words, right: Words, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(
        severity=severity,
        code=code,
        file=readable(file),
        message_zh=said[0],
        message_en=said[1],
        right_zh=right[0],
        right_en=right[1],
    )


def _refused(file: str, code: str, said: Words, right: Words) -> InvalidFile:
    return InvalidFile((_finding(file, code, said, right, Severity.ERROR),))


# --- writing --------------------------------------------------------------------------------------


def write_district(folder: Path, district: District) -> None:
    """Write a district as a folder that ``read_district`` reads as the same district.

    Args:
        folder: is made; may be there already when it is empty.
        district: its keys are file names.

    Raises:
        InvalidFile: the folder holds something; nothing is written.
        OSError: the folder or a file cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _refused(
            folder.name,
            "folder_not_empty",
            ("文件夹里已有内容", "the folder is not empty"),
            ("请写一个新的或空的文件夹", "name a new or an empty folder"),
        )
    folder.mkdir(parents=True, exist_ok=True)
    for one in district.members:
        (folder / f"{one.key}.yaml").write_text(dump_service(one.service), encoding="utf-8")
    says = Block({"名称": district.name, "生成": Plain("是" if district.generated else "否")})
    (folder / SETTINGS).write_text(mapping(says, 0), encoding="utf-8")
