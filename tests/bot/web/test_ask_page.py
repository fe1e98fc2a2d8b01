"""The page on which one asks: a conversation without script, with links to the places that answers cite."""

import html
import re
from pathlib import Path

from web_server import PASSWORD, TOKEN, Client, Start, form_token, marked, sign_in

from bot.chat.charts.chart import Bar, Chart
from bot.chat.state import State
from bot.chat.state.answers import Feedback
from bot.web.drawing import drawing_of

QUESTION = "云溪市2025年孕产妇死亡率目标是多少？"


async def page_of(client: Client, path: str = "/") -> str:
    async with client.get(path) as response:
        assert response.status == 200
        return await response.text()


async def go_on(client: Client, page: str, question: str) -> str:
    """The page behind the last form of ``page``, sent as a browser sends it."""
    form = page[page.rindex('class="ask"') :]
    history = [html.unescape(text) for text in re.findall(r'name="history" value="([^"]*)"', form)]
    sent = {"form_token": form_token(form), "history": history, "question": question}
    async with client.post("/", data=sent) as response:
        assert response.status == 200
        return await response.text()


def latest(page: str) -> str:
    """The text of the latest turn."""
    turn = page[page.index('id="latest"') : page.rindex('class="ask"')]
    return html.unescape(re.sub(r"<[^>]*>", "", turn))


async def test_a_conversation_goes_on(client: Client):
    await sign_in(client, TOKEN)
    first = await go_on(client, await page_of(client), QUESTION)
    assert "<9" in latest(first)
    second = await go_on(client, first, "那石桥呢？")
    assert "<11" in latest(second)
    assert "石桥县" in latest(second)
    third = await go_on(client, second, "现状呢")
    assert "12.4" in latest(third)
    assert third.count('class="question"') == 3


async def test_a_mark_leads_to_the_lit_place(client: Client):
    await sign_in(client, TOKEN)
    page = await go_on(client, await page_of(client), QUESTION)
    (link,) = set(re.findall(r'class="mark" href="([^"]+)"', page))
    source = await page_of(client, html.unescape(link).split("#")[0])
    assert "孕产妇死亡率" in marked(source)
    assert "9.8" in marked(source)


async def test_a_link_asks_one_question(client: Client):
    await sign_in(client, TOKEN)
    assert "<9" in latest(await page_of(client, f"/?q={QUESTION}"))
    assert 'id="latest"' not in await page_of(client, "/?q=%20")


async def test_offers_are_asked_by_themselves(client: Client):
    await sign_in(client, TOKEN)
    page = await go_on(client, await page_of(client), QUESTION)
    offer = page[page.index("各地孕产妇死亡率") :]
    assert "比一比" in offer[:40]
    form = page[page.rindex('<form method="post" action="/#latest" class="choices">') :].split("</form>")[0]
    assert 'name="history"' not in form


async def test_a_refusal_says_what_is_not_supported(client: Client):
    await sign_in(client, TOKEN)
    page = await go_on(client, await page_of(client), "湛江市2025年孕产妇死亡率目标是多少？")
    assert "没有依据" in latest(page)
    assert 'class="card answer refused"' in page


async def test_a_comparison_has_its_chart(client: Client):
    await sign_in(client, TOKEN)
    page = await go_on(client, await page_of(client), "各地每千人口床位数目标比一比")
    assert page.count("<rect") == 2
    assert 'class="ahead"' in page


def test_bars_are_as_long_as_their_figures():
    bars = (
        Bar("甲", "2025年目标", 8.0, "8", True),
        Bar("甲", "2020年现状", 4.0, "4", False),
        Bar("乙", "2025年目标", 0.0, "0", True),
    )
    drawing = drawing_of(Chart("床位", "张", bars, by_region=True, notes=()))
    assert [bar.group for bar in drawing.bars] == ["甲", "", "乙"]
    first, second, third = drawing.bars
    assert first.length == 2 * second.length
    assert 0 < third.length < 5
    assert [bar.y for bar in drawing.bars] == sorted(bar.y for bar in drawing.bars)
    assert drawing.bars[-1].y + drawing.thickness <= drawing.height


def verdicts(folder: Path) -> list[Feedback]:
    state = State(folder, 30)
    found = state.answers.feedback(9)
    state.close()
    return found


async def judge(client: Client, page: str, verdict: str) -> str:
    """The page behind a button of the verdict form of ``page``."""
    form = page[page.index('action="/judge#latest"') : page.rindex('class="ask"')]
    history = [html.unescape(text) for text in re.findall(r'name="history" value="([^"]*)"', form)]
    sent = {"form_token": form_token(form), "history": history, "verdict": verdict}
    async with client.post("/judge", data=sent) as response:
        assert response.status == 200
        return await response.text()


async def test_verdicts_are_stored_with_their_evidence_and_the_last_one_counts(start: Start, own_dir: Path):
    client = await start(own_dir)
    await sign_in(client, TOKEN)
    first = await go_on(client, await page_of(client), QUESTION)
    second = await go_on(client, first, "那石桥呢？")
    assert second.count('action="/judge#latest"') == 1
    shown = await judge(client, second, "wrong")
    assert "已记下，谢谢。" in latest(shown)
    assert "<11" in latest(shown), "the conversation stands as it was"
    await judge(client, second, "useful")
    (verdict,) = verdicts(own_dir)
    assert (verdict.good, verdict.question) == (True, "那石桥呢？")
    assert "<11" in verdict.answer
    assert re.fullmatch(r"shiqiao\.txt:\d+-\d+", verdict.evidence[0])
    client.session.cookie_jar.clear()
    await sign_in(client, PASSWORD)
    await judge(client, await go_on(client, await page_of(client), QUESTION), "wrong")
    assert [one.good for one in verdicts(own_dir)] == [False, True]
    assert len({one.user for one in verdicts(own_dir)}) == 2
    console = await page_of(client, "/console")
    place = html.unescape(re.findall(r'href="(/plans/yunxi[^"]+)">yunxi', console)[0])
    assert "孕产妇死亡率" in marked(await page_of(client, place.split("#")[0]))


async def test_what_is_no_answer_cannot_be_judged(start: Start, own_dir: Path):
    client = await start(own_dir)
    await sign_in(client, TOKEN)
    page = await go_on(client, await page_of(client), "湛江市2025年孕产妇死亡率目标是多少？")
    assert "/judge" not in page
    token = form_token(page)
    for fields, status in (
        ({"history": "湛江市床位", "verdict": "useful"}, 200),
        ({"history": QUESTION, "verdict": "wonderful"}, 400),
        ({"verdict": "useful"}, 400),
    ):
        async with client.post("/judge", data={"form_token": token, **fields}) as response:
            assert response.status == status
            assert "已记下" not in await response.text()
    for forged in ("", "x"):
        sent = {"form_token": forged, "history": QUESTION, "verdict": "useful"}
        async with client.post("/judge", data=sent) as response:
            assert response.status == 403
    assert verdicts(own_dir) == []
