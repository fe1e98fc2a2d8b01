"""Which kind of answer a complete question gets: the kinds that know their own questions first, then records, then passages."""

import re
from dataclasses import replace

from bot.answers.boxes import answer_boxes, no_such_box
from bot.answers.counted import answer_counted
from bot.answers.definition import answer_definition
from bot.answers.digest import answer_digest
from bot.answers.documents import answer_documents
from bot.answers.duties import answer_duties
from bot.answers.goals_met import answer_goals_met
from bot.answers.going_on import with_rest
from bot.answers.graded import answer_graded
from bot.answers.house_tables import answer_house_table
from bot.answers.houses import answer_houses
from bot.answers.indicator import answer_indicator
from bot.answers.indicator_lists import answer_attribute_list, answer_indicator_list
from bot.answers.issue_order import answer_issue_order
from bot.answers.listing import answer_list
from bot.answers.metadata import answer_metadata, list_plans
from bot.answers.over_years import answer_over_years
from bot.answers.passage import answer_passage
from bot.answers.projects import answer_projects, beside_rows, is_project_row
from bot.answers.records import unheld_narrowing
from bot.answers.remarked import answer_remarked
from bot.answers.side_by_side import answer_change, answer_side_by_side
from bot.answers.told_in_text import told_in_text
from bot.answers.totals import answer_total
from bot.asking import deed_of
from bot.library import Library
from bot.models import Answer
from bot.question import Kind, Question, RegionYears, Term, Wanted
from bot.reading.contrasts import unmet_contrasts
from bot.stating import stating
from bot.support import unmet
from corpus.language.places import stem
from corpus.language.text import search_key
from prompts import say

_SAID_ELSEWHERE = ("unsupported", "no_figure", "no_project")
# 谁来实施: the sentence of a listed project says it.
_WHO_DOES = re.compile(r"(?:谁|哪[个家](?:单位|部门|公司)?)(?:来|去)?(?:实施|建设|建|做)")
_COMPANY_ASKED = re.compile(r"(?:哪(?:一)?[个家些]|什么)(?:公司|企业|厂家|集团)")
_COMPANY = re.compile(r"公司|集团|企业|厂")
# Thanks ask for nothing, also at the beginning.
_THANKS = re.compile("谢|辛苦|再见")
# The kinds of answer that know their own questions, each asked before the next.
_KINDS = (
    answer_over_years,
    answer_total,
    answer_definition,
    answer_boxes,
    answer_remarked,
    answer_graded,
    answer_documents,
    answer_issue_order,
    answer_duties,
    answer_goals_met,
    answer_indicator_list,
    answer_house_table,
    answer_digest,
    answer_counted,
    answer_houses,
)


class Deciding:
    """Decides over one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def answer(self, question: Question) -> Answer:
        """The answer from the documents of the places asked about; where those do not say it, from another one's that says
        it of the place (a county in its city's plan)."""
        answer = self._from_own(question)
        company = _COMPANY_ASKED.search(question.plain)
        if company and not (answer.refused or _COMPANY.search(answer.printed)):
            # 是哪个企业投资的: what else is told of the project names none.
            searched = "、".join(question.region_names) or say("refusal.all_plans")
            text = say("refusal.unsupported", missing=company[0], searched=searched)
            return replace(answer, refused=True, reason="unsupported", text=f"{text}\n{answer.text}", facts=())
        names = question.terms or question.indicators or question.quoted
        if answer.reason not in _SAID_ELSEWHERE or len(question.regions) != 1 or question.scopes or question.inside:
            return answer
        if not names:
            return answer
        (own,) = question.regions
        hosts = tuple(RegionYears(region, own.years) for region in self._library.speaking_of(own.region))
        if not hosts:
            return answer
        place = Term(stem(own.region), 1.0)
        other = replace(question, regions=hosts, inside=(own.region,), terms=(place, *question.terms))
        elsewhere = self._from_own(other)
        return elsewhere if _says_all(other, elsewhere) else answer

    def _from_own(self, question: Question) -> Answer:
        kind = question.kind
        if kind is Kind.EMPTY:
            return Answer(question.text, True, "empty", say("refusal.empty"))
        if kind in (Kind.FABRICATE, Kind.OUTSIDE):
            return Answer(question.text, True, kind.value, say(f"refusal.{kind.value}"))
        if kind is Kind.GREETING and _THANKS.search(question.plain):
            return Answer(question.text, False, None, say("recall.aside"))
        if kind in (Kind.HELP, Kind.GREETING):
            return Answer(question.text, False, None, say("answer.help"))
        if kind is Kind.PLANS:
            return list_plans(question, self._library)
        if question.is_figure and (stated := stating(question.figure, self._library)):
            return replace(stated, question=question.text)
        stranger = _no_plan(question)
        # 澄安市和溪棠县差多少 sets it against the place itself, of which alone the document tells.
        against = question.operation.difference and len(question.regions) == 1
        if stranger and (against or not self._speaks_of(question, stranger)):
            loaded = "、".join(self._library.loaded.regions)
            return Answer(question.text, True, "no_plan", say("refusal.no_plan", place=stranger, loaded=loaded))
        if boxless := no_such_box(question, self._library):
            return boxless
        narrowing = unheld_narrowing(question, self._library)
        if narrowing:
            searched = "、".join(question.region_names) or say("refusal.all_plans")
            missing = say("refusal.unsupported", missing=narrowing, searched=searched)
            return Answer(question.text, True, "unsupported", missing)
        answer = next((found for kind in _KINDS if (found := _met(question, kind(question, self._library)))), None)
        if answer is None and not (question.indicators or question.projects):
            answer = _met(question, answer_list(question, self._library))
        if answer is not None:
            return with_rest(question, answer, self._library)
        if kind is Kind.ATTRIBUTE_LIST:
            answer = answer_attribute_list(question, self._library)
        elif kind is Kind.METADATA:
            answer = answer_metadata(question, self._library)
            if answer is None and question.projects:
                answer = answer_projects(question, self._library)
        elif question.projects and kind is not Kind.WHICH_DOCUMENT:
            answer = answer_projects(question, self._library)
            if answer is None or answer.reason == "no_project":
                answer = answer_list(question, self._library) or answer
        elif (
            question.names_nothing
            and question.regions
            and not (question.years or question.roles or question.carried or Wanted.FIGURE in question.wanted)
        ):
            answer = answer_metadata(question, self._library)
        if answer is None and question.indicators and kind not in (Kind.ATTRIBUTE_LIST, Kind.METADATA):
            answer = answer_indicator(question, self._library, elsewhere=told_in_text)
        settled = answer is not None and answer.reason == "contradicted"
        if answer is None or (answer.refused and not question.scopes and not settled):
            answer = with_rest(question, self._passage(question, answer), self._library)
        return answer

    def _speaks_of(self, question: Question, place: str) -> bool:
        """Whether a document of the places asked about tells of a ``place`` within them that has none of its own."""
        plans = self._library.plans_of(question.region_names) if question.region_names else []
        return len(plans) == 1 and any(place in unit.text for unit in self._library.store.evidence(plans[0].id))

    def _passage(self, question: Question, refusal: Answer | None) -> Answer:
        """A passage; after a refusal by the records only where the sentence names the year that was asked for, and after one
        over project tables only where it is not a row of theirs."""
        if question.operation and question.kind is Kind.COMPARE and not question.regions:
            # 谁最短 asks every place.
            every = self._library.loaded.regions
            question = replace(question, regions=tuple(RegionYears(region, question.years) for region in every))
        several = len(question.regions) > 1 and question.kind is not Kind.WHICH_DOCUMENT
        if question.operation.amount and len(question.regions) == 1 and refusal is None:
            change = answer_change(question, self._library)
            if change is not None:
                return change
        found = (answer_side_by_side if several else answer_passage)(question, self._library)
        beside = beside_rows(question) if refusal is None and question.projects and not found.refused else ""
        if beside and is_project_row(found, self._library):
            searched = "、".join(question.region_names) or say("refusal.all_plans")
            text = say("refusal.unsupported", missing=beside, searched=searched)
            return Answer(question.text, True, "unsupported", text)
        if refusal is None:
            from_text = question.indicators and found.refused and found.reason != "false_premise"
            return (answer_indicator(question, self._library, from_text=True) if from_text else None) or found
        if found.refused:
            return refusal
        asks_who = deed_of(question.plain) or _WHO_DOES.search(question.plain)
        if refusal.reason == "not_stated" and asks_who and not _of_table(found):
            return found  # the item of a box says who does it in words of its own
        if question.projects and (refusal.reason == "no_project" or is_project_row(found, self._library)):
            # A row that holds every word is the one meant, though its name has not all of them (康复大楼投资和床位).
            meant = refusal.reason == "no_project" and len(found.citations) == 1 and _says_all(question, found)
            return refusal if is_project_row(found, self._library) and not meant else found
        if refusal.reason == "other_unit":
            return found
        quotes = "".join(citation.quote for citation in found.citations[:2])
        named = question.years and all(re.search(rf"{year}", quotes) for year in question.years)
        return found if named and refusal.reason in ("not_stated", "no_figure") else refusal


def _met(question: Question, answer: Answer | None) -> Answer | None:
    """The answer, but None where what it cites does not meet each contrast of the question (五大中心 of another hospital than the fourth):
    whatever kind it is of, no share of other words outvotes one. Figures of tables are held to them by their records."""
    if answer is None or answer.refused or answer.facts or not answer.citations:
        return answer
    return None if unmet_contrasts(question.plain, answer.printed, question.earlier) else answer


def _of_table(answer: Answer) -> bool:
    return any(citation.table for citation in answer.citations)


def _says_all(question: Question, answer: Answer) -> bool:
    """Whether what an answer cites holds each noun and year of the question."""
    heads = " ".join(head for citation in answer.citations for head, _ in citation.cells)
    told = (f"{citation.section} {citation.table or ''} {citation.quote}" for citation in answer.citations)
    cited = f"{' '.join(told)} {heads}"
    nouns = [term for term in question.terms if term.weight == 1]
    dated = {fact.year for fact in answer.facts}
    years = all(year in dated or str(year) in cited for year in question.years)
    return not answer.refused and years and not unmet(nouns, search_key(cited))


def _no_plan(question: Question) -> str | None:
    """The place that the question is about and that no loaded plan is of, or None."""
    if question.strangers:
        return question.strangers[0]
    if question.scopes and not question.regions and not question.indicators:
        return question.scopes[0]
    return None
