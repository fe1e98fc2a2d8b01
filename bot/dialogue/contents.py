"""What a project just shown says of a thing that a follow-up asks for by one word (床位几张, 清淤土方多少)."""

import re

from bot.dialogue.state import Turn
from bot.library import Library
from bot.question import Kind, Question
from bot.support import held
from corpus.language.text import search_key

# A longer message says itself what it is about.
_LONGEST = 14
# 我是说全市的床位 leaves the project.
_WHOLE = re.compile(r"全[市区县省域]|我是说|我问的是")
_FIGURE = r"[^，,；;。]{0,8}?\d"


def of_content(question: Question, turn: Turn, library: Library) -> str:
    """The complete words of a message that asks for what the one project that ``turn`` showed holds with a figure; "" where it says more,
    or the project does not hold it."""
    facets = (question.region_names, question.years, question.roles, question.scopes, question.quantities)
    says_more = any(facets) or _WHOLE.search(question.plain)
    if turn.answer.refused or says_more or question.kind is not Kind.LOOKUP or len(question.plain) > _LONGEST:
        return ""
    words = [term.text for term in question.terms if term.weight == 1 and len(term.text) > 1]
    words += [mention.words(question.plain) for mention in question.indicators]
    plans = library.store.by_file
    shown = {
        row.name: citation
        for citation in turn.answer.citations
        for row in library.store.projects(plans[citation.file].id)[0]
        if row.row.start == citation.start
    }
    if not words or len(shown) != 1:
        return ""
    ((name, citation),) = shown.items()
    content = search_key(citation.quote).replace(search_key(name), "", 1)
    with_figures = all(held(word, content) == 1 and re.search(re.escape(word) + _FIGURE, content) for word in words)
    region = citation.region
    return f"{region}{name.removeprefix(region[-1])}{question.plain}" if with_figures else ""
