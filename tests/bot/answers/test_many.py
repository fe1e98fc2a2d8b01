"""Answers over many places: the best and the worst few, never more than two messages."""

import pytest
from forged_plans import places

from bot.answers.bounded import bounded
from bot.assistant import Assistant
from bot.library import Library
from bot.models import Answer, Citation
from bot.replying.blocks import Deed
from bot.replying.composing import reply_of
from bot.replying.lines import lines_of
from bot.telegram.formatting import messages
from retrieval.index import update_index
from tests.conftest import ALPHA, PLAN

COUNT = 25


def _rendered(answer: Answer) -> str:
    return lines_of(reply_of(answer))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Twenty-five counties, whose beds rise from 4.01 to 4.25."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "plans").mkdir()
    for number, place in enumerate(places(COUNT), 1):
        facts = {**ALPHA, "region": place, "short": place[0], "beds": f"4.{number:02}"}
        (folder / "plans" / f"{place}.txt").write_text(PLAN.format(**facts), "utf-8")
    update_index(folder / "data", [folder / "plans"])
    return Assistant(Library(folder / "data"))


@pytest.mark.parametrize("question", ["各地床位2025年目标比一比", "每千人口医疗卫生机构床位数2025年目标"])
def test_the_ends_the_count_and_the_median_are_shown(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    assert "25 个地方" in answer.text
    assert "中位数 4.13张" in answer.text
    assert [fact.value for fact in answer.facts] == [f"4.{n:02}" for n in (25, 24, 23, 22, 21, 5, 4, 3, 2, 1)]
    assert "其余 15 个地方" in answer.text
    assert len(messages(_rendered(answer))) <= 2


def test_the_others_are_asked_for_page_by_page(assistant: Assistant) -> None:
    """The first page is offered by a button, whose question is complete by itself."""
    answer = assistant.ask("各地床位2025年目标比一比")
    (following,) = [action for action in reply_of(answer).actions if action.deed is Deed.SUGGESTION]
    assert following.label == "其余：第 6—20 名"
    assert following.question in answer.text
    page = assistant.ask(following.question)
    assert [fact.value for fact in page.facts] == [f"4.{n:02}" for n in range(20, 5, -1)]
    assert len(messages(_rendered(page))) <= 2
    (last,) = [action for action in reply_of(page).actions if action.deed is Deed.SUGGESTION]
    assert [fact.value for fact in assistant.ask(last.question).facts] == [f"4.{n:02}" for n in range(5, 0, -1)]
    assert [fact.value for fact in assistant.ask("各地2025年床位目标第9至10名").facts] == ["4.17", "4.16"]


@pytest.mark.parametrize("question", ["规划是什么时候印发的？", "主要任务有哪些？"])
def test_what_each_document_answers_for_itself_asks_for_the_place(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.refused, answer.reason) == (True, "which_place")
    assert answer.text.startswith("没有依据")
    actions = reply_of(answer).actions
    assert 1 < len(actions) <= 6
    chosen = assistant.ask(actions[-1].question)
    assert not chosen.refused
    assert {citation.region for citation in chosen.citations} == {actions[-1].label}


def test_the_first_of_many_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("哪个县2025年床位目标最高？")
    assert answer.winners == (places(COUNT)[-1],)
    assert len(messages(_rendered(answer))) <= 2


def test_one_place_of_many_is_answered_as_ever(assistant: Assistant) -> None:
    place = places(COUNT)[6]
    answer = assistant.ask(f"{place}2025年床位目标是多少？")
    assert [(fact.region, fact.value) for fact in answer.facts] == [(place, "4.07")]


def citation(number: int) -> Citation:
    return Citation(number, f"第{number}号规划", "县", "final", f"{number}.txt", "目标", None, "床位" * 90, 0, 180)


def test_three_thousand_lines_are_two_messages() -> None:
    lines = [f"某某县：每千人口床位数 {number}[{number}]" for number in range(1, 3001)]
    cited = tuple(map(citation, range(1, 3001)))
    answer = bounded(Answer("问", False, None, "\n".join(lines), citations=cited, items=(1, 1500, 3000)))
    assert len(messages(_rendered(answer))) <= 2
    shown = {number for numbers in answer.shown for number in numbers}
    assert {one.n for one in answer.citations} == shown
    assert {1, 3000} <= shown
    assert answer.items == (1, 3000)
    left = 3000 - len(shown)
    assert f"略去 {left} 行" in answer.text


def test_a_list_of_three_thousand_places_is_cut_in_its_middle() -> None:
    names = [f"{number}号县" for number in range(1, 3001)]
    answer = bounded(Answer("问", True, "no_plan", f"没有依据：没有收录“某县”的规划。现有：{'、'.join(names)}。"))
    assert answer.text.startswith("没有依据：没有收录“某县”的规划。现有：1号县、")
    assert answer.text.endswith("、3000号县。")
    assert "略去 2984 项" in answer.text


def test_a_short_answer_stays_as_it_is() -> None:
    answer = Answer("问", False, None, "某县：床位 4.1[1]", citations=(citation(1),), items=(1,))
    assert bounded(answer) is answer
