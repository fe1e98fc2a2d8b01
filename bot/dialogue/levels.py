"""A level above the places just talked about (全市的呢, 市妇保院 after a county): the place whose document is meant."""

from collections.abc import Sequence

from bot.loaded import LoadedPlans
from bot.mentions import places_in
from bot.reading.rules import spans_in

_COUNTIES = ("县", "区", "旗")


def above(places: Sequence[str], plans: LoadedPlans) -> tuple[str, ...]:
    """The loaded places above ``places``; where no document says what lies above counties, the one city that is loaded."""
    higher = {superior for plan in plans if plan.region in places for superior in plan.superiors}
    known = tuple(dict.fromkeys(plan.region for plan in plans if plan.region in higher))
    if known or not are_counties(places):
        return known
    cities = tuple(dict.fromkeys(plan.region for plan in plans if plan.region.endswith("市")))
    return cities if len(cities) == 1 else ()


def are_counties(places: Sequence[str]) -> bool:
    """Whether ``places`` are counties, by their names."""
    return bool(places) and all(place.endswith(_COUNTIES) for place in places)


def level_above(text: str, places: Sequence[str], plans: LoadedPlans) -> tuple[str, bool] | None:
    """The follow-up ``text`` in a talk about the counties ``places`` with the city named that it means (全市的这个率, 市妇保院),
    and True; the words alone that mean it, and False, where no document of it is loaded. None where it means none."""
    span = next((span for span in spans_in(text) if span.kind == "level"), None)
    if span is None or not are_counties(places) or places_in(text, plans.aliases):
        return None
    city = above(places, plans)
    word = span.part("word", "of")
    at = text.index(word, span.start)
    if len(city) == 1:
        return f"{text[:at]}{city[0]}{text[at + len(word) :]}", True
    return (word, False) if span.part("word") else None
