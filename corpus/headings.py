"""The numbering styles of Chinese official documents (GB/T 9704-2012, section 7.3.3: 一、/（一）/1./（1）; plans add
第一章/第一节, boxes and annexes on top)."""

import re

# From the outermost style inward; a document uses a subset, and the outline nests by this order.
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("annex", re.compile(r"附\s*[件录表]\s*[一二三四五六七八九十\d]*\s*(?:[：:]\s*\S.*)?$")),
    ("chapter", re.compile(r"第[一二三四五六七八九十百\d]+[章编篇部]分?(?=[\s、：:]|[\u4e00-\u9fff]|$)")),
    ("article", re.compile(r"第[一二三四五六七八九十百\d]+节(?=[\s、：:]|[\u4e00-\u9fff]|$)")),
    ("han", re.compile(r"[一二三四五六七八九十]{1,3}、")),
    ("han_bracket", re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    ("box", re.compile(r"(?:专栏|重点工程|重大工程|重点项目)\s*[一二三四五六七八九十\d]+(?=[\s：:　]|$)")),
    ("digit", re.compile(r"(?:-\s*)?\d{1,2}\s*[.．、](?!\d)")),
    ("digit_bracket", re.compile(r"[（(]\d{1,2}[）)]")),
)
# Longer numbered lines are list items that say something, not headings. Plans' longest headings have about 35.
MAX_HEADING = 40
_CLAUSE = re.compile(r"[，,；;：:].*[，,；;。]|[。！？；].")


def heading_style(text: str) -> int | None:
    """The index into STYLES of a numbered heading line, or None where the line is no heading."""
    text = text.strip().strip("*").strip()
    if not text or len(text) > MAX_HEADING:
        return None
    for index, (name, pattern) in enumerate(STYLES):
        match = pattern.match(text)
        if not match:
            continue
        rest = text[match.end() :].strip()
        if name in ("annex", "box"):
            return index
        if not rest or _CLAUSE.search(rest) or rest.endswith(("；", ";", "，")):
            return None
        if name in ("digit", "digit_bracket") and ((rest.endswith("。") and len(rest) > 20) or "：" in rest[:-1]):
            return None
        return index
    return None


def is_heading(text: str) -> bool:
    return heading_style(text) is not None
