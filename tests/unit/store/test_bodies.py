"""Records as text and back."""

import gc

import pytest

from optimizer.errors import Unreadable
from optimizer.redesign.district import JointRequest
from optimizer.service.canonical import canonical
from optimizer.store.bodies import read


@pytest.mark.parametrize("looking", [True, False])
def test_reading_leaves_the_search_for_garbage_as_it_was(*, looking: bool) -> None:
    kept = canonical(JointRequest())
    (gc.enable if looking else gc.disable)()
    try:
        read(JointRequest, kept, key="", what="request")
        assert gc.isenabled() is looking
        with pytest.raises(Unreadable):
            read(JointRequest, "{", key="", what="request")
        assert gc.isenabled() is looking
    finally:
        gc.enable()
