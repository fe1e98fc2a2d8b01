"""The record store: which plan states a figure."""

from pathlib import Path

from corpus.models import Span, Unread
from retrieval.opening import open_store


def test_pages_of_spans_and_what_was_not_read(pdf_data_dir: Path) -> None:
    store = open_store(pdf_data_dir)
    (plan,) = store.plans
    assert plan.unread == (Unread("scan", (3,)),)
    source = store.plan(plan.id).source
    start = source.index("县域内就诊率")
    first, *_, last = store.places(plan.id, Span(start, source.index("≥90") + 3))
    # The table stands sideways: its rows run upwards, and the figures of one stand on one line from the left.
    assert (first.page, last.page) == (2, 2)
    assert abs(first.x0 - last.x0) <= 2
    assert first.top > last.bottom
    assert source[first.start : first.end] == "县域内就诊率"
    (middle,) = store.places(plan.id, Span(2, 4))
    assert (middle.page, middle.start) == (1, 0)
    assert store.places(plan.id, Span(len(source) + 5, len(source) + 9)) == ()


def test_the_cells_of_a_row_stand_under_their_heads(data_dir: Path) -> None:
    store = open_store(data_dir)
    plan = next(plan for plan in store.plans if plan.metadata.region == "云溪市")
    row = next(unit.span for unit in store.evidence(plan.id) if unit.text.startswith("2 人均预期寿命"))
    assert store.cells(plan.id, row) == (
        ("序号", "2"),
        ("主要指标", "人均预期寿命"),
        ("单位", "岁"),
        ("2020年", "-"),
        ("2025年目标", "79"),
        ("指标性质", "预期性"),
    )
    assert store.cells(plan.id, Span(0, 3)) == ()
