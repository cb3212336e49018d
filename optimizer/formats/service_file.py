"""Service files: one 一件事 in YAML, pleasant to write by hand (``docs/service-file.md``)."""

from pathlib import Path

from optimizer.formats.assembling import Assembly, with_used_departments
from optimizer.formats.reading import Reading
from optimizer.formats.service_parsing import ServiceParser
from optimizer.formats.service_writing import Layout, ServiceWriter
from optimizer.formats.troubles import Troubles
from optimizer.formats.yaml_text import mapping
from optimizer.formats.yaml_tree import decoded, parse_tree, read_bytes
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
    troubles = Troubles(name)
    parsed = ServiceParser(troubles).parse(parse_tree(text, name))
    reading = Reading(troubles)
    assembly = Assembly(parsed)
    service = reading.record(Service, assembly.values(), parsed.keys)
    troubles.stop_if_any()
    assert service is not None
    values = {**assembly.values(), "documents": assembly.documents(service)}
    service = reading.record(Service, values, parsed.keys)
    troubles.stop_if_any()
    assert service is not None
    return with_used_departments(service)


def dump_service(service: Service) -> str:
    """Write a service as text, short and nested by item.

    Returns:
        YAML that ``read_service_text`` reads back as an equal service.
    """
    return laid_out(service, Layout())


def laid_out(service: Service, layout: Layout) -> str:
    """Write a service as text in a layout, in full where the short form would not be equal."""
    text = mapping(ServiceWriter(service, layout).written(), 0)
    try:
        if read_service_text(text) == service:
            return text
    except InvalidFile:
        pass  # A name that only looks like a short form; written in full below.
    return mapping(ServiceWriter(service, Layout(explicit=True)).written(), 0)
