"""The form of an answer: whether a sentence or table row can be what a question word asks for (a figure of the thing
that is counted, a list of so many items, a date), and holds what the question states."""

import functools
import re
import unicodedata
from enum import StrEnum

from bot.answers.premise import states_claim
from bot.asking import deed_of
from bot.figures_said import FIGURE, NO_FIGURE, NUMERAL, clauses_of, is_base
from bot.form_lists import lists_so_many
from bot.form_years import has_column, of_years
from bot.lexicon import lexicon
from bot.question import IndicatorMention, Kind, Question, Term, Wanted
from bot.reading.aspects import only_planned
from bot.reading.contrasts import NUMBERED, demanded, unmet_contrasts
from bot.reading.lexicon import asking_words
from bot.reading.persons import names_holder, title_asked
from bot.support import evidence_key, held, unmet
from corpus.catalogue import load_catalogue
from corpus.language.places import stem
from corpus.language.text import search_key
from corpus.language.unit_groups import COUNT_UNITS, SHARES
from retrieval.records import PlacedEvidence

# 三级医院, 四级手术: a grade, counted only where 几级 is asked.
_GRADE = re.compile(r"[一二三四]级")
# What the names of institutions end with; behind 哪家 they are what is asked for.
HOUSES = (
    "医院",
    "保健院",
    "病院",
    "福利院",
    "养老院",
    "中心",
    "卫生站",
    "卫生室",
    "卫生院",
    "服务站",
    "学校",
    "大学",
    "学院",
    "中学",
    "小学",
)
_ASKED_HOUSE = re.compile(r"(?:哪|几|什么|多少)[一二两三四五六七八九十几些]{0,2}[家所个间座]?$")
_DATE = re.compile(r"周[一二三四五六日]|星期|\d{1,2}日|\d{4}年|\d{1,2}月|二〇|\d{4}[-－—～~]")
_PHONE = re.compile(r"\d{3,}-?\d{4,}|(?<![\d.])\d{5,6}(?![\d.]|[\u4e00-\u9fff])")
_PLACE = re.compile(
    r"在[^，。；]{2,40}?(?:建|设立|布局|设置|开设|打造|开行|开通|试点|推行)|[\u4e00-\u9fff]{2}(?:镇|乡|街道|新区|开发区|园区)|位于|地处|坐落|选址|交界|[\u4e00-\u9fff]{2,4}[县区市乡镇]、[\u4e00-\u9fff]{2,4}[县区市乡镇]|(?:、[\u4e00-\u9fff]{2,6}){2,}\d*个?[县区市乡镇村]|路(?![径线子由演])\d*号?|大道|街(?!道)|地块|周边|境内"
)
_EACH = re.compile(r"分别|各自?|都|[哪几]|[两二三四五六七八九十\d]+[个家处所座]")
# So many to a thousand, ten thousand, a hundred thousand.
_RATIO_ASKED = re.compile(r"每(?:一?[百千万]|十万|百万|1?0{2,5}|10万)(?!分)|‰|/10万")
# 210张里面养老床占几张: a part of a stated figure is another one.
_PART_ASKED = re.compile(r"(?:里面?|里头|其中|当中)[^，。？?]{0,10}?(?:占|有|是)?(?:几|多少)(?!年)")
# 由什么型转成什么型, 从多少降到多少: both ends are asked for.
_FROM_TO_ASKED = re.compile(r"(?:由|从)(?:什么|啥|哪|多少|几)[^，。？?]{0,8}?(?:转|变|到|提|升|降|向|改|缩)")
_FROM_TO = re.compile(r"(?:由|从)[^，。；]{1,24}?(?:向|到|至|转|变|升|提|降|改|缩|→)")
# 已经引进几名了, 实际放了多少笔: what was done is asked for.
_DONE_ASKED = re.compile(r"(?:已经?|实际(?:上|已)?)[^，。？?]{0,16}?(?:多少|几)")
# Columns of tables that say who does it.
_DUTY = re.compile(r"(?:责任|牵头|实施|建设|负责)(?:单位|部门|主体)")
# The parts of a chain, each of which may speak of another institution.
_PARTS = re.compile(r"[^；;]+")
# A plan may name what is counted in other words in part (名医生 for 名医师).
_HEAD_SHARE = 0.4
# Nouns and verbs of a claim; adjectives are how it is put.
_CLAIMING = 0.4
# An indicator's name may be shortened in a sentence, but not to the name of its neighbour (执业医师 for 中医执业医师).
_NAME_SHARE = 0.75
# The end that the names of a series share is longer than a word.
_LONG_TAIL = 6
# So much of a name stands at each side of a word that is left out.
_LEAST_END = 2
# Names in letters (5G, HPV), for which no other word stands.
_LETTERED = re.compile(r"[A-Za-z]")
# 多少亿 asks for a sum in 万 or 亿.
_IN_LARGE = re.compile(r"(?:多少|几)个?[万亿]")
# A part of what the clause before speaks of.
_PART_OF = re.compile(r"\s*其中")
# What stands right before a figure: 本科2万元、专科1.5万元.
_LABEL = re.compile(r"([\u4e00-\u9fff]{2})(?=\d)")
# 多少人 is not answered with 4个, though people are counted so too.
_HEADS = ("人", "名", "位")
# A sentence that only names what its paragraph tells.
_TITLE = re.compile(r"[^，,；;。]{2,24}。")
_PEOPLE = re.compile(r"(?:老年?人|儿童|妇女|患者|教师|护士|医师|医生|学生|人员|职工|居民|者)$")
# The shortest name that a neighbour's may stand for.
_NEIGHBOURS = 2
# What a share is called beside the pieces that it is of: 卫生镇占比 of 40个卫生镇.
_SHARE = re.compile(r"(?:占比|比例|比重|率)$")


_RATE = re.compile(r"比例|占比|比重|(?<!生产)(?<!汇)(?<!利)(?<!税)(?<!效)率$")
_PROPORTION = re.compile(r"比例|占比|比重")
_SHARE_STATED = re.compile(r"[%‰％:∶：]|百分|分之|[一二三四五六七八九]成|全覆盖|率|比例|占比|比重|每[百千万十]")
# A word right before what is measured.
_BEFORE = re.compile(r"[\u4e00-\u9fff]{2}$")


_GOES_ON = re.compile(r"比|较|同比|增|减|降|下降|上升|提高|回落")


class Gap(StrEnum):
    """What evidence lacks of the form that a question asks for."""

    CONTRAST = "contrast"
    HOUSE = "house"
    INSIDE = "inside"
    QUOTATION = "quotation"
    NUMBER = "number"
    INDICATOR = "indicator"
    PHONE = "phone"
    FIGURE = "figure"
    UNIT = "unit"
    COUNTED = "counted"
    LIST = "list"
    PLACE = "place"
    DATE = "date"
    YEAR = "year"
    DOER = "doer"
    PERSON = "person"
    ASPECT = "aspect"


def form_gap(question: Question, evidence: PlacedEvidence, nearby: str) -> Gap | None:
    """Why evidence cannot be the kind of answer that is asked for; None where it can. ``nearby`` is the text around it,
    in which a quotation or a year may stand that the sentence goes on from."""
    text = unicodedata.normalize("NFKC", evidence.unit.text)
    context = f"{evidence.unit.context} {evidence.plan.metadata.title}"
    which = question.kind is Kind.WHICH_DOCUMENT
    if unmet_contrasts(question.plain, f"{context} {text}", question.earlier, nearby):
        return Gap.CONTRAST
    if any(_LETTERED.search(term.text) and not _holds(term, f"{context} {nearby} {text}") for term in question.terms):
        return Gap.CONTRAST  # 5G, HPV: no other word stands for them
    if not which and _lacks_house(question, evidence_key(f"{context} {nearby} {text}")):
        return Gap.HOUSE
    if any(stem(place) not in f"{context} {nearby} {text}" for place in question.inside):
        return Gap.INSIDE
    quotable = search_key(context + text + ("" if which else nearby))
    if any(search_key(quoted) not in quotable for quoted in question.quoted):
        return Gap.QUOTATION
    if any(not states(quantity.number, text) for quantity in question.quantities if which or "." in quantity.number):
        return Gap.NUMBER
    if question.checks and not all(states_claim(question, quantity, text) for quantity in question.quantities):
        return Gap.NUMBER
    if which:
        around = search_key(text + context + nearby)
        return None if all(str(year) in around for year in question.years) else Gap.YEAR
    if not all(_names(mention, question, search_key(text + context)) for mention in question.indicators):
        return Gap.INDICATOR
    if evidence.unit.table is None and not of_years(question, evidence, text, nearby):
        return Gap.YEAR
    if evidence.unit.table is not None and not has_column(question, f"{context} {text}"):
        return Gap.YEAR
    if evidence.unit.is_of_year and question.years and not any(str(year) in text for year in question.years):
        return Gap.YEAR  # the row of another year, or of all
    if question.checks and question.quantities and _says_less(question, search_key(f"{context} {nearby} {text}")):
        return Gap.NUMBER
    if question.asks_whether and only_planned(question.plain, text):
        return Gap.ASPECT
    if evidence.unit.table is None and _DONE_ASKED.search(question.plain) and only_planned(question.plain, text):
        return Gap.ASPECT  # 已经引进几名 is not answered by how many are to come
    if (title := title_asked(question.plain)) and not names_holder(title, text):
        return Gap.PERSON
    if question.claims_year and not all(str(year) in text for year in question.years):
        return Gap.YEAR
    if Wanted.PHONE in question.wanted and not _PHONE.search(text):
        return Gap.PHONE
    if (
        Wanted.FIGURE in question.wanted
        and _RATIO_ASKED.search(question.plain)
        and not _RATIO_ASKED.search(f"{context} {text}")
    ):
        return Gap.UNIT  # 每千名老人几个护理员 is not answered with how many are trained
    if Wanted.FIGURE in question.wanted and (gap := _figure_gap(question, evidence, text, nearby)):
        return gap
    if Wanted.PLACE in question.wanted and not _PLACE.search(text) and not _names_each(question, text):
        return Gap.PLACE
    if _PART_ASKED.search(question.plain) and not _states_another(question, text):
        return Gap.FIGURE
    if _FROM_TO_ASKED.search(question.plain) and not _FROM_TO.search(text):
        return Gap.FIGURE
    deed = deed_of(question.plain)
    under = evidence.unit.section[-1] if evidence.unit.section else ""
    about = f"{nearby} {under} {text}" if evidence.unit.tells_who else text
    if deed and not _DUTY.search(context) and not _does(question, deed, search_key(about), search_key(under)):
        return Gap.DOER
    if Wanted.LIST in question.wanted and not lists_so_many(question, text):
        return Gap.LIST
    return Gap.DATE if Wanted.DATE in question.wanted and not _DATE.search(text) else None


def _states_another(question: Question, text: str) -> bool:
    """Whether ``text`` states a figure of the unit of one that the question states, and not that one."""
    stated = [quantity for quantity in question.quantities if quantity.unit]
    return not stated or any(
        number != quantity.number
        for quantity in stated
        for number in re.findall(rf"(\d+(?:\.\d+)?)\s*{re.escape(quantity.unit)}", text)
    )


def _holds(term: Term, text: str) -> bool:
    key = search_key(text)
    return any(held(way, key) == 1 for way in (term.text, *term.ways))


def _names_each(question: Question, text: str) -> bool:
    """Whether ``text`` names the several things whose places are asked for by their places (东埠、西埠两个分中心)."""
    nouns = [term.text for term in question.terms if term.weight == 1 and len(term.text) > 1]
    named = rf"[\u4e00-\u9fff]{{2,8}}(?:、[\u4e00-\u9fff]{{2,6}})+(?:等)?{NUMERAL}[个家处所座][\u4e00-\u9fff]{{0,8}}?(?:{'|'.join(map(re.escape, nouns))})"
    return bool(nouns) and _EACH.search(question.plain) is not None and re.search(named, text) is not None


def _lacks_house(question: Question, key: str) -> bool:
    """Whether an institution that the question names (not one that it asks for: 哪家医院) does not stand in ``key``."""
    return any(
        term.text.endswith(HOUSES)
        and len(term.text) > 2
        and not _ASKED_HOUSE.search(question.plain[: max(term.start, 0)])
        and max(held(way, key) for way in (term.text, *term.ways)) < 1
        for term in question.terms
    )


def _says_less(question: Question, key: str) -> bool:
    """Whether ``key`` lacks a word of what a claimed figure is said of: 新建公办幼儿园15所 is not confirmed by those with 托班."""
    said = asking_words()
    claimed = [term for term in question.terms if term.weight >= _CLAIMING and not said.phrases(term.text)]
    return bool(unmet(claimed, key))


def _other_house(question: Question, part: str) -> bool:
    """Whether a part of a chain (；) speaks of another institution of the series that the question names one of."""
    return any(one.contrast == NUMBERED and not one.same.search(part) for one in demanded(question.plain))


def _does(question: Question, deed: str, key: str, heading: str) -> bool:
    """Whether a sentence says that somebody does what is asked, and speaks of the matter itself: what leads another thing
    leads this one only where most of its nouns stand there, or the ``heading`` above names them all."""
    nouns = [term for term in question.terms if term.weight == 1 and len(term.text) > 1]
    if nouns and not unmet(nouns, heading):
        return held(deed, key) == 1
    missing = unmet(nouns, key)
    # 养老院的消防归谁管 asks about the last of them.
    return held(deed, key) == 1 and 2 * len(missing) <= len(nouns) and not (nouns and nouns[-1] in missing)


def states(number: str, text: str) -> bool:
    """Whether ``text`` holds the figure ``number`` as a whole figure."""
    return re.search(rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)", text.replace(",", "")) is not None


def _names(mention: IndicatorMention, question: Question, key: str) -> bool:
    entry = load_catalogue().get(mention.key)
    ways = (mention.of_any_age(question.plain), *(entry.names if entry else ()))
    if entry and any(name in key for name in _shorter_neighbours(mention.key)) and not any(way in key for way in ways):
        return False  # 人均预期寿命 is no 人均健康预期寿命
    if set(question.wanted_units) & COUNT_UNITS:
        ways += tuple(_SHARE.sub("", way) for way in ways)
    said = max((held(way, key) for way in ways if not _of_its_series(way, key)), default=0.0)
    return said >= _NAME_SHARE or (
        not mention.by_name and _words_held(mention.of_any_age(question.plain), key) >= _NAME_SHARE
    )


def _of_its_series(name: str, key: str) -> bool:
    """Whether ``key`` holds another of a series of names, which only their beginnings tell apart (氮氧化物重点工程减排量 for 氨氮重点工程减排量)."""
    return len(name) > _LONG_TAIL and name[_LEAST_END:] in key and name[:_LEAST_END] not in key


@functools.cache
def _shorter_neighbours(key: str) -> tuple[str, ...]:
    """The search keys of names of other indicators that are one of the names of the indicator ``key`` with a word left out."""
    catalogue = load_catalogue()
    entry = catalogue.get(key)
    own = [search_key(name) for name in entry.names] if entry else []
    others = [search_key(name) for other in catalogue.indicators if other.key != key for name in other.names]
    return tuple(
        other
        for other in others
        if any(
            len(other) < len(name)
            and any(
                name.startswith(other[:at]) and name.endswith(other[at:])
                for at in range(_LEAST_END, len(other) - _LEAST_END + 1)
            )
            for name in own
        )
    )


def _words_held(name: str, key: str) -> float:
    """The share of the words of a name in the asker's way that ``key`` holds (60岁以上常住老人); none where it lacks what a rate is of
    (入住 of 机构床位入住率)."""
    import rjieba

    cut = [word for word in rjieba.cut(name) if len(word) > 1]
    measured = [bare for word in cut if (bare := _SHARE.sub("", word)) != word and len(bare) > 1]
    words = [word for word in cut if not _SHARE.search(word)] + measured
    if not words or any(held(word, key) < 1 for word in measured):
        return 0.0
    return sum(held(word, key) for word in words) / len(words)


def _figure_gap(question: Question, evidence: PlacedEvidence, text: str, nearby: str) -> Gap | None:
    """A figure must stand there, with a unit that fits, in a clause that speaks of what is asked for, or in a paragraph that opens with
    it (2.推进适老化改造。…每户补助2800元)."""
    title = _TITLE.match(nearby)
    # 几岁起 asks for an age; elsewhere 65岁以上 says whom.
    bare = text if "岁" in question.wanted_units else NO_FIGURE.sub(lambda match: " " * len(match[0]), text)
    names = (
        question.head,
        *_PROPORTION.findall(question.plain),
        *(mention.words(question.plain) for mention in question.indicators),
    )
    if (
        not question.wanted_units
        and any(map(_RATE.search, names))
        and not _SHARE_STATED.search(f"{text} {evidence.unit.context}")
    ):
        return Gap.UNIT  # 办托班比例 is not answered with how many do
    # 三级医院 counts nothing.
    if not FIGURE.search(bare if "级" in question.wanted_units else _GRADE.sub("", bare)):
        return Gap.FIGURE
    of_people = not question.wanted_units and _PEOPLE.search(question.head)
    wanted = list(_HEADS) if of_people else []
    wanted += [u for u in question.wanted_units if u and not (u == "个" and question.wanted_units[0] in _HEADS)]
    units = "|".join(_unit_pattern(unit, question) for unit in wanted)
    heads = (
        evidence.unit.context if evidence.unit.table is not None else ""
    )  # 人居环境 above a sentence counts no heads
    if units and not re.search(units, f"{text} {heads}"):
        return Gap.UNIT
    if "元" in question.wanted_units and _lacks_kind_of_money(question, f"{text} {evidence.unit.context}"):
        return Gap.COUNTED  # 住宿补贴 is no 交通补贴
    in_row = evidence.unit.table is not None
    if not question.head or (in_row and not units):
        # A row that does not name what is counted (车位) counts none.
        named = held(question.head, search_key(f"{text} {evidence.unit.context}")) >= _HEAD_SHARE
        return Gap.COUNTED if question.head_is_counted and not named else None
    # 76张, 出院人数4.65万
    counted = rf"{NUMERAL}[多余]?[万亿千百]?\s*(?:{units})|(?:{units})数量?(?:为|达到?|约|共)?\s*{NUMERAL}"
    measured = re.compile(counted) if units else FIGURE
    parts = [part for part in _PARTS.findall(bare) if part.strip()]
    # A row is of one thing, which its first cells name.
    own = [
        part
        for part in parts
        if (in_row or not _lacks_house(question, search_key(part))) and not _other_house(question, part)
    ]
    if own and len(own) < len(parts):
        nouns = [term for term in question.terms if term.weight == 1]
        if unmet(nouns, search_key(f"{'；'.join(own)} {evidence.unit.context}")):
            return Gap.COUNTED  # another institution's figure
    clauses = clauses_of("；".join(own) if own and len(parts) > 1 else bare)
    # 全市护士5100人，坪石县床位600张 counts no nurses of 坪石县.
    begin = min(
        (at for at, clause in enumerate(clauses) if any(stem(place) in clause for place in question.inside)), default=0
    )
    if in_row and not question.head_is_counted:
        begin = len(clauses)  # 新楼几层: what a row measures is of what it names
        if measured.search(bare) and held(question.head, search_key(text)) >= _HEAD_SHARE:
            return None
        if evidence.unit.is_of_year and held(question.head, search_key(evidence.unit.context)) >= _HEAD_SHARE:
            return None  # 2023年 | 90 under 建设套数（套）
    for at, clause in enumerate(clauses):
        if _excluded(question, clause):
            continue  # 公办机构入住率43.5%，民办机构… says nothing of the latter
        if at < begin or _of_another(question, clause, text) or _of_neighbour(question, clause, text):
            continue
        if question.head and is_base(question.head, clause) and not _asks_share(question):
            continue
        is_group = _is_group(question, clause)
        if _PART_OF.match(clause) and not is_group and held(question.head, search_key(clause)) < _HEAD_SHARE:
            continue  # 三甲医院全部开通，其中4家… does not count the 三甲医院
        # 居民患病率较高，达12% names its subject one clause ahead, 失业人员2万人，减少1万人，下降7% the first of a chain; what is
        # counted stands beside its number.
        first = at - 1 if at and not question.head_is_counted else at
        while first and first < at and _GOES_ON.match(clauses[first]):
            first -= 1
        if is_group:
            # 高龄津贴80—89周岁每月60元，90—99周岁每月150元，百岁老人每月600元: each group by its name, the matter once.
            first = at
            while first and measured.search(clauses[first]):
                first -= 1
        about = "".join(clauses[first : at + 1])
        titled = title is not None and held(question.head, search_key(title[0])) == 1
        if measured.search(clause) and (titled or held(question.head, search_key(about)) >= _HEAD_SHARE):
            return None
    return Gap.COUNTED


def _asks_share(question: Question) -> bool:
    return bool(set(question.wanted_units) & set(SHARES)) or re.search("占|比例|比重", question.plain) is not None


def _of_another(question: Question, clause: str, text: str) -> bool:
    """Whether a clause says what is asked for (患病率) of another thing than the noun right before it in the question (高血压患病率
    for 糖尿病患病率), which ``text`` speaks of elsewhere."""
    head = next((term for term in question.terms if term.text == question.head), None)
    kind = next((term for term in question.terms if head and term.end == head.start and term.weight == 1), None)
    before = _BEFORE.search(clause[: clause.find(question.head)]) if question.head in clause else None
    if kind is None or before is None or unmet([kind], search_key(text)):
        return False
    return bool(unmet([kind], search_key(clause)))


def _excluded(question: Question, clause: str) -> bool:
    """Whether a clause speaks of another kind than each that the question names of one contrast."""
    kinds: dict[str, list[bool]] = {}
    for one in demanded(question.plain):
        kinds.setdefault(one.contrast, []).append(one.excluded_by(clause))
    return any(map(all, kinds.values()))


def _of_neighbour(question: Question, clause: str, text: str) -> bool:
    """Whether a clause names, instead of what the question does, another that ``text`` names beside it (治理白沙河、东浦河，白沙河总氮
    降到3.9 says nothing of 东浦河)."""
    for term in question.terms:
        if term.weight < 1 or len(term.text) < _NEIGHBOURS or term.text in clause or term.text not in text:
            continue
        end = re.escape(term.text[-1])
        beside = rf"([\u4e00-\u9fff]{{1,{len(term.text)}}}{end})[、和与及]{re.escape(term.text)}|{re.escape(term.text)}[、和与及]([\u4e00-\u9fff]{{1,{len(term.text)}}}?{end})"
        for match in re.finditer(beside, text):
            other = match[1] or match[2]
            if any(other[at:] in clause for at in range(len(other) - _NEIGHBOURS + 1)):
                return True
    return False


def _is_group(question: Question, clause: str) -> bool:
    """Whether a clause names the group that a question asks a figure of: a noun beside what is measured, or an age."""
    key = search_key(clause)
    ages = [one for one in demanded(question.plain) if one.contrast == "age"]
    places = [stem(place) for place in question.inside]
    nouns = [term for term in question.terms if term.weight == 1 and term.text not in (question.head, *places)]
    labels = (match[1] for match in _LABEL.finditer(clause))
    named = any(label in question.plain and not lexicon().empty.fullmatch(label) for label in labels)
    return named or any(one.same.search(clause) for one in ages) or any(held(term.text, key) == 1 for term in nouns)


def _lacks_kind_of_money(question: Question, text: str) -> bool:
    """Whether the noun right before the one that money is asked of (住宿|补贴) stands nowhere in ``text``."""
    head = next((term for term in question.terms if term.text == question.head), None)
    kind = next((term for term in question.terms if head and term.end == head.start and term.weight == 1), None)
    return kind is not None and len(kind.text) > 1 and bool(unmet([kind], search_key(text)))


def _unit_pattern(unit: str, question: Question) -> str:
    """A unit as a pattern. Where money is asked for, 3.5万平方米 is none, and where it is asked for in 亿, 99元 is none."""
    money = "元" in question.wanted_units and unit in ("万", "亿")
    if unit in ("元", "块", "块钱") and _IN_LARGE.search(question.plain):
        return rf"(?<=[万亿]){unit}"
    if unit == "人":
        return "人(?!次|每|均)"  # 巡诊4600人次 counts nobody
    return re.escape(unit) + (r"(?!平|亩|[多余]?[人吨个张间户名次辆台套册件家例只头株])" if money else "")
