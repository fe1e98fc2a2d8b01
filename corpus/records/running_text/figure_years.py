"""The year that a figure of the running text belongs to: named before it in its sentence, or opening the sentences and
paragraphs before it. What a year is compared with (较2020年) or happened in a title governs nothing."""

import re
from dataclasses import dataclass

from corpus.language.quantities import Quantity
from corpus.language.years import five_year_period, year_in
from corpus.records.running_text.year_scopes import YearScope

_JOIN = r"[-－—–~～]{1,2}|至|到"
_Y = r"(?:(?:19|20)\d{2}|二[〇○零]\s*[〇○零一二三四五六七八九]{2})"
_MENTION = re.compile(
    rf"(?<!\d)(?:(?P<first>{_Y})\s*年?(?:底|末)?\s*(?:{_JOIN})\s*)?(?P<year>{_Y})\s*年(?!龄)(?:底|末|初|上半年|下半年)?(?:\s*\d{{1,2}}\s*月(?:底|末|初)?)?"
    rf"|[“\"]?(?P<period>十[一二三四五六七八九]五)[”\"]?\s*(?:规划)?(?:期?末(?:期)?|期(?P<during>间)|时(?P<time>期))"
    r"|(?P<relative>今年|本年度?(?!级)|去年|(?<![以岁])上一?年(?![龄纪轻份限])|(?<!以)前年|明年)(?:以来|同期|[底末初]|[上下]半年)?"
)
# Years said by the document's present one; 上年 is the one before that of which the sentence speaks.
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "前年": -2, "明年": 1}
_HIDDEN = re.compile(
    r"《[^》]*》|[〔\[(（](?:19|20)\d{2}[〕\])）]\s*\d+\s*号?|[（(][^（）()]{0,4}(?:19|20)\d{2}\s*年?\s*(?:[-－—–~～]+|至)[^（）()]*[）)]"
)
# 比2020年底（1113人）增长62%: the year is what the figure is compared with; it governs only the bracket behind it.
_COMPARED = re.compile(r"(?:较|比|相比|相较|对比|同比|相对于)[“\"]?$")
# 到2025年，…: an adverbial of its own, which also governs the sentences that go on from it.
_OPENER = re.compile(r"(?:^|[，。；：—])\s*(?:力争|争取|预计|截至|截止|至|到|在)*$")
# 2018年建成…: the year of an event, not of all that the sentence goes on to tell.
_EVENT = re.compile(
    r"(?:\d{1,2}月)?(?:起|以来|建成|组建|出台|启动|获|创成|通过|印发|制定|荣|挂牌|成立|完成|实施|被|顺利|成功|新建|开展|率先)"
)
_TOPIC = re.compile(r"[一二三四五六七八九]是|首先|其次|同时|此外|另外")
# An adverbial that opens a paragraph begins this far from its start at most; as far, patterns look back and ahead.
_LEAD = 12


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in a sentence. ``first`` is the other end of a range; ``year`` None ends the reach of an earlier mention
    (十四五期间: no single year). ``opens``: an adverbial at the head of a clause; ``compared``: only compared with."""

    start: int
    end: int
    year: int | None
    first: int | None
    opens: bool
    compared: bool


def mentions(text: str, present: int | None = None, speaks_of: int | None = None) -> list[YearMention]:
    """The years that ``text`` (one sentence or more) names, in order. 今年 is ``present``, 上年 the one before ``speaks_of``,
    the year of which the text goes on to speak; where these are None they are no known years."""
    reference = speaks_of or present
    shown = _HIDDEN.sub(lambda match: "□" * len(match[0]), text)
    found = []
    for match in _MENTION.finditer(shown):
        # A window that begins inside the text begins with what no pattern takes for its beginning.
        before = "□" * (match.start() > _LEAD) + shown[max(0, match.start() - _LEAD) : match.start()]
        behind = shown[match.end() : match.end() + _LEAD]
        if match["period"]:
            period = five_year_period(match[0])
            year = None if match["during"] or match["time"] or period is None else period[1]
        elif word := match["relative"]:
            base, offset = (present, _RELATIVE[word]) if word in _RELATIVE else (reference, -1)
            year = base + offset if base else None
        else:
            year = year_in(match["year"])
        first = year_in(match["first"]) if match["first"] else None
        opens = _OPENER.search(before) is not None and behind.lstrip().startswith(("，", ",", "、"))
        compared = _COMPARED.search(before) is not None
        reference = reference if compared or match["relative"] in ("上年", "上一年") else year
        found.append(YearMention(*match.span(), year, first, opens, compared))
    return found


def year_of(at: int, quantities: list[Quantity], text: str, found: list[YearMention]) -> tuple[int | None, bool]:
    """(year, whether the sentence ``text`` itself decides) of the figure ``at`` of its ``quantities``."""
    quantity = quantities[at]
    in_bracket = re.match(r"\s*[（(]\s*((?:19|20)\d{2})\s*年?\s*[）)]", text[quantity.end :])
    if in_bracket:
        return int(in_bracket[1]), True
    before = [mention for mention in found if mention.end <= quantity.start]
    opened = text[: quantity.start].rstrip()[-1:] in ("（", "(")
    if opened and before and re.search(r"[，；。）)]", text[before[-1].end : quantity.start].split("（")[0]) is None:
        return before[-1].year, True
    begun = [begin.start for begin in quantities[:at] if begin.change == "from"]
    governing = [mention for mention in before if not mention.compared and not _begins(mention, begun, text)]
    if not governing:
        return None, False
    last = governing[-1]
    rules = last.opens or (last.first is None and last.start == 0 and _EVENT.match(text, last.end) is None)
    if not rules and "；" in text[last.end : quantity.start]:
        # 2016－2020年出生人口性别比…；住院分娩率…: a year inside ends its reach with its part of the sentence.
        openers = [mention for mention in governing if mention.opens]
        return (openers[-1].year, True) if openers else (None, False)
    if last.first is not None and quantity.change == "from":
        return last.first, True
    if last.first is None and quantity.change == "from" and not _close(text[last.end : quantity.start]):
        return None, True  # 2024年，…由80.63增长至81.12岁: when it was 80.63 is not said
    return last.year, True


def _begins(mention: YearMention, begun: list[int], text: str) -> bool:
    """Whether a year is only that of a figure from which a change begins: 由2016年的43.5%提高到51.8%."""
    return mention.first is None and any(mention.end <= start and _close(text[mention.end : start]) for start in begun)


def _close(between: str) -> bool:
    """Whether a year belongs to the figure right behind it (从2015年的78.8岁)."""
    return re.fullmatch(r"[底末]?的?", between.strip()) is not None


class CarriedYear:
    """The year in force at the head of each sentence of one paragraph after another: an adverbial that opens a paragraph
    governs it; one inside (到2025年，…) governs the sentences that go on from it; in a section of aims the one that opens
    it governs the paragraphs below."""

    def __init__(self, scope: YearScope) -> None:
        self._scope = scope
        self._section: tuple[str, ...] = ()
        self._paragraph = -1
        self._section_year: int | None = None
        self._paragraph_year: int | None = None
        self._running: int | None = None

    def before(self, text: str, section: tuple[str, ...], paragraph: int) -> int | None:
        """The year that a sentence takes over from what stands before it, else that of its stretch of the document."""
        opens = self._scope.enter(text, section)
        if section != self._section:
            self._section, self._section_year = section, None
        if opens or paragraph != self._paragraph:
            self._paragraph, self._running = paragraph, None
            self._paragraph_year = self._section_year
        if _TOPIC.match(text.lstrip("— ")):
            self._running = None
        return self._running or self._paragraph_year or self._scope.year

    def after(self, found: list[YearMention], figures: bool, first: bool, start: int | None) -> None:
        """Take notice of a sentence: its years, whether it states figures, whether it is the first of its paragraph, and
        the first year of the plan's period."""
        opening = [mention for mention in found if mention.opens and mention.year]
        if first and opening and opening[0].start <= _LEAD:
            self._paragraph_year = opening[-1].year
            if any("目标" in title for title in self._section[-1:]):
                self._section_year = self._paragraph_year
        elif found and not figures:
            self._running = None
        elif found:
            last = opening[-1].year if opening else None
            self._running = last if last and start and last >= start else None
        elif not figures:
            self._running = None
