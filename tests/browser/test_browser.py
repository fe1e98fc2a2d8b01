"""The pages in a real browser (``make browser``): from a question to the lit place, for every format; the console from upload
to answer; nothing asked of elsewhere, no error, nothing wider than the screen, labels and contrast as axe-core wants them."""

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pages_server import PASSWORD, WAYS, browsing, chromium, serving, wait_for_original
from synthetic import make_plan
from synthetic_text import text_of
from synthetic_words import PLACES

from bot.assistant import Assistant
from bot.chat.links import Links
from bot.chat.signing import signer_of
from bot.replying.composing import reply_of
from bot.settings import Settings
from bot.telegram.markup import parts_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif("BROWSER" not in os.environ, reason="run by make browser")

SIZES = ((390, 844), (1280, 900))
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def root(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with chromium() as started:
        yield started


class Watched:
    """A page of a browser that notes what goes wrong in it and where it goes."""

    def __init__(self, page: "Page", root: str) -> None:
        self.page = page
        self.root = root
        self.troubles: list[str] = []
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._note)

    def _note(self, request: Any) -> None:
        if not request.url.startswith(self.root):
            self.troubles.append(request.url)

    def check(self) -> None:
        """The page stands in its screen, and nothing was wrong so far."""
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wider) <= 0, self.page.url
        assert self.troubles == []

    def ask(self, question: str) -> None:
        self.page.fill("#question", question)
        self.page.press("#question", "Enter")
        self.page.wait_for_selector("#latest")


@pytest.fixture(params=SIZES, ids=lambda size: str(size[0]))
def watched(request: pytest.FixtureRequest, root: str, browser: "Browser") -> Iterator[Watched]:
    with browsing(browser, *request.param) as context:
        watched = Watched(context.new_page(), root)
        watched.page.goto(root)
        yield watched
        watched.check()


def told(text: str) -> str:
    """What a mark or a quotation says: a row of Markdown is shown with its bars, and quoted by its cells."""
    return " ".join(text.replace("|", " ").split())


def test_from_an_answer_to_the_lit_place(watched: Watched) -> None:
    """One question to the plan of each way; the marks are the quote and stand below the head, in sight."""
    page, root = watched.page, watched.root
    values = page.request.get(f"{root}/api/indicators?role=target").json()["values"]
    seen = set()
    for value in values:
        if value["file"] in seen:
            continue
        answer = page.request.post(
            f"{root}/api/ask", data={"question": f"{value['region']}{value['printed_name']}的目标是多少？"}
        ).json()
        citation = next((one for one in answer["citations"] if one["file"] == value["file"]), None)
        if citation is None or answer["refused"]:
            continue
        page.goto(root + citation["url"])
        page.wait_for_timeout(100)
        marks = "".join(page.locator("mark").all_text_contents())
        assert told(marks) == told(citation["quote"])
        box, head = page.locator("#cited").bounding_box(), page.locator("header.top").bounding_box()
        assert box
        assert head
        assert head["y"] + head["height"] <= box["y"] < page.viewport_size["height"]
        assert page.locator("tr.cited").count() == (1 if citation["table"] else 0)
        if value["file"].endswith(".pdf"):
            wait_for_original(page)
        watched.check()
        seen.add(value["file"])
    assert len(seen) == len(WAYS)


def test_from_a_link_of_a_chat_to_the_lit_place(root: str, folder: Path, browser: "Browser") -> None:
    """What Telegram shows of an answer, opened on a phone by somebody who is nobody here; nothing else is open to him."""
    settings = Settings(_env_file=None, data_dir=folder / "data")
    answer = Assistant.open(settings).ask("各地人均预期寿命目标对比")
    links = Links(signer_of(settings.data_dir), root, 7)
    messages = parts_of(reply_of(answer), lambda source: links.signed(source.file, source.start, source.end))
    addresses = dict.fromkeys(html.unescape(one) for one in re.findall(r'href="([^"]*)"', "".join(messages)))
    cited = {links.signed(one.file, one.start, one.end): one for one in answer.citations}
    assert set(addresses) == set(cited)
    with browsing(browser, 390, 844, away=True) as context:
        watched = Watched(context.new_page(), root)
        for address in addresses:
            watched.page.goto(address)
            marks = "".join(watched.page.locator("mark").all_text_contents())
            assert told(marks) == told(cited[address].quote)
            assert watched.page.locator("tr.cited").count() == (1 if cited[address].table else 0)
            watched.check()
        watched.page.goto(f"{root}/plans")
        assert watched.page.url.startswith(f"{root}/login")


def test_a_conversation_goes_on(watched: Watched) -> None:
    watched.ask("各地人均预期寿命目标对比")
    watched.ask("柳泉区的呢？")
    latest = watched.page.locator("#latest")
    assert "≥77.38岁" in latest.inner_text()
    assert watched.page.locator(".turn").count() == 2
    link = latest.locator("a.mark").first
    link.click()
    assert "≥77.38" in watched.page.locator("tr.cited").inner_text()


def test_without_script(root: str, browser: "Browser") -> None:
    with browsing(browser, 390, 844, script=False) as context:
        watched = Watched(context.new_page(), root)
        watched.page.goto(root)
        watched.ask("柳泉区人均预期寿命的目标")
        watched.page.locator("a.mark").first.click()
        assert watched.page.locator("mark").count() > 0
        assert watched.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/plans", "/login", "/nothing", "answer", "source", "console", "questions"])
def test_labels_and_contrast(root: str, browser: "Browser", path: str, scheme: str) -> None:
    """What axe-core finds: nothing."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (make browser)")
    with browsing(browser, 390, 844, scheme=scheme, bypass=True) as context:
        page = context.new_page()
        if path in ("console", "questions"):
            sign_in(page, root)
        if path == "questions":
            put_set(page, root, "常问")
        elif path in ("answer", "source"):
            page.goto(root)
            Watched(page, root).ask("柳泉区人均预期寿命的目标")
            if path == "source":
                page.locator("a.mark").first.click()
        elif path == "console":
            assert page.locator(".tiles").count() == 1
        else:
            page.goto(root + path)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']})")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


def sign_in(page: "Page", root: str) -> None:
    page.goto(f"{root}/login?next=/console")
    page.fill("#word", PASSWORD)
    page.click("main button")


def put_set(page: "Page", root: str, name: str) -> None:
    """A set of which one question passes and one does not, asked."""
    page.goto(f"{root}/console/questions")
    page.fill("#name", name)
    page.fill("#text", "柳泉区人均预期寿命的目标｜77.38\n柳泉区有几条地铁？｜3条")
    page.click("#put button")
    page.wait_for_selector(".failed")
    while page.locator("meta[http-equiv=refresh]").count():
        page.wait_for_timeout(200)


def test_a_question_set_and_a_verdict(watched: Watched) -> None:
    page, root = watched.page, watched.root
    watched.ask("柳泉区人均预期寿命的目标")
    page.click("button[value=wrong]")
    assert "已记下" in page.locator("#latest").inner_text()
    watched.check()
    sign_in(page, root)
    assert page.locator(".verdict summary").first.inner_text().startswith("有误")
    page.locator(".verdict summary").first.click()
    page.locator(".verdict a").first.click()
    assert "77.38" in page.locator("tr.cited").inner_text()
    put_set(page, root, "常问")
    section = page.locator("section", has=page.get_by_role("heading", name="常问"))
    assert [one.split()[0] for one in section.locator("li").all_inner_texts()] == ["通过", "未通过"]
    section.locator(".failed summary").click()
    assert "没有依据" in section.locator(".failed").inner_text()
    watched.check()


def test_the_console_from_upload_to_answer(watched: Watched, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    page, root = watched.page, watched.root
    number = 6 + SIZES.index(request.node.callspec.params["watched"])
    plan = make_plan(60 + number, place=PLACES[number])
    (tmp_path / f"{plan.title}.txt").write_text(text_of(plan), "utf-8")
    sign_in(page, root)
    watched.check()
    page.set_input_files("#file", tmp_path / f"{plan.title}.txt")
    page.click("main form[action='/console/upload'] button")
    page.wait_for_selector("button[value=take]", timeout=60_000)
    watched.check()
    page.click("button[value=take]")
    page.wait_for_selector(".done", timeout=60_000)
    page.goto(f"{root}/console")
    page.click(f".plans a:has-text('{plan.title}')")
    assert page.locator(".compared").count() >= 1
    watched.check()
    page.goto(root)
    watched.ask(f"{plan.region}的规划期是哪几年")
    latest = page.locator("#latest").inner_text()
    assert plan.region in latest
    assert "2021-2025" in latest


def test_printed_pages_hold_the_document_alone(root: str, browser: "Browser") -> None:
    with browsing(browser, 1280, 900) as context:
        page = context.new_page()
        file = page.request.get(f"{root}/api/plans").json()["plans"][0]["file"]
        page.goto(f"{root}/plans/{file}?start=0&end=20")
        page.emulate_media(media="print")
        assert not page.locator("header.top").is_visible()
        assert not page.locator("nav.outline").is_visible()
        assert page.locator("article").is_visible()
