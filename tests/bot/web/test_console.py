"""The console: a file is brought, read, decided on and answered from; documents go; who may not, cannot."""

import asyncio
import re
from pathlib import Path

import pytest
from aiohttp import FormData
from web_server import BEARER, PASSWORD, TOKEN, Client, Start, form_token, sign_in

from bot.chat.state import State
from bot.models import Answer
from bot.web import console as console_room
from bot.web.console import MOST_BYTES


@pytest.fixture
def newer(plan_folder: Path) -> str:
    """The plan of 云溪市 with another target."""
    return (plan_folder / "yunxi.txt").read_text("utf-8").replace("<9", "<7")


@pytest.fixture
def other(newer: str) -> str:
    """A plan of another place."""
    return newer.replace("云溪", "松原")


async def token_of(client: Client, path: str = "/console") -> str:
    async with client.get(path) as response:
        assert response.status == 200
        return form_token(await response.text())


async def bring(client: Client, name: str, data: bytes, token: str | None = None, **fields: str) -> int:
    form = FormData(quote_fields=False)
    form.add_field("form_token", await token_of(client) if token is None else token)
    for field, value in fields.items():
        form.add_field(field, value)
    form.add_field("file", data, filename=name)
    async with client.post("/console/upload", data=form, allow_redirects=False) as response:
        return response.status


async def ended(client: Client) -> str:
    """The page of the work when it runs no more."""
    for _ in range(600):
        async with client.get("/console/work") as response:
            page = await response.text()
        if 'http-equiv="refresh"' not in page:
            return page
        await asyncio.sleep(0.05)
    raise AssertionError("the work does not end")


async def decide(client: Client, decision: str) -> str:
    sent = {"form_token": await token_of(client, "/console/work"), "decision": decision}
    async with client.post("/console/decide", data=sent, allow_redirects=False) as response:
        assert response.status == 303
    return await ended(client)


async def ask(client: Client, question: str) -> dict:
    async with client.post("/api/ask", json={"question": question}, headers=BEARER) as response:
        return await response.json()


async def test_from_upload_to_answer_to_removal(console: Client, own_dir: Path, other: str):
    assert await bring(console, "../松原\u202e.txt", other.encode()) == 303
    page = await ended(console)
    assert "松原市卫生健康发展“十四五”规划" in page
    assert "确认收录" in page
    assert (await ask(console, "松原市2025年孕产妇死亡率目标是多少？"))["refused"]
    assert "已收录《松原市卫生健康发展“十四五”规划》，现有 3 份规划。" in await decide(console, "take")
    answer = await ask(console, "松原市2025年孕产妇死亡率目标是多少？")
    assert answer["facts"][0]["value"] == "<7"
    assert answer["citations"][0]["file"] == "松原.txt"
    assert [path.name for path in (own_dir / "plans").iterdir()] == ["松原.txt"]
    assert not list((own_dir / "uploads").iterdir())
    sent = {"form_token": await token_of(console, "/console/plans/松原.txt"), "file": "松原.txt"}
    async with console.post("/console/remove", data=sent) as response:
        assert response.status == 200
    assert "已移除《松原市卫生健康发展“十四五”规划》，现有 2 份规划。" in await ended(console)
    assert (await ask(console, "松原市2025年孕产妇死亡率目标是多少？"))["refused"]
    assert not list((own_dir / "plans").iterdir())


async def test_the_same_plan_again_replaces_it(console: Client, newer: str):
    assert await bring(console, "yunxi-2.txt", newer.encode()) == 303
    assert "将替换已收录的同一规划：yunxi.txt" in await ended(console)
    assert "现有 2 份规划" in await decide(console, "take")
    assert (await ask(console, "云溪市2025年孕产妇死亡率目标是多少？"))["facts"][0]["value"] == "<7"


async def test_another_plan_of_the_same_name_stays_beside(console: Client, other: str):
    assert await bring(console, "yunxi.txt", other.encode()) == 303
    await ended(console)
    assert "现有 3 份规划" in await decide(console, "take")
    assert not (await ask(console, "云溪市2025年孕产妇死亡率目标是多少？"))["refused"]


async def test_a_given_title_goes_before_the_file(console: Client, other: str):
    assert await bring(console, "a.txt", other.encode(), title="松原市健康发展规划", region="松原市") == 303
    assert "松原市健康发展规划" in await ended(console)


async def test_what_is_not_taken_up_is_forgotten(console: Client, own_dir: Path, other: str):
    assert await bring(console, "a.txt", other.encode()) == 303
    await ended(console)
    assert "已取消，索引未改动。" in await decide(console, "leave")
    assert not list((own_dir / "uploads").iterdir())
    sent = {"form_token": await token_of(console), "decision": "take"}
    async with console.post("/console/decide", data=sent) as response:
        assert response.status == 409


@pytest.mark.parametrize(("name", "data"), [("a.docx", b"no archive"), ("a.txt", b""), ("a.pdf", b"%PDF-1.4 broken")])
async def test_files_that_cannot_be_read_are_said(console: Client, own_dir: Path, name: str, data: bytes):
    assert await bring(console, name, data) == 303
    page = await ended(console)
    assert 'class="problem' in page
    assert name in page
    assert not list((own_dir / "uploads").iterdir())


@pytest.mark.parametrize(
    ("name", "status"), [("a.exe", 400), ("", 400), (".txt", 400), ("CURRENT", 400), ("a.txt/..", 400)]
)
async def test_files_of_other_kinds_are_not_stored(console: Client, own_dir: Path, name: str, status: int):
    assert await bring(console, name, b"x") == status
    assert not (own_dir / "uploads").exists()


async def test_huge_files_are_cut_off(console: Client, own_dir: Path, monkeypatch: pytest.MonkeyPatch):
    assert MOST_BYTES == 50 * 1024 * 1024
    monkeypatch.setattr(console_room, "MOST_BYTES", 1_000_000)
    assert await bring(console, "a.txt", b"x" * 999_999) == 303
    await ended(console)
    assert await bring(console, "a.txt", b"x" * 1_000_001) == 413
    assert not list((own_dir / "uploads").iterdir())


async def test_a_file_of_another_sites_form_is_not_stored(console: Client, own_dir: Path, other: str):
    for token in ("", "forged", "x" * 5_000):
        assert await bring(console, "a.txt", other.encode(), token) == 403
    form = FormData({"file": other})
    form.add_field("form_token", await token_of(console))
    async with console.post("/console/upload", data=form) as response:
        assert response.status in (400, 403)
    for body, kind in (
        (b"x", "text/plain"),
        (b"--x--", "multipart/form-data; boundary=x"),
        (b"x", "multipart/form-data"),
    ):
        async with console.post("/console/upload", data=body, headers={"Content-Type": kind}) as response:
            assert response.status == 400
    assert not (own_dir / "uploads").exists()


async def test_one_change_at_a_time(console: Client, other: str):
    assert await bring(console, "a.txt", other.encode()) == 303
    assert await bring(console, "b.txt", other.encode()) == 409
    await ended(console)


async def test_only_what_the_index_holds_can_be_removed(console: Client, own_dir: Path):
    kept = own_dir / "web_secret"
    for file in ("../web_secret", str(kept), "none", ""):
        async with console.post(
            "/console/remove", data={"form_token": await token_of(console), "file": file}
        ) as answer:
            assert answer.status == 404
    assert kept.is_file()


@pytest.mark.parametrize("path", ["/console", "/console/work", "/console/plans/yunxi.txt"])
async def test_readers_have_no_console(client: Client, path: str):
    for heads in ({}, BEARER):
        async with client.get(path, headers=heads, allow_redirects=False) as response:
            assert response.status == 303
            assert response.headers["Location"].startswith("/login?next=%2Fconsole")
    await sign_in(client, TOKEN)
    async with client.get(path, allow_redirects=False) as response:
        assert response.status == 303
    async with client.post("/console/remove", data={"file": "yunxi.txt"}, allow_redirects=False) as response:
        assert response.status == 303


async def test_without_a_password_there_is_no_console(start: Start):
    client = await start(console_password=None)
    assert await sign_in(client, "") == 403
    async with client.get("/console", allow_redirects=False) as response:
        assert response.status == 404


async def test_the_pages_show_documents_tables_and_verdicts(start: Start, own_dir: Path):
    state = State(own_dir, 30)
    for number, question in enumerate(("云溪市床位<b>", "云溪市地铁", "云溪市地铁"), 1):
        turn = state.conversations.turn(number, question, user="5", chat="5", topic="", message=str(number))
        refused = question.endswith("地铁")
        answer = Answer(question, refused, "unsupported" if refused else None, "答")
        stored = state.answers.record(turn, answer, "云溪市床位 5.55", ())
        if not refused:
            state.answers.judge(stored.token, question, stored.text, ["yunxi.txt:5-9"], user="5", good=False)
    state.close()
    client = await start(own_dir)
    await sign_in(client, PASSWORD)
    async with client.get("/console") as response:
        page = await response.text()
    assert "云溪市卫生健康发展“十四五”规划" in page
    assert "云溪市床位&lt;b&gt;" in page
    assert "有误" in page
    assert re.search(r"云溪市地铁 <span[^>]*>2 次", page)
    async with client.get("/console/plans/yunxi.txt") as response:
        page = await response.text()
    assert "<td>&lt;9</td>" in page
    assert "领域\t序号\t主要指标" in page


async def test_signing_out(console: Client):
    async with console.post("/logout", data={"form_token": await token_of(console)}) as response:
        assert response.status == 200
    async with console.get("/console", allow_redirects=False) as response:
        assert response.status == 303
