"""What a reply is made of. A face shows the blocks in their order and offers the actions; it changes no word."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one look. ``strong``: the figure or the word that matters. ``cites``: the number of the citation
    that the text, such as "[2]", stands for; a face that has links makes it one."""

    text: str
    strong: bool = False
    cites: int | None = None


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer: its first line, and what stands beneath it, a line each."""

    text: Text
    beneath: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One place, figure or item. ``winner`` is the word that marks it as first of what was asked (最高的), else ""."""

    text: Text
    winner: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in the order that they have; ``ordered`` ones are numbered from 1. ``title`` heads them, ``more`` tells of those
    that are left out; both may be empty."""

    rows: tuple[Row, ...]
    title: Text = ()
    ordered: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where citation ``n`` stands. ``title`` is the plan's, with its word for a draft, "" where the source above is of the
    same plan; ``place`` is the section or the table, with the page where there are pages; ``quote`` the verbatim words, ()
    where the reply shows them already; ``cells`` (head of the column, printed cell) of a table row, in its order, in place
    of a quote. ``file``, ``start`` and ``end`` are those of the citation."""

    n: int
    title: str
    place: str
    quote: Text
    cells: tuple[tuple[str, str], ...]
    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """The sources of a reply, in the order of their numbers; ``folded``: they are opened by who wants them."""

    sources: tuple[Source, ...]
    folded: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """One short line that a reader should not miss: a contradiction, another horizon, how a question was taken."""

    text: Text


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (PNG) with its caption, and ``lines`` that say the same where no picture can be drawn or shown."""

    png: bytes | None
    caption: str
    lines: str


Block = Headline | Rows | Quotation | Notice | Picture


class Deed(StrEnum):
    """What an action does."""

    SOURCE = "source"  # show the passages
    COMPARE = "compare"  # ask the same of every place
    CHART = "chart"
    OTHER = "other"  # another reading of the question
    SUGGESTION = "suggestion"  # something near that can be answered
    USEFUL = "useful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a reader may do. ``question``, where it asks something, is complete by itself."""

    deed: Deed
    label: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Blocks in reading order, and the actions below them."""

    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()


def plain(text: Iterable[Run]) -> str:
    """The words of a text."""
    return "".join(run.text for run in text)
