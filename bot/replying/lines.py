"""A reply as lines of plain text, for a terminal."""

from collections.abc import Sequence

from bot.replying.blocks import Action, Block, Deed, Headline, Notice, Quotation, Reply, Rows, Source, plain
from bot.replying.passages import cells_line
from bot.replying.runs import marks, shortened
from bot.replying.sources import together
from prompts import say

# A source line serves to recognise the passage; the whole of it is in the JSON answer.
_QUOTE = 120
_ASKING = (Deed.OTHER, Deed.SUGGESTION)


def lines_of(reply: Reply) -> str:
    """The blocks, then what else may be asked."""
    lines = [line for block in reply.blocks for line in _lines(block)]
    return "\n".join([*lines, *(_offer(action) for action in reply.actions if action.deed in _ASKING)])


def _lines(block: Block) -> list[str]:
    if isinstance(block, Headline):
        return [plain(block.text), *(f"  {plain(text)}" for text in block.beneath)]
    if isinstance(block, Rows):
        rows = [
            "".join(
                (
                    say("reply.number", n=number) if block.ordered else say("reply.bullet"),
                    plain(row.text),
                    say("reply.first", asked=row.winner) if row.winner else "",
                )
            )
            for number, row in enumerate(block.rows, 1)
        ]
        title = [plain(block.title)] if block.title else []
        return [*title, *rows, *([block.more] if block.more else [])]
    if isinstance(block, Notice):
        return [say("reply.notice", text=plain(block.text))]
    if isinstance(block, Quotation):
        return [_source(numbers, source) for numbers, source in together(block.sources)]
    return [block.lines]


def _source(numbers: Sequence[int], source: Source) -> str:
    words = shortened(plain(source.quote) or cells_line(source.cells), _QUOTE)
    place = " ".join(part for part in (source.title, source.place) if part)
    behind = say("reply.quoted", words=words) if words and place else words
    return say("reply.source", marks=plain(marks(numbers)), place=place, words=behind)


def _offer(action: Action) -> str:
    return say("reply.offer", question=action.question)
