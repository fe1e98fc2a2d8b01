"""The pages in a real browser (``make browser``): from a question to the lit place, for every format; the console from upload
to answer; nothing asked of elsewhere, no error, nothing wider than the screen, labels and contrast as axe-core wants them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pages_server import FORMATS, PASSWORD, browsing, chromium, serving, wait_for_original
from synthetic import make_plan
from synthetic_text import text_of
from synthetic_words import PLACES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif("BROWSER" not in os.environ, reason="run by make browser")

SIZES = ((390, 844), (1280, 900))
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("browser")) as address:
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


def test_from_an_answer_to_the_lit_place(watched: Watched) -> None:
    """One question to each format's plan; the marks are the quote and stand below the head, in sight."""
    page, root = watched.page, watched.root
    values = page.request.get(f"{root}/api/indicators?role=target").json()["values"]
    seen = set()
    for value in values:
        suffix = Path(value["file"]).suffix
        if suffix in seen:
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
        assert " ".join(marks.split()) == citation["quote"]
        box, head = page.locator("#cited").bounding_box(), page.locator("header.top").bounding_box()
        assert box
        assert head
        assert head["y"] + head["height"] <= box["y"] < page.viewport_size["height"]
        assert page.locator("tr.cited").count() == (1 if citation["table"] else 0)
        if suffix == ".pdf":
            wait_for_original(page)
        watched.check()
        seen.add(suffix)
    assert seen == set(FORMATS)


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
@pytest.mark.parametrize("path", ["/", "/plans", "/login", "/nothing", "source", "console"])
def test_labels_and_contrast(root: str, browser: "Browser", path: str, scheme: str) -> None:
    """What axe-core finds: nothing."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (make browser)")
    with browsing(browser, 390, 844, scheme=scheme, bypass=True) as context:
        page = context.new_page()
        if path == "console":
            sign_in(page, root)
        elif path == "source":
            page.goto(root)
            Watched(page, root).ask("柳泉区人均预期寿命的目标")
            page.locator("a.mark").first.click()
        else:
            page.goto(root + path)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']})")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


def sign_in(page: "Page", root: str) -> None:
    page.goto(f"{root}/login?next=/console")
    page.fill("#word", PASSWORD)
    page.click("main button")


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
