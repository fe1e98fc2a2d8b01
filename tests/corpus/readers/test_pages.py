"""Web pages and PDF pages: what is around the text is left out, whatever the page is made of."""

import io
import re

import pytest
from synthetic import make_plan
from synthetic_formats import bytes_of

from corpus.readers.base import Grid, Paragraph
from corpus.readers.html.reader import read_html
from corpus.readers.pdf.reader import read_pdf


def test_navigation_sharing_and_scripts_are_left_out():
    document = read_html("a.html", bytes_of(make_plan(1), ".html"))
    for word in ("关于做好", "分享到", "主办单位", "99.9%", "当前位置"):
        assert word not in document.source


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_lines_divided_by_breaks_are_paragraphs(charset):
    page = "<html><body><div>一、规划背景<br/>健康服务体系不断完善，<b>医疗</b>卫生机构能力提升。<br>二、总体要求</div></body></html>"
    document = read_html("a.html", page.encode(charset))
    found = [block.body.text for block in document.blocks if isinstance(block, Paragraph)]
    assert found == ["一、规划背景", "健康服务体系不断完善，医疗卫生机构能力提升。", "二、总体要求"]


def test_cells_over_rows_and_columns_keep_their_grid():
    page = (
        "<table><tr><th rowspan=2>指标</th><th colspan=2>目标</th></tr><tr><th>2023年</th><th>2025年</th></tr>"
        "<tr><td>床位</td><td>5</td><td>6</td></tr></table>"
    )
    (grid,) = read_html("a.html", f"<html><body><p>健康规划</p>{page}</body></html>".encode()).blocks[1:]
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["指标", "目标", ""],
        ["", "2023年", "2025年"],
        ["床位", "5", "6"],
    ]
    assert grid.merged == {(1, 0)}


def test_running_heads_and_page_numbers_are_left_out():
    plan = make_plan(4)
    document = read_pdf("a.pdf", bytes_of(plan, ".pdf"))
    assert document.source.count(plan.title) == 1
    assert not re.search(r"^[—\s\d]+$", document.source.replace("\n\n", "\n"), re.MULTILINE)


def test_a_sentence_cut_by_a_page_is_one_sentence():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 600))
    for number, lines in enumerate(
        [
            ["完善医疗卫生服务体系建设规划任务分工要求，健全", "上下联动机制的各项制度，推进优质资源向基层的"],
            ["延伸。"],
        ],
        1,
    ):
        canvas.setFont("STSong-Light", 12)
        for row, line in enumerate(lines):
            canvas.drawString(62 if number == row + 1 == 1 else 50, 500 - 20 * row, line)
        canvas.drawString(190, 20, str(number))
        canvas.showPage()
    canvas.save()
    document = read_pdf("a.pdf", stream.getvalue())
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert block.body.text.endswith("推进优质资源向基层的延伸。")


def test_lists_of_links_files_and_imprints_of_pages_are_left_out():
    article = "".join(f"<p>第{n}段说明本地医疗卫生服务体系建设的有关安排。</p>" for n in range(6))
    page = (
        "<html><body><div><a href='/'>首页</a><a href='/a'>政务公开</a></div>"
        f"<div>{article}<p>附件：<a href='/x.pdf'>政策解读.pdf</a></p><ul><li><a>解读一</a></li><li><a>解读二</a></li></ul>"
        "<p>主办单位：某某办公室</p><p>发布时间：2022-03-05 来源：本站 浏览次数：12</p></div></body></html>"
    )
    document = read_html("a.html", page.encode())
    assert document.source.count("\n") == 6
    assert "附件" not in document.source


def test_preformatted_text_keeps_its_lines():
    page = "<html><body><pre>一、目标\n\n到期完成。\n\n二、任务</pre></body></html>"
    assert read_html("a.html", page.encode()).source.splitlines() == ["一、目标", "到期完成。", "二、任务"]
