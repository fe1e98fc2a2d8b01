"""An official document's title, from its cover, the notice that issues it, a caption, or its file's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from corpus.language.document_kinds import ANY_ENDING, NAMED_ENDING, TAIL
from corpus.language.headings import MAX_CAPTION, is_heading, is_outer
from corpus.language.text import CleanText
from corpus.models import Span
from corpus.records.document.regions import authority_chain, is_national, region_chain

# The longest titles are those of execution reports (…计划执行情况与…计划草案的报告) behind a long region.
_MAX_TITLE = 80
# 政府工作报告 is the shortest title of a document; shorter lines are columns of a page (政策文件, 统计公报).
_MIN_TITLE = 6
# A title is broken over at most so many lines.
_MAX_LINES = 4
# Headings in the outer numbering styles that a text without a title must have to be a document at all.
_MIN_HEADINGS = 2
_MARKS = r"(?:征求意见稿?|意见征集稿?|征求意见|送审稿|讨论稿|报批稿|审议稿|草案|公示稿|初稿|修改稿|公示版|公开版|公众版|节选|摘录|摘要|摘编|全文)"
_MARK_TAIL = re.compile(rf"\s*[（(【]?(?:公开)?{_MARKS}+[）)】]?\s*$")
_WORDS = r"[\u4e00-\u9fffA-Za-z〇○\d“”\"‘’（）()《》〈〉·、+\-—－–~～\s]"
_TITLE = re.compile(rf"{_WORDS}{{0,70}}?(?:{ANY_ENDING}){TAIL}")
_NAMED_TITLE = re.compile(rf"{_WORDS}{{0,30}}?关于{_WORDS}{{2,70}}?(?:{NAMED_ENDING}){TAIL}")
_PLAN_ENDING = (
    r"(?:规划纲要|目标纲要|纲要|规划|实施方案|行动方案|工作方案|行动计划|工作计划|三年计划|五年计划|实施意见)"
)
_RANGE = r"(?:[（(〔]?(?:19|20)\d{2}\s*年?\s*[-—－–~～至到]+\s*(?:19|20)\d{2}\s*年?[）)〕]?)"
_CAPTION = re.compile(rf"[\u4e00-\u9fff〇○\d“”\"（）()·、\-—－–~～]{{2,48}}?{_PLAN_ENDING}{_RANGE}?")
_PERIOD_MARK = re.compile(r"十[一二三四五六七八九]五|第十?[一二三四五六七八九十]个五年|(?:19|20)\d{2}")
_ISSUES = r"(?:印发|发布|公布|下发|转发|批转)"
_NOTICE = re.compile(
    rf"(?P<issuer>^.{{0,60}}?)(?:关于)?{_ISSUES}(?:《(?P<marked>[^》]+)》|(?P<bare>.+?))(?:的通知|的公告)"
)
# A heading that an extraction cut off, or one of another wording.
_OPEN_NOTICE = re.compile(rf"(?P<issuer>^.{{0,60}}?)(?:关于)?{_ISSUES}(?:《(?P<marked>[^》]+)》|(?P<bare>.+))$")
_CONSULT = re.compile(r"(?P<issuer>^.{0,60}?)关于(?:公开|再次)?征(?:求|集).*?《(?P<marked>[^》]+)》")
_PREFIX = re.compile(r"^附\s*[件录]\s*\d*\s*[：:.]?\s*(?=\S)")
# A title that goes on from a line that is one already: …规划 / 和二〇三五年远景目标纲要.
_GOES_ON = re.compile(r"[和与及暨]")
# What tells of another document and stands below its name: …规划纲要 / 实施情况中期评估报告.
_ABOUT = re.compile(
    r"(?:的?(?:实施|执行|完成|落实)(?:情况)?的?)?(?:中期|终期|末期|总结|年度|阶段性?)?(?:的?(?:评估|监测|评价|总结|自查)(?:总结)?的?报告|调整方案)"
)
# Lines that are no part of a title: who issued it, when, under what number.
_OTHER = re.compile(r"(?:人民政府|国务院|委员会|办公室|[厅局部署月日号：:。])$|^[（(【].*[）)】]$")


@dataclass(frozen=True, slots=True)
class Title:
    """A document's name as printed, with its place in the source (an empty span where only the file is called so), and
    the issuer that a notice names before it."""

    text: str
    span: Span
    issuer: str = ""


def title_of(cover: Sequence[CleanText], paragraphs: Sequence[CleanText], body: str, file: str) -> Title | None:
    """The title: a cover line (or up to four, where it is broken) that begins with the region, the name in a notice's
    关于印发《…》的通知, a cover line that names no region, a later short line that begins with a title (a table's caption),
    the file's name, or the first line of a text with numbered headings. None where the file is no document at all."""
    found = _cover_titles(cover, body)
    placed = (title for title in found if region_chain(title.text, body))
    best = next(chain(placed, _notice_titles(cover), found), None)
    if best:
        return best
    for paragraph in paragraphs:
        if len(paragraph.text) > MAX_CAPTION or "《" in paragraph.text or "印发" in paragraph.text:
            continue
        match = _CAPTION.match(paragraph.text)
        if match and _PERIOD_MARK.search(match[0]) and region_chain(match[0], body):
            return Title(match[0], paragraph.span(match.start(), match.end()))
    named = bare_title(re.sub(r"\.[^.]+$", "", file))
    if is_title(named) and (region_chain(named, body) or _PERIOD_MARK.search(named)):
        return Title(named, Span(0, 0))
    return _first_line(cover, paragraphs, body)


def annex_title(cover: Sequence[CleanText], file: str) -> Title | None:
    """The title of an annex: the first line of its ``cover`` that speaks of a period or year, else the ``file``'s name where
    that does. The name of a plan in a caption is not taken out of it, or the annex would stand for the plan."""
    lines = [Title(_PREFIX.sub("", line.text.strip()), line.span()) for line in cover if len(line.text) <= _MAX_TITLE]
    named = [*lines, Title(file.rpartition(".")[0], Span(0, 0))]
    return next((title for title in named if _PERIOD_MARK.search(title.text)), None)


def is_title(text: str) -> bool:
    """Whether a line is a document's name by its ending; a notice that issues another document is called by that."""
    fits = _TITLE.fullmatch(text) or _NAMED_TITLE.fullmatch(text)
    return _MIN_TITLE <= len(text) <= _MAX_TITLE and re.search(_ISSUES, text) is None and fits is not None


def bare_title(line: str) -> str:
    """A title line without 《》, 附件 before it and (征求意见稿), (节选) behind it."""
    text = _MARK_TAIL.sub("", _PREFIX.sub("", line.strip()))
    marked = re.fullmatch(r"《([^《》]+)》", text)
    return (marked[1] if marked else text).strip()


def _cover_titles(cover: Sequence[CleanText], body: str) -> list[Title]:
    """The cover's lines that are a title, also broken over lines; those that say a period first, then in their order."""
    found = []
    whole = [is_title(bare_title(line.text)) for line in cover]
    for at in range(len(cover)):
        for count in range(1, min(_MAX_LINES, len(cover) - at) + 1):
            lines = cover[at : at + count]
            text = bare_title("".join(line.text for line in lines))
            if count == 1 and whole[at]:
                found.append(Title(text, lines[0].span()))
            elif count > 1 and is_title(text) and _is_broken(lines, whole[at : at + count], body):
                found.append(Title(text, Span(lines[0].span().start, lines[-1].span().end)))
    found.sort(key=lambda title: (_PERIOD_MARK.search(title.text) is None, title.span.start, -title.span.end))
    return found


def _is_broken(lines: Sequence[CleanText], whole: Sequence[bool], body: str) -> bool:
    """Whether lines that together are a title are one that is broken over them: no issuer, date or number is among them,
    and none is a title by itself but a first one that goes on (和…纲要, its years) or a last one whose place stands above."""
    rest = bare_title("".join(line.text for line in lines[1:]))
    if re.fullmatch(_RANGE, rest):
        return True
    if any(_OTHER.search(line.text) for line in lines):
        return False
    if whole[0]:
        return bool(_GOES_ON.match(rest) or _ABOUT.match(rest))
    joined = "".join(line.text for line in lines)
    if not any(whole) and _PERIOD_MARK.search(joined):
        return True
    headed = "关于" in joined or is_national(joined) or bool(region_chain(joined, body))
    return headed and not any(region_chain(line.text, body) for line in lines[1:])


def _notice_titles(cover: Sequence[CleanText]) -> Iterator[Title]:
    """What the notice issues, its heading on up to four lines."""
    parts = [cover[at : at + count] for count in range(1, _MAX_LINES + 1) for at in range(len(cover) - count + 1)]
    for form in (_NOTICE, _CONSULT, _OPEN_NOTICE):
        for lines in parts:
            joined = "".join(line.text for line in lines)
            match = form.match(joined)
            if match and len(joined) <= 2 * _MAX_TITLE and not any(is_heading(line.text) for line in lines):
                text = bare_title(match["marked"] or match.groupdict().get("bare") or "")
                if is_title(text):
                    yield Title(text, Span(lines[0].span().start, lines[-1].span().end), match["issuer"])


def _first_line(cover: Sequence[CleanText], paragraphs: Sequence[CleanText], body: str) -> Title | None:
    """The first line of a text with numbered headings that is no issuer, date or number."""
    if sum(is_outer(paragraph.text) for paragraph in paragraphs) < _MIN_HEADINGS:
        return None
    for line in cover:
        if len(line.text) >= _MIN_TITLE and not _OTHER.search(line.text) and not authority_chain(line.text, body):
            return Title(line.text, line.span())
    return None
