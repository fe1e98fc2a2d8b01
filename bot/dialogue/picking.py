"""One of the things just shown: the n-th, the named one, the n-th by rank, several of them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answers.joining import joined
from bot.answers.recalled import answer_against, answer_item
from bot.asking import asks_for_builder, deed_of
from bot.dialogue.editing import words_of
from bot.dialogue.items import Item, chosen, items_in_force
from bot.dialogue.query import Operation, Query
from bot.dialogue.rewording import BETWEEN_PARTS, Wording, ranked_so
from bot.dialogue.state import State, Turn
from bot.library import Library
from bot.models import Answer
from bot.question import Question
from bot.reading.contrasts import full_names
from bot.reading.rules import Span
from bot.support import held
from corpus.language.numerals import number_of
from corpus.language.places import stem
from corpus.language.text import search_key
from prompts import heard, say

# Projects are added up by their money (第三个和第五个一共多少).
_SUM_OF_MONEY = re.compile(r"(?<=[共来起计总])(?:是|有)?多少$")
# 第二个具体啥情况 asks for all that is said of it.
_IN_GENERAL = re.compile(
    r"(?:具体|详细)?(?:是)?(?:什么|啥|怎么个?)(?:情况|内容|样子|样)|(?:具体|详细)(?:情况|内容)?(?:说说|讲讲)?|怎么样|咋样|怎么回事"
)
_THAT_ONE = re.compile(
    r"[那这](?:条|艘|辆|座|栋|家|间|所|台|套|片|处)(?P<name>[\u4e00-\u9fff])(?=的|要|是|投|花|多少|几|谁|哪|什么|啥|在|呢|建|[？?，,]|$)"
)
# What the name of a project holds besides its own, and how much of the rest a question must say to mean it.
_NO_NAME = re.compile(r"(?:建设|新建|改扩建)?(?:项目|工程)$")
_NAMED = 0.6
_OF_BUILDER = re.compile(r"设计|施工|监理|代建|中标|承建|单位|公司|企业")
# So many turns may be about one project.
_LAST = 4
# The shortest part of a name that calls it.
_NAME = 2
# 这几个里投资最大的是哪个
_AMONG_THEM = re.compile(
    r"(?:那|在)?(?:这|那|上面的?)(?:几|些|\d+|[两三四五六七八九十]+)[个项家]?(?:项目|工程)?(?:里面?头?|中间?|当中|之中)?的?[，,]?"
)
# Words of a rank that count from below: 第二低.
_LOW = "小低少早短"


class Talk(Protocol):
    """What picking needs of a conversation: its library, a question in words read and answered, a message after turns."""

    library: Library

    def turn(self, text: str, state: State) -> Turn: ...

    def carried(self, words: str, only: Sequence[str] = ()) -> Question: ...

    def complete(self, question: Question) -> Turn: ...

    def wording(self, question: Question) -> Wording: ...


def ranked(talk: Talk, spans: tuple[Span, ...], state: State) -> Turn | None:
    """The second, the third … of what the last question for an extreme or an order ranked (第二大的呢)."""
    span = next((span for span in spans if span.kind == "rank"), None)
    if span is None or state.turn is None:
        return None
    said, way = span.part("nth", "nth2"), span.part("way")
    for turn in reversed(state.turns):
        if turn.query is None:
            superlative = turn.question.projects.superlative if turn.question.projects else ""
            ranked = ranked_so(superlative, said, way)
            if ranked and superlative in turn.words:
                return talk.complete(talk.carried(turn.words.replace(superlative, ranked, 1)))
            continue
        operation = turn.query.operation
        if operation.extremes or operation.order or len(turn.answer.places) > 1:
            return _of_rank(talk, span, turn, turn.query)
        if operation:
            return None
    return None


def _of_rank(talk: Talk, span: Span, turn: Turn, query: Query) -> Turn:
    """The place of the n-th rank among those that ``turn`` put in order."""
    order, number = turn.answer.places, number_of(span.part("nth", "nth2"))
    lowest = [value for value, _ in query.operation.extremes] == ["lowest"]
    if span.part("way") and query.operation.extremes:
        lowest = span.part("way") in _LOW
    if lowest != (query.operation.order == "ascending"):
        order = order[::-1]
    if not 0 < number <= len(order):
        text = say("recall.no_rank", count=len(order), asked=span.part("nth", "nth2"))
        return replace(turn, answer=Answer(turn.question.text, True, "not_stated", text), aside=True)
    words = words_of(replace(query, regions=(order[number - 1],), operation=Operation()))
    turn = talk.complete(talk.carried(words))
    return replace(turn, answer=replace(turn.answer, winners=(order[number - 1],)), aside=True)


def _against(talk: Talk, question: Question, span: Span, state: State) -> Turn | None:
    """What was asked of one thing of a list, asked of the n-th as well, and both put in order (跟第三个比哪个投得多)."""
    last = state.turn
    if last is None or not last.picked or "比" not in question.plain[span.end :] or last.answer.refused:
        return None
    other = talk.turn(f"{question.plain[span.start : span.end]}{last.picked}", state)
    if other.answer.refused:
        return None
    return replace(other, answer=answer_against(question, last.answer, other.answer))


def picked(talk: Talk, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
    """The n-th or the named one of the things just shown, or of the turns where nothing was listed."""
    if (among := _among_listed(talk, question, spans, state)) is not None:
        return among
    if these := next((span for span in spans if span.kind == "these"), None):
        return _just_picked(talk, question, these, state)
    picks = [span for span in spans if span.kind in ("nth", "named")]
    if not picks and (called := _called(talk, question, state)):
        return called
    if len(picks) > 1 and all(span.kind == "nth" for span in picks) and not question.indicators:
        return _several(talk, question, picks, state)
    if len(picks) != 1 or state.turn is None or len(state.shown) > 1 or question.indicators:
        return None
    own, span = talk.wording(question), picks[0]
    if span.kind == "nth" and (turn := _against(talk, question, span, state)):
        return turn
    listing, items = items_in_force(state, talk.library)
    if span.kind == "named":
        found = (n for n, item in enumerate(items) if held(span.part("name"), search_key(item.text)) == 1)
        at = next(found, None)
        if at is None:
            return None
    else:
        at = chosen(span, len(items) or len(state.turns))
    if at is None:
        listed = "recall.no_item" if items else "recall.no_items"
        text = say(listed, count=len(items), asked=span.part("nth"))
        return Turn(question, question.plain, None, Answer(question.text, True, "not_stated", text))
    rest = own.without((span.start, span.end), *own.going_on)
    if listing is None:
        said = state.turns[at]
        return None if rest else replace(said, answer=replace(said.answer, question=question.text))
    if not items[at].name or any(other.kind == "recall" for other in spans):
        answer = answer_item(items[at], items, question, rest, talk.library)
        return Turn(listing.question, listing.words, None, answer, rest)
    rest = ("" if _IN_GENERAL.fullmatch(rest) else rest) or state.turn.picked or ""
    return _of_item(talk, question, items, at, rest)


def _called(talk: Talk, question: Question, state: State) -> Turn | None:
    """What is asked of the one of the things listed last that the message calls by a part of its name (渔民小屋 for 渔民职业健康小屋); None
    where it calls none so, or more than one."""
    if question.region_names or question.indicators or question.quoted or question.strangers:
        return None
    listing, items = items_in_force(state, talk.library)
    own = talk.wording(question)
    nouns = _joined(own)
    if listing is None or not nouns or not all(item.name for item in items) or len(items) < 2:
        return None
    for name, start, end in nouns:
        meant = [n for n, item in enumerate(items) if _is_part(name, item.text)]
        others = [other for other, _, _ in nouns if other != name and len(meant) == 1]
        if len(meant) == 1 and not any(item.text in question.plain for item in items):
            rest = own.without((start, end), *own.going_on)
            known = search_key(items[meant[0]].citation.quote)
            if all(held(other, known) == 1 or len(other) < _NAME for other in others) or own.asks:
                turn = _of_item(talk, question, items, meant[0], rest)
                return None if turn.answer.refused else turn
    return None


def _joined(own: Wording) -> list[tuple[str, int, int]]:
    """The nouns of a message, those that stand together as one, each with where it begins and ends."""
    found: list[tuple[str, int, int]] = []
    for term in own.nouns:
        if found and found[-1][2] == term.start:
            name, start, _ = found.pop()
            found.append((name + term.text, start, term.end))
        else:
            found.append((term.text, term.start, term.end))
    # 那条船: the thing behind its measure, in one character.
    told = _THAT_ONE.search(own.plain)
    pointed = [(told["name"], told.start(), told.end())] if told else []
    return pointed + [one for one in found if len(one[0]) >= _NAME]


def _is_part(name: str, whole: str) -> bool:
    """Whether the characters of ``name`` stand in ``whole`` in their order, its first two and its last together (渔民|小屋)."""
    at = -1
    for char in name:
        at = whole.find(char, at + 1)
        if at < 0:
            return False
    return (name[:_NAME] in whole and name[-_NAME:] in whole) if len(name) >= _NAME else whole.endswith(name)


def _of_item(talk: Talk, question: Question, items: Sequence[Item], at: int, rest: str) -> Turn:
    """What is asked of one of the ``items`` that has a name: of its record where ``rest`` asks for parts of it that the document has,
    else what the document says of it."""
    item = items[at]
    name = item.text if stem(item.region) in item.text else f"{item.region}{item.text}"
    turn = talk.complete(talk.carried(f"{name}{rest or say('project.content')}", [item.region]))
    asked = turn.question.projects
    parts = asked.spans if asked else frozenset()
    left = "".join(c for n, c in enumerate(turn.question.plain) if n >= len(name) and n not in parts)
    if rest and item.citation.table is None and (turn.answer.refused or BETWEEN_PARTS.sub("", left) or _lacks(turn)):
        answer = answer_item(item, items, question, rest, talk.library)
        turn = turn if answer.refused else replace(turn, answer=answer)
    return replace(turn, picked=rest)


def _lacks(turn: Turn) -> bool:
    """Whether an answer says that the document does not list a part that was asked for."""
    return any(heard("project.lacking", line) is not None for line in turn.answer.text.splitlines())


def _among_listed(talk: Talk, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
    """The first of the things listed last by money, beds or the like (这几个里投资最大的是哪个; 哪个投得最多 after one of them); None where
    no such order of them is asked."""
    said = _AMONG_THEM.match(question.plain)
    ranks = any(span.kind == "extreme" for span in spans) or (question.projects and question.projects.order)
    of_one = state.turn is not None and state.turn.picked is not None
    if not ranks or question.region_names or question.indicators or not (said or of_one):
        return None
    listing, items = items_in_force(state, talk.library)
    if listing is None or len(items) < 2 or not all(item.name for item in items):
        return None
    of_list = talk.wording(talk.carried(listing.words))
    rest = question.plain[said.end() :] if said else question.plain
    turn = talk.complete(talk.carried(f"{of_list.without(*of_list.asks, *of_list.going_on)}{rest}", listing.regions))
    return None if turn.answer.refused else turn


def _just_picked(talk: Talk, question: Question, span: Span, state: State) -> Turn | None:
    """The things picked one by one in the last turns (这两个一共多少钱)."""
    _, items = items_in_force(state, talk.library)
    said = span.part("count")
    count = len(state.turns) if said == "几" else number_of(said)
    picked = [turn for turn in state.turns[-count:] if turn.picked is not None]
    own = [(item.text, item.region) for turn in picked for item in items if item.name and item.text in turn.words]
    own = own or [project for turn in state.turns[-count:] for project in _project_of(turn, talk.library)]
    own = list(dict.fromkeys(own))
    if len(own) < 2:
        return None
    names = say("query.and").join(name for name, _ in own)
    rest = talk.wording(question).without((span.start, span.end))
    regions = [region for _, region in own]
    place = "" if stem(regions[0]) in names else regions[0]
    return talk.complete(talk.carried(f"{place}{names}{rest}", regions))


def _project_of(turn: Turn, library: Library) -> list[tuple[str, str]]:
    """The one project that a turn asked about by its name, with its region; none where it cites no row of one or the question
    does not name it."""
    words = search_key("，".join((turn.words, *full_names(turn.words))))  # 二中 is the 第二中学
    for citation in turn.answer.citations:
        rows = library.store.projects(library.store.by_file[citation.file].id)[0]
        name = next((row.name for row in rows if row.row.start == citation.start), "")
        bare = _NO_NAME.sub("", name).replace(citation.region, "")
        if len(bare) > _NAME and held(bare, words) >= _NAMED:
            return [(name, citation.region)]
    return []


def of_project(talk: Talk, question: Question, spans: tuple[Span, ...], state: State, found: Turn) -> Turn | None:
    """The message about a part (哪年建成投用, 设计单位是哪家) of the one project that the last turns were about, where the turn ``found`` has lost it;
    None where it says more, or they were about none."""
    asked = question.projects
    parts = (asked is not None and asked.parts and not asked.of_tables) or asks_for_builder(deed_of(question.plain))
    if not parts or question.region_names or question.indicators or question.quoted:
        return None
    if any(span.kind not in ("asks", "frame", "deixis", "measure", "places") for span in spans):
        return None
    own = talk.wording(question)
    taken = asked.spans if asked else frozenset()
    if any(noun.start not in taken and not _OF_BUILDER.search(noun.text) for noun in own.nouns):
        return None
    shown: set[tuple[str, int]] = set()
    for turn in reversed(state.turns[-_LAST:]):
        here = {(citation.file, citation.start) for citation in turn.answer.citations}
        if turn is not state.turn and not here & shown:
            return None
        shown = here
        for name, region in _project_of(turn, talk.library):
            bare = _NO_NAME.sub("", name).replace(region, "")
            if held(bare, search_key(found.words)) >= _NAMED:
                return None
            place = "" if stem(region) in name else region
            rest = own.without(*own.going_on)
            return talk.complete(talk.carried(f"{place}{name}{rest}", [region]))
    return None


def _several(talk: Talk, question: Question, picks: list[Span], state: State) -> Turn | None:
    """Several of the things just shown (第二个和第三个差多少钱): side by side where they have names, else each by itself."""
    listing, items = items_in_force(state, talk.library)
    if listing is None or len(state.shown) > 1:
        return None
    at = [chosen(span, len(items)) for span in picks]
    if None in at:
        missing = picks[at.index(None)].part("nth")
        text = say("recall.no_item", count=len(items), asked=missing)
        return Turn(question, question.plain, None, Answer(question.text, True, "not_stated", text))
    own = [items[n] for n in dict.fromkeys(at) if n is not None]
    rest = talk.wording(question).without(*((span.start, span.end) for span in picks))
    if all(item.name for item in own):
        rest = _SUM_OF_MONEY.sub(say("query.money"), rest) if own[0].citation.table else rest
        names = say("query.and").join(item.text for item in own)
        return replace(
            talk.complete(talk.carried(f"{own[0].region}{names}{rest}", [i.region for i in own])), picked=rest
        )
    answers = [answer_item(item, items, question, rest, talk.library) for item in own]
    if all(answer.refused for answer in answers):
        return Turn(listing.question, listing.words, None, answers[0], rest)
    return Turn(listing.question, listing.words, None, joined(question.text, answers, [i.text for i in own]), rest)
