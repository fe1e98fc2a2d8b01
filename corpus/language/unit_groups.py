"""Units that go together: those that measure one matter, those that a question and a plan use for the same thing, and the
names of one unit."""

# What sums of money are printed in, with the yuan of each; tables and speech leave 元 out.
YUAN = {"亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4, "千元": 10**3, "元": 1}
MONEY = "|".join(unit for unit in YUAN if unit.endswith("元"))
"""A unit of money, written in full, as a pattern."""
SUMS = ("元", "万元", "亿元")
"""What sums of money are compared in."""
SHARES = ("%", "％", "‰")
AREAS = ("平方米", "万平方米", "平方公里", "亩", "万亩", "公顷", "m2", "㎡", "平米")
# Pieces and heads.
COUNT_UNITS = frozenset(("个", "家", "所", "名", "人", "位", "张", "间", "处", "件", "宗", "户", "条", "座", "支"))
# Units that a question and a plan may use for the same thing.
_GROUPS = (
    ("名", "人", "位", "个"),
    ("家", "所", "个", "间", "处"),
    ("元", "万元", "亿元", "万", "亿", "块", "块钱"),
    ("%", "％", "‰", "个百分点", "百分点"),
    ("宗", "件", "起", "例"),
    ("辆", "台", "部"),
    ("支", "个"),
    ("座", "个", "处"),
    ("款", "个", "种"),
    ("场", "次"),
    ("张", "床"),
    ("岁", "年"),
    ("天", "日"),
    ("万", "万人", "万元", "万间", "万张", "万例", "万户", "万平方米"),
)
# The usual name of a unit that has several; 名 and 位 count heads as 人 does.
_USUAL = {
    "％": "%",
    "㎡": "平方米",
    "m2": "平方米",
    "千米": "公里",
    "平方千米": "平方公里",
    "个百分点": "百分点",
    "名": "人",
    "位": "人",
}


def unit_ways(unit: str) -> tuple[str, ...]:
    """``unit`` and those that a plan may use for the same thing."""
    return tuple(dict.fromkeys((unit, *(other for group in _GROUPS if unit in group for other in group))))


def usual_name(unit: str) -> str:
    """The one name of a unit by which it is compared; one that has no other is its own."""
    return _USUAL.get(unit, unit)
