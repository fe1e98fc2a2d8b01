"""A folder as offices have it: of forty files some are plans, some broken and some of another kind. Each ends with one line,
and no plan is lost for its neighbours."""

import io
import zipfile
from pathlib import Path

import pytest
from pdf_pages import drawn
from reportlab.pdfgen.canvas import Canvas
from synthetic import make_plan
from synthetic_formats import bytes_of
from synthetic_sheets import xls_of, xlsx_of
from synthetic_text import LAYOUTS, text_of

from bot.cli import main
from retrieval.opening import open_store

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
# What the readers are to refuse: the name of a file, and a word of why.
BROKEN = {
    "empty.txt": "空", "blank.md": "空", "cut.docx": "损坏", "cut.pdf": "损坏", "cut.ofd": "损坏", "cut.xlsx": "损坏",
    "bytes.docx": "损坏", "bytes.txt": "编码", "locked.docx": "加密", "locked.pdf": "加密", "scan.pdf": "扫描",
    "slides.docx": "演示", "zipped.docx": "压缩包", "typed.doc": "LibreOffice", "typed.wps": "LibreOffice", "notes.txt": "标题",
    "links.html": "只有文件链接", "script.html": "没有可读的文字",
}  # fmt: skip
FOREIGN = ["a.jpg", "b.mp3", "c.pptx", "d.zip", "e.csv", "f.py", "g.json", "h.exe", "readme", "i.odt", "j.log", "k.dwg"]


def broken(name: str) -> bytes:
    """The bytes of one of BROKEN."""
    kind, _, suffix = name.partition(".")
    if kind == "cut":
        whole = xlsx_of(make_plan(60)) if suffix == "xlsx" else bytes_of(make_plan(60), f".{suffix}")
        return whole[: len(whole) // 2]
    if kind in ("slides", "zipped"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("ppt/presentation.xml" if kind == "slides" else "a.txt", "<a/>")
        return stream.getvalue()
    if name == "locked.pdf":
        stream = io.BytesIO()
        canvas = Canvas(stream, encrypt="secret")
        canvas.drawString(9, 9, "text")
        canvas.save()
        return stream.getvalue()
    return {
        "empty": b"",
        "blank": b" \n\n\t",
        "bytes": bytes(range(128, 256)) * 20,
        "locked": OLE + "EncryptedPackage".encode("utf-16-le"),
        "scan": drawn(lambda sheet: sheet.picture(0, 0, 595, 842)),
        "typed": OLE,
        "notes": "周五下午三点开会，请带上报表。".encode(),
        "links": '<html><body><a href="/a.pdf">附件.pdf</a></body></html>'.encode(),
        "script": b"<html><body><script>run()</script></body></html>",
    }[kind]


def good() -> dict[str, bytes]:
    """Ten plans of ten places in as many formats."""
    written = [
        lambda plan: text_of(plan).encode(),
        lambda plan: text_of(plan, LAYOUTS[1]).encode("gb18030"),
        lambda plan: text_of(plan, "pipes").encode(),
        *((lambda plan, form=form: bytes_of(plan, form)) for form in (".docx", ".pdf", ".html", ".ofd")),
        xlsx_of,
        xls_of,
        lambda plan: bytes_of(plan, ".html"),  # a page saved under the name of a text
    ]
    suffixes = ["txt", "txt", "md", "docx", "pdf", "html", "ofd", "xlsx", "xls", "txt"]
    files = {}
    for number, (write, suffix) in enumerate(zip(written, suffixes, strict=True)):
        plan = make_plan(70 + number)
        # A sheet has its title from its file's name where it has none above its table.
        name = plan.title if suffix.startswith("xls") else f"plan{number}"
        files[f"{name}.{suffix}"] = write(plan)
    return files


def test_every_file_ends_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no LibreOffice
    monkeypatch.setenv("PLANBOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    plans = good()
    files = plans | {name: broken(name) for name in BROKEN} | dict.fromkeys(FOREIGN, b"\x00\x01data")
    assert len(files) == 40
    folder = tmp_path / "规划"
    for number, (name, data) in enumerate(files.items()):
        place = folder / ("", "2024", "2025/附件")[number % 3] / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    # What nobody put there to be read is not spoken of.
    for name in (".DS_Store", "~$plan3.docx"):
        (folder / name).write_bytes(b"\x00\x01")

    with pytest.raises(SystemExit) as ended:
        main(["index", str(folder)])
    assert ended.value.code == 1
    shown = capsys.readouterr()
    lines = [line for line in (shown.out + shown.err).splitlines() if not line.startswith("  ")]
    told = {name: [line for line in lines if line.startswith(f"{name}：")] for name in files}
    assert {name: len(own) for name, own in told.items()} == dict.fromkeys(files, 1)
    assert len(lines) == len(files) + 2
    assert lines.count("读入 10 个文件，读不了 18 个，跳过 12 个。") == 1
    assert lines.count("索引完成，共 10 份规划。") == 1
    assert [name for name in plans if "《" not in told[name][0]] == []
    assert [name for name, why in BROKEN.items() if why not in told[name][0] or "《" in told[name][0]] == []
    assert [name for name in FOREIGN if "跳过" not in told[name][0]] == []
    store = open_store(tmp_path / "data")
    assert {plan.file for plan in store.plans} == set(plans)
    assert all(store.plan(plan.id).indicators for plan in store.plans)
    store.close()
