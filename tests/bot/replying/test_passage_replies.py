"""Passages in replies: what answers of a sentence, nothing twice, lists without their marks."""

import pytest

from bot.models import Answer, Citation
from bot.replying.asked import LONG, asked_of
from bot.replying.blocks import Block, Headline, Quotation, Reply, Rows, plain
from bot.replying.composing import reply_of
from bot.replying.runs import clauses, shortened, without_leading
from prompts import say

CHAIN = (
    "健全精神卫生服务体系，规范开展患者随访管理、危险性评估和康复训练等服务，动员社区组织、患者家属参与；"
    "到2027年，每10万居民配有康复医师3名/10万人，社区护士至少7.5名/10万人；建立部门协作的工作机制，"
    "定期通报情况（每季度一次，由市里统一安排），把各项措施落到实处。"
)


def cited(n: int, quote: str, title: str = "甲市规划", **more: object) -> Citation:
    return Citation(
        n, title, title.removesuffix("规划"), "final", f"{title}.txt", "一 > （二）医疗", None, quote, n, n + 9, **more
    )  # type: ignore[arg-type]


def quoting(question: str, *quotes: str, refused: bool = False) -> Answer:
    lines = [
        say("answer.quote", region="甲市", quote=quote, plan="《甲市规划》", n=n) for n, quote in enumerate(quotes, 1)
    ]
    cites = tuple(cited(n, quote) for n, quote in enumerate(quotes, 1))
    return Answer(question, refused, None, "\n".join(lines), citations=cites)


def first(reply: Reply) -> Block:
    return reply.blocks[0]


def test_of_a_chain_the_clause_that_answers_is_shown_with_its_figure_strong() -> None:
    reply = reply_of(quoting("甲市精神科医师每十万人配多少名？", CHAIN))
    head = first(reply)
    assert isinstance(head, Headline)
    told = plain(head.text)
    assert "康复医师3名/10万人" in told
    assert "到2027年" in told
    assert "定期通报" not in told
    assert "3名/10万人" in next(run.text for run in head.text if run.strong)
    (sources,) = (block for block in reply.blocks if isinstance(block, Quotation))
    assert plain(sources.sources[0].quote) == CHAIN


def test_what_is_shown_is_verbatim_but_for_what_is_left_out() -> None:
    told = asked_of("医师多少名").told(CHAIN)
    assert all(part in CHAIN for part in told.split("……"))
    assert len(told) < len(CHAIN)


def test_no_sentence_stands_twice() -> None:
    reply = reply_of(quoting("甲市每年巡诊多少场？", "每年巡诊不少于12场。"))
    (sources,) = (block for block in reply.blocks if isinstance(block, Quotation))
    assert sources.sources[0].quote == ()
    assert sources.sources[0].place == "医疗"
    assert sum("巡诊" in plain(text) for text in (first(reply).text,)) == 1  # type: ignore[union-attr]


def test_the_title_of_a_plan_stands_once() -> None:
    reply = reply_of(quoting("有哪些措施？", "建设甲中心。", "建设乙中心。"))
    (sources,) = (block for block in reply.blocks if isinstance(block, Quotation))
    assert [source.title for source in sources.sources] == ["《甲市规划》", ""]


def test_which_document_is_answered_by_its_title() -> None:
    head = first(reply_of(quoting("哪份规划提到巡诊？", "每年巡诊不少于12场。")))
    assert isinstance(head, Headline)
    assert head.text[0].text == "《甲市规划》"
    assert head.text[0].strong


def test_both_of_two_figures_that_are_asked_for_are_kept() -> None:
    sentence = (
        "到2027年底，约20%的甲类站点符合示范要求，约70%的甲类站点符合合格要求，"
        "另在各区试行夜间开放、预约登记和跨区互认，所需经费按现行渠道解决，并逐年公布运行情况和群众评价结果。"
    )
    told = asked_of("多大比例的甲类站点符合示范要求？合格要求呢").told(sentence)
    assert "约20%" in told
    assert "约70%" in told


def test_items_are_numbered_by_the_list_and_not_by_their_marks() -> None:
    marked = ["（一）坚持统筹。", "2. 坚持公平。", "三是坚持创新。", "- 8.坚持共享。"]
    lines = [say("list.head", region="甲市", heading="基本原则", count=4, plan="《甲市规划》")]
    lines += [say("list.item", item=item, n=n) for n, item in enumerate(marked, 1)]
    cites = tuple(cited(n, item) for n, item in enumerate(marked, 1))
    rows = first(reply_of(Answer("甲市有哪些基本原则？", False, None, "\n".join(lines), citations=cites)))
    assert isinstance(rows, Rows)
    assert rows.ordered
    assert [plain(row.text) for row in rows.rows] == [
        "坚持统筹。[1]",
        "坚持公平。[2]",
        "坚持创新。[3]",
        "坚持共享。[4]",
    ]


def test_a_table_row_is_shown_under_its_heads() -> None:
    cells = (("序号", "4"), ("项目名称", "甲楼"), ("建设内容", "床位 420 张"))
    one = Citation(1, "甲市规划", "甲市", "final", "甲.txt", "一", "项目表", "4 甲楼 床位 420 张", 0, 9, cells=cells)
    text = say("answer.quote", region="甲市", quote="4 甲楼 床位 420 张", plan="《甲市规划》", n=1)
    head = first(reply_of(Answer("甲楼建成什么？", False, None, text, citations=(one,))))
    assert isinstance(head, Headline)
    assert plain(head.text) == "甲市：项目名称：甲楼；建设内容：床位 420 张[1]"


@pytest.mark.parametrize(
    ("item", "bare"),
    [
        ("一级医院全覆盖", "一级医院全覆盖"),
        ("2025年建成", "2025年建成"),
        ("①建成", "建成"),
        ("——建成", "建成"),
        ("3.5亿元", "3.5亿元"),
    ],
)
def test_only_marks_are_taken_off(item: str, bare: str) -> None:
    assert without_leading(item) == bare


def test_clauses_end_at_no_comma_within_brackets_or_figures() -> None:
    text = "建成（一、甲，乙）中心，投入1,250万元；“甲，乙”并举。"
    assert clauses(text) == ["建成（一、甲，乙）中心，", "投入1,250万元；", "“甲，乙”并举。"]
    assert "".join(clauses("，，甲（乙")) == "，，甲（乙"


def test_what_is_long_ends_between_clauses() -> None:
    assert shortened("建成甲中心，" * 9, 20) == "建成甲中心，" * 2 + "建成甲中心……"
    assert shortened("甲" * 30, 10) == "甲" * 10 + "……"
    assert len(asked_of("怎么办").told("甲" * 5000)) <= max(LONG, 5000)
