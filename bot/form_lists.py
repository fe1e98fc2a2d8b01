"""Whether evidence lists things, and how many."""

import re

from bot.figures_said import NUMERAL, clauses_of
from bot.question import Question
from bot.support import held
from corpus.language.text import search_key

# Items of an enumeration stand between these; a sentence of more than this many characters is no item.
_ITEM_MARK = re.compile(r"、|以及|及|与|和")
_LONGEST_ITEM = 24
_LONGEST_CLAUSE_ITEM = 12
_COUNT_END = re.compile(rf"{NUMERAL}[个家所名张间次项支]$")
# A remark on one item: 市第二人民医院（传染病医院）、…
_ASIDE = re.compile(r"[（(][^（）()、，；]*[）)]")
# 满意度由患者满意度和职工满意度组成: what is composed, and of what.
COMPOSED = re.compile(
    r"(?:^|[，。；：])(?P<whole>[^，。；：、]{2,30}?)(?:主要|具体)?(?:由(?P<of>[^。；]+?)(?:[两二三四五六七八九十\d]+[个大部方项]?[分面类]?)?(?:组成|构成)|(?:包括|包含|涵盖|[划细]?分为|分成)(?P<parts>[^。；]+))"
)
_ORDER_MARK = re.compile(r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]，|[（(]\d{1,2}[）)]|[①-⑳])")
_QUOTED_ITEM = re.compile(r"[“\"][^”\"]{1,20}[”\"]")
_LIST_HEAD_SHARE = 0.5
# The name of a list stands within so many pieces behind it, marks included.
_LIST_NAME = 5


def lists_so_many(question: Question, text: str) -> bool:
    """Whether ``text`` lists things: as many as the question says and of that kind, else at least two."""
    if question.wanted_count < 2:
        joined = COMPOSED.search(text) is not None
        return joined or len(re.findall(r"[、,，；;]", text)) > 0 or len(_QUOTED_ITEM.findall(text)) > 1
    head = question.quoted[-1] if question.quoted else question.listed
    for size, about in enumerations(text):
        if size >= question.wanted_count and (not head or held(head, search_key(about)) >= _LIST_HEAD_SHARE):
            return True
    return False


def enumerations(text: str) -> list[tuple[int, str]]:
    """The enumerations in ``text`` as (number of items, the words they stand in): items divided by 、 or 和, quoted items,
    一是…二是…, clauses divided by ；, short clauses of about one length."""
    found = [
        (len(_ORDER_MARK.findall(text)), text),
        (len(_QUOTED_ITEM.findall(text)), text),
        (len(re.findall(r"[；;]", text)) + 1, text),
    ]
    pieces = re.split(r"([，,；;。：:（）()“”\"])", _ASIDE.sub("", text))
    for at in range(0, len(pieces), 2):
        items = [item for item in _ITEM_MARK.split(pieces[at]) if item.strip()]
        # The first and the last carry what leads up to the list and what follows it.
        if all(len(item) <= _LONGEST_ITEM for item in items[1:-1]):
            # Before 包括：A、B stands what the list is of; behind A、B“五个统一” its name does.
            led = at > 1 and pieces[at - 1] in '：:（(“"'
            found.append((len(items), "".join(pieces[max(0, at - 4 * led) : at + _LIST_NAME])))
    clauses = clauses_of(text)
    run = 0
    for before, clause in zip(["", *clauses], clauses, strict=False):
        # 强基层，保基本，建机制; but 省级专科3个，市级专科5个 counts and names none.
        alike = len(clause) <= _LONGEST_CLAUSE_ITEM and abs(len(clause) - len(before)) <= 2
        run = run + 1 if alike and not _COUNT_END.search(clause) else 1
        found.append((run, text))
    return found
