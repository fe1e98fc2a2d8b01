"""Fetching updates so that one that cannot be read does not keep back all the others."""

import logging
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

log = logging.getLogger(__name__)

Json = dict[str, Any]


def readable(update: Json) -> Json:
    """``update``, or only its number where the library cannot read it: an older or newer server's, say."""
    try:
        Update.de_json(update, None)
    except Exception as error:
        log.error("unreadable update=%s error=%s", update["update_id"], type(error).__name__)
        return {"update_id": update["update_id"]}
    return update


class ReadableUpdates(BaseRequest):
    """Transport of getUpdates: ``inner`` with unreadable updates emptied.

    The library would drop the whole batch and be offered the same one again, for ever.
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
            body["result"] = [readable(update) for update in body["result"]]
        return body
