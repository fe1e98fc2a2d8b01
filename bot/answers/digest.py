"""A digest of what a document says of a topic (X有哪些举措, 存在哪些问题): headings and the sentences that lead, each cited, from
the part of the document that is asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.answers.items import Contents, Item, heading_of, is_heading, named_items
from bot.answers.parts import REVIEWS, Part, headed_so, part_asked, sections_of
from bot.answers.topic import Holding, Topic, phrases_of, topic_of
from bot.answers.which_place import is_open, which_place
from bot.answers.wording import plan_name
from bot.asking import asked_in
from bot.citing import Citations
from bot.library import Library, finished, first_marks
from bot.models import Answer
from bot.question import Kind, Question, Wanted
from bot.reading.speech import plain_text
from bot.weighing import is_title
from corpus.language.headings import unnumbered
from corpus.language.text import search_key
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

# What a phone shows at a glance. Each of several places has at least two items.
_MOST_ITEMS = 6
_FEWEST_ITEMS = 2
# Where a section has more headings, they are shown without what they say.
_MOST_HEADINGS = 12
_MOST_PLACES = 5
_SAID_HEADING = 4
# Of more places only the titles of the items are shown.
_FEW_PLACES = 2
# A heading that holds this share of the topic's pairs of characters names a part of it (人才 of 人才队伍), and such a section
# is about the topic where that share and the share of its sentences that speak of it come to so much.
_NAMED_IN_PART = 0.3
_MUCH = 0.5
# A longer sentence is shown by its first clause and those that state figures.
_SHOWN = 96
_SHOWN_ALONE = 180
# (items at most, sentences of what each says)
_SENTENCES = ((2, 3), (4, 2))
_CLAUSE = re.compile(r"[^，,；;。]+[，,；;。]?")
# A figure; years, periods and the numbers of headings are none.
_NO_FIGURE = re.compile(r"(?:19|20)\d{2}\s*年|第\d+|\d{1,2}月|^[（(]?\d{1,2}[）).．、]")
_FIGURE = re.compile(r"\d")
# Items of an enumeration inside a sentence are shown whatever its length.
_ITEM_MARK = re.compile(r"[一二三四五六七八九十]是")
# A heading that names several matters.
_JOINT = re.compile(r"[\u4e00-\u9fff]{2}[、和与及][\u4e00-\u9fff]{2}")
# What stands behind the last section of a document belongs to none.
_IMPRINT = re.compile(r"日印发$|^抄送|^附件|^（?此件")
# Parts that are asked of an indicator in the same words: 近视率现状.
_OF_FIGURES = ("status", "goals", "about")
_UNWANTED = (Wanted.FIGURE, Wanted.DATE, Wanted.PLACE, Wanted.PHONE)
# 各说几条 asks for items, not how many there are.
_COUNTED_PARTS = ("problems", "tasks")
_FEW = re.compile(r"[说列讲挑][出上]?几条")
_KINDS = (Kind.LOOKUP, Kind.PROJECTS, Kind.METADATA, Kind.COMPARE)


@dataclass(frozen=True, slots=True)
class Digest:
    """What one document says: the items, how far their heading (True) or sentences (False) speak of the topic, and the
    heading that they stand under ("" where they are of several)."""

    plan: StoredPlan
    items: list[Item]
    holding: tuple[Holding, bool]
    heading: str = ""


def answer_digest(question: Question, library: Library) -> Answer | None:
    """The digest that ``question`` asks for: of each place's document that speaks of the topic most directly; None where it
    asks for no part of a document, or no section of that part speaks of the topic."""
    whole = plain_text(question.text)
    asked = part_asked(whole)
    if asked is None or question.checks or question.scopes:
        return None
    part, asking = asked
    # 短板在哪 asks for no place.
    wanted = asked_in(f"{whole[: asking.start()]} {whole[asking.end() :]}").wanted & set(_UNWANTED)
    wanted |= question.wanted & {Wanted.FIGURE}
    if wanted - {Wanted.FIGURE} or (wanted and not _FEW.search(asking[0])):
        return None
    phrases = phrases_of(whole, question.plain, library, [asking.span()])
    # 哪五个主要问题 asks for the part, however many there are.
    counted = question.wanted_count > 1 and not (part.name in _COUNTED_PARTS and "哪" in asking[0])
    if question.kind not in _KINDS or counted or not (phrases or part.bare):
        return None
    plans = library.plans_to_read(question.plain, question.region_names)
    found = [
        digest
        for plan in plans
        if (digest := _digest(question, library, plan, part, topic_of(phrases, _title_key(plan))))
    ]
    best = max((digest.holding for digest in found), default=None)
    chosen = [digest for digest in found if digest.holding == best][:_MOST_PLACES]
    if is_open(question, library) and len({digest.plan.metadata.region for digest in chosen}) > 1:
        return which_place(question, library, (digest.plan.metadata.region for digest in chosen))
    if not chosen and _is_reviewed(library, plans, part):
        return _refusal(question, library, part, phrases)
    return _answer(question, library, part.name, chosen) if chosen else None


def answer_section(
    question: Question, library: Library, chosen: Sequence[tuple[StoredPlan, Evidence]]
) -> Answer | None:
    """What stands under the headings ``chosen``, of each plan the first; None where nothing does."""
    digests: dict[int, Digest] = {}
    for plan, unit in chosen:
        items = _items(Contents(library.store.evidence(plan.id)), unit.section)
        if items:
            heading = unnumbered(unit.section[-1])
            digests.setdefault(plan.id, Digest(plan, items, (Holding.PHRASE, True), heading))
    return _answer(question, library, "", list(digests.values())) if digests else None


def _is_reviewed(library: Library, plans: list[StoredPlan], part: Part) -> bool:
    """Whether a review was asked for that some plan has a section of: what its other sections say of the topic is no
    answer then."""
    names = ("status", "results") if part.name == "status" else (part.name,) if part.name in REVIEWS else ()
    return any(
        sections_of(name, library.store.sections(plan.id), plan.metadata.title) for plan in plans for name in names
    )


def _refusal(question: Question, library: Library, part: Part, phrases: tuple[str, ...]) -> Answer:
    searched = "、".join(question.region_names) or say("refusal.all_plans")
    missing = "、".join(phrases) or question.plain
    text = say("digest.none", searched=searched, part=say(f"digest.{part.name}"), missing=missing)
    return finished(question.text, True, "unsupported", text, Citations(library.store))


def _title_key(plan: StoredPlan) -> str:
    return search_key(plan.metadata.title)


def _digest(question: Question, library: Library, plan: StoredPlan, part: Part, topic: Topic) -> Digest | None:
    """What ``plan`` says of ``topic``: the items under the heading that names it, else the sentences that speak of it; of
    the first of the parts where they do so most closely."""
    if not _of_period(question, plan, part) or (part.name in _OF_FIGURES and question.indicators):
        return None
    if part.name == "works" and library.store.projects(plan.id)[0]:
        return None  # its table lists them
    contents, every = Contents(library.store.evidence(plan.id)), library.store.sections(plan.id)
    ways = (_under_heading, _much_of, _spoken_of) if topic.phrases else (_of_whole,)
    places = [sections_of(name, every, plan.metadata.title) for name in part.looks]
    if not topic.phrases:
        places = [headed_so(name, sections) or sections for name, sections in zip(part.looks, places, strict=True)]
        asked = search_key(question.whole)
        places = [[path for path in sections if _is_said(path, asked)] or sections for sections in places]
    found = [
        cued
        for at, sections in enumerate(places)
        for way in ways
        if (digest := way(plan, contents, sections, topic)) and (cued := _cued(digest, part.cue if at else None))
    ]
    return max(found, key=lambda digest: digest.holding, default=None)


def _is_said(path: tuple[str, ...], asked: str) -> bool:
    """Whether the question says the heading of a section (主要挑战, within 形势与挑战)."""
    heading = search_key(unnumbered(path[-1]))
    return len(heading) >= _SAID_HEADING and heading in asked


def _cued(digest: Digest, cue: re.Pattern[str] | None) -> Digest | None:
    """The digest with those sentences only that ``cue`` tells, None where there are none; itself without one."""
    if cue is None:
        return digest
    items = [
        Item(item.title, tuple(unit for unit in item.body if cue.search(unit.text)))
        for item in digest.items
        if any(cue.search(unit.text) for unit in (item.title, *item.body) if not is_heading(unit))
    ]
    return replace(digest, items=items) if items else None


def _of_period(question: Question, plan: StoredPlan, part: Part) -> bool:
    """Whether a document speaks of the period asked for in the part asked for: of its own, or in a review of the one
    before."""
    asked, own = question.period, plan.metadata.period
    if question.years and own is None:  # a report speaks of the year that its title names
        return part.name in REVIEWS or str(max(question.years)) in plan.metadata.title
    if question.years:  # the years before a plan are what its review speaks of
        return own is not None and part.name in REVIEWS and max(question.years) < own[0]
    if asked is None or own is None:
        return True
    return asked == own or (part.name not in ("tasks", "measures", "how", "safeguards") and asked[1] + 1 == own[0])


def _outermost(sections: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The sections that lie within no other of them."""
    every = set(sections)
    return [path for path in sections if not any(path[:end] in every for end in range(1, len(path)))]


def _of_whole(plan: StoredPlan, contents: Contents, sections: list[tuple[str, ...]], topic: Topic) -> Digest | None:
    """A part of a document as a whole, the topic being the document's own."""
    tops = [path for path in _outermost(sections) if len(contents.inside(path)) > 1]
    if not tops:
        return None
    items = _items(contents, tops[0]) if len(tops) == 1 else [_as_item(contents, path) for path in tops]
    heading = unnumbered(tops[0][-1]) if len(tops) == 1 else ""
    return Digest(plan, items, (topic.held(""), True), heading) if items else None


def _under_heading(
    plan: StoredPlan, contents: Contents, sections: list[tuple[str, ...]], topic: Topic
) -> Digest | None:
    """The items of the sections whose heading names the topic, as closely as any does; the items of other sections that
    name it."""
    named: dict[tuple[str, ...], Holding] = {}
    for path in sections:
        if topic.touched(search_key(path[-1])):
            named[path] = topic.held(search_key(" ".join(path)))
    titled = [
        (topic.held(search_key(item.title.text)), item)
        for path in sections
        if _speakers(contents, path, topic)
        for item in _named(contents, path)
        if item.title.section == path and item.body and topic.touched(search_key(item.title.text))
    ]
    best = max((*named.values(), *(holding for holding, _ in titled)), default=Holding.NOT)
    if best is Holding.NOT:
        return None
    closest = [path for path, holding in named.items() if holding is best]
    # Of 推进数字健康、人才强卫 the part that is headed 建设数字健康 tells of it alone.
    joint = [path for path in closest if _JOINT.search(path[-1]) and any(_lies_in(other, path) for other in closest)]
    tops = _outermost([path for path in closest if path not in joint])
    if not tops:
        return Digest(plan, _spread([item for holding, item in titled if holding is best]), (best, True))
    tops.sort(key=len)
    items = [item for path in tops for item in _items(contents, path)]
    return Digest(plan, items, (best, True), unnumbered(tops[0][-1])) if items else None


def _lies_in(path: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return len(path) > len(outer) and path[: len(outer)] == outer


def _spread(items: list[Item]) -> list[Item]:
    """The items; of a single one all its sentences."""
    if len(items) != 1:
        return items
    title, body = items[0].title, items[0].body
    return [Item(title, body[:1]), *map(Item, body[1:])]


def _spoken_of(plan: StoredPlan, contents: Contents, sections: list[tuple[str, ...]], topic: Topic) -> Digest | None:
    """The sentences that speak of the topic, as closely as any does; each with the opening of its item."""
    found: list[tuple[Holding, Item]] = []
    named: dict[int, Item] = {}
    for path in sections:
        speakers = _speakers(contents, path, topic)
        items = _named(contents, path) if speakers else []
        openings = {id(unit): item.title for item in items for unit in item.body}
        bodies = {id(item.title): item.body for item in items}
        named |= {id(item.title): item for item in items}
        for unit in speakers:
            opening = openings.get(id(unit))
            context = search_key(" ".join((*path, opening.text if opening else "", unit.text)))
            holding = max(topic.held(search_key(unit.text)), min(topic.held(context), Holding.WORDS))
            found.append((holding, Item(opening, (unit,)) if opening else Item(unit, bodies.get(id(unit), ()))))
    best = max((holding for holding, _ in found), default=Holding.NOT)
    if best < Holding.WORDS:
        return None
    spoken = [item for holding, item in found if holding is best]
    of_one = next((item for item in named.values() if all(item.title is one.title for one in spoken)), None)
    if of_one is not None:
        spoken = _spread([of_one])  # what one item says of it is the whole of it
    return Digest(plan, spoken, (Holding.MUCH, False))


def _much_of(plan: StoredPlan, contents: Contents, sections: list[tuple[str, ...]], topic: Topic) -> Digest | None:
    """The items of the section that speaks of the topic again and again, under a heading that names a part of it."""
    best, found = 0.0, None
    for path in sections:
        inside = [unit for unit in contents.inside(path) if not is_heading(unit)]
        speakers = sum(topic.held(search_key(unit.text)) >= Holding.WORDS for unit in inside)
        named = topic.named_by(search_key(path[-1]))
        much = named + speakers / max(len(inside), 1)
        if speakers and named >= _NAMED_IN_PART and much > max(best, _MUCH):
            best, found = much, path
    items = _items(contents, found) if found else []
    return Digest(plan, items, (Holding.MUCH, True), unnumbered(found[-1])) if found and items else None


def _speakers(contents: Contents, section: tuple[str, ...], topic: Topic) -> list[Evidence]:
    """The sentences of a section itself that hold a word of the topic."""
    own = (unit for unit in contents.inside(section) if unit.section == section and not is_heading(unit))
    return [unit for unit in own if topic.touched(search_key(unit.text))]


def _named(contents: Contents, section: tuple[str, ...]) -> list[Item]:
    return named_items(contents.inside(section), section)


def _as_item(contents: Contents, section: tuple[str, ...]) -> Item:
    first, *rest = contents.inside(section)
    return Item(first, tuple(rest))


def _items(contents: Contents, section: tuple[str, ...]) -> list[Item]:
    """The items of a section; its sentences where it lays out none."""
    named = _named(contents, section)
    return named or _by_paragraph(contents.inside(section))


def _by_paragraph(units: Sequence[Evidence]) -> list[Item]:
    """Each sentence but headings as an item; where a paragraph opens with a name (1.县中医院新楼。), that with what it says."""
    items: list[Item] = []
    for _, run in groupby(units, key=lambda unit: unit.paragraph):
        first, *rest = run
        if rest and is_title(first) and not is_heading(first):
            items.append(Item(first, tuple(rest)))
        else:
            items += [Item(unit) for unit in (first, *rest) if not is_heading(unit)]
    return items


def _first(items: list[Item], most: int) -> list[Item]:
    """The items to show, in their order: of sentences those with figures first, of headings the first."""
    figures = [item for item in items if any(map(_states_figure, _told(item))) or is_heading(item.title)]
    kept = [*figures, *(item for item in items if item not in figures)][:most]
    return [item for item in items if item in kept]


def _states_figure(unit: Evidence) -> bool:
    return _FIGURE.search(_NO_FIGURE.sub("", unit.text)) is not None


def _answer(question: Question, library: Library, part: str, digests: list[Digest]) -> Answer:
    citations = Citations(library.store)
    lines: list[str] = []
    listed: list[str] = []
    most = max(_FEWEST_ITEMS, _MOST_ITEMS // len(digests))
    for digest in digests:
        heading = digest.heading or say(f"digest.{part}")
        head = say("digest.head", region=digest.plan.metadata.region, heading=heading, plan=plan_name(digest.plan))
        shown = _first(digest.items, most)
        if len(digests) > _FEW_PLACES:
            shown = [Item(item.title) for item in shown]
        if len(digests) == 1 and most < len(digest.items) and all(is_heading(item.title) for item in digest.items):
            shown = [Item(item.title) for item in digest.items[:_MOST_HEADINGS]]
        if (
            len(digests) == 1
            and most < len(digest.items)
            and all(_ITEM_MARK.search(item.title.text) for item in digest.items)
        ):
            shown = [
                Item(item.title) for item in digest.items[:_MOST_HEADINGS]
            ]  # 一是…；二是…: a list that is one by its words
        own = [_line(item, digest.plan, citations, len(shown) * len(digests)) for item in shown]
        titled = _heading(digest, library)
        lines.append(f"{head}[{_cite(citations, digest.plan, titled)}]" if titled else head)
        lines += own
        listed += own
        if len(digest.items) > len(shown):
            lines.append(say("list.more", count=len(digest.items) - len(shown)))
    return finished(question.text, False, None, "\n".join(lines), citations, items=first_marks(listed))


def _heading(digest: Digest, library: Library) -> Evidence | None:
    """The heading that the items stand under, where it is one."""
    if not digest.heading or not digest.items:
        return None
    section = digest.items[0].title.section
    own = next(
        (section[:at] for at in range(1, len(section) + 1) if unnumbered(section[at - 1]) == digest.heading), None
    )
    return heading_of(Contents(library.store.evidence(digest.plan.id)).inside(own), own) if own else None


def _line(item: Item, plan: StoredPlan, citations: Citations, count: int) -> str:
    """An item, one of ``count``: its title, and of what it says the sentences with a figure first, the more the fewer items there are."""
    most = next((most for fewest, most in _SENTENCES if count <= fewest), 1)
    long = _SHOWN if count > _FEWEST_ITEMS else _SHOWN_ALONE
    shown = " ".join(f"{_shown(unit, long)}[{_cite(citations, plan, unit)}]" for unit in _told(item, most))
    return say("digest.item", item=shown)


def _cite(citations: Citations, plan: StoredPlan, unit: Evidence) -> int:
    return citations.add(plan, unit.span, unit.section, unit.table)


def _shown(unit: Evidence, most: int) -> str:
    return unnumbered(unit.text) if is_heading(unit) else _shortened(unit.text, most)


def _told(item: Item, most: int = 1) -> Iterator[Evidence]:
    yield item.title
    body = [unit for unit in item.body if not is_heading(unit) and not _IMPRINT.search(unit.text)]
    body.sort(key=lambda unit: len(unit.section))  # a box comes after what its section says
    with_figures = [unit for unit in body if _states_figure(unit)]
    chosen = [*with_figures, *(unit for unit in body if unit not in with_figures)][:most]
    yield from (unit for unit in body if unit in chosen)


def _shortened(text: str, most: int) -> str:
    """``text`` where it is short; else its first clause, those that state a figure or open an item, and as many others as
    fit, with …… for what is left out."""
    if len(text) <= most:
        return text
    clauses = _CLAUSE.findall(text)
    kept = {0}
    told = [at for at, clause in enumerate(clauses) if _ITEM_MARK.match(clause)]
    told += [at for at, clause in enumerate(clauses) if _FIGURE.search(_NO_FIGURE.sub("", clause))]
    for at in [*told, *range(len(clauses))]:
        if sum(len(clauses[n]) for n in kept | {at}) <= most or at in told[: len(_ITEM_MARK.findall(text))]:
            kept.add(at)
    return "".join(clause if at in kept else "……" if at - 1 in kept else "" for at, clause in enumerate(clauses))
