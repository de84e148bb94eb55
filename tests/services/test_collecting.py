"""The garbage collector rests during long work, and goes back to what it did."""

from __future__ import annotations

import gc

import pytest

from coordinator_app.services.collecting import uncollected


@pytest.mark.parametrize("was", [True, False])
def test_it_rests_while_any_work_wants_it_to_and_is_as_it_was_then(was):
    before = gc.isenabled()
    (gc.enable if was else gc.disable)()
    try:
        with uncollected():
            with pytest.raises(KeyError), uncollected():
                raise KeyError
            assert not gc.isenabled()
        assert gc.isenabled() is was
    finally:
        (gc.enable if before else gc.disable)()
