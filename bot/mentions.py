"""What a question mentions: places and indicators, each with the characters that say so."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.question import IndicatorMention
from corpus.catalogue import load_catalogue, name_key
from corpus.models import PlanMetadata
from corpus.places import county_stems, gazetteer, is_common_word, short_names, stem
from corpus.text import keyed

_NAME_FILLERS = ("常住", "拥有", "的")
# A stem (安康, 平安) is a place only where a word may begin: elsewhere it is part of another word.
_BOUNDARY = re.compile(r"(?:^|[\s，,、。；;：:？?！!（(“\"]|[和与跟及同比是在把]|请问)$")
_LONGEST_PLACE = 12
# A place that no gazetteer knows, where a question names its subject: 晏州市2025年…
_UNKNOWN_PLACE = re.compile(
    r"(?:^|[、和与跟]|把|请问|查一下|查查|看看|看一下|问一下)([\u4e00-\u9fff]{2,3}(?:市|县))(?![\u4e00-\u9fff]{0,4}(?:医院|中心))"
)
_COMMON_PLACE = re.compile(r"[全本我各该几多哪每要是一两三四五六七八九十省地设城]|卫生|县级|五个|所有|城市")
_ENTITY_TAIL = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:医院|大学|学院|医学院|中心|公司|集团|银行|局|委)")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a question. ``known`` is the region of a loaded plan, else None."""

    name: str
    start: int
    end: int
    known: str | None


def aliases_of(plans: Sequence[PlanMetadata]) -> dict[str, str]:
    """Every way of naming the regions of ``plans`` -> the region: with and without suffix and superiors."""
    aliases: dict[str, str] = {}
    for plan in plans:
        forms = [plan.region, stem(plan.region)]
        for superior in plan.superiors:
            forms += [f"{s}{r}" for s in (superior, stem(superior)) for r in (plan.region, stem(plan.region))]
        for form in forms:
            aliases.setdefault(form, plan.region)
    return aliases


def places_in(plain: str, aliases: dict[str, str]) -> list[PlaceMention]:
    """The places that ``plain`` names, longest first at each position; loaded regions before others."""
    found: list[PlaceMention] = []
    at = 0
    known = gazetteer()
    short = short_names()
    while at < len(plain):
        mention = None
        for length in range(min(_LONGEST_PLACE, len(plain) - at), 1, -1):
            word = plain[at : at + length]
            if word in aliases:
                mention = PlaceMention(word, at, at + length, aliases[word])
            elif word in known and not is_common_word(word) and not _ENTITY_TAIL.match(plain, at + length):
                mention = PlaceMention(word, at, at + length, None)
            elif at == 0 and word in county_stems() and plain[length : length + 1].isdigit():
                mention = PlaceMention(
                    word, at, at + length, None
                )  # 连江2025年…: only there is it no word of the language
            elif word in short and _BOUNDARY.search(plain[:at]) and not _ENTITY_TAIL.match(plain, at + length):
                mention = PlaceMention(short[word], at, at + length, None)
            if mention:
                break
        if mention:
            found.append(mention)
            at = mention.end
        else:
            at += 1
    taken = {at for mention in found for at in range(mention.start, mention.end)}
    found += [
        PlaceMention(match[1], *match.span(1), None)
        for match in _UNKNOWN_PLACE.finditer(plain)
        if not taken & set(range(*match.span(1))) and not _COMMON_PLACE.search(match[1])
    ]
    return sorted(found, key=lambda mention: mention.start)


def indicators_in(plain: str, names: Sequence[tuple[str, str]]) -> list[IndicatorMention]:
    """The indicators that ``plain`` names: by a name that plans print (``names`` are the loaded plans' own, as (printed
    name, key)), else in the words of the catalogue's spoken patterns."""
    key, places = keyed(plain, _NAME_FILLERS)
    mentions: list[IndicatorMention] = []
    taken: set[int] = set()
    for name, indicator in _names(tuple(names)):
        start = key.find(name)
        while start >= 0:
            span = range(start, start + len(name))
            if not taken & set(span):
                taken |= set(span)
                spelled = {places[at] for at in span}
                if plain.startswith("数", max(spelled) + 1):
                    spelled.add(max(spelled) + 1)
                mentions.append(IndicatorMention(indicator, frozenset(spelled), True))
            start = key.find(name, start + len(name))
    spoken: list[IndicatorMention] = []
    for entry in load_catalogue():
        if any(mention.key == entry.key for mention in mentions):
            continue
        for pattern in entry.spoken:
            words = pattern.match(key)
            if words is None:
                continue
            spans = {at for word in words for at in range(key.index(word), key.index(word) + len(word))}
            if spans <= taken or (taken and _only_generic(words, key, taken)):
                continue
            spoken.append(IndicatorMention(entry.key, frozenset(places[at] for at in spans), False))
            break
    order = {id(mention): min(mention.places) for mention in (*mentions, *spoken)}
    return sorted((*mentions, *spoken), key=lambda mention: order[id(mention)])


def _only_generic(words: tuple[str, ...], key: str, taken: set[int]) -> bool:
    """Whether the first, telling word of a spoken pattern lies inside a name that was found already."""
    start = key.index(words[0])
    return set(range(start, start + len(words[0]))) <= taken


@functools.lru_cache(maxsize=8)
def _names(printed: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """(name key, indicator key) of the catalogue and of the loaded plans, longest first; names of fewer than four
    characters are words of the language."""
    names = {name: entry.key for entry in load_catalogue() for name in entry.names}
    for name, indicator in printed:
        names.setdefault(name_key(name), indicator)
    return tuple(sorted(((n, k) for n, k in names.items() if len(n) >= 4), key=lambda pair: (-len(pair[0]), pair[0])))
