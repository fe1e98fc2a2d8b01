"""Updates as they came, and as the library reads them: one that it cannot read keeps back no other."""

import json
import logging
import re
from typing import Any

from telegram import Bot, Message, Update
from telegram.request import BaseRequest, RequestData

log = logging.getLogger(__name__)

Json = dict[str, Any]

_RAW = "raw"
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# What fits into the store's columns, and into Telegram's own fields.
LARGEST = 2**63 - 1


def number_of(raw: object) -> int | None:
    """The number of an update as it came; None where it has none that Telegram can be told of."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else None


def payload_of(raw: Json) -> str:
    """The update as text, in ASCII whatever it holds, the same for the same update."""
    return json.dumps(raw, sort_keys=True)


def understood(payload: str, bot: Bot) -> Update | None:
    """The update of ``payload_of``; None, with a line in the log, where the library cannot read it: an older or newer
    server's, or a forged one."""
    try:
        update = Update.de_json(_sound(json.loads(payload)), bot)
        _check(update)
        return update
    except Exception as error:
        log.error("unreadable update error=%s", type(error).__name__)
        return None


def raw_of(update: Update) -> Json:
    """What ``RawUpdates`` brought."""
    raw: Json = update.api_kwargs[_RAW]
    return raw


def _sound(value: Any) -> Any:
    """``value`` with lone halves of surrogate pairs, which no encoding takes, replaced. Raises OverflowError for a number
    that no field of Telegram's holds."""
    if isinstance(value, str):
        return (
            value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _SURROGATE.search(value) else value
        )
    if isinstance(value, dict):
        return {_sound(key): _sound(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_sound(entry) for entry in value]
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise OverflowError
    return value


def _check(update: Update) -> None:
    """Raise TypeError where what the bot goes by is not of its type: the library looks at no value."""
    message, press, typed = update.message or update.edited_message, update.callback_query, update.inline_query
    held = press.message if press else None
    for one in (message, message.reply_to_message if message else None, held):
        if one:
            _must_be(int, one.message_id, one.chat.id)
        if isinstance(one, Message):
            _must_be(str | None, one.text, one.caption, one.chat.title)
            _must_be(int | None, one.message_thread_id, one.migrate_to_chat_id, one.migrate_from_chat_id)
            for entity in (*one.entities, *one.caption_entities):
                _must_be(int, entity.offset, entity.length)
            _must_be(int, *(user.id for user in (one.from_user, one.sender_chat) if user))
    if press:
        _must_be(int, press.from_user.id)
        _must_be(str | None, press.id, press.data)
    if typed:
        _must_be(int, typed.from_user.id)
        _must_be(str, typed.id, typed.query)


def _must_be(kind: Any, *values: object) -> None:
    if not all(isinstance(value, kind) for value in values):
        raise TypeError


class RawUpdates(BaseRequest):
    """Transport of getUpdates: ``inner`` with each update wrapped, so that the library reads nothing but its number.

    The library would drop a whole batch for one update that it cannot read, and be offered the same one again, for ever;
    and what it writes of an update is not what came.
    """

    def __init__(self, inner: BaseRequest) -> None:
        self._inner = inner

    @property
    def read_timeout(self) -> float | None:
        return self._inner.read_timeout

    async def initialize(self) -> None:
        await self._inner.initialize()

    async def shutdown(self) -> None:
        await self._inner.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        return await self._inner.do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        body = BaseRequest.parse_json_payload(payload)
        if isinstance(body.get("result"), list):
            body["result"] = [{"update_id": number_of(raw) or 0, _RAW: raw} for raw in body["result"]]
        return body
