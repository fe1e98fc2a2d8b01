"""An indicator over many places: the best and the worst few, how many there are and the median. Who names a place gets its
own."""

from statistics import median

from bot.answers.comparison import compared, ranking, written
from bot.answers.misprints import in_usual_units
from bot.answers.records import Found, rows_of
from bot.answers.wording import cite_row, fact_of, row_line
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer, Fact
from bot.question import Question
from corpus.catalogue import load_catalogue
from prompts import say

# The rows of so many places are read in a chat.
MOST_PLACES = 20
# Of more, so many from either end.
_FEW = 5


def answer_many(question: Question, library: Library, stated: list[Found]) -> Answer | None:
    """What many places state of the question's indicators; None where they are few."""
    if len({plan.id for plan, _ in stated}) <= MOST_PLACES:
        return None
    citations = Citations(library.store)
    lines: list[str] = []
    facts: list[Fact] = []

    def show(found: list[Found], regions: list[str]) -> None:
        for region in regions:
            for plan, row in rows_of([(plan, value) for plan, value in found if value.scope == region]):
                number = cite_row(citations, plan, row)
                lines.append(row_line(plan, row, number))
                facts.extend(fact_of(plan, value, number) for value in row)

    level, _ = in_usual_units(stated, library)
    for key in dict.fromkeys(value.indicator for _, value in stated):
        own = [(plan, value) for plan, value in stated if value.indicator == key]
        places = list(dict.fromkeys(value.scope for _, value in own))
        entry = load_catalogue().get(key)
        name = entry.name if entry else own[0][1].printed_name
        down = ranking([(plan, value) for plan, value in level if value.indicator == key])
        if len(down) <= 2 * _FEW:
            lines.append(say("many.unranked", name=name, count=len(places)))
            show(own, places[: 2 * _FEW])
        else:
            middle = f"{written(median(item.number for item in down))}{down[0].value.unit}"
            lines.append(say("many.ranked", name=name, count=len(down), median=middle))
            lines.append(say("many.highest", count=_FEW))
            show(own, [item.region for item in down[:_FEW]])
            lines.append(say("many.lowest", count=_FEW))
            show(own, [item.region for item in down[-_FEW:]])
        lines.append(say("many.rest", count=len(places) - 2 * _FEW))
    comparison = compared(question, level)
    text = "\n".join([*lines, *comparison.lines])
    keys = tuple(question.indicator_keys)
    more = {"facts": tuple(facts), "indicators": keys, "places": comparison.places, "winners": comparison.winners}
    return finished(question.text, False, None, text, citations, **more)
