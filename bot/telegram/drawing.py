"""Charts in chats: as a picture or as lines of text."""

import logging

from bot.chat.answering import Answering
from bot.chat.drawing import picture_for
from bot.models import Answer
from bot.telegram.formatting import caption, messages
from bot.telegram.sending import Place, Sender, Undeliverable
from prompts import say

log = logging.getLogger(__name__)


class Drawing:
    """Sends the figures of answers."""

    def __init__(self, answering: Answering, sender: Sender) -> None:
        self._answering = answering
        self._sender = sender

    async def send(self, update_id: int, place: Place, answer: Answer, turn: int) -> None:
        """Send the chart of ``answer``, as text where it cannot be drawn or the chat takes no pictures; where there is no
        chart, one sentence that says so."""
        picture = await picture_for(answer, self._answering)
        if picture is not None and picture.png is not None:
            try:
                await self._sender.photo(update_id, place, picture.png, caption(picture.caption), turn)
                return
            except Undeliverable as error:
                log.info("picture not taken reason=%s", error)
        text = picture.lines if picture else say("chart.nothing")
        await self._sender.reply(update_id, place, messages(text), turn, aside=True)
