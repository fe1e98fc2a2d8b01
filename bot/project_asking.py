"""What a question asks of the plans' project tables: a project's money or time, the largest, how many, those of a year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.language.numerals import number_of

_HAN = "一二两三四五六七八九十"
_COUNT = rf"(?:[{_HAN}]{{1,3}}|\d{{1,3}})"
_PROJECT = r"(?:项目|工程)"
_SPEAKS = re.compile(rf"{_PROJECT}(?:清单|一览表|一览|计划表?|表|库)?")
_BOX = re.compile(r"专栏")
_MONEY_WORD = r"(?:投资|投入|投钱|资金|造价|金额|花钱|花费|预算)"
_MONEY_WORDS = re.compile(_MONEY_WORD)
_MONEY = re.compile(
    r"(?:总|计划|估算)*投资(?:额|规模|金额|总额|估算|是|为|了|要|大概|大约)*|(?:一共|总共)?(?:需要?|要|得)?(?:花|投入?)(?:费|了|资)?(?:多少|几)"
    r"|(?:花|砸|烧|投|用)(?:进去|下去)?(?:的|得|了)?(?:钱|资金)|(?:花|砸|投)(?:的|得)[多少]|(?:砸|烧)了?(?:多少|几)"
    r"|多少(?:钱|[万亿]元?|资金|经费)(?:进去?|下去?)?|几个?亿|(?:造价|预算|总投入|资金规模|投资资金)"
)
_BEGINS = re.compile(r"开工|动工|开建|启动建设|开始建设?|上马")
_BUILT = re.compile(r"建成|竣工|完工|建好|建完|投用|投入使用|启用|交付|落成|完成")
_UNDER_WAY = re.compile(r"在建|正在(?:建设|实施|推进)")
_WHEN = re.compile(
    r"什么时[候侯]|何时|哪一?年|几年|多久|工期|起止(?:年限|时间)?|(?:建设|实施)(?:年限|期限|周期|时间|期)|建到(?!哪(?!年|一年)|什么地|啥地)|进度"
)
_BODY = re.compile(
    r"(?:由|归)?(?:谁|哪家|哪个(?:单位|部门)|什么(?:单位|部门))(?:来|去)?(?:负责|牵头|实施|建设?|管)?(?!承建|施工|中标|设计|监理|代建)|(?:责任|牵头|建设|实施|主管|负责|业主)(?:单位|主体|部门)|业主"
)
_PLACE = re.compile(
    r"(?:建|设|位|落户)?在?(?:哪里|哪儿|什么(?:位置|地方)|哪个(?:镇|街道|地方|位置))|(?:建设)?地[点址]|选址"
)
_CONTENT = re.compile(
    r"建设?内容[及和与]规模|建设?(?:内容|规模)|(?:要|准备|打算)?建(?:些|设)?(?:什么|啥)|包括(?:什么|哪些)|(?:主要)?做什么|多大规模|规模(?:有|是)?多大"
)
_AREA = re.compile(r"(?:建筑|总|占地|用地)*面积(?:是|有|为|要)?(?:多少|多大|几|[呢？?]|$)")
_FUNDING = re.compile(
    r"(?:钱|资金|经费|投资)(?:都|是)?(?:从|由)?(?:哪里?|哪儿|什么地方|谁|什么渠道)(?:来|出|拨)|(?:资金|经费)(?:来源|渠道)|(?:钱|资金|经费)走(?:的是)?(?:什么|哪个|啥)渠道"
    r"|(?:谁|哪里?|哪级)(?:来)?(?:出|掏|拨)的?钱|哪(?:里|儿)?来的?(?:钱|资金|经费)"
)
_KIND = re.compile(
    r"(?:是|属于)?(?:新建|改建|扩建|改扩建|迁建|续建)还是(?:新建|改建|扩建|改扩建|迁建|续建)|建设性质(?=是|[？?]|$)"
)
_NATURE = re.compile(
    rf"(?P<nature>新建|改扩建|改建|扩建|迁建|续建|重建|改造)(?:和|、)?(?:的|类|性质|类的)*(?={_PROJECT}|有|$)"
    rf"|{_PROJECT}(?:里|中|当中|里面)?(?:哪[些几个]+)?(?:是|属于)(?P<said>新建|改扩建|改建|扩建|迁建|续建|重建|改造)"
)
# 最大, 第二大: the first of an order, or another one by its rank.
_BEST = rf"(?:最|第{_COUNT})"
# 最大的卫生项目 says its field; 项目里最大的是哪个 asks back to them. 床位最多的项目 is put in order by something else.
_OF_FIELD = rf"(?:(?![的和是与])[\u4e00-\u9fff]){{0,6}}?{_COUNT}?[个项]?{_PROJECT}"
_ELSE = re.compile(r"面积|床位|学位|车位|托位|人数|高度|层数|工期|周期|时间")
_OF_THEM = (
    rf"(?:{_PROJECT}(?:[里中]|当中|里[面头])?[，,]?|[，,；;？?]\s*(?:其中|里[面头]|当中)?)(?:是)?(?:哪一?[个项])?"
)
_ASKED_OF_THEM = r"(?=的?(?:是|叫|有)?(?:哪|啥|什么|谁|[？?，,]|$))"
_MOST = re.compile(
    rf"{_MONEY_WORD}[^，。；？?]{{0,6}}?{_BEST}[大多高]|{_BEST}[大多高]的?(?:投资|{_OF_FIELD})|{_OF_THEM}{_BEST}[大多高]{_ASKED_OF_THEM}|{_BEST}(?:贵|花钱)|{_MONEY_WORD}[^，。；？?]{{0,3}}(?:排名?在?第{_COUNT}|排?(?:第一|前{_COUNT}))"
)
_LEAST = re.compile(
    rf"{_MONEY_WORD}[^，。；？?]{{0,6}}?{_BEST}[小少低]|{_BEST}(?:小(?!学)|[少低])的?(?:投资|{_OF_FIELD})|{_OF_THEM}{_BEST}[小少低]{_ASKED_OF_THEM}|{_BEST}(?:便宜|省钱)"
)
_RANK = re.compile(rf"第(?P<rank>{_COUNT})")
# 哪个砸的钱多, 谁的投资大: of projects that are named.
_MORE_MONEY = re.compile(
    r"(?:哪[个家项边]|谁)[^，,。；？?]{0,6}?(?:投资|投入|资金|造价|预算|花|砸|投|钱)[^，,。；？?多少]{0,5}?(?P<more>[多大高]|(?P<less>[少小低]))(?!少)|(?:哪[个家项边]|谁)的?(?:更|比较)?(?:贵|(?P<cheap>便宜|省钱))"
)
_ACTION = rf"(?:{_BEGINS.pattern}|{_BUILT.pattern})"
_EARLIEST = re.compile(rf"{_BEST}[早先快]的?{_ACTION}|{_ACTION}(?:得|时间)?{_BEST}[早先快]")
_LATEST = re.compile(rf"{_BEST}[晚迟后慢]的?{_ACTION}|{_ACTION}(?:得|时间)?{_BEST}[晚迟后慢]")
_TOP = re.compile(rf"(?:最[大多高小少低贵早晚先迟]的?|前)(?P<count>{_COUNT})\s*(?:[个项大名]|(?=[的是有]))")
_STATED = re.compile(rf"(?<![前的第大多高小少低])(?P<count>{_COUNT})\s*[个项大](?:重[点大]|建设|主要|的)*{_PROJECT}")
# 医养中心项目有多少个床位 counts no projects.
_HOW_MANY = re.compile(
    rf"(?:(?<!哪)几|多少)\s*[个项][^，。；？?]{{0,8}}?{_PROJECT}|{_PROJECT}[^，。；？?多少几]{{0,8}}(?:(?<!哪)几|多少)\s*[个项](?=\W|$|是|属|在|投资|超过|不|20\d\d|新|改|扩|续)"
    rf"|{_PROJECT}(?:总数|数量|个数|数目)"
)
_ALTOGETHER = re.compile(r"一共|总共|合计|加起来|共计|总和|总额|累计|加总|总计")
_LIST = re.compile(
    rf"哪[些几](?!年)\s*[个项]?|(?<=是)哪{_COUNT}[个项]|有什么|有啥|都有|列出|列一下|清单|一览|分别|叫(?:什么|啥)(?:名[字称])?|名[字称单]|[念报列]名"
)
# 第二个重点项目, 重点项目里第三个: one of a list by its place.
_NTH = re.compile(rf"(?<!排)第(?P<nth>{_COUNT})[个项]")
_GAP = re.compile(r"差(?:多少|几|了|距)|相差|[多少](?:多少|几个?[万亿])")
_ENDS_WITH_PROJECTS = re.compile(rf"的?(?:重[点大]|建设)*{_PROJECT}[?？。!！]*$")
_SUM_OF_MONEY = rf"(?P<number>\d+(?:\.\d+)?|[{_HAN}半]+)\s*个?(?P<unit>[千百]?万|亿|元)元?"
_OVER = re.compile(rf"(?<![没未不])(?<!没有)(?:超过?了?|大于|高于|多于|不低于|不少于)\s*{_SUM_OF_MONEY}")
_UNDER = re.compile(
    rf"(?:(?<!不)(?:低于|少于)|小于|不足|不到|不超过|未超过|没超过?|没过|没到|没有超过|未达到?|没达到)\s*{_SUM_OF_MONEY}"
)
_BOUND = re.compile(rf"{_SUM_OF_MONEY}\s*(?:及|或)?(?P<bound>以上|以下|以内)")
_FACTORS = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "元": 1}
# What of the words for an order says it: 最大 of 最大的卫生项目 and of 项目里最大, 投资最大的 as a whole.
_ORDERING = re.compile(rf"(?:{_MONEY_WORD}.*?)?{_BEST}(?:[大多高贵小少低]|便宜|省钱|花钱)")
_BY_MONEY = re.compile(rf"{_MONEY_WORD}|贵|花钱|便宜|省钱")
_MARKS = ("，", ",", "；", ";", "？", "?")
_CLAUSE_END = re.compile(r"[，,。；;？?]")
_FOR_EVER = 9999
_BEFORE = re.compile(r"\d年?(?:底|末)?(?:之|以)?前")
_AFTER = re.compile(r"\d年?(?:之|以)?后|\d年起")
# Words around projects that name none.
_FRAME = re.compile(
    r"(?:附[件表录]|表|专栏)(?:[里中上]面?)?(?:列出?)?|列表|重点|重大|主要|建设(?:项目|工程)|规划|计划|安排|实施|拟建|储备|谋划|推进|属于|列入|列了|所列|表[里中]|期间|比较|单个|单体|[两三四五几][地家]|全部|所有|各个?|总投?|性质|年份?|名称|排名|排序|排第?|第一|那个|这个|项|个|亿元?|万元?"
)


class Order(StrEnum):
    """What puts projects in order."""

    MONEY = "money"
    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class ProjectsAsked:
    """``parts`` of a project that are asked for (investment, years, body, place, content, area, funding, nature). ``order`` with ``most`` and
    ``top``: the first so many of that order, ``rank``: which of it (2: 第二大); ``counts`` and ``sums``: how many and how much together; ``lists``: which.
    Filters: ``begun`` and ``built`` as the years (first, last) asked for, ``active`` likewise where neither word stands;
    ``nature`` (新建); ``limit`` as (over, yuan). ``stated``: how many the question says there are, ``nth``: which of them in their order (0: all), ``gap``: how far apart
    two lie. ``of_tables``: it asks about
    projects at large, not about one by its name; ``spans`` are the characters of the question that say all this."""

    parts: frozenset[str]
    order: Order | None
    most: bool
    top: int
    counts: bool
    sums: bool
    lists: bool
    begun: tuple[int, int] | None
    built: tuple[int, int] | None
    active: tuple[int, int] | None
    nature: str
    limit: tuple[bool, Decimal] | None
    stated: int
    of_tables: bool
    speaks: bool
    spans: frozenset[int]
    superlative: str = ""
    nth: int = 0
    gap: bool = False
    rank: int = 1

    @property
    def reckons(self) -> bool:
        """Whether it asks for what only figures of a table give: an order, a sum, those above a limit."""
        return self.order is not None or self.sums or self.limit is not None


def projects_asked(plain: str, years: Sequence[int], this_year: int) -> ProjectsAsked | None:
    """What ``plain`` with its ``years`` asks of project tables; None where nothing. 在建 means ``this_year``."""
    if _UNDER_WAY.search(plain) and not years:
        years = (this_year,)
    # 专栏一投资最大的是哪个
    ranks = any(pattern.search(plain) for pattern in (_MOST, _LEAST, _EARLIEST, _LATEST))
    speaks = _SPEAKS.search(plain) is not None or (ranks and _BOX.search(plain) is not None)
    patterns = {
        "investment": _MONEY,
        "body": _BODY,
        "place": _PLACE,
        "content": _CONTENT,
        "area": _AREA,
        "funding": _FUNDING,
        "nature": _KIND,
    }
    parts = {part for part, pattern in patterns.items() if pattern.search(plain)}
    begins, built, when = _BEGINS.search(plain), _BUILT.search(plain), _WHEN.search(plain)
    nature = _NATURE.search(plain)
    limit = _limit(plain)
    order, most, word = _order(plain, begins is not None, speaks)
    top, stated = _TOP.search(plain), _STATED.search(plain)
    counts, listed = _HOW_MANY.search(plain), _LIST.search(plain) or _ENDS_WITH_PROJECTS.search(plain)
    if counts and word and not _CLAUSE_END.search(plain, *sorted((counts.end(), plain.find(word)))):
        counts = None  # 投资最大的几个项目 counts none
    span = _range(plain, years) if not when and (begins or built or listed or counts) else None
    sums = "investment" in parts and _ALTOGETHER.search(plain) is not None
    found_nth = None if order else _NTH.search(plain)
    nth = number_of(found_nth["nth"]) if speaks and found_nth else 0
    of_tables = speaks and bool(order or nth or counts or limit or sums or (span and "investment" in parts))
    # 建设内容包括哪些 lists what one project is.
    of_tables = of_tables or (speaks and listed is not None and "content" not in parts)
    # 迁建到哪个地方 asks for no year.
    if when or (built and not span and "place" not in parts) or (begins and not span):
        parts.add("years")
    if not of_tables and not parts:
        return None
    frames = (*patterns.values(), _BEGINS, _BUILT, _WHEN, _SPEAKS, _NATURE, _TOP, _STATED, _ALTOGETHER, _LIST, _FRAME)
    frames = (*frames, _NTH, _GAP, _UNDER_WAY, _MONEY_WORDS, _OVER, _UNDER, _BOUND, _EARLIEST, _LATEST)
    taken = frozenset(at for frame in frames for match in frame.finditer(plain) for at in range(*match.span()))
    return ProjectsAsked(
        parts=frozenset(parts),
        order=order,
        most=most,
        top=number_of(top["count"]) if top else 1,
        counts=counts is not None,
        sums=sums,
        lists=listed is not None,
        begun=span if begins else None,
        built=span if built else None,
        active=span if not begins and not built else None,
        nature=(nature["nature"] or nature["said"]) if nature else "",
        limit=limit,
        stated=number_of(stated["count"]) if stated and not top else 0,
        of_tables=of_tables,
        speaks=speaks,
        spans=taken,
        superlative=word,
        nth=nth,
        gap=_GAP.search(plain) is not None,
        rank=number_of(rank["rank"]) if (rank := _RANK.search(word)) else 1,
    )


def _order(plain: str, begins: bool, speaks: bool) -> tuple[Order | None, bool, str]:
    """(what puts in order, whether the most comes first, the words that say so). ``speaks``: of projects, which a clause of
    its own (最大的是哪个) then means."""
    for pattern, most in ((_MOST, True), (_LEAST, False)):
        match = pattern.search(plain)
        if match is None or (match[0].startswith(_MARKS) and not speaks):
            continue
        if _BY_MONEY.search(match[0]) or not _ELSE.search(plain, 0, match.start()):
            ordering = _ORDERING.search(match[0])
            return Order.MONEY, most, ordering[0] if ordering else match[0]
    if match := _MORE_MONEY.search(plain):
        return Order.MONEY, not (match["less"] or match["cheap"]), match[0]
    for pattern, most in ((_EARLIEST, False), (_LATEST, True)):
        if match := pattern.search(plain):
            return Order.BEGINS if begins else Order.ENDS, most, match[0]
    return None, False, ""


def _range(plain: str, years: Sequence[int]) -> tuple[int, int] | None:
    """The years of a filter, first and last; open where the question says before or after."""
    if not years:
        return None
    low, high = min(years), max(years)
    return (0 if _BEFORE.search(plain) else low, _FOR_EVER if _AFTER.search(plain) else high)


def _limit(plain: str) -> tuple[bool, Decimal] | None:
    """(whether more than this is asked for, the sum in yuan)."""
    if match := _OVER.search(plain):
        return True, _yuan(match)
    if match := _UNDER.search(plain):
        return False, _yuan(match)
    match = _BOUND.search(plain)
    return (match["bound"] == "以上", _yuan(match)) if match else None


def _yuan(match: re.Match[str]) -> Decimal:
    number = match["number"]
    half = number == "半"
    amount = Decimal("0.5") if half else Decimal(number) if number[0].isdigit() else Decimal(number_of(number))
    return amount * _FACTORS[match["unit"]]
