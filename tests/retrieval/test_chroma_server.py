"""The vectors on a Chroma server: a real one, started for the test on loopback."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.settings import Settings
from retrieval.opening import current_generation
from tests.bot.model.stub_openai import Script, serving

# It takes one to five seconds to start, and a command a few; a busy machine is given time.
START_SECONDS = 60


@pytest.fixture(scope="module")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    command = "import sys; from chromadb.cli.cli import app; sys.exit(app())"
    options = ["run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    server = subprocess.Popen(
        [sys.executable, "-c", command, *options], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the Chroma server does not start")


def planbot(data: Path, url: str, embedding: str, *arguments: str) -> str:
    """What the command prints, run in a process of its own: a Chroma client keeps its connections for good."""
    root = str(Path(__file__).resolve().parents[2])
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PLANBOT_")}
    environment |= {"PLANBOT_DATA_DIR": str(data), "PLANBOT_CHROMA_URL": url, "PYTHONPATH": root}
    environment |= {"PLANBOT_EMBEDDING_BASE_URL": embedding, "PLANBOT_EMBEDDING_MODEL": "bge"}
    command = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    done = subprocess.run(
        command, env=environment, cwd=data, capture_output=True, text=True, timeout=START_SECONDS * 4, check=True
    )
    return done.stdout


def test_an_index_with_its_vectors_on_a_server_answers_and_is_replaced(
    chroma_url: str, tmp_path: Path, plan_folder: Path, data_dir: Path
) -> None:
    question = "云溪市名医下乡每年巡诊不少于多少场？"
    quote = Assistant.open(Settings(_env_file=None, data_dir=data_dir)).ask(question).citations[0].quote
    with serving(Script()) as embedding:
        planbot(tmp_path, chroma_url, embedding, "index", str(plan_folder))
        folder = current_generation(tmp_path)
        assert folder is not None
        assert json.loads((folder / "manifest.json").read_text("utf-8"))["vectors"] == "server"
        assert not (folder / "vectors").exists()
        assert quote in planbot(tmp_path, chroma_url, embedding, "ask", question)
        planbot(tmp_path, chroma_url, embedding, "index", "--fresh", str(plan_folder / "yunxi.txt"))
        assert current_generation(tmp_path) != folder
        assert quote in planbot(tmp_path, chroma_url, embedding, "ask", question)
