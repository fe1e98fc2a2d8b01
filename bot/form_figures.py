"""The form of a figure: whether a sentence or table row states one of what is counted or measured, in the unit asked for, in a
clause that speaks of it."""

import re
from collections.abc import Sequence

from bot.figures_said import FIGURE, NO_FIGURE, NUMERAL, clauses_of, is_base
from bot.gaps import HOUSES, Gap, lacks_house
from bot.lexicon import lexicon
from bot.question import Question
from bot.reading.contrasts import NUMBERED, demanded
from bot.support import held, unmet
from corpus.language.places import stem
from corpus.language.text import search_key
from corpus.language.unit_groups import SHARES
from retrieval.records import PlacedEvidence

# 三级医院, 四级手术: a grade, counted only where 几级 is asked.
_GRADE = re.compile(r"[一二三四]级")
# The parts of a chain, each of which may speak of another institution.
_PARTS = re.compile(r"[^；;]+")
# A plan may name what is counted in other words in part (名医生 for 名医师).
_HEAD_SHARE = 0.4
# 多少亿 asks for a sum in 万 or 亿.
_IN_LARGE = re.compile(r"(?:多少|几)个?[万亿]")
# A part of what the clause before speaks of.
_PART_OF = re.compile(r"\s*其中")
# From when something holds: 自2022年1月起.
_SINCE = re.compile(r"[自从][^，。；]{2,14}[起始后]")
# What stands right before a figure: 本科2万元、专科1.5万元.
_LABEL = re.compile(r"([\u4e00-\u9fff]{2})(?=\d)")
# 多少人 is not answered with 4个, though people are counted so too.
_HEADS = ("人", "名", "位")
# A sentence that only names what its paragraph tells.
_TITLE = re.compile(r"[^，,；;。]{2,24}。")
_ITEM = re.compile(r"[^，,。；：:]{2,30}[：:]")
_PEOPLE = re.compile(r"(?:老年?人|儿童|妇女|患者|教师|护士|医师|医生|学生|人员|职工|居民|者)$")
# The shortest name that a neighbour's may stand for.
_NEIGHBOURS = 2
_RATE = re.compile(r"比例|占比|比重|(?<!生产)(?<!汇)(?<!利)(?<!税)(?<!效)率$")
_PROPORTION = re.compile(r"比例|占比|比重")
_SHARE_STATED = re.compile(r"[%‰％:∶：]|百分|分之|[一二三四五六七八九]成|全覆盖|率|比例|占比|比重|每[百千万十]")
# Money that a clause states of all that its sentence has told.
_INVESTED = re.compile(r"\s*(?:项目)?(?:计划|估算|概算|预计)?(?:总投资|投资)")
# 建筑面积 of a house is no area of another thing.
_MEASURES_OF = ("建筑", "占地", "用地")
# A word right before what is measured.
_BEFORE = re.compile(r"[\u4e00-\u9fff]{2}$")
_GOES_ON = re.compile(r"比|较|同比|增|减|降|下降|上升|提高|回落")


def figure_gap(question: Question, evidence: PlacedEvidence, text: str, nearby: str) -> Gap | None:
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
    if lacks_modifier(question, f"{text} {evidence.unit.context}"):
        return Gap.COUNTED  # 持证护理员 are not all 护理员, 新增床位 not those there are
    given = _GIVEN.search(question.plain)
    if given and given["deed"] not in f"{text} {evidence.unit.context}":
        return Gap.COUNTED  # 最高奖多少钱 is not answered by fines
    in_row = evidence.unit.table is not None
    if in_row and _TOTAL_ASKED.search(question.plain) and _PER_ROW.search(text):
        return Gap.UNIT  # 托位总数多少个 is no 每千人口…托位数
    if in_row and (question.head_is_counted or _TOTAL.search(question.head)) and _SHARE_ROW.search(f" {text} {heads}"):
        return Gap.UNIT  # 床位总数 is no 护理型床位占比, 多少护理员 no 持证上岗率
    if not question.head or (in_row and not units):
        # A row that does not name what is counted (车位) counts none.
        named = held(question.head, search_key(f"{text} {evidence.unit.context}")) >= _HEAD_SHARE
        return Gap.COUNTED if question.head_is_counted and not named else None
    # 76张, 出院人数4.65万; 床位260张, where what is counted is a word of its own
    words = "|".join(re.escape(unit) for unit in wanted if len(unit) > 1)
    counted = rf"{NUMERAL}[多余]?[万亿千百]?\s*(?:{units})|(?:{units})数量?(?:为|达到?|约|共)?\s*{NUMERAL}"
    counted += rf"|(?:{words})\s*{NUMERAL}" if words else ""
    counted += (
        rf"|\s(?:{units})\s+[≥≤>＞<＜]?\s*{NUMERAL}" if in_row else ""
    )  # the cell of the unit before those of the figures
    measured = re.compile(counted) if units else FIGURE
    parts = [part for part in _PARTS.findall(bare) if part.strip()]
    # A row is of one thing, which its first cells name.
    # Of what is blanked (第二) the names of institutions are parts.
    whole_parts = [part for part in _PARTS.findall(text) if part.strip()]
    pairs = [
        (part, whole_part)
        for part, whole_part in zip(parts, whole_parts if len(whole_parts) == len(parts) else parts, strict=True)
        if (in_row or not lacks_house(question, search_key(whole_part))) and not _other_house(question, whole_part)
    ]
    own = [part for part, _ in pairs]
    if own and len(own) < len(parts):
        nouns = [term for term in question.terms if term.weight == 1]
        told = "；".join(whole_part for _, whole_part in pairs)
        if unmet(nouns, search_key(f"{told} {evidence.unit.context}")):
            return Gap.COUNTED  # another institution's figure
    clauses = clauses_of("；".join(own) if own and len(parts) > 1 else bare)
    unblanked = clauses_of("；".join(whole_part for _, whole_part in pairs) if own and len(parts) > 1 else text)
    whole = unblanked if len(unblanked) == len(clauses) else []
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
        if not in_row and _of_another_house(question, whole, at):
            continue  # 县人民医院设老年医学科，县中医医院设置床位50张
        if not in_row and _governed_otherwise(question, (whole or clauses)[: at + 1]):
            continue  # 公办11家、民办6家，床位2684张 says nothing of those of either
        if _excluded(question, clause):
            continue  # 公办机构入住率43.5%，民办机构… says nothing of the latter
        said = whole[at] if whole else clause
        if question.head and re.search(rf"{re.escape(question.head)}{_CONDITION}", said):
            continue  # 撤并床位使用率低于20%的机构 states no rate
        if at < begin or _of_another(question, said, text) or _of_neighbour(question, clause, text):
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
            first = 0 if any(one.contrast == "age" for one in demanded(question.plain)) else at
            while first and (measured.search(clauses[first]) or _SINCE.fullmatch(clauses[first].strip())):
                first -= 1
        if question.head.endswith(HOUSES) and not in_row and measured.search(clause):
            first = 0  # 优化市疾控中心职能，…编制达到120名: an institution is the subject of the whole sentence
        if "元" in question.wanted_units and not in_row and _INVESTED.match(clause):
            first = 0  # 改扩建市第三医院，新增面积4万平方米，项目总投资2.87亿元
        if _TOTAL.search(question.head) and not in_row and not _says_total(question.head, clause):
            continue  # 床位总数 is none of 安宁疗护床位
        about = "".join(clauses[first : at + 1])
        per = _EACH.search(question.plain)
        if per and per[0] in clause and measured.search(clause) and held(question.head, search_key(text)) == 1:
            return None  # 适老化改造…，每户补助4000元
        opens = title or _ITEM.match(text)  # 城南学校：位于…，占地96亩
        titled = opens is not None and held(question.head, search_key(opens[0])) == 1
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
    if kind is None or before is None or unmet([kind], search_key(text)) or _is_verb(before[0]):
        return False
    # 中小微企业返还比例 is that of 中小微企业, 稳岗 or not.
    others = [t for t in question.terms if t.weight == 1 and t not in (kind, head) and len(t.text) > 1]
    if before[0] in (*_LEVELS, *_MEASURES_OF) or any(held(term.text, search_key(clause)) == 1 for term in others):
        return False  # 区级|财政 tells no kind of it
    return bool(unmet([kind], search_key(clause)))


def _says_total(head: str, clause: str) -> bool:
    """Whether a clause counts all of what ``head`` (床位总数) is the total of: it says so, or begins with its bare noun."""
    noun = _TOTAL.sub("", head)
    return _IN_ALL.search(clause) is not None or 0 <= clause.find(noun) <= _AT_HEAD


def lacks_modifier(question: Question, text: str) -> bool:
    """Whether the word right before what a figure is asked of (持证|护理员, 新增|床位) stands nowhere in ``text``."""
    head = next((term for term in question.terms if term.text == question.head and term.start >= 0), None)
    starts = {head.start} if head else {min(mention.places) for mention in question.indicators if mention.places}
    words = [term for term in question.terms if term.end in starts and _SOFT < term.weight < 1 and len(term.text) > 1]
    return bool(unmet(words, search_key(text)))


def _is_verb(word: str) -> bool:
    """Whether a word is what is done with a thing (发放|护理补贴), and tells no kind of it."""
    import rjieba

    ((_, tag), *more) = rjieba.tag(word)
    return not more and bool(tag == "v")


def _excluded(question: Question, clause: str) -> bool:
    """Whether a clause speaks of another kind than each that the question names of one contrast."""
    kinds: dict[str, list[bool]] = {}
    for one in demanded(question.plain):
        kinds.setdefault(one.contrast, []).append(one.excluded_by(clause))
    return any(map(all, kinds.values()))


def _governed_otherwise(question: Question, clauses: Sequence[str]) -> bool:
    """Whether the last of ``clauses``, which names no kind of ownership, goes on from one that names another kind than the question, or
    from several of both kinds, of which together it speaks (公办11家、民办6家，床位2684张)."""
    for one in demanded(question.plain):
        if _ALL.match(clauses[-1]) and not one.may_be_unsaid and not any(one.same.search(c) for c in clauses[-2:]):
            return True  # 全县教职工3742人 are not those of 民办幼儿园
        naming = [at for at, clause in enumerate(clauses) if one.same.search(clause) or one.excluded_by(clause)]
        if one.contrast != _OWNERSHIP or not naming or naming[-1] == len(clauses) - 1:
            continue
        last = clauses[naming[-1]]
        beside = clauses[naming[-2]] if naming[-2:-1] == [naming[-1] - 1] else ""
        both = any(other.search(last) for other in one.others) or one.excluded_by(beside)
        if both or one.excluded_by(last):
            return True
    return False


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
    if unit == "个":
        return "个(?!月|小时|工作日|百分点|点)"  # 不超过3个月 counts nothing
    if unit == "人":
        return "人(?!次|每|均)"  # 巡诊4600人次 counts nobody
    return re.escape(unit) + (r"(?!平|亩|[多余]?[人吨个张间户名次辆台套册件家例只头株])" if money else "")


_TOTAL = re.compile(r"(?:总数|总量|数量|张数|总人数)$")
_IN_ALL = re.compile(r"[总共]|全[市县区省州]|合计")
_AT_HEAD = 2
# A row whose unit is a share.
_TOTAL_ASKED = re.compile(r"总数|一共|总共|总计|合计")
_PER_ROW = re.compile(r"每(?:千|万|百|十万|\d+)[^\s]{0,4}(?:人|老)|人均")
_SHARE_ROW = re.compile(r"[（(][%％‰][）)]|\s[%％‰]\s")
# What is done with money that is asked for: 奖多少钱, 罚几万.
_GIVEN = re.compile(r"(?P<deed>[奖罚])(?:励|款|金)?(?:给|了|是|到)?(?:多少|几)")
_EACH = re.compile(r"每(?:户|人|生|名|位|家|所|个|张|床|村|亩)")
# What only says which ones are meant.
_CONDITION = r"[^，。；]{0,2}(?:低于|高于|不足|不到|超过|达不到)\d[\d.]*[%％‰]?的[\u4e00-\u9fff]"
# Adjectives and words of time narrow nothing by themselves.
_SOFT = 0.3
_ALL = re.compile(r"\s*全[市县区省州旗]")
_OWNERSHIP = "ownership"
_LEVELS = ("市级", "县级", "区级", "省级", "各级", "本级")
# An institution that a sentence names.
_HOUSE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:医院|保健院|卫生院|福利院|养老院|敬老院|中学|小学|学院|幼儿园)(?!校长|院长|等级|评审|床位)"
)
_KIND = "kind of hospital"


def _of_another_house(question: Question, clauses: list[str], at: int) -> bool:
    """Whether the institution named last, in a clause or before it, is another than the one that the question names."""
    every = demanded(question.plain)
    # 第二人民医院 is told by its number; a 中医院 by its kind.
    asked = [one for one in every if one.contrast == NUMBERED] or [one for one in every if one.contrast == _KIND]
    if not asked:
        return False
    named = next((clause for clause in reversed(clauses[: at + 1]) if _HOUSE.search(clause)), "")
    return bool(named) and not any(one.same.search(named) for one in asked)


def _other_house(question: Question, part: str) -> bool:
    """Whether a part of a chain (；) speaks of another institution of the series that the question names one of."""
    return any(one.contrast == NUMBERED and not one.same.search(part) for one in demanded(question.plain))
