"""A reply as Telegram's HTML: what it is made of in lines, and the lines in messages that Telegram accepts."""

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.inert import inert_text
from bot.replying.blocks import Block, Headline, Notice, Quotation, Reply, Rows, Run, Source, Text
from bot.replying.passages import cells_line
from bot.replying.runs import marks
from bot.replying.sources import together
from bot.telegram.formatting import MESSAGE_UNITS, escaped, pieces, utf16
from prompts import say

OPEN, FOLDED, CLOSE = "<blockquote>", "<blockquote expandable>", "</blockquote>"
# Telegram shows three lines of a folded quotation: so few, of so many characters with their tags, need no fold.
_UNFOLDED, _LINE = 3, 25
# The cells of so many rows stand below each other; those of more in a line a row.
_FEW_ROWS = 2
# What lines may take beside the tags of a quotation; one that is longer is cut.
_FULL = MESSAGE_UNITS - len(FOLDED) - len(CLOSE)
_ROOM = _FULL - len("<i></i>\n\n")
_BOLD = "<b>{}</b>"
_LINK = '<a href="{}">{}</a>'
# Telegram refuses a message whose entities, links above all, take more than about 9,500 bytes (tdlib/telegram-bot-api, issue
# 165); the text itself is counted without them.
_MOST_LINKED = 7_500


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of HTML, the same with its marks as links, whether it stands in the quotation, and whether it is set off from
    what stands above it."""

    html: str
    linked: str
    quoted: bool = False
    apart: bool = False


def parts_of(reply: Reply, linked: Callable[[Source], str | None] | None = None) -> list[str]:
    """The blocks as messages: none is empty, none is over Telegram's limit, no entity is broken. ``linked`` gives the address
    that the marks of a source lead to; where there is none they are words."""
    sources = [source for block in reply.blocks if isinstance(block, Quotation) for source in block.sources]
    led = {source.n: linked(source) for source in sources} if linked else {}
    writer = _Writer({n: html.escape(address) for n, address in led.items() if address})
    parts: list[str] = []
    held: list[_Line] = []
    used = spent = 0
    for line in (line for block in reply.blocks for line in writer.lines(block)):
        size = utf16(line.html) + len("\n\n")
        if held and used + size > _FULL:
            parts.append(_joined(held))
            held, used, spent = [], 0, 0
        cost = len(line.linked.encode()) - len(line.html.encode())
        if spent + cost > _MOST_LINKED:
            line, cost = replace(line, linked=line.html), 0
        held.append(line)
        used += size
        spent += cost
    return [*parts, _joined(held)] if held else parts


def _joined(lines: list[_Line]) -> str:
    """Lines as one message, those of sources as a quotation at its end, folded where it is long."""
    told = [
        f"\n{line.linked}" if line.apart and number else line.linked
        for number, line in enumerate(lines)
        if not line.quoted
    ]
    quoted = [line for line in lines if line.quoted]
    if quoted:
        seen, words = ("\n".join(words) for words in zip(*((line.html, line.linked) for line in quoted), strict=True))
        folds = seen.count("\n") >= _UNFOLDED or utf16(seen) > _UNFOLDED * _LINE
        told.append(f"{FOLDED if folds else OPEN}{words}{CLOSE}")
    return "\n".join(told)


class _Writer:
    """Writes blocks as lines. ``addresses`` are those of citations by their numbers, as HTML holds them."""

    def __init__(self, addresses: Mapping[int, str]) -> None:
        self._addresses = addresses

    def lines(self, block: Block) -> Iterator[_Line]:
        """The lines of a block."""
        if isinstance(block, Headline):
            for number, text in enumerate((block.text, *block.beneath)):
                yield from self._cut(text, apart=not number)
        elif isinstance(block, Rows):
            if block.title:
                yield from self._cut(block.title, apart=True)
            for number, row in enumerate(block.rows, 1):
                mark = say("reply.number", n=number) if block.ordered else say("reply.bullet")
                behind = (Run(say("reply.first", asked=row.winner), strong=True),) if row.winner else ()
                yield from self._cut((Run(mark), *row.text, *behind))
            if block.more:
                yield from self._cut((Run(block.more),))
        elif isinstance(block, Notice):
            for line in self._cut((Run(say("reply.notice", text="")), *block.text)):
                yield _Line(f"<i>{line.html}</i>", f"<i>{line.linked}</i>")
        elif isinstance(block, Quotation):
            few = len([source for source in block.sources if source.cells]) <= _FEW_ROWS
            for numbers, source in together(block.sources):
                for text in _source(numbers, source, few):
                    yield from (replace(line, quoted=True) for line in self._cut(text))
        else:
            yield from self._cut((Run(block.lines),), apart=True)

    def _cut(self, text: Text, apart: bool = False) -> Iterator[_Line]:
        """A text as lines of HTML, more than one where it is too long for a message."""
        line = linked = ""
        used = 0
        for run in text:
            for piece in pieces(inert_text(run.text), _ROOM - len(_BOLD)):
                shown = _BOLD.format(escaped(piece)) if run.strong and piece.strip() else escaped(piece)
                if line and used + utf16(shown) > _ROOM:
                    yield _Line(line, linked, apart=apart)
                    line, linked, used, apart = "", "", 0, False
                line += shown
                linked += self._led(run, shown)
                used += utf16(shown)
        if line:
            yield _Line(line, linked, apart=apart)

    def _led(self, run: Run, shown: str) -> str:
        """A mark as a link to its source."""
        address = self._addresses.get(run.cites) if run.cites is not None else None
        return _LINK.format(address, shown) if address else shown


def _source(numbers: Sequence[int], source: Source, few: bool) -> Iterator[Text]:
    """The lines of a source: the plan in bold, the place, the words or the cells."""
    head = marks(numbers)
    if source.title:
        yield (*head, Run(source.title, strong=True))
        head = ()
    if source.place:
        yield (*head, Run(source.place))
        head = ()
    if source.quote:
        yield (*head, *source.quote)
    elif few:
        yield from ((Run(cells_line((cell,))),) for cell in source.cells if cells_line((cell,)))
    elif source.cells:
        yield (Run(cells_line(source.cells)),)
