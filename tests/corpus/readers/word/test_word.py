"""What only Word files have: automatic numbers, footnotes, nested tables, fields, revisions, text boxes."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.models import Plan, Unread
from corpus.readers.base import Document, Grid, Paragraph
from corpus.readers.word.reader import read_word
from corpus.structure.unread import warning_of

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


def rewritten(
    data: bytes, change: dict[str, tuple[bytes, bytes]], left_out: str = "", more: dict[str, bytes] | None = None
) -> bytes:
    """A Word file with bytes of its parts replaced, one part left out and others added; "" stands for every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            for name in ("", item.filename):
                part = part.replace(*change[name]) if name in change else part
            if item.filename != left_out:
                new.writestr(item, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_table(cell: str = "", row: str = "") -> bytes:
    """A file with a paragraph, and a table of two rows whose last cell holds the runs ``cell``, ``row`` its properties."""
    document = docx.Document()
    document.add_paragraph("一、目标")
    runs = cell or "<w:r><w:t>80.4</w:t></w:r>"
    add(
        document,
        f"<w:tbl {W}><w:tr><w:tc><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2030年</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr>{row}<w:tc><w:p><w:r><w:t>寿命</w:t></w:r></w:p></w:tc><w:tc><w:p>{runs}</w:p></w:tc></w:tr></w:tbl>",
    )
    return saved(document)


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for block in document.blocks if isinstance(block, Grid) for row in block.rows]


RAISED = "<w:vertAlign w:val='superscript'/>"
SHOWN = "<w:vanish w:val='0'/>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (run("80.4") + run("1", RAISED), "80.4"),
        (run("80.4") + run("[", RAISED) + run("2]", RAISED), "80.4"),
        (run("18", RAISED), "18"),
        (run("12m") + run("2", RAISED), "12m²"),
        (run("79.8", "<w:strike/>") + run("80.4"), "80.4"),
        (run("79.8", "<w:dstrike w:val='true'/>") + run("80.4", "<w:strike w:val='0'/>"), "80.4"),
        (run("80.4") + run("（原79.8）", "<w:vanish/>"), "80.4"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + run("80.4"), "≥80.4"),
        (run("\uf0a3", "<w:rFonts w:ascii='Symbol'/>") + run("80.4"), "≤80.4"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F0B3'/></w:r>" + run("80.4"), "□80.4"),
        (run("８０．４"), "80.4"),
        (run("80\u200b.4\u2060"), "80.4"),
        (f"<w:sdt><w:sdtContent>{run('80.4')}</w:sdtContent></w:sdt>", "80.4"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>" + run("80.4"), "80.4"),
        (f"<w:del>{run('79.8')}</w:del><w:moveFrom>{run('1')}</w:moveFrom><w:ins>{run('80.4')}</w:ins>", "80.4"),
        ("<w:hyperlink><w:smartTag>" + run("80.4") + "</w:smartTag></w:hyperlink>", "80.4"),
    ],
)  # fmt: skip
def test_a_figure_in_a_cell_is_what_is_printed(runs, expected):
    assert cells(read_word("a.docx", with_table(runs)))[1][1] == expected


def test_a_mark_behind_a_figure_of_running_text_is_kept_apart():
    document = docx.Document()
    add(
        document,
        f"<w:p {W}>{run('到2030年达到18')}{run('1', RAISED)}{run('家。')}</w:p>",
    )
    found = read(document)
    assert texts(found) == ["到2030年达到18家。"]
    assert found.source == "到2030年达到18¹家。\n"


def test_a_hidden_style_hides_and_a_run_may_show_itself_again():
    document = docx.Document()
    document.styles.element.append(
        parse_xml(
            f"<w:style {W} w:type='character' w:styleId='Note'><w:name w:val='Note'/><w:rPr><w:vanish/></w:rPr></w:style>"
        )
    )
    style = "<w:rStyle w:val='Note'/>"
    add(
        document,
        f"<w:p {W}>{run('床位', style)}{run('六百张', style + SHOWN)}</w:p>",
    )
    assert texts(read(document)) == ["六百张"]


@pytest.mark.parametrize("row", ["<w:trPr><w:del w:id='1' w:author='a'/></w:trPr>", "<w:trPr><w:hidden/></w:trPr>"])
def test_deleted_and_hidden_rows_are_left_out(row):
    document = docx.Document(io.BytesIO(with_table(row=row)))
    assert cells(read(document)) == [["指标", "2030年"]]


def test_content_controls_around_cells_rows_and_tables():
    document = docx.Document()
    wrap = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    cell = "<w:tc>{}</w:tc>".format
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    rows = f"<w:tr>{cell(paragraph('指标'))}{wrap(cell(paragraph('2030年')))}</w:tr>"
    rows += wrap(f"<w:tr>{cell(wrap(paragraph('寿命')))}{cell(paragraph('80') + wrap(paragraph('.4')))}</w:tr>")
    add(document, f"<w:sdt {W}><w:sdtContent><w:tbl>{rows}</w:tbl></w:sdtContent></w:sdt>")
    assert cells(read(document)) == [["指标", "2030年"], ["寿命", "80 .4"]]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next():
    document = docx.Document()
    add(document, f"<w:p {W}><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('到2030年，床位达到')}</w:p>")
    add(document, f"<w:p {W}>{run('600张。')}</w:p>")
    assert texts(read(document)) == ["到2030年，床位达到600张。"]


TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN_TYPE = b"wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("change", "left_out"),
    [
        ({"": (TRANSITIONAL, b"http://purl.oclc.org/ooxml/wordprocessingml/main")}, ""),
        ({"[Content_Types].xml": (MAIN_TYPE, b"wordprocessingml.template.main+xml")}, ""),
        ({"[Content_Types].xml": (b"openxmlformats-officedocument." + MAIN_TYPE, b"ms-word.document.macroEnabled.main+xml")}, ""),
        ({"word/_rels/document.xml.rels": (b"styles.xml", b"NULL")}, ""),
        ({}, "word/theme/theme1.xml"),
        ({}, "word/styles.xml"),
        ({}, "_rels/.rels"),
    ],
)  # fmt: skip
def test_files_that_office_programs_open_are_read(change, left_out):
    found = read_word("a.docx", rewritten(with_table(), change, left_out))
    assert texts(found) == ["一、目标"]
    assert cells(found) == [["指标", "2030年"], ["寿命", "80.4"]]
    assert found.unread == ()


def test_a_missing_part_that_holds_text_is_told_of():
    found = read_word("a.docx", rewritten(with_table(), {}, "word/numbering.xml"))
    assert found.unread == (Unread("part", names=("word/numbering.xml",)),)
    assert warning_of(found.unread[0]) == "文件缺少部件（word/numbering.xml），其内容未读。"


def test_a_picture_that_is_damaged_does_not_stop_the_reading():
    data = rewritten(with_table(), {}, more={"word/media/a.png": b"MARKED" * 9})
    assert cells(read_word("a.docx", data.replace(b"MARKED", b"BROKEN")))[1] == ["寿命", "80.4"]


PICTURE = (
    "<w:drawing xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
    " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
    " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><wp:inline>"
    "<wp:extent cx='%d' cy='3000000'/><a:graphic><a:graphicData uri='%s'><a:blip r:embed='rId9'/></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing>"
)
OBJECT = (
    "<w:object xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:v='urn:schemas-microsoft-com:vml'>"
    "<v:shape/><o:OLEObject ProgID='%s'/></w:object>"
)


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (PICTURE % (5000000, "picture"), "picture"),
        (PICTURE % (100000, "picture"), None),
        (PICTURE.replace("<a:blip r:embed='rId9'/>", "") % (5000000, "http://x/2006/chart"), "chart"),
        (OBJECT % "Excel.Sheet.12", "sheet"),
        (OBJECT % "Visio.Drawing.15", "object"),
    ],
)
@pytest.mark.parametrize("in_cell", [False, True])
def test_what_is_held_and_not_read_is_told_of_with_its_place(held, code, in_cell):
    document = docx.Document()
    document.add_paragraph("一、目标")
    paragraph = f"<w:p {W}><w:r>{held}</w:r></w:p>"
    if in_cell:
        document.add_table(2, 2).cell(1, 1)._element.append(parse_xml(paragraph))
    else:
        add(document, paragraph)
    document.add_paragraph("二、任务")
    found = read(document)
    assert [part.code for part in found.unread] == ([code] if code else [])
    if code:
        (at,) = found.unread[0].at
        assert found.source.index("一、目标") < at <= found.source.index("二、任务")


def test_a_table_and_text_in_a_box_within_a_cell_are_read():
    document = docx.Document()
    rows = "".join(
        f"<w:tr><w:tc>{run_in(a)}</w:tc><w:tc>{run_in(b)}</w:tc></w:tr>"
        for a, b in (("指标", "2030年"), ("寿命", "80.4"))
    )
    box = f"<w:r><w:pict><w:txbxContent>{run_in('框中文字')}<w:tbl>{rows}</w:tbl></w:txbxContent></w:pict></w:r>"
    document.add_table(2, 2).cell(0, 0)._element.append(parse_xml(f"<w:p {W}>{box}</w:p>"))
    found = read(document)
    assert texts(found) == ["框中文字"]
    assert ["寿命", "80.4"] in cells(found)


def run_in(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("kind", ["page", "saved page", "word", "unknown"])
def test_a_document_inserted_whole(kind):
    page = "<html><head><meta charset='utf-8'></head><body><table><tr><td>指标</td><td>2030年</td></tr><tr><td>寿命</td><td>80.4</td></tr></table></body></html>"
    content = {
        "page": page.encode(),
        "saved page": b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page.encode(),
        "word": with_table(),
        "unknown": b"{\\rtf1}",
    }[kind]  # fmt: skip
    document = docx.Document()
    document.add_paragraph("正文。")
    add(document, f"<w:altChunk {W} {nsdecls('r')} r:id='rIdC'/>")
    relation = b"<Relationship Id='rIdC' Type='http://x/aFChunk' Target='chunk.bin'/></Relationships>"
    data = rewritten(
        saved(document),
        {"word/_rels/document.xml.rels": (b"</Relationships>", relation)},
        more={"word/chunk.bin": content},
    )
    found = read_word("a.docx", data)
    assert cells(found)[1:] == ([] if kind == "unknown" else [["寿命", "80.4"]])
    assert [part.code for part in found.unread] == (["inserted"] if kind == "unknown" else [])


def test_powers_and_fractions_of_formulas():
    document = docx.Document()
    m = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
    add(
        document,
        f"<w:p {W} {m}>{run('用地3k')}<m:oMath><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
        f"{run('，占')}<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>{run('。')}</w:p>",
    )
    assert texts(read(document)) == ["用地3km²，占1/3。"]


def test_a_cover_of_the_gallery_is_text_and_contents_are_not():
    document = docx.Document()
    for gallery, text in (("Cover Pages", "梧水市卫生规划"), ("Table of Contents", "一、背景1")):
        add(
            document,
            f"<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val='{gallery}'/></w:docPartObj></w:sdtPr>"
            f"<w:sdtContent>{run_in(text)}</w:sdtContent></w:sdt>",
        )
    assert texts(read(document)) == ["梧水市卫生规划"]
