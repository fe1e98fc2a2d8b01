"""Who issued a plan: the offices that its notice, its cover or its imprint name."""

import re
from dataclasses import dataclass

from corpus.language.text import CleanText
from corpus.models import Span
from corpus.records.document.regions import MINISTRY

_OFFICE = (
    r"(?:人民政府办公室|人民政府办公厅|人民政府|街道办事处|办事处|管理委员会|管委会|委员会办公室|领导小组办公室|委员会|办公室"
    r"|卫生健康委|发展改革委|健康委|改革委|[省市县区州]委|常委会|调查队|总局|分局|局|厅)"
)
_NAME = rf"(?:[\u4e00-\u9fff（）()]{{2,26}}?{_OFFICE}|中共中央|国务院|{MINISTRY})"
_NAMES = re.compile(rf"{_NAME}(?=$|[\s、，,])")
# A line of the cover or imprint with offices alone, as a letterhead (…文件), a signature or with its date.
_LINE = re.compile(
    rf"(?P<names>(?:{_NAME}[\s、，,\u3000]*){{1,8}})"
    r"(?:文件|令)?\s*(?:(?:20\d{2}|二[〇○零]..)\s*年.{1,8}(?:日|月)(?:印发)?)?\s*$"
)
_NOTICE = re.compile(rf"(?P<names>(?:{_NAME}[\s、，,\u3000]*){{1,8}})(?:关于)?(?:印发|发布|公布)")
# An office by its level alone.
_BARE = re.compile("[省市县区州]")
_ADDRESSEES = re.compile(r"各|[：:]$|^抄送|^主送|^报")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Offices divided by 、, with the place of the first line that names them."""

    text: str
    span: Span


def issuer_of(cover: list[CleanText], imprint: list[CleanText], source: str) -> Issuer | None:
    """The issuing offices: those of the notice's heading, else of the cover, else of the imprint. Offices on lines that
    follow each other belong together. ``source`` tells them apart where only spaces do."""
    for line in cover:
        match = _NOTICE.match(line.text)
        if match:
            names = _names(line, match.end("names"), source)
            signed = _signed(cover, source)
            if signed and len(names) == 1 and _BARE.match(names[0]) and signed.text.endswith(names[0]):
                return signed  # 市人民政府办公室关于印发…, signed 云岭市人民政府办公室
            return Issuer("、".join(names), line.span(0, match.end("names")))
    return _signed(cover, source) or _signed(imprint, source)


def _signed(lines: list[CleanText], source: str) -> Issuer | None:
    names: list[str] = []
    span: Span | None = None
    for line in lines:
        match = None if _ADDRESSEES.search(line.text) else _LINE.match(line.text)
        if match:
            names += [name for name in _names(line, match.end("names"), source) if name not in names]
            span = span or line.span(0, match.end("names"))
        elif names:
            break
    return Issuer("、".join(names), span) if span else None


def _names(line: CleanText, end: int, source: str) -> list[str]:
    """The offices of a line up to ``end``; the source still has the spaces between them."""
    span = line.span(0, end)
    printed = re.sub(r"[*\u200b-\u200d\ufeff]|\[bookmark:[^\]]*\]", "", source[span.start : span.end])
    pieces = [re.sub(r"\s", "", piece) for piece in re.split(r"[、，,]|\s{1,}", printed) if piece.strip()]
    if all(_NAMES.fullmatch(piece) for piece in pieces):
        return pieces
    return [name for name in re.split(r"[、，,]", line.text[:end]) if name]
