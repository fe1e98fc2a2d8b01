"""Answers from running text: lists over sections, claims over two sentences, who does it, pieces and shares, refusals."""

import pytest

from bot.assistant import Assistant
from bot.library import Library
from corpus.language.text import fold

PLAN = """青峪县人民政府关于印发青峪县卫生健康发展“十四五”规划的通知

青政发〔2022〕9号

青峪县人民政府
2022年4月6日

青峪县卫生健康发展“十四五”规划

一、总体要求

（一）基本原则

坚持群众为先、服务下沉。把方便看病作为出发点，各项资源向乡村倾斜。

坚持防治并重、平急结合。完善监测预警，储备充足物资，随时能够应对。

坚持改革引路、协同推进。理顺医院与乡镇之间的关系，形成合力。

（二）现状

全县获得省级临床重点专科2个，县级临床重点专科5个，县级中医专科3个。已消除危旧卫生站36个，危旧卫生站占比降到2%。

二、主要任务

（一）建设医疗次中心。在灰桥镇建设医疗次中心，新增床位85张。组建专科联盟11个，覆盖全部乡镇。远程会诊平台由县人民医院牵头建设，县中医院参与。

（二）打造特色产业。专科建设紧贴水产加工、电子元件、家居制造三大产业，服务务工群众。

三、保障措施

加强评估。2023年底开展中期评估，及时纠正偏差。2025年底开展终期评估，总结经验做法。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    from retrieval.index import update_index

    folder = tmp_path_factory.mktemp("passages")
    (folder / "qingyu.txt").write_text(PLAN, "utf-8")
    data_dir = tmp_path_factory.mktemp("passages-data")
    update_index(data_dir, [folder / "qingyu.txt"])
    return Assistant(Library(data_dir))


@pytest.mark.parametrize("question", ["青峪的基本原则有哪几条？", "青峪基本原则", "青峪县基本原则是什么"])
def test_a_list_over_a_section_comes_whole_and_in_order(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [citation.quote for citation in answer.citations] == [
        "坚持群众为先、服务下沉。",
        "坚持防治并重、平急结合。",
        "坚持改革引路、协同推进。",
        "（一）基本原则",  # the heading, behind the items
    ]
    assert "共3条" in answer.text


def test_sub_headings_are_a_list_too(assistant: Assistant) -> None:
    answer = assistant.ask("青峪县主要任务有哪些？")
    *quotes, heading = [citation.quote for citation in answer.citations]
    assert heading == "二、主要任务"
    assert [quote for quote in quotes if quote.startswith("（")] == ["（一）建设医疗次中心。", "（二）打造特色产业。"]
    assert quotes[1].startswith("在灰桥镇建设医疗次中心")


def test_a_section_that_lists_another_number_is_no_answer(assistant: Assistant) -> None:
    assert assistant.ask("青峪的五条基本原则是哪五条？").refused


def test_a_claim_over_two_sentences_is_cited_with_both(assistant: Assistant) -> None:
    answer = assistant.ask("哪份规划安排2023年底中期评估、2025年底终期评估？")
    assert [citation.quote[:5] for citation in answer.citations] == ["2023年", "2025年"]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("青峪消除了多少个危旧卫生站？", "36个"),
        ("青峪灰桥镇医疗次中心新增床位多少张？", "85张"),
        ("青峪远程会诊平台由哪家医院牵头？", "县人民医院牵头"),
        ("青峪专科对接哪三大产业？", "水产加工、电子元件、家居制造"),
    ],
)
def test_what_a_sentence_states_is_answered(assistant: Assistant, question: str, shown: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert fold(shown) in fold(answer.text)


@pytest.mark.parametrize(
    "question",
    [
        "青峪11个专科联盟分别由哪家医院牵头？",  # who leads them is not said
        "青峪那3个县级中医专科是哪3个？",  # they are counted, not named
    ],
)
def test_what_is_counted_but_not_said_is_refused_with_what_is_nearest(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert answer.reason == "unsupported"
    assert "不是所问的答案" in answer.text
    assert answer.citations


def test_a_refusal_names_only_what_is_unmet(assistant: Assistant) -> None:
    answer = assistant.ask("青峪医疗次中心有多少台直线加速器？")
    assert answer.refused
    first = answer.text.splitlines()[0]
    assert "直线加速器" in first or "加速器" in first
    assert "医疗次中心" not in first


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("青峪组建专科联盟15个，对吗？", "false_premise"),  # 11 are stated
        ("青峪远程会诊平台的施工单位是哪家？", "unsupported"),
        ("青峪灰桥镇医疗次中心新增床位85间，对吗？", "false_premise"),  # 85张
        ("请问澜川市规划的基本原则有哪些？", "no_plan"),
    ],
)
def test_a_false_premise_and_a_strange_place_are_refused(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert (answer.refused, answer.reason) == (True, reason), answer.text


def test_a_stated_figure_is_confirmed_and_a_document_number_said(assistant: Assistant) -> None:
    assert "11个" in assistant.ask("青峪组建专科联盟11个，对吗？").text
    assert "三大产业" in assistant.ask("青峪专科建设对接3大产业，对吗？").text
    assert "青政发〔2022〕9号" in assistant.ask("青峪规划的文号是多少？").text
