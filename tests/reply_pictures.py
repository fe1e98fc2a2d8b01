"""``make reply-pictures``: the replies to the questions of reply_questions.toml as a phone shows them, the HTML that
Telegram gets rendered in headless Chromium (Debian's package) at 390 pixels.

``python -m tests.reply_pictures FOLDER [PLANS]`` writes FOLDER/NAME.png, over the documents in PLANS or the bundled fact
sheets; ``--docs`` draws those of the documents alone. Judges nothing: they are looked at.
"""

import html
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from bot.assistant import Assistant
from bot.chat.charts.fonts import font_for
from bot.chat.state.answers import StoredAnswer
from bot.library import Library
from bot.replying.blocks import Reply
from bot.replying.composing import reply_of
from bot.telegram.buttons import answer_keyboard
from bot.telegram.markup import parts_of
from bot.telegram.questions import TELEGRAM
from retrieval.index import update_index

HERE = Path(__file__).resolve().parent
MADE_UP = HERE / "reply_plan.md"
FACT_SHEETS = HERE.parent / "corpus" / "plans"
# A phone's width, and a height that no reply reaches; what is left empty is cut off.
WIDTH, HEIGHT, SCALE = 390, 2400, 2
# Enough for black on white and one colour.
COLOURS = 48
SECONDS = 60
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--allow-file-access-from-files",
)  # fmt: skip
# Telegram's look: bubbles, quotations with a bar and folded after three lines, buttons in rows below.
STYLE = """
@font-face { font-family: Han; src: url("%s"); }
body { margin: 0; padding: 10px; background: #dfe5ec; font: 16px/1.4 Han, sans-serif; color: #000; }
.asked, .told { border-radius: 14px; padding: 7px 11px; margin-bottom: 6px; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.asked { background: #e3f7d2; margin-left: 60px; width: fit-content; margin-left: auto; max-width: 300px; }
.told { background: #fff; max-width: 340px; width: fit-content; }
blockquote { display: block; margin: 5px 0 0; padding: 3px 8px; border-left: 3px solid #3a8ed0; border-radius: 4px;
  background: #edf4fa; font-size: 14.5px; }
blockquote[expandable] { max-height: 3.9lh; overflow: hidden; position: relative; }
blockquote[expandable]::after { content: "⌄"; position: absolute; right: 8px; bottom: 0; color: #3a8ed0; }
.row { display: flex; gap: 4px; max-width: 362px; margin-bottom: 4px; }
.row span { flex: 1; background: #ffffffa0; border-radius: 8px; text-align: center; padding: 6px 2px; font-size: 14.5px; }
"""


def main(arguments: list[str]) -> None:
    """Draw the replies into the folder that the first argument names."""
    browser = shutil.which("chromium")
    if browser is None:
        sys.exit("chromium is not installed: apt-get install chromium")
    docs = "--docs" in arguments
    folder, *plans = [Path(argument) for argument in arguments if argument != "--docs"]
    folder.mkdir(parents=True, exist_ok=True)
    cases = tomllib.loads((HERE / "reply_questions.toml").read_text("utf-8"))["reply"]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        assistants = {made: over(scratch / f"{made}", paths) for made, paths in ((False, plans), (True, [MADE_UP]))}
        for case in cases:
            if docs and not case.get("docs"):
                continue
            answer = assistants[case.get("made", False)].ask(case["question"], case.get("history", []))
            page = scratch / "page.html"
            page.write_text(page_of(case, reply_of(answer)), "utf-8")
            target = folder / f"{'reply-' if docs else ''}{case['name']}.png"
            draw(browser, page, target, scratch / "profile")
            print(target)
        for assistant in assistants.values():
            assistant.close()


def over(data_dir: Path, plans: list[Path]) -> Assistant:
    """An assistant over an index of the documents ``plans``, or of the bundled fact sheets."""
    update_index(data_dir, plans or [FACT_SHEETS])
    return Assistant(Library(data_dir))


def page_of(case: dict[str, Any], reply: Reply) -> str:
    """The question, the messages of its reply that are shown at once, and its buttons, as a page."""
    font = font_for(case["question"])
    parts = "".join(f'<div class="told">{part}</div>' for part in parts_of(reply)[: TELEGRAM.messages])
    keyboard = answer_keyboard(StoredAnswer("token", 1, "", None, (), (), reply.actions))
    rows = [[html.escape(button.text) for button in row] for row in keyboard.inline_keyboard] if keyboard else []
    buttons = "".join(f'<div class="row"><span>{"</span><span>".join(row)}</span></div>' for row in rows)
    asked = f'<div class="asked">{html.escape(case["question"])}</div>'
    style = STYLE % (font.as_uri() if font else "")
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><body>{asked}{parts}{buttons}</body>'


def draw(browser: str, page: Path, target: Path, profile: Path) -> None:
    """A picture of ``page``, as high as what it shows."""
    size = (f"--window-size={WIDTH},{HEIGHT}", f"--force-device-scale-factor={SCALE}")
    where = (f"--user-data-dir={profile}", f"--screenshot={target}", page.as_uri())
    subprocess.run([browser, *FLAGS, *size, *where], check=True, capture_output=True, timeout=SECONDS)
    with Image.open(target) as whole:
        shown = whole.convert("RGB")
    empty = Image.new("RGB", shown.size, shown.getpixel((1, shown.height - 1)))
    box = ImageChops.difference(shown, empty).getbbox()
    bottom = min(shown.height, (box[3] if box else 0) + 10 * SCALE)
    shown.crop((0, 0, shown.width, bottom)).quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
