"""The things that an answer showed in order, for a follow-up to pick one of them."""

import re
from collections import Counter
from dataclasses import dataclass

from bot.answers.enumerations import clauses_of
from bot.answers.house_tables import name_in
from bot.citing import Citations
from bot.dialogue.state import State, Turn
from bot.library import Library
from bot.models import Answer, Citation
from bot.question import Wanted
from bot.reading.rules import Span
from corpus.language.numerals import number_of
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

# A longer item of an enumeration is a sentence, which no question is asked by.
_LONGEST_NAME = 24
_LED = re.compile(r"[:：]")
_DIVIDED = re.compile(r"、|以及|和(?=[^、]{2,12}$)")
# What stands before the first item (建设胸痛中心、…) and behind the last (…四大中心。).
_VERB = re.compile(r"^.*?(?:建设|建成|包括|开展|实施|推进|设立|打造|形成)")
_TAIL = re.compile(r"(?:等)?(?:[一二三四五六七八九十两\d]+[大个项类种].*|等.*)?[。；;，,]?$")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing shown: its ``text`` as printed, the region, and its citation. ``name``: it can be asked about by it, as
    projects and the members of an enumeration can; sentences cannot."""

    text: str
    region: str
    citation: Citation
    name: bool


def items_in_force(state: State, library: Library) -> tuple[Turn | None, tuple[Item, ...]]:
    """The last turn whose answer showed more than one thing, with these; none where none did."""
    for turn in reversed(state.turns):
        if items := _items(turn, library):
            return turn, items
    return None, ()


def chosen(span: Span, count: int) -> int | None:
    """Which of ``count`` things a span of the n-th means, from 0; None where there are fewer."""
    if not span.part("nth"):
        return count - 1
    number = number_of(span.part("nth"))
    return number - 1 if 0 < number <= count else None


def _items(turn: Turn, library: Library) -> tuple[Item, ...]:
    """What the answer of a turn listed: projects, the items that it lays out, else the members of an enumeration, else the
    sentences that it shows."""
    if turn.query is not None or turn.answer.refused or turn.picked is not None:
        return ()
    cited = _first_of_lines(turn.answer)
    plans = library.store.by_file
    projects: list[Item] = []
    for citation in cited:
        rows = library.store.projects(plans[citation.file].id)[0]
        name = next((row.name for row in rows if row.row.start == citation.start), None)
        projects += [Item(name, citation.region, citation, True)] if name else []
    if len(projects) > 1:
        return tuple(projects)
    if turn.answer.items:
        by_number = {citation.n: citation for citation in turn.answer.citations}
        listed = [by_number[number] for number in turn.answer.items]
        if len(listed) > 1:
            return tuple(_listed(citation) for citation in listed)
    if projects:
        return ()
    lists = Wanted.LIST in turn.question.wanted
    for citation in cited:
        members = _clauses(citation) or (_enumerated(plans[citation.file], citation, library) if lists else ())
        if len(members) > 1:
            return members
    if not lists:
        return ()
    sentences = [Item(citation.quote, citation.region, citation, False) for citation in cited]
    return tuple(sentences) if len(sentences) > 1 else ()


def _listed(citation: Citation) -> Item:
    """An item of a list: an institution by the name in its row, else what is quoted."""
    name = name_in(citation.cells)
    return Item(name or citation.quote, citation.region, citation, bool(name))


def _first_of_lines(answer: Answer) -> list[Citation]:
    """The first citation of each line that shows one thing. A line whose citations all stand in other lines as well sums
    them up; one that cites what another did before shows nothing new."""
    by_number = {citation.n: citation for citation in answer.citations}
    cited = Counter(number for numbers in answer.shown for number in set(numbers))
    single = [numbers for numbers in answer.shown if len(numbers) == 1 or any(cited[number] == 1 for number in numbers)]
    return [by_number[number] for number in dict.fromkeys(numbers[0] for numbers in single)]


def unit_at(citation: Citation, library: Library) -> tuple[StoredPlan, int]:
    """The plan of a citation and the position in its evidence of the unit that begins where the citation does."""
    plan = library.store.by_file[citation.file]
    units = library.store.evidence(plan.id)
    return plan, next((at for at, unit in enumerate(units) if unit.span.start >= citation.start), len(units) - 1)


def _clauses(citation: Citation) -> tuple[Item, ...]:
    """The clauses that one sentence enumerates; a row of a table enumerates none."""
    clauses = () if citation.table else clauses_of(citation.quote)
    return tuple(Item(clause, citation.region, citation, False) for clause in clauses if clause)


def _enumerated(plan: StoredPlan, citation: Citation, library: Library) -> tuple[Item, ...]:
    """The members that a sentence enumerates: 如下：甲…；乙…；丙…, each a clause that goes on to the end of the paragraph,
    or names divided by 、."""
    _, at = unit_at(citation, library)
    units = library.store.evidence(plan.id)
    first = units[at]
    if first.table is not None:
        return ()
    led = _LED.split(first.text, maxsplit=1)
    following = [unit for unit in units[at + 1 :] if unit.table is None and unit.paragraph == first.paragraph]
    if len(led) == 2 and led[1].strip() and first.text.endswith(("；", ";")):
        return tuple(
            _clause(plan, unit, unit.text if n else led[1], library) for n, unit in enumerate((first, *following))
        )
    names = [_TAIL.sub("", _VERB.sub("", name, 1)) for name in _DIVIDED.split(led[-1].split("，")[0])]
    if len(names) < 2 or any(not name or len(name) > _LONGEST_NAME for name in names):
        return ()
    return tuple(Item(name, citation.region, citation, True) for name in names)


def _clause(plan: StoredPlan, unit: Evidence, text: str, library: Library) -> Item:
    citations = Citations(library.store)
    citations.add(plan, unit.span, unit.section, None)
    return Item(text.strip("；;。 "), plan.metadata.region, citations.verified()[0], False)
