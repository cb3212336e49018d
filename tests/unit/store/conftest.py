"""Every law of the store is asked of SQLite and of a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.store import Store
from tests.unit.store.server import Server, programs

NEEDS_POSTGRESQL = pytest.mark.skipif(programs() is None, reason="needs postgresql (initdb)")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=NEEDS_POSTGRESQL)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/工作区/onething.db"
    server = request.getfixturevalue("server")
    assert isinstance(server, Server)
    return server.empty_database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as store:
        yield store
