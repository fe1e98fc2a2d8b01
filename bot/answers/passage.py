"""Running text: the sentences that account for the question, quoted verbatim, or nothing."""

import re
from dataclasses import replace

from bot.answers.composing import composed_alike
from bot.answers.counting import counting_alike
from bot.answers.dating import dating_alike
from bot.answers.digest import answer_section
from bot.answers.documents import stating_pieces, weighed_in_all
from bot.answers.indicator import answer_indicator
from bot.answers.items import is_heading
from bot.answers.refusal import refuse_unsupported
from bot.answers.wording import plan_name
from bot.asking import numbered_names
from bot.citing import Citations
from bot.gaps import Gap
from bot.library import Library, finished
from bot.models import Answer
from bot.question import IndicatorMention, Kind, Question, Term, Wanted
from bot.reading.rules import spans_in
from bot.support import QUOTED_SHARE, needed_share, unmet
from bot.weighing import LONGEST_TITLE, Weighed, weighed
from corpus.language.text import search_key
from corpus.models import Span
from prompts import say

_MAX_SENTENCES = 3
_UNSAID = (Gap.LIST, Gap.COUNTED, Gap.FIGURE, Gap.DATE, Gap.DOER)
_MARGIN = 0.2
# A row must hold so much of the question to be what it asks for.
_ROW_SHARE = 0.95
# The clauses of a sentence that only a semicolon divides.
_CHAIN = re.compile(r"[^；;]+[；;]?")
# A part of a place: its countryside, some of its towns.
_PART = re.compile(r"农村|山区|牧区|\d个?(?:乡镇|镇|街道|社区)|(?:^|[，；])\d+[家所个](?:公办|民办|公立|民营)")
_TOTAL = re.compile(r"[合总]\s*计")
# What goes on with the years of what was told: 其中2023年…, 2023年…、2024年….
_BEHIND = re.compile(r"(?:其中|分年度(?:看|为)?|分别为?|具体为?)?[，：,:]?(?:20)?\d\d年")
# Of so many things asked for by number, the sentence that counts them is the one that would name them.
_COUNT_MARGIN = 0.05
# How far below the best sentence another may lie and still be shown with it.
_CLOSE = 0.12


def answer_passage(question: Question, library: Library) -> Answer:
    """The best sentences, or the figures of the best table row; a refusal where nothing accounts for enough of the
    question."""
    pieces = [] if question.names_nothing else weighed(question, library)
    pieces = composed_alike(question, dating_alike(question, counting_alike(question, pieces)))
    if question.kind is Kind.WHICH_DOCUMENT:
        found = stating_pieces(question, library, pieces)
        if not found and question.regions and not question.names_nothing:
            found = stating_pieces(question, library, weighed_in_all(question, library))
        return _quoted(question, library, found) if found else refuse_unsupported(question, library, pieces)
    ranked = [piece for piece in pieces if piece.gap is None and piece.share >= _needed(question, piece)]
    if not ranked and (row := _from_row(question, library, pieces)):
        return row
    if not ranked and (told := _year_behind(question, library, pieces)):
        return _quoted(question, library, told)
    if not ranked or _better_without(question, ranked[0], pieces):
        return refuse_unsupported(question, library, pieces)
    ranked = _whole_of_years(question, _of_the_whole_first(question, ranked))
    key = _row_indicator(ranked[0], library)
    # The row of what is asked is shown as its record, with the columns' heads, whatever words stand beside it.
    if key and (not question.indicators or question.indicator_keys == (key,)):
        read = replace(question, indicators=(IndicatorMention(key, frozenset(), False),), terms=())
        answer = answer_indicator(read, library)
        others = [piece for piece in ranked if _row_indicator(piece, library) is None]
        if answer and (not answer.refused or not others):
            return answer
        ranked = others or ranked
    best = ranked[0]
    chosen = [best]
    missing = unmet(question.terms, search_key(best.evidence.unit.text))
    for piece in ranked[1:8]:
        same_plan = piece.evidence.plan.id == best.evidence.plan.id
        adds = len(unmet(missing, search_key(piece.evidence.unit.text))) < len(missing)
        other_region = len(question.regions) > 1 and piece.evidence.plan.id not in {s.evidence.plan.id for s in chosen}
        close = same_plan and (piece.share >= best.share - _CLOSE or adds)
        # One year of several says nothing of the whole.
        part = piece.evidence.unit.is_of_year and not (question.years or _TOTAL.match(piece.evidence.unit.text))
        if len(chosen) < _MAX_SENTENCES and (close or other_region) and not part:
            chosen.append(piece)
    if opening := _opening(question, best, library) or _led_by(question, best, library):
        chosen.insert(1, opening)
    if more := _going_on(best, library, any(span.kind == "why" for span in spans_in(question.plain))):
        chosen.insert(chosen.index(best) + 1, more)
    headings = [(piece.evidence.plan, piece.evidence.unit) for piece in chosen if is_heading(piece.evidence.unit)]
    told = [piece for piece in chosen if not is_heading(piece.evidence.unit)]
    under = answer_section(question, library, headings) if headings and headings[0][1] is best.evidence.unit else None
    return under or _quoted(question, library, told or chosen)


def _of_the_whole_first(question: Question, ranked: list[Weighed]) -> list[Weighed]:
    """``ranked`` with what tells of a part of the place that the question does not name (农村老年人占比, 3个乡镇的占比) behind the
    rest, where a figure is asked for."""
    if Wanted.FIGURE not in question.wanted:
        return ranked
    return sorted(
        ranked, key=lambda piece: any(m[0][-2:] not in question.plain for m in _PART.finditer(piece.evidence.unit.text))
    )


def _whole_of_years(question: Question, ranked: list[Weighed]) -> list[Weighed]:
    """Of the rows of a table by years the one that sums them up, where no year is asked for; else all of ``ranked``."""
    best = ranked[0].evidence
    if question.years or not best.unit.is_of_year:
        return ranked
    own = [
        piece for piece in ranked if piece.evidence.unit.table == best.unit.table and piece.evidence.plan == best.plan
    ]
    total = [piece for piece in own if _TOTAL.match(piece.evidence.unit.text)]
    return total or ranked


def _from_row(question: Question, library: Library, pieces: list[Weighed]) -> Answer | None:
    """The figures of the table row that alone holds all words of the question, where the unit and the years stand in its
    columns; None where there is none, or it has not the figure asked for."""
    keys = {
        _row_indicator(piece, library)
        for piece in pieces
        if piece.gap in (Gap.COUNTED, Gap.UNIT, Gap.FIGURE) and piece.share >= _ROW_SHARE
    } - {None}
    if len(keys) != 1:
        return None
    (key,) = keys
    read = replace(question, indicators=(IndicatorMention(str(key), frozenset(), False),), terms=())
    answer = answer_indicator(read, library)
    return answer if answer and not answer.refused else None


def _opening(question: Question, best: Weighed, library: Library) -> Weighed | None:
    """The short sentence that opens the paragraph of ``best`` and names what that tells of (2.县精神病院扩建。), where it holds a noun
    of the question that ``best`` lacks; None where there is none."""
    evidence = best.evidence
    if evidence.unit.table is not None or not evidence.position:
        return None
    nouns = [term for term in question.terms if term.weight == 1]
    own = f"{' '.join(evidence.unit.section)} {evidence.unit.text}"
    missing = unmet(nouns, search_key(own))
    before = library.store.evidence(evidence.plan.id, evidence.position - 1, evidence.position - 1)
    if not missing or not before or before[0].paragraph != evidence.unit.paragraph or before[0].table is not None:
        return None
    opening = before[0]
    short = len(opening.text) <= LONGEST_TITLE and not is_heading(opening)
    names = short and len(unmet(missing, search_key(opening.text))) < len(missing)
    return replace(best, evidence=replace(evidence, position=evidence.position - 1, unit=opening)) if names else None


def _led_by(question: Question, best: Weighed, library: Library) -> Weighed | None:
    """The sentence of the paragraph that says what the body in ``best`` leads (加强龙门水库水源地保护。（市水利局牵头）), where ``best`` only
    says who; None for others."""
    evidence = best.evidence
    if not evidence.unit.tells_who:
        return None
    nouns = [term for term in question.terms if term.weight == 1]
    own = [
        (len(unmet(nouns, search_key(unit.text))), at)
        for at, unit in enumerate(library.store.evidence(evidence.plan.id)[: evidence.position])
        if unit.paragraph == evidence.unit.paragraph and unit.table is None
    ]
    if not own:
        return None
    _, at = min(own)
    unit = library.store.evidence(evidence.plan.id, at, at)[0]
    return replace(best, evidence=replace(evidence, position=at, unit=unit))


def _going_on(best: Weighed, library: Library, why: bool) -> Weighed | None:
    """The sentence behind one that only names a matter (“五大中心”建设。), in the same paragraph; where a reason is asked for, also
    behind one that names several (三是人才引进难、留不住。)."""
    evidence = best.evidence
    units = library.store.evidence(evidence.plan.id)
    at = evidence.position + 1
    names_only = len(evidence.unit.text) <= LONGEST_TITLE and not any(
        mark in evidence.unit.text for mark in ("，；" if why else "，、；")
    )
    if evidence.unit.table is not None or not names_only or is_heading(evidence.unit) or at >= len(units):
        return None
    same = units[at].paragraph == evidence.unit.paragraph and units[at].table is None
    return replace(best, evidence=replace(evidence, position=at, unit=units[at])) if same else None


def _year_behind(question: Question, library: Library, pieces: list[Weighed]) -> list[Weighed]:
    """A sentence on the matter without the years asked for and the one behind it that gives each year its figure (总投资37.8亿元。
    其中2023年7.2亿元、2024年8.3亿元。); none where there is no such pair."""
    if Wanted.FIGURE not in question.wanted or not question.years:
        return []
    units = "|".join(re.escape(unit) for unit in question.wanted_units if unit) or "."
    for piece in pieces:
        if piece.gap is not Gap.YEAR or piece.evidence.unit.table or piece.share < _needed(question, piece):
            continue
        evidence = piece.evidence
        behind = library.store.evidence(evidence.plan.id, evidence.position + 1, evidence.position + 1)
        if not behind or behind[0].paragraph != evidence.unit.paragraph or behind[0].table is not None:
            continue
        said = behind[0].text
        if _BEHIND.match(said) and all(
            re.search(rf"{year}年[^，。；、\d]{{0,6}}\d[\d.,]*\s*(?:{units})", said) for year in question.years
        ):
            return [piece, replace(piece, evidence=replace(evidence, position=evidence.position + 1, unit=behind[0]))]
    return []


def _needed(question: Question, piece: Weighed) -> float:
    """The share that a piece must hold. One that holds a name of the question word for word, with the number of what it
    names (三大产业), is as good as quoted."""
    names = numbered_names(question.plain) if Wanted.LIST in question.wanted else []
    if any(name.search(piece.evidence.unit.text) for name in names):
        return QUOTED_SHARE
    return needed_share(question)


def _better_without(question: Question, best: Weighed, pieces: list[Weighed]) -> bool:
    """Whether the sentence that the question is about, by a wide margin, does not say what is asked for: then another one
    that has a figure or a list speaks of something else."""
    margin = _COUNT_MARGIN if question.wanted_count > 1 else _MARGIN
    return any(piece.gap in _UNSAID and piece.share > best.share + margin for piece in pieces)


def _row_indicator(piece: Weighed, library: Library) -> str | None:
    """The indicator of a table row; None for sentences, rows of other tables, and rows of years, whose columns are of several."""
    if piece.evidence.unit.is_of_year:
        return None
    return library.store.indicator_of_row(piece.evidence.plan.id, piece.evidence.unit.span.start)


def _quoted(question: Question, library: Library, chosen: list[Weighed]) -> Answer:
    citations = Citations(library.store)
    lines = []
    for piece in chosen:
        unit, plan = piece.evidence.unit, piece.evidence.plan
        number = citations.add(plan, Span(unit.span.start, unit.span.end), unit.section, unit.table)
        region, name = plan.metadata.region, plan_name(plan)
        shown = unit.text if unit.table else _told_part(question, unit.text)
        lines.append(say("answer.quote", region=region, plan=name, quote=shown, n=number))
    return finished(question.text, False, None, "\n".join(lines), citations)


def _told_part(question: Question, text: str) -> str:
    """Of a chain of clauses (；) the one that alone says what the chain says of the question, where a figure, a date or a place
    is asked for; else the whole. The citation quotes the whole."""
    parts = _CHAIN.findall(text)
    if len(parts) < 2 or question.checks or Wanted.LIST in question.wanted or not question.wanted:
        return text
    words = [term.text for term in question.terms if term.weight] + [
        m.words(question.plain) for m in question.indicators
    ]
    terms = [Term(word, 1.0) for word in words]
    missing = len(unmet(terms, search_key(text)))
    telling = [part for part in parts if len(unmet(terms, search_key(part))) == missing]
    figured = [part for part in telling if re.search(r"\d", part)]
    if len(telling) != 1 or len(terms) == missing or (Wanted.FIGURE in question.wanted and not figured):
        return text
    shown = telling[0].rstrip("；;。")
    return say(
        "answer.part",
        before="" if text.startswith(shown) else "……",
        part=shown,
        after="" if text.rstrip("。；;").endswith(shown) else "……",
    )
