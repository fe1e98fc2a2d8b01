"""The record store: which plan states a figure."""

from pathlib import Path

from conftest import ALPHA

from retrieval.index import open_store


def test_a_figure_is_found_in_the_plan_that_states_it(data_dir: Path) -> None:
    store = open_store(data_dir)
    regions = {plan.id: plan.metadata.region for plan in store.plans}
    found = store.figures_stating(f"{int(ALPHA['rooms']):,}.0")
    assert {regions[plan] for plan, _ in found} == {ALPHA["region"]}
    (statement,) = {statement for _, statement in found}
    assert "隔离房间" in statement.measure
    assert store.figures_stating("987654321") == ()
