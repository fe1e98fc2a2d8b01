"""What of a project's row a question asks for, and whether the row states it."""

import re
from collections.abc import Sequence

from bot.answers.project_records import NameWords
from bot.answers.project_sums import Row
from bot.project_asking import ProjectsAsked
from bot.question import Question
from bot.support import held
from corpus.language.text import search_key
from corpus.language.unit_groups import AREAS
from corpus.models import Project

_PLACE = re.compile(r"位于|地处|坐落|选址")
# What is built says how large it is; the money's source has a column of its own.
_AREA = re.compile(rf"\d\s*万?(?:{'|'.join(AREAS)})")
_FUNDING = re.compile(r"来源|渠道|筹措|出资|筹资")
# 十四五期间安排多少 asks for a part of the total.
_IN_PERIOD = re.compile(r"(?:十[三四五六]五|规划)?(?:期间|期内|时期)|其中")
_PERIOD_MONEY = re.compile(
    r"(?:十[三四五六]五|期内|期间|规划期)[^，]{0,10}?(?:投资|资金|安排|完成)|(?:投资|资金)[^，]{0,4}?十[三四五六]五"
)
# A cell of dashes names no years.
_NAMED = re.compile(r"\w")
# 一期2023年8月投入使用，二期2025年完工
_DATED = re.compile(r"20\d\d年[^，。；]{0,8}?(?:投用|投入使用|完工|建成|竣工|开工|启用|交付)")
# 由县农业农村局与县中医院共同建设
_BY_BODY = re.compile(r"由[^，。；]{2,30}?(?:建设|承建|实施|负责|牵头|运营|管理|承担)")
_SUM = re.compile(r"^\s*[\d.,]+\s*[万亿]?元?\s*$")


def states(project: Project, part: str) -> bool:
    if part == "years":
        told = any(map(_NAMED.search, (project.years, project.begins, project.planned)))
        return told or _DATED.search(project.content) is not None
    if part == "body" and _BY_BODY.search(project.content):
        return True
    if part == "area":
        return _AREA.search(project.content) is not None
    if part == "funding":
        return bool(funding_of(project))
    if part == "investment":
        return project.amount is not None
    if part == "place":
        return bool(project.place) or _PLACE.search(project.content) is not None
    return bool(getattr(project, part))


def funding_of(project: Project) -> list[tuple[str, str]]:
    """The columns of a project's row that say where its money comes from, as (label, text)."""
    return [(label, text) for label, text in project.others if _FUNDING.search(label) and text]


def of_period(question: Question, project: Project) -> list[tuple[str, str]]:
    """The columns of a project's row that say what of its money falls into the plan's period, where that is asked for."""
    if not _IN_PERIOD.search(question.whole):
        return []
    own = (
        [(project.labels.get("planned", ""), project.planned)]
        if project.planned and _SUM.search(project.planned)
        else []
    )
    return own + [(label, text) for label, text in project.others if _PERIOD_MONEY.search(label) and text]


def only_in_content(asked: ProjectsAsked, project: Project) -> bool:
    undated = "years" in asked.parts and not (project.years or project.begins or project.planned)
    by_body = "body" in asked.parts and not project.body
    return by_body or "area" in asked.parts or ("place" in asked.parts and not project.place) or undated


def needs_content(words: NameWords, chosen: Sequence[Row]) -> bool:
    """Whether words beside the name are met by what is built (多少张床, 面积)."""
    asked = (*words.nouns, *words.others)
    return any(
        held(word, search_key(project.name)) < 1 and held(word, search_key(project.content)) == 1
        for word in asked
        for _, project in chosen
    )
