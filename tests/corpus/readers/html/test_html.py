"""Web pages: the document is found whatever the boxes around it are called, and what was not read is told of."""

import pytest
from web_pages import HEADINGS, MENU, PAGES, SENTENCES, TITLE, VALUES, crm_page, text

from corpus.errors import UnreadableDocument
from corpus.language.text import fold
from corpus.loader import load_plan
from corpus.models import Unread
from corpus.readers import read_document
from corpus.readers.base import Document, Grid
from corpus.readers.html.reader import read_html


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def read(body: str, head: str = "") -> Document:
    return read_html("a.html", page(body, head))


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for block in document.blocks if isinstance(block, Grid) for row in block.rows]


@pytest.mark.parametrize("builder", PAGES)
def test_pages_of_site_builders_are_read_whole_and_alone(tmp_path, builder):
    made = PAGES[builder]()
    path = tmp_path / f"{builder}.html"
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    plan = load_plan(path)
    assert plan.metadata.title == TITLE
    assert {(value.printed_name, value.value) for value in plan.indicators} == VALUES
    assert [section.path[-1] for section in plan.sections] == list(HEADINGS)
    sentences = [passage.text for passage in plan.passages]
    assert [sentence for sentence in SENTENCES if sentence not in sentences] == []
    for word in (*MENU, "打印", "主办", "版权", "建议使用", "您现在", "浏览量", "技术支持", "标识码", "内部", "旧稿"):
        assert word not in plan.source
    assert plan.warnings == ()


def test_the_box_of_facts_above_the_title_is_kept():
    assert read_html("a.html", crm_page().encode()).source.splitlines()[:5] == [
        "索引号：WS01/2026-01",
        "发布机构：梧水市卫生健康委员会",
        "文 号：梧卫发〔2026〕3号",
        "发布日期：2026-05-08",
        TITLE,
    ]


def test_the_line_that_tells_when_the_page_was_put_up_is_kept_as_far_as_it_tells_that(tmp_path):
    line = "<p>发布日期：2024-05-16 09:30 来源：梧水市卫健委 浏览次数：1327 字号：[大 中 小]</p>"
    path = tmp_path / "公报.html"
    path.write_bytes(page(f"<h1>{TITLE}</h1>{line}{text()}"))
    plan = load_plan(path)
    assert "发布日期：2024-05-16\n" in plan.source
    assert "浏览次数" not in plan.source
    assert [date.date for date in plan.metadata.dates if date.kind.value == "published"] == ["2024-05-16"]


def test_a_title_that_only_the_head_of_the_page_has_opens_the_text():
    document = read(text(), f"<title>{TITLE}_梧水市人民政府</title>")
    assert document.source.splitlines()[0] == TITLE
    assert (
        read(f"<p>{TITLE[:6]}</p><p>{TITLE[6:]}</p>{text()}", f"<title>{TITLE}</title>").source.count("梧水市卫生") == 1
    )


def test_a_notice_in_a_box_of_its_own_before_a_long_plan_is_kept():
    notice = (
        "<div><p>各区县人民政府：</p><p>现将《规划》印发给你们，请结合实际，认真组织实施，有关情况及时报告。</p></div>"
    )
    document = read(f"<div class='a'>{notice}</div><div class='b'>{text() * 4}</div><div>免费订阅</div>")
    assert "认真组织实施" in document.source
    assert "订阅" not in document.source


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("80.4<sup>1</sup>", "80.4"),
        ("80.4<sup>[2]</sup>", "80.4"),
        ("80.4<span style='vertical-align:super;font-size:8pt'>①</span>", "80.4"),
        ("80.4<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>", "80.4"),
        ("<sup>18</sup>", "18"),
        ("12m<sup>2</sup>", "12m²"),
        ("<del>79.8</del>80.4", "80.4"),
        ("<span style='text-decoration: line-through'>79.8</span><ins>80.4</ins>", "80.4"),
        ("80.4<span style='display:none'>（原79.8）</span>", "80.4"),
        ("&nbsp;80.4&#8203;&ensp;", "80.4"),
        ("&ge;80.4&permil;", "≥80.4‰"),
        ("<span style='font-family:Symbol'>£</span>80.4", "≤80.4"),
        ("<font face=symbol>&#xF0B3;</font>80.4", "≥80.4"),
        ("８０．４％", "80.4％"),
        ("8<!-- -->0<b>.</b>4", "80.4"),
    ],
)
def test_a_figure_in_a_cell_is_what_a_browser_shows(cell, expected):
    document = read(
        f"<p>说明文字，共一张表。</p><table><tr><td>指标</td><td>目标</td></tr><tr><td>寿命</td><td>{cell}</td></tr></table>"
    )
    assert cells(document)[1][1] == expected


def test_the_number_of_a_note_is_kept_apart_and_quoted():
    document = read("<p>到2030年达到18<sup>1</sup>家，面积3km<sup>2</sup>。</p>")
    (block,) = document.blocks
    assert block.body.text == "到2030年达到18家，面积3km²。"
    assert document.source == "到2030年达到18¹家，面积3km²。\n"


def test_full_width_figures_are_read_plain_and_quoted_as_printed():
    document = read("<p>到２０３０年，寿命达到８０．４岁，较１．２万名医师，任务１．２０３０年前完成。</p>")
    (block,) = document.blocks
    assert block.body.text == "到2030年，寿命达到80.4岁，较1.2万名医师，任务1．2030年前完成。"
    assert "８０．４岁" in document.source


def test_pictures_and_attachments_are_told_of(tmp_path):
    path = tmp_path / "a.html"
    body = (
        f"<h1>{TITLE}</h1>{text(tables='<p><img src=./P01.png></p>')}<p><img src=x.gif width=16 height=16></p>"
        "<p>附件：1.<a href='/f/P02.docx'>任务分工表</a></p>"
    )
    path.write_bytes(page(body))
    plan = load_plan(path)
    assert plan.unread == (
        Unread("picture", at=plan.unread[0].at, sections=((HEADINGS[2],),)),
        Unread("attachment", names=("任务分工表",)),
    )
    assert plan.source[: plan.unread[0].at[0]].endswith("梧水市主要指标\n")
    assert plan.warnings == (
        "“三、保障措施”一节有图片，图中的文字和表格未读。",
        "附件（任务分工表）不在这份文件里，未读。",
    )


def test_a_page_that_only_links_the_document_is_refused():
    with pytest.raises(UnreadableDocument, match=r"只有文件链接（规划全文\.pdf）"):
        read(
            f"<ul><li><a href='/'>首页</a></li></ul><h1>{TITLE}</h1><p>附件：<a href='P1.pdf'>规划全文.pdf</a></p><p>版权所有：某办</p>"
        )


def test_a_file_shown_in_a_frame_is_told_of():
    document = read(f"{text()}<iframe src='/viewer.html?file=/P1/%E9%99%84%E8%A1%A8.pdf'></iframe>")
    assert document.unread == (Unread("attachment", names=("附表.pdf",)),)


def test_a_sentence_with_many_links_is_no_menu():
    sentence = "根据<a href='/1'>《健康中国规划纲要》</a>、<a href='/2'>《梧水市总体规划》</a>，制定本规划。"
    assert "制定本规划" in read(f"<p>{sentence}</p>{text()}").source


def test_a_table_within_a_cell_follows_its_table():
    inner = "<table><tr><td>名称</td><td>数量</td></tr><tr><td>病床</td><td>30</td></tr></table>"
    outer = f"<table><tr><td>领域</td><td>内容</td><td>责任单位</td></tr><tr><td>医疗服务体系建设工程</td><td>建设若干项目，内容较长，说明如下{inner}</td><td>市卫生健康委、市发展改革委</td></tr></table>"
    found = cells(read(f"{text()}{outer}"))
    assert ["病床", "30"] in found
    assert found.index(["病床", "30"]) > found.index(["领域", "内容", "责任单位"])


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", "iso-8859-1", ""])
def test_the_encoding_of_a_page_with_little_text(declared):
    body = "<html><head><meta charset='%s'></head><body>%s<p>梧水市卫生健康规划</p></body></html>"
    markup = "".join(f"<p style='font-size:{n}pt;line-height:28pt'></p>" for n in range(400))
    assert read_html("a.html", (body % (declared, markup)).encode("gb18030")).source == "梧水市卫生健康规划\n"


def test_a_page_saved_by_word():
    word = "<p class=MsoNormal><span lang=EN-US style='font-size:10.5pt'>{}<o:p></o:p></span></p>"
    head = "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><style>p.MsoNormal{margin:0}</style>"
    document = read_html("a.html", f"<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'>{head}</head><body lang=ZH-CN><div class=WordSection1>{word.format(TITLE)}{text(word, '')}</div></body></html>".encode("gb18030"))  # fmt: skip
    assert fold(document.source).startswith(fold(TITLE + HEADINGS[0]))
    assert len(cells(document)) == 5


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_page_saved_with_its_pictures_is_read_by_its_content(tmp_path, coding):
    import base64
    import quopri

    data = page(f"<h1>{TITLE}</h1>{text()}")
    coded = quopri.encodestring(data) if coding == "quoted-printable" else base64.encodebytes(data)
    path = tmp_path / "saved.doc"
    path.write_bytes(
        b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: " + coding.encode() + b"\r\n\r\n" + coded
        + b"\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--x--\r\n"
    )  # fmt: skip
    assert cells(read_document(path))[4] == ["4", "居民健康素养水平", "%", "29.8", "≥38", "预期性"]
