"""Lists asked for with their number (三大中心是哪三个, 分哪四类): the sentence that names just so many, or the paragraphs behind
the one that announces them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.answers.enumerations import counts_of
from bot.answers.items import Contents, is_heading, named_items
from bot.answers.project_records import of_list, plans_with_projects
from bot.answers.topic import Holding, phrases_of, topic_of
from bot.answers.wording import plan_name
from bot.asking import QUESTION_WORD, number_ways
from bot.citing import Citations
from bot.library import Library, finished, first_marks
from bot.models import Answer
from bot.question import Kind, Question, Wanted
from bot.reading.speech import plain_text
from corpus.language.headings import unnumbered
from corpus.language.text import search_key
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

_MEASURE = r"(?:个|大|类|项|种|家|所|条|款|件|样|步|部分|级|支|名|张|环|网|区|带|核|方面)"
# What asks beside the question word, and the verbs that join what is listed to its items.
_ASKING = re.compile(
    r"分别|各自|都?(?:是|有)(?:什么|啥|哪)|指的?(?:是)?(?=哪|什么|啥)|包括|包含|涵盖|构成|组成|分(?:为|成)?(?=哪)|由(?=哪)|要?(?:坚持|做到|干|做)(?=哪)"
    rf"|哪\s*(?:[一二三四五六七八九十两]{{1,3}}|\d{{1,2}}|几|些)\s*{_MEASURE}*(?:事|东西|内容|工作)?|什么|啥"
)
# A sentence that gives no number lists what is asked for only where it says so.
_LISTS = re.compile(r"包括|包含|涵盖|[划细]?分为|即|主要有|组成|构成|[：:]|一是|聚焦|坚持")
_KINDS = (Kind.LOOKUP, Kind.PROJECTS, Kind.WHICH_DOCUMENT)
# 哪三份规划, 哪两个市: the documents themselves are asked for.
_OF_PLACES = re.compile(r"哪.{1,3}(?:份|部|本|地方|城市|区县|县区|市|县|规划|文件)")
# A paragraph of a list opens with the name of its item, and a mark at most before it.
_OPENING = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*)?(?P<name>[\u4e00-\u9fff“”、]{3,20})[。：:]"
)
# What a sentence goes on from: so many sentences before it in its section.
_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A list in a plan: the sentence or the items, and how well it fits (the higher the better)."""

    plan: StoredPlan
    units: tuple[Evidence, ...]
    fit: tuple[int, ...]


def answer_counted(question: Question, library: Library) -> Answer | None:
    """The list of just as many items as ``question`` says, from the sentence that holds all words of what is listed; None
    where the question gives no number, or no sentence has such a list."""
    count, whole = question.wanted_count, plain_text(question.text)
    if count < 2 or Wanted.LIST not in question.wanted or question.kind not in _KINDS or _OF_PLACES.search(whole):
        return None
    if question.checks or question.years or question.scopes or question.indicators:
        return None
    numbered = re.compile(rf"(?<![第\d.])(?:{number_ways(str(count))})\s*{_MEASURE}?")
    if question.projects and any(
        len(of_list(o, question.plain)) == count for o in plans_with_projects(question, library)
    ):
        return None  # the list of projects that the question names by its heading
    asking = [match.span() for pattern in (_ASKING, QUESTION_WORD, numbered) for match in pattern.finditer(whole)]
    phrases = phrases_of(whole, question.plain, library, asking)
    if not phrases:
        return None
    plans = library.plans_to_read(question.plain, question.region_names)
    anchor = re.compile(rf"(?<![第\d.])(?:{number_ways(str(count))})\s*{_MEASURE}")
    counted = re.search(rf"哪\s*(?:{number_ways(str(count))})\s*{_MEASURE}*(?P<noun>[\u4e00-\u9fff]{{2}})", whole)
    # 五大中心 as it stands tells more than 中心 and five of anything.
    named = re.compile(rf"(?:{number_ways(str(count))})\s*{_MEASURE}?{counted['noun']}" if counted else r"(?!)")
    found = [
        replace(found, fit=(named.search(" ".join(unit.text for unit in found.units)) is not None, *found.fit))
        for plan in plans
        for found in _lists(plan, library.store.evidence(plan.id), count, anchor, phrases)
    ]
    best = max((one.fit for one in found), default=None)
    first = {one.plan.metadata.region: one for one in reversed(found) if one.fit == best}
    chosen = [one for one in found if first[one.plan.metadata.region] is one] if question.regions else found[:1]
    return _answer(question, library, chosen) if chosen else None


def _lists(
    plan: StoredPlan, units: tuple[Evidence, ...], count: int, anchor: re.Pattern[str], phrases: tuple[str, ...]
) -> Iterator[Found]:
    topic = topic_of(phrases, search_key(plan.metadata.title))
    for at, unit in enumerate(units):
        key = search_key(unit.text)
        if unit.table is not None or (topic.phrases and not topic.touched(key)):
            continue
        numbered = anchor.search(unit.text) is not None
        if not numbered and not _LISTS.search(unit.text):
            continue
        if topic.held(f"{search_key(' '.join(unit.section))} {_before(units, at)} {key}") < Holding.WORDS:
            continue
        own = topic.held(key)
        defines = anchor.match(unit.text.lstrip("—-·“")) is not None
        if count in counts_of(unit.text) and (numbered or own >= Holding.WORDS):
            yield Found(plan, (unit,), (defines, numbered, own))
        elif numbered and own >= Holding.WORDS:
            announced = _announced(units, at, count)
            if announced:
                yield Found(plan, announced, (defines, numbered, own))


def _before(units: tuple[Evidence, ...], at: int) -> str:
    """The key of the sentences before the unit at ``at`` in its section, which may name what it goes on from."""
    near = units[max(0, at - _BEFORE) : at]
    return search_key(" ".join(unit.text for unit in near if unit.section == units[at].section and unit.table is None))


def _announced(units: tuple[Evidence, ...], at: int, count: int) -> tuple[Evidence, ...]:
    """The ``count`` openings of paragraphs behind the unit at ``at`` that begin alike, or the items that its section lays
    out below it; empty where there are not just so many."""
    section = units[at].section
    behind = [unit for unit in units[at + 1 :] if unit.section[: len(section)] == section and unit.table is None]
    openings: dict[int, Evidence] = {}
    for unit in behind:
        if unit.paragraph != units[at].paragraph:
            openings.setdefault(unit.paragraph, unit)
    first = next(iter(openings.values()), None)
    alike = [unit for unit in openings.values() if first and unit.text[:2] == first.text[:2]]
    if len(alike) == count:
        return tuple(alike)
    ends = [_name_of(unit)[-2:] for unit in openings.values()]
    named_alike = [unit for unit, end in zip(openings.values(), ends, strict=True) if end and end == ends[0]]
    if len(named_alike) == count:
        return tuple(named_alike)
    named = [item.title for item in named_items(Contents(units).inside(section), section)]
    return tuple(named) if len(named) == count and all(title in behind for title in named) else ()


def _name_of(unit: Evidence) -> str:
    """The name that a paragraph opens with (人才培育工程：…), "" where it opens with a clause."""
    match = _OPENING.match(unit.text)
    return match["name"] if match else ""


def _answer(question: Question, library: Library, lists: list[Found]) -> Answer:
    citations = Citations(library.store)
    lines: list[str] = []
    listed: list[str] = []
    for found in lists:
        region, plan, first = found.plan.metadata.region, plan_name(found.plan), found.units[0]
        numbers = [citations.add(found.plan, unit.span, unit.section, None) for unit in found.units]
        if len(found.units) == 1:
            lines.append(say("answer.quote", region=region, plan=plan, quote=first.text, n=numbers[0]))
            continue
        heading = unnumbered(first.section[-1]) if first.section and not is_heading(first) else ""
        lines.append(say("digest.head", region=region, heading=heading, plan=plan))
        items = zip(found.units, numbers, strict=True)
        own = [say("list.item", item=unit.text, n=number) for unit, number in items]
        lines += own
        listed += own
    return finished(question.text, False, None, "\n".join(lines), citations, items=first_marks(listed))
