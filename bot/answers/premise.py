"""Premises: a question that asks whether what it states is so is confirmed with 「是」, or denied with 「不是」 and what the
document says."""

import re
from dataclasses import replace

from bot.answers.claims import bound_of, judged
from bot.asking import number_ways
from bot.models import Answer, Citation
from bot.question import Kind, Quantity, Question, Wanted
from bot.reading.contrasts import demanded
from bot.support import held, named_in
from corpus.language.numerals import exact, plain_number
from corpus.language.places import stem
from corpus.language.text import search_key
from corpus.language.unit_groups import COUNT_UNITS, SUMS, unit_ways
from corpus.language.units import converted
from corpus.language.values import read_value
from prompts import say

_CLAUSE = re.compile(r"[，,；;。：:]")
# What stands between a figure and the words that ask whether it is so: 6个省级示范科室对吧.
_BEHIND = re.compile(r"[\u4e00-\u9fffA-Za-z\d]{2,12}?(?=(?:了?[，,]|了$|对|是|吗|吧|没错|$))")
# 是县教育局牵头的对吧, 放在鹤坪区对吧: who does it, or where it is, is what is to be confirmed.
_AN_AGE = re.compile(r"\d{1,3}\s*周?岁")
_OF_ALL = re.compile("[都均]")
# 23项问题已经全部整改完了
_OF_EACH = re.compile(r"全部|悉数|一个不落|全都|全覆盖")
_ALL_OF_THEM = re.compile(r"全部|所有|[均都]|100%|全面|悉数|全覆盖")
_AND = re.compile("[、和与]")
_DEED = re.compile(r"牵头|主办|承办|主管|代管")
_TOWN = re.compile(
    r"(?:[在、和与，及到有是含]|^)((?![哪几两三四五多])[\u4e00-\u9fff]{2,3}(?<!个)(?:镇|乡|街道))(?![\u4e00-\u9fff]{0,2}(?:卫生院|中心校|敬老院|政府))"
)
# 选址南浦街道 denies 迁到海棠街道.
_SITED = re.compile(r"(?:选址|位于|迁至|迁到|地点|落户|设在)[^，。；]{0,6}(?:镇|乡|街道)")
_CHINESE_MEDICINE = "中医医院"
_CLAIMED_BODY = re.compile(
    r"(?:是|在|由|归|给|为)(?:不是)?(?P<body>(?![一两二三四五六几各这那]个?[县市区])[\u4e00-\u9fff]{2,12}?(?:局|委|委员会|办公室|厅|政府|中心|院|区|县|镇|乡|街道|公司|集团|学|部|所))"
    r"(?:来)?(?:[\u4e00-\u9fff]{0,4}?的?)[，, ]?(?:对[吗吧不]|对不对|是不是|是这样|吗|吧|是吧|没错吧|我?没[\u4e00-\u9fff]{1,2}[错岔混]吧)(?=[?？，,。 您你帮麻]|$)"
)
# 召集人是县长，对吧
_CLAIMED_OFFICE = re.compile(
    r"(?:是|由|为)(?P<office>(?:分管)?(?:常务)?副?(?:县长|市长|区长|镇长|乡长|旗长|书记|主任|局长|院长|秘书长))(?:本人|亲自)?(?:任|担任|兼任|当|挂帅)?的?[，, ]?(?:对[吗吧不]|对不对|是不是|吗|吧|没错)"
)
_CLAIMED_ATTRIBUTE = re.compile(
    r"(?P<attribute>约束性|预期性)(?:的|指标)?(?:指标)?了?[，, ]?[\u4e00-\u9fff]{0,4}?(?:[吗吧]|对不对|对不|是不是|没错|没[\u4e00-\u9fff]{1,2}[错岔混])"
)
_ASKS_SO = re.compile(
    r"[，, ]?(?:是吧|没错吧?|对[吗吧不]|对不对|是不是|我?没[\u4e00-\u9fff]{1,2}[错岔混]吧?|吗|吧)[?？]?$"
)
# Sums are printed in any of these, and a claim may use another.
# A clause that holds less of the thing's name counts something else (A级景区 for 4A景区).
_THING_SHARE = 0.7
# What leads up to a thing, and from it to its figure; a noun's length, and what of a long phrase counts.
_LED_OFF = re.compile(
    r"^(?:[\d十][\d\u4e00-\u9fff]{0,5}?年[底末初]?|每年|给|全[市区县省]|已经?|共?建成了?|创建了?|获得|的|(?:市|区|县)(?!级))*"
)
_LED_UP = re.compile(
    r"(?:就?是|就|已经|已|超过|突破|高于|低于|不到|有|为|共有?|达到?|只有|约|都|要|的|能|会|到|(?:控制|保持|稳定)在|降[低至]?|提高至?|增加至?|安排)+$"
)
# 政府支出3亿元，占30%: a share of what is told before.
_SHARE_OF = re.compile(r"^占(?:比|全部|总[数量额])?")
_NOUN, _LONGEST_THING, _TAIL = 2, 12, 4
# What divides the things that 分别 gives their figures to.
_ITEMS = re.compile(r"、|和|与|及")
# A pair of characters that tells one item from its neighbours by a number or a degree (二孩, 三级, 博士).
_KIND_OF = re.compile(r"^[一二三四五六七八九十\d][\u4e00-\u9fff]$|^(?:博士|硕士|本科|专科)$")
_YEAR = re.compile(r"(?:19|20)\d{2}年[底末初]?")
_DATED = re.compile(rf"[到至]?{_YEAR.pattern}")
_HEAD_UNIT = re.compile(r"[（(]([^（）()：:]{1,6})[）)]\s*$")
_LEADS = re.compile(r"牵头|责任|负责|主责")
_ISSUED = re.compile(r"印发|发布|出台|下发|公布|成文|发文|印的|发的")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_ANY = r"\d+(?:[.,]\d+)*|[一二两三四五六七八九十]+"


def states_claim(question: Question, quantity: Quantity, text: str) -> bool:
    """Whether ``text`` states the figure of the question, with its unit, of the same thing: of the clauses that state
    figures of this unit, those that speak most of the thing hold it (10名 of another clause confirm no 10名)."""
    text = _THOUSANDS.sub("", text)
    claimed = _claimed(quantity)
    if not claimed.search(text):
        return False
    thing = _thing(question, quantity)
    full = _full_thing(question, quantity)
    stating = _clauses_of(full, quantity, text) or _nearest_clauses(full, quantity, text)
    stating = stating or (_clauses_of(thing, quantity, text) if thing else [text])
    dated = [clause for clause in stating if any(str(year) in clause for year in question.years)]
    stating = dated or stating  # 2019年签约37名，2020年签约35名
    # 省级示范村500万元，市级示范村200万元
    stating = [c for c in stating if not any(demand.excluded_by(c) for demand in demanded(question.plain))]
    told = any(claimed.search(clause) for clause in stating) or _of_its_item(question, claimed, text)
    told = told and _of_its_age(question, claimed, text)
    return told and not _of_another_item(question, quantity, text)


def gives_another(question: Question, quantity: Quantity, text: str) -> bool:
    """Whether the clauses of ``text`` that state a figure of just what the claimed one is of do not hold it (公立医院5个、民营医院9个 for 公立医院9家)."""
    full = _full_thing(question, quantity)
    stating = _clauses_of(full, quantity, text) if full else []
    return bool(stating) and not any(_claimed(quantity).search(clause) for clause in stating)


def _of_its_item(question: Question, claimed: re.Pattern[str], text: str) -> bool:
    """Whether the item of a chain that prints the figure alone names what the question does (其中风电20万千瓦、光伏22万千瓦)."""
    items = [item for item in re.split(r"[、，,；;。]", text) if re.search(r"\d", item)]
    own = [item for item in items if claimed.search(item)]
    others = "".join(item for item in items if item not in own)
    # 公立医院9家、民营5家: of each figure only what its own part of the question names.
    parts = re.split(r"[、，,；;]", question.plain)
    asked = "".join(part for part in parts if claimed.search(part)) or question.plain
    nouns = [term.text for term in question.terms if term.weight == 1 and len(term.text) > 1 and term.text in asked]
    return any(noun in item and noun not in others for noun in nouns for item in own)


def _of_its_age(question: Question, claimed: re.Pattern[str], text: str) -> bool:
    """Whether the age named last before the figure is the one that the question names (60岁及以上…占21.64%；65岁及以上…占16.19%)."""
    ages = [one for one in demanded(question.plain) if one.contrast == "age"]
    match = claimed.search(text)
    if not ages or match is None:
        return True
    told = [clause for clause in _CLAUSE.split(text[: match.start()]) if _AN_AGE.search(clause)]
    return not told or any(one.same.search(told[-1]) for one in ages)


def _of_another_item(question: Question, quantity: Quantity, text: str) -> bool:
    """Whether ``text`` gives the figure to another thing than the question does: 二孩、三孩…分别上浮20%、30%."""
    before, apart, behind = text.partition("分别")
    if not apart:
        return False
    figures = [match[0] for match in _any_like(quantity).finditer(re.split(r"[。；;]", behind)[0])]
    at = next((n for n, figure in enumerate(figures) if _claimed(quantity).search(figure)), None)
    items = _ITEMS.split(re.split(r"[。；;]", before)[-1])
    named = [n for n, item in enumerate(items) if any(str(year) in item for year in question.years)]
    named = named or [n for n, item in enumerate(items) if _only_there(question, item, items)]
    named = named or _named_item(_full_thing(question, quantity), items)
    return at is not None and len(items) == len(figures) > 1 and len(named) == 1 and named[0] != at


def _named_item(thing: str, items: list[str]) -> list[int]:
    """The one of ``items`` that holds most runs of three characters of ``thing`` which no other holds, those aside with which
    they all end, or the last does for all (妇幼保健院、中医院编制床位分别为)."""
    shared = next(
        (size for size in range(len(items[-1]), 0, -1) if all(i.endswith(items[-1][-size:]) for i in items)), 0
    )
    tail = items[-1][-(shared if shared >= _NOUN else _TAIL) :]
    runs = {thing[at : at + 3] for at in range(len(thing) - 2)}
    runs = {run for run in runs if run not in tail and sum(run in item for item in items) == 1}
    counts = [sum(run in item for run in runs) for item in items]
    best = max(counts, default=0)
    return [counts.index(best)] if best and counts.count(best) == 1 else []


def _only_there(question: Question, item: str, items: list[str]) -> bool:
    """Whether one of ``items`` alone holds a pair of characters of the question."""
    pairs = {question.plain[at : at + 2] for at in range(len(question.plain) - 1)}
    return any(pair in item and sum(pair in other for other in items) == 1 for pair in pairs if _KIND_OF.search(pair))


def states_other(question: Question, quantity: Quantity, text: str) -> bool:
    """Whether ``text`` states another figure of the same thing, and the figure of the question nowhere."""
    text = _THOUSANDS.sub("", text)
    bare = not quantity.unit and f"{quantity.number}%" not in question.plain
    if _claimed(quantity).search(text) or bare:
        return False  # 从120提到150: any number would be another one
    thing = _full_thing(question, quantity) or _thing(question, quantity)
    return (
        thing != "" and held(thing, search_key(text)) >= _THING_SHARE and _any_like(quantity).search(text) is not None
    )


def _clauses_of(thing: str, quantity: Quantity, text: str) -> list[str]:
    """Of the clauses of ``text`` that state figures of the unit of ``quantity``, those that speak most of ``thing``; none
    where all name it in part only."""
    stating = _stating(quantity, text) if thing else []
    # 机关28个、学校25个: the part that names what is counted.
    own = [part for part in stating if thing[-_NOUN:] in search_key(part)]
    stating = own or stating
    for holding in (held, named_in):  # the words of a name are looked for where it stands nowhere as a whole
        shares = [holding(thing, search_key(clause)) for clause in stating]
        best = max(shares, default=0.0)
        if best >= _THING_SHARE:
            return [clause for share, clause in zip(shares, stating, strict=True) if share == best]
    return []


def _nearest_clauses(thing: str, quantity: Quantity, text: str) -> list[str]:
    """Where ``text`` names ``thing`` over several clauses (发放助企贷款9亿元，带动就业300人), those of the clauses with figures
    of the unit of ``quantity`` that speak most of it; none where it does not, or none of them does."""
    if not thing or held(thing, search_key(text)) < _THING_SHARE:
        return []
    shares = [(held(thing, search_key(clause)), clause) for clause in _stating(quantity, text)]
    best = max((share for share, _ in shares), default=0.0)
    return [clause for share, clause in shares if best and share == best]


def _stating(quantity: Quantity, text: str) -> list[str]:
    """The clauses of ``text``, or the parts of one, that state figures of the unit of ``quantity``."""
    like = _any_like(quantity)
    return [part for clause in _whole_clauses(text, like) for part in _figured_parts(clause, like)]


def _whole_clauses(text: str, like: re.Pattern[str]) -> list[str]:
    """The clauses of ``text``; one that names nothing before its figure goes on from what the one before it names
    (设立专项资金，每年安排80万元)."""
    clauses: list[str] = []
    for clause in _CLAUSE.split(text):
        figure = like.search(clause)
        bare = figure and not _LED_UP.sub("", _LED_OFF.sub("", _SHARE_OF.sub("", clause[: figure.start()])))
        before = clauses[-1] if clauses else ""
        stated = like.search(before)
        clauses.append((before[: stated.start()] if stated else before) + clause if bare else clause)
    return clauses


def _figured_parts(clause: str, like: re.Pattern[str]) -> list[str]:
    """The parts of a clause divided by 、 where several state figures like ``like`` (一级7家、二级16家; not those that 分别 deals
    out), else the clause where it states one."""
    parts = [part for part in clause.split("、") if like.search(part)] if "分别" not in clause else []
    return parts if len(parts) > 1 else [clause] if like.search(clause) else []


def _full_thing(question: Question, quantity: Quantity) -> str:
    """All that stands right before the claimed figure in its clause, without places and years (三级医院 of 云州市三级医院16家)."""
    match = re.search(rf"(?<![\d.])(?:{number_ways(quantity.number)})\s*{re.escape(quantity.unit)}", question.plain)
    if match is None:
        return ""
    before = _CLAUSE.split(question.plain[: match.start()])[-1]
    for name in question.region_names:
        before = before.replace(name, "").replace(stem(name), "")
    before = _LED_UP.sub("", _LED_OFF.sub("", _DATED.sub("", before))).removeprefix("其中")
    return search_key(before)[-_LONGEST_THING:] if len(before) >= _NOUN else ""


def _any_like(quantity: Quantity) -> re.Pattern[str]:
    """Any figure of the unit of ``quantity``, of whatever it counts where it counts (85张 for 85间); no calendar year."""
    units = "|".join(COUNT_UNITS) if quantity.unit in COUNT_UNITS else _units(quantity)
    return re.compile(rf"(?<![\d.])(?!{_YEAR.pattern})(?:{_ANY})" + (rf"\s*(?:{units})" if units else ""))


def _units(quantity: Quantity) -> str:
    return "|".join(map(re.escape, unit_ways(quantity.unit))) if quantity.unit else ""


def prints(quantity: Quantity, text: str) -> bool:
    """Whether ``text`` prints the figure with its unit, of whatever thing."""
    return _claimed(quantity).search(_THOUSANDS.sub("", text)) is not None


def _claimed(quantity: Quantity) -> re.Pattern[str]:
    """The figure, with its unit where it has one; sums of money in the other units as well, whose column's head holds them."""
    units = _units(quantity)
    ways = [rf"(?:{number_ways(quantity.number)})" + (rf"\s*(?:{units})" if units else r"(?!\d|\.\d)")]
    if quantity.unit in SUMS:
        sums = (converted(quantity.number, quantity.unit, other) for other in SUMS if other != quantity.unit)
        ways += [
            rf"{re.escape(plain_number(f'{float(amount):f}'))}(?!\d|\.\d)" for amount in sums if amount is not None
        ]
    # 自然增长率为-3.7‰ is no 3.7‰; between years and figures a dash means up to.
    sign = r"(?<![为是达到至率均约][-－−—])" if units and "-" not in quantity.number else ""
    return re.compile(rf"(?<![\d.]){sign}(?:{'|'.join(ways)})")


def _thing(question: Question, quantity: Quantity) -> str:
    """What the claimed figure is of: the words behind it (6个省级示范科室), else the noun before it."""
    plain = _ASKS_SO.sub("", question.plain)
    match = re.search(rf"(?<![\d.])(?:{number_ways(quantity.number)})\s*{re.escape(quantity.unit)}", plain)
    if match is None:
        return ""
    behind = _BEHIND.match(plain, match.end())
    if behind and not re.fullmatch(r"以[上下内]|左右|(?:对|是|没错)?[吗吧]?", behind[0]):
        return behind[0]
    nouns = [term.text for term in question.terms if term.weight == 1 and term.start >= 0 and term.end <= match.start()]
    return nouns[-1] if nouns else ""


def told(question: Question, answer: Answer) -> Answer:
    """The answer with 「是」 before it where it confirms a premise of the question, with 「不是」 where it names another
    body or place than the question does."""
    if answer.refused or not answer.citations:
        return answer
    so, line = judged(question, answer)
    if line:
        answer = replace(answer, text=f"{answer.text}\n{line}")
    if so is False and question.asks_whether:
        return replace(answer, refused=True, reason="false_premise", text=f"{say('refusal.denied')}\n{answer.text}")
    if so and question.asks_whether:
        return replace(answer, text=f"{say('answer.confirmed')}\n{answer.text}")
    attribute = _CLAIMED_ATTRIBUTE.search(question.whole)
    stated = {fact.attribute for fact in answer.facts if fact.attribute}
    if attribute and stated:
        if attribute["attribute"] in stated:
            return replace(answer, text=f"{say('answer.confirmed')}\n{answer.text}")
        denial = say("answer.other_attribute", claimed=attribute["attribute"], stated="、".join(sorted(stated)))
        asks_more = Wanted.FIGURE in question.wanted
        reason = None if asks_more else "false_premise"
        return replace(answer, refused=not asks_more, reason=reason, text=f"{denial}\n{answer.text}")
    if attribute and not any(attribute["attribute"] in citation.quote for citation in answer.citations):
        searched = "、".join(question.region_names) or say("refusal.all_plans")
        text = say("refusal.form", searched=searched, what=say("gap.indicator"))
        return replace(answer, refused=True, reason="unsupported", text=text, citations=())
    if question.checks and not answer.facts and (other := _other_figure(question, answer)):
        return other
    if question.checks and answer.facts and not question.indicators and not _facts_state(question, answer):
        return _unsaid(question, answer)
    if question.asks_whether and question.years and not answer.facts and (other := _other_year(question, answer)):
        return other
    if question.checks and _OF_EACH.search(question.whole) and not _said_of_all(question, answer):
        return replace(answer, refused=True, reason="false_premise", text=f"{say('refusal.denied')}\n{answer.text}")
    if question.checks and not answer.facts and not question.quantities and _dates_another(question, answer):
        return replace(answer, refused=True, reason="false_premise", text=f"{say('refusal.denied')}\n{answer.text}")
    towns = _towns_of(question) if question.asks_whether and not answer.facts else []
    told = [town in answer.printed for town in towns]
    listed = any("、" in citation.quote or _SITED.search(citation.quote) for citation in answer.citations)
    if towns and not all(told) and (any(told) or listed):
        return replace(answer, refused=True, reason="false_premise", text=f"{say('refusal.denied')}\n{answer.text}")
    office = _CLAIMED_OFFICE.search(question.whole)
    if office and not re.search(rf"(?<!副){re.escape(office['office'])}", answer.printed):
        return replace(answer, refused=True, reason="false_premise", text=f"{say('refusal.denied')}\n{answer.text}")
    claim = _CLAIMED_BODY.search(question.whole)
    matter = _matter(question, claim["body"]) if claim else []
    if matter and not any(held(noun, search_key(answer.printed)) == 1 for noun in matter):
        searched = "、".join(question.region_names) or say("refusal.all_plans")
        text = say("refusal.unsupported", missing="、".join(matter), searched=searched)
        return replace(answer, refused=True, reason="unsupported", text=text, citations=(), facts=())
    if (claim and not _all_name_body(question, claim["body"], answer)) or not _states_numbers(question, answer):
        return replace(answer, refused=True, reason="false_premise", text=f"{say('refusal.denied')}\n{answer.text}")
    return (
        replace(answer, text=f"{say('answer.confirmed')}\n{answer.text}")
        if question.checks or claim or (question.operation.claimed and answer.winners)
        else answer
    )


def _facts_state(question: Question, answer: Answer) -> bool:
    """Whether the records of a row that was found by its words state each figure that the question claims, or lie past its bound."""
    numbers = [exact(f"{one.number}") for fact in answer.facts if (one := read_value(fact.value)).number is not None]
    for quantity in question.quantities:
        bound = bound_of(question, quantity)
        same = [number for number in numbers if number == exact(quantity.number.replace(",", ""))]
        if not (same if bound is None else [number for number in numbers if bound(number)]):
            return False
    return True


def _unsaid(question: Question, answer: Answer) -> Answer:
    """The answer as a refusal: what it cites does not print the figures that are claimed."""
    figures = "、".join(f"{of.number}{of.unit}" for of in question.quantities)
    text = f"{say('refusal.no_such_figure', figures=figures)}\n{answer.text}"
    return replace(answer, refused=True, reason="unsupported", text=text)


def _other_year(question: Question, answer: Answer) -> Answer | None:
    """The answer as a denial where what it cites names years, and none of those that the question claims; None where it names one of
    them, or none at all."""
    # 通过评审 of 2019 says nothing of when 市中医院为二级甲等: the clauses that name what is asked tell its years.
    nouns = [term.text for term in question.terms if term.weight == 1 and len(term.text) > 1]
    clauses = [clause for citation in answer.citations for clause in _CLAUSE.split(citation.quote)]
    own = [clause for clause in clauses if any(noun in clause for noun in nouns)] or clauses
    # Of a figure that is stated the years of its own clause count, not those of the next.
    stating = [clause for clause in own if any(_claimed(of).search(clause) for of in question.quantities)]
    own = stating or own
    told = {int(year) for clause in own for year in re.findall(r"20\d\d", clause)}
    if question.kind is Kind.METADATA or not told or told & set(question.years):
        return None
    return replace(answer, refused=True, reason="false_premise", text=f"{say('refusal.denied')}\n{answer.text}")


def _said_of_all(question: Question, answer: Answer) -> bool:
    """Whether a clause that prints the claimed number of things says it of all of them (23项…全部; not 23项…完成21项)."""
    clauses = [clause for one in answer.citations for clause in _CLAUSE.split(one.quote)]
    if not question.quantities:
        return any(_ALL_OF_THEM.search(clause) for clause in clauses)
    own = [c for c in clauses if any(_claimed(quantity).search(c) for quantity in question.quantities)]
    return not own or any(_ALL_OF_THEM.search(clause) for clause in own)


def _other_figure(question: Question, answer: Answer) -> Answer | None:
    """The answer as a denial, or a refusal, where what it cites does not print a claimed figure; None where it does."""
    quotes = [_THOUSANDS.sub("", citation.quote) for citation in answer.citations]
    # The head of a table's column holds what a figure of its rows is of.
    rows = [
        f"{quote} {_with_units(citation)}"
        for quote, citation in zip(quotes, answer.citations, strict=True)
        if citation.table
    ]
    missing = [
        of
        for of in question.quantities
        if not any(states_claim(question, of, quote) for quote in quotes)
        and not any(_claimed(of).search(row) for row in rows)
    ]
    if len(quotes) > 1:  # 原则是三条: the items shown are its proof
        missing = [of for of in missing if of.number != str(len(quotes))]
    if not missing or question.kind in (Kind.METADATA, Kind.WHICH_DOCUMENT):
        return None
    denied = any(
        _claimed(of).search(quote) or states_other(question, of, quote) or _of_another_item(question, of, quote)
        for of in missing
        for quote in quotes
    )
    head = (
        say("refusal.denied")
        if denied
        else say("refusal.no_such_figure", figures="、".join(f"{of.number}{of.unit}" for of in missing))
    )
    return replace(
        answer, refused=True, reason="false_premise" if denied else "unsupported", text=f"{head}\n{answer.text}"
    )


def _with_units(citation: Citation) -> str:
    """The cells of a row, each with the unit that its head prints (投资（万元） | 860)."""
    told = ((text, _HEAD_UNIT.search(head)) for head, text in citation.cells)
    return " ".join(f"{text}{unit[1] if unit else ''}" for text, unit in told)


def _dates_another(question: Question, answer: Answer) -> bool:
    """Whether what is cited gives the year of the question to another thing, and another year to the thing asked."""
    thing = _ASKS_SO.sub("", _YEAR.sub("", question.plain))
    for name in question.region_names:
        thing = thing.replace(name, "").replace(stem(name), "")
    thing = search_key(thing)
    for citation in answer.citations:
        dated = [clause for clause in _CLAUSE.split(citation.quote) if _YEAR.search(clause)]
        shares = [(held(thing, search_key(clause)), clause) for clause in dated]
        best = max((share for share, _ in shares), default=0.0)
        ours = [share for share, clause in shares if any(str(year) in clause for year in question.years)]
        if ours and best >= _THING_SHARE and max(ours) < best:
            return True
    return False


def _all_name_body(question: Question, body: str, answer: Answer) -> bool:
    """Whether the answer names ``body`` beside the matter; for each place where the question says it of all (都是…印发的)."""
    regions = dict.fromkeys(citation.region for citation in answer.citations)
    if len(regions) < 2 or not _OF_ALL.search(question.plain):
        return _names_body(question, body, answer)
    own = [tuple(one for one in answer.citations if one.region == region) for region in regions]
    return all(_names_body(question, body, replace(answer, citations=citations)) for citations in own)


def _names_body(question: Question, body: str, answer: Answer) -> bool:
    """Whether the answer names ``body`` beside the matter: in one part of a chain (；) with the question's nouns."""
    nouns = [] if question.kind is Kind.METADATA else _matter(question, body)  # the issuer stands by itself
    # 中医院 is what people call a 中医医院.
    body = _spoken(body)
    quotes = [_spoken(f"{citation.section}；{citation.quote}") for citation in answer.citations]
    known = [noun for noun in nouns if any(held(noun, search_key(quote)) == 1 for quote in quotes)]
    bodies = [one for one in _AND.split(body) if one]  # 由甲和乙牵头 says it of both
    if _LEADS.search(question.whole) and (leads := _leaders(answer)):
        return any(all(one in lead for one in bodies) for lead in leads)  # 配合单位 leads nothing
    parts = [part for quote in quotes for part in re.split(r"[；;]", quote) if all(one in part for one in bodies)]
    if deed := _DEED.search(question.whole):
        # 由市委政法委牵头，市教育局配合: it leads only where its own clause says so.
        parts = [part for part in parts if _does_it(part, bodies, deed[0])]
    return any(all(held(noun, search_key(part)) == 1 for noun in known) for part in parts)


def _does_it(part: str, bodies: list[str], deed: str) -> bool:
    """Whether a clause of ``part`` names all the ``bodies`` and the ``deed``."""
    return any(deed in clause and all(one in clause for one in bodies) for clause in re.split("[，,]", part))


def _spoken(text: str) -> str:
    """The names of bodies as people say them (中医院, 市政府)."""
    return text.replace(_CHINESE_MEDICINE, "中医院").replace("人民政府", "政府")


def _towns_of(question: Question) -> list[str]:
    """The towns that the question names (石桥镇、柳河镇), without the place whose document is asked."""
    plain = question.plain
    for name in question.region_names:
        plain = plain.replace(name, "，").replace(stem(name), "，")
    return [match[1] for match in _TOWN.finditer(plain)]


def _matter(question: Question, body: str) -> list[str]:
    """The nouns of the question that are not of the ``body`` that is claimed."""
    return [
        term.text for term in question.terms if term.weight == 1 and term.text not in body and body not in term.text
    ]


def _leaders(answer: Answer) -> list[str]:
    """The cells of the rows cited that say who leads; none where no row has such a column."""
    cells = (cell for citation in answer.citations for cell in citation.cells)
    return [text for head, text in cells if _LEADS.search(head)]


def _states_numbers(question: Question, answer: Answer) -> bool:
    """Whether each figure of a document's number or date that is to be confirmed stands in what the answer cites; figures of
    records are confirmed by the answers that give them, in whatever unit."""
    if not question.checks or question.kind is not Kind.METADATA:
        return True
    text = _THOUSANDS.sub("", " ".join(citation.quote for citation in answer.citations))
    # The period of a plan (2021-2025) says nothing of when it was issued.
    month = r"年\d{1,2}月" if _ISSUED.search(question.plain) else ""
    if not all(re.search(f"{year}{month}", answer.text) for year in question.years):
        return False
    return all(
        re.search(rf"(?<![\d.])(?:{number_ways(quantity.number)})(?!\d|\.\d)", text) for quantity in question.quantities
    )
