"""Figures in replies: the figure first, comparisons in their order."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library
from bot.models import Answer, Citation, Fact
from bot.replying.blocks import Headline, Notice, Reply, Rows, Run, plain
from bot.replying.composing import reply_of
from prompts import say


@pytest.fixture(scope="module")
def made(data_dir: Path) -> Assistant:
    return Assistant(Library(data_dir))


def headlines(reply: Reply) -> list[Headline]:
    return [block for block in reply.blocks if isinstance(block, Headline)]


def strong(text: tuple[Run, ...]) -> list[str]:
    return [run.text for run in text if run.strong]


def test_one_figure_stands_alone_in_the_first_line(made: Assistant) -> None:
    reply = reply_of(made.ask("云溪市2025年孕产妇死亡率目标是多少？"))
    (head,) = headlines(reply)
    assert strong(head.text) == ["<9/10万"]
    assert plain(head.text) == "<9/10万　云溪市 2025年目标[1]"
    assert [plain(text) for text in head.beneath] == ["孕产妇死亡率（预期性）", "2020年：9.8/10万"]


def test_no_state_stands_beneath_where_its_cell_is_empty(made: Assistant) -> None:
    (head,) = headlines(reply_of(made.ask("云溪市2025年人均预期寿命目标是多少？")))
    assert [plain(text) for text in head.beneath] == ["人均预期寿命（预期性）"]


def test_a_comparison_is_a_list_in_order_with_the_winner_marked(made: Assistant) -> None:
    reply = reply_of(made.ask("床位目标哪个市最高？"))
    head, rows = reply.blocks[:2]
    assert isinstance(head, Headline)
    assert isinstance(rows, Rows)
    assert strong(head.text) == ["石桥县（6.20张）"]
    assert rows.ordered
    assert [plain(row.text) for row in rows.rows] == [
        "石桥县 6.20张（2025年目标）[1]",
        "云溪市 5.55张（2025年目标）[2]",
    ]
    assert [bool(row.winner) for row in rows.rows] == [True, False]


def test_a_difference_comes_before_the_figures(made: Assistant) -> None:
    reply = reply_of(made.ask("云溪和石桥的床位目标差多少？"))
    (head,) = headlines(reply)
    assert strong(head.text) == ["0.65张"]
    assert plain(head.text).startswith("相差 0.65张")


def cited(n: int, region: str, status: str = "final") -> Citation:
    cells = (("主要指标", "死亡率"), ("单位", "‰"), ("2020年", "2"), ("2025年目标", "<3"))
    return Citation(
        n, f"{region}规划", region, status, f"{region}.txt", "一", "指标表", "死亡率 ‰ 2 <3", 0, 9, cells=cells
    )


def row(region: str, figures: str, n: int, extra: str = "") -> str:
    return say("answer.row", region=region, name="死亡率", figures=figures, extra=extra, plan=f"《{region}规划》", n=n)


def fact(region: str, value: str, n: int) -> Fact:
    return Fact(region, f"{region}规划", "死亡率", "死亡率", value, "‰", 2025, "target", region, "", "", n)


def test_remarks_are_one_line_each_and_once() -> None:
    looser = [
        say("answer.looser", region=region, name="死亡率", target="2025年目标：<3‰", baseline="2020年现状：2‰")
        for region in ("甲市", "乙市")
    ]
    lines = [row("甲市", "甲市2025年目标：<3‰", 1), row("乙市", "2025年目标：<3‰", 2), *looser, looser[0]]
    lines.append(say("answer.carried", what="死亡率"))
    facts = (fact("甲市", "<3", 1), fact("乙市", "<3", 2))
    answer = Answer("各地死亡率", False, None, "\n".join(lines), facts, (cited(1, "甲市", "draft"), cited(2, "乙市")))
    reply = reply_of(answer)
    told = [plain(block.text) for block in reply.blocks if isinstance(block, Notice)]
    assert told == ["征求意见稿，未正式印发[1]", "甲市、乙市的目标比现状宽松，原文如此", "接上文：死亡率"]
    (rows,) = (block for block in reply.blocks if isinstance(block, Rows))
    assert [plain(one.text) for one in rows.rows] == [
        "甲市 死亡率：2025年目标 <3‰[1]",
        "乙市 死亡率：2025年目标 <3‰[2]",
    ]


def test_what_the_texts_of_several_places_state_besides_is_told_once_with_the_places() -> None:
    lines = [row("甲市", "2025年目标：<3‰", 1), row("乙市", "2025年目标：<3‰", 2)]
    lines += [
        say("answer.also_stated", when="2025年", value="<4‰", plan=f"《{r}规划》", n=n)
        for r, n in (("甲市", 3), ("乙市", 4))
    ]
    cites = tuple(cited(n, region) for n, region in enumerate(("甲市", "乙市", "甲市", "乙市"), 1))
    reply = reply_of(
        Answer("各地死亡率", False, None, "\n".join(lines), (fact("甲市", "<3", 1), fact("乙市", "<3", 2)), cites)
    )
    told = [plain(block.text) for block in reply.blocks if isinstance(block, Notice)]
    assert told == ["文中另有表述：甲市、乙市 2025年<4‰[3][4]"]


def test_the_same_figure_of_two_tables_is_told_once() -> None:
    lines = [row("甲市", "2020年现状：2‰；2025年目标：<3‰", 1, "（预期性）"), row("甲市", "2020年实际：2 ‰", 2)]
    answer = Answer(
        "死亡率", False, None, "\n".join(lines), (fact("甲市", "<3", 1),), (cited(1, "甲市"), cited(2, "甲市"))
    )
    (head,) = headlines(reply_of(answer))
    assert plain(head.text) == "<3‰　甲市 2025年目标[1][2]"
    assert [plain(text) for text in head.beneath] == ["死亡率（预期性）", "2020年现状 2‰"]


def test_a_figure_of_another_place_has_no_state_of_this_one_beneath() -> None:
    answer = Answer(
        "省的目标",
        False,
        None,
        row("甲市", "乙省目标值2025年目标：<3‰", 1),
        (fact("甲市", "<3", 1),),
        (cited(1, "甲市"),),
    )
    (head,) = headlines(reply_of(answer))
    assert [plain(text) for text in head.beneath] == ["死亡率"]


@pytest.mark.parametrize(
    "line",
    [
        "指标表没有列出“入托率”的：甲市《甲市规划》、乙市《乙市规划》（征求意见稿）；列出的如下：",
        "投资最多的：甲楼（5亿元）、乙楼（3亿元）（按所列“总投资”排出）",
    ],
)
def test_a_line_that_only_looks_like_a_winner_is_shown_as_it_stands(line: str) -> None:
    head = reply_of(Answer("问", False, None, line, (), (cited(1, "甲市"),))).blocks[0]
    assert isinstance(head, Headline)
    assert plain(head.text) == line
