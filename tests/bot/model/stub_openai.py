"""A server on loopback that speaks the OpenAI protocol: chat (whole and streamed), embeddings, rerank. Scripted."""

import json
import re
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PASSAGE = re.compile(r'<passage n="(\d+)" from="[^"]*">(.*?)</passage>', re.DOTALL)


@dataclass
class Script:
    """``chat`` gets (system, user) and gives the reply; ``status`` other than 200, ``body``, ``delay``, ``finish`` and
    ``cut`` spoil it; ``pause`` is the seconds between the pieces of a stream. ``requests`` are (path, headers, body) as received."""

    chat: Callable[[str, str], str] = lambda _system, _user: "UNSUPPORTED"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    delay: float = 0.0
    finish: str = "stop"
    cut: bool = False
    pause: float = 0.0
    embed: Callable[[str], list[float]] = lambda text: [1.0 + zlib.crc32(text.encode()) % 97, 1.0, len(text) % 7]
    rank: Callable[[str, str], float] = lambda _query, _text: 0.0
    requests: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    script: Script

    def log_message(self, *_: Any) -> None:
        """Tests are quiet."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        script = self.script
        script.requests.append((self.path, dict(self.headers), request))
        time.sleep(script.delay)
        try:
            if script.status != 200:
                self._send(script.status, json.dumps({"error": {"message": "scripted"}}))
            elif script.body is not None:
                self._send(200, script.body)
            elif self.path.endswith("/embeddings"):
                data = [
                    {"object": "embedding", "index": n, "embedding": script.embed(t)}
                    for n, t in enumerate(request["input"])
                ]
                self._send(200, json.dumps({"object": "list", "model": request["model"], "data": data}))
            elif self.path.endswith("/rerank"):
                scores = [script.rank(request["query"], text) for text in request["documents"]]
                self._send(
                    200, json.dumps({"results": [{"index": n, "relevance_score": s} for n, s in enumerate(scores)]})
                )
            else:
                self._chat(request)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client gave up, as scripted

    def _chat(self, request: dict[str, Any]) -> None:
        by_role = {message["role"]: message["content"] for message in request["messages"]}
        reply = self.script.chat(by_role["system"], by_role["user"])
        head = {"id": "1", "created": 1, "model": request["model"]}
        if not request.get("stream"):
            choice = {
                "index": 0,
                "finish_reason": self.script.finish,
                "message": {"role": "assistant", "content": reply},
            }
            usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
            self._send(200, json.dumps({**head, "object": "chat.completion", "choices": [choice], "usage": usage}))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for at in range(0, len(reply), 3):
            if self.script.cut and at > len(reply) // 2:
                self.wfile.write(b"data: {broken\n\n")
                return
            time.sleep(self.script.pause)
            self._event(
                {**head, "object": "chat.completion.chunk", "choices": [_delta({"content": reply[at : at + 3]})]}
            )
        self._event({**head, "object": "chat.completion.chunk", "choices": [_delta({}, self.script.finish)]})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, data: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
        self.wfile.flush()

    def _send(self, status: int, body: str) -> None:
        payload = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **self.script.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)


def _delta(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The base URL (up to /v1) of a server that plays ``script``."""
    handler = type("Handler", (_Handler,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def obedient(_system: str, user: str) -> str:
    """Quotes the first sentence of each passage with its number."""
    return "\n".join(f"{text.split('。')[0]}[{n}]。" for n, text in PASSAGE.findall(user)) or "UNSUPPORTED"


def sloppy(_system: str, user: str) -> str:
    """Now and then forgets the number, cites one that does not exist, or rounds."""
    found = PASSAGE.findall(user)
    lines = [f"{text}。" for _, text in found] + [f"{text.split('。')[0]}[9]。" for _, text in found]
    lines += [re.sub(r"\d+(?:\.\d+)?", "约100", text.split("。")[0]) + f"[{n}]。" for n, text in found]
    return "好的，以下是概述：\n" + "\n".join(lines)


def lying(_system: str, user: str) -> str:
    """Makes figures up and cites real passages for them, whatever is asked."""
    numbers = [n for n, _ in PASSAGE.findall(user)] or ["1"]
    return "\n".join(f"到2031年床位数达到98765.4张，不低于4321家[{n}]。" for n in numbers)
