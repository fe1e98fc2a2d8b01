"""Bad files are refused with a message that names the file and says what to do, and never by another error."""

import contextlib
import io
import os
import zipfile
import zlib

import docx
import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdftypes import resolve1
from synthetic import make_plan
from synthetic_formats import bytes_of
from synthetic_sheets import xls_of, xlsx_of

from corpus import readers
from corpus.errors import UnreadableDocument
from corpus.loader import load_plan
from corpus.models import Unread
from corpus.readers import MAX_BYTES, limits, read_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refuse(folder, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument) as refused:
        load_plan(path)
    assert str(refused.value).startswith(name)
    return str(refused.value)


def pdf_of_pages(draw, encrypt=None) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=encrypt)
    for _ in range(2):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx", "a.pdf", "a.html"])
@pytest.mark.parametrize("data", [b"", b" \n\n"])
def test_an_empty_file(tmp_path, name, data):
    assert "空" in refuse(tmp_path, name, data)


def test_formats_that_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))  # no LibreOffice
    assert ".docx" in refuse(tmp_path, "a.pptx", b"PK")
    assert "损坏" in refuse(tmp_path, "a.xlsx", b"PK")
    assert "另存为 .docx" in refuse(tmp_path, "a.docx", OLE)
    assert "密码" in refuse(tmp_path, "b.docx", OLE + "EncryptedPackage".encode("utf-16-le"))


def test_a_scan_has_no_text(tmp_path):
    assert "扫描件" in refuse(tmp_path, "a.pdf", pdf_of_pages(lambda canvas: canvas.rect(10, 10, 200, 300, fill=1)))


def test_an_encrypted_pdf(tmp_path):
    assert "加密" in refuse(
        tmp_path, "a.pdf", pdf_of_pages(lambda canvas: canvas.drawString(9, 9, "text"), encrypt="secret")
    )


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".ofd"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file(tmp_path, suffix, share):
    data = bytes_of(make_plan(3), suffix)
    refuse(tmp_path, f"a{suffix}", data[: int(len(data) * share)])


@given(place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html", ".ofd", ".xlsx", ".xls"])
def test_a_damaged_file_is_read_or_refused(tmp_path_factory, suffix, place, junk):
    data = _small(suffix)
    at = int(len(data) * place)
    path = tmp_path_factory.mktemp("damaged") / f"a{suffix}"
    path.write_bytes(data[:at] + junk + data[at + len(junk) :])
    refused = ""
    with contextlib.suppress(UnreadableDocument):
        try:
            read_document(path)
        except UnreadableDocument as error:
            refused = str(error)
            raise
    assert not refused or refused.startswith("a.")


_FILES: dict[str, bytes] = {}


def _small(suffix: str) -> bytes:
    write = {".xlsx": xlsx_of, ".xls": xls_of}.get(suffix) or (lambda plan: bytes_of(plan, suffix))
    return _FILES.setdefault(suffix, write(make_plan(3)))


def test_a_word_file_that_unpacks_without_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1024 * 1024)
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b" " * (2 * 1024 * 1024))
    assert "庞大" in refuse(tmp_path, "a.docx", stream.getvalue())


def test_a_pdf_that_unpacks_without_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1024 * 1024)
    stream = zlib.compress(b" " * (2 * 1024 * 1024))
    head = b"%PDF-1.4\n1 0 obj << /Filter /FlateDecode /Length " + str(len(stream)).encode() + b" >>\nstream\n"
    assert "庞大" in refuse(tmp_path, "a.pdf", head + stream + b"\nendstream endobj")


def test_a_huge_file_is_not_even_opened(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableDocument, match="MB"):
        read_document(path)


def test_a_wrong_extension_is_seen_through(tmp_path):
    plan = make_plan(2)
    for suffix, name in ((".docx", "a.pdf"), (".pdf", "a.docx"), (".pdf", "a.txt"), (".html", "a.txt")):
        path = tmp_path / name
        path.write_bytes(bytes_of(plan, suffix))
        assert load_plan(path).metadata.title == plan.title


def test_a_text_that_is_no_plan(tmp_path):
    assert "没有标题" in refuse(tmp_path, "a.txt", "今天天气很好，我们一起去公园散步，服务人员很热情。".encode() * 20)
    assert "打不开" in str(_missing(tmp_path))


def _missing(folder) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as refused:
        load_plan(folder / "none.txt")
    return refused.value


def test_a_file_of_two_hundred_megabytes(tmp_path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(UnreadableDocument, match="MB"):
        read_document(path)


def test_a_text_that_is_larger_than_any_plan(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "MAX_TEXT_BYTES", 1000)
    assert "MB" in refuse(tmp_path, "a.txt", "云岭市卫生健康“十四五”规划\n".encode() * 100)


def test_what_is_no_regular_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder.txt").mkdir()
    for name in ("pipe.txt", "loop.txt", "folder.txt"):
        with pytest.raises(UnreadableDocument, match=name):
            read_document(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", OLE),
        ("a.wps", OLE),
        ("a.rtf", b"{\\rtf1 x}"),
        ("a.txt", b"{\\rtf1 x}"),
        ("a.doc", b"From: a MIME page"),
    ],
)
def test_old_word_files_are_to_be_saved_anew(tmp_path, monkeypatch, name, data):
    monkeypatch.setenv("PATH", str(tmp_path))  # no LibreOffice
    assert "另存为 .docx" in refuse(tmp_path, name, data)


def test_a_word_file_under_an_old_suffix_is_read(tmp_path):
    path = tmp_path / "a.doc"
    path.write_bytes(bytes_of(make_plan(2), ".docx"))
    assert load_plan(path).metadata.title == make_plan(2).title


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".txt", ".html"])
def test_zero_bytes_and_white_space_alone(tmp_path, suffix):
    assert "空" in refuse(tmp_path, f"a{suffix}", b"\x00 \r\n" * 300)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/workbook.xml", "损坏"),
        ("xl/workbook.bin", ".xlsb"),
        ("ppt/presentation.xml", "演示文稿"),
        ("content.xml", "OpenDocument"),
        ("OFD.xml", "损坏"),
        ("规划/正文.docx", "解压"),
        ("[Content_Types].xml", "损坏"),
    ],
)
def test_another_archive_under_the_name_of_a_word_file(tmp_path, part, said):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(part, "<x/>")
    assert said in refuse(tmp_path, "a.docx", stream.getvalue())


def test_word_text_beyond_all_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_XML", 1024)
    assert "庞大" in refuse(tmp_path, "a.docx", bytes_of(make_plan(2), ".docx"))


def test_too_many_pages(tmp_path, monkeypatch):
    from corpus.readers.pdf import reader as pdf

    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert "页" in refuse(tmp_path, "a.pdf", bytes_of(make_plan(2), ".pdf"))


def test_a_page_that_would_unpack_to_gigabytes_is_left_out_with_a_warning(tmp_path, monkeypatch):
    from corpus.readers.pdf import reader as pdf

    plan = make_plan(2, plain=True)
    data = bytes_of(plan, ".pdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    monkeypatch.setattr(pdf, "MAX_PAGE_CONTENT", 1)
    assert "庞大" in refuse(tmp_path, "b.pdf", data)
    with pdfplumber.open(path) as whole:
        sizes = [len(resolve1(page.page_obj.contents[0]).get_data()) for page in whole.pages]
    monkeypatch.setattr(pdf, "MAX_PAGE_CONTENT", max(sizes) - 1)
    largest = sizes.index(max(sizes)) + 1
    assert read_document(path).unread == (Unread("oversized", (largest,)),)


def test_a_text_cut_off_within_a_character(tmp_path):
    path = tmp_path / "a.txt"
    text = ("云岭市卫生健康“十四五”规划\n\n云岭市人民政府\n\n" + "加强卫生健康服务体系建设。\n" * 30).encode("gb18030")
    path.write_bytes(text[:-2])
    assert load_plan(path).metadata.region == "云岭市"


def test_a_text_with_a_zero_byte_in_it(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "云岭市卫生健康“十四五”规划\n\n云岭市人民政府\n\n" + "加强卫生\x00健康服务体系建设。\n" * 3, "utf-8"
    )
    assert load_plan(path).passages[-1].text == "加强卫生健康服务体系建设。"
