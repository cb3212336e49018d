"""Which departments and documents a service uses, in the order of first use.

Files need not list them: a name that is used exists. One order for reading and writing keeps a
file that lists nothing the same after it was read and written.
"""

from collections.abc import Iterator

from optimizer.service.service import Service


def used_departments(service: Service) -> tuple[str, ...]:
    """Ids of the departments named anywhere, in the order of first use."""
    return _once(_departments(service))


def used_documents(service: Service) -> tuple[str, ...]:
    """Ids of the documents issued, needed or delivered, in the order of first use."""
    return _once(_documents(service))


def _departments(service: Service) -> Iterator[str]:
    yield service.lead_department
    for item in service.items:
        yield item.department
        for step in service.steps_of(item.id):
            yield from step.departments
    for document in service.documents:
        yield document.issuer
    for source in service.data_sources:
        yield source.owner


def _documents(service: Service) -> Iterator[str]:
    for item in service.items:
        for need in service.requirements_of(item.id):
            yield need.document
        yield from item.results
    for source in service.data_sources:
        yield from source.documents


def _once(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
