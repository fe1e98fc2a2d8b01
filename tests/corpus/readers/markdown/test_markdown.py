"""Markdown as converters write it: tables in HTML, escapes, entities, emphasis; every offset is one of the file's text."""

import time

from plan_files import load_text

COVER = "# 云岭市卫生健康事业发展“十四五”规划\n\n云岭市人民政府\n\n"
HTML_TABLE = """云岭市主要指标

<div align="center"><table border=1>
<tr><th rowspan="2">指标</th><th rowspan=2>单位</th><th colspan=2>数值</th></tr>
<tr><th>2020年</th>
    <th>2025年</th></tr>
<tr><td>婴儿死亡率</td><td>&permil;</td><td>2.6</td><td>&le;2\\.5<br></td></tr>
<tr><td>人均<b>预期</b>寿命</td><td>岁</td><td>79.5<sup>1</sup></td><td>80.6</td></tr>
</table></div>

注：1. 为2019年数据。
"""


def values(plan):
    return [(v.printed_name, v.unit, v.year, v.value) for v in plan.indicators]


def test_a_table_in_html_is_a_table(tmp_path):
    plan = load_text(tmp_path, COVER + HTML_TABLE, "plan.md")
    assert values(plan) == [
        ("婴儿死亡率", "‰", 2020, "2.6"),
        ("婴儿死亡率", "‰", 2025, "≤2.5"),
        ("人均预期寿命", "岁", 2019, "79.5"),
        ("人均预期寿命", "岁", 2025, "80.6"),
    ]
    assert [plan.quote(v.cell) for v in plan.indicators] == ["2.6", "&le;2\\.5", "79.5<sup>1</sup>", "80.6"]
    assert plan.tables[0].title == "云岭市主要指标"


def test_cells_of_pipes_are_read_without_markdowns_signs(tmp_path):
    rows = "|指标|单位|2025年|\n|---|---|---|\n|[就诊率](https://a.cn/x)|%|**&ge;90**|\n|每千人口医师数|人/千人|3\\.4~~5~~|\n"
    plan = load_text(tmp_path, COVER + rows, "plan.md")
    assert values(plan) == [("就诊率", "%", 2025, "≥90"), ("每千人口医师数", "人/千人", 2025, "3.4")]


def test_sentences_are_read_as_shown_and_quoted_as_written(tmp_path):
    text = "&ldquo;十四五&rdquo;期间，*市级*医院达到3\\.5所，<i>床位</i>7&nbsp;张&#65281;\n\n第二句<!-- 待核\n实 -->在此。\n"
    plan = load_text(tmp_path, COVER + text, "plan.md")
    first, second = plan.passages[-2:]
    assert first.text == "“十四五”期间，市级医院达到3.5所，床位7张！"
    assert plan.quote(first.span) == text.partition("\n")[0]
    assert second.text == "第二句在此。"


def test_headings_by_rules_and_elements(tmp_path):
    text = "总体要求\n===\n\n内容甲。\n\n<h2>主要任务</h2>\n内容乙。\n\n---\n\n### 保障措施 ###\n内容丙。\n"
    plan = load_text(tmp_path, COVER + text, "plan.md")
    assert [section.path[-1] for section in plan.sections][1:] == ["总体要求", "主要任务", "保障措施"]
    assert [p.text for p in plan.passages if "内容" in p.text] == ["内容甲。", "内容乙。", "内容丙。"]


def test_pictures_and_files_are_told_of(tmp_path):
    plan = load_text(tmp_path, COVER + "一、目标\n\n见[附件](f/指标表.docx)。\n\n![图](a.png)\n", "plan.md")
    assert [(unread.code, unread.names) for unread in plan.unread] == [("picture", ()), ("attachment", ("附件",))]


def test_no_sign_takes_more_than_linear_time(tmp_path):
    for sign in (
        "![",
        "[甲](",
        "<b",
        "*甲",
        "&#",
        "`甲",
        "~~甲",
        "<table><tr><td>",
        "[甲](a" + "/",
        "<!--",
        " #",
        "_甲",
    ):
        started = time.perf_counter()
        load_text(tmp_path, COVER + "内容甲。\n" + sign * (30_000 // len(sign)) + "\n", "plan.md")
        assert time.perf_counter() - started < 2, sign


def test_a_box_written_as_a_block_quote_is_text(tmp_path):
    plan = load_text(
        tmp_path,
        "# 云岭市养老服务“十五五”规划\n\n## 一、任务\n\n正文一句话。\n\n> 专栏1 互助行动\n> 推行时间银行，注册志愿者2600人；\n> 组织培训。\n",
        "plan.md",
    )
    quotes = [plan.quote(passage.span) for passage in plan.passages]
    assert any("推行时间银行，注册志愿者2600人" in quote for quote in quotes)
    assert not any(">" in passage.text for passage in plan.passages)
