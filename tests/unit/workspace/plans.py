"""Plans of shipped services, computed once for all tests that look at them."""

from functools import cache

from optimizer import planning
from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import Request
from optimizer.service import Service

RESTAURANT = "open-restaurant-sichuan"
SCHOOL = "school-entry-hunan"


@cache
def shipped(name: str) -> Service:
    """A shipped service as its file says."""
    return read_service(scenarios_directory() / name / "service.yaml")


@cache
def planned(name: str, request: Request) -> Plan:
    """The plan of a shipped service."""
    return planning.optimize(shipped(name), request)
