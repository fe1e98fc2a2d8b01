"""What only stands beside the question: brackets, reasons, feelings, told in ever new words."""

import re
from collections.abc import Sequence

from bot.reading.asks import is_asking
from bot.reading.contrasts import demanded
from bot.reading.tagging import probabilities

_BRACKET = re.compile(r"[（(][^（）()]{2,40}[）)]")
# A colon ends what leads up to the question (我补个数：…).
_CLAUSE = re.compile(r"[^，,。？?；;！!：:~\s]+[，,。？?；;！!：:~\s]*")
# A time of day is when the asker needs it, and no figure of a document.
_CLOCK = re.compile(
    r"(?:凌晨|早上|上午|中午|下午|晚上|傍晚)?(?:[一二两三四五六七八九十]{1,2}|\d{1,2})点(?:半|钟|一刻|\d{1,2}分?)?(?![\d个.])"
)
# Whoever asks the asker is no matter of the question, though it is an old man (村里老人家来问我).
_ASKED_OF_ME = re.compile(
    r"(?:县长|市长|区长|镇长|书记|局长|主任|院长|校长|厂长|处长|科长|股长|领导|老板)[^，,。]{0,3}?(?:喜欢|想|让|叫|催|盯|等|急|问|交代|要(?!求))"
    r"|(?:科|股|处|室|办|局|部|组|队)(?:里|那边)?(?:等|要(?!求)|催|急着)(?![\u4e00-\u9fff]{3})"
    r"|^(?:我们?|咱们?|正|现)?在(?:核|查|算|写|做|审|对|弄|整|编|起草|填|改)[\u4e00-\u9fff]{1,8}[，,。 ]|(?:问|让|叫|催|追着|找)[我咱俺]|[在又老]问(?!题)"
)
_OF_THE_ASKER = re.compile(r"[我咱您你俺]|领导|材料|简报|汇报|开会|填表|麻烦|谢")
# 莫跟城市的搞混了 warns of another matter, and names it.
_MIXED_UP = re.compile(r"[搞弄]混|混淆|[搞弄看][错岔]|当成")
_WHETHER = re.compile(
    r"(?:对|是)(?:[吧吗不]|这个数|不是|这样)|我?没[\u4e00-\u9fff]{0,2}错|准不准|属实|有这事|(?:请|帮忙|帮我)?核(?:一下|实|对)"
)
# A clause behind the question that says which one is meant (就看住院的, 公办那个).
NARROWS = re.compile(
    r"就?是(?:指|说)?|就[看要算]|只[看要算]|光[看要]|[指说问]的是|不[是要看算含包]|莫|别|那[个种类家]|限|包括|除"
)
# The whole found nothing, so an even chance that a clause is empty is enough (``content_of`` wants 0.9).
_LIKELY = 0.5


def without_asides(whole: str, known: Sequence[str]) -> str:
    """The message ``whole`` without its brackets and clauses that name nothing exact (``known``, as in ``content_of``), ask
    nothing and demand no contrast, where they stand behind the question, speak of the asker or look empty to the tagger;
    ``whole`` itself where nothing else is left. To be tried where the whole finds nothing."""
    exact = list(known)
    for clock in _CLOCK.finditer(whole):
        exact[clock.start() : clock.end()] = [""] * len(clock[0])

    def is_bare(start: int, end: int) -> bool:
        text = whole[start:end]
        told = _ASKED_OF_ME.search(text)
        if _WHETHER.match(text):
            return False  # 对吧, 没记错吧 ask whether it is so
        if told and not any(exact[start:end]) and not is_asking(text[told.end() :]):
            return True
        return not any(exact[start:end]) and not demanded(text) and not is_asking(text)

    gone = {at for match in _BRACKET.finditer(whole) if is_bare(*match.span()) for at in range(*match.span())}
    text = "".join(" " if at in gone else char for at, char in enumerate(whole))
    clauses = [(match.start(), match.end()) for match in _CLAUSE.finditer(text)]
    last = max((at for at, span in enumerate(clauses) if not is_bare(*span)), default=-1)
    chances = probabilities(whole, known)
    for at, (start, end) in enumerate(clauses):
        empty = sum(chance for _, chance, _ in chances[start:end]) / (end - start)
        beside = at > last >= 0 and not NARROWS.search(text, start, end)
        warns = at > 0 and _MIXED_UP.search(text, start, end) and not is_asking(text[start:end])
        if warns or (is_bare(start, end) and (beside or _OF_THE_ASKER.search(text, start, end) or empty >= _LIKELY)):
            gone |= set(range(start, end))
    kept = "".join(char for at, char in enumerate(whole) if at not in gone).strip()
    return kept or whole
