"""What is supported does not depend on how much else is loaded: the same plans alone and among many others."""

import random
from dataclasses import dataclass

import pytest
from forged_plans import forged, places, write_forged
from question_figures import figure_cases
from question_texts import text_cases
from synthetic_world import World

from bot.assistant import Assistant
from bot.library import Library
from bot.question import Term
from bot.support import Demands
from retrieval.index import update_index

# The first are asked about. Two thousand characters each: an index of many plans within seconds.
_OWN, _OTHERS, _LENGTH = 4, 60, 2000
# What is left: the words for an indicator that only another plan prints, and refusals that name all places.
_SAME = 0.97


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assistant, Assistant]:
    """An assistant over a few plans, and one over these among many others."""
    folder = tmp_path_factory.mktemp("growth")
    own, others = folder / "own", folder / "others"
    for made, first, last in ((own, 0, _OWN), (others, _OWN, _OWN + _OTHERS)):
        made.mkdir()
        write_forged(made, first, last, _LENGTH)
    update_index(folder / "alone", [own])
    update_index(folder / "among", [own, others])
    return Assistant(Library(folder / "alone")), Assistant(Library(folder / "among"))


def test_questions_that_name_a_place_are_answered_alike(asked: tuple[Assistant, Assistant]) -> None:
    alone, among = asked
    plans = [forged(number, place, _LENGTH) for number, place in enumerate(places(_OWN))]
    world = World(plans, plans, random.Random("growth"))
    cases = [case for plan in plans for draw in (figure_cases, text_cases) for case in draw(world, plan)]
    named = [case for case in cases if not case.history and any(plan.region[:2] in case.question for plan in plans)]
    differing = []
    for case in named:
        one, other = alone.ask(case.question), among.ask(case.question)
        # The nearest passages of a refusal may be another place's.
        if (one.refused, one.facts) != (other.refused, other.facts) or (not one.refused and one.text != other.text):
            differing.append((case.question, one.text, other.text))
    assert len(named) > 60
    assert len(differing) <= (1 - _SAME) * len(named), differing


def test_a_matter_of_few_plans_is_found_among_many(asked: tuple[Assistant, Assistant]) -> None:
    alone, among = asked
    question = "政策宣讲进村居怎么组织？"
    assert not alone.ask(question).refused
    assert not among.ask(question).refused


@dataclass(frozen=True)
class Counted:
    """A store of so many units, one in ``every`` of which holds the word; the one plan asked about has 600, and the word in
    four of them."""

    units: int
    every: int = 200

    def frequency(self, _: str) -> int:
        return self.units // self.every

    def last(self, _: int) -> int:
        return 599

    def frequency_in(self, _: int, __: str) -> int:
        return 4


def test_a_word_of_every_plan_names_a_matter_however_many_are_loaded() -> None:
    terms = [Term("远程医疗", 1.0)]
    weights = {Demands(Counted(units), terms).total for units in (4_000, 40_000, 1_200_000)}  # type: ignore[arg-type]
    assert len(weights) == 1
    assert all(Demands(Counted(units), terms).names_matter for units in (4_000, 1_200_000))  # type: ignore[arg-type]


def test_a_matter_of_the_document_asked_about_stays_one_where_all_others_speak_of_it() -> None:
    store, terms = Counted(40_000, 8), [Term("评估", 1.0)]
    assert not Demands(store, terms).names_matter  # type: ignore[arg-type]
    assert Demands(store, terms, [1]).names_matter  # type: ignore[arg-type]
