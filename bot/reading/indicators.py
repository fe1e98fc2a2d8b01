"""The indicators that a question mentions: by a name that plans print, in the words that people say for it, or by the
telling words of a loaded plan's own name. A word for another population, level or kind of institution before them makes
each another indicator, which has a key of its own."""

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.loaded import IndicatorNames
from bot.question import IndicatorMention
from corpus.catalogue import load_catalogue
from corpus.language.names import (
    FILLERS,
    formed,
    generic_words,
    measure_words,
    name_form,
    narrowing_words,
    populations,
    text_form,
)
from corpus.language.text import keyed, search_key

# Names of fewer characters are words of the language.
_SHORTEST_NAME = 4
_SHORTEST_WORD = 2
# 农村地区的…, 二级医院的…: what may stand between such a word and what it narrows.
# Words for who owns an institution that say the same.
_OWNED = dict.fromkeys(("民办", "民营", "私立", "私人", "非公立"), "社会办") | {"公立": "公办", "国有": "公办"}
_LINK = r"(?:地区|居民|人口|人群|群众|家庭|患者|医院|医疗卫生机构|医疗机构|机构|学校)?$"
_AGE = r"\d+(?:-\d+)?岁(?:以[上下])?(?:老年人|老人|人群|人口|儿童)?"
_AND = ("和", "与", "跟", "及", "、")
_JOINED = re.compile(r"[和与跟及、比]")
_CLAUSE_END = re.compile(r"[，,、。；;：:？?！!]")
_BASE = re.compile(r"^每(?:百万|\d*[千万百])人口")
# 护士每千个人几名: what a ratio is counted per, wherever it stands beside the words for what is counted.
_BASE_SAID = re.compile(
    r"(?:平均)?每(?:一?[千万百]|10{2,5}|十万|10万|百万)[名个位]?(?:常住)?(?:人口|居民|市民|老百姓|群众|老年人|老人|儿童|孩子|学生|人)(?:里|中|当中)?(?:拥有|有|配备|配)?"
)
# 每百张养老床位配多少名护士 counts nurses.
_PER_PIECE = re.compile(
    r"每(?:一?[百千]|\d+)(?P<base>[张个家所名位][\u4e00-\u9fff]{2,8}?)(?:要|应|需|该)?(?:配备?|拥?有)(?=多少|几)"
)
# A name said in so many characters is the loaded one that has a few more.
_LONG, _FEW_MORE = 6, 4
# One word alone (近视, 献血) means an indicator where a figure or its course is asked for, and no deed, reason or person.
_FIGURE = re.compile(
    r"多少|几[个张名人岁成点]|百分|率|比例|占比|达[到标]|目标|指标|现状|水平|[最更][高低多少大小]|排[名序一]|相?差|平均|[降升]|变化|高不高|呢[?？]?$"
)
_NO_FIGURE = re.compile(
    r"措施|举措|怎么[做办抓搞防]|如何|哪些|哪[几个家]|为什么|为何|项目|做法|政策|谁|什么|何时|哪[里儿年]|方面"
)
_WHICH_MORE = re.compile(
    r"哪[个家边](?:县|区|市|镇|乡|地方)?[最更]?[多少高低大小](?!少)|哪个?(?:县|区|市|镇|乡|地方)[^，,。？?]{0,8}最[高低多少大小]"
)
_PIECES = re.compile(r"(?:多少|几)[个家所名人位张间处件户]|数量|总数|一共|总共")
_SHARE = re.compile(r"(?:率|比例)$")
# A message of one word, and how many indicators it may mean.
_BARE = re.compile(r"[\u4e00-\u9fff]{2,6}")
_MOST_BARE = 4


def indicators_in(plain: str, names: Sequence[tuple[str, str]]) -> list[IndicatorMention]:
    """The indicators that ``plain`` mentions, in order. ``names`` are the loaded plans' own as (printed name, key). Where
    words fit several names of the loaded plans, each of them is mentioned."""
    return list(_mentions(plain, names if isinstance(names, IndicatorNames) else IndicatorNames(names)))


@functools.lru_cache(maxsize=256)
def _mentions(plain: str, names: tuple[tuple[str, str], ...]) -> tuple[IndicatorMention, ...]:
    named = [_as_loaded(mention, plain, names) for mention in _by_name(plain, names)]
    taken = {at for mention in named for at in mention.places}
    said = _by_words(plain, {mention.key for mention in named}, taken, {key for _, key in names}, _narrowed(names))
    taken |= {at for mention in said for at in mention.places}
    named += _beside(plain, names, named)
    if named or said:
        said += _in_parts(plain, names, (*named, *said))
    heads = _by_heads(plain, names, {mention.key for mention in (*named, *said)}, taken)
    if len(named) == 1 and not heads:
        # 普通高中大班额比例 says more of 普通高中56人及以上大班额比例 than of a row 普通高中.
        longer = _by_heads(plain, names, {named[0].key}, set())
        if len(longer) == 1 and named[0].places < longer[0].places and _is_close(longer[0]):
            named, said, heads = [], [one for one in said if not one.places & longer[0].places], longer
    if not (named or said or heads):
        heads = _bare(plain, names)
    bases = {at for match in _PER_PIECE.finditer(plain) for at in range(*match.span("base"))}
    named, said, heads = ([one for one in kind if not one.places <= bases] for kind in (named, said, heads))
    return tuple(sorted((*named, *said, *heads), key=lambda mention: min(mention.places)))


def _as_loaded(mention: IndicatorMention, plain: str, names: tuple[tuple[str, str], ...]) -> IndicatorMention:
    """A mention of an indicator that no loaded plan has as the one that a loaded plan calls by the same words with a few more
    (学生体质健康优良率: 学生体质健康达标优良率), where there is just one."""
    if mention.key in {key for _, key in names}:
        return mention
    words = search_key(mention.words(plain))
    near = {
        key
        for printed, key in names
        if len(words) >= _LONG
        and 0 < len(form := search_key(printed)) - len(words) <= _FEW_MORE
        and _within(words, form)
    }
    return replace(mention, key=near.pop()) if len(near) == 1 else mention


def _within(words: str, form: str) -> bool:
    """Whether the characters of ``words`` stand in ``form`` in their order."""
    left = iter(form)
    return all(char in left for char in words)


def _in_parts(
    plain: str, names: tuple[tuple[str, str], ...], found: Sequence[IndicatorMention]
) -> list[IndicatorMention]:
    """What a part of ``plain`` that is joined to another (床位目标比托位目标) says on its own, where none of ``found`` stands in it:
    a word of the one must not keep the other from being heard."""
    taken = {at for mention in found for at in mention.places}
    ends = [0, *(at for match in _JOINED.finditer(plain) for at in match.span()), len(plain)]
    parts = [range(ends[n], ends[n + 1]) for n in range(0, len(ends), 2)]
    if len(parts) < 2 or all(taken & set(part) for part in parts):
        return []
    loaded = {key for _, key in names}
    keys = {mention.key for mention in found}
    return [
        replace(mention, places=frozenset(at + part.start for at in mention.places))
        for part in parts
        if not taken & set(part)
        for mention in _by_words(plain[part.start : part.stop], keys, set(), loaded, _narrowed(names))
    ]


def _beside(
    plain: str, names: tuple[tuple[str, str], ...], named: Sequence[IndicatorMention]
) -> list[IndicatorMention]:
    """Loaded indicators of which only what tells them from a named one stands before it (初中和普通高中专任教师研究生学历比例)."""
    found = []
    for mention in named:
        start, words = min(mention.places), mention.words(plain)
        for printed, key in names:
            # 初中|专任教师… beside 普通高中|专任教师…: what tells them apart may end alike.
            for tail in range(_common_end(printed, words), _SHORTEST_NAME - 1, -1):
                own = printed[: len(printed) - tail]
                begin = start - len(own) - 1
                if len(own) < _SHORTEST_WORD or begin < 0 or key == mention.key:
                    continue
                if plain[start - 1] in _AND and plain[begin : start - 1] == own:
                    found.append(IndicatorMention(key, frozenset(range(begin, start - 1)), True))
                    break
    return found


def _common_end(one: str, other: str) -> int:
    """How many characters two names have alike at their ends."""
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return size


def _is_close(mention: IndicatorMention) -> bool:
    """Whether the words of a mention stand in one place of the message."""
    return max(mention.places) - min(mention.places) < 2 * len(mention.places)


def _bare(plain: str, names: tuple[tuple[str, str], ...]) -> list[IndicatorMention]:
    """A message that is one word (近视, 献血) means the loaded indicators whose names hold it."""
    word = plain.strip("？?。，, ")
    if not _BARE.fullmatch(word) or word in narrowing_words():
        return []  # 小学 alone narrows what was asked before
    keys = dict.fromkeys(key for printed, key in names if word in printed)
    at = plain.index(word)
    places = frozenset(range(at, at + len(word)))
    return [IndicatorMention(key, places, False) for key in keys] if len(keys) <= _MOST_BARE else []


def _by_name(plain: str, names: tuple[tuple[str, str], ...]) -> list[IndicatorMention]:
    """The longest names first; characters that belong to one belong to no other."""
    key, spans = formed(plain)
    known = _names(names)
    hits = [
        (name, start, indicator)
        for start in range(len(key) - 1)
        for name, indicator in known.get(key[start : start + 2], ())
        if key.startswith(name, start)
    ]
    mentions: list[IndicatorMention] = []
    taken: set[int] = set()
    for name, start, indicator in sorted(hits, key=lambda hit: (-len(hit[0]), hit[1])):
        own = set(range(start, start + len(name)))
        if taken & own:
            continue
        taken |= own
        first, last = spans[start][0], spans[start + len(name) - 1][1]
        last += plain.startswith("数", last)
        begin = _narrowed_from(plain, first, _vocabulary(indicator, name))
        if begin < first:
            indicator = name_form(plain[begin:last])
        mentions.append(IndicatorMention(indicator, frozenset(range(begin, last)), True))
    return mentions


def _by_words(
    plain: str, named: Collection[str], taken: set[int], loaded: Collection[str], narrowed: dict[tuple[str, str], str]
) -> list[IndicatorMention]:
    """What the catalogue's spoken patterns say. 多少个停车位 may be asked of one building: a total counts only where a
    loaded plan lists it. ``narrowed`` as of ``_narrowed``."""
    key, places = keyed(plain, FILLERS)
    mentions: dict[str, IndicatorMention] = {}
    for entry, words in load_catalogue().said_in(key):
        if entry.key in named or entry.key in mentions or (entry.is_total and entry.key not in loaded):
            continue
        spans = [range(start, start + len(word)) for word in words for start in (key.index(word),)]
        own = {places[at] for span in spans for at in span}
        if entry.key not in loaded and own & taken:
            continue  # 规模 behind 普通高中在校生 makes no other indicator of it
        # A pattern whose first, telling word lies in a name that was found says no more than that name.
        if own <= taken or (taken and {places[at] for at in spans[0]} <= taken):
            continue
        first, indicator = min(own), entry.key
        if entry.basis:
            own |= {at for match in _BASE_SAID.finditer(plain) for at in range(*match.span())} - taken
        begin = _narrowed_from(plain, first, _vocabulary(entry.key, ""))
        if begin < first and not taken & set(range(begin, first)):
            own |= set(range(begin, first))
            printed = narrowed.get((_narrowing_of(plain[begin:first]), entry.key))
            indicator = printed or name_form(plain[begin : max(own) + 1])
        mentions[entry.key] = IndicatorMention(indicator, frozenset(own), False)
    return list(mentions.values())


def _by_heads(
    plain: str, names: tuple[tuple[str, str], ...], found: Collection[str], taken: set[int]
) -> list[IndicatorMention]:
    """Names of the loaded plans all of whose telling words stand in ``plain``, those that use the most of it."""
    key, spans = formed(plain)
    hits: dict[str, frozenset[int]] = {}
    by_matter = _by_matter(names)
    near = sorted(one for word in by_matter if word in key for one in by_matter[word])
    for _, form, indicator in near:
        matter, measures = _telling(form)
        if indicator in found or not all(word in key for word in matter):
            continue
        said = [word for word in measures if word in key]
        bare = len(said) < len(measures) or len(matter) + len(measures) == 1
        if bare and not _asks_figure(plain, form):
            continue
        if len(matter) + len(said) == 1 and _shared(names, matter[0]):
            continue  # 养老 in a plan for elderly care tells nothing
        own = {
            at
            for word in (*matter, *said)
            for start in (key.index(word),)
            for at in range(spans[start][0], spans[start + len(word) - 1][1])
        }
        first = min(own)
        if own & taken or _narrowed_from(plain, first, search_key(form)) < first:
            continue
        hits[indicator] = max(hits.get(indicator, frozenset()), frozenset(own), key=len)
    return [
        IndicatorMention(indicator, own, False)
        for indicator, own in hits.items()
        if not any(own < other for other in hits.values())
    ]


@functools.lru_cache(maxsize=1024)
def _shared(names: tuple[tuple[str, str], ...], word: str) -> bool:
    """Whether several indicators of the loaded plans are named with a word, so that it alone tells none of them."""
    return len({key for printed, key in names if word in printed}) > _MOST_BARE


def _asks_figure(plain: str, form: str) -> bool:
    """Whether one word may stand for the indicator: a figure is asked for, and not a number of pieces where it is a share."""
    which = _WHICH_MORE.search(plain)
    if not which and (_NO_FIGURE.search(plain) or not _FIGURE.search(plain)):
        return False
    return not (_SHARE.search(form) and _PIECES.search(plain))


def _narrowed_from(plain: str, first: int, vocabulary: str) -> int:
    """Where the words begin that make what is named from ``first`` on another indicator; ``first`` where none do.
    ``vocabulary`` holds the words of the indicator itself, which narrow nothing."""
    begin = first
    while match := _narrowing().search(plain[:begin].removesuffix("的")):
        word = search_key(match["word"])
        if word in vocabulary or _CLAUSE_END.search(plain[match.start() : begin]):
            break
        begin = match.start()
    return begin


def _narrowing_of(words: str) -> str:
    """The words that narrow an indicator, however they are linked to it (小学的, 小学)."""
    said = search_key("".join(match["word"] for match in _narrowing().finditer(words.removesuffix("的"))) or words)
    return _OWNED.get(said, said)


@functools.lru_cache(maxsize=8)
def _narrowed(names: tuple[tuple[str, str], ...]) -> dict[tuple[str, str], str]:
    """The keys of the loaded plans' own names that say an indicator of the catalogue of a narrower group, by that group and
    the catalogue's key: 小学老师本科以上的比例 asks for 小学专任教师本科及以上学历比例."""
    catalogued = _names(())
    found: dict[tuple[str, str], str] = {}
    for printed, key in names:
        if load_catalogue().get(key):
            continue
        form, spans = formed(printed)
        hits = [
            (-len(name), spans[at][0], entry)
            for at in range(1, len(form) - 1)
            for name, entry in catalogued.get(form[at : at + 2], ())
            if form.startswith(name, at)
        ]
        if hits:
            _, first, entry = min(hits)
            begin = _narrowed_from(printed, first, _vocabulary(entry, ""))
            if begin == 0:
                found.setdefault((_narrowing_of(printed[:first]), entry), key)
    return found


@functools.cache
def _narrowing() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{_AGE}|{'|'.join(map(re.escape, narrowing_words()))}){_LINK}")


@functools.lru_cache(maxsize=1024)
def _vocabulary(indicator: str, name: str) -> str:
    """The words by which an indicator is named and asked for, as search keys."""
    entry = load_catalogue().get(indicator)
    if entry is None:
        return name
    said = (word for pattern in entry.spoken for group in pattern.required for word in group)
    return " ".join((*entry.names, *entry.text_forms, *said))


@functools.lru_cache(maxsize=8)
def _names(printed: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[str, str]]]:
    """(form, indicator key) of the catalogue's and the loaded plans' names, by the first two characters."""
    forms: dict[str, str] = {}
    catalogued = ((form, entry.key) for entry in load_catalogue() for form in entry.text_forms)
    for form, indicator in (*catalogued, *((text_form(name), key) for name, key in printed)):
        forms.setdefault(form, indicator)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for form, indicator in forms.items():
        if len(form) >= _SHORTEST_NAME:
            found[form[:2]].append((form, indicator))
    return found


@functools.lru_cache(maxsize=8)
def _by_matter(printed: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[int, str, str]]]:
    """(their order, form, indicator key) of the names of the loaded plans, by their first telling word; those without one
    are none."""
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for at, (form, indicator) in enumerate(dict.fromkeys((name_form(name), key) for name, key in printed)):
        matter, _ = _telling(form)
        if matter:
            found[matter[0]].append((at, form, indicator))
    return found


@functools.lru_cache(maxsize=16384)
def _telling(form: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that tell a name from others: those for its matter, and those for what is measured of it. None of its base
    and its whole population."""
    import rjieba

    optional = generic_words() | populations()
    words = [word.removesuffix("率") for word in rjieba.cut(_BASE.sub("", form))]
    words = [word for word in words if len(word) >= _SHORTEST_WORD and word not in optional and not word.isdigit()]
    matter = tuple(word for word in words if word not in measure_words())
    return matter, tuple(word for word in words if word in measure_words())
