"""``planbot serve`` in a process of its own, over made-up plans of every format, for a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from synthetic import make_plan
from synthetic_formats import bytes_of
from synthetic_sheets import xlsx_of
from synthetic_text import text_of
from synthetic_words import PLACES

from retrieval.index import update_index

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "browser-password"
ROOT = Path(__file__).resolve().parents[2]
# (format, layout of tables, place and seed of the plan) of every way that a table may come.
WAYS = (
    (".docx", "", 0),
    (".pdf", "", 1),
    (".html", "", 4),
    (".xlsx", "", 5),
    (".md", "pipes", 3),
    (".txt", "tabs", 2),
    (".txt", "cells", 8),
    (".txt", "page_cut", 9),
    (".txt", "bare_cut", 11),
    (".txt", "spaces", 12),
)
_START_SECONDS = 60
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Without a screen, and without the calls that a browser makes by itself.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def write_plans(folder: Path) -> list[Path]:
    """One plan of each way, each of a place of its own."""
    paths = []
    for suffix, layout, number in WAYS:
        plan = make_plan(40 + number, place=PLACES[number])
        if layout:
            data = text_of(plan, layout).encode()
        else:
            data = xlsx_of(plan) if suffix == ".xlsx" else bytes_of(plan, suffix)
        paths.append(folder / f"{plan.title}{suffix}")
        paths[-1].write_bytes(data)
    return paths


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server over the plans of ``write_plans``, which are read into ``folder``."""
    originals = folder / "data" / "plans"
    originals.mkdir(parents=True)
    update_index(folder / "data", write_plans(originals))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PLANBOT_")},
        "PLANBOT_DATA_DIR": str(folder / "data"),
        "PLANBOT_CONSOLE_PASSWORD": PASSWORD,
        "PLANBOT_WEB_LIMIT": "10000",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--listen", listen]
    server = subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://{listen}/readyz", server)
        yield f"http://{listen}"
    finally:
        server.terminate()
        server.wait(10)


def wait_for_original(page: "Page") -> None:
    """Until the picture of a PDF's page is there."""
    page.locator(".original img").first.scroll_into_view_if_needed()
    for _ in range(200):  # twenty seconds; asked anew, since the pages' policy forbids what would watch in them
        if page.evaluate("document.querySelector('.original img').naturalWidth") > 500:
            return
        page.wait_for_timeout(100)
    raise RuntimeError("the picture of the page does not come")


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("planbot serve does not start")


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def browsing(
    browser: "Browser",
    width: int,
    height: int,
    *,
    script: bool = True,
    scheme: str = "light",
    bypass: bool = False,
    away: bool = False,
) -> "Iterator[BrowserContext]":
    """A fresh window of that size. ``bypass``: pages take scripts of a test, which their policy forbids; ``away``: its
    requests come through a proxy, not from this machine."""
    size = {"width": width, "height": height}
    context = browser.new_context(
        viewport=size,
        color_scheme=scheme,
        java_script_enabled=script,
        bypass_csp=bypass,
        locale="zh-CN",
        extra_http_headers={"X-Forwarded-For": "203.0.113.9"} if away else None,
    )
    yield context
    context.close()
