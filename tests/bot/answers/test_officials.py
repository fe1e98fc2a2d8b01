"""What officials ask of several documents: a place beside its city, heads beside rates, projects side by side, what a document says
of itself, and which document says something. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

CITY = """榆川市“十五五”托育养老服务规划

榆政发〔2026〕12号
榆川市人民政府
2026年4月20日
各县人民政府：《榆川市“十五五”托育养老服务规划》已经市政府第38次常务会议审议通过，现印发给你们，请认真执行。
本规划期为2026年至2030年，远景展望到2035年。

一、发展基础
2025年底，全市注册护士5100人，坪石县护理型床位达到61.5%。
二、发展目标
表1 主要指标
序号	指标	单位	2025年	2028年	2030年	属性
1	每千人口注册护士数	人	3.40	3.80	4.20	预期性
2	每千人口拥有3岁以下婴幼儿托位数	个	3.9	4.5	5.0	约束性
三、重点任务
五年招聘护士900名。建设3家县域照护中心。推广时间银行互助养老。
四、重点项目
表2 项目表
序号	项目名称	建设内容	总投资（万元）	建设年限	责任单位
1	榆川市人民医院东院区	新建门诊楼	52000	2026—2028年	市卫生健康委
"""

COUNTY = """坪石县“十五五”托育养老服务规划

坪石县民政局
2026年6月
依据《榆川市“十五五”托育养老服务规划》编制。规划期限为2026年至2030年。

一、现状
2025年，每千人口注册护士数达到2.90人。养老床位860张。
二、目标
表1 指标
序号	指标	单位	2025年	2030年	全市2030年目标	属性
1	每千人口注册护士数	人	2.90	3.60	4.20	约束性
2	老年人健康管理率	%	62.0	75.0	72.0	预期性
3	每千人口拥有3岁以下婴幼儿托位数	个	4.2	5.5	5.0	预期性
三、任务
新增养老床位200张，培训护理员120名。
四、项目
表2 项目
序号	项目	建设内容	总投资（万元）	建设年限	责任单位
1	坪石县人民医院二期	改扩建住院楼	9800	2027—2028年	县卫生健康局
2	三个县域照护中心	改造用房	1200	2026年	县民政局
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"yuchuan.txt": CITY, "pingshi.txt": COUNTY})


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        # A place and its city, from both plans or from a column of its own.
        ("坪石县和全市比，2025年每千人口注册护士各是多少", ("2.90", "3.40", "相差 0.5人")),
        ("坪石2025年每千人口注册护士比全市平均低了多少呀", ("2.90", "3.40", "相差 0.5人")),
        ("2025年每千人口3岁以下托位，坪石是不是比全市还高", ("是。", "4.2", "3.9", "相差 0.3个")),
        ("坪石老年人健康管理率2030年目标比全市高多少", ("75.0", "72.0", "相差 3个百分点")),
        ("坪石2025年每千人口注册护士跟全省比高还是低", ("2.90", "未列出该指标或该项数值：全省")),
        # Heads and pieces, from the running text.
        ("榆川2025年有多少注册护士", ("5100人",)),
        ("榆川要招多少护士", ("招聘护士900名",)),
        ("坪石有多少注册护士", ("没有找到注册护士的总数", "2.90")),
        ("坪石有多少张养老床位", ("860张",)),
        # Projects named in two places.
        (
            "坪石县人民医院二期跟榆川市人民医院东院区，哪个砸的钱多？各多少",
            ("9800", "52000", "投资更多的：榆川市人民医院东院区"),
        ),
        (
            "坪石县人民医院二期工程和榆川市人民医院东院区，谁投资大，差多少",
            ("投资更多的：榆川市人民医院东院区", "相差 42200万元"),
        ),
        ("坪石人民医院二期得花多少银子", ("9800",)),
        # What a document says of itself.
        ("榆川的规划什么时候到期", ("规划期为2026年至2030年",)),
        ("榆川规划管哪几年", ("规划期为2026年至2030年",)),
        ("坪石那份规划几几年到几几年的", ("规划期限为2026年至2030年",)),
        ("榆川规划最远看到哪年", ("展望到2035年",)),
        ("榆川规划第几次常务会过的", ("第38次常务会议",)),
        ("榆川规划几号文", ("榆政发〔2026〕12号",)),
        ("坪石规划谁印的", ("坪石县民政局",)),
        # Which document.
        ("指标表里带2028年的是哪份规划", ("榆川市", "指标表没有这一列的：坪石县")),
        ("哪份规划表里没有2028年", ("指标表没有这一列的：坪石县",)),
        ("推广时间银行，这话出自哪家的规划呀，急着要", ("时间银行",)),
        ("坪石县护理型床位61.5%这个数是哪个文件里的？跟我手上的对不上", ("榆川市：", "61.5%")),
        ("说要建3家县域照护中心的是哪几份规划", ("榆川市：", "坪石县：")),
        ("哪份规划没写时间银行", ("没有找到“时间银行”的：坪石县",)),
        ("哪几份把每千人口注册护士数列为约束性", ("坪石县 每千人口注册护士数", "榆川市（预期性）")),
    ],
)
def test_what_is_stated_is_answered(assistant: Assistant, question: str, stated: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    for text in stated:
        assert text in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "坪石规划展望到哪年",
        "坪石规划是几号文",
        "坪石规划是哪次会议通过的",
        "榆川规划什么时候实施",
        "榆川规划征求意见到哪天",
        "榆川规划谁作的报告",
        "坪石2030年有多少张养老床位",
        "坪石要招多少护士",
        "哪份规划没提长者饭堂",
    ],
)
def test_what_is_not_stated_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text
    assert answer.text.startswith("没有依据")


def test_a_city_is_no_other_place_than_itself(assistant: Assistant) -> None:
    answer = assistant.ask("榆川市2025年全市每千人口注册护士多少")
    assert "3.40" in answer.text
    assert "坪石" not in answer.text


def test_an_age_in_a_name_is_no_figure_that_is_claimed(assistant: Assistant) -> None:
    assert not assistant.understood("2025年每千人口3岁以下托位，坪石是不是比全市还高").quantities
    assert assistant.understood("坪石人均预期寿命是80岁以上对吗").quantities
