"""Lists that a plan lays out over a section: its sub-headings, or the openings of its paragraphs (基本原则, 主要任务)."""

import functools
import re

from bot.answers.boxes import box_asked, is_in_box
from bot.answers.items import Contents, heading_of, named_items
from bot.answers.which_place import is_open, which_place
from bot.answers.wording import plan_name
from bot.asking import QUESTION_WORD
from bot.citing import Citations
from bot.library import Library, finished, first_marks
from bot.models import Answer
from bot.question import Kind, Question, Wanted
from bot.support import unmet
from corpus.language.headings import unnumbered
from corpus.language.numerals import number_of
from corpus.language.text import search_key
from prompts import say
from retrieval.records import StoredPlan

# A shorter heading (目标, 背景) is a word of most questions.
_SHORTEST_HEADING = 4
# More are not read in a chat; the section itself is then what to look at.
_MOST_ITEMS = 20
# The headings of so many plans' sections (about 100 each) keep their search key.
_KEYS = 8192
# 基本, 遵循, 主要: what stands before a kind without narrowing it.
_KIND_PREFIX = 2
_HOW = re.compile(r"怎么|如何|怎样|哪些(?:措施|举措|做法|办法|任务|安排)|(?:做|干|抓)(?:些)?(?:什么|啥|哪些)")
_COUNTS_ITEMS = re.compile(r"(?:几|多少)\s*(?:条|项|点|个方面|方面)")
# 基本原则是八条对吗: how many there are is to be confirmed.
_CLAIMED_COUNT = re.compile(
    r"(?:是|有|分|为|共)(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,2})\s*(?:条|项|点|个方面|方面|类)[^，。？?]{0,6}?(?:对[吗吧不]|对不对|吗|吧|没错)"
)
_FILLER = re.compile(r"[的之所和与及]")


def answer_list(question: Question, library: Library) -> Answer | None:
    """The items of the section that the question names by its heading, in the order of the plan, each cited; None where
    no heading is named, its section is no list, or lists another number of items than the question says."""
    wanted = question.wanted - {Wanted.LIST}
    counts_items = wanted == {Wanted.FIGURE} and bool(_COUNTS_ITEMS.search(question.plain))
    claim = _CLAIMED_COUNT.search(question.whole)
    # A box of 工程 is a section, whatever the tables list as projects.
    if (
        question.kind not in (Kind.LOOKUP, Kind.PROJECTS)
        or (wanted and not counts_items)
        or (question.checks and not claim)
    ):
        return None
    asked = _heading_key(QUESTION_WORD.sub("", question.plain))
    citations = Citations(library.store)
    lines: list[str] = []
    listed: list[str] = []
    counts: list[int] = []
    regions: list[str] = []
    for plan in library.plans_to_read(question.plain, question.region_names):
        section = _section_asked(question, asked, plan, library.store.sections(plan.id))
        inside = Contents(library.store.evidence(plan.id)).inside(section) if section else []
        items = [item.title for item in named_items(inside, section)] if section else []
        if not section or len(items) < 2 or (question.wanted_count > 1 and question.wanted_count != len(items)):
            continue
        counts.append(len(items))
        region, name = plan.metadata.region, plan_name(plan)
        regions.append(region)
        own = [
            say("list.item", item=item.text, n=citations.add(plan, item.span, item.section, None))
            for item in items[:_MOST_ITEMS]
        ]
        head = say("list.head", region=region, plan=name, heading=unnumbered(section[-1]), count=len(items))
        titled = None if claim else heading_of(inside, section)
        lines.append(f"{head}[{citations.add(plan, titled.span, section, None)}]" if titled else head)
        lines += own
        listed += own
        if len(items) > _MOST_ITEMS:
            lines.append(say("list.more", count=len(items) - _MOST_ITEMS))
    if is_open(question, library) and len(set(regions)) > 1:
        return which_place(question, library, regions)
    if claim and lines and number_of(claim["count"]) not in counts:
        text = say("refusal.denied_count", count="、".join(map(str, counts)))
        return finished(question.text, True, "false_premise", "\n".join([text, *lines]), citations)
    confirmed = [say("answer.confirmed")] if claim and not question.checks else []
    text = "\n".join([*confirmed, *lines])
    return finished(question.text, False, None, text, citations, items=first_marks(listed)) if lines else None


def _heading_key(text: str) -> str:
    return search_key(_FILLER.sub("", text))


@functools.lru_cache(maxsize=_KEYS)
def _key_of_heading(heading: str) -> str:
    return _heading_key(unnumbered(heading))


def _section_asked(
    question: Question, asked: str, plan: StoredPlan, sections: tuple[tuple[str, ...], ...]
) -> tuple[str, ...] | None:
    """The path of the box that the question names by its number; else of the section whose heading the question holds; the longest such heading, then the outermost. All other
    nouns of the question must stand in the path or in the plan's title. Where it asks how something is done, a heading
    that holds all its nouns will do; the shortest then."""
    if (box := box_asked(question)) is not None:
        return next((path for path in sections if is_in_box(path[-1:], box)), None)
    found: list[tuple[int, int, tuple[str, ...]]] = []
    nouns = [term for term in question.terms if term.weight == 1]
    asks_how = _HOW.search(question.plain) and sum(len(noun.text) for noun in nouns) >= _SHORTEST_HEADING
    for path in sections:
        heading = _key_of_heading(path[-1])
        if (len(heading) >= _SHORTEST_HEADING and heading in asked) or (
            nouns and _only_of_kind(question.listed, heading)
        ):
            if not unmet(nouns, search_key(f"{' '.join(path)} {plan.metadata.title}")):
                found.append((-len(heading), len(path), path))
        elif asks_how and not unmet(nouns, heading):
            found.append((len(heading), len(path), path))
    return min(found)[2] if found else None


def _only_of_kind(listed: str, heading: str) -> bool:
    """Whether a heading says no more than the kind of what is listed: 规划原则 and 基本原则 for 原则."""
    return len(listed) > 1 and heading.endswith(listed) and len(heading) <= len(listed) + _KIND_PREFIX
