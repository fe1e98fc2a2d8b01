"""Figures of the running text as typed records: every quantified statement, with what it measures and, where its clause
names a catalogued indicator, that indicator's key: so that a plan's text can be searched and set against its tables."""

import re
from collections.abc import Iterable

from corpus.catalogue import load_catalogue
from corpus.language.places import divisions_at, gazetteer, is_common_word
from corpus.language.quantities import Quantity
from corpus.language.text import CleanText
from corpus.models import FigureStatement, IndicatorValue, PlanMetadata, Role
from corpus.records.running_text.dated_sentences import DatedSentence
from corpus.records.running_text.figure_years import year_of
from corpus.records.running_text.indicator_names import NameFinder
from corpus.records.running_text.measures import measure_of
from corpus.records.unit_misprints import usual_unit

_TARGET = re.compile(
    r"目标|力争|以上|以下|不低于|不少于|不高于|不超过|控制在|提升到|提升至|提高到|提高至|降至|降到|达到"
)
# Sections that tell what was reached: their figures set no aims. 织密基础网络 is no such section.
_EARNED = re.compile(r"现状|(?:发展|现实|工作|规划|良好)基础|背景|成就|成效|回顾")
_WHOLE = re.compile(
    r"(?:^|[，、：])\s*(?:(?:力争|到|至|截至)*\d{4}年底?[，,]?)?(全国|全省)(?!平均|领先|前|最|第|基层|示范|百强|先进|重点|名|地级)"
)
_CLAUSE = re.compile(r"(?P<words>[^，；。：、]+)(?P<mark>[，；。：、]?)")
_EXTREME = re.compile(
    r"最[高低快慢大小多少]的?(?:县|市|区|地区|县区)?(?:是|为)(?P<place>[\u4e00-\u9fff]{2,8}?[区县市旗])(?=[，,（(]|达|为)"
)
_LEAD = re.compile(r"(?:其中|分[\u4e00-\u9fff]{1,3}看)")
# What stands right behind the name of a place that figures are of, and verbs that a name does not begin with.
_OF_PLACES = re.compile(
    r"(?:预计|全年)?(?:实现|完成|达到|为|有|地区生产|生产总值|GDP|规模以上|规上|固定资产|一般公共|社会消费|城镇|农村|居民|新增|新建|建成|增长|下降|提高|增加|减少|常住|户籍|粮食|床位|学位|投资|每[千万])"
)
_VERB = re.compile(r"打造|成立|依托|组建|建设|支持|推动|改造|为|对|在|由|向|按|低于|高于|与|和|到")
_CHANGE = re.compile(r"(?:增长|增加|下降|减少|降低|提高|上升)$")
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治州|自治县|新区|市|区|县|旗)")


def name_finder(indicators: Iterable[IndicatorValue]) -> NameFinder:
    """The finder of indicator names for a plan with these tables."""
    return NameFinder((value.printed_name, value.indicator, value.unit) for value in indicators)


def figures_of(
    sentences: Iterable[DatedSentence],
    bodies: dict[int, CleanText],
    metadata: PlanMetadata,
    indicators: Iterable[IndicatorValue] = (),
) -> list[FigureStatement]:
    """Every figure that a sentence states. ``bodies`` maps a paragraph's number to its text, through which offsets
    inside a sentence are found; ``indicators`` are the plan's tables, whose names its text may use."""
    statements: list[FigureStatement] = []
    catalogue = load_catalogue()
    names = name_finder(indicators)
    inner = _InnerPlaces("\n".join(body.text for body in bodies.values()), metadata)
    for sentence in sentences:
        passage, text, quantities = sentence.passage, sentence.text, sentence.quantities
        if not quantities:
            continue
        body = bodies[passage.paragraph]
        offset = body.offsets.index(passage.span.start) + sentence.begin
        keys = names.owned(text, quantities)
        measures = [measure_of(text, quantities, at) for at in range(len(quantities))]
        places = _dealt_places(text, quantities, inner)
        _share(measures, keys, places, quantities)
        for at, quantity in enumerate(quantities):
            year, decided = year_of(at, quantities, text, sentence.mentions)
            if not decided:
                year = None if quantity.change == "from" else sentence.carried
            statements.append(
                FigureStatement(
                    indicator=keys.get(at, ""),
                    value=text[quantity.start : quantity.end].strip(),
                    year=year,
                    role=role_of(text, passage.section, quantity, year, metadata),
                    section=passage.section,
                    sentence=passage.span,
                    figure=body.span(offset + quantity.start, offset + quantity.end),
                    number=quantity.number,
                    unit=quantity.unit,
                    comparator=quantity.comparator,
                    qualifier=quantity.qualifier,
                    upper=quantity.upper,
                    measure=measures[at],
                    place=places.get(at) or _place(text, quantities, at, metadata),
                    usual_unit=usual_unit(keys.get(at, ""), quantity.unit, catalogue),
                )
            )
    return statements


def role_of(text: str, section: tuple[str, ...], quantity: Quantity, year: int | None, metadata: PlanMetadata) -> Role:
    """What a figure of a sentence ``text`` is to its plan."""
    start = metadata.period[0] if metadata.period else None
    if quantity.change == "from" or (year and start and year < start):
        return Role.BASELINE
    aims = any("目标" in title for title in section)
    if (not aims and any(_EARNED.search(title) for title in section)) or (year and metadata.date[:4] > str(year)):
        return Role.STATED
    if year is None:
        return Role.TARGET if _TARGET.search(text) else Role.STATED
    if year == metadata.horizon:
        return Role.TARGET
    return Role.STATED if start is None or year < start else Role.INTERIM_TARGET


def _place(text: str, quantities: list[Quantity], at: int, metadata: PlanMetadata) -> str:
    """The place that a figure speaks of: the country or the province where a clause of its part of the sentence opens with
    it (低于全省平均水平 only compares), the one division below the plan's own that its clause names, else the region."""
    start = quantities[at].start
    part = text[max(text.rfind(mark, 0, start) + 1 for mark in "；。") : start]
    whole = _WHOLE.search(part)
    if whole:
        return whole[1] if whole[1] == "全国" or not metadata.superiors else metadata.superiors[0]
    names = {name for name in _divisions(part.rsplit("，", 1)[-1]) if _below(name, metadata.region)}
    return names.pop() if len(names) == 1 else metadata.region


def _dealt_places(text: str, quantities: list[Quantity], inner: "_InnerPlaces") -> dict[int, str]:
    """The place of each figure that a sentence deals out to places within the document's: clauses that open with one each
    (青埠区…412.6亿元，增长6.2%；江湾区287.4亿元…), or the one that comes first or last (最高的是青埠区，为47860元)."""
    opens: list[tuple[int, str]] = []
    named = True
    for clause in _CLAUSE.finditer(text):
        name = inner.opening(clause["words"])
        if name and named:
            opens.append((clause.start("words"), name))
        named = clause["mark"] != "、" or re.search(r"\d", clause["words"]) is not None  # 青埠区、双渡市两地合计
    if len({name for _, name in opens}) < 2:
        opens = []
    opens += [(match.start("place"), match["place"]) for match in _EXTREME.finditer(text)]
    found = {}
    for at, quantity in enumerate(quantities):
        start, name = max((place for place in opens if place[0] < quantity.start), default=(0, ""))
        if name and not re.search("[；。]", text[start : quantity.start]):
            found[at] = name
    return found


class _InnerPlaces:
    """The places within that of a document: words that end like a division (打造县|域, 依托县|医院) are one where the text
    sets them apart somewhere, or a word of what places have follows."""

    def __init__(self, text: str, metadata: PlanMetadata) -> None:
        self._text = text
        self._outer = {metadata.region, *metadata.superiors}
        self._known: dict[str, bool] = {}

    def opening(self, clause: str) -> str:
        """The name of an inner place that a clause with a figure opens with, "" where it opens with none."""
        start = lead.end() if (lead := _LEAD.match(clause)) else 0
        name = next(iter(divisions_at(clause, start, [])), "")
        rest = clause[start + len(name) :]
        if not name or name in self._outer or name.endswith("省") or is_common_word(name) or not re.search(r"\d", rest):
            return ""
        return name if self._is_apart(name) or (_OF_PLACES.match(rest) and not _VERB.match(name)) else ""

    def _is_apart(self, name: str) -> bool:
        if name not in self._known:
            apart = rf"(?:^|[、，；：（\s和与及]|其中){re.escape(name)}(?:[、，；）\d]|\s*$)"
            self._known[name] = re.search(apart, self._text, re.MULTILINE) is not None
        return self._known[name]


def _share(measures: list[str], keys: dict[int, str], places: dict[int, str], quantities: list[Quantity]) -> None:
    """Give a place's figures that say nothing but their place, or how they changed, what the first place's measure, or the
    whole before it (床位1200张，其中：东岭区500张)."""
    counted: dict[str, list[int]] = {}
    for at, place in places.items():
        counted.setdefault(place, []).append(at)
    first = next(iter(counted.values()), [])
    whole = first[0] - 1 if first else -1
    for place, own in counted.items():
        for at, model in zip(own, first, strict=False):
            bare = measures[at].removeprefix(place)
            if bare and not _CHANGE.fullmatch(bare):
                measures[at] = bare
                continue
            model = whole if model == at else model
            if model < 0 or quantities[at].unit != quantities[model].unit:
                continue
            measures[at] = _CHANGE.sub("", measures[model]) + bare if bare else measures[model]
            if model in keys and measures[at] == measures[model]:
                keys.setdefault(at, keys[model])


def _below(name: str, region: str) -> bool:
    return any(region in place.superiors for place in gazetteer().get(name, ()))


def _divisions(clause: str) -> Iterable[str]:
    """What may be names of divisions in a clause: each ending, with what stands before it."""
    for match in _DIVISION.finditer(clause):
        for start in range(match.start(), match.end() - 2):
            yield clause[start : match.end()]
