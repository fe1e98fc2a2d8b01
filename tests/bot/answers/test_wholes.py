"""What a place's text says of the whole that it lies in, what a plan comes to in all, what a project's row holds, and claims held to
signs, offices, sites and each of their parts. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

ONE = """雾岭县卫生健康发展“十四五”规划

雾岭县人民政府
2021年10月
规划期限为2021年至2025年。

一、发展基础
2020年，每千人口医疗卫生机构床位数为5.32张，比全省平均水平5.92张少0.6张。人均预期寿命达到77.2岁，全省平均为77.8岁。
全县60周岁及以上老年人口8.64万人，占总人口的19.3%。全县共有医院14个（公立医院5个、民营医院9个），医院床位1480张。人口自然增长率为-3.7‰。
2017年成功创建省级卫生县城。县中医院为二级甲等医院。
二、主要目标
表1 主要指标
序号	指标	单位	2020年	2025年	属性
健康水平
1	人均预期寿命	岁	77.2	78.5	预期性
健康服务
2	每千人口医疗卫生机构床位数	张	5.32	6.45	预期性
3	学生体质健康达标优良率	%	33.8	≥50	预期性
4	每千人口拥有注册护士数	人	2.93	3.43	预期性
注：市办指市及所属乡镇举办。
三、主要任务
（一）健全服务体系
推进医养结合。二级以上医院设老年医学科。建设安宁疗护床位40张。支持养老机构与卫生院签约。
建立由县政府分管副县长任召集人的联席会议制度。
困难家庭适老化改造累计完成386户，每户补助不超过4000元。
原址改扩建县第三人民医院，新增建筑面积4万平方米，项目总投资2.87亿元。
新建精神卫生实验楼，建筑面积约8829平方米，设3个实验室。
由行业协会牵头，定期组织演练实施交流会。
规范管理率由2020年的54.2%提高到80%，新建、改建中心村卫生室96处。
专栏1 重点项目
1.县疾控中心迁建项目：选址城东新区，占地22亩，总投资6200万元，由县住建局与县疾控中心共同建设，2024年建成。
2.县医院康复楼：建筑面积6500平方米，床位150张，总投资3400万元，分两期建设，一期2023年8月投入使用，二期2025年完工。
专栏2 健康行动
护肝行动：为乡镇居民免费筛查肝病。
银龄健康行动：每年为老年人体检一次。
四、保障措施
“十四五”期间全县卫生健康重点项目规划总投资14.2亿元，由县财政局统筹。
"""
OTHER = """渡口县教育事业发展“十四五”规划

渡口县人民政府
2021年11月
规划期限为2021年至2025年。

一、主要任务
（一）扩大资源
新建公办幼儿园11所。
专栏1 重点工程
1.县第三幼儿园：设12个班，投资2460万元，2022年开工。
2.县第二中学扩建：新增学位600个，投资3850万元，2023年建成。
二、保障措施
“十四五”期间全县教育项目规划总投资8.46亿元，其中争取上级资金5.2亿元。
"""
# Without issuer, number and date.
UNMARKED = """岚山县体育发展“十四五”规划

规划期限为2021年至2025年。

一、主要任务
建设健身步道。
"""
DRAFT = """白石县体育发展“十四五”规划（征求意见稿）

白石县文化广电旅游体育局
2021年9月

一、主要任务
建设社区球场。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"wuling.txt": ONE, "dukou.txt": OTHER})


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        # The whole above a place, in the running text.
        ("雾岭每千人口床位2020年比全省平均低多少", "少0.6张"),
        ("雾岭2020年人均预期寿命比全省低多少", "相差 0.6岁"),
        ("雾岭2020年每千人口床位低于全省平均，对吧", "是。"),
        # A name said with a word less than the table has.
        ("雾岭学生体质健康优良率2025年比2020年要提高几个百分点", "16.2个百分点"),
        # What a plan comes to.
        ("雾岭卫生健康项目总投资多少", "14.2亿元"),
        ("雾岭卫生和渡口教育项目总投资各是多少，哪个大", "雾岭县 14.2亿元 > 渡口县 8.46亿元"),
        # What the row of a project holds besides its columns.
        ("雾岭疾控中心迁建由谁来建", "县住建局"),
        ("雾岭县医院康复楼一期什么时候投用", "2023年8月"),
        # A figure for each, in a sentence that names the matter first.
        ("雾岭适老化改造每户最多补多少", "4000元"),
        # How it rose since the year before the plan does not date what is planned.
        ("雾岭计划新建改建多少处中心村卫生室", "96处"),
        ("雾岭市办啥意思", "市及所属乡镇举办"),
        ("雾岭专栏2都列了哪些行动", "银龄健康行动"),
        ("雾岭医养结合打算咋弄", "安宁疗护床位40张"),
        # Where the asker is, is no place that is asked.
        ("雾岭2025年床位目标多少，我们辽宁也在编规划", "6.45"),
        ("雾岭公立医院有5个、民营9个，对吗", "是。"),
        ("雾岭60岁以上老年人有多少", "8.64万人"),
        ("雾岭三院改扩建花多少钱", "2.87亿元"),
        ("雾岭实验楼面积", "8829平方米"),
        ("雾岭学生体质健康达标优良率比2020年提高多少", "至少增加 16.2个百分点"),
        ("雾岭2025年人均预期寿命目标、渡口县第三幼儿园投资", "2460万元"),
    ],
)
def test_what_is_stated_is_answered(assistant: Assistant, question: str, stated: str):
    answer = assistant.ask(question)

    assert not answer.refused, answer.text
    assert stated in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "雾岭2020年每千人口床位已经高于全省平均了，是吧",
        "雾岭公立医院有9个、民营5个，对吗",
        "雾岭人口自然增长率是3.7‰，是不是",
        "雾岭2017年就创成了国家卫生县城，对吗",
        "雾岭联席会议召集人是县长，没错吧",
        "雾岭疾控中心迁到东山街道，是不是",
        "雾岭把人均预期寿命定成约束性指标了，没错吧",
        "雾岭公立医院有多少张床位",
        "雾岭80岁以上老年人有多少",
        "雾岭由谁牵头组织实施规划",
        "雾岭二院改扩建花多少钱",
        "雾岭人均预期寿命比2015年提高了多少",
        "雾岭护士数比2015年增加多少",
        "雾岭县疾控中心迁建项目建筑面积多少",
        "辽宁床位目标多少",
        "雾岭HPV疫苗接种率2025年要到多少",
    ],
)
def test_what_is_not_so_or_not_there_is_never_given(assistant: Assistant, question: str):
    answer = assistant.ask(question)

    assert answer.refused, answer.text


def test_groups_of_a_table_without_numbers_lose_no_row(assistant: Assistant):
    assert "78.5" in assistant.ask("雾岭人均预期寿命2025年目标").text
    assert "6.45" in assistant.ask("雾岭每千人口床位2025年目标").text


@pytest.mark.parametrize(
    ("history", "question", "stated"),
    [
        (["雾岭县医院康复楼投资多少"], "床位几张", "150张"),
        (["雾岭县医院康复楼投资多少"], "那建筑面积呢", "6500平方米"),
        (["雾岭疾控中心迁建谁来建"], "多少投资呢", "6200万元"),
    ],
)
def test_a_word_after_a_project_asks_for_what_its_row_holds(
    assistant: Assistant, history: list[str], question: str, stated: str
):
    assert stated in assistant.ask(question, history).text


def test_drafts_are_told_from_the_rest_and_no_document_is_called_final_that_nothing_dates(tmp_path_factory):
    documents = {"one.txt": ONE, "unmarked.txt": UNMARKED, "draft.txt": DRAFT}
    assistant = assistant_over(tmp_path_factory, documents)

    drafts = assistant.ask("哪些是征求意见稿").text
    unmarked = assistant.ask("岚山规划是正式印发的吗").text

    assert "白石县" in drafts
    assert "雾岭县" not in drafts
    assert "岚山县" not in drafts
    assert "文中没有征求意见或草案的标注" in unmarked
    assert "正式印发或公布" not in unmarked
