"""Service files: one 一件事 in YAML, pleasant to write by hand (``docs/service-file.md``)."""

from pathlib import Path

from optimizer.formats.assembling import Assembly, with_used_departments
from optimizer.formats.document_writing import Layout
from optimizer.formats.reading import Reading
from optimizer.formats.rewriting import CannotSplice, rewritten
from optimizer.formats.service_parsing import ServiceParser
from optimizer.formats.service_writing import ServiceWriter
from optimizer.formats.troubles import Troubles
from optimizer.formats.whole_file import write_whole
from optimizer.formats.yaml_text import mapping
from optimizer.formats.yaml_tree import Node, decoded, parse_tree, read_bytes
from optimizer.service.finding import InvalidFile
from optimizer.service.service import Service


def read_service(path: Path) -> Service:
    """Read a service from its file.

    Args:
        path: a YAML file as ``docs/service-file.md`` describes it.

    Returns:
        The service as written; what the file leaves open is open (see ``complete``).

    Raises:
        InvalidFile: an ``InvalidInput`` that carries every finding at once.
    """
    return read_service_text(decoded(read_bytes(path), path.name), path.name)


def read_service_text(text: str, name: str = "") -> Service:
    """Read a service from text.

    Args:
        text: YAML.
        name: what findings call the file.

    Raises:
        InvalidFile: an ``InvalidInput`` that carries every finding at once.
    """
    return _read(text, name)[0]


def read_service_bytes(content: bytes, name: str = "") -> Service:
    """Read a service from the bytes of its file, as an upload brings them.

    Args:
        content: UTF-8, with or without a byte order mark.
        name: what findings call the file.

    Raises:
        InvalidFile: an ``InvalidInput`` that carries every finding at once.
    """
    return read_service_text(decoded(content, name), name)


def _read(text: str, name: str) -> tuple[Service, Layout, Node]:
    """A service, what its file lists, and the tree of the file."""
    troubles = Troubles(name)
    tree = parse_tree(text, name)
    parsed = ServiceParser(troubles).parse(tree)
    reading = Reading(troubles)
    assembly = Assembly(parsed)
    values = assembly.values()
    service = reading.record(Service, values, parsed.keys)
    troubles.stop_if_any()
    assert service is not None
    values["documents"] = assembly.documents(service)
    service = reading.record(Service, values, parsed.keys)
    troubles.stop_if_any()
    assert service is not None
    layout = Layout(
        documents=frozenset(one.document_id for one in parsed.documents if one.declared),
        departments=frozenset(one.id for one in service.departments),
    )
    return with_used_departments(service), layout, tree


def dump_service(service: Service) -> str:
    """Write a service as text, short and nested by item.

    Returns:
        YAML that ``read_service_text`` reads back as an equal service.
    """
    return laid_out(service, Layout())


def laid_out(service: Service, layout: Layout) -> str:
    """Write a service as text in a layout, in full where the short form would not be equal."""
    text = mapping(ServiceWriter(service, layout).written(), 0)
    if _says(text, service):
        return text
    # A name that only looks like a short form: everything is written in full.
    return mapping(ServiceWriter(service, Layout(explicit=True)).written(), 0)


def write_service(service: Service, path: Path) -> None:
    """Write a service to its file; what did not change keeps its lines and comments.

    Args:
        service: what the file shall say.
        path: the file; made if it does not exist, written whole if it is no service file.

    Raises:
        OSError: the file cannot be written.
    """
    if not path.exists():
        _put(path, dump_service(service))
        return
    content = path.read_bytes()
    _put(path, _updated(service, content), windows=b"\r\n" in content)


def _updated(service: Service, content: bytes) -> str:
    """The text of an existing file, changed as little as possible."""
    try:
        text = decoded(content, "").replace("\r\n", "\n")
        old, layout, tree = _read(text, "")
    except InvalidFile:
        return dump_service(service)
    if old == service:
        return text
    try:
        before = ServiceWriter(old, layout).written()
        changed = rewritten(text, tree, before, ServiceWriter(service, layout).written())
    except CannotSplice:
        changed = ""
    if _says(changed, service):
        return changed
    return _head(text) + laid_out(service, layout)


def _head(text: str) -> str:
    """The comments at the top of a file."""
    lines = text.splitlines(keepends=True)
    inside = [at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    return "".join(lines[: inside[0]] if inside else lines)


def _says(text: str, service: Service) -> bool:
    try:
        return read_service_text(text) == service
    except InvalidFile:
        return False


def _put(path: Path, text: str, *, windows: bool = False) -> None:
    """Write a file beside its place and move it there, so that it is never half written."""
    write_whole(path, (text.replace("\n", "\r\n") if windows else text).encode("utf-8"))
