"""The shipped services (示例), to start from."""

from dataclasses import dataclass
from functools import cache

from optimizer.errors import InvalidInput
from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.service import Service


@dataclass(frozen=True)
class Shipped:
    """A shipped service.

    Attributes:
        folder: its folder below the scenarios.
    """

    folder: str
    service: Service


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every shipped service that can be read, by folder."""
    found = []
    for file in sorted(scenarios_directory().glob("*/service.yaml")):
        try:
            found.append(Shipped(file.parent.name, read_service(file)))
        except InvalidInput:
            continue  # `onething check` tells what is wrong with it
    return tuple(found)
