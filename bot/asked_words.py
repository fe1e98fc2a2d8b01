"""The content words of a question, which evidence must account for, by a segmenter that tags parts of speech."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.asking import QUANTITY, QUESTION_WORD, deed_of
from bot.lexicon import lexicon
from bot.question import Term
from corpus.language.text import search_key

# A phrase in quotation marks is what the question is about.
QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,60})[”\"」』》]")
NOUN = 1.0
_SOFT = 0.25
# What these words ask for (哪个学校) an answer may name without them; 哪几个方舱 is answered by 方舱 alone.
_OF_A_KIND = re.compile(
    r"(?:学校|大学|高校|中学|高中|初中|小学|幼儿园|院|所|站|中心|单位|部门|机构|企业|公司|局|地方|[县市区镇乡村]|街道|社区|园区"
    r"|项目|工程|指标|文件|规划|材料|领域|方面|环节|专业|专科|科室|产业|行业|职称|平台|措施|任务|问题|内容|时间|年份|阶段|[人者师员])$"
)
_ASKED_NOUN = re.compile(r"哪(?:一|几|些|两|三|四|五|六)?[个家所位类种]?$")
# Parts of speech in the tag set of jieba (ICTCLAS): verbs, then adjectives and words of time and place, then what has no
# content. All others (nouns, names, idioms, foreign words) must be met in full. vn and an are nouns.
_WEIGHTS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("vn", "an"), 1.0),
    (("v",), 0.4),
    (("a", "d", "f", "t", "z"), 0.25),
    (("m", "q", "r", "p", "u", "c", "y", "e", "o", "k", "h", "x"), 0.0),
)
# 来建, 要花: what is done, in one character of the asker's; of some of these a segmenter makes nouns.
_HELPING = "来去要想能会该得将可还各"
_TO_DO = re.compile(rf"[{_HELPING}](?P<deed>[\u4e00-\u9fff])")
_OF_ORDER = re.compile(r"[\u4e00-\u9fff]{1,3}得(?:最|更|比较|还)")
_REACHES = re.compile(r"[到至](?:几|多少)")
# 要扩到多少支
_REACHING = re.compile(r"[扩增提升降减压缩][到至](?:几|多少)")
_RATES = ("率", "比例", "占比", "比重")
_HOW_MANY = frozenset(("数量", "数目", "个数", "总数", "户数"))
_DEEDS = "招建设配投花进补发贷办买"
# 拿多少钱搞环保
_SPOKEN_DEEDS = "搞弄"
_LEADS_TO_ASK = "是建有设配占投花"
# What leads to a verb and goes on from no name (AED要|配, AED各|配).
_MODAL = frozenset("要能会该里中各")
# 第三人民医院 is one name, of which a segmenter drops the number.
_NUMBERED_PLACE = re.compile(
    r"第[一二三四五六七八九十]{1,2}[\u4e00-\u9fff]{0,4}?(?:医院|中学|小学|幼儿园|养老院|福利院)"
)
# HPV（人乳头瘤病毒）, 院长（主要负责人）: one thing said twice.
_ASIDE = re.compile(r"([A-Za-z]{2,8}|[\u4e00-\u9fff]{2})[（(]([\u4e00-\u9fffA-Za-z]{2,12})[）)]")


def terms_of(plain: str, taken: set[int]) -> list[Term]:
    """The content words of what no facet explains, by a segmenter that tags parts of speech; in order, once each."""
    import rjieba

    words = lexicon()
    masked = "".join(" " if at in taken else char for at, char in enumerate(plain))
    for pattern in (QUOTED, QUANTITY, QUESTION_WORD, words.empty):
        masked = pattern.sub(lambda match: " " * len(match[0]), masked)
    terms: dict[str, Term] = {}
    deed = deed_of(plain)

    def take(match: re.Match[str]) -> str:
        terms.setdefault(match[0], Term(match[0], NOUN, start=match.start()))
        return " " * len(match[0])

    for aside in _ASIDE.finditer(masked):
        terms.setdefault(aside[1], Term(aside[1], NOUN, (aside[2],), aside.start()))
    masked = _ASIDE.sub(lambda match: " " * len(match[0]), masked)
    masked = words.compounds.sub(take, _NUMBERED_PLACE.sub(take, masked))
    for run in re.finditer(r"[\w.%‰+-]+", masked):
        at = run.start()
        for word, tag in rjieba.tag(run[0]):
            length = len(word)
            word = _without_asking_end(word, masked[at + length :])
            if len(word) < length:
                # 船 goes on from 巡诊; 说要 says nothing.
                goes_on = any(term.end == at for term in terms.values()) and word not in _MODAL
                tag = "n" if len(word) > 1 or goes_on else "x"
            if _begins_with_deed(word, masked[:at]):
                word, at, length = word[1:], at + 1, length - 1
            weight = 0.0 if _is_deed(word, tag) or _is_of_order(word, masked[at:]) else _weight_of(word, tag)
            asks = tag.startswith("n") and QUESTION_WORD.match(plain, at + 1)
            if len(word) == 1 and (asks or word == deed):
                weight = 0.0  # 卡多少, 归谁管: what is done, which a segmenter takes for a noun
            before = next(reversed(terms.values())) if terms else None
            if before and len(word) == 1 and tag.startswith("n") and before.weight < NOUN and before.end == at:
                # 罕见|病 is one noun.
                del terms[before.text]
                terms[before.text + word] = Term(before.text + word, NOUN, start=before.start)
            elif weight and search_key(word) and word not in words.stop:
                terms.setdefault(word, Term(word, weight, start=at))
            at += length
    found = sorted(terms.values(), key=lambda term: term.start)
    # 持证率, 床位使用率: of what a rate is told no other word may stand for.
    # 要发展到几个: what is done, of which a segmenter makes a noun.
    found = [
        replace(t, weight=_SOFT)
        if (_REACHES.match(plain, t.end) or _REACHING.match(plain, t.start))
        and t.start > 0
        and plain[t.start - 1] in _HELPING
        else t
        for t in found
    ]
    found = [replace(t, weight=NOUN) if t.weight and plain.startswith(_RATES, t.end) else t for t in found]
    asked = [
        term
        for term in found
        if term.start > 0
        and _ASKED_NOUN.search(plain[: term.start])
        and _OF_A_KIND.search(term.text)
        and not plain.startswith(("项目", "工程"), term.end)  # 哪些医院项目 asks for those of hospitals
    ]
    if any(term.weight == NOUN and term not in asked for term in found):
        # 哪个学校 asks for a school; the answer names one.
        found = [replace(term, weight=min(term.weight, _SOFT)) if term in asked else term for term in found]
    return found


def _without_asking_end(word: str, behind: str) -> str:
    """A word that a segmenter guesses, without the verb or the 里 at its end that leads to what is asked (巡诊船是|哪个县的, 康复楼建|多大,
    村医里|占多少, 巡诊车要|花多少)."""
    import rjieba

    leads = not behind.strip() or behind.startswith(" ")
    ends = (word[-1:] in _LEADS_TO_ASK and leads) or word.endswith(("里", "中", "要"))
    return word[:-1] if ends and len(word) > 1 and not rjieba.has_word(word) else word


def _begins_with_deed(word: str, before: str) -> bool:
    """Whether what a segmenter guesses to be one word is what is done and a noun (要|发托育券)."""
    import rjieba

    helped = word[0] in _SPOKEN_DEEDS or (before.endswith(tuple(_HELPING)) and word[0] in _DEEDS)
    return helped and len(word) > 2 and not rjieba.has_word(word) and not rjieba.has_word(word[:2])


def _is_deed(word: str, tag: str) -> bool:
    match = _TO_DO.fullmatch(word)
    return match is not None and (tag.startswith("v") or match["deed"] in _DEEDS)


def _is_of_order(word: str, text: str) -> bool:
    """Whether ``word``, with which ``text`` begins, only says what puts things in order: 招得 of 谁招得最多, 数量 of 数量排个序."""
    return _OF_ORDER.match(text) is not None if word.endswith("得") else word in _HOW_MANY


def _weight_of(word: str, tag: str) -> float:
    if word.isascii() and word.isalpha():
        return NOUN if len(word) > 1 else 0.0  # AED, HPV
    weight = next((weight for tags, weight in _WEIGHTS if tag.startswith(tags)), NOUN)
    # 是, 有, 做: verbs of one character say nothing by themselves.
    return 0.0 if len(word) == 1 and weight < NOUN else weight


def phrases_of_nouns(terms: Sequence[Term]) -> list[Term]:
    """Nouns that stand together are one phrase, which a document must have as such: 医生集团 is not 医生 and 集团."""
    return [
        Term(one.text + other.text, NOUN, start=one.start)
        for one, other in itertools.pairwise(terms)
        if one.end == other.start and one.weight == other.weight == NOUN
    ]
