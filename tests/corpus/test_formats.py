"""The same plan in every format and layout reads as the same sections, sentences and indicator values."""

import pytest
from plan_files import bare, load_synthetic
from synthetic import HEADERS, LAYOUTS, make_plan

from corpus.models import Plan, Status
from corpus.text import fold

KINDS = [
    *[(".txt", layout) for layout in LAYOUTS],
    (".md", "pipes"),
    (".docx", ""),
    (".html", ""),
    (".pdf", ""),
    (".unruled.pdf", ""),
]
# Each header variant comes with every kind; -1 is the two-level header.
SEEDS = [(seed, variant) for seed, variant in enumerate(range(-1, len(HEADERS)))]


@pytest.mark.parametrize(("seed", "variant"), SEEDS)
@pytest.mark.parametrize(("suffix", "layout"), KINDS)
def test_a_synthetic_plan_reads_as_it_was_meant(tmp_path, suffix, layout, seed, variant):
    truth = make_plan(seed, variant)
    plan = load_synthetic(tmp_path, truth, suffix, layout)
    assert _cells(plan) == {
        (bare(c.table), bare(c.indicator), c.unit, bare(c.column), bare(c.value), c.year, c.role, c.attribute)
        for c in truth.cells
    }
    assert [[bare(title) for title in section.path] for section in plan.sections] == [
        [bare(title) for title in path] for path in truth.sections
    ]
    sentences = {(_path(passage.section), bare(passage.text)) for passage in plan.passages}
    assert {(_path(path), bare(sentence)) for path, sentence in truth.sentences} <= sentences
    assert plan.warnings == ()


@pytest.mark.parametrize(("suffix", "layout"), KINDS)
def test_metadata_is_the_same_in_every_format(tmp_path, suffix, layout):
    for seed in range(3):
        truth = make_plan(seed)
        found = load_synthetic(tmp_path, truth, suffix, layout).metadata
        assert (found.title, found.region, found.period) == (truth.title, truth.region, truth.period)
        assert (found.issuer, found.number) == (truth.issuer, truth.number)
        assert (found.status is Status.DRAFT) == truth.draft


@pytest.mark.parametrize(("suffix", "layout"), KINDS)
def test_every_record_quotes_its_source(tmp_path, suffix, layout):
    plan = load_synthetic(tmp_path, make_plan(7), suffix, layout)
    assert_quotes(plan)


def assert_quotes(plan: Plan) -> None:
    """Each passage, cell, value and figure stands in the source where it says it does."""
    for passage in plan.passages:
        assert fold(plan.quote(passage.span)) == fold(passage.text)
    for table in plan.tables:
        for cell in (cell for row in table.rows for cell in row):
            assert fold(plan.quote(cell.span)) == fold(cell.text)
    for value in plan.indicators:
        assert fold(plan.quote(value.cell)) == fold(value.value)
        assert fold(value.printed_name) in fold(plan.quote(value.row))
    for figure in plan.figures:
        assert fold(plan.quote(figure.figure)) == fold(figure.value)
        assert figure.sentence.start <= figure.figure.start < figure.figure.end <= figure.sentence.end


def _cells(plan: Plan) -> set[tuple[object, ...]]:
    return {
        (bare(v.table), bare(v.printed_name), v.unit, bare(v.column), bare(v.value), v.year, v.role.value, v.attribute)
        for v in plan.indicators
    }


def _path(section: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare(title) for title in section)
