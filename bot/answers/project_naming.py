"""Which projects a question means by their names: by the words of one, by those of several side by side, by a whole name."""

from bot.answers.project_records import NameWords, PlanProjects, apart, by_name
from bot.answers.project_sums import Row
from bot.loaded import LoadedPlans
from bot.mentions import places_in
from bot.question import Question
from bot.reading.contrasts import unmet_contrasts
from bot.support import held
from corpus.language.text import search_key
from corpus.models import Project

# A shorter name is a word of the language.
_WHOLE_NAME = 6


def named_projects(question: Question, words: NameWords, found: list[PlanProjects], with_content: bool) -> list[Row]:
    """The projects that the words name together or, where none is, those that they name side by side, all of them."""
    literal = _named_whole(question, found, words)
    if literal and len(literal) >= len(apart(words, question.plain)):
        return literal
    whole = [(own.plan, p) for own in found for p in _fitting(own, words, with_content, question.plain, question)]
    pieces = apart(words, question.plain)
    if whole or len(pieces) < 2:
        return whole
    rows = [
        [
            (own.plan, p)
            for own in _beside(question, found, at)
            for p in _fitting(own, piece, with_content, said, question)
        ]
        for at, piece in pieces
        for said in ("".join(piece.nouns),)
    ]
    return [row for piece in rows for row in piece] if all(rows) else []


def _named_whole(question: Question, found: list[PlanProjects], words: NameWords) -> list[Row]:
    """The projects whose whole names stand in the question, each the longest that does there; none where it names anything else
    that their rows do not hold (东郭街道那个)."""
    plain = search_key(question.plain)
    rows = [(own.plan, p) for own in found for p in own.projects if search_key(p.name) in plain]
    names = {search_key(p.name) for _, p in rows}
    shorter = {name for name in names if any(name != other and name in other for other in names)}
    rows = [
        (plan, p)
        for plan, p in rows
        if len(search_key(p.name)) >= _WHOLE_NAME
        and search_key(p.name) not in shorter
        and _is_meant(question.plain, p, question)
    ]
    told = search_key(" ".join(f"{p.name} {p.content} {p.place} {p.body} {p.table} {p.group}" for _, p in rows))
    return rows if all(held(noun, told) == 1 for noun in words.nouns) else []


def _fitting(own: PlanProjects, words: NameWords, with_content: bool, said: str, question: Question) -> list[Project]:
    asked = question.projects
    whole = asked is not None and "investment" in asked.parts
    return [project for project in by_name(own, words, with_content, whole) if _is_meant(said, project, question)]


def _beside(question: Question, found: list[PlanProjects], at: int) -> list[PlanProjects]:
    """The plans of the place named last before ``at`` (甲县…和乙县…), where there are several."""
    if len(question.regions) < 2:
        return found
    places = places_in(question.plain, LoadedPlans(own.plan.metadata for own in found).aliases)
    named = [place.known for place in places if place.known and place.start < at]
    return [own for own in found if not named or own.plan.metadata.region == named[-1]]


def _is_meant(said: str, project: Project, question: Question) -> bool:
    """Whether a project holds the words of ``said``, what the question says of it, that no other may stand for
    (第一人民医院 is not 人民医院)."""
    held_there = f"{project.name}，{project.group}，{project.table}，{project.content}"
    return not unmet_contrasts(said, held_there, question.earlier)
