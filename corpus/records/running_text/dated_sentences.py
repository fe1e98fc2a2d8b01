"""The sentences of a document with the years that they speak of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.language.quantities import Quantity, quantities_in
from corpus.models import Passage, PlanMetadata
from corpus.records.running_text.figure_years import CarriedYear, YearMention, mentions
from corpus.records.running_text.year_scopes import YearScope, present_of

# The longest honest sentence seen has under 700 characters.
_LONGEST_SENTENCE = 2000


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence, or a piece of a monster that an extraction made, which begins at character ``begin`` of its passage.
    ``mentions`` are the years that it names, ``carried`` the one that it takes over where it names none, None where that is
    not known; ``quantities`` its figures."""

    passage: Passage
    text: str
    begin: int
    quantities: list[Quantity]
    mentions: list[YearMention]
    carried: int | None


def dated_sentences(passages: Iterable[Passage], metadata: PlanMetadata) -> Iterator[DatedSentence]:
    """The sentences of a document in their order."""
    carried = CarriedYear(YearScope(metadata))
    present = present_of(metadata)
    start = metadata.period[0] if metadata.period else None
    paragraph = -1
    for passage in passages:
        first, paragraph = passage.paragraph != paragraph, passage.paragraph
        for begin in range(0, len(passage.text), _LONGEST_SENTENCE):
            text = passage.text[begin : begin + _LONGEST_SENTENCE]
            quantities = quantities_in(text)
            before = carried.before(text, passage.section, passage.paragraph)
            found = mentions(text, present, before)
            carried.after(found, bool(quantities), first and not begin, start)
            yield DatedSentence(passage, text, begin, quantities, found, before)


def with_years(passages: Iterable[Passage], sentences: Iterable[DatedSentence]) -> tuple[Passage, ...]:
    """``passages`` with the years of their ``sentences``: those that they name, and the one that they take over where they
    only compare with those or name none."""
    years: dict[int, set[int]] = {}
    for sentence in sentences:
        found = years.setdefault(sentence.passage.span.start, set())
        named = [mention for mention in sentence.mentions if mention.year or not mention.compared]
        found |= {year for mention in named for year in (mention.first, mention.year) if year}
        if sentence.carried and all(mention.compared for mention in named):
            found.add(sentence.carried)
    return tuple(replace(passage, years=tuple(sorted(years.get(passage.span.start, ())))) for passage in passages)
