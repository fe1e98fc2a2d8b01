"""A strict Bot API in memory: it refuses what Telegram refuses, and remembers every refusal as a fault of the bot's.

``FakeRequest`` is the transport that python-telegram-bot's real bot is given in place of HTTP; ``fake_server``
puts the same thing behind HTTP.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from markup import Broken, entities_in, plain, utf16
from telegram.request import BaseRequest, RequestData

TOKEN = "123456:fake-token"
BASE_URL = "http://bot-api.test:8081"
ME = {"id": 123456, "is_bot": True, "first_name": "规划助手", "username": "PlanBot"}

Json = dict[str, Any]

PLACE = {"message_thread_id", "reply_parameters"}
# Parameters that each method takes; a method that is not here does not exist.
METHODS = {
    "getMe": set(),
    "deleteWebhook": {"drop_pending_updates"},
    "setWebhook": {"url", "secret_token", "allowed_updates"},
    "setMyCommands": {"commands", "scope"},
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "sendMessage": {"chat_id", "text", "parse_mode", "link_preview_options", "reply_markup"} | PLACE,
    "sendPhoto": {"chat_id", "photo", "caption", "parse_mode"} | PLACE,
    "sendChatAction": {"chat_id", "action", "message_thread_id"},
    "editMessageText": {"chat_id", "message_id", "text", "parse_mode", "link_preview_options", "reply_markup"},
    "deleteMessage": {"chat_id", "message_id"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert"},
    "answerInlineQuery": {"inline_query_id", "results", "cache_time", "is_personal"},
    "getFile": {"file_id"},
}
ALLOWED = {"message", "edited_message", "callback_query", "inline_query"}
PNG = b"\x89PNG\r\n"


class Refusal(Exception):
    """The error that the API answers with."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}


class FakeBotApi:
    """Chats and their messages, the queue of updates, the calls made, and the faults to inject."""

    def __init__(self) -> None:
        self.sent: list[Json] = []  # what the bot sent: parameters, with "plain", "buttons" and "message_id"
        self.edited: list[Json] = []
        self.notices: list[Json] = []  # answers to pressed buttons
        self.inline: list[Json] = []  # answers to inline queries
        self.menus: list[Json] = []
        self.calls: list[str] = []
        self.violations: list[str] = []  # refusals that a right bot never causes
        self.faults: dict[str, deque[Exception | Callable[[], Any]]] = defaultdict(deque)
        self.refuses: Callable[[str, Json], Refusal | None] = lambda _method, _given: None  # faults of one chat, say
        self.messages: dict[int, dict[int, Json]] = defaultdict(dict)
        self.chats: dict[int, Json] = {}
        self.files: dict[str, bytes] = {}
        self.updates: deque[Json] = deque()  # those not yet confirmed
        self.pushed: list[int] = []
        self.webhook: Json = {}
        self.handed_out: Callable[[list[Json]], None] = lambda _updates: None
        self._queries: set[str] = set()  # callback and inline queries that wait for an answer
        self._arrived = asyncio.Event()
        self._next_update = 1000

    # What users do

    def says(self, chat: Json, user: Json | None, text: str | None = None, **fields: Any) -> Json:
        """A message appears in ``chat``; returns it. Entities are found as Telegram finds them unless given."""
        self.chats[chat["id"]] = chat
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

    def edits(self, message: Json, text: str) -> None:
        """The user changes what the message says."""
        changed = {**message, "text": text, "entities": entities_in(text), "edit_date": 1_760_000_002}
        self.messages[message["chat"]["id"]][message["message_id"]] = changed
        self.push({"edited_message": changed})

    def edits_caption(self, message: Json, caption: str) -> None:
        """The user changes what stands under an attachment."""
        changed = {**message, "caption": caption, "caption_entities": entities_in(caption), "edit_date": 1_760_000_002}
        self.messages[message["chat"]["id"]][message["message_id"]] = changed
        self.push({"edited_message": changed})

    def offers(self, sent: Json, label: str) -> bool:
        """Whether what the bot sent has a button of this label now; an edit may have taken it away."""
        markup = self.messages[sent["chat_id"]][sent["message_id"]].get("reply_markup") or {"inline_keyboard": []}
        return any(button["text"] == label for row in markup["inline_keyboard"] for button in row)

    def presses(self, user: Json, sent: Json, label: str) -> Json:
        """The user presses a button under what the bot sent, as it looks now."""
        message = self.messages[sent["chat_id"]][sent["message_id"]]
        rows = message["reply_markup"]["inline_keyboard"]
        data = {button["text"]: button.get("callback_data") for row in rows for button in row}[label]
        assert data is not None, "a button that leads elsewhere"
        return self.forges(user, message, data)

    def forges(self, user: Json, message: Json, data: str) -> Json:
        """A callback with any data."""
        query = f"c{self._next_update}"
        self._queries.add(query)
        press = {"id": query, "from": user, "message": message, "chat_instance": "1", "data": data}
        return self.push({"callback_query": press})

    def types(self, user: Json, text: str) -> Json:
        """An inline query."""
        query = f"i{self._next_update}"
        self._queries.add(query)
        return self.push({"inline_query": {"id": query, "from": user, "query": text, "offset": ""}})

    def sends_file(self, chat: Json, user: Json, name: str, data: bytes, **fields: Any) -> Json:
        """A document."""
        file = f"f{len(self.files)}"
        self.files[file] = data
        document = {"file_id": file, "file_unique_id": file, "file_name": name, "file_size": len(data)}
        return self.says(chat, user, document=document, **fields)

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
        if refusal := self.refuses(method, given):
            return refusal.body
        try:
            if method not in METHODS:
                raise Refusal(404, f"Not Found: no method {method}")
            if unknown := given.keys() - METHODS[method]:
                raise Refusal(400, f"Bad Request: {method} takes no {unknown}")
            return {"ok": True, "result": await getattr(self, f"_{method}")(**given)}
        except Refusal as refusal:
            if "not modified" not in str(refusal):
                self.violations.append(f"{method}: {refusal}")
            return refusal.body

    async def _getMe(self) -> Json:
        return ME

    async def _deleteWebhook(self, drop_pending_updates: bool = False) -> bool:
        if drop_pending_updates:
            raise Refusal(400, "the bot drops its users' questions")
        return True

    async def _setWebhook(self, **given: Any) -> bool:
        if not set(given["allowed_updates"]) >= ALLOWED or not given.get("secret_token"):
            raise Refusal(400, "the webhook would not bring what users do")
        self.webhook = given
        return True

    async def _setMyCommands(self, commands: list[Json], scope: Json | None = None) -> bool:
        for command in commands:
            if not 1 <= len(command["description"]) <= 256 or not command["command"].islower():
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        self.menus.append({"scope": scope, "commands": [command["command"] for command in commands]})
        return True

    async def _getUpdates(
        self, timeout: int, allowed_updates: list[str], offset: int | None = None, limit: int = 100
    ) -> list[Json]:
        """Forget what ``offset`` confirms; wait for news as long as it takes."""
        if not 1 <= limit <= 100 or not 0 <= timeout <= 50 or not set(allowed_updates) >= ALLOWED:
            raise Refusal(400, "getUpdates would not bring what users do")
        while self.updates and offset is not None and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        while not self.updates:
            self._arrived.clear()
            await self._arrived.wait()
        handed = list(self.updates)[:limit]
        self.handed_out(handed)
        return handed

    async def _sendMessage(self, chat_id: int, text: str, **given: Any) -> Json:
        self._check_preview(given)
        return self._appears(chat_id, self._plain(text, given, 4096), given, html=text)

    async def _sendPhoto(self, chat_id: int, photo: bytes, caption: str = "", **given: Any) -> Json:
        if not photo.startswith(PNG):
            raise Refusal(400, "Bad Request: PHOTO_INVALID")
        return self._appears(chat_id, self._plain(caption, given, 1024), given, photo=photo)

    async def _sendChatAction(self, chat_id: int, action: str, message_thread_id: int | None = None) -> bool:
        if chat_id not in self.messages or action != "typing" or message_thread_id == 0:
            raise Refusal(400, "Bad Request: wrong parameter action in request")
        return True

    async def _editMessageText(self, chat_id: int, message_id: int, text: str, **given: Any) -> Json:
        self._check_preview(given)
        message = self.messages[chat_id].get(message_id)
        if message is None or message.get("from") != ME:
            raise Refusal(400, "Bad Request: message to edit not found")
        now = {"text": self._plain(text, given, 4096), "reply_markup": _keyboard(given)}
        if now == {"text": message["text"], "reply_markup": message.get("reply_markup")}:
            raise Refusal(400, "Bad Request: message is not modified")
        message.update(now)
        self.edited.append({"chat_id": chat_id, "message_id": message_id, "plain": now["text"], **_labels(given)})
        return message

    async def _deleteMessage(self, chat_id: int, message_id: int) -> bool:
        if self.messages[chat_id].pop(message_id, {}).get("from") != ME:
            raise Refusal(400, "Bad Request: message to delete not found")
        return True

    async def _answerCallbackQuery(self, callback_query_id: str, text: str = "", show_alert: bool = False) -> bool:
        self._answered(callback_query_id)
        if utf16(text) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        self.notices.append({"query": callback_query_id, "text": text, "alert": show_alert})
        return True

    async def _answerInlineQuery(
        self, inline_query_id: str, results: list[Json], cache_time: int = 300, is_personal: bool = False
    ) -> bool:
        self._answered(inline_query_id)
        ids = [result["id"] for result in results]
        if len(results) > 50 or len(set(ids)) < len(ids) or not all(1 <= len(one.encode()) <= 64 for one in ids):
            raise Refusal(400, "Bad Request: RESULT_ID_INVALID")
        shown = []
        for result in results:
            content = result["input_message_content"]
            text = self._plain(content["message_text"], content, 4096)
            shown.append({"title": result["title"], "description": result["description"], "plain": text, **result})
        self.inline.append({"results": shown, "cache_time": cache_time, "is_personal": is_personal})
        return True

    async def _getFile(self, file_id: str) -> Json:
        if file_id not in self.files:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    # What all methods check

    def _answered(self, query: str) -> None:
        if query not in self._queries:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._queries.remove(query)

    def _check_preview(self, given: Json) -> None:
        if not (given.get("link_preview_options") or {}).get("is_disabled"):
            raise Refusal(400, "an answer shows a preview of some page")

    def _plain(self, text: str, given: Json, limit: int) -> str:
        if given.get("parse_mode") not in (None, "HTML"):
            raise Refusal(400, "Bad Request: unsupported parse_mode")
        try:
            shown = plain(text) if given.get("parse_mode") else text
        except Broken as broken:
            raise Refusal(400, f"Bad Request: can't parse entities: {broken}") from None
        if not shown.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if utf16(shown) > limit:
            raise Refusal(400, "Bad Request: message is too long")
        return shown

    def _appears(self, chat_id: int, text: str, given: Json, **more: Any) -> Json:
        """The bot's message in its chat."""
        if chat_id not in self.messages:
            raise Refusal(400, "Bad Request: chat not found")
        known, thread = self.messages[chat_id], given.get("message_thread_id")
        if thread not in {message.get("message_thread_id") for message in known.values()} | {None}:
            raise Refusal(400, "Bad Request: message thread not found")
        reply = given.get("reply_parameters") or {}
        if reply and reply["message_id"] not in known and not reply.get("allow_sending_without_reply"):
            raise Refusal(400, "Bad Request: message to be replied not found")
        chat = self.chats.get(chat_id) or {"id": chat_id, "type": "supergroup"}
        message = {"message_id": max(known, default=0) + 1, "date": 1_760_000_001, "chat": chat, "from": ME}
        message |= {"text": text, "reply_markup": _keyboard(given)}
        if thread:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        known[message["message_id"]] = {key: value for key, value in message.items() if value is not None}
        sent = {"chat_id": chat_id, "plain": text, "thread": thread, "reply_to": reply.get("message_id")}
        self.sent.append({**sent, "message_id": message["message_id"], **_labels(given), **more})
        return known[message["message_id"]]


def _keyboard(given: Json) -> Json | None:
    keyboard: Json | None = given.get("reply_markup")
    for row in keyboard["inline_keyboard"] if keyboard else ():
        for button in row:
            if "url" in button:
                host = urlsplit(button["url"]).hostname or ""
                if "." not in host and ":" not in host:
                    raise Refusal(400, "Bad Request: BUTTON_URL_INVALID")
            elif not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return keyboard


def _labels(given: Json) -> Json:
    keyboard = given.get("reply_markup") or {"inline_keyboard": []}
    return {"buttons": [button["text"] for row in keyboard["inline_keyboard"] for button in row]}


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
        root, _, name = unquote(url).rpartition("/")
        if root == f"{BASE_URL}/file/bot{TOKEN}/documents" and method == "GET":
            return 200, self._api.files[name]
        assert method == "POST"
        if root != f"{BASE_URL}/bot{TOKEN}":
            body: Json = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        else:
            given = dict(request_data.parameters) if request_data else {}
            files = request_data.multipart_data if request_data and request_data.contains_files else {}
            for field, value in given.items():
                if isinstance(value, str) and value.startswith("attach://"):
                    given[field] = files[value.removeprefix("attach://")][1]
            given |= {field: files[field][1] for field in files if field in METHODS.get(name, ())}
            body = await self._api.call(name, given)
        return body.get("error_code", 200), json.dumps(body, default=str).encode()
