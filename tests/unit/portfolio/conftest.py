"""A Dask cluster of this machine, for the tests that compare engines."""

from collections.abc import Iterator

import pytest

from optimizer.portfolio.crew import Crew, Engine


@pytest.fixture(scope="session")
def cluster() -> Iterator[Crew]:
    from distributed import LocalCluster  # noqa: PLC0415  # slow to import

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as made:
        yield Crew(Engine.DASK, address=made.scheduler_address)
