"""``planbot serve`` as an operator meets it: what cannot be is one line, and it ends when it is told to."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def start(data_dir: Path, listen: str, cwd: Path) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLANBOT_")}
    environment = {**kept, "PLANBOT_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--listen", listen]
    return subprocess.Popen(command, env=environment, cwd=cwd, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("listen", ["8080", "localhost:", "localhost:x", "localhost:0", "localhost:70000", ":٨٠"])
def test_addresses_that_are_none(data_dir: Path, tmp_path: Path, listen: str):
    server = start(data_dir, listen, tmp_path)
    _, said = server.communicate(timeout=60)
    assert server.returncode == 1
    assert said.splitlines() == [f"“{listen}”不能用：--listen 应写作 主机:端口，例如 127.0.0.1:8080。"]


def test_without_an_index(tmp_path: Path):
    server = start(tmp_path / "none", "127.0.0.1:8080", tmp_path)
    _, said = server.communicate(timeout=60)
    assert server.returncode == 1
    assert "planbot index" in said
    assert "Traceback" not in said


def test_a_store_that_is_damaged(data_dir: Path, tmp_path: Path):
    folder = shutil.copytree(data_dir, tmp_path / "data", ignore=shutil.ignore_patterns("telegram.sqlite3*"))
    (folder / "telegram.sqlite3").write_bytes(b"no database" * 1_000)
    server = start(folder, "127.0.0.1:8080", tmp_path)
    _, said = server.communicate(timeout=60)
    assert server.returncode == 1
    (line,) = said.splitlines()
    assert "telegram.sqlite3 已损坏" in line


def test_it_serves_and_ends(data_dir: Path, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        taken.listen()
        server = start(data_dir, listen, tmp_path)
        _, said = server.communicate(timeout=60)
        assert server.returncode == 1
        assert listen in said
        assert "Traceback" not in said
    server = start(data_dir, listen, tmp_path)
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://{listen}/healthz", timeout=5) as response:
                    assert response.read() == b"ok"
                break
            except OSError:
                time.sleep(0.1)
        server.send_signal(signal.SIGTERM)
        began = time.monotonic()
        server.wait(30)
        assert server.returncode == 0
        assert time.monotonic() - began < 15
    finally:
        server.kill()
        server.communicate()
