"""A claim that the sentence itself states which prints its figures (总投资186.3亿，一共47项，对吧), wherever it stands: no table's sum and no
neighbour of it denies what a document says in so many words."""

from bot.answers.premise import gives_another, prints
from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.form import form_gap, states
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from bot.reading.contrasts import unmet_contrasts
from bot.support import unmet
from corpus.language.text import search_key
from prompts import say
from retrieval.records import PlacedEvidence

# One short figure stands in many sentences of other things.
_FEWEST, _LONG = 2, 3


def _states(question: Question, evidence: PlacedEvidence) -> bool:
    """Whether a sentence that prints all the figures claims them: of several each with its unit, of one in the form asked for."""
    text = f"{evidence.unit.context} {evidence.unit.text}"
    if len(question.quantities) < _FEWEST:
        return form_gap(question, evidence, "") is None
    years = all(str(year) in text for year in question.years)
    printed = all(prints(quantity, evidence.unit.text) for quantity in question.quantities)
    printed = printed and not any(gives_another(question, of, evidence.unit.text) for of in question.quantities)
    return years and printed and not unmet_contrasts(question.plain, text)


def confirmed_in_text(question: Question, library: Library) -> Answer | None:
    """The sentence of the one place asked about that prints each figure that the question claims and holds its nouns; None where
    there is none, or the claim is of one short figure."""
    numbers = [quantity.number for quantity in question.quantities]
    telling = len(numbers) >= _FEWEST or any("." in number or len(number) >= _LONG for number in numbers)
    if not question.checks or not telling or len(question.regions) != 1:
        return None
    nouns = [term for term in question.terms if term.weight == 1]
    for plan in library.plans_of(question.region_names):
        for at, unit in enumerate(library.store.evidence(plan.id)):
            if unit.table is not None or not all(states(number, unit.text) for number in numbers):
                continue
            context = search_key(f"{unit.context} {unit.text}")
            if unmet(nouns, context) or not _states(question, PlacedEvidence(plan, at, unit)):
                continue
            citations = Citations(library.store)
            number = citations.add(plan, unit.span, unit.section, None)
            facts = {"region": plan.metadata.region, "plan": plan_name(plan), "quote": unit.text}
            return finished(question.text, False, None, say("answer.quote", **facts, n=number), citations)
    return None
