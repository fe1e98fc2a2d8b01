"""What a figure counts: what is there (有多少床位), or what is done (新增, 招聘多少). One is no answer to the other, nor is a rate."""

import re
from dataclasses import replace

from bot.asking import deed_of_figure, says_base
from bot.gaps import Gap
from bot.question import Question, Wanted
from bot.support import held
from bot.weighing import Weighed
from corpus.language.places import stem
from corpus.language.text import search_key
from corpus.language.unit_groups import COUNT_UNITS

_MORE = 0.1
# 有多少, 现有几: what is there is counted.
_THERE = re.compile(r"(?:(?<![没只含所])有|拥有|共有|现有|配有)(?:多少|(?<![哪好])几)")
_CHANGES = re.compile(
    r"新增|新招|新建|增加(?![到至])|净增|招聘|招录|招收|引进|培训|培养|补充|选派|扩增|缺口|流失|退出|减少(?![到至])|淘汰|缺编|不足|新建|改扩?建|改造"
)
# 帮扶资金有多少 counts nothing.
_MONEY = re.compile(r"(?:资金|经费|投资|投入|金额|费用?|钱)$")
_PER = re.compile(r"每(?:\d+|[百千万]|十万|百万)|人均")
_RATED_ROW = re.compile(r"(?:占比|比例|比率|率|比重)(?=[\s（(]|$)|每(?:[千万百]|\d)|人均")
_FIGURE = re.compile(rf"\d+(?:\.\d+)?\s*(?:万|余|多)?(?:{'|'.join(sorted(COUNT_UNITS))})")


def counting_alike(question: Question, pieces: list[Weighed]) -> list[Weighed]:
    """The ``pieces`` whose figures count what the question counts: those of another deed, of a change where what is there is
    asked for, or per so many people have a gap."""
    if Wanted.FIGURE not in question.wanted:
        return pieces
    names = [name for region in question.region_names for name in (region, stem(region))]
    deed = deed_of_figure(question.plain, names)
    if deed:
        told = [
            piece for piece in pieces if piece.gap is None and held(deed, search_key(piece.evidence.unit.text)) == 1
        ]
        best = max((piece.share for piece in told), default=0.0)
        # 设立安宁疗护病区，床位30张 says more of what is asked than what is 建 elsewhere.
        return [p for p in pieces if not told or p.gap is not None or p in told or p.share > best + _MORE]
    if not _THERE.search(question.plain) or _CHANGES.search(question.plain) or _MONEY.search(question.head):
        return pieces
    rated = says_base(question.plain)
    found = [
        replace(piece, gap=Gap.COUNTED) if piece.gap is None and _counts_otherwise(piece, rated) else piece
        for piece in pieces
    ]
    return sorted(found, key=lambda piece: piece.gap is not None)


def _counts_otherwise(piece: Weighed, rated: bool) -> bool:
    """Whether every figure of a sentence is of a change or, unless a rate is asked for, per so many people; a row of a table
    by its name."""
    if piece.evidence.unit.table is not None:
        return not rated and _RATED_ROW.search(piece.evidence.unit.text) is not None
    clauses = [
        clause for clause in re.split(r"[，、；;。：]|,(?!\d{3})", piece.evidence.unit.text) if _FIGURE.search(clause)
    ]
    return bool(clauses) and all(_CHANGES.search(clause) or (not rated and _PER.search(clause)) for clause in clauses)
