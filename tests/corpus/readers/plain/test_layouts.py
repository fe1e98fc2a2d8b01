"""Lines of a text file: tables set with spaces, marks of pages, and any text at all."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.readers.base import Grid, Paragraph
from corpus.readers.front_matter import front_matter
from corpus.readers.plain.layout import blocks_of, lines_of
from corpus.readers.plain.page_marks import page_marks
from corpus.readers.plain.reader import read_text
from corpus.readers.plain.spaced import spaced_rows

HEADER = ["指标", "单位", "2020年", "2025年目标"]
CELLS = st.sampled_from(["床位数", "医师数", "张", "%", "5.1", "≥80", "-", "人均预期寿命", "持续提升", "A b"])


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=6), st.data())
def test_columns_set_with_spaces_come_back(rows, data):
    """Also where cells in the middle are empty, as long as the row's other cells stand under their columns."""
    table = [HEADER, *map(list, rows)]
    for row in table[1:]:
        if data.draw(st.booleans()):
            row[data.draw(st.integers(1, 2))] = ""
    widths = [max(_width(row[at]) for row in table) + 2 for at in range(4)]
    lines = [
        "".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)) for row in table
    ]
    found = spaced_rows(lines)
    assert [
        [line[piece.start : piece.end] if piece else "" for piece in row]
        for line, row in zip(lines, found, strict=True)
    ] == table


def test_running_heads_stand_beside_page_marks():
    page = ["加强卫生健康服务体系建设。", "完善服务网络。"]
    lines = [
        *page,
        "- 1 -",
        "某市规划",
        *page,
        "第 2 页 共 9 页",
        "某市规划",
        *page,
        "\x0c",
        "某市规划",
        "3 / 9",
        "床位数\t5\t6",
    ]
    assert page_marks(lines) == {2, 3, 6, 7, 10, 11, 12}


def test_words_that_come_again_elsewhere_are_no_running_heads():
    assert page_marks(["一、目标", "任务。", "一、目标", "任务。", "- 1 -", "一、目标", "任务。"]) == {4}


def test_a_rule_is_no_front_matter():
    assert front_matter(["---", "一、目标", "---"]) == ({}, 0)
    assert front_matter(["---", "region: 云岭市", "---", "一、目标"]) == ({"region": "云岭市"}, 3)


LINES = st.lists(
    st.sampled_from(
        [
            "一、目标",
            "指标\t单位\t2025年",
            "\t指标",
            "床位数\t张\t5",
            "\t5",
            "",
            "| a | b | c |",
            "|---|",
            "序号",
            "指标",
            "2020年",
            "1",
            "- 2 -",
            "加强服务体系建设，完善服务网络，提升服务能力。",
            "目录",
            "一、目标........3",
            "\x0c",
            "指标  单位  2020年",
            "床位  张  5",
        ]
    ),
    max_size=30,
)


@given(LINES)
@settings(deadline=None)
def test_blocks_stand_in_order_and_quote_their_source(lines):
    source = "\n".join(lines)
    end = 0
    for block in blocks_of(source, lines_of(source)):
        span = block.span if isinstance(block, Grid) else (block.body.span() if block.body.text else None)
        if span:
            assert end <= span.start < span.end <= len(source)
            end = span.end
        if isinstance(block, Grid):
            cells = [cell for row in block.rows for cell in row]
            assert all(source[cell.span.start : cell.span.end].split() == cell.text.split() for cell in cells)
        else:
            assert isinstance(block, Paragraph)


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(UnreadableDocument):
        assert read_text("a.txt", data).source is not None
