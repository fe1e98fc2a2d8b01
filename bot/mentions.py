"""The places that a question mentions, each with the characters that say so."""

import functools
import re
from dataclasses import dataclass

from bot.lexicon import lexicon
from corpus.language.places import county_stems, gazetteer, is_common_word, short_names

# A stem (安康, 平安) is a place only where a word may begin: elsewhere it is part of another word.
_BOUNDARY = re.compile(
    r"(?:^|[\s，,、。；;：:？?！!（(“\"]|[和与跟及同比是在把]|请问|我们|咱们|俺们|自己|隔壁|邻居|人家)$"
)
_LONGEST_PLACE = 12
# Messages whose places are kept: each is read several times on its way to an answer.
_KEPT = 256
# A place that no gazetteer knows, where a question names its subject: 晏州市2025年…
_UNKNOWN_PLACE = re.compile(
    r"(?:^|[、和与跟]|把|请问|查一下|查查|看看|看一下|问一下|[看查问瞧]下)([\u4e00-\u9fff]{2,3}(?:市|县))(?![\u4e00-\u9fff]{0,4}(?:医院|中心))"
)
_COMMON_PLACE = re.compile(
    r"[这那全本我各该几多哪每要是一两三四五六七八九十省地设城问查看说叫让给帮添加再还也补除个]|别的|另外|其[他它余]|剩下|外[县市]|卫生|县级|五个|所有|城市"
)
_TOWN = ("镇", "乡", "街道")
_ENTITY_TAIL = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:医院|大学|学院|医学院|中心|公司|集团|银行|局|委)")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a question. ``known`` is the region of a loaded plan, else None."""

    name: str
    start: int
    end: int
    known: str | None


class Aliases(dict[str, str]):
    """Ways of naming regions -> the region; made once for an index and never changed, so that what was read with it is kept."""

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return self is other


@functools.lru_cache(maxsize=_KEPT)
def places_in(plain: str, aliases: Aliases) -> tuple[PlaceMention, ...]:
    """The places that ``plain`` names, longest first at each position; loaded regions before others."""
    found: list[PlaceMention] = []
    at = 0
    known = gazetteer()
    short = short_names()
    while at < len(plain):
        mention = None
        for length in range(min(_LONGEST_PLACE, len(plain) - at), 1, -1):
            word = plain[at : at + length]
            if word[0] == "和" and at and word not in aliases and plain[at - 1] not in "省市":
                continue  # 市规划和县规划
            if word in aliases:
                mention = PlaceMention(word, at, at + length, aliases[word])
            elif word in known and not is_common_word(word) and not _ENTITY_TAIL.match(plain, at + length):
                mention = PlaceMention(word, at, at + length, None)
            elif at == 0 and word in county_stems() and plain[length : length + 1].isdigit():
                mention = PlaceMention(
                    word, at, at + length, None
                )  # 连江2025年…: only there is it no word of the language
            elif (
                word in short
                and not plain.startswith(_TOWN, at + length)  # 龙泉镇 is no 龙泉市
                and _BOUNDARY.search(plain[:at])
                and not _ENTITY_TAIL.match(plain, at + length)
                and not lexicon().compounds.match(plain, at)  # 安宁疗护
            ):
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
    return tuple(sorted(found, key=lambda mention: mention.start))
