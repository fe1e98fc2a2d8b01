"""The page of a document: the text of its mark elements is the quote, for every format that is read."""

import asyncio
import re
from pathlib import Path

import pytest
from synthetic import make_plan
from synthetic_formats import bytes_of
from synthetic_sheets import xlsx_of
from synthetic_text import text_of
from synthetic_words import PLACES
from web_server import BEARER, Client, Start, marked

from bot.inert import inert_text
from retrieval.index import open_store, update_index

FORMATS = (".txt", ".md", ".docx", ".pdf", ".html", ".xlsx")


@pytest.fixture(scope="module")
def formats_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one plan of each format, each of a place of its own."""
    folder = tmp_path_factory.mktemp("formats")
    for number, suffix in enumerate(FORMATS):
        plan = make_plan(20 + number, place=PLACES[number])
        if suffix in (".txt", ".md"):
            data = text_of(plan, "pipes" if suffix == ".md" else "tabs").encode()
        else:
            data = xlsx_of(plan) if suffix == ".xlsx" else bytes_of(plan, suffix)
        (folder / f"{plan.title if suffix == '.xlsx' else number}{suffix}").write_bytes(data)
    report = update_index(folder / "data", [folder])
    assert report.plans == len(FORMATS)
    return folder / "data"


@pytest.mark.parametrize("suffix", FORMATS)
async def test_the_marks_of_an_answer_are_its_quotes(start: Start, formats_dir: Path, suffix: str):
    client = await start(formats_dir)
    store = open_store(formats_dir)
    stored = next(plan for plan in store.plans if plan.file.endswith(suffix))
    names = list(dict.fromkeys(value.printed_name for number, value in store.all_values() if number == stored.id))
    checked = 0
    for name in names[:6]:
        question = f"{stored.metadata.region}{name}的目标是多少？"
        async with client.post("/api/ask", json={"question": question}, headers=BEARER) as response:
            answer = await response.json()
        for citation in answer["citations"]:
            assert citation["file"] == stored.file
            async with client.get(citation["url"]) as response:
                page = await response.text()
            # A row of Markdown is shown with its bars, and quoted by its cells.
            told = (
                "\n".join(cell.strip() for cell in marked(page).split("|") if cell.strip())
                if suffix == ".md"
                else marked(page)
            )
            quote = inert_text(citation["quote"])
            assert " ".join(told.split()) == " ".join(quote.split())
            assert page.count('id="cited"') == 1
            if citation["table"]:
                assert re.search(r'<tr class="cited"><td[^>]*>(<mark|<td|</td>)', page)
                checked += 1
    assert checked >= 4


@pytest.mark.parametrize("suffix", FORMATS[:5])
async def test_the_marks_of_a_sentence_are_its_quote(start: Start, formats_dir: Path, suffix: str):
    client = await start(formats_dir)
    store = open_store(formats_dir)
    stored = next(plan for plan in store.plans if plan.file.endswith(suffix))
    sentences = [unit for unit in store.evidence(stored.id) if unit.table is None and unit.section]
    for unit in sentences[:: max(1, len(sentences) // 8)]:
        url = f"/plans/{stored.file}?start={unit.span.start}&end={unit.span.end}"
        async with client.get(url, headers=BEARER) as response:
            page = await response.text()
        quote = " ".join(store.quote(stored.id, unit.span).split()).replace("**", "")
        assert " ".join(marked(page).split()) == quote


async def test_a_pdf_has_its_pages(start: Start, formats_dir: Path):
    client = await start(formats_dir)
    async with client.get("/plans/3.pdf", headers=BEARER) as response:
        page = await response.text()
    assert "第 1 页" in page
    assert "第 2 页" in page


async def test_a_document_has_its_outline_and_heads(client: Client):
    async with client.get("/plans/yunxi.txt", headers=BEARER) as response:
        page = await response.text()
    assert "<mark" not in page
    assert 'href="#s2">二、发展目标</a>' in page
    assert '<h2 id="s2">二、发展目标</h2>' in page
    assert '<th scope="col">2025年目标</th>' in page
    assert 'class="jump"' not in page


async def test_the_documents_are_listed_for_readers(client: Client):
    async with client.get("/plans", headers=BEARER) as response:
        page = await response.text()
    assert 'href="/plans/yunxi.txt"' in page
    assert "石桥县卫生健康发展“十四五”规划" in page


@pytest.mark.parametrize(
    "query",
    [
        "start=5",
        "end=5",
        "start=5&end=5",
        "start=9&end=5",
        "start=-1&end=4",
        "start=0&end=99999999",
        "start=a&end=b",
        "start=０&end=１",
    ],
)
async def test_places_that_are_none(client: Client, query: str):
    async with client.get(f"/plans/yunxi.txt?{query}", headers=BEARER) as response:
        assert response.status == 400
        assert "没有链接所指的位置" in await response.text()


async def test_a_document_that_left_the_index(start: Start, tmp_path: Path, plan_folder: Path):
    from retrieval.index import remove_plan

    data = tmp_path / "data"
    await asyncio.to_thread(update_index, data, [plan_folder])
    client = await start(data)
    async with client.get("/plans/yunxi.txt", headers=BEARER) as response:
        assert response.status == 200
    await asyncio.to_thread(remove_plan, data, "yunxi.txt")
    async with client.get("/plans/yunxi.txt", headers=BEARER) as response:
        assert response.status == 404
        assert "已被移除或替换" in await response.text()
