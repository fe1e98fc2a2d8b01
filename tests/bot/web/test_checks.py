"""Question sets at the console: brought, asked, asked again after each change of the index."""

import asyncio
import re
from pathlib import Path

import pytest
from aiohttp import FormData
from web_server import BEARER, PASSWORD, TOKEN, Client, Start, form_token, sign_in

from bot.chat.answering import Answering
from bot.chat.checking import Checking
from bot.chat.question_sets import expected_in
from bot.chat.state import State
from bot.models import Answer
from retrieval.index import update_index

PATH = "/console/questions"
SET = "云溪市2025年孕产妇死亡率目标是多少？｜<9\n云溪市有几条地铁？｜应拒答\n石桥县2025年孕产妇死亡率目标？｜<5\n"


async def page_of(client: Client, path: str = PATH) -> str:
    async with client.get(path) as response:
        assert response.status == 200
        return await response.text()


async def send(client: Client, where: str, file: tuple[str, bytes] | None = None, **fields: str) -> tuple[int, str]:
    """(status, page) of a form of ours."""
    form = FormData(quote_fields=False)
    form.add_field("form_token", form_token(await page_of(client)))
    for name, value in fields.items():
        form.add_field(name, value)
    if file:
        form.add_field("file", file[1], filename=file[0])
    async with client.post(where, data=form, allow_redirects=False) as response:
        return response.status, await response.text()


async def asked(client: Client) -> list[tuple[str, str]]:
    """(outcome, question) of every question, when all were asked."""
    for _ in range(600):
        page = await page_of(client)
        if 'http-equiv="refresh"' not in page:
            return re.findall(r'<p><span class="tag [^>]*>([^<]*)</span> ([^<]*)</p>', page)
        await asyncio.sleep(0.05)
    raise AssertionError("the questions are not asked")


async def test_a_set_is_asked_and_its_failures_show_the_reply(console: Client):
    assert (await send(console, PATH, name="常问", text=SET))[0] == 303
    outcomes = await asked(console)
    assert [outcome for outcome, _ in outcomes] == ["通过", "通过", "未通过"]
    page = await page_of(console)
    assert "2/3 通过" in page
    assert page.count("自 20") == 3
    failed = page[page.index("石桥县") :]
    assert "应含：&lt;5" in failed
    assert "&lt;11" in failed[: failed.index("</details>")], "what was answered"
    front = await page_of(console, "/console")
    assert "有 1 道自检题未通过" in front
    assert "2 / 3" in front


async def test_after_a_change_of_the_index_all_are_asked_again(
    start: Start, own_dir: Path, plan_folder: Path, tmp_path: Path
):
    client = await start(own_dir)
    await sign_in(client, PASSWORD)
    await send(client, PATH, name="常问", text=SET)
    await asked(client)
    newer = tmp_path / "yunxi.txt"
    newer.write_text((plan_folder / "yunxi.txt").read_text("utf-8").replace("<9", "<7"), "utf-8")
    update_index(own_dir, [newer])
    form = {"form_token": form_token(await page_of(client, "/console")), "file": "shiqiao.txt"}
    async with client.post("/console/remove", data=form) as response:
        assert response.status == 200
    for _ in range(600):
        outcomes = {question: outcome for outcome, question in await asked(client)}
        if outcomes["云溪市2025年孕产妇死亡率目标是多少？"] == "未通过":
            break
        await asyncio.sleep(0.05)
    assert outcomes == {
        "云溪市2025年孕产妇死亡率目标是多少？": "未通过",
        "云溪市有几条地铁？": "通过",
        "石桥县2025年孕产妇死亡率目标？": "未通过",
    }


class Fixed:
    """Gives one answer to everything."""

    def ask(self, question: str, _history: tuple[str, ...] = ()) -> Answer:
        return Answer(question, False, None, "5.5张")

    def close(self) -> None: ...


async def test_what_changed_while_nothing_ran_is_asked_at_the_start(tmp_path: Path):
    state = State(tmp_path, 30)
    state.checks.put("常问", expected_in("甲市床位？｜5.5"))
    answering = Answering(Fixed)  # type: ignore[arg-type]
    following = asyncio.create_task(Checking(state.checks, answering).follow())
    async with asyncio.timeout(20):
        while state.checks.all()[0].passed is None:
            await asyncio.sleep(0.01)
    following.cancel()
    assert state.checks.all()[0].passed
    answering.close()
    state.close()


async def test_a_button_asks_everything_anew(console: Client, own_dir: Path):
    await send(console, PATH, name="常问", text="云溪市有几条地铁？｜应拒答")
    await asked(console)
    state = State(own_dir, 30)
    state._database.execute("UPDATE checks SET passed = 0")
    assert (await send(console, f"{PATH}/run"))[0] == 303
    assert await asked(console) == [("通过", "云溪市有几条地铁？")]
    state.close()


async def test_a_set_is_brought_as_a_file_changed_and_removed(console: Client):
    line = '{"question": "云溪市有几条地铁？", "refused": true}'
    assert (await send(console, PATH, file=("a.jsonl", line.encode()), name="文件"))[0] == 303
    gbk = "云溪市人均预期寿命的目标是多少？\t岁".encode("gb18030")
    assert (await send(console, PATH, file=("b.txt", gbk), name="另一组"))[0] == 303
    assert len(await asked(console)) == 2
    page = await page_of(console, f"{PATH}?set=文件")
    assert "云溪市有几条地铁？｜应拒答</textarea>" in page
    assert (await send(console, f"{PATH}/remove", name="文件"))[0] == 303
    assert [question for _, question in await asked(console)] == ["云溪市人均预期寿命的目标是多少？"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("", SET, "请给这组题起个名称"),
        ("长" * 41, SET, "请给这组题起个名称"),
        ("常问", "", "一组题应有 1 至 500 道"),
        ("常问", "云溪市床位", "第 1 行没有写答复应含什么"),
        ("常问", '{"question"', "第 1 行不是完整的 JSON"),
    ],
)
async def test_a_bad_set_is_told_above_what_was_written(console: Client, name: str, text: str, said: str):
    status, page = await send(console, PATH, name=name, text=text)
    assert status == 400
    assert said in page
    assert text.strip()[:4].replace('"', "&#34;") in page
    assert await asked(console) == []


async def test_a_file_that_is_no_text(console: Client):
    status, page = await send(console, PATH, file=("a.xlsx", b"PK\x03\x04" + bytes(range(256)) * 40), name="表")
    assert status == 400
    assert "a.xlsx：文字编码无法识别" in page
    status, page = await send(console, PATH, file=("a.txt", b"x" * 300_000), name="大")
    assert status == 413


async def test_scripts_in_sets_are_text(console: Client):
    script = "<script>alert(1)</script>"
    await send(console, PATH, name=f"组{script}", text=f"问{script}\u202e？｜{script}")
    await asked(console)
    page = await page_of(console)
    assert "<script" not in page
    assert "\u202e" not in page


async def test_sets_are_administrators_affair(client: Client):
    for where in (PATH, f"{PATH}/run", f"{PATH}/remove"):
        async with client.post(where, data={"name": "a"}, headers=BEARER, allow_redirects=False) as response:
            assert response.status == 303
            assert response.headers["Location"].startswith("/login")
    await sign_in(client, TOKEN)
    async with client.get(PATH, allow_redirects=False) as response:
        assert response.status == 303


async def test_forms_of_other_sites_change_nothing(console: Client):
    await send(console, PATH, name="常问", text=SET)
    await asked(console)
    for where in (PATH, f"{PATH}/run", f"{PATH}/remove"):
        for token in ("", "forged"):
            async with console.post(where, data={"form_token": token, "name": "常问", "text": "a｜b"}) as response:
                assert response.status == 403
    assert len(await asked(console)) == 3
