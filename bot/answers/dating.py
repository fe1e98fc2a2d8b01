"""When something is done: the sentence that dates the very deed is the answer, one that dates another deed of the same matter
is not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.asking import ASKS_WHEN
from bot.gaps import Gap
from bot.question import Question, Wanted
from bot.support import SUPPORTED_SHARE, held
from bot.weighing import Weighed
from corpus.language.places import stem
from corpus.language.text import search_key

# What dates a clause: a year, a month, a day, the end of a period.
_DATED = re.compile(
    r"(?:19|20)\d{2}|二〇|\d{1,2}月|\d{1,2}日|每年|年底|十[一二三四五六七八九]五[”\"]?(?:期)?末|规划期末"
)
_CLAUSE_END = re.compile(r"[，,。；;：:！？!?]")
# Verbs that say no deed of their own.
_NO_DEED = frozenset(
    ("需要", "可以", "能够", "应该", "准备", "打算", "计划", "达到", "成为", "进行", "要求", "争取", "有没有")
)
# Verbs for which a plan may use any other: what is done is said by their object.
_GENERAL = frozenset(
    ("实现", "完成", "做到", "做好", "落实", "建设", "推进", "推行", "开展", "实施", "解决", "搞好", "安排", "办好")
)
# A beginning is no end: 2021年开工 does not tell when the building is opened.
_STAGES = (
    re.compile(r"开工|动工|开建|启动|奠基|开始(?:建设|施工)"),
    re.compile(r"建成|竣工|完工|投用|投入使用|启用|落成|交付|完成|开业"),
)
# How far below the best another sentence may lie and still be shown with it.
_CLOSE = 0.1
# A sentence that dates the deed and holds so many of the question's words answers it, whatever it says beside.
_ENOUGH = 0.6


def deed_dated(plain: str) -> str:
    """The deed whose time the question ``plain`` asks for (什么时候前完成: 完成); "" where it asks for none, or names no deed."""
    asked = ASKS_WHEN.search(plain)
    if asked is None:
        return ""
    begin = max((end.end() for end in _CLAUSE_END.finditer(plain, 0, asked.start())), default=0)
    behind = _CLAUSE_END.split(plain[asked.end() :])[0]
    return next(_deeds(behind), "") or next(reversed(list(_deeds(plain[begin : asked.start()]))), "")


def _deeds(text: str) -> Iterator[str]:
    import rjieba

    for word, tag in rjieba.tag(text):
        if tag.startswith("v") and len(word) > 1 and word not in _NO_DEED:
            yield str(word)


def dating_alike(question: Question, pieces: list[Weighed]) -> list[Weighed]:
    """The ``pieces``, of which those that date the deed asked for take precedence over sentences that date another: these
    are left out where one does. A sentence that says nothing of the deed (开工 for 建成) lacks the date."""
    deed = deed_dated(question.whole) if Wanted.DATE in question.wanted else ""
    if not deed:
        return pieces
    another = [piece for piece in pieces if _may_tell(piece) and _of_another(deed, piece)]
    words = _words(question)
    scores = [(_share(words, piece, deed), piece) for piece in pieces if _may_tell(piece) and piece not in another]
    told = [(score, piece) for score, piece in scores if _dates(deed, piece)]
    best = max((score for score, _ in told), default=0.0)
    if not told or not words or best < max(score for score, _ in scores) - _CLOSE:
        lacking = [replace(piece, gap=Gap.DATE) if piece in another else piece for piece in pieces]
        return sorted(lacking, key=lambda piece: piece.gap is not None)
    first = [
        replace(piece, share=max(piece.share, SUPPORTED_SHARE)) if score >= _ENOUGH else piece
        for score, piece in sorted(told, key=lambda one: -one[0])
        if score >= best - _CLOSE
    ]
    return [*first, *(piece for piece in pieces if not _may_tell(piece))]


def _may_tell(piece: Weighed) -> bool:
    return piece.gap is None and piece.evidence.unit.table is None


def _words(question: Question) -> list[str]:
    """The words of the question that a sentence may hold: without those that ask, and its places."""
    import rjieba

    plain = ASKS_WHEN.sub("，", question.whole)
    for name in question.region_names:
        plain = plain.replace(name, "，").replace(stem(name), "，")
    return list(dict.fromkeys(word for word in rjieba.cut(plain) if len(word) > 1))


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE_END.split(text) if clause.strip()]


def _dated_at(deed: str, text: str) -> tuple[int, int] | None:
    """The clauses (first, last) of ``text`` from the one that holds the date of ``deed`` to the one that holds the deed."""
    clauses = _clauses(text)
    for at, clause in enumerate(clauses):
        if held(deed, search_key(clause)) == 1:
            dated = [before for before in range(at, -1, -1) if _DATED.search(clauses[before])]
            if dated:
                return dated[0], at
    return None


def _dates(deed: str, piece: Weighed) -> bool:
    return _dated_at(deed, piece.evidence.unit.text) is not None


def _of_another(deed: str, piece: Weighed) -> bool:
    """Whether a sentence says nothing of the deed: not its stage (建成, 启用), for a deed of its own not the word."""
    text = piece.evidence.unit.text
    stage = next((stage for stage in _STAGES if stage.search(deed)), None)
    if stage and not stage.search(text):
        return True
    return stage is None and deed not in _GENERAL and held(deed, search_key(text + piece.evidence.unit.context)) < 1


def _share(words: Sequence[str], piece: Weighed, deed: str) -> float:
    """The share of the words that a sentence holds, half of it counted where the deed is dated."""
    text = piece.evidence.unit.text
    at = _dated_at(deed, text)
    near = "，".join(_clauses(text)[max(0, at[0] - 1) : at[1] + 1]) if at else text
    keys = (search_key(near), search_key(f"{text} {piece.evidence.unit.context}"))
    return sum(sum(held(word, key) for word in words) / len(words) / 2 for key in keys) if words else 0.0
