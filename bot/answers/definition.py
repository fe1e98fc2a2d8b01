"""What a document means by a word (什么是…, …是什么意思): the sentence that says so."""

import re

from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from corpus.language.places import stem
from prompts import say
from retrieval.records import PlacedEvidence

_ASKED = re.compile(
    r"(?:什么|啥)(?:是|叫)(?P<behind>[^，,。？?]{2,20})[?？]?$"
    r"|(?P<before>[^，,。？?]{2,20}?)(?:(?:到底|究竟)?是?(?:什么|啥)(?:意思|概念)|指的?是?(?:什么|啥)|是指(?:什么|啥)|是?(?:怎么|如何)(?:定义|解释)的?|的定义(?:是什么|是啥)?)[呀啊呢]?[?？]?$"
)
# What stands before the word in the question: 规划里说的, 文件中提到的.
_FRAME = re.compile(
    r"^.*(?:规划|文件|办法|方案|里|中|说|讲|提到|所称|所说)的|^[的“\"]+|[”\"]+$|^(?:规划|文件|办法|方案)(?:里|中)?"
)
# A word that a document defines stands in many of its passages.
_CHUNKS = 30
# Of more documents the first to say so are shown.
_MOST = 3


def answer_definition(question: Question, library: Library) -> Answer | None:
    """The sentences that say what the word asked about means; None where none is asked about, or no sentence says so."""
    asked = _ASKED.search(question.whole)
    if asked is None or question.checks:
        return None
    word = asked["behind"] or asked["before"]
    for region in question.region_names:
        word = word.replace(region, "").replace(stem(region), "")
    word = _FRAME.sub("", word)
    if len(word) < 2:
        return None
    name = rf"[“\"]?{re.escape(word)}[”\"]?(?:（[^）]*）|\([^)]*\))?"
    defines = re.compile(
        rf"(?:^|[。；、）)]|\d[.．])\s*{name}\s*(?:[，,]?(?:是|即|系)?指|[：:])|所称(?:的)?{name}[，,]?(?:是|指|包括|即)"
    )
    plans = library.plans_of(question.region_names)
    ids = {plan.id for plan in plans} if question.regions else None
    found: dict[int, PlacedEvidence] = {}
    for evidence in library.retriever.evidence(f"{word}，是指；所称{word}", ids, _CHUNKS):
        if evidence.unit.table is None and defines.search(evidence.unit.text):
            found.setdefault(evidence.plan.id, evidence)
    citations = Citations(library.store)
    lines = []
    for evidence in list(found.values())[:_MOST]:
        unit, plan = evidence.unit, evidence.plan
        number = citations.add(plan, unit.span, unit.section, None)
        told = say("answer.quote", region=plan.metadata.region, plan=plan_name(plan), quote=unit.text, n=number)
        lines.append(told)
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None
