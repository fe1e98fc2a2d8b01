"""Figures of a narrower group than an indicator's own row is of: in the row below it (其中：公立医院床位数 of 每千人口床位数), in the
column of the group (生均图书 by 小学 and 初中)."""

import functools
import re
from collections.abc import Iterable, Sequence

from corpus.language.names import name_form
from corpus.language.text import search_key
from corpus.models import IndicatorValue
from retrieval.records import StoredPlan

# 占比 and 比例 say the same of a rate; years are asked for by themselves.
_MEASURE = re.compile(r"(?:占比|比例|比重|率)$|20\d\d年?|其中")

# What was to be and what came of it are told by roles.
_ROLE = re.compile(r"预期|预测|预计|完成|实际|目标|现状|计划")


def of_group(asked: str, values: Iterable[IndicatorValue]) -> list[IndicatorValue]:
    """Those of ``values`` that say what ``asked`` (公办养老机构护理型床位占比) names together with the row above or the head of their
    column, all of it and no more."""
    form, words = name_form(asked), _words(asked)
    return [value for value in values if (_below(value, words) if value.parent else _in_column(value, form))]


def of_columns(
    words: Iterable[str], found: Sequence[tuple[StoredPlan, IndicatorValue]]
) -> list[tuple[StoredPlan, IndicatorValue]]:
    """Of the records ``found`` those in the columns whose heads hold one of ``words`` (初中在校生: 在校生数, where a row has others);
    all where none of them does."""
    keys = [search_key(word) for word in words if not _ROLE.search(word)]
    heads = {value.column for _, value in found}
    said = {head for head in heads for key in keys if len(key) > 1 and key in search_key(head)}
    return [(plan, value) for plan, value in found if value.column in said] if said else list(found)


def _below(value: IndicatorValue, words: frozenset[str]) -> bool:
    own, whole = _words(value.printed_name), _words(value.parent)
    return bool(own - whole) and own - whole <= words <= own | whole


def _in_column(value: IndicatorValue, form: str) -> bool:
    # Characters and not words: 小学|生均图书 would be cut at 小学生.
    head = search_key(value.column)
    return bool(head) and head in form and form.replace(head, "", 1) == name_form(value.printed_name)


@functools.lru_cache(maxsize=16384)
def _words(name: str) -> frozenset[str]:
    import rjieba

    bare = _MEASURE.sub("", name_form(_MEASURE.sub("", search_key(name))))
    return frozenset(word for word in rjieba.cut(bare) if len(word) > 1)
