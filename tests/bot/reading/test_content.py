"""What surrounds a question goes, what it asks stays: a relation that needs no gold."""

import pytest

from bot.reading.content import content_of, says_nothing

# None of these is a line of the training questions.
COURTESIES = (
    ("您好，麻烦查下", "，领导在问，急"),
    ("各位老师打扰了，", "？写汇报要用，谢谢啦"),
    ("小助手你好 帮我瞅一眼 ", "，会上等着用呢"),
    ("不好意思再问一个哈，", "？我这边催得紧，辛苦了"),
    ("早啊，刚接手这块不太熟，想请教一下", "，方便的话尽快回我"),
)
QUESTIONS = (
    "每千人口注册护士数的目标是多少",
    "办公室主任接待日每月几次",
    "群众满意度要达到多少",
    "除了云州，床位最多的是哪个市",
    "不是云州，是宁川的近视率",
    "医保基金监管存在哪些问题",
    "由谁牵头建设家庭医生签约平台",
    "三甲医院是9家还是8家",
)


@pytest.mark.parametrize("courtesy", COURTESIES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_courtesies_go(question: str, courtesy: tuple[str, str]) -> None:
    before, behind = courtesy
    whole = before + question + behind
    assert content_of(whole, [""] * len(whole)) == content_of(question, [""] * len(question))


@pytest.mark.parametrize("question", [*QUESTIONS, "护士呢", "近视", "原话是什么", "三减三健指什么", "人均卫生总费用"])
def test_a_bare_question_stays_whole(question: str) -> None:
    assert content_of(question, [""] * len(question)) == question


def test_what_rules_know_is_never_left_out() -> None:
    text = "您好 谢谢您小区要建几个"
    known = ["P" if 3 <= at < 8 else "" for at in range(len(text))]
    assert "谢谢您小区" in content_of(text, known)


@pytest.mark.parametrize("text", ["您好", "谢谢啦", "辛苦各位老师了！"])
def test_a_message_of_courtesy_alone_stays(text: str) -> None:
    assert content_of(text, [""] * len(text)) == text


@pytest.mark.parametrize("talk", ["今天真是忙死了", "等我记一下哈", "您真是帮大忙了"])
def test_small_talk_says_nothing(talk: str) -> None:
    assert says_nothing(talk, [""] * len(talk))


@pytest.mark.parametrize("matter", ["托育呢", "第二个", "为什么这么低", "不是云州", "校车"])
def test_what_asks_or_goes_on_is_no_small_talk(matter: str) -> None:
    assert not says_nothing(matter, [""] * len(matter))
