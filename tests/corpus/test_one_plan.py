"""One made-up plan in every format is one plan: the same title, sections, sentences and values."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from plan_files import bare, load_plan
from scans import ScanSheet, pdf_of_scans
from synthetic import TableItem, make_plan
from synthetic_formats import bytes_of
from synthetic_ofd import draw_plan
from synthetic_sheets import xls_of, xlsx_of
from synthetic_text import text_of

from corpus.models import Plan, Span

TRUTH = make_plan(11, 0, plain=True)


def by_office(folder: Path, suffix: str) -> bytes:
    """The plan as LibreOffice writes it."""
    (folder / "made.docx").write_bytes(bytes_of(TRUTH, ".docx"))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(folder / "made.docx")], check=True, timeout=120)
    return (folder / "out" / f"made.{suffix}").read_bytes()


def by_scanner() -> bytes:
    """The plan up to its table as pictures of its pages, at 200 points an inch."""
    sheet = ScanSheet()
    end = next(at for at, item in enumerate(TRUTH.items) if isinstance(item, TableItem)) + 1
    draw_plan(replace(TRUTH, items=TRUTH.items[:end]), sheet)
    return pdf_of_scans(*sheet.pages)


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
FORMATS: dict[str, Callable[[Path], bytes]] = {
    "a.txt": lambda _: text_of(TRUTH).encode(),
    "a.md": lambda _: text_of(TRUTH, "pipes").encode(),
    "a.docx": lambda _: bytes_of(TRUTH, ".docx"),
    "a.pdf": lambda _: bytes_of(TRUTH, ".pdf"),
    "a.html": lambda _: bytes_of(TRUTH, ".html"),
    "a.ofd": lambda _: bytes_of(TRUTH, ".ofd"),
    "a.doc": lambda folder: by_office(folder, "doc"),
    "a.rtf": lambda folder: by_office(folder, "rtf"),
}


def read(folder: Path, name: str, data: bytes) -> Plan:
    (folder / name).write_bytes(data)
    return load_plan(folder / name)


def sections(plan: Plan) -> list[tuple[str, ...]]:
    return [tuple(map(bare, section.path)) for section in plan.sections]


def sentences(plan: Plan) -> list[tuple[tuple[str, ...], str]]:
    return [(tuple(map(bare, passage.section)), bare(passage.text)) for passage in plan.passages if passage.section]


def values(plan: Plan) -> list[tuple[str, str, str, int | None, str]]:
    return [(bare(v.printed_name), v.value, v.unit, v.year, v.role.value) for v in plan.indicators]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read(tmp_path_factory.mktemp("reference"), "a.docx", bytes_of(TRUTH, ".docx"))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs_office if name in ("a.doc", "a.rtf") else ()) for name in FORMATS]
)
def test_every_format_reads_the_same(tmp_path: Path, reference: Plan, name: str) -> None:
    plan = read(tmp_path, name, FORMATS[name](tmp_path))
    assert plan.metadata.title == TRUTH.title
    assert sections(plan) == sections(reference)
    assert sentences(plan) == sentences(reference)
    assert values(plan) == values(reference)


@pytest.mark.parametrize(("suffix", "write"), [(".xlsx", xlsx_of), (".xls", xls_of)])
def test_the_annex_has_the_same_values(tmp_path: Path, reference: Plan, suffix: str, write) -> None:
    assert values(read(tmp_path, f"{TRUTH.title}{suffix}", write(TRUTH))) == values(reference)


def test_a_scan_has_the_same_values(tmp_path: Path, reference: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr")
    monkeypatch.setattr("corpus.readers.pdf.scans.can_recognise", lambda: True)
    plan = read(tmp_path, "a.pdf", by_scanner())
    assert plan.recognised == (Span(0, len(plan.source.rstrip())),)
    assert values(plan) == values(reference)
    assert sections(plan) == sections(reference)[: len(plan.sections)]
    assert set(sentences(plan)) <= set(sentences(reference))
