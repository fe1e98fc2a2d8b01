"""Follow-ups on running text, projects, lists, sections and metadata: the words of the last question with the changed ones
replaced. Each rewording is a question that is complete by itself; which of several is meant, their answers decide."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answers.definition import asks_members
from bot.answers.parts import part_asked
from bot.dialogue.state import Turn
from bot.lexicon import lexicon
from bot.loaded import LoadedPlans
from bot.mentions import PlaceMention, places_in
from bot.question import Kind, Question, Term
from bot.reading.contrasts import contrasts
from bot.reading.rules import spans_in
from bot.reading.years import question_years
from corpus.language.columns import Column, column_kind
from corpus.language.places import stem
from prompts import say

# A question that is longer and has no word that goes on may as well be meant by itself.
_SHORT = 14
_ALONE = (Kind.EMPTY, Kind.FABRICATE, Kind.OUTSIDE, Kind.HELP, Kind.GREETING, Kind.PLANS)
# What has parts and properties of its own (beds, money, people): a question about such a thing goes on with them.
_HOLDER = re.compile(
    r"(?:医院|卫生院|保健院|福利院|养老院|敬老院|中心|服务站|机构|学校|学院|中学|小学|幼儿园|院区|校区|项目|工程|大楼|楼|基地|平台|实验室|迁建|扩建|新建|搬迁|改造|综合体|小镇)$"
)
# What undertakings are called.
_WORK = re.compile(r"行动|工程|项目|计划|专项")
# 创建什么等级的医院 asks which kind it is.
_OF_WHICH_KIND = re.compile(r"(?:什么|啥|哪[个种类级])[^，。？?]{0,5}的?$")
# One thing that a question names and asks something of (市中医院有多少床位), unlike a class of things.
_INSTITUTION = re.compile(r"(?:医院|保健院|卫生院|学校|学院|中学|小学|幼儿园|院区|校区)$")
_HOUSE = re.compile(r"[院校园站所]$")
_CLASS = re.compile(
    r"(?:乡镇|社区|基层|农村|村|公立|公办|民营|民办|养老|医养结合|托育|医疗|卫生|各级|各类|所有|[县市区]级|[一二三]级|普通|哪[家所个些])(?:[\u4e00-\u9fff]{0,4})$"
)
# 全市的床位 after those of a hospital means the place itself.
_WHOLE = re.compile(r"全[市区县省域]")
# What is done with the figures of several places.
_RANKS = ("extreme", "order", "change", "difference", "average", "sum")
# What is done with figures already shown, in a clause of its own.
_RECKONS = (*_RANKS, "together", "threshold")
_MONEY = ("asks", "money")
_GAP = re.compile(r"^(?:相?差|[多少高低大小])(?:多少|几)?")
_BEST = re.compile(r"(?:最|第[一二三四五六七八九十\d]{1,2})(?P<way>[大高多贵小低少早晚先迟快慢]|便宜)")
_WHO = re.compile(r"谁|哪[个家份]")
_GOES_ON = ("frame", "move", "deixis", "wrong")
# Two things that end with so many characters alike are of one kind: the one is asked about in place of the other.
_ALIKE = 2
_AGE = re.compile(r"(?<!\d)(?:\d{1,3}(?:[至到—-]\d{1,3})?周?|百)岁")
# A name and what is asked of it must not make a word of their own: 迁建 and 设多少床.
_BRIDGE = re.compile("建[设成立]")
_UNTIL = ("到", "至")
# 现在呢 leaves the year of a target behind.
_NOW = re.compile("现[在状有]|目前|如今|眼下|当前|基期|中期|阶段")
_LEVEL_WORD = re.compile("[市县区]域")
# What is to be done with a figure: 准备提到多少, 要降到几.
_AIMED = re.compile(
    r"(?:准备|打算|计划|要|将|想)[^，。？?]{0,3}?(?:提|升|增|降|减|扩|达|到)|(?:提高?|上?升|增加?|降低?|减少?|扩大?)到"
)
# 县中医医院, 第二人民医院: the name of an institution and no more; 三四级手术占比 behind it is asked of it.
_NAMED_HOUSE = re.compile(
    r"[县市区]?(?:第[一二三四五六七八九十]{1,2})?(?:人民|中(?=医院)|中医|中西医结合|妇幼|精神|传染病|专科|中心|职业|技工|实验)*(?:医院|保健院|卫生院|福利院|养老院|中学|小学|学校|学院)"
)
_ASKED_OF_IT = re.compile(r"的?(?!有几|是|呢|在哪)[\u4e00-\u9fff]{3}")
_TIDY = re.compile(r"^[的，,、 和与跟]+|[，,、 和与跟]+$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A complete question that a follow-up may mean; ``needs`` are its own nouns, which the answer must hold whatever it
    takes over; ``money``: a sum is asked for, which it must print; ``together``: one
    passage must hold all that it needs; ``only``: it is of these places, whatever place the names in
    it hold (none: of those that it names)."""

    words: str
    needs: tuple[Term, ...] = ()
    money: bool = False
    together: bool = False
    only: tuple[str, ...] = ()


class Wording:
    """A question as stretches that a follow-up exchanges: places, times, roles, nouns, and the words that ask."""

    def __init__(self, question: Question, plans: LoadedPlans, this_year: int) -> None:
        self.plain = question.plain.rstrip("?？。 ")
        spans = spans_in(self.plain)
        named = self.named = {at for mention in question.indicators for at in mention.places}
        self.places = sorted(
            [
                *((m.start, _end_of(m, self.plain)) for m in places_in(self.plain, plans.aliases)),
                *((span.start, span.end) for span in spans if span.kind == "places"),
            ]
        )
        years = question_years(self.plain, this_year)
        # 到2023年 goes whole.
        self.times = [(start - (self.plain[start - 1 : start] in _UNTIL), end) for _, start, end in years]
        self.roles = [
            match.span()
            for pattern in lexicon().roles.values()
            for match in pattern.finditer(self.plain)
            if not named & set(range(*match.span()))
        ]
        self.asks = [(span.start, span.end) for span in spans if span.kind == "asks"]
        self.document = [(span.start, span.end) for span in spans if (span.kind, span.value) == ("asks", "document")]
        self.going_on = [(span.start, span.end) for span in spans if span.kind in _GOES_ON]
        self.spans = spans
        ranking = [(span.start, span.end) for span in spans if span.kind in _RANKS]
        gone = _positions((*self.places, *self.times, *self.roles, *self.asks, *self.going_on, *ranking))
        self.terms = [
            term
            for term in question.terms
            if len(term.text) > 1 and not gone & set(range(term.start, term.end)) and term.start >= 0
        ]
        self.nouns = [term for term in self.terms if term.weight == 1]
        self.indicators = bool(question.indicators)
        # 投资最大的项目 asks for a winner, which is no property of another thing.
        self.ranks = bool(ranking)
        # 谁最多 asks which of the places it is, and names none.
        self.asks_who = bool(self.places) and all(_WHO.match(self.plain, start) for start, _ in self.places)
        # Where it names an institution that has a row of its own.
        houses = [m.places for m in question.indicators if m.by_name and _INSTITUTION.search(m.words(question.plain))]
        self.house = (min(houses[0]), max(houses[0]) + 1) if len(houses) == 1 else None
        # Where the last noun ends that has parts and properties of its own; 0 where there is none.
        holders = (term for term in self.nouns if _HOLDER.search(term.text))
        self.holder = max((t.end for t in holders if not _OF_WHICH_KIND.search(self.plain[: t.start])), default=0)

    @property
    def institution(self) -> tuple[Term, ...]:
        """The words of the one institution of which something is asked; none where a class of them is counted."""
        words = [term for term in self.nouns if term.end <= self.holder]
        own = next((term for term in reversed(words) if term.end == self.holder), None)
        asked = min((start for start, _ in self.asks if start >= self.holder), default=len(self.plain))
        if own is None or not _INSTITUTION.search(own.text) or _CLASS.search(self.plain[: own.start] + own.text):
            return ()
        of_it = any(self.holder <= term.start < asked for term in self.terms) or any(
            self.holder <= at < asked for at in self.named
        )
        return tuple(words) if of_it else ()

    def said(self, *stretches: tuple[int, int]) -> str:
        """The words at ``stretches``, in order, once each."""
        at = _positions(stretches)
        return "".join(self.plain[i] for i in sorted(at))

    def without(self, *stretches: tuple[int, int]) -> str:
        """The words but for those at ``stretches``."""
        gone = _positions(stretches)
        return _TIDY.sub("", "".join(char for at, char in enumerate(self.plain) if at not in gone))

    @property
    def rest(self) -> str:
        """What it says besides places, times, roles and the words that only go on."""
        return self.without(*self.places, *self.times, *self.roles, *self.going_on)


def _end_of(place: PlaceMention, plain: str) -> int:
    """Where the name of a place ends; its 县 may begin another word (云县县域医共体 said as 云县域医共体)."""
    inside = _LEVEL_WORD.match(plain, place.end - 1)
    return place.end - 1 if inside and place.name != stem(place.name) else place.end


def reworded(
    question: Question, turn: Turn, wording: Callable[[Question], Wording], base: Question, places: Sequence[str] | None
) -> list[Reading]:
    """The complete questions that ``question`` may mean after ``turn``, likeliest first; none where it is complete by itself.
    ``base`` is the last question in complete words, ``places`` the set of places that the follow-up gives in other words
    than their names (其他市), None where it gives none."""
    own, last = wording(question), wording(base)
    kinds = {(span.kind, span.value) for span in own.spans}
    goes_on = any(span.kind in _GOES_ON for span in own.spans)
    placed = bool(own.places) or places is not None or bool(question.scopes)
    matter = bool(own.nouns or own.indicators or question.quoted)
    if together := _together(own, last, base):
        return [replace(together, only=turn.regions)]
    if same_of_house := _same_of_house(own, last):
        return [same_of_house]
    if of_town := _of_another_town(own.plain, last.plain):
        return [Reading(of_town)]
    if question.kind in _ALONE or (placed and matter and (own.asks or not goes_on)):
        return []
    if question.kind is Kind.WHICH_DOCUMENT and matter:
        return []
    names = "、".join(places) if places is not None else "、".join(own.said(place) for place in own.places)
    names = names or ("" if last.places else "、".join(turn.regions if len(turn.regions) == 1 else ()))
    time, role, rest = own.said(*own.times), own.said(*own.roles), own.rest
    if not (time or role) and last.times and _AIMED.search(own.plain):
        time = say("role.target")  # 准备提到多少 leaves the year of the state behind
    if ("asks", "funding") in kinds and not matter:
        rest = say("query.funding")
    needs = tuple(own.nouns or (() if own.asks else own.terms))
    changed = Change(names, time, role)
    there = Reading(f"{names or last.said(*last.places[:1])}{time}{role}{rest}", needs)
    if of_row := _of_row(question, own, turn, rest):
        return [of_row]
    if of_other := _of_other_member(own, last, changed):
        return [of_other]
    if question.kind is Kind.METADATA:
        return [there]
    if question.asks_whether and len(question.quantities) == 1 and own.places and not (own.nouns or own.indicators):
        (claimed,) = question.quantities  # 宁川是2个对吧
        of_place = changed.applied(last, drop_asks=True)
        return [Reading(say("query.claim", what=of_place, figure=f"{claimed.number}{claimed.unit}"))]
    claims = question.asks_whether and question.quantities and own.nouns
    if (claims or asks_members(question.whole)) and not placed:
        return [Reading(f"{last.said(*last.places[:1])}{question.plain}")]  # 每2万人口配一辆救护车，对吧 says it all
    if topic := _of_topic(own, last, changed):
        return [topic]
    if of_its_kind := _of_its_kind(own, last, changed, rest):
        return [replace(of_its_kind, needs=needs)]
    of_matter = Reading(_followed(changed.applied(last, drop_asks=True), rest), needs)
    if own.indicators and last.indicators:
        of_matter = there  # another indicator takes the place of the last one, even where no document states it
    subject = [Reading(_followed(changed.applied(last, end=last.holder), rest), needs)] if last.holder else []
    measures = any(span.kind == "measure" for span in own.spans)
    if measures and base.projects and subject and not placed:
        # The area of a project is that of what is built, or the document does not say it.
        return [replace(subject[0], needs=(*(term for term in last.nouns if term.end <= last.holder), *needs))]
    if measures and not matter and not own.terms:
        return [Reading(changed.applied(last, drop_asks=True) + rest)]
    if own.ranks and question.projects and question.projects.order and not question.regions and _one_project(turn):
        # 投钱最少的是哪个 after one of the list: of all of them again.
        return [Reading(f"{turn.regions[0]}{say('query.projects')}{rest}", needs)]
    if not matter and not own.terms and own.ranks and base.projects:
        words = changed.applied(last)
        best = next((own.plain[span.start : span.end] for span in own.spans if span.kind == "extreme"), "")
        if best and (said := base.projects.superlative):
            return [Reading(words.replace(said, _BEST.sub(best, said), 1))]  # 最便宜的呢 after 最贵的是哪个
        return [Reading(changed.applied(last, drop_asks=True) + rest)]
    if not matter and not own.terms and own.ranks:
        if own.asks_who:
            changed, rest = Change("", time, role), own.without(*own.times, *own.roles, *own.going_on)
        return [Reading(f"{unranked(changed.applied(last))}，{rest}")]
    if not matter and not own.terms and question.scopes:
        return [Reading(changed.applied(last) + rest)]
    if not matter and own.asks and rest:
        readings = [*subject, of_matter] if ("deixis", "it") in kinds else [of_matter, *subject]
        money = _MONEY in kinds and ("spent", "spent") not in kinds  # 完成投资多少 is no 总投资多少
        if money and any((span.kind, span.value) == _MONEY for span in last.spans):
            # 给的是多少 asks in other words what was asked before: 补贴 where the document calls it so.
            same = [Reading(changed.applied(last))] if placed or time or role else []
            return [replace(reading, money=True) for reading in (*same, *readings)]
        # 存在哪些问题 asks for a part of the document, whatever was talked about.
        return [*readings, there] if own.terms or part_asked(rest) else readings
    if not matter and not own.terms and not placed and (words := _with_quantity(question, base)):
        return [Reading(words)]
    if not matter and not own.terms:
        return [Reading(changed.applied(last))] if placed or time or role else []
    another = own.holder or _HOUSE.search(rest)
    if last.institution and not (placed or another or _WHOLE.search(own.plain)) and ("deixis", "there") not in kinds:
        # 教职工 of a school are not those of the county.
        of_it = [*(Reading(words) for _, words in _exchanged(last, changed, rest)), of_matter, *subject]
        return [replace(reading, needs=(*last.institution, *needs), together=True) for reading in of_it]
    if _INSTITUTION.search(rest) and last.house and not (own.asks or own.holder > len(rest)):
        start, end = last.house
        return [Reading(f"{changed.applied(last, end=start)}{rest}{last.plain[end:]}", needs)]
    named = rest.removesuffix("那个")
    if _HOLDER.search(named) and last.holder and base.projects and not own.asks:
        begins = min(term.start for term in last.nouns if term.end <= last.holder)
        whole = f"{names or last.said(*last.places[:1])}{time}{role}{named}{last.said(*last.asks)}"
        return [Reading(changed.applied(last, noun=named, put=(begins, last.holder)), needs), Reading(whole, needs)]
    if (
        own.indicators
        and not (own.asks or last.indicators or last.holder)
        and (instead := _instead(last, changed, rest))
    ):
        return [Reading(instead, needs), there, of_matter]  # 那养老护理员呢 after 照护师要培训多少名
    if own.asks or own.indicators:
        readings = [there, of_matter]
        if ("deixis", "there") in kinds or _WHOLE.search(own.plain):
            readings = [there]
        elif ("deixis", "it") in kinds or (last.holder and not own.holder and ("asks", "who") not in kinds):
            # 床位 of a hospital are not those of the place.
            spoken = own.indicators and not any(mention.by_name for mention in question.indicators)
            readings = [*subject, of_matter, *(() if spoken or ("deixis", "it") in kinds else (there,))]
        return readings if goes_on or len(question.plain) <= _SHORT else [*readings, Reading(question.plain, needs)]
    exchanged = _exchanged(last, changed, rest)
    readings = [Reading(words, needs) for _, words in exchanged]
    if last.ranks or any(alike >= _ALIKE for alike, _ in exchanged):
        return readings or [there]
    other = Reading(changed.applied(last, drop_nouns=True, noun=rest), needs)
    readings += [of_matter, other] if last.holder and not own.holder else [other, of_matter]
    return [*readings, there]


# 那石门子镇的呢，投资多少
_ANOTHER_TOWN = re.compile(
    r"(?:那|还有|再看看?|再看下)*(?P<town>[\u4e00-\u9fff]{2,4}(?:镇|乡|街道))(?:的|那个)*呢?(?:[，,].*)?"
)
_TOWN = re.compile(r"(?:(?<=[县市区旗])|^|(?<=的))[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道)(?!卫生|政府)")


def _of_another_town(own: str, last: str) -> str:
    """The last question of the town that a follow-up names, which names nothing else, for the one that it named; "" where it named none."""
    asked = _ANOTHER_TOWN.fullmatch(own.rstrip("?？。 "))
    named = _TOWN.search(last)
    if asked is None or named is None or asked["town"] in last:
        return ""
    return f"{last[: named.start()]}{asked['town']}{last[named.end() :]}"


def _followed(words: str, rest: str) -> str:
    """``rest`` behind ``words``, with the word once that both have there (要设 and 设几个)."""
    both = next((n for n in range(min(len(words), len(rest)), 0, -1) if words.endswith(rest[:n])), 0)
    between = say("query.of") if _BRIDGE.search(words[-1:] + rest[:1]) and not both else ""
    return words + between + rest[both:]


@dataclass(frozen=True, slots=True)
class Change:
    """New words for the places, the time and the role; "" where they stay."""

    places: str
    time: str
    role: str

    def applied(
        self,
        last: Wording,
        drop_asks: bool = False,
        drop_nouns: bool = False,
        noun: str = "",
        put: tuple[int, int] | None = None,
        end: int | None = None,
    ) -> str:
        """The last question's words so changed, without the words that ask, without its nouns, with ``noun`` for the
        stretch ``put`` or, where nouns go, before the words that ask; up to ``end`` only."""
        edits: list[tuple[int, int, str]] = []
        edits += _replaced(last.places, self.places) if self.places else []
        at = last.places[0][1] if last.places else 0
        if self.time or self.role:
            edits += [
                (start, end, "")
                for start, end in (*last.times, *last.roles)
                if self.time or (start, end) in last.roles or _NOW.search(self.role)
            ]
            when = self.time + self.role
            edits.append((at, at, when))
        # 哪份规划提到X goes on as X alone.
        edits += [(start, end, "") for start, end in (last.asks if drop_asks else last.document)]
        if drop_nouns:
            edits += [(term.start, term.end, "") for term in last.terms]
            edits += [(at, at + 1, "") for at in last.named]
            ask = last.asks[0][0] if last.asks else len(last.plain)
            edits.append((ask, ask, noun))
        elif put:
            edits.append((*put, noun))
        plain = last.plain[:end]
        return _edited(plain, [edit for edit in edits if edit[1] <= len(plain)])


def at_time(last: Wording, own: Wording) -> str:
    """The last question with the time and the role of the follow-up for its own."""
    return Change("", own.said(*own.times), own.said(*own.roles)).applied(last)


def _together(own: Wording, last: Wording, base: Question) -> Reading | None:
    """The project just asked about together with the one that the follow-up sets beside it (比机场二期少多少); None where it
    sets none."""
    span = next((span for span in own.spans if span.kind == "with"), None)
    if span is None or base.projects is None or own.indicators or not own.nouns:
        return None
    end = last.holder or (last.asks[0][0] if last.asks else 0)
    if not end:
        return None
    rest = span.part("rest").rstrip("呢吧")
    if _MONEY in {(asked.kind, asked.value) for asked in last.spans}:
        gap = _GAP.search(rest)
        rest = say("query.money_gap") if gap else rest if "钱" in rest else f"{rest}{say('query.money')}"
    return Reading(f"{last.plain[:end]}{say('query.and')}{span.part('other')}{rest}", tuple(own.nouns))


def _same_of_house(own: Wording, last: Wording) -> Reading | None:
    """What was asked of an institution, asked of that of another place (岭泽县人民医院的目标呢 after 乌浔县人民医院三四级手术占比); None where
    the follow-up names anything but its place and the institution."""
    house = own.without(*own.places, *own.times, *own.roles, *own.asks, *own.going_on).rstrip("的呢是?？")
    before = _NAMED_HOUSE.search(last.plain)
    if len(own.places) != 1 or len(last.places) != 1 or before is None or not _NAMED_HOUSE.fullmatch(house):
        return None
    if not _ASKED_OF_IT.match(last.plain, before.end()):
        return None
    time, role = own.said(*own.times), own.said(*own.roles)
    # 雾岭县人民医院: the 县 is the place's.
    put = (max(before.start(), last.places[0][1]), before.end())
    return Reading(Change(own.said(*own.places), time, role).applied(last, noun=house, put=put))


def _of_topic(own: Wording, last: Wording, changed: Change) -> Reading | None:
    """The topic of the last question with another part of the document asked for (那存在哪些问题 after 职业教育有哪些举措); None
    where one of the two asks for no part, or the follow-up names a matter of its own."""
    part, before = part_asked(own.plain), part_asked(last.plain)
    if part is None or before is None or own.indicators:
        return None
    asks = part[1]
    if any(not asks.start() <= noun.start < asks.end() for noun in own.nouns):
        return None
    return Reading(changed.applied(last, noun=asks[0], put=before[1].span()))


def _of_other_member(own: Wording, last: Wording, changed: Change) -> Reading | None:
    """The last question with a word of the follow-up, which says nothing else, for the one that it excludes (那民办的呢 after 公办养老机构…);
    None where the last question holds none."""
    said = own.without(*own.places, *own.times, *own.roles, *own.going_on, *own.asks).strip("的那个类家")
    for contrast in contrasts() if said and not _HOUSE.search(said) else ():
        if not any(member.fullmatch(said) for member in contrast.members):
            continue
        for member in contrast.members:
            match = member.search(last.plain)
            if match and not member.fullmatch(said):
                return Reading(changed.applied(last, noun=said, put=match.span()))
    return None


def _of_its_kind(own: Wording, last: Wording, changed: Change, rest: str) -> Reading | None:
    """The last question of another thing that is called the same kind (那污水治理行动呢 after 厕所革命行动谁牵头), whatever indicator its
    name sounds like; None where no such kind is named."""
    kind = own.nouns[-1].text if own.nouns else ""
    if own.asks or not rest.endswith(kind) or not _WORK.fullmatch(kind):
        return None
    end = next((term.end for term in last.nouns if term.text == kind), 0)
    begin = end
    for term in reversed([term for term in last.terms if term.end <= end]):
        begin = term.start if term.end == begin else begin
    return Reading(changed.applied(last, noun=rest, put=(begin, end))) if end else None


def _one_project(turn: Turn) -> bool:
    """Whether the one row of a project table was shown last, of one place."""
    rows = [citation for citation in turn.answer.citations if citation.table is not None]
    return len(turn.regions) == 1 == len(turn.answer.citations) == len(rows) and any(
        column_kind(head) is Column.PROJECT for head, _ in rows[0].cells
    )


# 哪年到哪年实施的
_DONE = "实施"
# What stands between the parts of a project that are asked for.
BETWEEN_PARTS = re.compile(r"[它其是从到和与及跟还有又以的呢吗吧啊呀各都是那、，,。？? ]+")


def _of_row(question: Question, own: Wording, turn: Turn, rest: str) -> Reading | None:
    """The follow-up, which asks for nothing but parts of a project (总投资和建设年限呢), about the project of the one row shown last;
    None where it says more, or no one such row was shown."""
    asked = question.projects
    if (
        asked is None
        or not asked.parts
        or question.regions
        or asked.reckons
        or asked.of_tables
        or len(turn.regions) != 1
    ):
        return None
    going_on = _positions(own.going_on)
    left = "".join(char for at, char in enumerate(own.plain) if at not in asked.spans and at not in going_on)
    rows = [citation for citation in turn.answer.citations if citation.table is not None]
    if (
        BETWEEN_PARTS.sub("", left.replace(_DONE, ""))
        or len(turn.answer.citations) != 1
        or len(rows) != 1
        or turn.answer.refused
    ):
        return None
    kinds = {head: column_kind(head) for head, _ in rows[0].cells}
    name = next((value for head, value in rows[0].cells if kinds[head] is Column.INDICATOR), "")
    return Reading(f"{turn.regions[0]}{name}{rest}") if name and Column.PROJECT in kinds.values() else None


# Another thing may be counted in another measure (150名, 2500人次).
_MEASURED = re.compile(r"(?:多少|几)[名人位个家所张]$")


def _instead(last: Wording, changed: Change, rest: str) -> str:
    """The last question with ``rest`` for the first thing that it names; "" where it names none before it asks."""
    first = next((term for term in last.nouns), None)
    if first is None or not last.asks or first.end > last.asks[0][0]:
        return ""
    return _MEASURED.sub("多少", changed.applied(last, noun=rest, put=(_name_from(last, first), first.end)))


def _with_quantity(question: Question, base: Question) -> str:
    """The last question with the figure of the follow-up for its own of the same unit (60岁以上的呢 after 65岁及以上…占比); ""
    where it has none."""
    for own in question.quantities:
        for before in base.quantities:
            if own.unit and own.unit == before.unit:
                return base.plain.replace(f"{before.number}{before.unit}", f"{own.number}{own.unit}")
    ages, old = _AGE.findall(question.plain), _AGE.findall(base.plain)
    if len(ages) == 1 == len(old):
        return base.plain.replace(old[0], ages[0])
    return ""


def unranked(words: str) -> str:
    """A question without the clauses that only say what is done with its figures (三地各多少，谁最多)."""
    first, *rest = re.split(r"[，,]", words)
    return "，".join([first, *(part for part in rest if not any(span.kind in _RECKONS for span in spans_in(part)))])


def ranked_so(superlative: str, nth: str, way: str) -> str:
    """The words of an extreme (投资最大) for its ``nth`` (投资第二大), by another ``way`` where one is said; "" where they rank
    nothing."""
    match = _BEST.search(superlative)
    if match is None:
        return ""
    return f"{superlative[: match.start()]}第{nth}{way or match['way']}{superlative[match.end() :]}"


def _replaced(stretches: Sequence[tuple[int, int]], by: str) -> list[tuple[int, int, str]]:
    if not stretches:
        return [(0, 0, by)]
    beside = [(one[1], other[0]) for one, other in itertools.pairwise(stretches) if 0 <= other[0] - one[1] <= 1]
    gone = [(start, end, "") for start, end in (*stretches[1:], *beside)]  # 甲和乙: the 和 between goes as well
    return [(*stretches[0], by), *gone]


def _exchanged(last: Wording, changed: Change, rest: str) -> list[tuple[int, str]]:
    """(how many characters are alike, the words) of the last question with the noun exchanged that ends like the follow-up's
    (硕士 for 博士), the longest likeness first."""
    bare = rest.rstrip("的")
    found: list[tuple[int, str]] = []
    for term in last.terms:
        alike = _same_end(term.text, bare)
        if alike:
            start = _name_from(last, term) if len(bare) > len(term.text) and alike == len(term.text) else term.start
            # 老年康复医院 for 老年养护院: what both begin with stands once.
            both = (n for n in range(len(bare) - 1, 0, -1) if last.plain[:start].endswith(bare[:n]))
            start -= next(both, 0)
            found.append((alike, changed.applied(last, noun=bare, put=(start, term.end))))
    return sorted(found, key=lambda pair: -pair[0])[:2]


def _name_from(last: Wording, term: Term) -> int:
    """Where the name begins that ends with a class noun (龙吟|水库, 第二|污水处理厂)."""
    start = term.start
    for before in reversed([other for other in last.terms if other.end <= start]):
        start = before.start if before.end == start else start
    number = re.search(r"第[一二三四五六七八九十]{1,2}$", last.plain[:start])
    return number.start() if number else start


def _same_end(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length


def _positions(stretches: Sequence[tuple[int, int]]) -> set[int]:
    return {at for start, end in stretches for at in range(start, end)}


def _edited(plain: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """``plain`` with each stretch replaced; of stretches that overlap the first stands, insertions stay."""
    kept: list[str] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        if start < at and end > start:
            continue
        kept.append(plain[at : max(at, start)])
        kept.append(new)
        at = max(at, end)
    return _TIDY.sub("", "".join(kept) + plain[at:])
