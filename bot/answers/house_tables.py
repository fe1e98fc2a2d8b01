"""Tables that list institutions (主要养老机构一览): which there are, with the column asked for; those of one kind by a cell (民办的); the
first by a column (床位最多的是哪家, 建得最早的)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from bot.reading.contrasts import demanded
from bot.reading.rules import spans_in
from corpus.language.numerals import exact
from corpus.language.text import search_key
from corpus.language.values import read_value
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

# What such a table lists, and the head of the column of their names.
_HOUSES = re.compile(r"(?:机构|医院|卫生院|学校|小学|中学|幼儿园|敬老院|养老院|福利院|企业|园区)$")
_NAMES = re.compile(r"名称$|^(?:机构|医院|学校|单位|企业|园区|幼儿园|养老院)$")
_WHICH = re.compile(r"哪(?:几|些|一)?[家所]|哪几?个(?!乡|镇|村|街|部|单|县|市|区|局|地)|哪些|名单|都有(?:啥|谁)|有啥")
_EARLIEST, _LATEST = re.compile(r"最早|最老|最先"), re.compile(r"最晚|最新|最近")
# 建成年份, 床位（张）: the head without its unit and what only says where or when.
_BARE_HEAD = re.compile(r"[（(][^）)]*[）)]|20\d\d年|所在|年份|现状|规划|其中")
_BESIDE_TITLE = re.compile(r"^表\s*\d+[-.\d]*\s*|[（(][^）)]*[）)]")
# What people ask for, and the heads that answer it.
_SAID = (("床位", re.compile("床")), ("入住", re.compile("住")), ("年", re.compile("哪年|哪一年|几几年|建得|建成")))
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its evidence, the name that it begins with, and its other cells by their heads."""

    unit: Evidence
    name: str
    cells: tuple[tuple[str, str], ...]


def answer_house_table(question: Question, library: Library) -> Answer | None:
    """The institutions that the tables of the one place asked about list; None where nothing of the kind is asked, no table
    lists them, or its columns do not tell what is asked."""
    if len(question.regions) != 1 or question.checks or question.indicators or not _WHICH.search(question.plain):
        return None
    nouns = [term.text for term in question.terms if term.weight == 1 and _HOUSES.search(term.text)]
    if not nouns:
        return None
    for plan in library.plans_of(question.region_names):
        for table, rows in _tables(plan, library):
            if search_key(nouns[-1]) in search_key(table):
                return _told(question, library, plan, table, rows)
    return None


def lists_houses(answer: Answer) -> str:
    """The title of the table whose institutions ``answer`` lists; "" where it lists none."""
    if len(answer.items) < _FEWEST or answer.refused:
        return ""
    tables = {citation.table for citation in answer.citations if citation.n in answer.items}
    named = all(name_in(citation.cells) for citation in answer.citations if citation.n in answer.items)
    return (tables.pop() or "") if len(tables) == 1 and named else ""


def bare_title(table: str) -> str:
    """The title of a table without its number and what it says in brackets."""
    return _BESIDE_TITLE.sub("", table)


def name_in(cells: Sequence[tuple[str, str]]) -> str:
    """The name of the institution of a row with these cells; "" where it is a row of something else."""
    return next((text for head, text in cells[:2] if _NAMES.search(head)), "")


def _tables(plan: StoredPlan, library: Library) -> Iterator[tuple[str, list[_Row]]]:
    """The tables of a plan that list institutions, with their titles."""
    units = (unit for unit in library.store.evidence(plan.id) if unit.table)
    for table, run in groupby(units, key=lambda unit: unit.table or ""):
        rows = []
        for unit in run:
            cells = library.store.cells(plan.id, unit.span)
            name = name_in(cells)
            if name:
                rows.append(_Row(unit, name, tuple((head, text) for head, text in cells if text != name)))
        if len(rows) >= _FEWEST:
            yield table, rows


def _told(question: Question, library: Library, plan: StoredPlan, table: str, rows: list[_Row]) -> Answer | None:
    kinds = [one for one in demanded(question.plain) if one.contrast == "ownership"]
    kept = [row for row in rows if all(one.same.search(" ".join(text for _, text in row.cells)) for one in kinds)]
    if kinds and not kept:
        return None
    head = _head_asked(question, rows)
    extreme = next((span.value for span in spans_in(question.plain) if span.kind == "extreme"), "")
    earliest, latest = _EARLIEST.search(question.plain), _LATEST.search(question.plain)
    if extreme or earliest or latest:
        first = _first(kept, head, least=bool(earliest) or extreme == "lowest") if head else []
        if not first:
            return None
        kept = first
    citations = Citations(library.store)
    lines, listed = [], []
    for row in kept:
        number = citations.add(plan, row.unit.span, row.unit.section, row.unit.table)
        shown = next((say("list.cell", head=h, text=text) for h, text in row.cells if h == head), "")
        lines.append(say("list.item", item=f"{row.name}{shown}", n=number))
        listed.append(number)
    title = say("list.head", region=plan.metadata.region, heading=table, count=len(kept), plan=plan_name(plan))
    text = "\n".join([title, *lines])
    return finished(question.text, False, None, text, citations, items=tuple(listed))


def _head_asked(question: Question, rows: list[_Row]) -> str:
    """The head of the column that the question asks of, the longest whose words it says; "" where it asks of none."""
    heads = dict.fromkeys(head for row in rows for head, _ in row.cells)
    key = search_key(question.plain)
    said = [head for head in heads if len(bare := search_key(_BARE_HEAD.sub("", head))) > 1 and bare in key]
    if said:
        return max(said, key=lambda head: len(_BARE_HEAD.sub("", head)))
    meant = [head for word, asked in _SAID if asked.search(question.plain) for head in heads if word in head]
    return min(meant, key=lambda head: len(_BARE_HEAD.sub("", head)), default="")


def _first(rows: list[_Row], head: str, least: bool) -> list[_Row]:
    """The rows with the greatest (``least``: smallest) figure under ``head``."""
    read = [(exact(f"{number}"), row) for row in rows if (number := read_value(dict(row.cells).get(head, "")).number)]
    best = (min if least else max)((number for number, _ in read), default=None)
    return [row for number, row in read if number == best]
