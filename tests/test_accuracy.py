"""A small sample of ``python -m tests.accuracy``: every way that a plan may come, few plans."""

import pytest
from accuracy import LOST, WAYS, measure


@pytest.mark.parametrize("way", WAYS, ids=lambda way: " ".join(filter(None, way)))
def test_cells_are_right_and_none_is_wrong(way):
    tally = measure(range(2), (way,))[way]
    assert tally.wrong == 0
    if way[2] != LOST:
        assert tally.found >= 0.995 * tally.true
        assert all(right >= 0.98 * total for right, total in tally.parts.values()), tally.failures
