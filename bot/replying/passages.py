"""Running text: of each passage the clauses that answer; lists and digests, an item a line."""

from collections.abc import Sequence

from bot.models import Answer
from bot.replying.asked import Asked
from bot.replying.blocks import Block, Headline, Row, Rows, Run, Text
from bot.replying.runs import inline, marks, shortened, without_leading
from bot.replying.statements import Statement
from corpus.language.columns import Column, column_kind
from prompts import say

QUOTES = ("answer.quote", "recall.words", "recall.source", "recall.page", "recall.no_page")
HEADS = ("list.head", "digest.head", "duties.leads", "duties.supports")
ITEMS = (*HEADS, "list.item", "list.more", "digest.item")
# A line of a phone has about 20 characters; an item takes two, or three with what it says.
_ITEM = 40
_SAID = 36
# What follows the passage that answers best.
_FURTHER = 48


def passage_blocks(statements: Sequence[Statement], answer: Answer, asked: Asked) -> list[Block]:
    """The blocks of a run of quotations: the first is the answer, further ones of its place stand beneath it, those of
    several places beside each other."""
    told = [(_place(one, answer), _words(one, answer)) for one in statements]
    places = [place for place, _ in told]
    if len(set(places)) > 1 and len(set(places)) == len(places):
        rows = [
            Row((Run(say("reply.at", region=place)), *asked.emphasised(asked.told(words)), *marks(one.cites)))
            for one, (place, words) in zip(statements, told, strict=True)
        ]
        return [Rows(tuple(rows))]
    (place, words), *further = told
    head = say("reply.at", region=place) if place else ""
    cited = next((citation for citation in answer.citations if citation.n in statements[0].cites), None)
    document: Text = ()
    if cited and asked.brief:
        head, document = "", (Run(say("reply.title", title=cited.title), strong=True), Run(say("reply.states")))
    first = (*document, Run(head), *asked.emphasised(asked.told(words)), *marks(statements[0].cites))
    blocks: list[Block] = [Headline(tuple(run for run in first if run.text))]
    rows = [_further(one, place, *more, asked) for one, more in zip(statements[1:], further, strict=True)]
    return [*blocks, Rows(tuple(rows))] if rows else blocks


def _further(one: Statement, first: str, place: str, words: str, asked: Asked) -> Row:
    told = asked.told(words, _FURTHER)
    head = say("reply.at", region=place) if place != first else ""
    return Row(tuple(run for run in (Run(head), *asked.emphasised(told), *marks(one.cites)) if run.text))


def _place(one: Statement, answer: Answer) -> str:
    cited = next((citation for citation in answer.citations if citation.n in one.cites), None)
    return one.fields.get("region") or (cited.region if cited else "")


def _words(one: Statement, answer: Answer) -> str:
    """What a line quotes; a table row as its cells under their heads."""
    cited = next((citation for citation in answer.citations if citation.n in one.cites), None)
    if cited and cited.cells:
        return cells_line(cited.cells)
    return without_leading(one.fields["quote"]).rstrip("；;")


def cells_line(cells: Sequence[tuple[str, str]]) -> str:
    """A table row in one line, each cell behind the head of its column, without the row's number."""
    told = [(head, cell) for head, cell in cells if column_kind(head) is not Column.INDEX]
    return "；".join(say("reply.cell", head=head, cell=cell) if head else cell for head, cell in told)


def item_blocks(statements: Sequence[Statement]) -> list[Block]:
    """The blocks of a run of lists: each heading with its items."""
    blocks: list[Block] = []
    title: Text = ()
    rows: list[Row] = []
    more = ""
    for one in (*statements, None):
        if one is None or one.kind in HEADS:
            blocks += [Rows(tuple(rows), title, ordered=len(rows) > 1, more=more)] if rows else []
            title, rows, more = (Run(one.body, strong=True), *marks(one.cites)) if one else (), [], ""
        elif one.kind == "list.more":
            more = one.body
        else:
            rows.append(Row(_item(one)))
    return blocks


def _item(one: Statement) -> Text:
    """An item: its title, and the leading clauses of what it says."""
    runs = inline(one.fields["item"])
    title, *said = [run for run in runs if run.cites is None and run.text.strip()]
    shown = Run(shortened(without_leading(title.text.strip()), _ITEM), strong=bool(said))
    cites = dict.fromkeys((*(run.cites for run in runs if run.cites), *one.cites))
    told = tuple(Run(f" {shortened(run.text.strip(), _SAID)}") for run in said)
    return (shown, *told, *marks(cites))
