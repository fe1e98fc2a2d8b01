"""What a figure of the running text measures, in the sentence's own words."""

import re

from corpus.language.quantities import Quantity

_BREAK = re.compile(r"[，；。：:！？;]|——|(?<!\d),|,(?!\d)")
_LISTED = re.compile(r"、|[和与及](?=[^，。；]*$)")
# Words around a figure that say how it is reached and not what is measured.
_LEADING = re.compile(
    r"^(?:[\s□、“”‘’（(）)\-·—]+|的|十[二三四五六七八九]五”?(?:期间|时期|以来)|规划期内|\d+[.．、）)]|[一二三四五六七八九]是|(?:力争|争取|预计|确保|截至|截止|到|至|在)*(?:19|20)\d{2}\s*年(?:底|末|初)?(?:\s*\d{1,2}\s*月)?(?:底|末)?"
    r"|(?:现|设|拥|建)?有(?![效序关条机害毒利力志]|无)|其中|同时|以及|并且?|和|与|及|全面|累计|共计?|已经?|将|使|力争|争取|确保|实现|完成|达成|目前|我[省市区县]|全[省市区县])"
)
_TRAILING = re.compile(
    r"(?:[\s□、“”‘’（(\-·—=≥≤<>]+|(?:19|20)\d{2}\s*年(?:底|末|初)?|分别|力争|争取|确保|由(?:19|20)\d{2}\s*年(?:底|末)?的?|(?:达到|达|为|是|至|到|(?<!签)约|共计?|有|占|由|从|在|于|超过?|近)|[提升增降下减延缩扩]?[高升加低降少长短大](?:到|至|为)|控制|保持|维持|稳定"
    r"|不低|不高|不少|不多|不超|(?<![人平户])均|各|建成|共|到|至|达|为|仅|分别)$"
)
_FOLLOWING = re.compile(r"^的?[\u4e00-\u9fffA-Za-z\d“”（）()－-]+")
# What may stand behind a figure without being the thing counted.
_NO_NOUN = re.compile(
    r"^(?:和|与|及|以上|以下|以内|左右|的(?:目标|要求|水平|标准|速度)|增[加长至到]|减|下降|提|至|到|并|且|用于|内|，)"
)
# 比2020年（100间）增长, 增幅为, 分别增加了: what grew stands with the figure before.
_COMPARED = re.compile(
    r"(?:(?:比|较|同比|与).*?)?(?:分别)?(?P<change>增长|增加|下降|减少|降低|提高|上升|增幅|降幅|)了?$"
)
# So many figures back the words are looked for that a figure shares with those before it.
_FURTHEST = 12
# Longest name of a measured thing shown; what goes beyond is a sentence of its own.
_LONGEST = 48


def measure_of(text: str, quantities: list[Quantity], at: int) -> str:
    """The words of ``text`` that say what its quantity number ``at`` measures: those of its clause before the figure and
    the noun counted behind it (45家|农村卫生站); where its clause has none, those of the clause before. "" where none."""
    change = ""
    for number in range(at, max(at - _FURTHEST, -1), -1):
        if shared := _dealt_out(text, quantities, number):
            return shared + change
        quantity = quantities[number]
        if quantity.change == "to" and number:
            continue  # 从78.8岁提高到81.08岁: the words stand before the first
        end = quantities[number + 1].start if number + 1 < len(quantities) else len(text)
        behind = _behind(text[quantity.end : end]) if quantity.unit and quantity.change != "from" else ""
        before = _before(text, quantities, number, bool(behind))
        compared = _COMPARED.match(before) if before and number else None
        if compared:  # 医疗机构160间，比2020年（100间）增长60%
            change = change or compared["change"]
        elif before or behind:
            return (before + behind)[:_LONGEST] + change
    return change


def _before(text: str, quantities: list[Quantity], at: int, counted: bool) -> str:
    """The words before a figure, from the last clause that has any. ``counted``: a noun behind it says what it counts,
    so that words before are not needed."""
    floor = quantities[at - 1].end if at else 0
    start = quantities[at].start
    clauses = _BREAK.split(text[floor:start])
    if at and len(clauses) == 1:  # 2个重点专科和1个|推广中心: what the figure before counts is not this one's
        clauses[0] = re.split(r"[、和与及]", clauses[0])[-1]
    own = _strip(clauses[-1])
    if own or len(clauses) == 1 or (counted and at):
        return own
    # 占比，2022年达到80%: the clause holds no more than the year; the subject stands before it.
    earlier = [word for clause in clauses[:-1] if (word := _strip(clause))]
    return earlier[-1] if earlier else ""


def _behind(text: str) -> str:
    clause = _BREAK.split(text)[0]
    match = _FOLLOWING.match(clause)
    if match is None or _NO_NOUN.match(clause):
        return ""
    return _LISTED.split(match[0])[0].removeprefix("的")


def _strip(words: str) -> str:
    """Words without what leads up to a subject and what links it to its figure."""
    while (shorter := _TRAILING.sub("", _LEADING.sub("", words))) != words:
        words = shorter
    return words


def _dealt_out(text: str, quantities: list[Quantity], at: int) -> str:
    """The name that falls to a figure of a list behind 分别 (甲、乙和丙分别达到1、2和3); "" where the lists do not pair."""
    before = text[: quantities[at].start]
    marker = before.rfind("分别")
    if marker < 0 or re.search(r"[；。]", before[marker:]):
        return ""
    values = [n for n, q in enumerate(quantities) if q.start > marker]
    run = values[:1]
    for number in values[1:]:
        if not re.fullmatch(r"[^，；。]{0,2}[、，和与及]\s*", text[quantities[run[-1]].end : quantities[number].start]):
            break
        run.append(number)
    floor = max([q.end for q in quantities if q.end <= marker], default=0)
    names = re.split(r"[、和与]", re.split(r"[，；。：]", text[floor:marker])[-1])
    names = [_strip(name) for name in names if _strip(name)]
    return names[run.index(at)] if at in run and len(names) == len(run) > 1 else ""
