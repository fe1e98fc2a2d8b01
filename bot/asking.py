"""The shapes in which Chinese questions ask: how much, how many of what, which ones, when, which document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.question import Wanted
from corpus.language.numerals import NUMBER, number_of
from corpus.language.unit_groups import AREAS, SHARES, unit_ways
from corpus.language.units import PLAIN_UNIT as UNIT

_COUNTER = "味个项家所类种样条名大方面点间句部份张款处级"
_HAN = "一二两三四五六七八九十"
# A figure is asked for. 哪几个 asks for a list and 几大中心 names one.
_FIGURE = re.compile(
    rf"(?:[百千万]分之(?:多少|几)|多少|(?<![哪好第])几(?![条大类]是|[月号点])|多高|多大|多长(?!时间))\s*(?P<unit>个点(?=$|[，,。？?呀啊呢了])|{UNIT}|钱|块|款|成|个|分(?![钟之]))?"
)
_LIST = re.compile(
    rf"哪(?:几|些|(?P<count>(?!一)[{_HAN}]{{1,3}}|\d+))\s*[{_COUNTER}]?|有哪|包括哪|都有(?:啥|什么)|有啥|(?:分别|各|都)是(?:什么|啥|哪)|分别叫|(?:给个|列个|要个)?名单|(?:是)?指(?:的是)?(?:哪|什么|啥)"
)
# 五大救治中心, 18家成员单位: how many there should be where a list is asked for.
_COUNTED_LIST = re.compile(
    rf"(?<![第\d.])(\d{{1,2}}|[{_HAN}]{{1,3}})\s*(?:[{_COUNTER}](?!医院|[\u4e00-\u9fff]{{0,3}}以[上下]))"
)
_DATE = re.compile(r"什么时[候侯]|何时|哪天|哪一天|哪年|哪一年|几月|几号|日期|(?<![满够干了])几年[^级内]")
# The words that ask when, with those of time around them (几月底前).
ASKS_WHEN = re.compile(
    r"(?:[到在自从于]|预计|计划|力争)?(?:什么时[候侯]|何时|哪年哪月|几几年|哪一?[天年月]|几月|几号)(?:份|[底初末日])?(?:之前|以前|前|起|开始)?"
)
# 多久开一次会 is answered by 每半年召开1次.
HOW_OFTEN = re.compile(r"(?:多久|多长时间|几[年月天]|隔多久)[^，。？?]{0,6}?[一1][次回]")
_PLACE = re.compile(
    r"什么(?:位置|地方|地段)|[迁搬建落设]到了?哪(?:里|儿|个(?:地方|位置|镇|乡|街道|村|地段))|(?:位|建|设|选址|坐落)?在哪(?:里|儿|个位置|块地|个(?:镇|乡|县|区|街道|村|园区))?(?![个家些几份年月天]|一[年月天])|地址|选址"
)
_PHONE = re.compile(r"(?<!打)电话(?!预约|回访|咨询服务|医生)|号码|热线|联系方式|手机|传真|邮箱|网址|微信")
# What stands right behind 多少家 is what is counted: the figure of another thing is no answer.
_COUNTED = re.compile(
    r"(?![的了呢搞弄]|来着)(?:(?!要(?![素道闻求]))[\u4e00-\u9fff]){1,10}?(?=(?:来着|呢)?(?:[（(，,。？?；;、和与]|$))"
)
_MEASURED = re.compile(
    r"(?![的了才是以能会要可比合算左上达到])[\u4e00-\u9fff]{2,5}?(?=(?:来着|呢)?(?:[（(，,。？?；;、 ]|$))"
)
# The measure word behind 多少, where it begins no noun (多少间村卫生站; but 多少家庭医生, 多少项目).
_MEASURE = (
    r"(?:家(?![庭长园政属])|名(?![称单录医老额])|个(?!人)|间(?!隔)|所(?![有占需])|位(?![于置])|项(?!目)|场(?![所地馆])|次(?!均)"
    r"|处(?![理置罚方])|条(?!件)|种(?![植子])|支(?![出持部])|台(?!账)|类(?!别)|户(?![籍外均])|[张辆件宗座套栋款例份味])"
)
# Every word that asks, so that nothing of it is taken for content.
QUESTION_WORD = re.compile(
    rf"排?第几(?:位|名)?|[百千万]分之(?:多少|几)|多少(?:{_MEASURE}|钱|个人(?=[，,。？?]|$))?|(?<![好近十])几(?:{_MEASURE}|个人)|(?:多高|多大|多长|多久|几多)|哪些(?:个|方面)?|哪(?:一|几|两|三|四|五|六|七|八|九|十|\d+)?\s*[{_COUNTER}市区县年天里儿]?|(?:有)?几\s*[{_COUNTER}]|[有是为到]几(?:个人)?|几(?=[，,。？?]|$)|什么时[候侯]|何时|都有(?:啥|什么)"
)
_WHICH_DOCUMENT = re.compile(
    r"哪(?:一|几|些|两|三)?(?:份|个|家|部|本|几份|几个)?(?P<what>规划|文件|方案|材料|文|书)|哪(?:一|几|两|三)?[份部本](?!.*(?:高|低|多|少|宽松|严)$)|谁(?:家)?的(?:规划|文件)|谁家?(?:规划|文件)?(?:里面?|中)?(?:有)?(?:提到|提了|写到|写了|讲到|说到|写着|说要|专门提)|(?:出自|来自|出现在|见于|写在|是)(?P<from>哪)(?![年天个几些一两三四五六七八九十\d])"
)
_WHICH_PLACE = re.compile(
    r"哪(?:一|几|些|两|三)?(?:个|里的)?(?:市|地方|城市|地区|区县|县|区)|哪里|哪儿|哪几家(?=都?[写提说讲])"
)
_STATES = re.compile(r"写|提到|提出|提了|说|讲|要求|规定|出自|来自|出现|印发|安排|里有|定|把|部署|明确|推行|试点|建设")
ATTRIBUTE_LIST = re.compile(
    r"(?:哪|几)[几些个项]?[^，。？?]{0,8}(?P<attribute>约束性|预期性)|(?P<named>约束性|预期性)(?:的)?(?:指标)?(?:都)?(?:(?:有|是)?(?:哪|几|多少)|列|数一?下|报一?下|给我列)"
)
# An absolute number: 一共多少张, 有多少人. A rate (每千人口床位数) is another thing.
COUNTS = re.compile(
    r"(?:实有|张数|(?:加起来|合起来|加在一起)(?:是|有|共)?(?:多少|几)[张人名个家所辆]|总共|一共|合计|共有|总数|总量|总人数|总计)|有多少(?:人|名|位)|共?有几(?:名|位)"
)
# 多少注册护士, 几名医生: heads or pieces are counted right behind the figure word, unless it says per how many.
_HEADS_BEFORE = re.compile(rf"(?:多少|(?<![哪好第])几)(?:{UNIT})?的?[^的是和与、，,。？?家所间]{{0,3}}$")
_HEADS_BEHIND = re.compile(
    r"(?:现在|目前|一共|总共|如今)?(?:有(?:多少|几)[名位个张]?|(?:多少|几)[人名位])(?=$|[，,。？?呀啊呢 ])"
)
_BASE = re.compile(r"每\s*(?:一?[百千万]|\d)|[千万]人|比率|比例|占比|配比|率")
# 不要目标, 不是千人口的那个: what is not asked for.
PUT_ASIDE = re.compile(
    r"(?:不要|不是|别给?|莫给?|不看|不算)(?:我)?(?:目标值?|现状值?|规划数|每?[千万]人口?(?:的|拥有)?(?:那个|指标|[数率])?)"
)
_DEED = re.compile(rf"(?P<before>[\u4e00-\u9fff]{{1,6}})(?:多少|几)(?:{UNIT})?的?$")
_MODAL = re.compile(r"(?:.*(?:要|会|能|将|得|打算|计划|准备|预计)(?=[\u4e00-\u9fff]))")
# Verbs before 多少 that do nothing to what is counted.
_NO_DEED = frozenset(
    [
        "有",
        "是",
        "要",
        "到",
        "达",
        "达到",
        "配",
        "配备",
        "配置",
        "拥有",
        "设",
        "具有",
        "设置",
        "共有",
        "需要",
        "为",
        "能",
        "会",
        "得",
    ]
)
# How the running text puts it, beside the table.
ASKS_TEXT = re.compile(r"正文|文中|文字(?:部分|表述)|写法|一致|一样吗|矛盾|不同|口径|打架|对得上")
# The clause that asks, to see whether each of several has its own role word.
ASKS = re.compile(r"多少|(?<!哪)几|多高|多大|呢")
CLAUSE_END = re.compile(r"[，,。？?；;]")


def says_base(plain: str) -> bool:
    """Whether the question ``plain`` says per how many it asks, or asks for a share."""
    return _BASE.search(PUT_ASIDE.sub("", plain)) is not None


def counts_heads(plain: str, start: int, end: int | None = None) -> bool:
    """Whether the question ``plain`` counts what it names from ``start`` (to ``end``) on, and does not ask for a rate."""
    if says_base(plain):
        return False
    if spoken := _FIGURE.match(plain, start):
        start = spoken.end()  # what people say for an indicator may hold the figure word
    behind = end is not None and _HEADS_BEHIND.match(plain, end) is not None
    return behind or _HEADS_BEFORE.search(plain[:start]) is not None


def deed_of_figure(plain: str, places: Sequence[str]) -> str:
    """What is done to so many, where a question asks for one figure (五年要招多少护士: 招); "" where they are only there. The
    names of ``places`` before it are no part of it."""
    for place in places:
        plain = plain.replace(place, "，")
    found = list(_FIGURE.finditer(plain))
    return deed_counted(plain, found[0].end()) if len(found) == 1 else ""


def deed_counted(plain: str, start: int) -> str:
    """What is done to so many of what is named from ``start`` on (招多少护士: 招); "" where they are only there."""
    import rjieba

    match = _DEED.search(plain[:start])
    if match is None:
        return ""
    before = _MODAL.sub("", match["before"])
    for size in (2, 1):
        (word, tag), *more = rjieba.tag(before[-size:])
        if not more and (tag.startswith("v") or word == "缺") and not _NO_DEED & {word, before[-1]}:
            return str(word)
    return ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms of answer that a question asks for. ``units`` are those that a figure may have (empty: any), ``count``
    how many items a list must have (0: any), ``counted`` what 多少家… counts, ``figure_at`` where the only figure word
    stands (-1 where there is none or more than one)."""

    wanted: frozenset[Wanted]
    units: tuple[str, ...]
    count: int
    counted: str
    figure_at: int


# 三大产业, 哪两个护理示范科室: a name with the number of what it names.
_NUMBERED_NAME = re.compile(
    rf"(?<![第\d.])(?P<count>\d{{1,2}}|[{_HAN}]{{1,3}})\s*(?P<measure>[{_COUNTER}])(?P<noun>(?:(?![是有分都各哪的呢])[\u4e00-\u9fff]){{2,8}})"
)


def number_ways(number: str) -> str:
    """The ways of writing a number, as alternatives of a pattern: 3 is 三 and 3.0 as well. Larger ones stand in digits only."""
    han = [char for char in _HAN if str(number_of(char)) == number]
    digits = re.escape(number) + (r"0*" if "." in number else r"(?:\.0+)?")
    return "|".join((digits, *han))


def numbered_names(plain: str) -> list[re.Pattern[str]]:
    """Patterns of the names in ``plain`` that say how many they name (三大产业), with the number in digits or not."""
    found = []
    for match in _NUMBERED_NAME.finditer(plain):
        count = number_of(match["count"])
        if count > 1:
            found.append(re.compile(rf"(?:{number_ways(str(count))})\s*{match['measure']}{match['noun']}"))
    return found


# 由哪家医院牵头, 谁来负责: who does it is asked, so that it is done must be said.
_DOER = re.compile(
    r"(?:谁|哪(?:一|几|些|两|三|四)?[个家所些]?(?:单位|部门|学校|医院|机构|公司|高校|大学|院校|局|委|镇街|街道)?)(?:来|去)?"
    r"(?P<deed>牵头|负责|承担|主管|管(?![理道线网用])|建(?![议成])|主办|承办|承建|协办|运营|监管|托管|帮扶|支援|施工|设计|监理|代建|中标)"
    r"|(?P<office>施工|设计|监理|承建|代建|中标)(?:单位|企业|公司)(?:是|为|有)?(?:谁|哪)"
)


_DEED_BEHIND = re.compile(r"(?!这|那|该|此|了|的|牵头|落实|实施|推进)[\u4e00-\u9fff]{4,}")


def deed_of(plain: str) -> str:
    """What somebody is asked for who does it (牵头); "" where nobody is."""
    match = _DOER.search(plain)
    if match is None or (match["deed"] == "负责" and _DEED_BEHIND.match(plain, match.end())):
        return ""  # 哪个机构负责定期开会: that is what it does
    return match["deed"] or match["office"] or ""


def asks_for_builder(deed: str) -> bool:
    """Whether somebody is asked for who is found by contract, whom no column of responsible bodies names."""
    return deed in ("施工", "设计", "监理", "代建", "中标", "承建")


# 老年人口占比: a share is asked for without a question word.
_SHARE_ASKED = re.compile(r"[\u4e00-\u9fff]{2}的?(?P<share>占比|比例|比重)[?？]?$")
_AREA_ASKED = re.compile(
    r"面积[^，,。？?、和与]{0,6}?(?:多少|多大|几)|(?:[建盖修]|占地|大?楼|院区|校区|地块)(?:得|有|是|要)*多大(?!年|岁)"
)
# 每人每年补多少 asks for a sum.
_GRANT_ASKED = re.compile(
    r"(?:补助?|补贴|奖励?|津贴|发|(?<!供)给|投(?:资|入)?了?)(?:给|得|是|有|到)?多少(?=$|[，,。？?呢啊呀])"
    r"|给(?:予|发)?多少[^，。？?]{0,8}?(?:补助|补贴|奖励|津贴|奖补)"
)
_SPOKEN_UNITS = {"钱": "元", "块": "元", "个点": "%"}


# 2025年门急诊量: what is measured, and no word that asks.
_BARE_MEASURE = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2}(?:(?<![质力])量|人次|人数|面积|金额|总额|投资额))(?:的?(?:目标|现状|任务)值?)?的?呢?[?？]?$"
)


# Units of a time that something takes.
_OF_TIME = ("工作日", "天", "小时", "分钟", "个月")


def asked_in(plain: str) -> Asked:
    """What the question ``plain`` asks for."""
    wanted: set[Wanted] = set()
    figures = list(_FIGURE.finditer(plain))
    units: tuple[str, ...] = ()
    counted = ""
    if figures:
        wanted.add(Wanted.FIGURE)
        named = [_unit_of(match) for match in figures]
        if all(named):
            units = tuple(dict.fromkeys((*named, *(way for unit in named for way in unit_ways(unit)))))
        if len(figures) == 1:
            # 多少工资 measures what stands behind it, 多少名护士 counts it.
            match = (_COUNTED if figures[0]["unit"] else _MEASURED).match(plain, figures[0].end())
            # 几个工作日办完 counts days, whatever is done in them.
            counted = match[0] if match and not (figures[0]["unit"] or "").endswith(_OF_TIME) else ""
        if _AREA_ASKED.search(plain) and not units:
            units = AREAS
        if _GRANT_ASKED.search(plain) and not units:
            units = unit_ways("元")
    share = None if figures else _SHARE_ASKED.search(plain)
    if share:
        wanted.add(Wanted.FIGURE)
        units = SHARES
    listed = _LIST.search(plain)
    count = 0
    if listed:
        wanted.add(Wanted.LIST)
        count = number_of(listed["count"]) if listed["count"] else _list_count(plain)
    if _DATE.search(plain):
        wanted.add(Wanted.DATE)
    if _PLACE.search(plain):
        wanted.add(Wanted.PLACE)
    if _PHONE.search(plain):
        wanted.add(Wanted.PHONE)
    measure = None if wanted else _BARE_MEASURE.search(plain)
    if measure:
        return Asked(frozenset((Wanted.FIGURE,)), (), 0, "", measure.end("what"))
    return Asked(frozenset(wanted), units, count, counted, _figure_at(figures, share))


def _figure_at(figures: list[re.Match[str]], share: re.Match[str] | None) -> int:
    """Where the only figure that is asked for is named; -1 where there is none or more than one."""
    if share:
        return share.start("share")
    return figures[0].start() if len(figures) == 1 else -1


def _unit_of(match: re.Match[str]) -> str:
    if match[0].startswith(("百分之", "千分之")):
        return "%" if match[0].startswith("百") else "‰"
    return _SPOKEN_UNITS.get(match["unit"] or "", match["unit"] or "")


def _list_count(plain: str) -> int:
    counts = [number_of(match[1]) for match in _COUNTED_LIST.finditer(plain)]
    return max((count for count in counts if count > 1), default=0)


def asks_which_document(plain: str, has_regions: bool) -> bool:
    """Whether the question asks which of the documents (or of the places that they are of) states something."""
    document = _WHICH_DOCUMENT.search(plain)
    if document:
        return not has_regions or bool(document["what"]) or "份" in document[0] or "谁" in document[0]
    place = _WHICH_PLACE.search(plain)
    return bool(place) and not has_regions and _STATES.search(plain) is not None


# 这话出自哪家: the matter stands before, and the clause that asks names none.
_SAID_BEFORE = re.compile(
    r"(?:这|那|该)(?:句|段|个|条|种)?(?:话|数|数字|数据|说法|提法|表述|目标|规定|内容|指标|任务)?(?:是|写|印|到底|究竟)*(?:在|出自|来自)?$"
)


def document_matter(plain: str) -> str:
    """``plain`` without what stands behind the clause that asks which document it is, where that is no matter: behind a
    question mark, or where the clause points back to what was said before it (这个数是哪个文件里的，跟我的对不上)."""
    asking = _WHICH_DOCUMENT.search(plain)
    if asking is None:
        return plain
    end = re.compile(r"[，,。；;？?！!]").search(plain, asking.end())
    if end is None or not plain[end.end() :].strip() or QUESTION_WORD.search(plain, end.end()):
        return plain
    clause = re.split(r"[，,。；;？?！!]", plain[: asking.start()])[-1]
    back = _SAID_BEFORE.search(clause) is not None
    return plain[: end.end()] if end[0] in "？?" or back else plain


# 4A is a grade.
QUANTITY = re.compile(rf"(?<![\d.A-Za-z])({NUMBER})(?![A-Z])\s*({UNIT})?")
# 3岁以下托位, 每10万人口: who is counted and per how many, never a figure that is claimed (79岁以上吧 claims one).
POPULATION = re.compile(
    r"\d+(?:[-—－~～至到]\d+)?岁?(?:[-—－~～至到]\d+)?(?:周岁|岁)(?:及?以[上下]|以内)?(?=的?(?!以|左右|对|吗|吧|是|没|了|呢|目标|和|到)[\u4e00-\u9fff]{2}|占(?:比|了)?\d)"
    r"|\d+人(?:及|或)?以上(?=[\u4e00-\u9fff]{2})"
    r"|每(?:10{1,6}|[一二]?[百千万]|10万|百万|100万)"
)
# 有两家吧: a figure in words, where it is to be confirmed.
SPELLED_QUANTITY = re.compile(
    rf"(?<![第十百几哪{_HAN}])([{_HAN[1:]}]{{1,3}})([家所个名张间座条项处场倍])(?![大级方类里当中地规市县区])"
)
