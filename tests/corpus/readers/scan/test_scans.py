"""Scanned pages, where the extra that recognises them is installed: figures right, ruled tables whole, all of it marked."""

import io

import pypdfium2
import pytest
from pdf_pages import TEXT, a_page_of_text, drawn
from plan_files import load_plan
from scans import LINES, TITLE, pdf_of_scans, scan_of

from corpus.models import Span, Unread
from corpus.readers.pdf.reader import read_pdf

pytest.importorskip("rapidocr")

ROWS = (
    ("1", "人均预期寿命", "岁", "79.5", "80.6", "预期性"),
    ("2", "孕产妇死亡率", "1/10万", "9.8", "≤9", "预期性"),
    ("3", "婴儿死亡率", "‰", "2.6", "≤2.5", "预期性"),
    ("4", "每千人口执业（助理）医师数", "人", "3.42", "3.80", "预期性"),
    ("5", "每千人口注册护士数", "人", "3.96", "4.55", "预期性"),
    ("6", "居民健康素养水平", "%", "31.8", "≥40", "预期性"),
    ("7", "家庭医生签约服务覆盖率", "%", "52.3", "75", "约束性"),
    ("8", "县域内就诊率", "%", "88.6", "≥90", "预期性"),
    ("9", "重大慢性病过早死亡率", "%", "13.4", "≤12", "预期性"),
    ("10", "每千人口医疗卫生机构床位数", "张", "7.12", "7.50", "预期性"),
    ("11", "5岁以下儿童死亡率", "‰", "3.9", "≤3.7", "预期性"),
    ("12", "个人卫生支出占卫生总费用比重", "%", "26.7", "≤25", "约束性"),
)


@pytest.fixture(autouse=True)
def _recognises(monkeypatch):
    monkeypatch.setattr("corpus.readers.pdf.scans.can_recognise", lambda: True)


@pytest.mark.parametrize(
    ("resolution", "askew", "noise"),
    [(200, 0.0, 0.0), (200, 1.3, 12.0), (150, -0.8, 18.0)],
    ids=["clean", "askew", "coarse"],
)
def test_a_scanned_plan_is_read_and_marked(tmp_path, resolution, askew, noise):
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf_of_scans(scan_of(ROWS, resolution, askew, noise), resolution=resolution))
    plan = load_plan(path)
    assert plan.metadata.title == TITLE
    assert plan.recognised == (Span(0, len(plan.source.rstrip())),)
    assert plan.unread == ()
    assert "识别自扫描件" in plan.warnings[0]
    truth = [(name, value, unit) for _, name, unit, *values, _ in ROWS for value in values]
    assert [(value.printed_name, value.value, value.unit) for value in plan.indicators] == truth
    assert "".join(LINES).strip() in plan.source
    assert {place.page for place in plan.places} == {1}


def test_pages_with_text_are_not_marked():
    scan = pdf_of_scans(scan_of(ROWS[:1]))
    document = pypdfium2.PdfDocument(drawn(a_page_of_text))
    document.import_pages(pypdfium2.PdfDocument(scan))
    stream = io.BytesIO()
    document.save(stream)
    found = read_pdf("a.pdf", stream.getvalue())
    (marked,) = found.recognised
    assert found.source[: marked.start].rstrip().endswith(TEXT[-1])
    assert found.source[marked.start :].startswith(TITLE)
    assert marked.end == len(found.source.rstrip())
    assert "第2页" in found.warnings[0]


def test_a_picture_without_text_stays_unread():
    scan = drawn(a_page_of_text, lambda sheet: sheet.picture(0, 0, 595, 842))
    assert read_pdf("a.pdf", scan).unread == (Unread("scan", (2,)),)
