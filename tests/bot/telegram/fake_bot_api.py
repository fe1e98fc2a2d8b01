"""A strict Bot API in memory: it refuses what Telegram refuses, and remembers every refusal as a fault of the bot's.

``FakeRequest`` is the transport that python-telegram-bot's real Application is given in place of HTTP.
"""

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from telegram.request import BaseRequest, RequestData

TOKEN = "123456:fake-token"
BASE_URL = "http://bot-api.test:8081"
ME = {"id": 123456, "is_bot": True, "first_name": "规划助手", "username": "PlanBot"}

Json = dict[str, Any]

# Parameters that each method takes; a method that is not here does not exist.
METHODS = {
    "getMe": set(),
    "deleteWebhook": {"drop_pending_updates"},
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "sendMessage": {
        "chat_id",
        "text",
        "parse_mode",
        "message_thread_id",
        "reply_parameters",
        "link_preview_options",
    },
}
HTML_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
UNESCAPED = re.compile(r"&(?!(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)|<(?!/?[a-z])")
ENTITIES = re.compile(
    r"(?<![\w/])(?P<mention>@[A-Za-z]\w{4,})|(?<![\w/])(?P<bot_command>/[A-Za-z]\w*(@\w+)?)", re.ASCII
)


class Refusal(Exception):
    """The error that the API answers with."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}


class _Markup(HTMLParser):
    """The text of a message in HTML mode; raises Refusal where Telegram cannot parse its entities."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self._open = "", list[str]()
        if UNESCAPED.search(text):
            raise Refusal(400, "Bad Request: can't parse entities: unescaped character")
        self.feed(text)
        self.close()
        if self._open:
            raise Refusal(400, f"Bad Request: can't parse entities: <{self._open[-1]}> is not closed")

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in HTML_TAGS:
            raise Refusal(400, f"Bad Request: can't parse entities: unsupported start tag {tag!r}")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Refusal(400, f"Bad Request: can't parse entities: unexpected end tag {tag!r}")

    def handle_data(self, data: str) -> None:
        self.text += data


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def entities_in(text: str) -> list[Json]:
    """The mention and command entities that Telegram's clients find in ``text``."""
    return [
        {"type": found.lastgroup, "offset": utf16(text[: found.start()]), "length": utf16(found[found.lastgroup or 0])}
        for found in ENTITIES.finditer(text)
    ]


class FakeBotApi:
    """Chats and their messages, the queue of updates, the calls made, and the faults to inject."""

    def __init__(self) -> None:
        self.sent: list[Json] = []  # the bot's messages: parameters of sendMessage, with "plain" and "message_id"
        self.calls: list[str] = []
        self.violations: list[str] = []  # refusals that a right bot never causes
        self.faults: dict[str, deque[Exception | Callable[[], Any]]] = defaultdict(deque)
        self.messages: dict[int, dict[int, Json]] = defaultdict(dict)
        self.updates: deque[Json] = deque()  # those not yet confirmed
        self.pushed: list[int] = []
        self._arrived = asyncio.Event()
        self._next_update = 1000

    # What users do

    def says(self, chat: Json, user: Json | None, text: str | None = None, **fields: Any) -> Json:
        """A message appears in ``chat``; returns it. Entities are found as Telegram finds them unless given."""
        message: Json = {"message_id": len(self.messages[chat["id"]]) + 1, "date": 1_760_000_000, "chat": chat}
        if user:
            message["from"] = user
        if text is not None:
            message["text"] = text
            message["entities"] = entities_in(text)
        message.update(fields)
        self.messages[chat["id"]][message["message_id"]] = message
        self.push({"message": message})
        return message

    def push(self, update: Json) -> Json:
        """Queue an update for getUpdates, numbered unless it has a number."""
        self._next_update += 1
        update = {"update_id": self._next_update, **update}
        self.updates.append(update)
        self.pushed.append(update["update_id"])
        self._arrived.set()
        return update

    # What the bot does

    async def call(self, method: str, given: Json) -> Json:
        """The body of the API's answer. Raises what was injected for the method, once for each injection."""
        self.calls.append(method)
        if self.faults[method]:
            fault = self.faults[method].popleft()
            if isinstance(fault, Refusal):
                return fault.body
            if isinstance(fault, Exception):
                raise fault
            await fault()
        try:
            if method not in METHODS:
                raise Refusal(404, f"Not Found: no method {method}")
            if unknown := given.keys() - METHODS[method]:
                raise Refusal(400, f"Bad Request: {method} takes no {unknown}")
            return {"ok": True, "result": await getattr(self, f"_{method}")(**given)}
        except Refusal as refusal:
            self.violations.append(f"{method}: {refusal}")
            return refusal.body

    async def _getMe(self) -> Json:
        return ME

    async def _deleteWebhook(self, drop_pending_updates: bool = False) -> bool:
        if drop_pending_updates:
            raise Refusal(400, "the bot drops its users' questions")
        return True

    async def _getUpdates(
        self, timeout: int, allowed_updates: list[str], offset: int | None = None, limit: int = 100
    ) -> list[Json]:
        """Forget what ``offset`` confirms; wait for news as long as it takes."""
        if not 1 <= limit <= 100 or not 0 <= timeout <= 50 or "message" not in allowed_updates:
            raise Refusal(400, "getUpdates would not bring what users write")
        while self.updates and offset is not None and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        while not self.updates:
            self._arrived.clear()
            await self._arrived.wait()
        return list(self.updates)[:limit]

    async def _sendMessage(
        self,
        chat_id: int,
        text: str,
        parse_mode: str | None = None,
        message_thread_id: int | None = None,
        reply_parameters: Json | None = None,
        link_preview_options: Json | None = None,
    ) -> Json:
        if chat_id not in self.messages:
            raise Refusal(400, "Bad Request: chat not found")
        if not (link_preview_options or {}).get("is_disabled"):
            raise Refusal(400, "an answer shows a preview of some page")
        if parse_mode not in (None, "HTML"):
            raise Refusal(400, "Bad Request: unsupported parse_mode")
        plain = _Markup(text).text if parse_mode else text
        if not plain.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if utf16(plain) > 4096:
            raise Refusal(400, "Bad Request: message is too long")
        threads = {message.get("message_thread_id") for message in self.messages[chat_id].values()}
        if message_thread_id not in threads | {None}:
            raise Refusal(400, "Bad Request: message thread not found")
        known = self.messages[chat_id]
        replied = known.get((reply_parameters or {}).get("message_id", 0))
        if reply_parameters and not replied and not reply_parameters.get("allow_sending_without_reply"):
            raise Refusal(400, "Bad Request: message to be replied not found")
        chat = next((message["chat"] for message in known.values()), {"id": chat_id, "type": "supergroup"})
        message = {"message_id": len(known) + 1, "date": 1_760_000_001, "chat": chat, "from": ME, "text": plain}
        known[message["message_id"]] = message
        self.sent.append(
            {
                "chat_id": chat_id,
                "plain": plain,
                "html": text,
                "thread": message_thread_id,
                "reply_to": (reply_parameters or {}).get("message_id"),
                "message_id": message["message_id"],
            }
        )
        return message


class FakeRequest(BaseRequest):
    """Carries python-telegram-bot's calls to a ``FakeBotApi``; any other address or token is refused."""

    def __init__(self, api: FakeBotApi) -> None:
        self._api = api

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: object, **_named: object
    ) -> tuple[int, bytes]:
        root, _, name = url.rpartition("/")
        assert method == "POST"
        if root != f"{BASE_URL}/bot{TOKEN}":
            body: Json = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        else:
            body = await self._api.call(name, dict(request_data.parameters) if request_data else {})
        return body.get("error_code", 200), json.dumps(body).encode()
