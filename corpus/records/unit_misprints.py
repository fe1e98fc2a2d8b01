"""Misprinted units are noticed. The source is never corrected: a figure keeps its printed unit, and the usual one stands
beside it."""

from corpus.catalogue import Catalogue
from corpus.language.units import kind_of


def usual_unit(indicator: str, printed: str, catalogue: Catalogue) -> str:
    """The catalogue's unit of an indicator where the printed one measures something else (‰ for a rate per 100,000);
    "" where they agree or either is unknown."""
    entry = catalogue.get(indicator)
    if entry is None:
        return ""
    usual, found = kind_of(entry.unit), kind_of(printed)
    return entry.unit if usual and found and usual != found else ""
