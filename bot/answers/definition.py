"""What a document means by a word (什么是…, …是什么意思): the sentence that says so."""

import re
import unicodedata

from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from corpus.language.places import stem
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import PlacedEvidence, StoredPlan

_ASKED = re.compile(
    r"(?:什么|啥)(?:是|叫)(?P<behind>[^，,。？?]{2,20})[?？]?$"
    r"|(?P<before>[^，,。？?]{2,20}?)(?:(?:到底|究竟)?是?(?:什么|啥)(?:意思|概念)|(?:指的?是?|是指)(?:什么|啥)(?:比例|比率|占比|意思|范围|数)?|是?(?:怎么|如何|按(?:什么|啥))(?:定义|解释|界定|认定|算作?)(?:的|出来的)?|的定义(?:是什么|是啥)?)[呀啊呢]?"
    r"(?:[，,](?:(?:麻烦|请|帮忙)?给个?(?:口径|说法|定义|解释)|[^，,。？?]{2,8}的?注释?|[^，,。？?]{0,8}(?:怎么|如何)(?:解释|定义|界定|说)的?|原文[^，,。？?]{0,4}))*[?？]?$"
    # 重点人群包括哪些人: only a sentence that says so answers.
    r"|(?P<class>[^，,。？?]{2,12}?)(?:都|主要|具体)?(?:包括|指的?是?|是指|涵盖)(?:哪些|什么|啥|哪几类?)(?:人|人群|对象|群体|人员|类型)[呀啊呢]?[?？]?$"
)
# What stands before the word in the question: 规划里说的, 文件中提到的.
_FRAME = re.compile(
    r"^.*(?:规划|文件|办法|方案|里|中|说|讲|提到|所称|所说)的|^.*?(?:表注|附注|注释|备注|表下注)(?:里面?|中|里头)?(?:写|说|提到)?的?|^[的“\"]+|[”\"]+$|^(?:规划|文件|办法|方案)(?:里|中)?"
)
# The number of a note behind a name: ②, ², [2], 注2.
_MARK = r"[①-⑳]|[¹²³⁴-⁹]{1,2}|\[\d{1,2}\]|注\d{1,2}"
# A word that a document defines stands in many of its passages.
_CHUNKS = 30
# Of more documents the first to say so are shown.
_MOST = 3


def asks_members(text: str) -> bool:
    """Whether a text asks who or what belongs to a class that it names itself (重点人群包括哪些人)."""
    asked = _ASKED.search(text)
    return asked is not None and asked["class"] is not None


def answer_definition(question: Question, library: Library) -> Answer | None:
    """The sentences that say what the word asked about means; None where none is asked about, or no sentence says so."""
    asked = _ASKED.search(question.whole)
    if asked is None or question.checks:
        return None
    word = asked["behind"] or asked["before"] or asked["class"]
    for region in question.region_names:
        word = word.replace(region, "").replace(stem(region), "")
    word = _FRAME.sub("", word).strip('“”"')
    if len(word) < 2:
        return None
    name = rf"[“\"]?{re.escape(word)}[”\"]?(?:（[^）]*）|\([^)]*\))?"
    members = "|(?:主要)?包括" if asked["class"] else ""
    defines = re.compile(
        rf"(?:^|[。；、）)]|\d[.．]|注[:：]?)\s*{name}\s*(?:[，,]?(?:是|即|系)?指|[：:]{members})|所称(?:的)?{name}[，,]?(?:是|指|包括|即)"
    )
    plans = library.plans_of(question.region_names)
    noted = {plan.id: note for plan in plans[:_MOST] if (note := _note_on(word, plan, library))}
    ids = {plan.id for plan in plans} if question.regions else None
    found: dict[int, PlacedEvidence] = {}
    for evidence in library.retriever.evidence(f"{word}，是指；所称{word}", ids, _CHUNKS):
        if evidence.unit.table is None and defines.search(evidence.unit.text):
            found.setdefault(evidence.plan.id, evidence)
    told = [(evidence.plan, evidence.unit) for evidence in list(found.values())[:_MOST]]
    told += [(plan, unit) for plan in plans if plan.id in noted and plan.id not in found for unit in noted[plan.id]]
    citations = Citations(library.store)
    lines = []
    for plan, unit in told:
        number = citations.add(plan, unit.span, unit.section, unit.table)
        facts = {"region": plan.metadata.region, "plan": plan_name(plan)}
        lines.append(say("answer.quote", **facts, quote=unit.text, n=number))
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None


def _note_on(word: str, plan: StoredPlan, library: Library) -> tuple[Evidence, ...]:
    """The note of a table (注：②指…) whose number stands behind ``word`` in a row of it, and that row; nothing where there is
    none."""
    units = library.store.evidence(plan.id)
    marked = re.compile(rf"{re.escape(word)}\s*({_MARK})")
    for row in units:
        if row.table is None or not (mark := marked.search(library.store.quote(plan.id, row.span))):
            continue
        number = unicodedata.normalize("NFKC", mark[1]).strip("[]注")
        notes = re.compile(rf"^\s*(?:注|说明|备注)[：:]?.*?(?<!\d){number}[）).．、]?\s*(?!\d)", re.DOTALL)
        said = (unit for unit in units if unit.table is None)
        note = next((unit for unit in said if notes.match(unicodedata.normalize("NFKC", unit.text))), None)
        if note:
            return note, row
    return ()
