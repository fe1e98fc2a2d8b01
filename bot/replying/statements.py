"""The lines of an answer's text, taken apart: what each states, of which plan, proved by which citations.

A line is told by the message of ``prompts`` that it was written by; one that fits none is a statement of its own words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.models import Answer
from corpus.language.columns import Column, column_kind
from prompts import heard

_MARKS = re.compile(r"((?:\[\d+\])+)$")
# The plan behind a statement, with its word for a draft.
_PLAN = re.compile(r"——(《(?:(?!——《).)*》(?:（[^（）]*）)?)$", re.DOTALL)
_TITLE = re.compile(r"《.*》(?:（[^（）]*）)?", re.DOTALL)
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d年")
# Places with their figures, and nothing behind them.
_WINNER = r"[^（）、《》]+（(?:[^（）]|（[^（）]*）)*）"
_WINNERS = re.compile(rf"{_WINNER}(?:、{_WINNER})*")
# A figure of running text with its unit and sign is no longer; what follows the name of a project is.
_FIGURE = 30
# Messages that hold another line.
_HOLDING = ("refusal.nearest", "refusal.near_passage", "recall.shown")
# Messages in the order in which they are tried: the more particular first.
_KNOWN = (
    "answer.looser",
    "answer.also_stated",
    "project.also",
    "compare.converted",
    "compare.misprint",
    "compare.horizons",
    "compare.left_out",
    "compare.units",
    "compare.difference",
    "compare.total",
    "compare.average",
    "compare.threshold",
    "compare.below",
    "compare.order",
    "compare.ascending",
    "compare.changed_most",
    "compare.winner",
    "compare.change",
    "answer.absent",
    "answer.carried",
    "answer.unsupported_ask",
    "answer.read_as",
    "answer.recognised",
    "duties.leads",
    "duties.supports",
    "list.more",
    "list.item",
    "list.head",
    "metadata.line",
    "answer.row",
    "answer.stated",
    "project.line",
    "recall.words",
    "recall.source",
    "recall.page",
    "recall.no_page",
    "digest.head",
    "digest.item",
    "answer.quote",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One line. ``kind`` is the name of its message, "" for other lines; ``fields`` its variables; ``body`` the line without
    the plan and the [n] at its end, ``cites`` the numbers of these; ``within`` the line that it holds."""

    kind: str
    body: str
    cites: tuple[int, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    within: "Statement | None" = None


@dataclass(frozen=True, slots=True)
class Known:
    """What lines are read against: the regions that the answer cites, and the numbers of its citations of rows of indicator
    tables and of sentences."""

    regions: frozenset[str]
    records: frozenset[int]
    sentences: frozenset[int]


def statements_of(answer: Answer) -> list[Statement]:
    """The lines of ``answer.text`` in their order, without empty ones, each once."""
    heads = {citation.n: {column_kind(head) for head, _ in citation.cells} for citation in answer.citations}
    tabled = {citation.n for citation in answer.citations if citation.table is not None}
    known = Known(
        frozenset(citation.region for citation in answer.citations),
        frozenset(tabled - {n for n, kinds in heads.items() if Column.PROJECT in kinds}),
        frozenset(heads.keys() - tabled),
    )
    lines = dict.fromkeys(line for line in answer.text.split("\n") if line.strip())
    return [_statement(line, known) for line in lines]


def _statement(line: str, known: Known) -> Statement:
    for name in _HOLDING:
        held = heard(name, line)
        if held:
            within = _statement(held["line"], known)
            return Statement(name, within.body, within.cites, within=within)
    body, cites = without_marks(line)
    for name in _KNOWN:
        fields = heard(name, line)
        if fields is not None and _is_sound(name, fields, known):
            return Statement(name, body, cites, fields)
    return Statement("", body, cites)


def without_marks(line: str) -> tuple[str, tuple[int, ...]]:
    """A line without the plan and the [n] at its end, and the numbers of these."""
    marks = _MARKS.search(line)
    body = line[: marks.start()] if marks else line
    cites = tuple(int(number) for number in _NUMBER.findall(marks[1])) if marks else ()
    return _PLAN.sub("", body), cites


def _is_sound(name: str, fields: dict[str, str], known: Known) -> bool:
    """Whether the variables hold what they are named for: other lines have the words of a message by chance."""
    title, plan = fields.get("title"), fields.get("plan")
    if not all(_NUMBER.fullmatch(fields[number]) for number in ("n", "count") if number in fields):
        return False
    return (
        (name not in ("compare.winner", "compare.changed_most") or _WINNERS.fullmatch(fields["regions"]) is not None)
        and (name != "answer.row" or int(fields["n"]) in known.records)
        and (name != "answer.stated" or (int(fields["n"]) in known.sentences and _is_figure(fields["value"])))
        and (plan is None or _TITLE.fullmatch(plan) is not None)
        and (title is None or "》" not in title or _TITLE.fullmatch(title) is not None)
        and (fields.get("region") is None or fields["region"] in known.regions)
    )


def _is_figure(value: str) -> bool:
    """Whether the words are those of one figure, not the parts of a project (投资：3400万元, 2022年上线), if any."""
    return len(value) <= _FIGURE and "：" not in value and _NUMBER.search(_YEAR.sub("", value)) is not None


def of_kind(statements: Sequence[Statement], *kinds: str) -> list[Statement]:
    """Those of these kinds, in their order."""
    return [statement for statement in statements if statement.kind in kinds]
