"""Markdown's signs as a reader sees them, one character for one, so that offsets stay: escapes, entities, emphasis, links,
and HTML among the text."""

import html
import re
from dataclasses import dataclass, field

from corpus.language.text import FILLER
from corpus.readers.html.lines import BLOCKS, NAMES_FILE
from corpus.readers.inline import raised_text

# Stands for what no reader sees.
_HIDDEN = "\u200b"
# A lone asterisk is also the mark of a note (*为2023年数据；带*的…). Each pattern ends at the sign that would begin it anew, so that the time is linear.
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\((?P<target>[^()\s]+)(?:[ \t]+\"[^\"\n]*\")?\)")
_ADDRESS = re.compile(r"[/#:]|\.[a-z]", re.IGNORECASE)
_EMPHASIS = re.compile(
    r"(?<![\w*\\])\*(?![\s*])[^*|\n，。；]*[^*|\s\\，。；]\*(?![\d*])|(?<![\w\\])_(?![\s_])[^_|\n]*[^_|\s\\]_(?!\w)|(?<!`)`[^`\n]+`(?!`)"
)
_SIGN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)"
    r"|<sup\b[^<>]*>(?P<raised>[^<>&]{1,12})</sup\s*>"
    r"|(?P<struck><(?P<tag>del|s|strike)\b[^<>]*>[^<>]*</(?P=tag)\s*>|~~[^~\n]+~~)"
    r"|</?(?P<element>[a-z][a-z0-9]*)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"h([1-6])$")


@dataclass(slots=True)
class MarkdownText:
    """``text`` is as long as the source; ``pictures`` are the offsets of those in it, ``files`` the names of files that it
    links to."""

    text: str
    pictures: list[int] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def markdown_text(source: str) -> MarkdownText:
    """``source`` as a reader sees it, without comments; a row of a table (| a | b |) keeps to its line."""
    text = _without_comments(source)
    read = MarkdownText("", [match.start() for match in _PICTURE.finditer(text)])
    text = _PICTURE.sub(_hidden, text)
    text = _LINK.sub(lambda match: _link(match, read.files), text)
    text = _EMPHASIS.sub(lambda match: f"{_HIDDEN}{match[0][1:-1]}{_HIDDEN}", text)
    pieces: list[str] = []
    at = line = seen = 0
    in_row = text.startswith("|")
    for match in _SIGN.finditer(text):
        line = text.rfind("\n", seen, match.start()) + 1 or line
        in_row = text[line : match.start()].lstrip().startswith("|") if line > seen else in_row
        seen = match.start()
        if match["element"] == "img":
            read.pictures.append(seen)
        pieces += [text[at:seen], _shown(match, in_row)]
        at = match.end()
    read.text = "".join([*pieces, text[at:]])
    return read


def _without_comments(source: str) -> str:
    pieces = []
    at = 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start)) >= 0:
        pieces += [source[at:start], _HIDDEN * (end + 3 - start)]
        at = end + 3
    return "".join([*pieces, source[at:]])


def _hidden(match: re.Match[str]) -> str:
    return _HIDDEN * len(match[0])


def _link(match: re.Match[str], files: list[str]) -> str:
    """The words of a link; a figure in brackets before others ([20](累计)) is none."""
    if not _ADDRESS.search(match["target"]):
        return match[0]
    if NAMES_FILE.search(match["target"]) or NAMES_FILE.search(match["words"]):
        files.append(match["words"])
    return (_HIDDEN + match["words"]).ljust(len(match[0]), _HIDDEN)


def _shown(match: re.Match[str], in_row: bool) -> str:
    """What a sign shows, in as many characters."""
    printed = match[0]
    if match["escape"] or match["entity"]:
        text = printed[1] if match["escape"] else html.unescape(printed)
        # In a row a bar would divide cells.
        return text.replace("|", "｜" if in_row else "|").ljust(len(printed), FILLER)
    if match["raised"]:
        return raised_text(match["raised"]).ljust(len(printed), FILLER)
    name = (match["element"] or "").lower()
    if name not in BLOCKS and name != "br":
        return _hidden(match)
    if in_row:
        return " " * len(printed)
    heading = _HEADING.match(name) if printed[1] != "/" else None
    mark = f"\n{'#' * min(int(heading[1]), len(printed) - 2)} " if heading else "\n"
    return mark.ljust(len(printed))
