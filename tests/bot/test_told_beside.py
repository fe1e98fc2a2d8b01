"""What is told beside an ask, and what a document says of one thing in several places. The plan is made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """芦汀县“十四五”卫生健康规划

芦汀县人民政府
2021年12月
规划期限为2021年至2025年。

一、现状
2021年至2023年，卫生监督部门查处案件86宗，罚没款42万元。
二、目标
到2025年，每千人口拥有3岁以下婴幼儿托位数达到4.8个。
表1 主要指标
序号	指标	单位	2020年	2025年	属性
1	每千人口拥有3岁以下婴幼儿托位数	个	1.2	4.5	预期性
2	每千人口注册护士数	人	2.4	3.1	预期性
三、任务
把预防接种门诊搬进滨河公园，建成柳荫、石桥、东埠三个分中心。
五年改造村卫生室96间，其中公有产权60间。
建设芦汀县康宁医院，总投资1.2亿元。
乡镇卫生院全部开通远程门诊，其中6家设了夜间窗口。
四、项目
表2 重点项目
序号	项目名称	建设内容	总投资（万元）	建设年限	责任单位
1	芦汀县康宁医院	新建住院楼	11000	2022—2024年	县卫生健康局
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"luting.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("芦汀把打疫苗的地方挪进公园里，这主意真新鲜，我想抄进讲话稿。他们建了哪几个分中心", "柳荫、石桥、东埠"),
        ("下礼拜监督条线开大会，局长想要个外县的例子撑场面，芦汀那几年查处了多少案件", "86宗"),
        ("民办医疗那一页要配个案例，芦汀康宁医院那个项目，投了多少钱", "11000"),
    ],
)
def test_a_story_around_the_question_hides_no_answer(assistant: Assistant, question: str, stated: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert stated in answer.text


@pytest.mark.parametrize(
    "question",
    ["芦汀把打疫苗的地方挪进公园里，这主意真新鲜。他们建了哪几个方舱", "局长想要个例子撑场面，芦汀查处了多少醉驾"],
)
def test_a_story_around_the_question_proves_nothing(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("芦汀25年托位数正文和表格怎么对不上，各是多少", ("4.8", "4.5")),
        ("芦汀康宁医院投资，前后说法一致吗", ("1.2亿元", "11000")),
        ("芦汀托位数目标，正文写多少、表1写多少", ("4.8", "4.5")),
        ("芦汀注册护士25年目标正文和表里有出入吗", ("3.1",)),
    ],
)
def test_every_statement_is_shown_where_they_are_set_against_each_other(
    assistant: Assistant, question: str, stated: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    cited = answer.text + "".join(citation.quote for citation in answer.citations)
    assert all(figure in cited for figure in stated), answer.text


def test_statements_of_what_no_document_speaks_of_are_refused(assistant: Assistant) -> None:
    assert assistant.ask("芦汀高铁站投资，正文和表格对不上，各是多少").refused


@pytest.mark.parametrize("question", ["芦汀乡镇卫生院有几家", "芦汀有多少乡镇卫生院"])
def test_a_part_counts_no_whole(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


def test_the_part_itself_is_told(assistant: Assistant) -> None:
    assert "其中6家" in assistant.ask("芦汀乡镇卫生院有几家设了夜间窗口").text


@pytest.mark.parametrize(("question", "stated"), [("芦汀 改造", "96间"), ("芦汀查处", "86宗"), ("芦汀 86", "86宗")])
def test_a_bare_word_or_figure_is_the_matter(assistant: Assistant, question: str, stated: str) -> None:
    assert stated in assistant.ask(question).text


@pytest.mark.parametrize("question", ["芦汀 120", "芦汀 撤并"])
def test_a_bare_word_or_figure_that_stands_nowhere_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
