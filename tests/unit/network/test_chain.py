"""The chain that decides the promise."""

from itertools import pairwise

from hypothesis import given

from optimizer.network.chain import deciding_chain
from optimizer.network.edges import EdgeKind
from optimizer.network.timing import promise_hours
from optimizer.service.service import Service
from tests.fixtures import pair
from tests.property.strategies import completed_services


@given(completed_services())
def test_lengths_and_lags_of_the_chain_add_up_to_the_promise(service: Service) -> None:
    """The chain is as long as the promise and has no gap that an edge does not explain."""
    chain = deciding_chain(service)
    promise = promise_hours(service)
    if not promise:
        assert chain == ()
        return
    spent = sum(service.step(link.step).clocked_hours() or 0 for link in chain)
    lags = sum(link.edge.counted_lag_hours for link in chain if link.edge is not None)
    assert spent + lags == promise
    assert chain[0].edge is None
    assert all(
        link.edge is not None and link.edge.before == earlier.step
        for earlier, link in pairwise(chain)
    )


def test_the_reason_told_is_the_stronger_one() -> None:
    """Where items stand in a row, the chain says so instead of naming the order of steps."""
    kinds = [link.edge.kind for link in deciding_chain(pair()) if link.edge is not None]
    assert kinds.count(EdgeKind.HABIT) == 1
