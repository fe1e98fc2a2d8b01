"""Tables that only spaces set: a row a line one space apart, broken rows, and domains on a line of their own."""

from corpus.readers.base import Grid
from corpus.readers.plain.layout import blocks_of, lines_of
from corpus.readers.plain.packed import packed_rows

PACKED = """表1 云岭县养老服务主要指标

类别 序号 指标 单位 2025年 2027年目标 2030年目标 指标属性
保障 1 基本养老保险参保率 % 96.3 96.8 97.5 预期性
2 最低补助标准 元/月 163 — 逐步提高 预期性

— 4 —

服务 3 农村互助设施行政村
覆盖率 % 57.6 68 80 约束性
4 护理站（中心）数 家 14 22 35 预期性

五年间全县将继续完善各项服务。
"""
SPACED = """序号  指标                    单位    2022年    2025年    属性
健康结果
1     平均期望寿命            岁      82.1      82.8      预期性
资源总量
2     每千人口床位数          张      7.4       7.6       约束性
"""


def _grids(source: str) -> list[list[list[str]]]:
    blocks = blocks_of(source, lines_of(source))
    return [[[cell.text for cell in row] for row in block.rows] for block in blocks if isinstance(block, Grid)]


def test_rows_one_space_apart_go_on_over_broken_lines_and_pages() -> None:
    (rows,) = _grids(PACKED)
    assert [row[2:] for row in rows[1:]] == [
        ["基本养老保险参保率", "%", "96.3", "96.8", "97.5", "预期性"],
        ["最低补助标准", "元/月", "163", "—", "逐步提高", "预期性"],
        ["农村互助设施行政村 覆盖率", "%", "57.6", "68", "80", "约束性"],
        ["护理站（中心）数", "家", "14", "22", "35", "预期性"],
    ]
    assert [row[0] for row in rows[1:]] == ["保障", "", "服务", ""]


def test_a_row_that_lacks_a_cell_ends_the_table_and_is_not_guessed() -> None:
    lines = [*PACKED.splitlines()[2:5], "3 家庭病床数 张 20 约束性", "4 巡诊次数 次 3 4 5 预期性"]
    assert packed_rows([(line, 0) for line in lines]) == ([], 0)


def test_running_text_is_no_table() -> None:
    assert packed_rows([("指标 完成 情况 良好", 0), ("全县 各项 工作 有序", 0)]) == ([], 0)


def test_a_domain_on_a_line_of_its_own_does_not_end_a_table() -> None:
    (rows,) = _grids(SPACED)
    assert [row[1] for row in rows if row[3]] == ["指标", "平均期望寿命", "每千人口床位数"]
    assert [row[0] for row in rows if not row[3]] == ["健康结果", "资源总量"]
