"""A reply as Telegram's HTML: what it is made of in lines, and the lines in messages that Telegram accepts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of HTML, whether it stands in the quotation, and whether it is set off from what stands above it."""

    html: str
    quoted: bool = False
    apart: bool = False


def parts_of(reply: Reply) -> list[str]:
    """The blocks as messages: none is empty, none is over Telegram's limit, no entity is broken."""
    parts: list[str] = []
    held: list[_Line] = []
    used = 0
    for line in (line for block in reply.blocks for line in _lines(block)):
        size = utf16(line.html) + len("\n\n")
        if held and used + size > _FULL:
            parts.append(_joined(held))
            held, used = [], 0
        held.append(line)
        used += size
    return [*parts, _joined(held)] if held else parts


def _joined(lines: list[_Line]) -> str:
    """Lines as one message, those of sources as a quotation at its end, folded where it is long."""
    told = [
        f"\n{line.html}" if line.apart and number else line.html for number, line in enumerate(lines) if not line.quoted
    ]
    quoted = "\n".join(line.html for line in lines if line.quoted)
    if quoted:
        folds = quoted.count("\n") >= _UNFOLDED or utf16(quoted) > _UNFOLDED * _LINE
        told.append(f"{FOLDED if folds else OPEN}{quoted}{CLOSE}")
    return "\n".join(told)


def _lines(block: Block) -> Iterator[_Line]:
    if isinstance(block, Headline):
        for number, text in enumerate((block.text, *block.beneath)):
            yield from _cut(text, apart=not number)
    elif isinstance(block, Rows):
        if block.title:
            yield from _cut(block.title, apart=True)
        for number, row in enumerate(block.rows, 1):
            mark = say("reply.number", n=number) if block.ordered else say("reply.bullet")
            behind = (Run(say("reply.first", asked=row.winner), strong=True),) if row.winner else ()
            yield from _cut((Run(mark), *row.text, *behind))
        if block.more:
            yield from _cut((Run(block.more),))
    elif isinstance(block, Notice):
        yield from (_Line(f"<i>{line.html}</i>") for line in _cut((Run(say("reply.notice", text="")), *block.text)))
    elif isinstance(block, Quotation):
        few = len([source for source in block.sources if source.cells]) <= _FEW_ROWS
        for numbers, source in together(block.sources):
            for text in _source(numbers, source, few):
                yield from (_Line(line.html, quoted=True) for line in _cut(text))
    else:
        yield from _cut((Run(block.lines),), apart=True)


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


def _cut(text: Text, apart: bool = False) -> Iterator[_Line]:
    """A text as lines of HTML, more than one where it is too long for a message."""
    line, used = "", 0
    for run in text:
        for piece in pieces(inert_text(run.text), _ROOM - len(_BOLD)):
            shown = _BOLD.format(escaped(piece)) if run.strong and piece.strip() else escaped(piece)
            if line and used + utf16(shown) > _ROOM:
                yield _Line(line, apart=apart)
                line, used, apart = "", 0, False
            line += shown
            used += utf16(shown)
    if line:
        yield _Line(line, apart=apart)
