"""The pictures of the pages in docs/: ``python tests/browser/pictures.py FOLDER``. Plans and verdicts are made up."""

import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from pages_server import PASSWORD, browsing, chromium, serving, wait_for_original  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

from bot.chat.question_sets import expected_in  # noqa: E402
from bot.chat.state import State  # noqa: E402
from bot.models import Answer  # noqa: E402

_SET = "柳泉区人均预期寿命的目标是多少？｜77.38\n柳泉区有几条地铁？｜应拒答\n各地人均预期寿命目标对比｜80.26｜99.9\n"
SIZES = ((390, 844), (1280, 860))


def main(folder: Path) -> None:
    """Draw every page at both widths."""
    with tempfile.TemporaryDirectory() as made, serving(Path(made)) as root, chromium() as browser:
        _judge(Path(made) / "data")
        for width, height in SIZES:
            with browsing(browser, width, height, script=False) as context:
                page = context.new_page()
                _ask(page, root)
                _draw(page, folder / f"web-ask-{width}.png")
                page.locator("a.mark").first.click()
                _draw(page, folder / f"web-source-{width}.png")
                page.goto(root + _row_of_pdf(page, root))
                wait_for_original(page)
                page.evaluate(
                    "window.scrollBy(0, document.querySelector('tr.cited').getBoundingClientRect().top - 200)"
                )
                _draw(page, folder / f"web-original-{width}.png")
                _sign_in(page, root)
                _ask_sets(page, root)
                _draw(page, folder / f"web-questions-{width}.png")
                page.goto(f"{root}/console")
                _draw(page, folder / f"web-console-{width}.png")


def _draw(page: Page, path: Path) -> None:
    page.wait_for_timeout(300)  # until a page that was led to a place in it stands still
    page.screenshot(path=path)


def _judge(data: Path) -> None:
    """Two verdicts, as chats would have left them."""
    state = State(data, 30)
    said = (
        ("柳泉区人均预期寿命目标", "柳泉区 人均预期寿命｜2025年目标：80.26岁", True),
        ("金滩市地铁几条线", "没有依据", False),
    )
    for number, (question, text, good) in enumerate(said, 1):
        turn = state.conversations.turn(number, question, user="5", chat="5", topic="", message=str(number))
        answer = Answer(question, not good, None if good else "unsupported", text)
        stored = state.answers.record(turn, answer, text, ())
        state.answers.judge(stored.token, question, text, stored.places, user="5", good=good)
    state.checks.put("常问", expected_in(_SET))
    state.close()


def _ask(page: Page, root: str) -> None:
    page.goto(root)
    for question in ("各地人均预期寿命目标对比", "柳泉区的呢？"):
        page.fill("#question", question)
        page.press("#question", "Enter")


def _row_of_pdf(page: Page, root: str) -> str:
    """The address of a row of a table of the PDF."""
    values = page.request.get(f"{root}/api/indicators?role=target").json()["values"]
    return str(next(value["url"] for value in values if value["file"].endswith(".pdf")))


def _ask_sets(page: Page, root: str) -> None:
    page.wait_for_url(f"{root}/console")
    page.goto(f"{root}/console/questions")
    page.click("form[action='/console/questions/run'] button")
    page.wait_for_selector(".checks .failed")
    while page.locator("meta[http-equiv=refresh]").count():
        page.wait_for_timeout(200)


def _sign_in(page: Page, root: str) -> None:
    page.goto(f"{root}/login?next=/console")
    page.fill("#word", PASSWORD)
    page.click("main button")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
