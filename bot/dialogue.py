"""Follow-ups: what a question that is not complete takes over from the conversation."""

import re

from bot.question import Kind, Question, RegionYears

_FOLLOW = re.compile(r"^(?:那|换成|换|再|还有|其中|它|该)|呢[?？]?$|哪个|哪一个|谁")
_SHORT = 14


def carry_over(question: Question, earlier: Question | None) -> Question:
    """``question`` with the facets of ``earlier`` that it leaves open; unchanged where it is complete by itself."""
    if earlier is None or question.kind in (
        Kind.FABRICATE,
        Kind.OUTSIDE,
        Kind.HELP,
        Kind.PLANS,
        Kind.GREETING,
        Kind.EMPTY,
    ):
        return question
    if not _FOLLOW.search(question.plain) and len(question.plain) > _SHORT:
        return question
    if question.strangers:
        return question
    bare = not question.indicators and (not question.terms or not question.regions)
    if not question.regions and earlier.regions:
        question.regions = [RegionYears(r.region, tuple(question.years)) for r in earlier.regions]
        question.carried += [r.region for r in earlier.regions]
    if not question.indicators and bare and not question.terms and earlier.indicators:
        question.indicators = earlier.indicators
        question.carried += question.indicator_keys
    if not question.years and not question.roles and earlier.years:
        question.years = list(earlier.years)
        question.regions = [RegionYears(r.region, tuple(question.years)) for r in question.regions]
    if not question.years and not question.roles:
        question.roles = set(earlier.roles)
    if not question.indicators:
        question.context_terms = [*earlier.terms, *earlier.context_terms]
    return question
