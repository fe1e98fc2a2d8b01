"""Two members of one contrast that share what is asked of them (高血压和糖尿病患者规范管理率, 小学跟初中老师本科比例): one question each."""

import itertools
import re

from bot.reading.contrasts import contrasts

_AND = re.compile(r"的?(?:和|跟|与|及|以及|、|同)")


def each_of(plain: str) -> tuple[str, ...]:
    """The question ``plain`` once for each of two members of a contrast that stand side by side in it; none where none do."""
    for contrast in contrasts():
        found = [
            (match.start(), match.end(), at)
            for at, member in enumerate(contrast.members)
            for match in member.finditer(plain)
        ]
        found.sort()
        for (start, middle, one), (begin, end, other) in itertools.pairwise(found):
            if one != other and _AND.fullmatch(plain[middle:begin]):
                return (
                    f"{plain[:start]}{plain[start:middle]}{plain[end:]}",
                    f"{plain[:start]}{plain[begin:end]}{plain[end:]}",
                )
    return ()
