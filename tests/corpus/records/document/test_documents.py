"""Official documents of every kind are taken in under their title and region; only what is no document is refused."""

import pytest
from plan_files import web_page

from corpus.loader import load_plan
from corpus.models import Plan, Status

BODY = """
一、总体要求

各级各部门要加强组织领导，认真落实各项任务。

二、工作安排

到2027年，建成服务点40个。
"""


def document(folder, head: str, name: str = "a.txt", body: str = BODY) -> Plan:
    path = folder / name
    path.write_text(head + body, "utf-8")
    return load_plan(path)


@pytest.mark.parametrize(
    ("head", "title", "region"),
    [
        # Plans and outlines of every level; the title on several lines.
        ("云岭省国民经济和社会发展\n第十五个五年规划和\n二〇三五年远景目标\n纲要\n", "云岭省国民经济和社会发展第十五个五年规划和二〇三五年远景目标纲要", "云岭省"),
        ("云岭市国民经济和社会发展第十四个五年规划\n和二〇三五年远景目标纲要\n2021年1月28日云岭市第六届人民代表大会\n第七次会议批准\n", "云岭市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "云岭市"),
        ("中华人民共和国国民经济和社会发展第十五个五年规划纲要\n", "中华人民共和国国民经济和社会发展第十五个五年规划纲要", "全国"),
        ("自然资源部\n\n全国湿地修复规划（2026—2035年）\n", "全国湿地修复规划（2026—2035年）", "全国"),
        ("云岭市教育局2026年工作要点\n", "云岭市教育局2026年工作要点", "云岭市"),
        ("云岭市卫生健康“十五五”规划（节选）\n", "云岭市卫生健康“十五五”规划", "云岭市"),
        ("浙江托育服务高质量发展实施方案\n", "浙江托育服务高质量发展实施方案", "浙江省"),
        ("“十五五”云岭市养老服务规划\n", "“十五五”云岭市养老服务规划", "云岭市"),
        # Opinions, measures, decisions, notices.
        ("国务院办公厅关于加强\n村级养老工作的意见\n国办发〔2026〕9号\n", "国务院办公厅关于加强村级养老工作的意见", "全国"),
        ("云岭市人民政府办公室\n关于加快托育服务发展的实施意见\n云府办〔2025〕8号\n", "关于加快托育服务发展的实施意见", "云岭市"),
        ("云岭市人民政府关于加快数字医院建设的若干措施\n", "云岭市人民政府关于加快数字医院建设的若干措施", "云岭市"),
        ("云岭市人民政府令\n（第12号）\n市长 沈一\n2025年6月1日\n云岭市停车场管理办法（试行）\n", "云岭市停车场管理办法（试行）", "云岭市"),
        ("中共云岭市委关于制定国民经济和社会发展第十五个五年规划的建议\n", "中共云岭市委关于制定国民经济和社会发展第十五个五年规划的建议", "云岭市"),
        ("云岭市民政局 云岭市财政局\n关于做好高龄补贴发放工作的通知\n", "关于做好高龄补贴发放工作的通知", "云岭市"),
        ("国务院关于印发国家急救体系\n建设方案的通知\n国发〔2026〕3号\n各省、自治区、直辖市人民政府：\n", "国家急救体系建设方案", "全国"),
        ("云岭市人民政府办公室关于印发云岭市\n无烟城市建设三年行动方案（2025—2027年）的通知\n", "云岭市无烟城市建设三年行动方案（2025—2027年）", "云岭市"),
        ("附件：\n县域急救能力提升行动计划\n（此件公开发布）\n国家卫生健康委\n2026年2月1日\n", "县域急救能力提升行动计划", "全国"),
        # Bulletins and reports.
        ("2025年云岭市国民经济和社会发展统计公报\n云岭市统计局\n国家统计局云岭调查队\n2026年3月12日\n", "2025年云岭市国民经济和社会发展统计公报", "云岭市"),
        ("关于云岭市2025年国民经济和社会发展计划执行情况\n与2026年国民经济和社会发展计划草案的报告\n", "关于云岭市2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告", "云岭市"),
        ("关于2025年预算执行情况和2026年预算草案的报告\n——2026年1月9日在云岭市第七届人民代表大会第五次会议上\n云岭市财政局\n", "关于2025年预算执行情况和2026年预算草案的报告", "云岭市"),
        ("政府工作报告\n——2026年1月9日在云岭市第七届人民代表大会第五次会议上\n云岭市市长 沈一\n", "2026年云岭市政府工作报告", "云岭市"),
        ("政府工作报告\n（2026年1月9日在市第七届人民代表大会第五次会议上）\n云岭市人民政府市长 沈一\n", "2026年云岭市政府工作报告", "云岭市"),
        ("首页\n>\n政务\n2026年云岭市政府工作报告\n政府工作报告\n", "2026年云岭市政府工作报告", "云岭市"),
        ("云岭市人民政府办公室\n关于印发云岭市养老服务三年行动计划\n（2023—2025年）的通知\n各县（区）人民政府：\n", "云岭市养老服务三年行动计划（2023—2025年）", "云岭市"),
        ("文件名称\n云岭市2025年政府工作报告\n文号\n成文日期：\n2025年04月15日\n2025年3月21日在云岭市第十九届\n人民代表大会第四次会议上\n", "云岭市2025年政府工作报告", "云岭市"),
        ("“健康中国2035”规划纲要\n", "“健康中国2035”规划纲要", "全国"),
        ("云岭市国土空间总体规划（2021-2035年）\n（草案公示版）\n", "云岭市国土空间总体规划（2021-2035年）", "云岭市"),
        # No name of a kind, but a document by its headings; and one that names no place.
        ("云岭大桥维修有关事项的答复口径\n", "云岭大桥维修有关事项的答复口径", "云岭大桥维修有关事项的答复口径"),
        ("公共停车服务规范\n", "公共停车服务规范", "公共停车服务规范"),
    ],
)  # fmt: skip
def test_titles_and_regions(tmp_path, head, title, region):
    body = BODY.replace("各级各部门", "云岭市人民政府各部门") if "云岭市" in head else BODY
    metadata = document(tmp_path, head, body=body).metadata
    assert (metadata.title, metadata.region) == (title, region)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.txt", "各位代表：现在，我代表云岭市人民政府，向大会报告工作。"),
        ("云岭市2026年政府工作报告.txt", "各位代表：现在，我代表市人民政府，向大会报告工作。"),
    ],
)
def test_a_report_whose_cover_names_no_place(tmp_path, name, says):
    body = f"\n{says}\n{BODY}\n云岭市人民政府将加强落实。\n"
    metadata = document(tmp_path, "政府工作报告\n2026年1月9日\n", name, body).metadata
    assert (metadata.title, metadata.region) == ("2026年云岭市政府工作报告", "云岭市")


def test_a_text_that_is_full_of_one_known_place(tmp_path):
    body = BODY + "\n湛江市要带头，湛江市各县跟进，湛江市医院参与，湛江市学校配合，茂名市可以借鉴。\n"
    assert document(tmp_path, "停车服务提升行动方案\n", body=body).metadata.region == "湛江市"


def test_a_page_whose_site_alone_names_the_place(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(web_page("停车服务提升行动方案", "湛江市人民政府门户网站", BODY), "utf-8")
    metadata = load_plan(path).metadata
    assert (metadata.title, metadata.region) == ("停车服务提升行动方案", "湛江市")


def test_the_box_of_a_page_gives_the_title(tmp_path):
    head = "索引号：0001/2026\n主题分类：卫生\\卫生\n发文字号：\n成文日期：\n标题：云岭市人民政府关于建设急救站的意见\n发布日期：2026-03-12\n"
    plan = document(tmp_path, head, body=f"{BODY}\n云岭市人民政府负责落实。\n")
    metadata = plan.metadata
    assert (metadata.title, metadata.region) == ("云岭市人民政府关于建设急救站的意见", "云岭市")
    assert (metadata.number, metadata.date) == ("", "2026-03-12")
    assert plan.quote(metadata.evidence["date"]) == "2026-03-12"
    assert plan.quote(metadata.evidence["title"]) == metadata.title
    assert not any("：" in passage.text for passage in plan.passages)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云岭市卫生健康“十五五”规划", "plan"),
        ("云岭市国民经济和社会发展第十五个五年规划纲要", "outline"),
        ("云岭市无烟城市建设三年行动方案（2025—2027年）", "action_plan"),
        ("云岭市教育局2026年工作要点", "action_plan"),
        ("云岭市政府工作报告", "work_report"),
        ("关于云岭市2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告", "execution_report"),
        ("云岭市2025年预算执行情况和2026年预算（草案）报告", "execution_report"),
        ("云岭市“十四五”卫生规划中期评估报告", "report"),
        ("云岭市教育局2025年工作总结和2026年工作打算", "report"),
        ("云岭市第七次人口普查公报（第二号）", "bulletin"),
        ("健康云岭行动（2019—2030年）", "action_plan"),
        ("云岭市防汛应急预案", "action_plan"),
        ("云岭市支持托育服务的若干政策", "measures"),
        ("2025年云岭市国民经济和社会发展统计公报", "bulletin"),
        ("云岭市人民政府关于建设急救站的意见", "opinion"),
        ("云岭市停车场管理办法（试行）", "measures"),
        ("云岭市人民政府关于修改停车规则的决定", "decision"),
        ("关于做好高龄补贴发放工作的通知", "notice"),
        ("云岭大桥维修有关事项的答复口径", "other"),
    ],
)  # fmt: skip
def test_kinds(tmp_path, title, kind):
    assert document(tmp_path, f"{title}\n云岭市人民政府\n").metadata.kind == kind


@pytest.mark.parametrize(
    ("head", "number", "quoted"),
    [
        ("云岭市人民政府文件\n云府〔2021〕3号\n云岭市停车场管理办法\n", "云府〔2021〕3号", "云府〔2021〕3号"),
        ("云岭市人民政府令\n第12号\n云岭市停车场管理办法\n", "云岭市人民政府令第12号", "云岭市人民政府令\n第12号"),
        ("云岭市人民政府令第12号\n云岭市停车场管理办法\n", "云岭市人民政府令第12号", "云岭市人民政府令第12号"),
        (
            "云岭市停车场管理办法\n（2011年12月1日云岭市人民政府令第12号公布，根据2019年3月1日云岭市人民政府令第31号修订）\n",
            "云岭市人民政府令第12号",
            "云岭市人民政府令第12号",
        ),
    ],
)
def test_numbers_of_papers_and_of_orders(tmp_path, head, number, quoted):
    plan = document(tmp_path, head)
    assert (plan.metadata.number, plan.metadata.issuer) == (number, "云岭市人民政府")
    assert plan.quote(plan.metadata.evidence["number"]) == quoted


def test_the_dates_of_rules(tmp_path):
    head = (
        "云岭市人民政府令\n（第12号）\n《云岭市停车场管理办法》已经2025年5月22日云岭市人民政府第61次常务会议审议通过，现予公布，"
        "自2025年8月1日起施行。\n市长 沈一\n2025年6月1日\n云岭市停车场管理办法\n"
    )
    plan = document(tmp_path, head)
    assert plan.metadata.date == "2025-06-01"
    assert {date.kind.value: (date.date, date.by) for date in plan.metadata.dates} == {
        "issued": ("2025-06-01", ""),
        "approved": ("2025-05-22", "云岭市人民政府第61次常务会议"),
        "effective": ("2025-08-01", ""),
    }
    assert [plan.quote(date.span)[:1] for date in plan.metadata.dates] == ["2", "经", "自"]


def test_the_congress_that_approved_an_outline(tmp_path):
    head = "云岭市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要\n2021年1月28日云岭市第六届\n人民代表大会第七次会议批准\n"
    (approved,) = document(tmp_path, head).metadata.dates
    assert (approved.kind, approved.date, approved.by) == (
        "approved",
        "2021-01-28",
        "云岭市第六届人民代表大会第七次会议",
    )


@pytest.mark.parametrize(
    ("line", "date", "by"),
    [
        ("（经2021年2月5日云岭市第七届人大六次会议审议通过）", "2021-02-05", "云岭市第七届人大六次会议"),
        ("（云岭市第七届人民代表大会第六次会议2021年2月5日通过）", "2021-02-05", "云岭市第七届人民代表大会第六次会议"),
        ("（二〇二一年二月五日云岭市第七届人民代表大会第六次会议通过）", "2021-02-05", "云岭市第七届人民代表大会第六次会议"),
        ("（市人大常委会2023年4月27日批准）", "2023-04-27", "市人大常委会"),
        ("（2023年4月27日经市七届人大常委会第十五次会议审议批准）", "2023-04-27", "市七届人大常委会第十五次会议"),
        ("（云岭市人大常务委员会2023年4月27日第十五次会议批准）", "2023-04-27", "云岭市人大常务委员会第十五次会议"),
        ("本规划于2023年4月27日经市委常委会审议通过。", "2023-04-27", "市委常委会"),
    ],
)  # fmt: skip
def test_who_approved_a_plan_and_when(tmp_path, line, date, by):
    plan = document(tmp_path, f"云岭市城市更新规划\n云岭市住建局\n{line}\n")
    (approved,) = plan.metadata.dates
    assert (approved.kind, approved.date, approved.by) == ("approved", date, by)
    assert plan.quote(approved.span) in line


@pytest.mark.parametrize(
    ("line", "speaker", "post"),
    [
        ("云岭市市长 沈一", "沈一", "云岭市市长"),
        ("云岭市人民政府代市长 欧阳一山", "欧阳一山", "云岭市人民政府代市长"),
        ("云岭市发展和改革委员会主任 沈一", "沈一", "云岭市发展和改革委员会主任"),
        ("市长办公会议", "", ""),
    ],
)
def test_who_gave_a_report_and_when(tmp_path, line, speaker, post):
    head = f"首页\n发表时间：2026-02-09 09:45:30\n来源：云岭日报\n政府工作报告\n——2026年1月9日在云岭市第七届人民代表大会第五次会议上\n{line}\n"
    metadata = document(tmp_path, head).metadata
    assert (metadata.speaker, metadata.post, metadata.date, metadata.horizon) == (speaker, post, "2026-01-09", 2026)
    assert {date.kind.value: date.date for date in metadata.dates} == {
        "delivered": "2026-01-09",
        "published": "2026-02-09",
    }


@pytest.mark.parametrize(
    ("head", "status", "draft"),
    [
        ("云岭市国土修复规划\n（2021 年-2035 年）\n（草案）\n", Status.DRAFT, "草案"),
        ("云岭市停车场管理办法（征求意见稿）\n", Status.DRAFT, "征求意见稿"),
        (
            "关于云岭市2025年国民经济和社会发展计划执行情况\n与2026年国民经济和社会发展计划草案的报告\n",
            Status.FINAL,
            "",
        ),
        ("关于云岭市2025年预算执行情况和2026年预算草案\n的报告\n", Status.FINAL, ""),
    ],
)
def test_drafts_as_they_call_themselves(tmp_path, head, status, draft):
    metadata = document(tmp_path, head).metadata
    assert (metadata.status, metadata.draft) == (status, draft)


def test_only_what_sets_aims_has_a_horizon(tmp_path):
    assert document(tmp_path, "2025年云岭市国民经济和社会发展统计公报\n").metadata.horizon is None
