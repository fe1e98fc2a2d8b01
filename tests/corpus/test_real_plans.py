"""The five real plans, where they lie beside this checkout: every cell of the golden table, and how fast."""

import csv

import pytest
from plan_files import SHARED, bare, needs_shared

from corpus.language.text import fold
from corpus.loader import load_plan
from corpus.models import Plan

pytestmark = needs_shared


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [load_plan(path) for path in sorted((SHARED / "plans").glob("*.txt"))]


def test_every_golden_cell_is_found(plans):
    with (SHARED / "eval" / "indicators-dev.csv").open(encoding="utf-8") as file:
        golden = list(csv.DictReader(file))
    found = {
        (plan.metadata.region.rstrip("市区县"), bare(v.table), bare(v.printed_name), bare(v.column), bare(v.value))
        for plan in plans
        for v in plan.indicators
    }
    wanted = [
        tuple(bare(row[name]) for name in ("region", "table", "indicator", "column_label", "value")) for row in golden
    ]
    assert [cell for cell in wanted if cell not in found] == []


def test_every_span_quotes_its_record(plans):
    for plan in plans:
        for passage in plan.passages:
            assert fold(plan.quote(passage.span)) == fold(passage.text)
        for value in plan.indicators:
            assert fold(plan.quote(value.cell)) == fold(value.value)
        for figure in plan.figures:
            assert fold(plan.quote(figure.figure)) == fold(figure.value)
