"""A hundred figures of the five real plans' running text, picked and checked by reading (``data/running_figures.csv``:
file, offsets of the figure in the decoded text, figure, unit, year, last section title)."""

import csv
from pathlib import Path

import pytest
from plan_files import SHARED, bare, needs_shared

from corpus.loader import load_plan
from corpus.models import FigureStatement, Plan

pytestmark = needs_shared
GOLD = Path(__file__).parent / "data" / "running_figures.csv"
# Of a hundred figures this many may be lost.
FLOOR = 0.95


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {path.name: load_plan(path) for path in sorted((SHARED / "plans").glob("*.txt"))}


def test_running_text_figures_are_found(plans):
    with GOLD.open(encoding="utf-8") as file:
        golden = list(csv.DictReader(file))
    assert len(golden) == 100
    wrong = [row for row in golden if not any(_is(row, figure) for figure in plans[row["file"]].figures)]
    assert len(wrong) <= (1 - FLOOR) * len(golden), wrong


def _is(row: dict[str, str], figure: FigureStatement) -> bool:
    return (
        figure.figure.start <= int(row["start"])
        and int(row["end"]) <= figure.figure.end
        and figure.number == row["figure"]
        and figure.unit == row["unit"]
        and str(figure.year or "") == row["year"]
        and _title(figure.section[-1]) == _title(row["section"])
    )


def _title(text: str) -> str:
    return bare(text).rstrip("。：:")
