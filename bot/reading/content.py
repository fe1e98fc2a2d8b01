"""What a message asks, without what surrounds it: courtesies, vocatives, hurry and reasons for asking are left out."""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from bot.lexicon import lexicon
from bot.reading.asks import is_asking
from bot.reading.contrasts import narrowing_in
from bot.reading.lexicon import asking_words
from bot.reading.rules import spans_in
from bot.reading.tagging import probabilities
from corpus.language.text import search_key

# Of labelled questions by other hands (none of them trained on) the tagger is right in 9 of 10 at 0.9; where the list of
# discourse agrees, an even chance is enough.
_SURE = 0.9
_LIKELY = 0.5
# Discourse that the list does not know at all may be a matter that the tagger does not know (政策宣讲进村居).
_LISTED_SHARE = 0.34
# One character alone (我, 就) may belong to a word that the tagger cut.
_SHORTEST = 2
# Small talk is longer than a noun.
_TALK = 4
_LOOK = "看查问瞧瞅算翻找"
_JOINTS = "，。？！；：、,.?!;:~… ()（）"
_HAN = re.compile(r"[\u3400-\u9fff]")
# Negation, correction, exclusion, scope, premises and the matter of topic questions look like discourse and are none: each
# changes what is asked (不是宁川，是云州; 其他市呢; 是9家，对吗; 存在哪些问题).
_KEPT = re.compile(
    # 多少老师 counts them and calls on nobody.
    r"(?:多少|几[个名位])(?:老师|同志|领导)|"
    # 市考以上断面 are others than those of 市考.
    r"(?<=[\u4e00-\u9fff])以[上下](?=[\u4e00-\u9fff])|"
    r"不[要看算](?=目标|现状|规划数)|不是|是不是|是否|不对|错了|我问的是|我说的是|对[吗不吧]|是吗|没错|是吧|没有|有没有|有无|别的|其[他它余]|另外|还有|除了?|以外|之外|全[市区县省国部]|省里"
    r"|所有|全覆盖|分别|各自|各个|一共|总共|合计|加起来|问题|原因|情况|为什么|为何|依据|口径|矛盾|一致|只看|只要|第[一二三四五六七八九十]|那个|这个"
    r"|(?:(?![我们咱俺刚手对你您的])[\u4e00-\u9fff]){2,6}(?=这一?块|方面|领域)|[\u4e00-\u9fff]{1,4}(?=(?:是|为)谁|叫什么|姓什么)|哪|谁|什么|啥|多少|几|最|比|还是|原话|原文|出处|备注|现在|目前|如今|以[后前]|今后|将来|未来|要到|达到|实际|完成|怎么|怎样|如何|怎么样|节点"
)
# Spans of the rules that are never courtesy: each changes what is asked (各地, 最高, 原话, 第二个).
_OPERATIONS = (
    "places",
    "against",
    "metadata",
    "columns",
    "marks",
    "extreme",
    "order",
    "change",
    "difference",
    "threshold",
    "absent",
    "move",
    "wrong",
    "nth",
    "ranks",
    "recall",
    "duties",
    "issue order",
    "asks",
)
_PARTICLE = re.compile("[吗呢吧]")


def content_of(plain: str, known: Sequence[str]) -> str:
    """``plain`` without its stretches of discourse; ``plain`` itself where nothing else is left. ``known`` gives for each
    character the kind of the exact span that covers it ("" where none does): those are never left out."""
    return _content(plain, tuple(known))


@functools.lru_cache(maxsize=512)
def _content(plain: str, known: tuple[str, ...]) -> str:
    found = probabilities(plain, known)
    listed = _listed(plain)
    empty = _empty(plain, known, found, listed)
    stretches = list(_stretches(plain, known, empty, listed))
    gone = {at for start, end in stretches for at in range(start, end)}
    if not any(
        _is_matter(chances, kind) for at, (chances, kind) in enumerate(zip(found, known, strict=True)) if at not in gone
    ):
        # 分管领导叫什么: of what would be left nothing names a matter; only clauses of listed words go then.
        stretches = [(start, end) for start, end in stretches if _is_clause(plain, start, end, listed)]
    kept: list[str] = []
    at = 0
    for start, end in _merged(stretches):
        kept.append(plain[at:start])
        inside = start > 0 and end < len(plain)
        # A clause that goes leaves its mark, so that what stood on both sides does not become one word.
        kept.append("，" if inside and any(char in _JOINTS for char in plain[start:end]) else " " if inside else "")
        at = end
    kept.append(plain[at:])
    content = re.sub(r"[，、 ]*，[，、 ]*", "，", "".join(kept)).strip(_JOINTS.replace("?", "").replace("？", ""))
    return content if _HAN.search(content) or any(char.isalnum() for char in content) else plain


def says_nothing(plain: str, known: Sequence[str]) -> bool:
    """Whether a message is small talk (今天真是忙死了): discourse from end to end, no word that asks or goes on, no exact
    span. A word or two alone may be a matter that the tagger does not know."""
    if any(known) or len(_HAN.findall(plain)) < _TALK or is_asking(plain) or _KEPT.search(plain):
        return False
    if any(span.kind not in ("frame", "aside") for span in spans_in(plain)):
        return False
    return all(chance >= _SURE for _, chance, _ in probabilities(plain, known))


def _merged(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches with those that touch or share the marks between them made one."""
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _listed(plain: str) -> list[bool]:
    """For each character whether a listed phrase of discourse covers it, and not only a part of a word (中 of 救治中心)."""
    listed = [False] * len(plain)
    ends = _word_ends(plain)
    for phrase in asking_words().phrases(plain):
        if phrase.kind == "D" and (phrase.end - phrase.start > 1 or {phrase.start, phrase.end} <= ends):
            listed[phrase.start : phrase.end] = [True] * (phrase.end - phrase.start)
    return listed


def _is_matter(chances: tuple[float, float, float], kind: str) -> bool:
    """Whether a character is likely content and not of a place or a time."""
    return kind not in ("P", "T") and (kind != "" or chances[0] >= _LIKELY)


def _is_clause(plain: str, start: int, end: int, listed: Sequence[bool]) -> bool:
    """Whether ``start:end`` holds listed words only and is divided from the rest."""
    before = start == 0 or plain[start] in _JOINTS
    behind = end == len(plain) or plain[end - 1] in _JOINTS
    return before and behind and all(listed[at] or plain[at] in _JOINTS for at in range(start, end))


def _empty(
    plain: str, known: Sequence[str], found: Sequence[tuple[float, float, float]], listed: Sequence[bool]
) -> list[bool]:
    """For each character whether it is discourse."""
    empty = [
        not known[at] and (chance >= _SURE or (chance >= _LIKELY and listed[at]))
        for at, (_, chance, _) in enumerate(found)
    ]
    for at in range(1, len(plain)):
        # 帮我瞅一眼: nothing is left of a clause but its last character.
        ends = at + 1 == len(plain) or plain[at + 1] in _JOINTS
        if ends and empty[at - 1] and not known[at] and _HAN.match(plain[at]) and plain[at - 1] not in _JOINTS:
            empty[at] = True
    for at in range(1, len(plain)):
        if plain[at] == "下" and empty[at - 1] and plain[at - 1] in _LOOK and not known[at]:
            empty[at] = True  # 麻烦看下沙溪县
    # What tells one thing from another (三甲), and a word of the field (老龄化), go only with a whole clause of discourse.
    for start, end in (*narrowing_in(plain), *_field_words(plain)):
        if not _in_empty_clause(plain, empty, start, end):
            empty[start:end] = [False] * (end - start)
    for match in _KEPT.finditer(plain):
        empty[match.start() : match.end()] = [False] * (match.end() - match.start())
    for span in spans_in(plain):
        if span.kind in _OPERATIONS:
            empty[span.start : span.end] = [False] * (span.end - span.start)
    for match in _PARTICLE.finditer(plain):  # 等着用呢 asks nothing
        empty[match.start()] = match.start() > 0 and empty[match.start() - 1]
    return empty


def _whole_words(plain: str, known: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """``start:end`` without the parts of words at its ends that stand in it by half (三个中|心)."""
    # Exact spans are cut right, whatever the segmenter makes of a name (问下莲|屿).
    ends = _word_ends(plain) | {at for at in range(1, len(plain)) if bool(known[at]) != bool(known[at - 1])}
    while start < end and start not in ends:
        start += 1
    while start < end and end not in ends:
        end -= 1
    return start, end


def _word_ends(plain: str) -> set[int]:
    """Where words begin and end, by a segmenter."""
    import rjieba

    return {0, *itertools.accumulate(map(len, rjieba.cut(plain)))}


def _field_words(plain: str) -> Iterator[tuple[int, int]]:
    """Where words stand that plans have other words for, and that are no discourse by the list."""
    import rjieba

    at = 0
    discourse = asking_words()
    for word in rjieba.cut(plain):
        if len(word) > 1 and search_key(word) in lexicon().synonyms and not discourse.phrases(word):
            yield at, at + len(word)
        at += len(word)


def _in_empty_clause(plain: str, empty: Sequence[bool], start: int, end: int) -> bool:
    """Whether all of the clause around ``start:end`` is discourse."""
    while start and plain[start - 1] not in _JOINTS:
        start -= 1
    while end < len(plain) and plain[end] not in _JOINTS:
        end += 1
    return all(empty[start:end])


def _stretches(
    plain: str, known: Sequence[str], empty: Sequence[bool], listed: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """(start, end) of the runs of discourse, with the marks around them. A run ends with its clause: what the list knows
    of one clause says nothing about the next."""
    at = 0
    while at < len(plain):
        if not empty[at] or plain[at] in _JOINTS:
            at += 1
            continue
        start, end = at, at + 1
        while end < len(plain) and empty[end] and plain[end] not in _JOINTS:
            end += 1
        at = end
        start, end = _whole_words(plain, known, start, end)
        words, told = end - start, sum(listed[start:end])
        if not words:
            continue
        if end < len(plain) and known[end] == "I" and told < _SURE * words:
            continue  # 自杀 before 死亡率 narrows it
        while end < len(plain) and plain[end] in _JOINTS:
            end += 1
        while start > 0 and plain[start - 1] in _JOINTS:
            start -= 1
        whole = (start == 0 or plain[start] in _JOINTS) and (end == len(plain) or plain[end - 1] in _JOINTS)
        if told >= _LISTED_SHARE * words and (words >= _SHORTEST or whole):
            yield start, end
