"""The grade of an institution (要创成什么等级, 评上几甲): the clause that prints one of that very institution, as an aim or as its
state, whichever is asked."""

import re
from collections.abc import Iterator

from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.gaps import HOUSES
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Kind, Question, Term
from bot.reading.contrasts import full_names, unmet_contrasts
from bot.support import held
from corpus.language.text import search_key
from prompts import say
from retrieval.evidence import Evidence

_ASKED = re.compile(
    r"(?:什么|啥|哪个|哪一?|几)(?:样的?)?(?:等级|级别|等次)|(?<![好哪])几级(?:几?等|医院)?(?=[\W的呀啊呢了吗]|$)|几甲|哪级医院|(?:等级|级别)(?:是|有|为)?(?:什么|啥|几|多高)"
)
_AIM_ASKED = re.compile(r"创(?!办|立|新)|争创|申[创报]|下一步|目标|打算|计划|准备|要[建升评达]|晋升|冲刺|以后|将来")
_GRADE = re.compile(
    r"[一二三]级(?!及?以上)(?:[甲乙丙]等?)?(?=[^，。；]{0,14}(?:医院|保健院|机构|中心|标准|评审|水平|行列))|[一二三]级[甲乙丙]等|[一二三][甲乙丙](?!状)"
)
_AIM = re.compile(r"创(?!办|立|新)|争取|力争|推进|推动|支持|目标|达到|晋升|迈入|建设|升级|申报|到20[2-4]\d")
_REACHED = re.compile(r"创建成功|成功创|成为|通过|获评|评为|评定|已|现为|晋升为|是")
_CLAUSES = re.compile(r"[^，,；;。]+")
_NO_HOUSE = ("医院", "卫生院", "学校", "中心", "机构")


def answer_graded(question: Question, library: Library) -> Answer | None:
    """The sentences that print the grade of the institution named; a refusal where none does; None where no grade of an
    institution is asked for."""
    asked = _ASKED.search(question.plain)
    house = _house_asked(question, asked) if asked and question.kind is Kind.LOOKUP and not question.checks else None
    if asked is None or house is None:
        return None
    aim = _AIM_ASKED.search(question.plain) is not None
    ways = (house.text, *house.ways, *full_names(house.text))
    citations = Citations(library.store)
    lines = []
    for plan in library.plans_to_read(question.plain, question.region_names):
        for unit in _graded(question, library.store.evidence(plan.id), ways, aim):
            number = citations.add(plan, unit.span, unit.section, None)
            region, name = plan.metadata.region, plan_name(plan)
            lines.append(say("answer.quote", region=region, plan=name, quote=unit.text, n=number))
    if lines:
        return finished(question.text, False, None, "\n".join(lines), citations)
    searched = "、".join(question.region_names) or say("refusal.all_plans")
    missing = f"{house.text}{say('answer.grade')}"
    text = say("refusal.unsupported", missing=missing, searched=searched)
    return Answer(question.text, True, "unsupported", text)


def _house_asked(question: Question, asked: re.Match[str]) -> Term | None:
    """The institution whose own grade is asked for (人民|医院 is one): no other noun stands between it and the words that
    ask (电子病历达到几级)."""
    before = [term for term in question.terms if term.end <= asked.start() and term.weight == 1]
    if not before or not (before[-1].text.endswith(HOUSES) or full_names(before[-1].text)):
        return None
    begin, ways = before[-1].start, before[-1].ways
    for term in reversed(before[:-1]):
        if term.end != begin:
            break
        begin, ways = term.start, ()
    name = question.plain[begin : before[-1].end]
    return None if name in _NO_HOUSE else Term(name, 1.0, ways, begin)


def _graded(question: Question, units: tuple[Evidence, ...], ways: tuple[str, ...], aim: bool) -> Iterator[Evidence]:
    for at, unit in enumerate(units):
        if unit.table is not None or not _GRADE.search(unit.text):
            continue
        near = [one.text for one in units[max(0, at - 1) : at] if one.paragraph == unit.paragraph and one.table is None]
        if unmet_contrasts(question.plain, unit.text, question.earlier, "".join(near)):
            continue
        if _of_house("，".join([*near, unit.text]), ways, aim, len("，".join([*near, ""]))):
            yield unit


def _of_house(text: str, ways: tuple[str, ...], aim: bool, begin: int) -> bool:
    """Whether a clause of ``text`` from ``begin`` on prints a grade, as an aim or not, of the institution named last."""
    subject = False
    for clause in _CLAUSES.finditer(text):
        key = search_key(clause[0])
        if any(held(way, key) == 1 for way in ways):
            subject = True
        elif any(key.find(house) > 1 for house in HOUSES) and not _GRADE.search(clause[0]):
            subject = False  # another institution goes on
        aims = _AIM.search(clause[0]) is not None and not _REACHED.search(clause[0])
        fits = aims if aim else not aims or "创成" in clause[0]
        if subject and clause.start() >= begin and _GRADE.search(clause[0]) and fits:
            return True
    return False
