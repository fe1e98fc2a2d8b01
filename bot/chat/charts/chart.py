"""What a chart shows: the figures of one indicator, by region or, for one region, by year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Answer, Citation, Fact
from corpus.language.text import fold
from corpus.language.values import read_value
from corpus.models import Role
from prompts import say

# Where a plan states several figures of one kind, the later goes before the earlier; a baseline counts for the state now.
STATE_NOW = (Role.BASELINE, Role.ACTUAL)
AHEAD = (Role.TARGET, Role.INTERIM_TARGET)
# More groups do not fit a phone's screen; the rest is named as left out.
MOST_GROUPS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: its length, what is printed at its end, and whether it is a target."""

    group: str
    label: str
    value: float
    printed: str
    target: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in the order of the page. ``by_region`` tells what a group is: a region, or a year. ``notes`` say what the
    reader must know beside the bars: sources, drafts, and figures that could not be drawn."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    by_region: bool
    notes: tuple[str, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups of bars, in their order."""
        return tuple(dict.fromkeys(bar.group for bar in self.bars))


def chart_of(answer: Answer) -> Chart | None:
    """The chart of the first indicator of ``answer``; None where fewer than two figures can be drawn.

    Figures are drawn as the answer gives them: of the plan's own place, in the unit that most of them have. What is
    worded, or in another unit, is named in a note.
    """
    if not answer.facts:
        return None
    name = answer.facts[0].indicator
    facts = [fact for fact in answer.facts if fact.indicator == name and fact.scope in ("", fact.region)]
    if not facts:
        return None
    common = Counter(_unit(fact) for fact in facts if _number(fact) is not None).most_common(1)
    drawn = [fact for fact in facts if common and _number(fact) is not None and _unit(fact) == common[0][0]]
    regions = list(dict.fromkeys(fact.region for fact in drawn))
    by_region = len(regions) > 1
    chosen = [fact for region in regions for fact in _pair(drawn, region)] if by_region else _by_year(drawn)
    drafts = {citation.n for citation in answer.citations if citation.status == "draft"}
    bars = [_bar(fact, by_region, fact.citation in drafts) for fact in chosen]
    kept = tuple(dict.fromkeys(bar.group for bar in bars))[:MOST_GROUPS]
    if len(bars) < 2:
        return None
    left_out = [fact for fact in facts if fact not in drawn]
    left_out += [fact for fact, bar in zip(chosen, bars, strict=True) if bar.group not in kept]
    where = say("chart.regions") if by_region else regions[0]
    if not by_region and drafts:
        where += say("answer.draft")
    return Chart(
        title=say("chart.title", where=where, name=name),
        unit=next(fact.unit for fact in drawn),
        bars=tuple(bar for bar in bars if bar.group in kept),
        by_region=by_region,
        notes=_notes(answer.citations, chosen, left_out),
    )


def _pair(facts: Sequence[Fact], region: str) -> list[Fact]:
    """The state now and the furthest target of a region, as far as they are stated."""
    own = [fact for fact in facts if fact.region == region]
    # A table of the indicators of this plan goes before a table of what the last one achieved.
    now = sorted((f for f in own if f.role in STATE_NOW), key=lambda f: (f.role == Role.BASELINE, f.year or 0))
    ahead = sorted((f for f in own if f.role in AHEAD), key=lambda f: f.year or 0)
    return [*now[-1:], *ahead[-1:]]


def _by_year(facts: Sequence[Fact]) -> list[Fact]:
    """All figures in the order of their years; the same figure of the same year and role once."""
    kept = [fact for fact in facts if fact.role in (*STATE_NOW, *AHEAD) and fact.year]
    once = {(fact.year, fact.role, fact.value): fact for fact in reversed(kept)}
    return sorted(once.values(), key=lambda fact: (fact.year or 0, fact.role in AHEAD))


def _bar(fact: Fact, by_region: bool, draft: bool) -> Bar:
    """A picture is passed on without its caption, so the bars themselves say that a plan is a draft."""
    target = fact.role in AHEAD
    when = say("chart.year", year=fact.year) if fact.year else ""
    label = f"{when}{say('chart.target' if target else 'chart.now')}"
    number = _number(fact)
    assert number is not None
    region = f"{fact.region}{say('answer.draft') if draft else ''}"
    return Bar(region if by_region else label, label, number, fact.value, target)


def _notes(citations: Sequence[Citation], chosen: Sequence[Fact], left_out: Sequence[Fact]) -> tuple[str, ...]:
    cited = {fact.citation for fact in chosen}
    notes = []
    for citation in citations:
        if citation.n in cited:
            draft = say("answer.draft") if citation.status == "draft" else ""
            notes.append(say("chart.source", n=citation.n, title=citation.title, draft=draft))
    if left_out:
        figures = (f"{fact.region}{fact.value}{fact.unit}" for fact in left_out)
        notes.append(say("chart.left_out", figures="、".join(dict.fromkeys(figures))))
    return tuple(dict.fromkeys(notes))


def _number(fact: Fact) -> float | None:
    return read_value(fact.value).number


def _unit(fact: Fact) -> str:
    """The unit in a form in which 1/10万 and /10 万 are one; the value's own sign goes before the column's unit."""
    unit = fold(read_value(fact.value).unit or fact.unit).replace(" ", "").removeprefix("1")
    return "%" if unit == "％" else unit
