"""Enumerations inside a sentence, and how many items each has."""

import re
from collections.abc import Iterator

# What stands between the items of an enumeration; a joint may stand before the last, or belong to an item (妇女和儿童).
_COMMA = "、"
_JOINT = re.compile(r"以及|和|与|及")
_CLAUSE = re.compile(r"[，,；;。：:！!？?]")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_QUOTED = re.compile(r"[“\"]([^”\"]{1,20})[”\"]")
# “学校—家庭—社会”
_DASH = re.compile(r"\s*(?:——|[—–－-])\s*")
_ORDER = re.compile(r"([一二三四五六七八九十])是")
_NUMBERED = re.compile(r"[“\"]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[个大类项带区核圈网]")
_LED = re.compile(r"[:：]")
_ENDS = "；;，,。 "
_HAN = "一二三四五六七八九十"
# An item is no sentence; the first and the last carry what leads up to the enumeration and what follows it.
_LONGEST_ITEM = 24
# 强基层，保基本，建机制: clauses of about one length.
_LONGEST_CLAUSE = 12


def counts_of(text: str) -> frozenset[int]:
    """The numbers of items that the enumerations of ``text`` may have: items divided by 、, a joint before the last or within
    an item; quoted items; items divided by dashes; 一是…二是…; clauses divided by ；; clauses of about one length; clauses that
    begin alike (聚焦…，聚焦…) or names that end alike (依法推进原则…业务协同原则…)."""
    bare = _ASIDE.sub("", text)
    clauses = [clause for clause in _CLAUSE.split(bare) if clause.strip()]
    counts = [*_divided(clauses), len(_QUOTED.findall(bare)), bare.count("；") + 1]
    counts += [len(_DASH.split(quoted)) for quoted in _QUOTED.findall(bare)]
    order = [match[1] for match in _ORDER.finditer(bare)]
    if order == list(_HAN[: len(order)]):
        counts.append(len(order))
    counts += _alike(clauses)
    return frozenset(count for count in counts if count > 1)


def clauses_of(text: str) -> tuple[str, ...]:
    """The clauses that a sentence enumerates (一是…；二是…, or 如下：甲…；乙…；丙…), without what leads to them; none where it
    enumerates no clauses."""
    marks = list(_ORDER.finditer(text))
    if len(marks) > 1 and [mark[1] for mark in marks] == list(_HAN[: len(marks)]):
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        return tuple(text[mark.start() : end].strip(_ENDS) for mark, end in zip(marks, ends, strict=True))
    led = _LED.split(text, maxsplit=1)[-1].split("；")
    return tuple(clause.strip(_ENDS) for clause in led) if len(led) > 1 and all(led[:-1]) else ()


def _divided(clauses: list[str]) -> Iterator[int]:
    for clause in clauses:
        pieces = clause.split(_COMMA)
        if any(len(piece) > _LONGEST_ITEM for piece in pieces[1:-1]) or sum(map(_is_numbered, pieces)) > 1:
            continue
        yield len(pieces)
        if _JOINT.search(pieces[-1]):
            yield len(pieces) + 1


def _is_numbered(piece: str) -> bool:
    """Whether a piece is itself the name of a list: 一个高地、三个中心、五大体系 lists three lists."""
    return _NUMBERED.match(piece) is not None


def _alike(clauses: list[str]) -> Iterator[int]:
    """The numbers of neighbouring short clauses of about one length, of clauses that begin with the same word, and of those
    that hold a name with the same ending."""
    run = 0
    for before, clause in zip(["", *clauses], clauses, strict=False):
        near = len(clause) <= _LONGEST_CLAUSE and abs(len(clause) - len(before)) <= 1
        run = run + 1 if near else 1
        yield run
    for places in (slice(0, 2), slice(-2, None)):
        shared = [clause[places] for clause in clauses if len(clause) > 3]
        yield from (shared.count(word) for word in set(shared))
