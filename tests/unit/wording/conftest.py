"""A plan that has something of everything, made once."""

import pytest

from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.planning import optimize
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import NAMED_REQUESTS


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The boldest plan of a shipped service: many routes, visits and shortened steps."""
    file = scenarios_directory() / "company-deregistration-hebei-xinglong" / "service.yaml"
    return optimize(read_service(file), NAMED_REQUESTS["breakthrough"])
