"""Asks that stand side by side without a word that asks: two members of one contrast that share what is asked of them
(高血压和糖尿病患者规范管理率), and places each with a matter of its own (甲县公众满意率、乙县健康素养水平): one question each."""

import itertools
import re
from collections.abc import Sequence

from bot.reading.contrasts import contrasts

# What joins the asks of two places, and how long the matter of each is at least.
_JOINT = "、，,；;和跟与 "
_SHORTEST_MATTER = 4
# 甲市的规划里，乙县自己的… asks the document of the one about the other.
_DOCUMENT = re.compile(r"^的?(?:那[个份])?(?:规划|文件|纲要|方案|报告)(?:里面?|中|上)?")
_LIKE = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,8}?)(?P<tail>[\u4e00-\u9fff]{2,6})[和跟与及、](?P<other>(?![^和跟与及、]{0,8}[和跟与及、])[\u4e00-\u9fff]{2,8}?)(?P=tail)"
)
_AND = re.compile(r"的?(?:和|跟|与|及|以及|、|同)")


def each_of(plain: str) -> tuple[str, ...]:
    """The question ``plain`` once for each of two members of a contrast that stand side by side in it, or of two names that end alike
    (普通高中在校生和中职在校生); none where there are none."""
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
    if like := _LIKE.search(plain):
        before, behind = plain[: like.start()], plain[like.end() :]
        return tuple(f"{before}{like[name]}{like['tail']}{behind}" for name in ("one", "other"))
    return ()


def of_each_place(plain: str, places: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The question ``plain`` in a part for each of the ``places`` (start, end) that it names in it, each with a matter of its own behind it;
    none where they share one."""
    if len(places) < 2:
        return ()
    starts = [start for start, _ in places]
    ends = [*starts[1:], len(plain)]
    joined = all(plain[start - 1] in _JOINT for start in starts[1:])
    matters = (
        _DOCUMENT.sub("", plain[behind:end]).strip(_JOINT) for (_, behind), end in zip(places, ends, strict=True)
    )
    own = all(len(matter) >= _SHORTEST_MATTER for matter in matters)
    if not joined or not own:
        return ()
    return tuple(plain[start:end].strip(_JOINT) for start, end in zip(starts, ends, strict=True))
