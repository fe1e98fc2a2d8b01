"""What only Word files have: automatic numbers, footnotes, nested tables, fields, revisions, text boxes."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.models import Plan
from corpus.readers.base import Document, Grid, Paragraph
from corpus.readers.word import read_word

W = nsdecls("w")


def read(document) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    return read_word("plan.docx", stream.getvalue())


def texts(document: Document) -> list[str]:
    return [block.body.text for block in document.blocks if isinstance(block, Paragraph)]


def add(document, xml: str) -> None:
    document.element.body.insert(-1, parse_xml(xml))


def test_automatic_numbers_are_written_out():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    levels = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    numbering.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="1">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))
    for level, text in [(0, "背景"), (1, "基础"), (1, "形势"), (0, "任务"), (1, "体系"), (2, "网络"), (2, "人才")]:
        add(
            document,
            f'<w:p {W}><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p>",
        )
    assert texts(read(document)) == [
        "一、背景", "（一）基础", "（二）形势", "二、任务", "（一）体系", "1.网络", "2.人才",
    ]  # fmt: skip


def test_deleted_text_fields_and_contents_are_left_out_and_text_boxes_kept():
    document = docx.Document()
    add(
        document,
        f"<w:p {W}><w:r><w:t>床位</w:t></w:r><w:del><w:r><w:delText>5张</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>6张</w:t></w:r></w:ins><w:r><w:instrText>PAGEREF 1</w:instrText></w:r></w:p>",
    )
    add(
        document,
        f'<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>一、背景1</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    add(
        document,
        f"<w:p {W}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    )
    assert texts(read(document)) == ["床位6张", "框中文字"]


def test_nested_tables_follow_their_table_and_boxes_are_text():
    document = docx.Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text = "专栏"
    inner = outer.cell(1, 1).add_table(2, 2)
    for n, text in enumerate(["指标", "2025年", "床位", "6"]):
        inner.cell(n // 2, n % 2).text = text
    document.add_table(1, 1).cell(0, 0).text = "重点工程\n建设中心医院。"
    found = read(document)
    grids = [block for block in found.blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grids[1].rows] == [["指标", "2025年"], ["床位", "6"]]
    assert texts(found) == ["重点工程", "建设中心医院。"]


def test_footnotes_follow_the_paragraph_that_calls_them():
    document = docx.Document()
    document.add_paragraph("第一段。")
    stream = io.BytesIO()
    document.save(stream)
    data = _with_footnote(stream.getvalue(), "床位含社会办医院。")
    assert texts(read_word("plan.docx", data)) == ["第一段。", "床位含社会办医院。"]


def _with_footnote(data: bytes, note: str) -> bytes:
    """The Word file with a footnote called at the end of its first paragraph."""
    out = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename == "word/document.xml":
                part = part.replace(b"</w:r></w:p>", b'</w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', 1)
            elif item.filename == "word/_rels/document.xml.rels":
                tag = f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                part = part.replace(b"</Relationships>", tag.encode())
            elif item.filename == "[Content_Types].xml":
                tag = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
                part = part.replace(b"</Types>", tag.encode())
            new.writestr(item, part)
        new.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
            f'<w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>',
        )
    return out.getvalue()


@pytest.mark.parametrize("merged", [True, False])
def test_cells_merged_down_hold_for_every_row(tmp_path, merged):
    from corpus.loader import load_plan

    document = docx.Document()
    document.add_paragraph("云岭市卫生健康“十四五”规划")
    document.add_paragraph("云岭市人民政府")
    document.add_paragraph("云岭市主要指标")
    rows = [("指标", "单位", "2025年目标"), ("医师数", "人", "3"), ("护士数", "" if merged else "人", "4")]
    table = document.add_table(3, 3)
    for n, row in enumerate(rows):
        for at, text in enumerate(row):
            if text:
                table.cell(n, at).text = text
    if merged:
        table.cell(1, 1).merge(table.cell(2, 1))
    path = tmp_path / "plan.docx"
    document.save(str(path))
    plan: Plan = load_plan(path)
    assert [(v.printed_name, v.unit, v.value) for v in plan.indicators] == [
        ("医师数", "人", "3"),
        ("护士数", "人", "4"),
    ]


def test_a_value_over_two_columns_holds_for_both_and_a_title_and_unit_drawn_into_the_table(tmp_path):
    from corpus.loader import load_plan

    document = docx.Document()
    for line in ("云岭市卫生健康“十四五”规划", "云岭市人民政府", "一、目标"):
        document.add_paragraph(line)
    rows = [
        "云岭市主要指标|||",
        "单位：%|||",
        "指标|2020年|2025年目标|属性",
        "覆盖率|持续提升||预期性",
        "合格率|90|95|约束性",
    ]
    made = document.add_table(len(rows), 4)
    for number, row in enumerate(rows):
        for column, text in enumerate(row.split("|")):
            made.cell(number, column).text = text
    for number, first, last in ((0, 0, 3), (1, 0, 3), (3, 1, 2)):
        made.cell(number, first).merge(made.cell(number, last))
    path = tmp_path / "plan.docx"
    document.save(path)
    found = load_plan(path).indicators
    assert {(v.table, v.unit) for v in found} == {("云岭市主要指标", "%")}
    assert [v.value for v in found] == ["持续提升", "持续提升", "90", "95"]
