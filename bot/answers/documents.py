"""Which of the documents states something: in a sentence, in the columns of its tables, as an indicator of a kind; and which
of them does not."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.records import rows_of, values_of
from bot.answers.wording import cite_row, fact_of, plan_name, row_line
from bot.asking import number_ways
from bot.citing import Citations
from bot.form import states
from bot.gaps import Gap
from bot.library import MOST_READ, Library, finished
from bot.models import Answer
from bot.question import Question, Term
from bot.reading.rules import spans_in
from bot.support import held, needed_share, unmet
from bot.weighing import Weighed, weighed
from corpus.language.places import stem
from corpus.language.text import bigrams, search_key
from corpus.language.unit_groups import unit_ways
from corpus.models import Role
from prompts import say

# A document states something only where nearly all words of it stand there: its neighbours say nearly the same.
_DOCUMENT_SHARE = 0.75
_CLOSE = 0.25
# Words together make a name from so many characters on.
_SHORTEST_NAME = 4
# The weight of a verb, which may be part of what is named (医养结合).
_NAMES = 0.4
_MARKED = re.compile(r"(?P<attribute>约束性|预期性)")
_LACKS = re.compile(r"(?:没有?|不|未|缺)(?:带|有|列|含|分|设)?[^，。？?]{0,4}?\d{2,4}年")
_TAIL = re.compile(r"^(?:到|过|及|有关|关于)+|的?(?:内容|要求|事情?|这[个项件]?事?|方面)?[的了呀啊吗呢吧]*$")
_STAGE = re.compile(r"阶段|中期|近期|分年度|分年")


def answer_documents(question: Question, library: Library) -> Answer | None:
    """Which documents have a column, mark an indicator so, or are silent; None where none of that is asked."""
    kinds = {span.kind for span in spans_in(question.plain)}
    if "columns" in kinds and question.years and not question.indicators:
        return _with_columns(question, library)
    if question.indicators and _MARKED.search(question.plain) and "marks" in kinds:
        return _marked(question, library)
    silent = "absent" in kinds and not question.operation.extremes
    if silent and question.indicators:
        return _without_indicator(question, library)
    of_all = not question.regions or set(question.region_names) == library.loaded.regions.keys()
    return _silent(question, library) if silent and of_all and not question.indicators else None


def _with_columns(question: Question, library: Library) -> Answer | None:
    """The documents whose tables of indicators have a column of each year asked for."""
    citations = Citations(library.store)
    lines: list[str] = []
    others: list[str] = []
    for plan in library.plans_of(question.region_names):
        values = [value for _, value in library.store.values_of_plan(plan.id)]
        columns = [v for v in values if v.column_year in question.years and v.scope == plan.metadata.region]
        if _STAGE.search(question.plain):
            columns = [value for value in columns if value.role is Role.INTERIM_TARGET]
        if not columns or not set(question.years) <= {value.column_year for value in columns}:
            others.append(plan.metadata.region)
            continue
        labels = "、".join(dict.fromkeys(re.sub(r"\s", "", value.column) for value in columns))
        number = cite_row(citations, plan, [columns[0]])
        region = plan.metadata.region
        lines.append(say("documents.column", region=region, plan=plan_name(plan), column=labels, n=number))
    if _LACKS.search(question.plain) and others and lines:
        # Which of them lack it is asked: those come first.
        lines.insert(0, say("documents.others", regions="、".join(others)))
        return finished(question.text, False, None, "\n".join(lines), citations)
    if not lines:
        years = "、".join(say("answer.in_year", year=year) for year in question.years)
        return Answer(question.text, True, "not_stated", say("documents.no_column", years=years))
    if others:
        lines.append(say("documents.others", regions="、".join(others)))
    return finished(question.text, False, None, "\n".join(lines), citations)


def _marked(question: Question, library: Library) -> Answer | None:
    """The documents that mark the indicator 约束性 or 预期性, as asked; the others are named with their own mark."""
    match = _MARKED.search(question.plain)
    found = [
        (plan, value)
        for plan, value in values_of(question, library, library.plans_of(question.region_names))
        if value.scope == plan.metadata.region and value.attribute
    ]
    if match is None or not found:
        return None
    citations = Citations(library.store)
    own = [(plan, value) for plan, value in found if match["attribute"] in value.attribute]
    others = [(plan, value) for plan, value in found if match["attribute"] not in value.attribute]
    lines, facts = [], []
    for plan, row in rows_of(own):
        number = cite_row(citations, plan, row)
        lines.append(row_line(plan, row, number))
        facts += [fact_of(plan, value, number) for value in row]
    named = "、".join(dict.fromkeys(f"{plan.metadata.region}（{value.attribute}）" for plan, value in others))
    if not own:
        text = say("documents.none_marked", attribute=match["attribute"], regions=named)
        near = [
            say("refusal.nearest", line=row_line(p, row, cite_row(citations, p, row))) for p, row in rows_of(others)
        ]
        return finished(question.text, True, "not_stated", "\n".join([text, *near[:3]]), citations)
    if others:
        lines.append(say("documents.otherwise", attribute=match["attribute"], regions=named))
    keys = tuple(question.indicator_keys)
    return finished(question.text, False, None, "\n".join(lines), citations, facts=tuple(facts), indicators=keys)


def _without_indicator(question: Question, library: Library) -> Answer | None:
    """The documents that do not state the indicator, before the rows of those that do; None where none does."""
    plans = library.plans_of(question.region_names)
    found = [
        (plan, v) for plan, v in values_of(question, library, plans) if v.scope == plan.metadata.region and v.stated
    ]
    stating = {plan.id for plan, _ in found}
    if not found:
        return None
    citations = Citations(library.store)
    name = found[0][1].printed_name
    lacking = "、".join(f"{plan.metadata.region}{plan_name(plan)}" for plan in plans if plan.id not in stating)
    head = say("documents.no_row", what=name, plans=lacking) if lacking else say("documents.every_row", what=name)
    lines, facts = [head], []
    for plan, row in rows_of(found):
        number = cite_row(citations, plan, row)
        lines.append(row_line(plan, row, number))
        facts += [fact_of(plan, value, number) for value in row]
    keys = tuple(question.indicator_keys)
    return finished(question.text, False, None, "\n".join(lines), citations, facts=tuple(facts), indicators=keys)


def _silent(question: Question, library: Library) -> Answer | None:
    """The documents that say nothing of a matter, and what each of the others says of it. None where no matter is named, or
    only a part of its words stands somewhere."""
    terms = [term for term in question.terms if term.weight >= _NAMES and len(term.text) > 1]
    words = list(dict.fromkeys([*question.quoted, *(term.text for term in terms)]))
    if not any(term.weight == 1 for term in terms) and not question.quoted:
        return None
    what = "、".join(question.quoted) or _named(question, terms)
    citations = Citations(library.store)
    lines: list[str] = []
    silent: list[str] = []
    speaking = _speaking(library, what, words)
    for plan in library.store.plans:
        units = library.store.evidence(plan.id) if speaking is None or plan.id in speaking else ()
        literal = (unit for unit in units if search_key(what) in search_key(unit.text))
        in_words = (unit for unit in units if all(held(word, search_key(unit.text)) == 1 for word in words))
        told = next(literal, None) or next(in_words, None)
        if told is None:
            silent.append(f"{plan.metadata.region}{plan_name(plan)}")
            continue
        number = citations.add(plan, told.span, told.section, told.table)
        region = plan.metadata.region
        lines.append(say("answer.quote", region=region, plan=plan_name(plan), quote=told.text, n=number))
    if not lines:
        text = say("documents.all_silent", what=what, plans="、".join(silent))
        return Answer(question.text, True, "unsupported", text)
    head = (
        say("documents.silent", what=what, plans="、".join(silent))
        if silent
        else say("documents.none_silent", what=what)
    )
    return finished(question.text, False, None, "\n".join([head, *lines]), citations)


def _speaking(library: Library, what: str, words: Sequence[str]) -> set[int] | None:
    """The ids of the plans that may say ``what`` or all of the ``words``, as they stand, by the index of words; None where so
    few are loaded that each is read for itself."""
    if len(library.store.plans) <= MOST_READ:
        return None
    each = (bigrams(search_key(what)), [gram for word in words for gram in bigrams(search_key(word))])
    return {plan for grams in each for plan, _, _ in library.chunks_with(grams)}


def _named(question: Question, terms: Sequence[Term]) -> str:
    """The matter as the question names it: what stands behind the words that ask who is silent, else its terms."""
    span = next(span for span in spans_in(question.plain) if span.kind == "absent")
    behind = _TAIL.sub("", re.split(r"[，,。；;？?！!]", question.plain[span.end :])[0])
    return behind if terms[0].text in behind else question.plain[terms[0].start : max(term.end for term in terms)]


def stating_pieces(question: Question, library: Library, pieces: list[Weighed]) -> list[Weighed]:
    """Of the evidence weighed for a question which document states something, what states it: the best sentence of each
    document, with those beside it that say the rest."""
    fitting = [
        piece for piece in pieces if piece.gap is None or (piece.gap is Gap.NUMBER and _spelled(question, piece))
    ]
    if any(run in search_key(piece.evidence.unit.text) for piece in fitting for run in _runs(question)):
        # Where 无废城市 stands as one name, what has 城市 alone says something else.
        words = [term for term in question.terms if term.weight == 1]
        fitting = [piece for piece in fitting if not unmet(words, search_key(piece.evidence.unit.text))] or fitting
    best = max((piece.share for piece in fitting), default=0.0)
    # What is quoted stands there verbatim.
    floor = needed_share(question) if question.quoted else max(_DOCUMENT_SHARE, best - _CLOSE)
    chosen: dict[int, Weighed] = {}
    # Of two sentences as good, the one that says it in the same words.
    for piece in sorted(fitting, key=lambda piece: (-piece.share, -_literally(question, piece))):
        if piece.share >= floor:
            chosen.setdefault(piece.evidence.plan.id, piece)
    found: list[Weighed] = []
    for piece in sorted(chosen.values(), key=lambda piece: (-piece.share, piece.evidence.plan.id)):
        found += sorted((piece, *_beside(question, library, piece)), key=lambda part: part.evidence.position)
    return found


def _runs(question: Question) -> list[str]:
    """The words of the question that stand together, as the search keys of one name each (无废|城市)."""
    runs: list[tuple[int, str]] = []
    for term in sorted(question.terms, key=lambda term: term.start):
        if runs and runs[-1][0] == term.start:
            runs[-1] = (term.end, runs[-1][1] + term.text)
        else:
            runs.append((term.end, term.text))
    return [search_key(text) for _, text in runs if len(text) >= _SHORTEST_NAME]


def _literally(question: Question, piece: Weighed) -> int:
    key = search_key(piece.evidence.unit.text)
    return sum(len(term.text) for term in question.terms if search_key(term.text) in key)


def _spelled(question: Question, piece: Weighed) -> bool:
    """Whether all figures of the question stand there, in words perhaps (三个 for 3家)."""
    text = piece.evidence.unit.text
    return all(
        states(quantity.number, text)
        or (
            quantity.unit
            and quantity.number.isdigit()
            and re.search(
                rf"(?<![第十\d])(?:{number_ways(quantity.number)})\s*(?:{'|'.join(unit_ways(quantity.unit))})", text
            )
        )
        for quantity in question.quantities
    )


def of_all_documents(question: Question) -> Question:
    """``question`` put to all documents: what it names is no document of its own then but what one of them speaks of."""
    named = [Term(stem(region), 1.0) for region in question.region_names]
    return replace(question, regions=(), terms=(*named, *question.terms))


def weighed_in_all(question: Question, library: Library) -> list[Weighed]:
    """The evidence of all documents that names the places of the question."""
    names = [stem(region) for region in question.region_names]
    found = weighed(of_all_documents(question), library)
    return [piece for piece in found if all(name in piece.evidence.unit.text for name in names)]


def _beside(question: Question, library: Library, piece: Weighed) -> list[Weighed]:
    """The sentence before or behind ``piece`` that says what of the question it leaves out: a claim over two sentences is
    proved by both."""
    found: list[Weighed] = []
    plan, position = piece.evidence.plan.id, piece.evidence.position
    said = piece.evidence.unit.text
    for at in (position - 1, position + 1):
        if not 0 <= at <= library.store.last(plan):
            continue
        (unit,) = library.store.evidence(plan, at, at)
        if unit.section != piece.evidence.unit.section or unit.table:
            continue
        if _said(question, said) < _said(question, f"{said} {unit.text}"):
            said = f"{said} {unit.text}"
            found.append(replace(piece, evidence=replace(piece.evidence, position=at, unit=unit)))
    return found


def _said(question: Question, text: str) -> int:
    """How many of the question's years, figures and nouns ``text`` holds."""
    nouns = [term for term in question.terms if term.weight == 1]
    figures = [*map(str, question.years), *(quantity.number for quantity in question.quantities)]
    return sum(states(figure, text) for figure in figures) + len(nouns) - len(unmet(nouns, search_key(text)))
