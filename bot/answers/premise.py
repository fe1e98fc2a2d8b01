"""Premises: a question that asks whether what it states is so is confirmed with 「是」, or denied with 「不是」 and what the
document says."""

import re
from dataclasses import replace

from bot.asking import number_ways, unit_ways
from bot.models import Answer
from bot.question import Quantity, Question, Wanted
from bot.support import held
from corpus.text import search_key
from prompts import say

_CLAUSE = re.compile(r"[，,；;。：:]")
# What stands between a figure and the words that ask whether it is so: 5个市级重点专科对吧.
_BEHIND = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,12}?(?=(?:[，,]|对|是|吗|吧|没错|$))")
_BEFORE = re.compile(
    r"([\u4e00-\u9fffA-Za-z]{2,10}?)(?:的?(?:目标|数|规模|总数))?(?:是|为|有|要|达到|达|到|建|设|配|定为|约|不低于|不少于|超过|:|：)*$"
)
# 是县教育局牵头的对吧, 放在鹤坪区对吧: who does it, or where it is, is what is to be confirmed.
_CLAIMED_BODY = re.compile(
    r"(?:是|在|由|归|给|为)(?:不是)?(?P<body>[\u4e00-\u9fff]{2,12}?(?:局|委|委员会|办公室|厅|中心|院|区|县|镇|乡|街道|公司|集团|学|部|所))"
    r"(?:来)?(?:[\u4e00-\u9fff]{0,4}?的?)[，, ]?(?:对[吗吧不]|对不对|吗|吧|是吧|没错吧|我?没[\u4e00-\u9fff]{1,2}[错岔混]吧)[?？]?$"
)
_CLAIMED_ATTRIBUTE = re.compile(
    r"(?P<attribute>约束性|预期性)(?:的|指标)?(?:指标)?[，, ]?[\u4e00-\u9fff]{0,4}?(?:[吗吧]|对不对|对不|是不是|没[\u4e00-\u9fff]{1,2}[错岔混])"
)
_ASKS_SO = re.compile(r"[，, ]?(?:是吧|对[吗吧不]|对不对|是不是|我?没[\u4e00-\u9fff]{1,2}[错岔混]吧?|吗|吧)[?？]?$")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_ANY = r"\d+(?:[.,]\d+)*|[一二两三四五六七八九十]+"


def states_claim(question: Question, quantity: Quantity, text: str) -> bool:
    """Whether ``text`` states the figure of the question, with its unit, of the same thing: of the clauses that state
    figures of this unit, those that speak most of the thing hold it (10名 of another clause confirm no 10名)."""
    text = _THOUSANDS.sub("", text)
    units = "|".join(map(re.escape, unit_ways(quantity.unit))) if quantity.unit else ""
    claimed = re.compile(
        rf"(?<![\d.])(?:{number_ways(quantity.number)})\s*(?:{units})" + ("" if units else r"(?!\d|\.\d)")
    )
    if not claimed.search(text):
        return False
    thing = _thing(question, quantity)
    if not thing:
        return True
    like = re.compile(rf"(?:{_ANY})\s*(?:{units})" if units else _ANY)
    clauses = [(held(thing, search_key(clause)), clause) for clause in _CLAUSE.split(text) if like.search(clause)]
    best = max((share for share, _ in clauses), default=0.0)
    return any(claimed.search(clause) for share, clause in clauses if share == best)


def _thing(question: Question, quantity: Quantity) -> str:
    """What the claimed figure is of: the words behind it (5个市级重点专科), else those before it."""
    plain = _ASKS_SO.sub("", question.plain)
    match = re.search(rf"(?<![\d.]){re.escape(quantity.number)}\s*{re.escape(quantity.unit)}", plain)
    if match is None:
        return ""
    behind = _BEHIND.match(plain, match.end())
    if behind and not re.fullmatch(r"以[上下内]|左右|(?:对|是|没错)?[吗吧]?", behind[0]):
        return behind[0]
    before = _BEFORE.search(plain[: match.start()])
    return before[1] if before else ""


def told(question: Question, answer: Answer) -> Answer:
    """The answer with 「是」 before it where it confirms a premise of the question, with 「不是」 where it names another
    body or place than the question does."""
    if answer.refused or not answer.citations:
        return answer
    attribute = _CLAIMED_ATTRIBUTE.search(question.whole)
    stated = {fact.attribute for fact in answer.facts if fact.attribute}
    if attribute and stated:
        if attribute["attribute"] in stated:
            return replace(answer, text=f"{say('answer.confirmed')}\n{answer.text}")
        denial = say("answer.other_attribute", claimed=attribute["attribute"], stated="、".join(sorted(stated)))
        asks_more = Wanted.FIGURE in question.wanted
        reason = None if asks_more else "false_premise"
        return replace(answer, refused=not asks_more, reason=reason, text=f"{denial}\n{answer.text}")
    claim = _CLAIMED_BODY.search(question.whole)
    if (claim and not _names_body(question, claim["body"], answer)) or not _states_numbers(question, answer):
        return replace(answer, refused=True, reason="false_premise", text=f"{say('refusal.denied')}\n{answer.text}")
    return (
        replace(answer, text=f"{say('answer.confirmed')}\n{answer.text}")
        if question.checks or claim or (question.operation.claimed and answer.winners)
        else answer
    )


def _names_body(question: Question, body: str, answer: Answer) -> bool:
    """Whether the answer names ``body`` beside the matter: in one part of a chain (；) with the question's nouns."""
    nouns = [term.text for term in question.terms if term.weight == 1 and term.text not in body and body not in term.text]
    quotes = [f"{citation.section}；{citation.quote}" for citation in answer.citations]
    known = [noun for noun in nouns if any(held(noun, search_key(quote)) == 1 for quote in quotes)]
    parts = [part for quote in quotes for part in re.split(r"[；;]", quote) if body in part]
    return any(all(held(noun, search_key(part)) == 1 for noun in known) for part in parts)


def _states_numbers(question: Question, answer: Answer) -> bool:
    """Whether each figure that is to be confirmed stands in what the answer cites."""
    if not question.checks:
        return True
    text = _THOUSANDS.sub("", " ".join(citation.quote for citation in answer.citations))
    return all(
        re.search(rf"(?<![\d.])(?:{number_ways(quantity.number)})(?!\d|\.\d)", text) for quantity in question.quantities
    )
