"""What a plan's running text gives as the money of all its projects (“十四五”期间养老服务计划总投入8.95亿元), of one place or of several."""

import re
from collections.abc import Sequence
from fractions import Fraction

from bot.answers.wording import in_order, plan_name
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from corpus.language.numerals import exact
from corpus.language.unit_groups import YUAN
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

# What is of the whole plan: its period, its place as a whole, its projects together.
_TOTAL = re.compile(
    r"(?:十[三四五六]五|规划期|五年|全[市县区省旗]|共|重[点大](?:项目|工程)|(?:项目|工程)(?:规划|计划|估算|预计|概算)|规划(?:重[点大])?(?:项目|工程))[^，。；]{0,30}?"
    r"总(?:投资|投入)(?:额|规模)?(?:约|为|达到?|共|超过?|估算|预计|概算|匡算)*\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[千百]?万元|亿元)"
)


def answer_plan_totals(question: Question, library: Library, plans: Sequence[StoredPlan]) -> Answer | None:
    """The sentence of each of ``plans`` that gives the money of all it plans, put in order where there are several; None where one has none."""
    told = [(plan, stated) for plan in plans if (stated := _stated(plan, library))]
    if not told or len(told) < len(plans):
        return None
    citations = Citations(library.store)
    lines = []
    sums: list[tuple[Fraction, str]] = []
    for plan, (unit, match) in told:
        region = plan.metadata.region
        number = citations.add(plan, unit.span, unit.section, None)
        lines.append(say("answer.quote", region=region, quote=unit.text, plan=plan_name(plan), n=number))
        amount = exact(match["number"]) * Fraction(YUAN[match["unit"]])
        sums.append((amount, f"{region} {match['number']}{match['unit']}"))
    if len(sums) > 1:
        sums.sort(key=lambda one: -one[0])
        lines.append(say("compare.order", listed=in_order(iter(sums)), better=""))
    return finished(question.text, False, None, "\n".join(lines), citations)


def _stated(plan: StoredPlan, library: Library) -> tuple[Evidence, re.Match[str]] | None:
    for unit in library.store.evidence(plan.id):
        match = _TOTAL.search(unit.text) if unit.table is None else None
        if match:
            return unit, match
    return None
