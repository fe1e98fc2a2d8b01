"""No text takes more than linear time, whatever it repeats; what is too long for a sentence or a cell is cut, and says so."""

import time

import pytest
from plan_files import load_text

COVER = "云岭市卫生健康事业发展“十四五”规划\n\n云岭市人民政府\n\n一、基础\n\n内容甲。\n"
# Signs that patterns of the readers look for. Lines of this length take a second at most, and minutes where a step of Python
# is taken for each pair of characters.
REPEATED = (
    " ", "\t", ".", "…", "-", "|", "1", "1.", "（", "甲", "甲，", "2020年", "《", "“", "%", "[", "*", "0,", "1:", "\u3000", "、", "。", "；",
    "一", "万", "20-", "1/", "甲 ", "1 ", "项目\t", "指标|", "指标,", "其中：", "达到", "比2020年", "从1", "为1%、", "分别", "第1", "¹", "<", "&",
)  # fmt: skip
LENGTH = 12_000


@pytest.mark.parametrize("repeated", REPEATED)
def test_a_line_takes_linear_time(tmp_path, repeated):
    line = repeated * (LENGTH // len(repeated))
    started = time.process_time()
    load_text(tmp_path, f"{COVER}{line}\n\n甲{line}乙。\n")
    assert time.process_time() - started < 6


def test_an_endless_sentence_is_cut_and_kept(tmp_path):
    plan = load_text(tmp_path, COVER + "加强服务" * 25_000 + "到底。\n")
    pieces = [passage for passage in plan.passages if passage.text != "内容甲。"][-34:]
    assert max(len(piece.text) for piece in pieces) == 3000
    assert plan.quote(pieces[-1].span) == pieces[-1].text
    assert "".join(piece.text for piece in pieces) == "加强服务" * 25_000 + "到底。"
    assert any("没有句号" in warning for warning in plan.warnings)


def test_an_endless_cell_is_cut(tmp_path):
    table = "主要指标\n\n指标\t单位\t2025年\n就诊率\t%\t90\n床位数\t张\t" + "约5" * 300_000 + "\n医师数\t人\t7\n"
    plan = load_text(tmp_path, COVER + table)
    assert [(value.printed_name, len(value.value)) for value in plan.indicators] == [
        ("就诊率", 2),
        ("床位数", 3000),
        ("医师数", 1),
    ]
    assert any("主要指标" in warning and "3000" in warning for warning in plan.warnings)
