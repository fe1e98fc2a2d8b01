"""The form of an answer: whether a sentence or table row can be what a question word asks for (a figure of the thing
that is counted, a list of so many items, a date), and holds what the question states."""

import functools
import re
import unicodedata

from bot.answers.premise import states_claim
from bot.asking import HOW_OFTEN, asks_for_builder, deed_of
from bot.figures_said import NUMERAL
from bot.form_figures import figure_gap
from bot.form_lists import lists_so_many
from bot.form_years import has_column, of_years
from bot.gaps import Gap, lacks_house
from bot.question import IndicatorMention, Kind, Quantity, Question, Term, Wanted
from bot.reading.aspects import only_planned
from bot.reading.contrasts import unmet_contrasts
from bot.reading.lexicon import asking_words
from bot.reading.persons import names_holder, title_asked
from bot.support import evidence_key, held, unmet
from corpus.catalogue import load_catalogue
from corpus.language.places import stem
from corpus.language.text import fold, search_key
from corpus.language.unit_groups import COUNT_UNITS
from retrieval.records import PlacedEvidence

_DATE = re.compile(r"周[一二三四五六日]|星期|\d{1,2}日|\d{4}年|\d{1,2}月|二〇|\d{4}[-－—～~]")
_PHONE = re.compile(r"\d{3,}-?\d{4,}|(?<![\d.])\d{5,6}(?![\d.]|[\u4e00-\u9fff])")
_PLACE = re.compile(
    r"设[在于][\u4e00-\u9fff]{2}|挂靠|在[^，。；]{2,40}?(?:建|设立|布局|设置|开设|打造|开行|开通|试点|推行)|[\u4e00-\u9fff]{2}(?:镇|乡|街道|新区|开发区|园区)|位于|地处|坐落|选址|交界|[\u4e00-\u9fff]{2,4}[县区市乡镇]、[\u4e00-\u9fff]{2,4}[县区市乡镇]|(?:、[\u4e00-\u9fff]{2,6}){2,}\d*个?[县区市乡镇村]|路(?![径线子由演])\d*号?|大道|街(?!道)|地块|周边|境内"
)
_EACH = re.compile(r"分别|各自?|都|[哪几]|[两二三四五六七八九十\d]+[个家处所座]")
# So many to a thousand, ten thousand, a hundred thousand.
_RATIO_ASKED = re.compile(r"每(?:一?[百千万]|十万|百万|1?0{2,5}|10万)(?!分)|‰|/10万")
_CODED = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,4}\d{1,2}(?!\d)")
_EACH_PAID = re.compile(r"每(?P<of>[餐户张床人名位次间亩吨部])(?![县市区镇村年])")
_PAID_FOR = ("张床", "人名位", "间套")
# 210张里面养老床占几张: a part of a stated figure is another one.
_PART_ASKED = re.compile(r"(?:里面?|里头|其中|当中)[^，。？?]{0,10}?(?:占|有|是)?(?:几|多少)(?!年)")
# 在全省排第几 is answered by 列第13位.
_RANK_ASKED = re.compile(r"排?第几|排名多少|(?<!安)排(?:几|多少)")
_RANK = re.compile(r"第\s*[\d一二三四五六七八九十]+|倒数|首位|前[列\d一二三四五六七八九十]|末位|居[^，。；]{0,6}位")
_SO_OFTEN = re.compile(
    r"每(?:半年|半个?月|季|年|个?月|双?周|星期|旬|日|天|学期|[两二三四五六\d]+(?:年|个月|天|日|周))|[半一二两三四五\d]年[^，。；]{0,6}?[一二两三四\d]次|定期|年度|逐[年月季]|按[年月季]"
)
# 医疗服务收入（不含药品、耗材收入）占比 says nothing of what it leaves out.
_LEFT_OUT = re.compile(r"[（(](?:不含|不包括|剔除)[^）)]*[）)]")
# 由什么型转成什么型, 从多少降到多少: both ends are asked for.
_FROM_TO_ASKED = re.compile(r"(?:由|从)(?:什么|啥|哪|多少|几)[^，。？?]{0,8}?(?:转|变|到|提|升|降|向|改|缩)")
_FROM_TO = re.compile(r"(?:由|从)[^，。；]{1,24}?(?:向|到|至|转|变|升|提|降|改|缩|→)")
# 已经引进几名了, 实际放了多少笔: what was done is asked for.
_DONE_ASKED = re.compile(r"(?:已经?|实际(?:上|已)?)[^，。？?]{0,16}?(?:多少|几)")
# Who carries the plan itself out (由谁牵头组织实施规划).
_PLAN_CARRIED_OUT = re.compile(r"(?:实施|落实|执行)[^，。？?]{0,3}规划|规划[^，。？?]{0,10}(?:实施|落实|执行|统筹)")
_WHO_ASKED = re.compile(r"谁|哪(?:一|几|些)?个?(?:单位|部门|局|委|机构)")
_PLAN = re.compile(r"规划")
# Columns of tables that say who does it.
_DUTY = re.compile(r"(?:责任|牵头|实施|建设|负责)(?:单位|部门|主体)")
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
# What a share is called beside the pieces that it is of: 卫生镇占比 of 40个卫生镇.
_STATED_SHARE = re.compile(r"占\d")
# Who is in charge of a thing does it: a body with others, or each year.
_IN_CHARGE = ("管", "负责")
_BODY_ACTS = re.compile(r"[\u4e00-\u9fff](?:局|委|办|联|会|院|中心|政府)(?:会同|牵头|负责|组织|承担|每年|定期)")
_LETTERS = re.compile(r"[a-z]{2,}")
_SHARE = re.compile(r"(?:占比|比例|比重|率)$")


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
    coded = {code.upper() for code in _CODED.findall(question.plain)}
    if coded and not all(code in fold(f"{context} {nearby} {text}").upper() for code in coded):
        return Gap.CONTRAST  # a P2实验室 is no P3实验室
    if not which and lacks_house(question, evidence_key(f"{context} {nearby} {text}")):
        return Gap.HOUSE
    if any(stem(place) not in f"{context} {nearby} {text}" for place in question.inside):
        return Gap.INSIDE
    quotable = search_key(context + text + ("" if which else nearby))
    if any(search_key(quoted) not in quotable for quoted in question.quoted):
        return Gap.QUOTATION
    if any(not states(quantity.number, text) for quantity in question.quantities if which or "." in quantity.number):
        return Gap.NUMBER
    if question.checks and not all(
        states_claim(question, quantity, text) or _in_cells(evidence, quantity, text)
        for quantity in question.quantities
    ):
        return Gap.NUMBER
    if which:
        around = search_key(text + context + nearby)
        return None if all(str(year) in around for year in question.years) else Gap.YEAR
    named = search_key(_LEFT_OUT.sub("", text) + context)
    if not all(_names(mention, question, named) for mention in question.indicators):
        return Gap.INDICATOR
    if evidence.unit.table is None and not of_years(question, evidence, text, nearby):
        return Gap.YEAR
    if evidence.unit.table is not None and not has_column(question, evidence, f"{context} {text}"):
        return Gap.YEAR
    if evidence.unit.is_of_year and question.years and not any(str(year) in text for year in question.years):
        return Gap.YEAR  # the row of another year, or of all
    if question.checks and question.quantities and _says_less(question, search_key(f"{context} {nearby} {text}")):
        return Gap.NUMBER
    if question.asks_whether and only_planned(question.plain, text):
        return Gap.ASPECT
    if evidence.unit.table is None and _DONE_ASKED.search(question.plain) and only_planned(question.plain, text):
        return Gap.ASPECT  # 已经引进几名 is not answered by how many are to come
    if (title := title_asked(question.plain)) and not names_holder(question.plain, title, text):
        return Gap.PERSON
    if question.claims_year and not all(str(year) in text for year in question.years):
        return Gap.YEAR
    if Wanted.PHONE in question.wanted and not _PHONE.search(text):
        return Gap.PHONE
    if (
        (Wanted.FIGURE in question.wanted or question.indicators or not question.wanted)
        and _RATIO_ASKED.search(question.plain)
        and not _RATIO_ASKED.search(f"{context} {text}")
    ):
        return Gap.UNIT  # 每千名老人几个护理员 is not answered with how many are trained
    if "元" in question.wanted_units and not _paid_for_each(question.plain, f"{context} {text}"):
        return Gap.UNIT
    if Wanted.FIGURE in question.wanted and (gap := figure_gap(question, evidence, text, nearby)):
        return gap
    if Wanted.PLACE in question.wanted and not _PLACE.search(text) and not _names_each(question, text):
        return Gap.PLACE
    if _PART_ASKED.search(question.plain) and not _states_another(question, text):
        return Gap.FIGURE
    if _RANK_ASKED.search(question.plain) and not _RANK.search(text):
        return Gap.FIGURE
    if HOW_OFTEN.search(question.plain) and not _SO_OFTEN.search(text):
        return Gap.FIGURE
    if _FROM_TO_ASKED.search(question.plain) and not _FROM_TO.search(text):
        return Gap.FIGURE
    deed = deed_of(question.plain)
    under = evidence.unit.section[-1] if evidence.unit.section else ""
    about = f"{nearby} {under} {text}" if evidence.unit.tells_who else text
    in_column = _DUTY.search(context) and not asks_for_builder(deed)
    if deed and not in_column and not _does(question, deed, search_key(about), search_key(under)):
        return Gap.DOER
    of_plan = _PLAN_CARRIED_OUT.search(question.plain) and not any(term.weight == 1 for term in question.terms)
    if of_plan and _WHO_ASKED.search(question.plain) and not _PLAN.search(f"{text} {under}"):
        return Gap.DOER  # 由谁牵头实施规划 is not answered by who leads anything else
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


def _in_cells(evidence: PlacedEvidence, quantity: Quantity, text: str) -> bool:
    """Whether a row prints the figure in one cell and its unit in another (课后服务覆盖率 | % | 62.0 | 100)."""
    in_row = evidence.unit.table is not None and quantity.unit != ""
    return in_row and states(quantity.number, text) and f" {quantity.unit} " in f" {text} "


def _holds(term: Term, text: str) -> bool:
    key = search_key(text)
    return any(held(way, key) == 1 for way in (term.text, *term.ways))


def _names_each(question: Question, text: str) -> bool:
    """Whether ``text`` names the several things whose places are asked for by their places (东埠、西埠两个分中心)."""
    nouns = [term.text for term in question.terms if term.weight == 1 and len(term.text) > 1]
    named = rf"[\u4e00-\u9fff]{{2,8}}(?:、[\u4e00-\u9fff]{{2,6}})+(?:等)?{NUMERAL}[个家处所座][\u4e00-\u9fff]{{0,8}}?(?:{'|'.join(map(re.escape, nouns))})"
    return bool(nouns) and _EACH.search(question.plain) is not None and re.search(named, text) is not None


def _paid_for_each(plain: str, text: str) -> bool:
    """Whether ``text`` states what is paid for each of that for which the question ``plain`` asks it (每餐补多少: 每餐补贴3元; not the 540万元
    of a project); any does where it asks for each of nothing."""
    asked = _EACH_PAID.search(plain)
    if asked is None:
        return True
    ways = next((group for group in _PAID_FOR if asked["of"] in group), asked["of"])
    return re.search(rf"每[^，。；]{{0,3}}[{ways}]|[{ways}]均|按[{ways}]|/\s*[{ways}]", text) is not None


def _says_less(question: Question, key: str) -> bool:
    """Whether ``key`` lacks a word of what a claimed figure is said of: 新建公办幼儿园15所 is not confirmed by those with 托班."""
    said = asking_words()
    claimed = [term for term in question.terms if term.weight >= _CLAIMING and not said.phrases(term.text)]
    return bool(unmet(claimed, key))


def _does(question: Question, deed: str, key: str, heading: str) -> bool:
    """Whether a sentence says that somebody does what is asked, and speaks of the matter itself: what leads another thing
    leads this one only where most of its nouns stand there, or the ``heading`` above names them all."""
    nouns = [term for term in question.terms if term.weight == 1 and len(term.text) > 1]
    if nouns and not unmet(nouns, heading):
        return held(deed, key) == 1
    missing = unmet(nouns, key)
    if deed in _IN_CHARGE and not missing and _BODY_ACTS.search(key):
        return True  # 区残联会同区卫生健康局每年开展1次健康体检
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
    words = search_key(mention.words(question.plain))
    letters = _LETTERS.findall(words)
    if letters and not any(one in key for one in letters) and held(_LETTERS.sub("", words), key) == 1:
        return False  # 免疫规划疫苗接种率 is no HPV疫苗接种率
    if set(question.wanted_units) & COUNT_UNITS or _STATED_SHARE.search(key):  # 常住人口13.10万人，占22.45%
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
