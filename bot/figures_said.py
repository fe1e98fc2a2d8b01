"""What in a sentence is a figure, and where its clauses end."""

import re

# Classes of water are printed in Roman numerals (Ⅲ类).
NUMERAL = r"(?:\d+(?:[.,]\d+)*|[一二两三四五六七八九十百]+|(?<![A-Za-z])[IVⅠ-Ⅻ]{1,4}(?=类|级))"
# Figures that measure or count; ordinals, years, dates, periods and list numbers do not.
NO_FIGURE = re.compile(
    r"第[一二三四五六七八九十\d]+|(?:19|20)\d{2}\s*年|\d{1,2}月\d{1,2}日|十[一二三四五六七八九]五|^[（(]?[一二三四五六七八九十\d]+[）)、.．]|[一二三四五六]是"
    # 5岁以下儿童 and ×100% of a formula name whom and how
    r"|\d{1,3}(?:[-—至]\d{1,3})?周?岁(?=及?以|儿童|老|人|的|女|妇|青|居民)|×100%"
)
FIGURE = re.compile(rf"\d|{NUMERAL}(?:个|家|所|名|张|间|次|项|支|级|类|种|条|大|成)")
CLAUSE_END = re.compile(r"[，,；;。：:]")


def is_base(thing: str, clause: str) -> bool:
    """Whether a clause names ``thing`` only as what a share is of (占常住人口的17.5%, 覆盖96.1%的常住人口, 达到常住人口的20%)."""
    of_it = rf"占[^，；。]{{0,8}}?{re.escape(thing)}|[%％‰]的{re.escape(thing)}|{re.escape(thing)}的[\d.]+[%％‰]"
    return thing in clause and thing not in re.sub(of_it, "", clause)


def clauses_of(text: str) -> list[str]:
    """The clauses of ``text`` that hold anything, without the marks that end them."""
    return [clause for clause in CLAUSE_END.split(text) if clause.strip()]
