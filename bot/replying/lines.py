"""A reply as lines of plain text, for a terminal."""

from bot.replying.blocks import Action, Block, Deed, Headline, Notice, Quotation, Reply, Rows, Source, plain
from bot.replying.passages import cells_line
from bot.replying.runs import shortened
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
        return [_source(source) for source in block.sources]
    return [block.lines]


def _source(source: Source) -> str:
    words = shortened(plain(source.quote) or cells_line(source.cells), _QUOTE)
    place = " ".join(part for part in (source.title, source.place) if part)
    return say("reply.source", n=source.n, place=place, words=say("reply.quoted", words=words) if words else "")


def _offer(action: Action) -> str:
    return say("reply.offer", question=action.question)
