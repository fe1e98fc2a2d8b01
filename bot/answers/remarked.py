"""The indicators that a table's remarks mark (建议删除, 新增, 已达标): asked for by what the remark says."""

import re

from bot.answers.records import rows_of
from bot.answers.wording import cite_row, row_line
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question, Wanted
from corpus.language.text import search_key
from prompts import say

_COLUMN = re.compile(r"备注(?:栏|列)?")
_INDICATORS = re.compile(r"指标")
_SAID = re.compile(
    r"备注(?:栏|列)?(?:里|中|上)?(?:都|是)?(?:写|标|注|印|填)(?:着|的是|明|注|了|为|有)*(?P<said>[^，,。？?的]{2,12})"
)
_PIECES = re.compile(r"[，,、；;。\s]+")
_SHORTEST = 2
_NOT = "未"
# 没完成 and 没达到进度 ask for what a table calls 滞后.
_MISSED = re.compile(r"未(?:能)?(?:完成|达标|达到|跟上|赶上)")
_BEHIND = re.compile(r"滞后|落后|偏慢")
# A word of less weight is no word of a remark.
_SOFT = 0.3
_WHICH = re.compile(r"指标[^，。？?]{0,6}?哪[个项]|哪[个项][^，。？?]{0,4}?指标")
_HOW_MANY = re.compile(r"(?:多少|几)[个项条]")


def answer_remarked(question: Question, library: Library) -> Answer | None:
    """The rows whose remark says what the question says of it; a refusal where no remark of a column named does; None where
    no list of indicators is asked for by a remark."""
    plain = question.plain
    counted = _HOW_MANY.search(plain)
    listed = Wanted.LIST in question.wanted or counted or _WHICH.search(plain)
    if not listed or question.indicators or not _INDICATORS.search(plain):
        return None
    plans = library.plans_to_read(question.plain, question.region_names)
    values = [(plan, v) for plan in plans for _, v in library.store.values_of_plan(plan.id) if v.remark]
    said = {piece for _, value in values for piece in _pieces(value.remark) if _says(question, piece)}
    # Of 建议删除 and 删除 the longer one is what the question says.
    said = {piece for piece in said if not any(piece != other and piece in other for other in said)}
    citations = Citations(library.store)
    marked = [(plan, value) for plan, value in values if said & set(_pieces(value.remark))]
    if marked:
        lines = [row_line(plan, row, cite_row(citations, plan, row)) for plan, row in rows_of(marked)]
        if counted:
            lines.insert(0, say("lists.count", named="、".join(sorted(said)), count=len(lines)))
        return finished(question.text, False, None, "\n".join(lines), citations)
    asked = _SAID.search(plain)
    if not _COLUMN.search(plain) or asked is None:
        return None
    searched = "、".join(question.region_names) or say("refusal.all_plans")
    missing = say("refusal.unsupported", missing=asked["said"], searched=searched)
    return Answer(question.text, True, "unsupported", missing)


def _says(question: Question, piece: str) -> bool:
    """Whether the question says a piece of a remark: all of it, or its telling word (滞后 of 滞后于进度); 没完成 is no 完成."""
    asked = re.sub(r"没有?|尚未", _NOT, question.whole)
    if _MISSED.search(asked) and _BEHIND.search(piece):
        return True
    if _NOT in asked and _NOT not in piece:
        return False
    if _NOT in piece and _NOT not in asked:
        return False
    words = [term.text for term in question.terms if len(term.text) >= _SHORTEST and term.weight > _SOFT]
    return search_key(piece) in search_key(asked) or any(word in piece for word in words)


def _pieces(remark: str) -> list[str]:
    return [piece for piece in _PIECES.split(remark) if len(piece) >= _SHORTEST]
