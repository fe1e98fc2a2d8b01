"""The refusal of what no passage supports: which part of the question nothing meets, and what lies nearest to it."""

from bot.answers.premise import states_other
from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.figures_said import CLAUSE_END
from bot.gaps import Gap
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question, Term
from bot.reading.contrasts import demanded
from bot.reading.years import stated_years
from bot.support import needed_share, unmet
from bot.weighing import Weighed
from corpus.language.text import search_key
from prompts import say

# Evidence that holds less of the question than this has another subject, and is not worth a look.
_NEAR = 0.5


def refuse_unsupported(question: Question, library: Library, pieces: list[Weighed]) -> Answer:
    """A refusal that names the unmet part of ``question``, the plans searched, and the nearest of the ``pieces`` of
    evidence where one is close, marked as no answer."""
    denying = [piece for piece in pieces if _denies(question, piece)]
    nearest = max(denying or pieces, key=lambda piece: piece.share, default=None)
    if nearest and (nearest.share < _NEAR or not _same_matter(question, nearest)):
        nearest = None
    searched = "、".join(question.region_names) or say("refusal.all_plans")
    missing = _missing(question, nearest)
    denied = nearest in denying
    if denied:
        lines = [say("refusal.denied")]
    elif missing or nearest is None:
        absent = [word for word in missing if not library.is_named(word, tuple(question.region_names))]
        # A word that stands there is never said to be missing.
        name = "refusal.unsupported" if absent or not missing else "refusal.apart"
        lines = [say(name, missing="、".join(absent or missing) or question.plain, searched=searched)]
    else:
        gap = nearest.gap or Gap.FIGURE
        what = say(f"gap.{gap.value}", head=question.head or question.plain)
        lines = [say("refusal.form", searched=searched, what=what)]
    citations = Citations(library.store)
    if nearest:
        unit, plan = nearest.evidence.unit, nearest.evidence.plan
        number = citations.add(plan, unit.span, unit.section, unit.table)
        quote = say("answer.quote", region=plan.metadata.region, plan=plan_name(plan), quote=unit.text, n=number)
        lines.append(quote if denied else say("refusal.near_passage", line=quote))
    return finished(question.text, True, "false_premise" if denied else "unsupported", "\n".join(lines), citations)


def _denies(question: Question, piece: Weighed) -> bool:
    """Whether a passage that the question is about says otherwise than the question claims: another figure of the same thing,
    another year, or that what should be so already is planned."""
    if piece.share < needed_share(question):
        return False
    if piece.gap is Gap.ASPECT:
        return True
    text = piece.evidence.unit.text
    if piece.gap is Gap.CONTRAST:
        unmet_ones = [demand for demand in demanded(question.plain) if not demand.met_by(text, "")]
        # A word that only stands nowhere (P3) is denied by nothing.
        return question.asks_whether and bool(unmet_ones) and all(demand.denied_by(text) for demand in unmet_ones)
    return question.checks and (
        (piece.gap is Gap.YEAR and _dates_matter(question, text))
        or (piece.gap is Gap.NUMBER and any(states_other(question, quantity, text) for quantity in question.quantities))
    )


def _dates_matter(question: Question, text: str) -> bool:
    """Whether a clause of ``text`` names a year, from the first on that names what the question does (县医院于2019年通过评审，市中医院为二级甲等
    gives the latter none)."""
    nouns = [term.text for term in question.terms if term.weight == 1 and len(term.text) > 1]
    clauses = CLAUSE_END.split(text)
    first = next((at for at, clause in enumerate(clauses) if any(noun in clause for noun in nouns)), 0)
    return any(stated_years(clause) for clause in clauses[first:])


def _same_matter(question: Question, piece: Weighed) -> bool:
    """Whether a piece holds a word of the question, or what it quotes; a character alone stands in many words."""
    terms = [*question.terms, *(Term(quoted, 1.0) for quoted in question.quoted)]
    words = [term for term in terms if len(term.text) > 1]
    return bool(question.indicators) or len(unmet(words, search_key(piece.evidence.unit.text))) < len(words)


def _missing(question: Question, nearest: Weighed | None) -> list[str]:
    """The quotations and content words that the nearest evidence does not hold; all of them where there is none."""
    terms = [*(Term(quoted, 1.0) for quoted in question.quoted), *question.terms]
    if nearest:
        unit = nearest.evidence.unit
        terms = unmet(terms, search_key(f"{unit.text} {unit.context} {nearest.evidence.plan.metadata.title}"))
    nouns = [term.text for term in terms if term.weight == 1] or [term.text for term in terms]
    return [word for word in nouns if not any(word != other and word in other for other in nouns)]
