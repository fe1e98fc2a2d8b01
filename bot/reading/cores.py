"""The core of a message: the clauses that ask and, where these name no matter, the nearest before them that do. What people tell
beside it (why they ask, what they think of it) may be about the matter and is no part of what must be met."""

import re

from bot.reading.asides import NARROWS
from bot.reading.asks import is_asking

_CLAUSE = re.compile(r"[^，,。？?；;！!：:~…\n]+[，,。？?；;！!：:~…\n]*")
# It points back to what was told before it (分别选址在哪里, 这块谁管).
_POINTS_BACK = re.compile(r"^\s*(?:那|这|它|该|其|里面|具体|分别|各|一共|总共|都)")
# What is asked of a matter, and no matter itself.
_ATTRIBUTE = re.compile(
    r"选址|地址|投资|资金|面积|规模|时间|单位|部门|名单|名字|名称|目标|原因|内容|数量|人数|标准|额度|价格|费用|金额"
)


def clauses_of(whole: str) -> list[tuple[int, int]]:
    """(start, end) of the clauses of the message ``whole``, each with the marks that end it."""
    return [match.span() for match in _CLAUSE.finditer(whole)]


def core_of(whole: str, nouns: set[int]) -> list[tuple[int, int]]:
    """(start, end) of the clauses of the message ``whole`` that make its core, in order; all of them where it asks nothing.
    ``nouns`` are the places of the nouns and names in it."""
    clauses = clauses_of(whole)
    asking = [at for at, (start, end) in enumerate(clauses) if is_asking(whole[start:end])]
    if not asking:
        return clauses
    attributes = {at for match in _ATTRIBUTE.finditer(whole) for at in range(*match.span())}

    def alone(first: int, last: int) -> bool:
        """Whether the clauses from ``first`` to ``last`` name a matter, and not only what is asked of one told before."""
        spans = ((start, end) for start, end in clauses[first : last + 1])
        bare = ((start, end) for start, end in spans if not _POINTS_BACK.match(whole, start))
        return any(nouns & (set(range(start, end)) - attributes) for start, end in bare)

    kept: set[int] = set()
    for at in asking:
        kept.add(at)
        before = at
        while before > 0 and not alone(before, at):
            before -= 1
            kept.add(before)
    kept |= {at for at in range(asking[0] + 1, len(clauses)) if NARROWS.match(whole, clauses[at][0])}
    return [span for at, span in enumerate(clauses) if at in kept]
