"""What is asked once a conversation has completed it, and what of it was shown."""

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.reading.rules import Span
from corpus.catalogue import load_catalogue
from corpus.language.numerals import exact
from corpus.models import Role
from prompts import say


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound that the question gives: ``kind`` is above, below or at least, ``number`` in ``unit`` ("" where none is
    said: that of the figures)."""

    kind: str
    number: Fraction
    unit: str

    def met_by(self, number: Fraction) -> bool:
        """Whether a figure lies on the side that is asked for."""
        if self.kind == "above":
            return number > self.number
        return number < self.number if self.kind == "below" else number >= self.number


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done with the figures of several places. ``extremes`` are highest and lowest, each with the words that ask
    for it; ``order`` is descending, ascending or "". ``change``: the way from the state to the target is what counts, not
    the level. ``amount``: how large that way is, is asked. ``total``: their sum over the places is. ``absent``: who states nothing is asked. ``ranks``: of many
    places those from the one to the other, counted from the highest as 1, are. ``claimed``: the place that
    the question says is the one of ``extremes`` ("" where it claims nothing)."""

    extremes: tuple[tuple[str, str], ...] = ()
    order: str = ""
    change: bool = False
    amount: bool = False
    difference: bool = False
    average: bool = False
    total: bool = False
    threshold: Threshold | None = None
    absent: bool = False
    ranks: tuple[int, int] | None = None
    claimed: str = ""

    def __bool__(self) -> bool:
        return self != Operation()


@dataclass(frozen=True, slots=True)
class Query:
    """A question about figures of indicators, complete. ``regions`` in the order asked; empty where none is said: all.
    ``indicators`` are catalogue keys, ``said`` the words that named them."""

    regions: tuple[str, ...]
    indicators: tuple[str, ...]
    years: tuple[int, ...]
    roles: frozenset[Role]
    operation: Operation
    said: str = ""


def states_ratio(query: Query) -> bool:
    """Whether the first indicator of a query is one of so many to a thousand people, or the like."""
    entry = load_catalogue().get(query.indicators[0])
    return (entry.name if entry else query.indicators[0]).startswith("每")


def operation_of(spans: tuple[Span, ...], text: str) -> Operation:
    """The operation that the spans of ``text`` ask for."""
    kinds = {(span.kind, span.value) for span in spans}
    bound = next((span for span in spans if span.kind == "threshold"), None)
    extremes = tuple((span.value, _extreme(span, text)) for span in spans if span.kind == "extreme")
    orders = [span.value for span in spans if span.kind == "order"]
    change = next(
        (text[span.start : span.end] for span in spans if (span.kind, span.value) == ("change", "change")), ""
    )
    if change and not extremes and not orders:
        extremes = (("lowest" if change.endswith(("少", "小", "慢")) else "highest", change),)
    elif change and extremes:
        extremes = tuple((value, change) for value, _ in extremes)
    return Operation(
        extremes=extremes,
        order=orders[0] if orders else "",
        change=bool(change),
        amount=("change", "amount") in kinds,
        difference=("difference", "difference") in kinds or (len(extremes) > 1 and _APART.search(text) is not None),
        average=("average", "average") in kinds,
        total=("sum", "sum") in kinds,
        threshold=_threshold(bound) if bound else None,
        absent=("absent", "absent") in kinds,
        ranks=next(((int(s.part("first")), int(s.part("last"))) for s in spans if s.kind == "ranks"), None),
    )


# 最低的差最高的多少
_APART = re.compile("相?差")


# 哪个高 asks who is higher.
_WHO = re.compile(r"(?:谁家?|哪[个家里儿]?(?:市|县|区|地方|份)?)的?(?:更|比较)?(?=[高低多少大小]$)")


def _extreme(span: Span, text: str) -> str:
    """The words that ask for an extreme; those of a comparison with one place (比乙高) or of figures (谁的床位目标高) in
    general."""
    said = text[span.start : span.end]
    way = span.part("way") or (said[-1] if said.startswith("比") or _WHO.match(said) else "")
    return say("compare.more", word=way) if way else said


def _threshold(span: Span) -> Threshold:
    return Threshold(span.value, exact(span.part("number", "number2")), span.part("unit", "unit2"))
