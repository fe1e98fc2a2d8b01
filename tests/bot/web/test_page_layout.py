"""A document as a page shows it: all of a cited span is lit, in order and once, in whatever format and layout."""

import random
from collections.abc import Iterator

import pytest
from synthetic import make_plan
from synthetic_formats import FORMS, bytes_of
from synthetic_sheets import xls_of, xlsx_of
from synthetic_text import DAMAGES, LAYOUTS, text_of

from bot.web.layout import Block, Kind, blocks_of, outline_of
from bot.web.runs import Run
from corpus.loader import load_plan
from corpus.models import Plan, Span
from retrieval.chunking import evidence_of

TRUTH = make_plan(7, -1)
WAYS = {
    **{f"a.txt {layout}": lambda layout=layout: text_of(TRUTH, layout).encode() for layout in LAYOUTS},
    **{f"a.txt {damage}": lambda damage=damage: text_of(TRUTH, "tabs", damage).encode() for damage in DAMAGES},
    "a.md pipes": lambda: text_of(TRUTH, "pipes").encode(),
    **{f"a{form}": lambda form=form: bytes_of(TRUTH, form) for form in FORMS},
    f"{TRUTH.title}.xlsx": lambda: xlsx_of(TRUTH),
    f"{TRUTH.title}.xls": lambda: xls_of(TRUTH),
}


def runs_of(blocks: list[Block]) -> Iterator[Run]:
    for block in blocks:
        yield from block.runs
        for row in block.rows:
            for cell in row.cells:
                yield from cell


def lit(blocks: list[Block]) -> str:
    return "".join(run.text for run in runs_of(blocks) if run.lit)


def seen(blocks: list[Block]) -> str:
    return "".join("".join(run.text for run in runs_of(blocks) if not run.hidden).split())


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: way.replace(TRUTH.title, "annex"))
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path = tmp_path_factory.mktemp("layout") / request.param.split()[0]
    path.write_bytes(WAYS[request.param]())
    return load_plan(path)


def test_every_sentence_and_row_is_lit_whole(plan: Plan) -> None:
    units = evidence_of(plan)
    assert any(unit.table for unit in units)
    for unit in units:
        assert lit(blocks_of(plan, unit.span)) == plan.quote(unit.span)


def test_any_span_is_lit_whole(plan: Plan) -> None:
    draw = random.Random(3)
    for _ in range(40):
        start = draw.randrange(len(plan.source) - 1)
        span = Span(start, min(len(plan.source), start + draw.randint(1, 900)))
        blocks = blocks_of(plan, span)
        assert lit(blocks) == plan.quote(span)
        assert sum(run.first for run in runs_of(blocks)) == 1


def test_a_cited_row_is_lit_in_its_table_and_no_other(plan: Plan) -> None:
    for value in plan.indicators[::5]:
        rows = [row for block in blocks_of(plan, value.row) for row in block.rows if row.lit]
        assert len(rows) == 1
        assert value.value in " ".join("".join(run.text for run in cell) for cell in rows[0].cells)


def test_nothing_is_lost_where_nothing_is_cited(plan: Plan) -> None:
    blocks = blocks_of(plan, None)
    shown = seen(blocks)
    assert not lit(blocks)
    for passage in plan.passages:
        assert "".join(plan.quote(passage.span).replace("**", "").split()) in shown
    for table in plan.tables:
        for row in table.rows:
            assert all("".join(plan.quote(cell.span).split()) in shown for cell in row)
    assert len([block for block in blocks if block.kind is Kind.TABLE]) == len(plan.tables)


def test_the_outline_leads_to_every_heading(plan: Plan) -> None:
    anchors = [block.anchor for block in blocks_of(plan, None) if block.kind is Kind.HEADING]
    assert [entry.anchor for entry in outline_of(plan)] == anchors
    assert len(set(anchors)) == len(plan.sections)


def test_pages_begin_where_the_file_has_them(plan: Plan) -> None:
    pages = list(dict.fromkeys(place.page for place in plan.places))
    blocks = blocks_of(plan, None)
    assert [run.page for run in runs_of(blocks) if run.page] == pages
    assert not pages or blocks[0].page == 1


def test_tables_that_share_lines_are_lit_above(tmp_path) -> None:
    """One table beside the other: a cited line holds cells of both."""
    rows = [
        "指标\t2020年\t2025年\t指标\t2020年\t2025年",
        "床位（张）\t100\t200\t医师（名）\t30\t40",
        "护士（名）\t50\t60\t药师（名）\t7\t8",
    ]
    text = (
        "云岭市卫生健康事业发展“十四五”规划\n\n一、目标\n\n主要指标\n\n"
        + "\n".join(rows)
        + "\n\n二、任务\n\n加强基层建设。\n"
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    plan = load_plan(tmp_path / "a.txt")
    for unit in evidence_of(plan):
        assert lit(blocks_of(plan, unit.span)) == plan.quote(unit.span)
