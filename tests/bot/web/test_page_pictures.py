"""The picture of a page of a PDF with what is cited in boxes, where the file that was read is kept."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image
from web_server import BEARER, Client, Start
from yarl import URL

from bot.chat.links import Links
from bot.chat.signing import signer_of
from bot.web.page_drawing import SCALE
from bot.web.pictures import Originals
from retrieval.index import open_store
from retrieval.records import StoredPlan

FILE = "jishan.pdf"


@pytest.fixture
def kept_dir(tmp_path: Path, pdf_data_dir: Path) -> Path:
    """An index whose PDF is kept among the originals, as one that was taken up in a chat or at the console."""
    data = Path(shutil.copytree(pdf_data_dir, tmp_path / "data"))
    (data / "plans").mkdir()
    shutil.copy(pdf_data_dir.parent / FILE, data / "plans" / FILE)
    return data


@pytest.fixture
async def client(start: Start, kept_dir: Path) -> Client:
    return await start(kept_dir)


def cell(data: Path) -> tuple[int, int, int]:
    """(start, end, page) of the row of a value."""
    store = open_store(data)
    number, value = store.all_values()[0]
    return value.row.start, value.row.end, store.places(number, value.row)[0].page


async def test_what_is_cited_is_in_a_box(client: Client, kept_dir: Path):
    start, end, page = cell(kept_dir)
    links = Links(signer_of(kept_dir), "", 7)
    url = URL(links.signed(FILE, start, end))
    async with client.get(url) as response:
        text = await response.text()
    assert f"第 {page} 页的图" in text
    src = text.split('<img src="')[1].split('"')[0].replace("&amp;", "&")
    async with client.get(URL(src, encoded=True)) as response:
        assert response.status == 200
        assert response.content_type == "image/png"
        picture = Image.open(io.BytesIO(await response.read())).convert("RGB")
    store = open_store(kept_dir)
    places = store.places(1, store.all_values()[0][1].row)
    for place in places:
        red, green, blue = picture.getpixel((int(place.x0 * SCALE) - 1, int((place.top + 1) * SCALE)))
        assert red > 140
        assert blue < green < red or (red, green, blue) == (156, 42, 34)
    assert picture.getpixel((2, 2)) == (255, 255, 255)


async def test_only_cited_pages_are_drawn(client: Client, kept_dir: Path):
    start, end, page = cell(kept_dir)
    good = f"/pictures/{FILE}?page={page}&start={start}&end={end}"
    async with client.get(good, headers=BEARER) as response:
        assert response.status == 200
    for bad in (
        good.replace(f"page={page}", "page=3"),
        good.replace(f"page={page}", "page=-1"),
        good.replace(f"page={page}", "page="),
        good.replace(f"&end={end}", ""),
        f"/pictures/{FILE}?page={page}",
        good.replace(FILE, "..%2Fplans%2Fjishan.pdf"),
        good.replace(FILE, "none.pdf"),
    ):
        async with client.get(URL(bad, encoded=True), headers=BEARER) as response:
            assert response.status in (400, 404)
    async with client.get(good) as response:
        assert response.status == 403


async def test_a_file_that_was_changed_is_not_shown(client: Client, kept_dir: Path):
    start, end, page = cell(kept_dir)
    with (kept_dir / "plans" / FILE).open("ab") as file:
        file.write(b"%")
    async with client.get(f"/plans/{FILE}?start={start}&end={end}", headers=BEARER) as response:
        assert response.status == 200
        assert "<img" not in await response.text()
    async with client.get(f"/pictures/{FILE}?page={page}&start={start}&end={end}", headers=BEARER) as response:
        assert response.status == 404


async def test_a_file_that_cannot_be_drawn(client: Client, kept_dir: Path, monkeypatch: pytest.MonkeyPatch):
    start, end, page = cell(kept_dir)
    (kept_dir / "plans" / FILE).write_bytes(b"%PDF-1.4 broken")
    monkeypatch.setattr(Originals, "path_of", lambda _self, _stored: kept_dir / "plans" / FILE)
    async with client.get(f"/pictures/{FILE}?page={page}&start={start}&end={end}", headers=BEARER) as response:
        assert response.status == 503
        assert "没有这一页的图" in await response.text()


def test_other_formats_have_no_pictures(kept_dir: Path):
    (stored,) = open_store(kept_dir).plans
    (kept_dir / "plans" / "a.txt").write_bytes(b"x")
    assert Originals(kept_dir).path_of(stored) == kept_dir / "plans" / FILE
    assert Originals(kept_dir).path_of(StoredPlan(1, "a.txt", stored.digest, stored.metadata)) is None
    assert Originals(kept_dir).path_of(StoredPlan(1, "../web_secret", stored.digest, stored.metadata)) is None
