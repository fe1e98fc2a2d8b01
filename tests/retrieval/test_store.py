"""The record store: which plan states a figure."""

from pathlib import Path

from retrieval.index import open_store


def test_a_figure_is_found_in_the_plan_that_states_it(data_dir: Path) -> None:
    store = open_store(data_dir)
    regions = {plan.id: plan.metadata.region for plan in store.plans}
    rooms = {number: store.figures_stating(number) for number in ("730.0", "260")}
    assert [len(found) for found in rooms.values()] == [1, 1]
    assert len({regions[plan] for found in rooms.values() for plan, _ in found}) == 2
    assert all("隔离房间" in statement.measure for found in rooms.values() for _, statement in found)
    assert store.figures_stating("987654321") == ()
