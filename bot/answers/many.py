"""An indicator over many places: the best and the worst few, how many there are and the median; page by page the others. Who
names a place gets its own."""

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
    shown: list[str] = []

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
            lines.append(say("many.rest", count=len(places) - 2 * _FEW))
            continue
        middle = f"{written(median(item.number for item in down))}{down[0].value.unit}"
        lines.append(say("many.ranked", name=name, count=len(down), median=middle))
        if ranks := question.operation.ranks:
            first = min(max(1, ranks[0]), len(down))
            last = max(first, min(ranks[1], first + MOST_PLACES - 1, len(down)))
            lines.append(say("many.page", first=first, last=last))
            page = [item.region for item in down[first - 1 : last]]
            show(own, page)
            shown += page
        else:
            lines.append(say("many.highest", count=_FEW))
            show(own, [item.region for item in down[:_FEW]])
            lines.append(say("many.lowest", count=_FEW))
            show(own, [item.region for item in down[-_FEW:]])
            last = _FEW
        lines += _others(question, library, name, last, len(down) - (0 if ranks else _FEW))
    keys = tuple(question.indicator_keys)
    if question.operation.ranks:
        more = {"facts": tuple(facts), "indicators": keys, "places": tuple(shown)}
        return finished(question.text, False, None, "\n".join(lines), citations, **more)
    comparison = compared(question, level)
    text = "\n".join([*lines, *comparison.lines])
    more = {"facts": tuple(facts), "indicators": keys, "places": comparison.places, "winners": comparison.winners}
    return finished(question.text, False, None, text, citations, **more)


def _others(question: Question, library: Library, name: str, shown: int, last: int) -> list[str]:
    """The line that tells of those behind the first ``shown`` up to the ``last``, with the question for the next of them
    where all places were asked."""
    left = last - shown
    if left < 1:
        return []
    if question.regions and len(question.regions) < len(library.loaded.regions):
        return [say("many.rest", count=left)]
    time = "、".join(say("answer.in_year", year=year) for year in question.years)
    role = "、".join(say(f"role.{role.value}") for role in sorted(question.roles))
    end = min(shown + MOST_PLACES, last)
    asked = say("many.ask_page", name=name, time=f"{time}{role}", first=shown + 1, last=end)
    return [say("many.next", count=left, question=asked)]
