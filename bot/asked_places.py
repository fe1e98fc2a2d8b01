"""The places of a question: those whose documents are asked, those above them, those within them, and strangers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.lexicon import lexicon
from bot.loaded import InnerPlaces, LoadedPlans
from bot.mentions import PlaceMention, places_in
from bot.question import Question, RegionYears, Term
from bot.reading.asks import is_asking
from bot.reading.rules import spans_in
from corpus.language.numerals import number_of
from corpus.language.places import gazetteer, is_common_word, stem
from corpus.language.text import search_key

# Columns of a plan's table may speak of the place above: the province or the nation.
_PROVINCE = re.compile(r"全省|省里|省级目标|省平均|全自治区|自治区平均|本省|我省")
_AUTONOMOUS = re.compile(r"全区(?=平均|水平|的平均|均值)")
_NATION = re.compile(r"全国(?=平均|目标|水平|\d{4}|的|到|是多少|婴|孕|人均|居民|每千|每万|标准|$)|国家目标|国家平均")
_OWN = re.compile(r"自己|本市|本区|本县|我市|我区|我县|当地")
# 三份规划都是什么时候 asks each of them; 三家谁最高, 三份里哪份写了 are asked of all together.
_WHICH = re.compile(r"哪|谁|最|排|[高低多少]吗|对[吗吧不]|是不是|加|合|平均|相?差")
# Several documents, each by its place and its field.
_OF_DOCUMENTS = re.compile(r"[两三四]个?(?:规划|纲要|文件|方案)")
_FIELD_SIZES = (4, 3, 2)
# 桐岭镇, 白茶乡.
_TOWN = re.compile(
    r"(?<![\u4e00-\u9fff\d])(?P<name>(?![各每全几多哪这那年][\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?<![城乡村集制]))(?:镇|乡|街道|县|区)(?![镇村级域贤情下办城属直内外长委市政卫医教民间别划块分])"
)
# 两个县, 三区: places of one level by their number.
_LEVELS = re.compile(
    r"(?<![第十百\d])(?P<count>[两二三四五六七八九])个?(?P<levels>[县区市]{1,2})(?![\u4e00-\u9fff]{0,1}[级域属管直委]|[长城场政府民])"
)
# What is done to or with a place that is not asked about.
_GOES_TO = re.compile(
    r"(?:派|赶|奔|驰?援|支援|援助|对口[\u4e00-\u9fff]{0,4}|帮扶|赴|前往|来自|输往|销往|通往|直达)(?:去|往|到|至|了)?$"
)
_AID = re.compile(r"[\u4e00-\u9fff]{0,3}?(?:支援|帮扶|抗疫|援助)")
# 卫健, 人社.
_ABBREVIATION = 2
# 市里职业教育有什么举措 begins with whose; 和市里比 sets another against it, which the rules of sets read.
_CITY = re.compile(r"^(?:那|那么)?市(?:里面?|里头|级规划|本级)(?![跟和与同、，比加])")


def _nowhere(_: str) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Known:
    """What a question is read against: the loaded plans, their indicator names as (printed name, key), the year
    that 今年 is, whether a place without a document of its own is named in one, and how often a pair of characters stands
    in them."""

    plans: LoadedPlans
    names: Sequence[tuple[str, str]]
    this_year: int
    is_named: Callable[[str], bool]
    inner_places: InnerPlaces = field(default_factory=InnerPlaces)
    stands: Callable[[str], int] = _nowhere


_OF_ASKER = re.compile(r"我们?|咱们?|俺们?")
_CLAUSE_END = re.compile(r"[，,。；;？?！! ]")
_ALL_PROVINCE = "全省"
_PROVINCE_NAME = re.compile(r"(?:省|自治区)$")


@dataclass(slots=True)
class AskedPlaces:
    """The places of the question ``plain``, as far as they are read: those whose documents are asked (``regions``), the
    wholes above them (``scopes``), places ``inside`` theirs, ``strangers``, and the characters that name them (``taken``)."""

    plain: str
    regions: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)


def places_asked(plain: str, known: Known) -> AskedPlaces:
    """The places that the question ``plain`` names, by their names, levels and numbers."""
    plans, places = known.plans, AskedPlaces(plain)
    mentions = places_in(plain, plans.aliases)
    inner = _inside(places, known.inner_places, [mention for mention in mentions if mention.known])
    loaded, superiors = plans.regions.keys(), plans.superiors
    for mention in mentions:
        if not mention.known and inner & set(range(mention.start, mention.end)):
            continue  # a name that ends a longer one within (岭县 of 云岭县)
        if mention.known:
            places.regions.append(mention.known)
            places.taken |= _department(plain, mention, plans)
        elif mention.name in superiors:
            places.scopes.append(mention.name)
        elif any(loaded & set(place.superiors) for place in gazetteer().get(mention.name, ())):
            continue  # a county of a loaded city: content, which the evidence must name
        elif _is_object(plain, mention, mentions):
            continue  # 支援湖北的医护: content
        elif places.regions and _is_named_province(mention.name, known):
            places.scopes.append(_ALL_PROVINCE)  # 云溪比贵州省低: where the documents name it, it is their own
        else:
            places.strangers.append(mention.name)
        places.taken |= set(range(mention.start, mention.end))
    _city(places, plans)
    places.inside += _towns(places, known)
    _in_document_of(places)
    _by_level(places, plans)
    _wholes(places, plans)
    beside = sets_against(plain) or _OWN.search(plain) or _beside_scope(places)
    if places.scopes and places.regions and beside:
        places.scopes += places.regions
    return places


def is_askers(whole: str, place: str) -> bool:
    """Whether the place stands in a clause of the message ``whole`` that speaks of the asker and asks nothing (我是河南过来学习的)."""
    clauses = [clause for clause in _CLAUSE_END.split(whole) if stem(place) in clause]
    return bool(clauses) and all(
        _OF_ASKER.search(clause[: clause.find(stem(place))]) and not is_asking(clause) for clause in clauses
    )


def _is_named_province(name: str, known: Known) -> bool:
    """Whether ``name`` is a province that the documents name in full."""
    return _PROVINCE_NAME.search(name) is not None and all(map(known.stands, (name[:2], name[-2:])))


def _is_object(plain: str, mention: PlaceMention, mentions: Sequence[PlaceMention]) -> bool:
    """Whether a place without a document is only where something goes to or comes from (派去湖北武汉支援, 来自广州的专家)."""
    start = mention.start
    for before in reversed(mentions):
        if before.end == start and before.known is None:
            start = before.start
    return _GOES_TO.search(plain[:start]) is not None or _AID.match(plain[mention.end :]) is not None


def _department(plain: str, mention: PlaceMention, plans: LoadedPlans) -> set[int]:
    """The characters behind a place that name its document by the department's field (云溪人社 of a plan for 人力资源和社会保障)."""
    field = plain[mention.end : mention.end + _ABBREVIATION]
    ways = lexicon().synonyms.get(field, ())
    titles = [search_key(plan.title) for plan in plans if plan.region == mention.known]
    named = len(field) == _ABBREVIATION and any(
        way in title for way in ways for title in titles if len(way) > len(field)
    )
    if named:
        return set(range(mention.end, mention.end + _ABBREVIATION))
    if _OF_DOCUMENTS.search(plain):  # 岑澧养老和棠坝乡村振兴两个规划
        for size in _FIELD_SIZES:
            own = plain[mention.end : mention.end + size]
            if len(own) == size and any(search_key(own) in title for title in titles):
                return set(range(mention.end, mention.end + size))
    return set()


def _in_document_of(places: AskedPlaces) -> None:
    """A place that a larger one's document is asked about (云州的规划里，岭县自己的…): what is asked must be said of it."""
    if len(places.regions) != 2:
        return
    host, inner = map(stem, places.regions)
    document = r"(?:规划|纲要|方案|报告|文件|公报)(?:里面?|中|上)?[，, ]?(?:说|写|讲)?"
    if re.search(rf"{host}[市县区]?(?:的|那[个份]|这[个份])?[^，,。？?]{{0,8}}?{document}{inner}", places.plain):
        places.regions = places.regions[:1]
        places.inside.append(inner)


def _city(places: AskedPlaces, plans: LoadedPlans) -> None:
    """市里 where no place is named: the one city among the loaded places, whose counties or districts the others are."""
    regions = plans.regions
    cities = [region for region in regions if region.endswith("市")]
    said = _CITY.search(places.plain)
    if said and not (places.regions or places.inside) and len(cities) == 1 < len(regions):
        places.regions = [cities[0]]
        places.taken |= set(range(*said.span()))


def _by_level(places: AskedPlaces, plans: LoadedPlans) -> None:
    """The places below a superior (江州的几个县), or as many of one level as are loaded (两个县)."""
    if places.regions:
        return
    regions, spans = plans.regions, spans_in(places.plain)
    below = next((span for span in spans if span.value == "below"), None)
    if below and places.scopes:
        above = set(places.scopes)
        places.regions = [plan.region for plan in plans if above & set(plan.superiors)]
        places.scopes = []
        places.taken |= set(range(below.start, below.end))
        return
    every = next((span for span in spans if span.value == "counted"), None)
    if every and number_of(every.part("count")) == len(regions) > 1:
        places.taken |= set(range(every.start, every.end))
        if not _WHICH.search(places.plain):
            places.regions = list(regions)
            return
    counted = _LEVELS.search(places.plain)
    if counted is None:
        return
    own = [region for region in regions if region.endswith(tuple(counted["levels"]))]
    if len(own) == number_of(counted["count"]) < len(regions):
        places.regions = own
        places.taken |= set(range(*counted.span()))


def with_named(question: Question, known: Known) -> Question:
    """The question with the places without a document of their own that a loaded one speaks of as what evidence must name."""
    named = [name for name in question.strangers if known.is_named(name)]
    return replace(
        question,
        strangers=tuple(name for name in question.strangers if name not in named),
        inside=(*question.inside, *named),
        terms=(*(Term(name, 1.0, start=question.plain.find(name)) for name in named), *question.terms),
    )


def _beside_scope(places: AskedPlaces) -> bool:
    """Whether the place itself is asked about beside the whole that it lies in (比楠江省的指标低多少; 全省多少，云州呢)."""
    whole = "|".join(re.escape(name) for scope in places.scopes for name in (scope, stem(scope)))
    own = "|".join(re.escape(name) for region in places.regions for name in (region, stem(region)))
    if not (whole and own):
        return False
    against = rf"[比跟和与同较、](?:{whole})(?![市县区])[^，。？?]{{0,10}}(?:[高低多少大小]|相?差|比|各|分别)"
    return (
        re.search(rf"{against}|[，,。？?；;\s](?:{own})[^，。？?]{{0,8}}(?:呢|又|自己|定|同)", places.plain) is not None
    )


def _towns(places: AskedPlaces, known: Known) -> list[str]:
    """The towns and villages that the question names (桐岭镇的托位): what is asked must be said of them."""
    import rjieba

    plain = places.plain
    for region in places.regions:
        for name in (region, stem(region)):
            plain = plain.replace(name, "，")
    found = []
    for match in _TOWN.finditer(plain):
        word = list(rjieba.tag(match["name"]))
        # 特色小镇, 卫生镇: a kind of town is no town's name.
        is_name = len(word) == 1 and word[0][1].startswith(("n", "x"))
        if not is_common_word(match["name"]) and (is_name or known.is_named(match[0])):
            found.append(match[0])
    return [town for town in found if town not in places.inside]


def _inside(places: AskedPlaces, inner: InnerPlaces, own: Sequence[PlaceMention]) -> set[int]:
    """Where the question names places that the tables of a larger one's plan have rows of: what is asked must be said of
    them. They stay words of the question, since institutions and projects are named after them. A county's seat often has
    its name: what names the county (``own``) names no town."""
    named: set[int] = set()
    for place, start, end in inner.in_text(places.plain):
        if any(mention.start <= start < mention.end and end <= mention.end for mention in own):
            continue
        places.inside.append(place)
        named |= set(range(start, end))
    return named


def of_field(plain: str, plans: LoadedPlans, taken: set[int]) -> list[str]:
    """The places whose documents the question names by their field (养老规划, 县教育那个规划), where not all of them are meant."""
    every = plans.regions.keys()
    if len(every) < 2:
        return []
    found: dict[str, set[int]] = {}
    for word, regions in plans.by_field.items():
        if word not in plain:
            continue
        named = re.compile(rf"[市县区]?里?{re.escape(word)}[\u4e00-\u9fff]{{0,6}}?(?:规划|纲要|方案|公报|报告)")
        for match in named.finditer(plain):
            for region in regions:
                found.setdefault(region, set()).update(range(*match.span()))
    taken.update(*found.values())
    return [region for region in every if region in found] if found.keys() < every else []


def _wholes(places: AskedPlaces, plans: LoadedPlans) -> None:
    """全省 and 全国 as places; the province is that of the region asked about."""
    nation, province = _NATION.search(places.plain), _PROVINCE.search(places.plain)
    if nation:
        places.scopes.append("全国")
        places.taken |= set(range(*nation.span()))
    if not province and places.regions and not any(region.endswith("区") for region in places.regions):
        province = _AUTONOMOUS.search(places.plain)  # of a county or a banner 全区 is the autonomous region
    if province:
        above = [plan.superiors[0] for plan in plans if plan.region in places.regions and plan.superiors]
        loaded = [plan.region for plan in plans if plan.region in above]
        if loaded and sets_against(places.plain):
            places.regions += dict.fromkeys(loaded)
        else:
            places.scopes = list(dict.fromkeys([*places.scopes, _ALL_PROVINCE, *above]))
        places.taken |= set(range(*province.span()))


def sets_against(plain: str) -> bool:
    """Whether a place is set against the whole that it lies in (和全省比, 比全国平均低)."""
    return any(span.kind == "against" for span in spans_in(plain))


def paired(places: AskedPlaces, plans: LoadedPlans, years: list[tuple[int, int, int]]) -> tuple[RegionYears, ...]:
    """Each region with those of the ``years`` (year, start, end) that stand between it and the next region, where more than
    one region has its own."""
    mentions = [m for m in places_in(places.plain, plans.aliases) if m.known]
    every = tuple(dict.fromkeys(year for year, _, _ in years))
    own: dict[str, tuple[int, ...]] = {}
    for number, mention in enumerate(mentions):
        end = mentions[number + 1].start if number + 1 < len(mentions) else len(places.plain)
        beside = tuple(year for year, start, _ in years if mention.end <= start < end)
        own[str(mention.known)] = tuple(dict.fromkeys((*own.get(str(mention.known), ()), *beside)))
    paired = len(own) > 1 and all(own.values())
    found = [RegionYears(region, beside if paired else every) for region, beside in own.items()]
    return (*found, *(RegionYears(region, every) for region in places.regions if region not in own))
