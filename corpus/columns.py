"""What the columns of an indicator table hold, read from their labels and, where those are vague, from their cells."""

import re
from enum import StrEnum

from corpus.models import Cell


class Column(StrEnum):
    """What a column of an indicator or project table holds."""

    DOMAIN = "domain"
    INDEX = "index"
    INDICATOR = "indicator"
    UNIT = "unit"
    ATTRIBUTE = "attribute"
    REMARK = "remark"
    VALUE = "value"
    PROJECT = "project"  # money, contents and years of a project table
    OTHER = "other"


_NAME_LABEL = re.compile(r"^主要(?:指标|目标|内容)|指标名称|^指标(?:项目?|内容)?$|具体指标")
# Columns of project tables: 建设性质 is no attribute, 完成时限 and 2025年投资 are no indicator's values.
_PROJECT = r"投资|资金|估算|建设(?:内容|规模|年限|时间|起止|性质|地点|地址|单位|周期)|起止|(?:完成|实施)(?:时间|时限|年限)|工期|进度"
# Tried in this order: 指标性质 is an attribute and 指标类别 a domain, though both hold 指标.
_LABELS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.PROJECT, re.compile(_PROJECT)),
    (Column.ATTRIBUTE, re.compile(r"性质|属性|指标类型|约束性?[/／或]预期")),
    (Column.DOMAIN, re.compile(r"领域|类别|分类|维度|一级指标|类型|方面")),
    (Column.INDEX, re.compile(r"序号|编号|^号$|^序$")),
    (Column.REMARK, re.compile(r"备注|说明|责任|牵头|来源|负责|部门|依据|口径")),
    (Column.INDICATOR, _NAME_LABEL),
    (Column.UNIT, re.compile(r"^(?:计量|指标|度量)?单位$")),
    (
        Column.VALUE,
        re.compile(
            r"\d{4}年?|目标[值数]|目标$|现状|基期|基数|基准|基础值|实际|完成|期末|规划[值数]|指标值|预期值|现值|当前|实绩|数值"
            r"|增[长速幅]|十[二三四五六七]五”?(?:[期时]?[末间]|时期)?$|^(?:全[国省市区县]|本[市区县])$"
        ),
    ),
    (Column.INDICATOR, re.compile(r"指标|主要目标|项目|内容|名称")),
)
_NUMBER = re.compile(r"\d")
_UNIT = re.compile(
    r"(?:%|％|‰|\d*\s*/\s*(?:10|十)?\s*[万千]|(?:百|千|万|十万|10万)分之一|每?(?:10|十)?万?[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff\d]{1,6})?)$"
)
_ATTRIBUTE = re.compile(r"[\[（(]?(?:预期|约束|预测|指导|引导|监测|核心)性?(?:指标)?[\]）)]?$")
NOT_STATED = re.compile(r"[-—–－/]*$")
_WORDED_VALUE = re.compile(
    r"持续|提升|提高|降低|下降|上升|增长|增加|减少|维持|保持|稳定|达到|达标|合格|基本|全覆盖|完成|待定|左右|同比例|控制|不低于|不高于"
    r"|以上|以下|无|优于|消除|高于|低于|逐步|进一步|明显|有所|实现|建成|平均水平|同步|暂缺|[一二三四五六七八九十]个"
)
# 医生数（人）24.8: the cells of a name and a figure ran together.
_GLUED_FIGURE = re.compile(r"[）)%‰][<>≤≥＜＞]?\d+(?:\.\d+)?$")
# A column shows by its cells what it holds where so many of them agree.
_AGREE = 0.8


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
    names = [at for at, kind in enumerate(kinds) if kind is Column.INDICATOR]
    if len(names) > 1:
        exact = [at for at in names if _NAME_LABEL.search(re.sub(r"\s+", "", labels[at]))]
        chosen = _most_distinct(exact or names, rows, len(kinds))
        for at in names:
            kinds[at] = kinds[at] if at == chosen else (Column.DOMAIN if at < chosen else Column.REMARK)
    if not names and Column.VALUE in kinds and Column.PROJECT not in kinds and _is_stub(kinds, rows):
        kinds[0] = Column.INDICATOR
    return kinds


def _is_stub(kinds: list[Column], rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether the first column names what the figures of its rows are of (学段: 幼儿园, 小学, …): every row has its own
    words there, and figures stand in the columns of values."""
    whole = [row for row in rows if len(row) == len(kinds)]
    stubs = [row[0].text for row in whole]
    figures = [row[at].text for row in whole for at, kind in enumerate(kinds) if kind is Column.VALUE]
    return (
        kinds[0] in (Column.OTHER, Column.DOMAIN)
        and kinds.count(Column.VALUE) > 1
        and len(set(stubs)) == len(stubs) > 1
        and all(can_hold(Column.INDICATOR, stub) for stub in stubs)
        and sum(bool(_NUMBER.search(text)) for text in figures) >= _AGREE * len(figures)
    )


def _most_distinct(names: list[int], rows: tuple[tuple[Cell, ...], ...], width: int) -> int:
    return max(names, key=lambda at: (len({row[at].text for row in rows if len(row) == width}), -at))


def _is_attribute(text: str) -> bool:
    return _ATTRIBUTE.match(text.replace(" ", "")) is not None


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
    if kind is Column.DOMAIN:
        return re.fullmatch(r"[\d.]+", bare) is None
    if kind is Column.INDICATOR and _GLUED_FIGURE.search(bare):
        return False
    if kind is Column.INDICATOR:
        return re.search(r"[\u4e00-\u9fffA-Za-z]", bare) is not None and not _is_attribute(bare)
    return True
