"""The region that a document is for: the divisions that a title, an issuer or a congress begins with, or the whole country."""

import re
from collections import Counter
from collections.abc import Iterable

from corpus.language.places import COUNTRY, divisions_at, gazetteer, is_division, provinces, short_names

# 云岭市石溪县清水镇: the deepest that a title goes, with its province.
_MAX_DEPTH = 4
# What stands before the place in a title: 中共云岭市委, 关于云岭市…, 2025年云岭市…, “十四五”云岭市….
_LEAD = re.compile(
    r"(?:中国共产党|中共|关于|印发|《|(?:19|20)\d{2}年(?:度)?|[“\"]?十[一二三四五六七八九]五[”\"]?(?:时期)?(?=[\u4e00-\u9fff]{1,8}[省市县区州旗]))*"
)
_OF_PLACE = re.compile(r"(?:人民政府|管理委员会|管委会|办事处|党委|委员会|党工委|委(?!员)|人大)")
# Who speaks for the whole country, and what is the country's by its name. 国家级新区 and 中国（云岭）… are places' own.
_COUNTRY = re.compile(
    r"(?:中共中央|中央|国务院|全国|国家(?!级)|中华人民共和国|最高人民|[“\"]?(?:健康|美丽|数字|平安|法治)?中国(?![（(]|共产党))"
)
MINISTRY = (
    r"(?:教育|科学?技术?|科技|工业和信息化|公安|民政|司法|财政|人力资源(?:和)?社会保障|自然资源|生态环境|住房(?:和)?城乡建设|交通运输|水利|农业农村"
    r"|商务|文化和旅游|应急管理|退役军人事务)部"
)
_CENTRAL = re.compile(
    rf"(?:^|、)(?:国家[\u4e00-\u9fff]{{2,16}}(?:局|委|委员会|办|办公厅)|[\u4e00-\u9fff]{{2,8}}总局|{MINISTRY})"
)
# A place is the one that a text is about where it is named so often and makes so much of all places named.
_OFTEN = 4
_SHARE = 0.6
# Names of made-up or new places with their suffix, as most real ones, have so many characters; longer matches are words.
_SHORT_NAME = 4
_PERIOD = re.compile(r"[“\"]?(?:第?十[一二三四五六七八九]|20\d\d)")
# The longest names of divisions (双江拉祜族佤族布朗族傣族自治县).
_LONGEST_NAME = 15


def region_chain(text: str, body: str) -> tuple[str, ...]:
    """The divisions that ``text`` begins with, outermost first: known ones, and unknown ones that ``body`` speaks of. A
    title such as 健康宁川2030规划 or 浙江高质量发展实施方案 names a province or city by its short name."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    chain = _chain_at(text, start, [], body)
    if chain:
        return tuple(chain)
    named = re.compile(r"[“\"]?健康").match(text)
    for short, full in short_names().items():
        if named and text.startswith(short, named.end()):
            return (full,)
        if text.startswith(short, start) and (full in provinces() or full in body):
            return (full,)
    return ()


def is_national(*names: str) -> bool:
    """Whether titles or issuers, as they begin, are those of the whole country."""
    return any(_COUNTRY.match(name) or _CENTRAL.search(name) for name in names)


def region_of(
    title: str, issuers: Iterable[str], offices: Iterable[str], others: Iterable[str], body: str
) -> tuple[str, ...]:
    """The divisions that a document is for, outermost first: those that its ``title`` names, else its ``issuers``, else the
    country, where one of these is its, else those of the ``offices`` of which it speaks (the congress that heard it, its
    speaker's post), else what ``others`` begin with (its cover, its site, its file), else the place that its ``body`` is full of, else what looks like a place at the head of the title. () where
    nothing names one."""
    issuers = [name for name in issuers if name]
    for name in (title, *issuers):
        if chain := region_chain(name, body):
            return chain
    if is_national(*issuers, title):
        return (COUNTRY,)
    for name in offices:
        if chain := region_chain(name, body) or _first_division(name):
            return chain
    for name in others:
        if chain := region_chain(name, body):
            return chain
    return _most_named(body) or _first_division(title, _SHORT_NAME)


def authority_chain(line: str, body: str) -> tuple[str, ...]:
    """The divisions at the head of a line that names an authority, () for other lines."""
    return region_chain(line, body) if _OF_PLACE.search(line) else ()


def _chain_at(text: str, at: int, above: list[str], body: str) -> list[str]:
    """``above`` and the divisions that follow it at place ``at`` of ``text``; an unknown outermost one may also be proved
    by the one behind it."""
    for name in divisions_at(text, at, above) if len(above) < _MAX_DEPTH else ():
        chain = _chain_at(text, at + len(name), [*above, name], body)
        if is_division(name, above) or _spoken_of(name, above, body) or (not above and len(chain) > 1):
            return chain
    return above


def _spoken_of(name: str, above: list[str], body: str) -> bool:
    """Whether ``body`` speaks of an unknown division beside its title: it names its authorities, or it again and again."""
    named = re.search(re.escape(name) + _OF_PLACE.pattern, body) is not None
    return named or body.count(name) > (2 if above else 1)


def _first_division(text: str, longest: int = _LONGEST_NAME) -> tuple[str, ...]:
    """晏州市停车管理办法, in a text that only says 本市: a name of ``longest`` characters at most that no list knows, or of any
    length right before a period (金滩经济技术开发区“十四五”…)."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    name = next(iter(divisions_at(text, start, [])), "")
    fits = len(name) <= longest or _PERIOD.match(text, start + len(name))
    return (name,) if name and fits else ()


def _most_named(body: str) -> tuple[str, ...]:
    """The known place that a text names again and again, and hardly another."""
    known = gazetteer()
    names = Counter(
        body[start : match.end()]
        for match in re.finditer(r"[省市县区州旗](?!级)", body)
        for start in range(max(0, match.end() - 8), match.end() - 1)
        if body[start : match.end()] in known
    )
    if not names:
        return ()
    name, count = names.most_common(1)[0]
    return (name,) if count >= _OFTEN and count >= _SHARE * names.total() else ()
