"""What identifies a plan, on covers, notices and imprints in the forms that offices use; and what overrides it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_files import load_text

from corpus.errors import UnreadableDocument
from corpus.language.dates import date_in
from corpus.language.places import stem
from corpus.language.text import clean
from corpus.loader import load_plan
from corpus.models import PlanMetadata, Status
from corpus.records.document.regions import region_chain

BODY = "\n\n一、总体要求\n\n{region}各级各部门要加强组织领导，认真落实各项任务。\n\n{region}将定期开展评估。\n"


def metadata(folder, cover: str, region: str = "云岭市", tail: str = "") -> PlanMetadata:
    path = folder / "plan.txt"
    path.write_text(cover + BODY.format(region=region) + tail, "utf-8")
    return load_plan(path).metadata


@pytest.mark.parametrize(
    ("title", "period", "horizon"),
    [
        ("云岭市卫生健康事业发展“十四五”规划", (2021, 2025), 2025),
        ("云岭市“十五五”教育发展规划", (2026, 2030), 2030),
        ("云岭市区域卫生规划（2021—2025年）", (2021, 2025), 2025),
        ("云岭市养老服务体系建设三年行动计划（2023-2025年）", (2023, 2025), 2025),
        ("云岭市促进托育服务发展实施方案（2022年至2025年）", (2022, 2025), 2025),
        ("云岭市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", (2021, 2025), 2025),
        ("云岭市医疗卫生设施专项规划（2021-2035年）", (2021, 2035), 2035),
    ],
)
@pytest.mark.parametrize("broken", [False, True])
def test_titles_and_their_periods(tmp_path, title, period, horizon, broken):
    cover = f"{title[:12]}\n{title[12:]}\n" if broken else f"{title}\n"
    found = metadata(tmp_path, f"{cover}\n云岭市人民政府\n")
    assert (found.title, found.period, found.horizon) == (title, period, horizon)


def test_a_title_that_names_its_city_by_a_short_name_and_one_year(tmp_path):
    found = metadata(tmp_path, "健康湛江2030规划\n\n湛江市人民政府\n", "湛江市")
    assert (found.region, found.horizon, found.superiors) == ("湛江市", 2030, ("广东省",))


@pytest.mark.parametrize(
    ("head", "region", "superiors"),
    [
        ("云岭市石溪县", "石溪县", ("云岭市",)),
        ("石溪县清水镇", "清水镇", ("石溪县",)),
        ("柳泉区北桥街道", "北桥街道", ("柳泉区",)),
        ("云屏苗族自治州", "云屏苗族自治州", ()),
        ("白音右旗", "白音右旗", ()),
        ("临江海新区", "临江海新区", ()),
        ("金滩经济技术开发区", "金滩经济技术开发区", ()),
        ("江门市江海区", "江海区", ("广东省", "江门市")),
        ("广西壮族自治区钦州市", "钦州市", ("广西壮族自治区",)),
    ],
)
def test_regions_of_every_kind_with_their_superiors(tmp_path, head, region, superiors):
    found = metadata(tmp_path, f"{head}养老服务发展“十四五”规划\n\n{region}人民政府\n", region)
    assert (found.region, found.superiors) == (region, superiors)


@pytest.mark.parametrize("subject", ["城乡社区服务", "城镇体系", "新型城镇化", "区域卫生", "社区矫正", "县域医共体"])
def test_words_that_only_look_like_a_region(tmp_path, subject):
    assert metadata(tmp_path, f"云岭市{subject}“十四五”规划\n\n云岭市人民政府\n").region == "云岭市"


def test_the_superior_that_only_the_issuer_names(tmp_path):
    found = metadata(tmp_path, "望汀区教育“十五五”规划\n\n澄州市望汀区教育局\n2025年11月\n", "望汀区")
    assert (found.region, found.superiors, found.issuer) == ("望汀区", ("澄州市",), "澄州市望汀区教育局")


def test_a_notice_that_issues_a_plan(tmp_path):
    cover = (
        "云岭市人民政府办公室关于印发《云岭市医疗保障\n事业发展“十四五”规划》的通知\n\n云府办〔2022〕37号\n\n"
        "各县（区）人民政府，市政府各部门：\n\n《云岭市医疗保障事业发展“十四五”规划》已经市政府同意，现印发给你们。\n\n"
        "云岭市人民政府办公室\n\n2022年9月15日\n"
    )
    found = metadata(tmp_path, cover, tail="\n云岭市人民政府办公室        2022年9月16日印发\n")
    assert (found.title, found.region) == ("云岭市医疗保障事业发展“十四五”规划", "云岭市")
    assert (found.issuer, found.number, found.date) == ("云岭市人民政府办公室", "云府办〔2022〕37号", "2022-09-15")


def test_a_plan_whose_region_only_its_issuer_names(tmp_path):
    found = metadata(tmp_path, "云岭市人民政府关于印发“十四五”卫生健康规划的通知\n\n云政发〔2022〕7号\n")
    assert (found.title, found.region) == ("“十四五”卫生健康规划", "云岭市")


@pytest.mark.parametrize(
    "lines",
    ["云岭市卫生健康局  云岭市财政局", "云岭市卫生健康局\n云岭市财政局", "云岭市卫生健康局、云岭市财政局"],
)
def test_several_issuers(tmp_path, lines):
    found = metadata(tmp_path, f"云岭市卫生健康“十四五”规划\n\n{lines}\n2022年3月\n")
    assert found.issuer == "云岭市卫生健康局、云岭市财政局"


def test_the_office_is_named_in_full_where_it_signs_so(tmp_path):
    cover = "市人民政府办公室关于印发云岭市卫生健康“十四五”规划的通知\n\n各县（区）人民政府：\n\n云岭市人民政府办公室\n\n2021年11月18日\n"
    assert metadata(tmp_path, cover).issuer == "云岭市人民政府办公室"


def test_a_date_beside_the_number_or_behind_its_label(tmp_path):
    cover = "云岭市卫生健康“十四五”规划\n\n云卫〔2022〕18号　2022年6月2日印发\n"
    assert metadata(tmp_path, cover).date == "2022-06-02"
    cover = "云岭市卫生健康“十四五”规划\n\n发布机构：云岭市人民政府　　印发日期：2021年12月28日\n"
    found = metadata(tmp_path, cover)
    assert (found.issuer, found.date) == ("云岭市人民政府", "2021-12-28")


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2022年3月5日", "2022-03-05"), ("二〇二二年三月", "2022-03"), ("二○二二年十二月二十一日", "2022-12-21"),
        ("（2022年3月）", "2022-03"), ("云岭市人民政府办公室2022年3月5日印发", "2022-03-05"),
    ],
)  # fmt: skip
def test_dates(tmp_path, printed, date):
    assert metadata(tmp_path, f"云岭市卫生健康“十四五”规划\n\n{printed}\n").date == date


def test_the_day_of_issue_that_a_preface_tells(tmp_path):
    told = "市民政局编制本规划，经市政府同意，于2021年12月9日印发。"
    assert metadata(tmp_path, f"云岭市卫生健康“十四五”规划\n\n二〇二一年十二月\n\n{told}\n").date == "2021-12-09"
    other = "本规划依据省政府于2021年3月2日印发的《全省规划》制定。"
    assert metadata(tmp_path, f"云岭市卫生健康“十四五”规划\n\n{other}\n").date == ""


def test_a_date_in_a_sentence_is_not_the_document_s(tmp_path):
    found = metadata(tmp_path, "云岭市卫生健康“十四五”规划\n", tail="\n\n2025年12月完成终期评估。\n")
    assert found.date == ""


@pytest.mark.parametrize("mark", ["（征求意见稿）", "\n（送审稿）", "（公示稿）", "(草案)", "（公开征求意见稿）"])
def test_drafts(tmp_path, mark):
    found = metadata(tmp_path, f"云岭市卫生健康“十四五”规划{mark}\n\n云岭市人民政府\n")
    assert (found.title, found.status) == ("云岭市卫生健康“十四五”规划", Status.DRAFT)


def test_base_year_and_outlook(tmp_path):
    found = metadata(
        tmp_path, "云岭市卫生健康“十四五”规划\n", tail="\n\n规划以2020年为基期，规划期为2021—2025年，展望到2035年。\n"
    )
    assert (found.base_year, found.outlook) == (2020, 2035)
    table = "\n云岭市主要指标\n\n指标\t单位\t2019年\t2025年目标\n床位数\t张\t5\t6\n"
    assert metadata(tmp_path, "云岭市卫生健康“十四五”规划\n", tail=table).base_year == 2019


def test_a_title_in_the_file_s_name_alone(tmp_path):
    path = tmp_path / "云岭市卫生健康“十四五”规划（征求意见稿）.txt"
    path.write_text(BODY.format(region="云岭市"), "utf-8")
    found = load_plan(path).metadata
    assert (found.title, found.region, found.status) == ("云岭市卫生健康“十四五”规划", "云岭市", Status.DRAFT)


def test_the_box_of_facts_of_a_web_page(tmp_path):
    path = tmp_path / "plan.html"
    facts = "<table><tr><td>发布机构：</td><td>云岭市人民政府</td><td>发文字号：</td><td>云政发〔2022〕7号</td></tr></table>"
    body = "".join(f"<p>{line}</p>" for line in BODY.format(region="云岭市").split("\n"))
    path.write_text(f"<html><body>{facts}<h1>云岭市卫生健康“十四五”规划</h1>{body}</body></html>", "utf-8")
    found = load_plan(path).metadata
    assert (found.issuer, found.number) == ("云岭市人民政府", "云政发〔2022〕7号")


def test_front_matter_and_sidecar_override_the_text(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "---\nregion: 石溪县\nissuer: 石溪县教育局\n---\n云岭市卫生健康“十四五”规划\n" + BODY.format(region="云岭市"),
        "utf-8",
    )
    found = load_plan(path).metadata
    assert (found.region, found.issuer) == ("石溪县", "石溪县教育局")
    side = tmp_path / "plan.txt.toml"
    side.write_text(
        'region = "北桥县"\nsuperiors = ["云岭省", "云岭市"]\nperiod = [2023, 2027]\nstatus = "draft"\nbase_year = 2022\n',
        "utf-8",
    )
    found = load_plan(path).metadata
    assert (found.region, found.superiors, found.issuer) == ("北桥县", ("云岭省", "云岭市"), "石溪县教育局")
    assert (found.period, found.horizon, found.status, found.base_year) == ((2023, 2027), 2027, Status.DRAFT, 2022)


@pytest.mark.parametrize("text", ["region = ", 'colour = "red"', 'status = "old"', 'horizon = "soon"', 'title = ""'])
def test_a_sidecar_that_cannot_be_used(tmp_path, text):
    (tmp_path / "plan.txt.toml").write_text(text, "utf-8")
    with pytest.raises(UnreadableDocument, match=r"plan\.txt\.toml"):
        load_text(tmp_path, "一、目标\n\n到期完成。\n")


@given(st.dates(), st.sampled_from(["{}年{}月{}日", "{}-{}-{}", "{}.{}.{}", "（{}年{}月{}日）"]))
def test_any_date_comes_back(day, form):
    line = form.format(day.year, day.month, day.day)
    found = date_in(clean(line, 0, len(line)))
    assert (found.date if found else None) == (day.isoformat() if 1900 <= day.year < 2100 else None)


@given(st.text(alphabet=st.sampled_from("云岭市石溪县清水镇区域社卫生健康规划乡村城“”"), max_size=14))
def test_the_regions_of_any_title_stand_at_its_head(title):
    chain = region_chain(title, f"{title}人民政府。云岭市人民政府。石溪县人民政府。")
    assert title.startswith("".join(chain))


def test_a_district_whose_name_ends_like_a_landscape_is_found() -> None:
    body = "霁山区人民政府负责实施。霁山区各街道配合。霁山区建设急救站。"
    assert region_chain("霁山区区域卫生规划", body)[-1:] == ("霁山区",)
    assert region_chain("北部山区卫生规划", "北部山区人口少。北部山区道路远。北部山区需要帮扶。") == ()


@pytest.mark.parametrize(
    ("name", "short"),
    [("恩施土家族苗族自治州", "恩施"), ("孟村回族自治县", "孟村"), ("广西壮族自治区", "广西"), ("石桥县", "石桥")],
)
def test_an_autonomous_area_is_said_short_without_its_people(name: str, short: str) -> None:
    assert stem(name) == short
