"""Whether evidence may speak of the years that a question asks for."""

import re

from bot.answers.parts import REVIEWS, section_parts
from bot.figures_said import CLAUSE_END, FIGURE, NO_FIGURE
from bot.question import Question, Wanted
from bot.reading.years import stated_years
from corpus.language.years import five_year_period
from corpus.models import Role
from retrieval.records import PlacedEvidence

# 由2015年的41.6%下降到29.8% tells of the year that a review ends with.
_FROM = re.compile(r"(?:由|从|比|较)(?:20)?\d\d年[^，。；]{0,24}?(?:[到至]|增|减|降|提)")
# 急救站点由9个增加到14个 tells how many there are.
_FROM_FIGURE = re.compile(r"[由从][^，。；]{0,12}?\d[^，。；]{0,8}?[增提扩降减升缩]")
# 截至目前 tells how it is, not how it is to be.
_STATUS = re.compile(r"截[至止]目前|目前[，,]|现有|现已|已(?:达|有|建成|完成|实现)")
# 扩大到420种, 力争 tell what is to be.
_AIM = re.compile(r"(?:扩大|提高|增加|降低|下降|控制|提升|缩短|压减|拓展|扩展|发展)(?:到|至|在)|力争|确保|争取")
_COMPARES = ("比", "较")
# 比“十三五”期末 (of 2020) names the year with which it compares.
_THAN_PERIOD = re.compile(r"[比较][“\"]?十[一二三四五]五[”\"]?(?:期末|末)")
_TO_BE = re.compile(r"将|预计|测算|计划|目标|达到|不低于|不少于|新[增建]|每年|要")
_OVER_YEARS = re.compile(r"[五5]年(?:来|间|共|累计)|累计")
# 不是五年累计
_PUT_ASIDE = re.compile(r"不(?:是|要|算)[^，。？?]{0,4}累计")
# The parts of a plan that tell how things were before it.
_BEFORE_PLAN = REVIEWS | {"status"}
# 到2030年，… begins with its year: behind so few characters (到, 截至, 至).
_AT_HEAD = 3


def of_years(question: Question, evidence: PlacedEvidence, text: str, nearby: str) -> bool:
    """Whether a sentence may speak of the years, or of the targets, asked for: it names one of the years or stands where
    the document speaks of one. Where that is not known, a figure of the plan's aims may be that of its last year and a
    figure of its review that of the year before it."""
    if question.period and not question.years and not _of_period(question.period, evidence, text, nearby):
        return False
    # 比2020年底增长 names what is compared with.
    asked, named = set(question.years), set(_told_years(text))
    before = _told_years(nearby)
    compared = {year for one in (text, nearby) for year, _, _ in stated_years(one)} - named - set(before)
    if asked and asked <= _compared_years(question.plain) & _compared_years(text):
        return True  # 比2020年多了多少: 比2020年底增加307人
    meta, own = evidence.plan.metadata, set(evidence.unit.years) - compared
    if asked & named and len(named) > 1 and (governing := _years_of_head(question, text)):
        return bool(asked & governing)
    if asked and not named and _OVER_YEARS.search(text) and not _OVER_YEARS.search(_PUT_ASIDE.sub("", question.plain)):
        return False  # 五年来累计投入58.7亿元 is no sum of 2020
    if asked & (named | own):
        return True
    if asked and named:
        base = meta.period is not None and meta.period[0] - 1 in asked
        if (
            base
            and (_FROM.search(text) or _states_undated(text))
            and section_parts(evidence.unit.section, meta.title) & REVIEWS
        ):
            return True
        aims_at = {meta.horizon, meta.period[1]} if meta.period else {meta.horizon}
        from_base = meta.period is not None and named == {meta.period[0] - 1} and _FROM.search(text) is not None
        if asked & aims_at and from_base and not section_parts(evidence.unit.section, meta.title) & _BEFORE_PLAN:
            return True  # 由2020年的80.6%提高到87%: by the end of the plan
        heads = min(at for _, at, _ in stated_years(text)) <= _AT_HEAD  # 到2030年，… speaks of no other year
        return not heads and bool(asked & {year for year, _, _ in stated_years(nearby)})
    if asked and not named and not own and before and before[-1] in asked:
        return True  # it goes on from the sentence before it
    # 2026年产量目标, 2020年的基数 ask for the figure of that year.
    aims = question.roles in ({Role.TARGET}, {Role.BASELINE}) and not question.checks
    if Wanted.FIGURE not in question.wanted and not aims:
        # A claimed figure of another year is no proof; one of no year may be, but what is aimed at is not the state before.
        before_plan = meta.period is not None and bool(asked) and max(asked) < meta.period[0]
        told = section_parts(evidence.unit.section, meta.title) & _BEFORE_PLAN
        # What a review says was raised is how it was.
        other = bool(asked and own) or (before_plan and not told and (_AIM.search(text) is not None or not named))
        return not (question.checks and question.quantities and other)
    if asked and own:
        return False
    if meta.period is None:  # a report speaks of its own year and those before
        return not asked or not meta.date or min(asked) <= int(meta.date[:4])
    begins, ends = meta.period
    if ((asked and min(asked) >= begins) or question.roles == {Role.TARGET}) and not named and _STATUS.search(text):
        return False
    # Behind 2020年…11.06万人 a figure of no year is of that year as well, where it is no aim.
    goes_on = before and before[-1] < begins and not (named or own or _AIM.search(text) or _TO_BE.search(text))
    if asked and min(asked) >= begins and goes_on:
        return False
    reviews = section_parts(evidence.unit.section, meta.title) & _BEFORE_PLAN
    if asked:
        return begins - 1 in asked if reviews else bool(asked & {ends, meta.horizon})
    if question.roles == {Role.BASELINE} and not reviews and not _STATUS.search(text):
        # 现在多少 is not answered by what is to be.
        to_be = (bool(named) and min(named) >= begins) or (not named and _AIM.search(text) is not None)
        if to_be and not (_FROM.search(text) or _FROM_FIGURE.search(text)):
            return False
    targets = question.roles == {Role.TARGET}
    return not targets or not (
        (bool(own) and max(own) < begins and not _FROM.search(text)) or (reviews and not own and not named)
    )


def _of_period(period: tuple[int, int], evidence: PlacedEvidence, text: str, nearby: str) -> bool:
    """Whether a sentence may speak of a five-year ``period`` other than its document's: it names it or a year of it, and no others alone;
    one that names no time does where what stands before it does, or in a review of the period before the document's own."""
    meta = evidence.plan.metadata
    if meta.period is None or tuple(meta.period) == period:
        return True
    for said in (text, nearby):
        years, told = set(evidence.unit.years if said is text else ()) | set(_told_years(said)), five_year_period(said)
        if told == period or any(period[0] <= year <= period[1] for year in years):
            return True
        if years or told:
            return False
    return period[1] == meta.period[0] - 1 and bool(section_parts(evidence.unit.section, meta.title) & _BEFORE_PLAN)


def _told_years(text: str) -> list[int]:
    """The years that ``text`` tells of, in order, without those that it only compares with."""
    return [year for year, at, _ in stated_years(text) if text[at - 1 : at] not in _COMPARES]


def _compared_years(text: str) -> set[int]:
    """The years that ``text`` compares with (比2020年, 比“十三五”期末)."""
    ends = {period[1] for match in _THAN_PERIOD.finditer(text) if (period := five_year_period(match[0]))}
    return ends | {year for year, at, _ in stated_years(text) if text[at - 1 : at] in _COMPARES}


def _years_of_head(question: Question, text: str) -> set[int]:
    """The years of what a figure is asked of, in a sentence of several years: those of its clause and behind it, else the last before it
    (由2015年的76岁提高到2020年的78岁，死亡率为9.8‰ speaks of the rate of 2020); none where the sentence does not name it."""
    names = [question.head, *(mention.words(question.plain) for mention in question.indicators)]
    at = max((text.find(name) for name in names if name), default=-1)
    if at < 0:
        return set()
    begin = max((mark.end() for mark in CLAUSE_END.finditer(text, 0, at)), default=0)
    stated = stated_years(text)
    starts = [begin, *(begin + mark.end() for mark in re.finditer(rf"{CLAUSE_END.pattern}|、", text[begin:]))]
    # Of a later clause its year only where it opens with it (2030年达到18张; not 人均预期寿命由2015年的…).
    behind = {
        year
        for year, place, _ in stated
        if place >= begin
        and (start := max(one for one in starts if one <= place)) is not None
        and (start == begin or place - start <= _AT_HEAD)
    }
    last = max((place for _, place, _ in stated if place < begin), default=-1)
    before = {year for year, place, _ in stated if place == last}
    end = next((mark.start() for mark in CLAUSE_END.finditer(text, at)), len(text))
    if not behind or (not any(begin <= place < end for _, place, _ in stated) and FIGURE.search(text[at:end])):
        return behind | before  # 2020年…，城镇化率为47.2%，预计2025年达到52%
    return behind  # 2025年床位达到12张，2030年达到18张 goes on


def _states_undated(text: str) -> bool:
    """Whether a clause before the first that names a year states a figure (编制床位100张，2018年创成…)."""
    clauses = CLAUSE_END.split(text)
    first = next((at for at, clause in enumerate(clauses) if stated_years(clause)), 0)
    return any(FIGURE.search(NO_FIGURE.sub("", clause)) for clause in clauses[:first])


def has_column(question: Question, evidence: PlacedEvidence, text: str) -> bool:
    """Whether a table row, with its heads, may hold a figure of the years asked for: heads with other years alone do not."""
    if question.period and not question.years and not _of_period(question.period, evidence, text, ""):
        return False
    named = {year for year, _, _ in stated_years(text)}
    return not question.years or not named or bool(named & set(question.years)) or Wanted.FIGURE not in question.wanted
