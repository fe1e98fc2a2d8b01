"""What the columns of an indicator table hold, read from their labels and, where those are vague, from their cells."""

import functools
import re
from enum import StrEnum
from itertools import pairwise

from corpus.language.comparators import SIGN
from corpus.language.units import UNIT
from corpus.language.values import is_value
from corpus.models import Cell


class Column(StrEnum):
    """What a column of an indicator or project table holds."""

    DOMAIN = "domain"
    INDEX = "index"
    INDICATOR = "indicator"
    PART = "part"  # what tells the rows of one merged name from each other (床位数: 城市, 农村)
    UNIT = "unit"
    ATTRIBUTE = "attribute"
    REMARK = "remark"
    VALUE = "value"
    PLACE = "place"  # the places of a table that gives each its own figures
    YEAR = "year"  # the years of a table that gives each a row
    PROJECT = "project"  # money, contents and years of a project table
    OTHER = "other"


_PLACE = r"^(?:各?(?:地区|区域|县区|区县|市县|地市|州市|市州|市区县|县市区?|镇街|街镇|街道|乡镇|乡?镇[（(、/]?街道[）)]?|街道[（(、/]?乡?镇[）)]?)|县[（(](?:市、?)?[区市][）)]|城市|辖区|行政区划?)(?:名称)?$"
_NAME_LABEL = re.compile(r"^主要(?:指标|目标|内容)|指标名称|^指标(?:项目?|内容)?$|具体指标")
# Columns of project tables (固定资产投资 and its kin are indicators): 建设性质 is no attribute, 完成时限 and 2025年投资 are no indicator's values.
_PROJECT = r"(?<!固定资产)(?<!开发)(?<!民间)(?<!工业)(?<!设施)投资|资金|估算|建设(?:内容|规模|年限|时间|起止|性质|地点|地址|单位|周期)|起止|(?:完成|实施)(?:时间|时限|年限)|工期|进度"
# Tried in this order: 指标性质 is an attribute and 指标类别 a domain, though both hold 指标.
_LABELS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.PROJECT, re.compile(_PROJECT)),
    (Column.PLACE, re.compile(_PLACE)),
    (Column.YEAR, re.compile(r"^(?:年份|年度)$")),
    (Column.ATTRIBUTE, re.compile(r"性质|属性|指标类型|约束性?[/／或]预期")),
    (Column.DOMAIN, re.compile(r"领域|类别|分类|维度|一级指标|类型|方面")),
    (Column.INDEX, re.compile(r"序号|编号|^号$|^序$")),
    (Column.REMARK, re.compile(r"备注|说明|责任|牵头|来源|负责|部门|依据|口径")),
    (Column.INDICATOR, _NAME_LABEL),
    (Column.UNIT, re.compile(r"^(?:计量|指标|度量)?单位$")),
    (
        Column.VALUE,
        re.compile(
            r"\d{4}年?|目标[值数]|目标$|现状|基期|基数|基准|基础值|实际|完成|期末|规划[值数]|指标值|预期[值数]|现值|当前|实绩|数值"
            r"|增[长速幅减]|降幅|变化|年均|累计|同比|环比|[比较](?:上年|去年)|占比|比重|计划任务|任务[数量值]|计划[数值]|^计划$|执行|预算|决算|预计"
            r"|绝对[额量数]|数量|总量|^(?:本|上|去|当|全)年|合计$|平均[值数]?$|季度$"
            r"|十[二三四五六七]五”?(?:[期时]?[末间]|时期)?$|^(?:全[国省市区县]|本[市区县])$"
        ),
    ),
    (Column.INDICATOR, re.compile(r"指标|主要目标|项目|内容|名称")),
)
_NUMBER = re.compile(r"\d")
_YEAR_LABEL = re.compile(r"(?:19|20)\d{2}\s*年")
# A row of a year, or the one that sums them up.
_YEAR_CELL = re.compile(
    r"(?:19|20)\d{2}年?[底末]?(?:[（(]?(?:实际|现状|基期|预计|完成|规划|目标)[值数]?[）)]?)?$|(?:[一-龥]{0,3}年)?(?:合|总|小|累)计$"
)
# Units that the grammar does not know are short words as well (标箱, 台套).
_UNIT = re.compile(rf"(?:{UNIT}|每?(?:10|十)?万?[\u4e00-\u9fff]{{1,4}}(?:/[\u4e00-\u9fff\d]{{1,6}})?)$")
_ATTRIBUTE = re.compile(r"[\[（(]?(?:预期|约束|预测|指导|引导|监测|核心)性?(?:指标)?[\]）)]?$")
NOT_STATED = re.compile(r"[-—–－/]*$")
_WORDED_VALUE = re.compile(
    r"持续|提升|提高|降低|下降|上升|增长|增加|减少|维持|保持|稳定|达到|达标|合格|基本|全覆盖|完成|待定|左右|同比例|控制|不低于|不高于"
    r"|有效|向好|清零|好转|改善|优化|遏制|可控|管控|以上|以下|无|优于|消除|高于|低于|逐步|进一步|明显|有所|实现|建成|平均水平|同步|暂缺|[一二三四五六七八九十]个"
)
# 医生数（人）24.8: the cells of a name and a figure ran together.
_GLUED_FIGURE = re.compile(rf"[）)%‰](?:{SIGN})?\d+(?:\.\d+)?$")
# What indicators measure.
_MEASURE = re.compile(r"率|数|总量|有量|产量|值|比|占|寿命|规模|面积|人口|经费|支出|收入|投入|总额|程度|其中")
# Columns of figures that measure nothing.
_NO_FIGURES = re.compile(r"电话|邮编|页码?$|页数|代码|编码|日期|时间|文号|[排位]名|[位名]次")
# Columns that judge in words how a row's figures stand (评估结论: 滞后; 完成情况: 超额完成).
_VERDICT = re.compile(r"评[估价]|结论|判断|评判|研判|进展|状态|情况|是否")
# A column shows by its cells what it holds where so many of them agree.
_AGREE = 0.8


@functools.lru_cache(maxsize=4096)
def column_kind(label: str) -> Column:
    """What a column with this header label holds."""
    bare = re.sub(r"\s+", "", label)
    return next((kind for kind, pattern in _LABELS if pattern.search(bare)), Column.OTHER)


def column_kinds(labels: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[Column]:
    """What each column of a table holds. 类型 names a domain or an attribute: its cells tell. Of several columns of
    names (二级指标, 三级指标) the one with most different names holds the indicators; without any, the first column may."""
    kinds = [column_kind(label) for label in labels]
    for at in range(len(kinds)):
        texts = [row[at].text for row in rows if len(row) == len(kinds) and row[at].text]
        attributes = sum(map(_is_attribute, texts))
        if kinds[at] in (Column.DOMAIN, Column.OTHER) and texts and attributes >= _AGREE * len(texts):
            kinds[at] = Column.ATTRIBUTE
        if kinds[at] is Column.YEAR and not all(can_hold(Column.YEAR, text) for text in texts):
            kinds[at] = Column.OTHER
        if kinds[at] is Column.PROJECT and "进度" in labels[at] and _holds_figures(labels[at], at, rows, len(kinds)):
            kinds[at] = Column.VALUE  # 完成进度（%）: how far an aim was reached, and no schedule of works
        judges = kinds[at] in (Column.VALUE, Column.OTHER) or (kinds[at] is Column.PROJECT and "进度" in labels[at])
        if judges and texts and _VERDICT.search(labels[at]) and not any(map(_NUMBER.search, texts)):
            kinds[at] = Column.REMARK
        if kinds[at] is Column.PLACE and at and _holds_figures(labels[at], at, rows, len(kinds)):
            kinds[at] = Column.VALUE  # 指标 | 城市 | 农村
    if Column.PROJECT in kinds and _is_of_years(labels, kinds, rows):
        kinds = [Column.OTHER if kind in (Column.PROJECT, Column.REMARK) else kind for kind in kinds]
    if Column.PROJECT not in kinds:
        for at in range(1, len(kinds)):
            if kinds[at] is Column.OTHER and labels[at] and _holds_figures(labels[at], at, rows, len(kinds)):
                kinds[at] = Column.VALUE  # whatever its label says, its figures are the document's
    names = [at for at, kind in enumerate(kinds) if kind is Column.INDICATOR]
    if len(names) == 1 and _tells_rows_apart(names[0], kinds, rows):
        kinds[names[0] + 1] = Column.PART
    if len(names) > 1:
        exact = [at for at in names if _NAME_LABEL.search(re.sub(r"\s+", "", labels[at]))]
        chosen = _most_distinct(exact or names, rows, len(kinds))
        for at in names:
            kinds[at] = kinds[at] if at == chosen else (Column.DOMAIN if at < chosen else Column.REMARK)
    if not names and Column.VALUE in kinds and not {Column.PROJECT, Column.PLACE, Column.YEAR} & set(kinds):
        stub = next((at for at in range(kinds.index(Column.VALUE)) if _is_stub(at, kinds, rows)), None)
        if stub is not None:
            kinds[stub] = Column.INDICATOR
    return kinds


def _is_of_years(labels: tuple[str, ...], kinds: list[Column], rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether a table with money in its heads is one of figures by years (资金渠道 | 2026年 | 2027年; 年份 | 完成投资 | 新改建公路),
    and no list of projects: all behind its first column are figures."""
    by_year = kinds[0] is Column.YEAR or sum(_YEAR_LABEL.search(label) is not None for label in labels) > 1
    return (
        by_year
        and len(rows) > 1
        and all(_holds_figures(labels[at], at, rows, len(kinds)) for at in range(1, len(kinds)))
    )


def _tells_rows_apart(name_at: int, kinds: list[Column], rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether words stand right behind a name that is merged over several rows, other ones in each of them."""
    beside = name_at + 1
    whole = [row for row in rows if len(row) == len(kinds) and row[name_at].text]
    if beside == len(kinds) or kinds[beside] not in (Column.OTHER, Column.DOMAIN):
        return False
    parts = [
        (first[beside].text, second[beside].text)
        for first, second in pairwise(whole)
        if first[name_at].span == second[name_at].span
    ]
    return bool(parts) and all(a and b and a != b and not is_value(a) and not is_value(b) for a, b in parts)


def _holds_figures(label: str, at: int, rows: tuple[tuple[Cell, ...], ...], width: int) -> bool:
    """Whether nearly all that a column holds are figures."""
    texts = [row[at].text for row in rows if len(row) == width and row[at].text]
    figures = sum(is_value(text) for text in texts)
    stated = any(_NUMBER.search(text) for text in texts)
    return stated and figures >= _AGREE * len(texts) and not _NO_FIGURES.search(label)


def _is_stub(at: int, kinds: list[Column], rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether a column names what the figures of its rows are of (学段: 幼儿园, 小学, …; 项目类别: 综合整治河道, …): every row
    has its own words there, and figures stand in the columns of values."""
    whole = [row for row in rows if len(row) == len(kinds) and sum(bool(cell.text) for cell in row) > 1]
    stubs = [row[at].text for row in whole]
    figures = [row[n].text for row in whole for n, kind in enumerate(kinds) if kind is Column.VALUE]
    return (
        kinds[at] in (Column.OTHER, Column.DOMAIN)
        and len(set(stubs)) == len(stubs) > 1
        and all(can_hold(Column.INDICATOR, stub) for stub in stubs)
        and sum(bool(_NUMBER.search(text)) for text in figures) >= _AGREE * len(figures)
    )


def _most_distinct(names: list[int], rows: tuple[tuple[Cell, ...], ...], width: int) -> int:
    return max(names, key=lambda at: (len({row[at].text for row in rows if len(row) == width}), -at))


def _is_attribute(text: str) -> bool:
    return _ATTRIBUTE.match(text.replace(" ", "")) is not None


def is_measured(name: str) -> bool:
    """Whether a name has a word for something measured, which the name of a domain (健康服务) has not."""
    return _MEASURE.search(name) is not None


def can_hold(kind: Column, text: str) -> bool:
    """Whether a cell of such a column can hold ``text``; what proves a row shifted or whole."""
    if not text:
        return kind is not Column.INDICATOR
    bare = text.replace(" ", "")
    if kind is Column.INDEX:
        return (
            re.fullmatch(r"[（(]?\d{1,3}(?:[.．-]\d{1,2})?[）).、．]?|[（(]?[一二三四五六七八九十]{1,3}[）)、]?", bare)
            is not None
        )
    if kind is Column.UNIT:
        return _UNIT.match(bare) is not None or NOT_STATED.match(bare) is not None
    if kind is Column.ATTRIBUTE:
        return _is_attribute(bare) or NOT_STATED.match(bare) is not None
    if kind is Column.VALUE:
        if _is_attribute(bare):
            return False
        return bool(_NUMBER.search(bare) or NOT_STATED.match(bare) or _WORDED_VALUE.search(bare))
    if kind is Column.YEAR:
        return _YEAR_CELL.match(bare) is not None
    if kind is Column.DOMAIN:
        return re.fullmatch(r"[\d.]+", bare) is None
    if kind is Column.INDICATOR and _GLUED_FIGURE.search(bare):
        return False
    if kind is Column.INDICATOR:
        return re.search(r"[\u4e00-\u9fffA-Za-zⅠ-Ⅻ]", bare) is not None and not _is_attribute(bare)
    return True
