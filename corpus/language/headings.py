"""The numbering styles of Chinese official documents (GB/T 9704-2012, section 7.3.3: 一、/（一）/1./（1）; plans add
第一章/第一节, boxes and annexes on top), and headings without a number."""

import re

from corpus.language.numerals import number_of

# From the outermost style inward; a document uses a subset, and the outline nests by this order.
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("annex", re.compile(r"附\s*[件录表]\s*[一二三四五六七八九十\d]*(?:[-—－]\d+)?\s*(?:[：:]\s*\S.*)?$")),
    ("part", re.compile(r"第[一二三四五六七八九十百\d]+(?:编|篇|部分?)(?=[\s、：:“《]|[\u4e00-\u9fff]|$)")),
    ("chapter", re.compile(r"第[一二三四五六七八九十百\d]+章(?=[\s、：:“《]|[\u4e00-\u9fff]|$)")),
    ("article", re.compile(r"第[一二三四五六七八九十百\d]+节(?=[\s、：:“《]|[\u4e00-\u9fff]|$)")),
    ("han", re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]")),
    ("han_bracket", re.compile(r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)][、.．]?")),
    (
        "box",
        re.compile(
            r"【?(?:专栏|重点工程|重大工程|重点项目)\s*(?:(?:[一二三四五六七八九十]+|\d+)(?:[-—.－]\d+)?】?"
            r"(?=[\s：:、　“《【]|(?![个项类级年]|大(?!气|数据|健康|病|型|城市|宗|学))[\u4e00-\u9fff]|$)|[：:])"
        ),
    ),
    ("digit", re.compile(r"\d{1,2}\s*[.．、](?!\d)")),
    (
        "decimal",
        re.compile(
            r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?(?:\s+(?=[“《]?[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]{4}|[“《][\u4e00-\u9fff]))"
        ),
    ),
    ("digit_bracket", re.compile(r"[（(]\d{1,2}[）)]")),
)
# Longer numbered lines are list items that say something, not headings. Plans' longest headings have about 35.
MAX_HEADING = 40
# Captions of tables (place, period, field and 主要发展指标) have about 30 characters; twice that leaves room.
MAX_CAPTION = 60
_CLAUSE = re.compile(r"[，,；;：:].*[，,；;。]|[。！？；].")
# Headings of these styles may end like a sentence (（一）现实基础。); numbered list items of the others do so too.
_OUTER = ("part", "chapter", "article", "han", "han_bracket")
# A list mark that a converter put before a number: -（二）, ·3.
_BULLET = re.compile(r"^[-·•]\s*(?=[（(\d一二三四五六七八九十])")
# 一、二级医院 and 一、二期梅毒 enumerate, they do not number.
_ENUMERATION = re.compile(r"[一二三四五六七八九十]+[级期孩类胎线]")
_RUN_IN = re.compile(r"[^。：:；;！？]{2,36}[。：:](?=.{10})", re.DOTALL)
# Chapters that go without a number.
_NAMED = re.compile(r"(?:前\s*言|序\s*言|引\s*言|导\s*言|总\s*则|附\s*则|结\s*语|名词解释|术语解释|指标解释)$")
_PLAIN = re.compile(r"[\u4e00-\u9fff“”（）()、·\d-]{3,20}$")
# What short lines without a number mostly are: who and when, captions, units, the ends of lists.
_PLAIN_EXCEPT = re.compile(
    r"(?:政府|办公室|委员会|党委|局|厅|院|中心|处|[日月年号稿表图]|附件|名单|单位|等|\d)$|^(?:附|注|抄送|来源)|规划$"
)
# Where a heading without a number stands among the styles: inside all of them.
PLAIN_STYLE = len(STYLES)
CHAPTER_STYLE = 2
_ORDINAL = re.compile(r"[^一二三四五六七八九十\d]*([一二三四五六七八九十]{1,3}|\d{1,2})")


def heading_style(text: str) -> int | None:
    """The index into STYLES of a numbered heading line, or None where the line is no heading."""
    text = _BULLET.sub("", text.strip().strip("*").strip())
    if not text or len(text) > MAX_HEADING:
        return None
    for index, (name, pattern) in enumerate(STYLES):
        match = pattern.match(text)
        if not match:
            continue
        rest = text[match.end() :].strip()
        if name in ("annex", "box"):
            return index
        if name in _OUTER and len(rest) > 1:
            rest = rest.removesuffix("。")
        if not rest or _ENUMERATION.match(rest) or _CLAUSE.search(rest) or rest.endswith(("；", ";", "，")):
            return None
        if name in ("digit", "decimal", "digit_bracket") and (
            (rest.endswith("。") and len(rest) > 20) or "：" in rest[:-1]
        ):
            return None
        return index
    return None


def is_outer(title: str) -> bool:
    """Whether a title is numbered in a style that no list uses, so that a number left out means a heading lost."""
    style = heading_style(title)
    return style is not None and STYLES[style][0] in _OUTER


def is_heading(text: str) -> bool:
    """Whether ``text`` is a numbered heading line."""
    return heading_style(text) is not None


def run_in_heading(text: str) -> tuple[int, int] | None:
    """(style, length) of a heading that opens a paragraph of running text (（一）加强领导。各级……), or None."""
    for index, (name, pattern) in enumerate(STYLES):
        match = pattern.match(text) if name in _OUTER else None
        if match is None or _ENUMERATION.match(text, match.end()):
            continue
        lead = _RUN_IN.match(text, match.end())
        if lead and len(re.findall(r"[，,]", lead[0])) <= 1:
            return index, lead.end()
    return None


def plain_heading(text: str, above: str | None, below: str | None) -> int | None:
    """The style of a heading without a number: a short line with running text below, standing where a thought ended.
    ``above`` and ``below`` are the neighbouring paragraphs, None where there is a table or nothing."""
    if _NAMED.match(text) and below:
        return CHAPTER_STYLE
    if not _PLAIN.match(text) or _PLAIN_EXCEPT.search(text) or above is None or below is None:
        return None
    ended = above.endswith(("。", "；", "！", "”")) or is_heading(above)
    running = len(below) >= MAX_HEADING and "。" in below and not is_heading(below)
    return PLAIN_STYLE if ended and running else None


def unnumbered(title: str) -> str:
    """A heading without its number and the full stop behind it: 第二节 基本原则 is 基本原则."""
    text = _BULLET.sub("", title.strip().strip("*").strip())
    for _, pattern in STYLES:
        match = pattern.match(text)
        if match and match.end() < len(text):
            text = text[match.end() :]
            break
    return text.strip(" ：:。")


def ordinal(title: str) -> int | None:
    """The number of a numbered heading: 第十二章 is 12."""
    match = _ORDINAL.match(title)
    if match is None:
        return None
    return number_of(match[1])
