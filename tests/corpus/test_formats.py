"""The same plan in every format and layout reads as the same sections, sentences and indicator values."""

import pytest
from plan_files import bare, cells_of, load_synthetic, true_cells
from synthetic import HEADERS, make_plan
from synthetic_formats import FORMS
from synthetic_text import DAMAGES, LAYOUTS

from corpus.language.text import fold
from corpus.models import Plan, Status
from corpus.readers.plain.page_marks import is_page_mark

KINDS = [
    *[(".txt", layout) for layout in LAYOUTS],
    (".md", "pipes"),
    *[(form, "") for form in FORMS],
]
# Each header variant comes with every kind; -1 is the two-level header.
SEEDS = [(seed, variant) for seed, variant in enumerate(range(-1, len(HEADERS)))]


@pytest.mark.parametrize(("seed", "variant"), SEEDS)
@pytest.mark.parametrize(("suffix", "layout"), KINDS)
def test_a_synthetic_plan_reads_as_it_was_meant(tmp_path, suffix, layout, seed, variant):
    truth = make_plan(seed, variant, plain=True)
    plan = load_synthetic(tmp_path, truth, suffix, layout)
    assert cells_of(plan) == true_cells(truth)
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
        assert (found.title, found.region, found.superiors) == (truth.title, truth.region, truth.superiors)
        assert (found.issuer, found.number, found.date) == (truth.issuer, truth.number, truth.date)
        assert found.period == truth.period
        assert (found.status is Status.DRAFT) == truth.draft


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("seed", range(4))
def test_a_text_that_was_damaged_on_its_way_reads_the_same(tmp_path, damage, seed):
    whole = load_synthetic(tmp_path, make_plan(seed), ".txt")
    damaged = load_synthetic(tmp_path, make_plan(seed), ".txt", damage=damage)
    assert cells_of(damaged) == cells_of(whole)
    assert [s.path for s in damaged.sections] == [s.path for s in whole.sections]
    texts = [passage.text for passage in damaged.passages if passage.section]
    assert texts == [passage.text for passage in whole.passages if passage.section]
    assert_quotes(damaged)


@pytest.mark.parametrize(("suffix", "layout"), KINDS)
def test_every_record_quotes_its_source(tmp_path, suffix, layout):
    plan = load_synthetic(tmp_path, make_plan(7), suffix, layout)
    assert_quotes(plan)


def assert_quotes(plan: Plan) -> None:
    """Each passage, cell, value and figure stands in the source where it says it does."""
    for passage in plan.passages:
        # A page number and running head in the midst of a sentence stand in its verbatim source and not in its text.
        lines = plan.quote(passage.span).splitlines()
        kept = [line for line in lines if not is_page_mark(line) and (len(lines) == 1 or line != plan.metadata.title)]
        assert fold("".join(kept)) == fold(passage.text)
    for table in plan.tables:
        for cell in (cell for row in table.rows for cell in row):
            assert fold(plan.quote(cell.span)) == fold(cell.text)
    for value in plan.indicators:
        assert fold(plan.quote(value.cell)) == fold(value.value)
        assert fold(value.printed_name) in fold(plan.quote(value.row))
    for figure in plan.figures:
        assert fold(plan.quote(figure.figure)) == fold(figure.value)
        assert figure.sentence.start <= figure.figure.start < figure.figure.end <= figure.sentence.end


def _path(section: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare(title) for title in section)
