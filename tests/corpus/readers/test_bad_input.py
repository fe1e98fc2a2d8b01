"""Bad files are refused with a message that names the file and says what to do, and never by another error."""

import contextlib
import io
import zipfile
import zlib

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import make_plan
from synthetic_formats import bytes_of

from corpus.errors import UnreadableDocument
from corpus.loader import load_plan
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


def test_formats_that_are_not_read(tmp_path):
    assert ".docx" in refuse(tmp_path, "a.xlsx", b"PK")
    assert "另存为 .docx" in refuse(tmp_path, "a.docx", OLE)
    assert "密码" in refuse(tmp_path, "b.docx", OLE + "EncryptedPackage".encode("utf-16-le"))


def test_a_scan_has_no_text(tmp_path):
    assert "扫描件" in refuse(tmp_path, "a.pdf", pdf_of_pages(lambda canvas: canvas.rect(10, 10, 200, 300, fill=1)))


def test_an_encrypted_pdf(tmp_path):
    assert "加密" in refuse(
        tmp_path, "a.pdf", pdf_of_pages(lambda canvas: canvas.drawString(9, 9, "text"), encrypt="secret")
    )


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file(tmp_path, suffix, share):
    data = bytes_of(make_plan(3), suffix)
    refuse(tmp_path, f"a{suffix}", data[: int(len(data) * share)])


@given(place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html"])
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
    return _FILES.setdefault(suffix, bytes_of(make_plan(3), suffix))


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
    assert "规划名称" in refuse(tmp_path, "a.txt", "今天天气很好，我们一起去公园散步，服务人员很热情。".encode() * 20)
    assert "打不开" in str(_missing(tmp_path))


def _missing(folder) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as refused:
        load_plan(folder / "none.txt")
    return refused.value
