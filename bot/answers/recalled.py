"""What was just shown is asked about again: its original words, source, page, attribute, remark, reason; one of its items."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.answers.joining import joined
from bot.answers.wording import in_order, plan_name
from bot.citing import Citations
from bot.dialogue.items import Item, unit_at
from bot.dialogue.state import Turn
from bot.library import Library, finished
from bot.models import Answer, Citation
from bot.question import Question, Wanted
from bot.reading.indicators import indicators_in
from bot.reading.rules import Span as Words
from bot.reading.rules import spans_in
from bot.support import held, unmet
from corpus.catalogue import load_catalogue
from corpus.language.headings import unnumbered
from corpus.language.text import search_key
from corpus.language.unit_groups import SUMS
from corpus.language.units import MEASURED, converted
from corpus.models import Span, Status
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

# An answer of more places is looked up place by place.
_MOST_QUOTED = 5
# What a document says of one item of a list, in sentences.
_MOST_SENTENCES = 3
_REASON = re.compile(
    r"由于|因为|受[^，。；]{2,24}(?:影响|制约|限制)|(?:^|[，。；])因[^，。；]{2,24}|导致|造成|致使|原因|源于|考虑到|鉴于"
    r"|过度|不足[^\d]|薄弱|滞后|短缺|流失|外流"
)
_ASKED_FOR = ("原因", "缘故", "道理")
_CLAUSES = re.compile(r"[，；：]")
_FIGURE = re.compile(r"\d")
_SUM = re.compile(r"\d\s*[万亿千]?元")
# The number of an item is no figure of it.
_MARK = re.compile(r"^\s*(?:\d{1,2}\s*[.．、]|[（(]\d{1,2}[）)])(?!\d)")
# A second statement puts the matter more shortly than the first.
_MOST_OF = 0.6
_MOST_STATEMENTS = 6
# Beds to a thousand people are no statement of the beds.
_PER = re.compile(r"每(?:千|万|百|十万|10万)")


def answer_recalled(span: Words, question: Question, turn: Turn, library: Library) -> Answer | None:
    """What the answer of ``turn`` rests on, as the ``span`` of the follow-up asks for it; a refusal where the document does
    not say; None where nothing was shown."""
    if not turn.answer.citations:
        return None
    shown = [replace(citation, n=n) for n, citation in enumerate(turn.answer.citations[:_MOST_QUOTED], 1)]
    if span.value == "attribute":
        return _attribute(span, question, turn)
    if span.value == "remark":
        return _remark(question, turn)
    if span.value == "reason":
        return _reason(question, turn, library)
    if span.value == "statements":
        return _statements(question, turn, library)
    if span.value == "check":
        return _check(span, question, turn, library)
    lines = [_source(citation) if span.value == "source" else _words(citation) for citation in shown]
    if span.value == "page":
        lines = [_page(citation) for citation in shown]
    return Answer(question.text, False, None, "\n".join(lines), citations=tuple(shown))


def answer_item(item: Item, items: Sequence[Item], question: Question, asked: str, library: Library) -> Answer:
    """What the document says of one of the ``items`` of a list: its sentence and those that go on from it. A refusal where a
    figure is ``asked`` for and none stands there; money where money is."""
    plan, at = unit_at(item.citation, library)
    units = library.store.evidence(plan.id)
    whole = search_key(item.text) in (search_key(units[at].text), search_key(unnumbered(units[at].text)))
    following = _following(units, at, {other.citation.start for other in items}) if whole else []
    citations = Citations(library.store)
    lines = []
    # A project is known by its name; what the document says of it is the row.
    texts = [units[at].text if item.name else item.text, *(unit.text for unit in following)]
    for text, unit in zip(texts, (units[at], *following), strict=True):
        number = citations.add(plan, unit.span, unit.section, unit.table)
        lines.append(say("answer.quote", region=item.region, quote=text, plan=plan_name(plan), n=number))
    money = any((words.kind, words.value) == ("asks", "money") for words in spans_in(question.plain))
    figure = _SUM if money else _FIGURE
    if (money or Wanted.FIGURE in question.wanted) and not any(figure.search(_MARK.sub("", text)) for text in texts):
        lines.insert(0, say("recall.item_silent", item=item.text, what=asked))
        return finished(question.text, True, "not_stated", "\n".join(lines), citations)
    return finished(question.text, False, None, "\n".join(lines), citations)


def answer_against(question: Question, one: Answer, other: Answer) -> Answer:
    """Two answers about things of one list, with their figures in order where each has one of the same unit."""
    both = joined(question.text, [one, other], ["", ""])
    figures = []
    for answer in (one, other):
        found = {match[0]: match for match in MEASURED.finditer(answer.citations[0].quote) if match[2] in SUMS}
        if len(found) != 1:
            return both
        (match,) = found.values()
        amount = converted(match[1], match[2], "万元")
        figures.append((amount or Fraction(0), match[0]))
    listed = in_order(sorted(figures, reverse=True))
    return replace(both, text=f"{both.text}\n{say('compare.order', listed=listed, better='')}")


def prints_sum(answer: Answer) -> bool:
    """Whether what an answer cites prints a sum of money."""
    return any(_SUM.search(citation.quote) for citation in answer.citations)


def prints_ratio(answer: Answer) -> bool:
    """Whether what an answer cites says so many to a thousand people, or the like."""
    return any(_PER.search(citation.quote) for citation in answer.citations)


def _following(units: Sequence[Evidence], at: int, others: set[int]) -> list[Evidence]:
    """The sentences that go on from ``units[at]``: those below it where it is a heading, else the rest of its paragraph; up
    to the next of the ``others``."""
    first = units[at]
    heading = bool(first.section) and search_key(first.text) == search_key(first.section[-1])
    found: list[Evidence] = []
    for unit in units[at + 1 : at + 1 + _MOST_SENTENCES]:
        below = unit.section[: len(first.section)] == first.section and (heading or unit.paragraph == first.paragraph)
        if unit.table is not None or not below or unit.span.start in others:
            break
        found.append(unit)
    return found


def _place(citation: Citation) -> str:
    parts = [citation.section, citation.table or ""]
    return say("recall.place", place=" ".join(part for part in parts if part)) if any(parts) else ""


def _title(citation: Citation) -> str:
    return f"《{citation.title}》{say('answer.draft') if citation.status == Status.DRAFT.value else ''}"


def _words(citation: Citation) -> str:
    return say("recall.words", title=_title(citation), place=_place(citation), quote=citation.quote, n=citation.n)


def _source(citation: Citation) -> str:
    page = say("recall.on_page", page=citation.page) if citation.page else ""
    facts = {"title": _title(citation), "place": _place(citation), "file": citation.file}
    return say("recall.source", **facts, page=page, quote=citation.quote, n=citation.n)


def _page(citation: Citation) -> str:
    facts = {"title": _title(citation), "place": _place(citation), "quote": citation.quote, "n": citation.n}
    return say("recall.page", **facts, page=citation.page) if citation.page else say("recall.no_page", **facts)


def _attribute(span: Words, question: Question, turn: Turn) -> Answer:
    """Whether an indicator is binding. A premise that the table denies is a refusal, which says what it is."""
    lines, denied = [], []
    asked = span.part("attribute")
    own = list({(fact.region, fact.printed_name): fact for fact in turn.answer.facts}.values())
    for fact in (fact for fact in own if fact.attribute):
        same = asked in fact.attribute if asked and "还是" not in question.plain else None
        name = "recall.attribute" if same is None else "recall.attribute_is" if same else "recall.attribute_is_not"
        facts = {"region": fact.region, "name": fact.printed_name, "asked": asked, "n": fact.citation}
        lines.append(say(name, **facts, attribute=fact.attribute))
        denied.append(same is False)
    if not lines:
        return _silent(question, turn, say("recall.attribute_name"))
    refused = all(denied)
    reason = "false_premise" if refused else None
    return Answer(question.text, refused, reason, "\n".join(lines), citations=turn.answer.citations)


def gives_reason(question: Question, answer: Answer) -> bool:
    """Whether what an answer cites gives a reason or names a shortfall, or says of the matter all that the question says and
    something more in the same sentence."""
    if any(_REASON.search(citation.quote) for citation in answer.citations):
        return True
    said = [term for term in question.terms if term.weight and term.text not in _ASKED_FOR]
    return any(
        not unmet(said, search_key(f"{citation.section} {citation.quote}")) and len(_CLAUSES.split(citation.quote)) > 2
        for citation in answer.citations
    )


def without_reason(question: Question, turn: Turn) -> Answer:
    """The refusal to give a reason, with what was found beside."""
    return _silent(question, turn, say("recall.reason_name"))


def _remark(question: Question, turn: Turn) -> Answer:
    own = {(fact.region, fact.printed_name): fact for fact in turn.answer.facts if fact.remark}
    lines = [
        say("recall.remark", region=fact.region, name=fact.printed_name, remark=fact.remark, n=fact.citation)
        for fact in own.values()
    ]
    if not lines:
        return _silent(question, turn, say("recall.remark_name"))
    return Answer(question.text, False, None, "\n".join(lines), citations=turn.answer.citations)


def _silent(question: Question, turn: Turn, what: str) -> Answer:
    """The document does not say it; what was shown stands beside."""
    plans = "、".join(dict.fromkeys(_title(citation) for citation in turn.answer.citations))
    first = turn.answer.text.split("\n")[0]
    text = f"{say('recall.silent', plans=plans, what=what)}\n{say('recall.shown', line=first)}"
    return Answer(question.text, True, "not_stated", text, citations=turn.answer.citations)


def _reason(question: Question, turn: Turn, library: Library) -> Answer:
    """The sentences about the same matter that give a reason or name a shortfall; a refusal where there is none."""
    citations = Citations(library.store)
    lines = []
    for plan in library.plans_to_read(turn.words, list(turn.regions)):
        for unit in library.store.evidence(plan.id):
            if unit.table is None and _REASON.search(unit.text) and _speaks_of(turn, unit.text):
                number = citations.add(plan, unit.span, unit.section, None)
                region = plan.metadata.region
                lines.append(say("answer.quote", region=region, quote=unit.text, plan=plan_name(plan), n=number))
    if not lines:
        return _silent(question, turn, say("recall.reason_name"))
    text = "\n".join([say("recall.reason"), *lines[:_MOST_SENTENCES]])
    cited = citations.verified()[:_MOST_SENTENCES]
    return Answer(question.text, False, None, text, citations=cited)


def _speaks_of(turn: Turn, text: str, least: float = 1.0) -> bool:
    """Whether a sentence names all that the question of ``turn`` is about, or the share ``least`` of its nouns."""
    key = search_key(text)
    nouns = [term.text for term in turn.question.terms if term.weight == 1 and len(term.text) > 1]
    for mention in turn.question.indicators:
        entry = load_catalogue().get(mention.key)
        names = (mention.key, *(entry.names if entry else ()), mention.words(turn.question.plain))
        if max(held(name, key) for name in names) < 1:
            return False
        own = {other.key for other in indicators_in(text, ())}
        if own and entry and mention.key not in own:
            return False  # 中医床位 are no statement of the beds
    named = sum(held(noun, key) == 1 for noun in nouns)
    return bool(nouns or turn.question.indicators) and named >= least * len(nouns)


def _check(span: Words, question: Question, turn: Turn, library: Library) -> Answer:
    """不是说6.21吗: what was shown beside every place that states that figure of the same matter; a refusal where none does."""
    number = span.part("number")
    citations = Citations(library.store)
    plans = {plan.id: plan for plan in library.plans_to_read(turn.words, list(turn.regions))}
    for citation in turn.answer.citations:
        plan = library.store.by_file[citation.file]
        citations.add(plan, Span(citation.start, citation.end), tuple(citation.section.split(" > ")), citation.table)
    lines = list(_stating(number, plans, turn, library, citations))
    shown = turn.answer.text.split("\n")[: max(1, len(turn.answer.citations))]
    if not lines:
        text = say("recall.no_such_figure", figure=number)
        return finished(question.text, True, "false_premise", "\n".join([text, *shown]), citations)
    text = "\n".join([say("recall.both", figure=number), *shown, *lines])
    return finished(question.text, False, None, text, citations)


def _statements(question: Question, turn: Turn, library: Library) -> Answer:
    """Every table row and sentence that states the figure which was shown, wherever the document writes of it."""
    citations = Citations(library.store)
    lines: list[str] = []
    per = _PER.search(f"{turn.words}{turn.answer.text}") is not None
    unit = next((match[2] for c in turn.answer.citations for match in MEASURED.finditer(c.quote)), "")
    units = {unit for unit in turn.question.wanted_units if unit} or {unit}
    if turn.question.projects and "investment" in turn.question.projects.parts:
        units = set(SUMS)
    for plan in library.plans_to_read(turn.words, list(turn.regions)):
        for piece in library.store.evidence(plan.id):
            around = f"{piece.text} {piece.context if piece.table else ''}"
            measured = any(match[2] in units or units == {""} for match in MEASURED.finditer(piece.text))
            same = bool(_PER.search(piece.text)) is per
            if not (measured or piece.table) or not same or not _speaks_of(turn, around, _MOST_OF):
                continue
            n = citations.add(plan, piece.span, piece.section, piece.table)
            lines.append(say("answer.quote", region=plan.metadata.region, quote=piece.text, plan=plan_name(plan), n=n))
    if not lines:
        return _silent(question, turn, say("recall.statements_name"))
    head = say("recall.statements", count=len(lines))
    return finished(question.text, False, None, "\n".join([head, *lines[:_MOST_STATEMENTS]]), citations)


def _stating(
    number: str, plans: dict[int, StoredPlan], turn: Turn, library: Library, citations: Citations
) -> Sequence[str]:
    bare = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)")
    lines = []
    for plan in plans.values():
        for unit in library.store.evidence(plan.id):
            if bare.search(unit.text) and _speaks_of(turn, f"{unit.text} {unit.context if unit.table else ''}"):
                n = citations.add(plan, unit.span, unit.section, unit.table)
                region = plan.metadata.region
                lines.append(say("answer.quote", region=region, quote=unit.text, plan=plan_name(plan), n=n))
    return lines[:_MOST_SENTENCES]
