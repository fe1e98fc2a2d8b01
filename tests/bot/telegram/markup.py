"""What Telegram makes of a text: entities that users type, and HTML that bots send."""

import re
from html.parser import HTMLParser
from typing import Any

HTML_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
UNESCAPED = re.compile(r"&(?!(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)|<(?!/?[a-z])")
ENTITIES = re.compile(
    r"(?<![\w/])(?P<mention>@[A-Za-z]\w{4,})|(?<![\w/])(?P<bot_command>/[A-Za-z]\w*(@\w+)?)", re.ASCII
)


class Broken(Exception):
    """Telegram cannot parse the entities of a text."""


class _Markup(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self._open = "", list[str]()
        if UNESCAPED.search(text):
            raise Broken("unescaped character")
        self.feed(text)
        self.close()
        if self._open:
            raise Broken(f"<{self._open[-1]}> is not closed")

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in HTML_TAGS:
            raise Broken(f"unsupported start tag {tag!r}")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Broken(f"unexpected end tag {tag!r}")

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(html: str) -> str:
    """The text of a message in HTML mode; raises ``Broken`` where Telegram cannot parse its entities."""
    return _Markup(html).text


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def entities_in(text: str) -> list[dict[str, Any]]:
    """The mention and command entities that Telegram's clients find in ``text``."""
    return [
        {"type": found.lastgroup, "offset": utf16(text[: found.start()]), "length": utf16(found[found.lastgroup or 0])}
        for found in ENTITIES.finditer(text)
    ]
