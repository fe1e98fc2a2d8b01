"""When something is done is told by the sentence that dates that very deed; made-up documents."""

import pytest
from written_plans import assistant_over

from bot.answers.dating import deed_dated
from bot.assistant import Assistant

GUTIAN = """谷田市人民政府办公室关于加强养老机构等级评定工作的意见

谷田市人民政府办公室

谷府办〔2022〕17号

一、总体要求

2022年，在全市启动养老机构等级评定工作，初步建立评定标准体系。到2025年，基本建立较为完善的养老机构等级评定制度。

二、工作安排

2022年3月底前，市民政局建立养老机构等级评定信息系统。2022年6月底前，各县区建立评定专家库，与信息系统互联互通。各养老机构对照评定标准，在2022年9月底前，完成自评，将上一年度运营数据上传系统。各县区于2022年11月底前完成对辖区内养老机构的初评，结果报市民政局。2022年12月底前完成第一次全市养老机构等级评定。自2023年1月起，公办养老机构全部纳入满意度调查平台。

市福利院康养楼2021年开工，设床位320张。市老年大学新校区2024年投入使用。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"gutian.txt": GUTIAN})


@pytest.mark.parametrize(
    ("question", "part", "without"),
    [
        ("谷田第一次全市养老机构等级评定什么时候前完成", "2022年12月底前完成第一次", "2022年9月底前"),
        ("谷田各县区几月底前完成初评", "2022年11月底前完成", "2022年9月底前"),
        ("各养老机构哪个月要完成自评", "2022年9月底前", "2022年11月底前"),
        ("评定信息系统什么时候建立", "2022年3月底前", "2022年12月"),
        ("各县区何时建立专家库", "2022年6月底前", "2022年3月底前"),
        ("公办养老机构哪天起纳入满意度调查平台", "自2023年1月起", "2022年12月"),
        ("谷田市老年大学新校区啥时候投用", "2024年投入使用", "2021年"),
        ("谷田市福利院康养楼哪年开工", "2021年开工", "2024年"),
        ("谷田等级评定的意见是第几号", "谷府办〔2022〕17号", "2022年12月"),
    ],
)
def test_the_deed_asked_for_is_dated(assistant: Assistant, question: str, part: str, without: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert part in answer.text
    assert without not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "谷田市福利院康养楼什么时候建成",
        "谷田市老年大学新校区哪年开工",
        "谷田民办养老机构什么时候纳入满意度调查平台",
        "谷田市博物馆新馆哪年投用",
    ],
)
def test_another_deed_or_another_thing_does_not_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


@pytest.mark.parametrize(
    ("plain", "deed"),
    [
        ("考核什么时候前完成", "完成"),
        ("平台哪年纳入监管范围", "纳入"),
        ("新院区建成是哪一年", "建成"),
        ("床位目标多少", ""),
        ("什么时候的数据", ""),
    ],
)
def test_the_deed_stands_beside_the_words_that_ask_when(plain: str, deed: str) -> None:
    assert deed_dated(plain) == deed
