"""Which lines of a web page are the document: decided by where its sentences and tables stand and by what is link and
what is text, not by the names that site builders give to their boxes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from corpus.language.headings import is_heading
from corpus.language.text import fold
from corpus.readers.furniture import FACT, SHORTEST_TITLE, STATED_FACT, is_fact, is_foot, is_furniture, published
from corpus.readers.html.lines import Item, Line, Picture, TableItem

# The main element is the innermost that still holds this share of the page's sentences and tables.
_MAIN_SHARE = 0.75
# An element with fewer lines is a paragraph and no container.
_FEWEST_LINES = 3
# A sentence, not a label: text outside links with a clause mark and at least so many characters.
_CLAUSE = re.compile(r"[，。；！？]")
_SHORTEST_SENTENCE = 15
# What stands outside the main element belongs to the document where it holds so many characters of sentences and tables
# and so little of it is links.
_PIECE = 25
_PIECE_LINKS = 0.3
# Elements that surround an article by their tags are left out where they hold less than this share of the main element.
_AROUND = frozenset(["nav", "footer", "aside"])
_AROUND_SHARE = 0.2
# Lists of links: lines that are links for the most part, two or more on end.
_LINK_SHARE = 0.6
_MIN_LINKS = 2
_DATE = re.compile(
    r"[\[（(]?\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?[\]）)]?|[·•>|\s]"
)
_MIN_FACTS = 2
# What may stand before the name of a file that is another document.
_ATTACHED = re.compile(
    r"[\s\d一二三四五六七八九十、.．：:（()）\[\]【】;；，,-]*(?:附\s*件|附|相关附件|附件下载|点击下载|下载|查看)?[\s\d一二三四五六七八九十、.．：:（()）\[\]【】;；，,-]*"
)
# What divides the parts of a page's title, and the ends of those that name the site or a column of it.
_PARTS = re.compile(
    r"\s*[_|]+\s*|\s+[-–—]+\s+|\s*--+\s*|\s*[-–—]+\s*(?=[^-–—]*(?:网|网站|门户|政府|委员会|局|厅|专栏|平台)$)"
)
_SITE = re.compile(r"(?:网|网站|门户|政府|委员会|局|厅|委|办|专栏|平台|公开|中心|频道|栏目)$")
# The lines of the text among which its title is looked for.
_TITLE_LINES = 12
_LONGEST_TITLE = 80


def is_facts(table: TableItem) -> bool:
    """Whether a table is the page's box of facts about the document."""
    return sum(is_fact(text) for row in table.rows for text in row) >= _MIN_FACTS


def page_title(titles: Iterable[str]) -> str:
    """The title of the document from the ones that a page gives itself (best first), without the site's name; "" where
    they are none."""
    for title in titles:
        parts = [part for part in _PARTS.split(" ".join(title.split())) if not _SITE.search(part)]
        longest = max(parts, key=len, default="")
        if len(longest) >= SHORTEST_TITLE:
            return longest
    return ""


def site_name(titles: Iterable[str]) -> str:
    """The name of the site (云岭市人民政府门户网站) that the titles of a page end with, "" where they name none."""
    parts = [part for title in titles for part in _PARTS.split(" ".join(title.split())) if _SITE.search(part)]
    return max(parts, key=len, default="")


def document_items(items: Sequence[Item], body: Any, title: str) -> list[Item]:
    """The items of the document itself, in order: the facts about it and its title, its text, what else of its sentences
    and tables stands elsewhere on the page. ``title`` is the page's, "" where it has none."""
    shown = [item for item in items if not item.hidden]
    if sum(map(_weight, items)) > 2 * sum(map(_weight, shown)):
        shown = list(items)  # a page that shows its text by a script
    return _without_foot(_without_menus(_Page(shown, body, title).chosen()))


class _Page:
    """The items of one page with what each element of it holds."""

    def __init__(self, items: Sequence[Item], body: Any, title: str) -> None:
        self._items = items
        self._title = fold(title)
        self._body = body
        self._chains = [self._upwards(item.element) for item in items]
        self._weights: dict[Any, int] = {}
        self._counts: dict[Any, int] = {}
        for item, chain in zip(items, self._chains, strict=True):
            weight = _weight(item)
            for element in chain:
                self._weights[element] = self._weights.get(element, 0) + weight
                self._counts[element] = self._counts.get(element, 0) + 1
        # The elements with text of the document right in them: boxes of it, never closed, nest within one another.
        self._texts = {item.element for item in items if _weight(item) or is_heading(_text(item))}
        self._main = self._innermost()

    def chosen(self) -> list[Item]:
        """The items of the main element, of pieces beside it, and of the head above it."""
        around = set(self._upwards(self._main))
        pieces: dict[Any, list[Item]] = {}
        roots = []
        for item, chain in zip(self._items, self._chains, strict=True):
            outside = [element for element in chain if element not in around]
            root = self._main if self._main in chain else outside[-1] if outside else item
            roots.append(id(root))
            pieces.setdefault(id(root), []).append(item)
        tags = {id(element): element.tag for chain in self._chains for element in chain}
        kept = {
            root
            for root, inside in pieces.items()
            if root == id(self._main) or self._belongs(inside, tags.get(root, ""))
        }
        first = next((at for at, root in enumerate(roots) if root in kept), len(roots))
        text = [item for item, root in zip(self._items, roots, strict=True) if root in kept]
        head = self._head(self._items[:first], opening_of(_text(item) for item in text))
        files = {at for at, item in enumerate(self._items) if at > first and isinstance(item, Line) and item.files}
        return [*head, *(item for at, item in enumerate(self._items) if roots[at] in kept or at in files)]

    def _upwards(self, element: Any) -> list[Any]:
        """An element and those around it, up to the page's body."""
        chain = [element]
        while element is not self._body and (element := element.getparent()) is not None:
            chain.append(element)
        return chain

    def _innermost(self) -> Any:
        """The innermost element that holds most of the page's sentences and tables."""
        main = self._body
        while True:
            heaviest = max((c for c in main if self._weights.get(c)), key=self._weights.__getitem__, default=None)
            if heaviest is None or self._weights[heaviest] < _MAIN_SHARE * self._weights[main]:
                return main
            if self._counts[heaviest] < _FEWEST_LINES or main in self._texts:
                return main
            main = heaviest

    def _belongs(self, inside: Sequence[Item], tag: str) -> bool:
        """Whether what stands in one element beside the main one is part of the document all the same."""
        weight = sum(map(_weight, inside))
        size = sum(len(_text(item)) for item in inside)
        links = sum(item.linked for item in inside if not isinstance(item, Picture))
        if weight < _PIECE or links > _PIECE_LINKS * size or any(is_foot(_text(item)) for item in inside):
            return False
        return tag not in _AROUND or weight >= _AROUND_SHARE * self._weights[self._main]

    def _head(self, above: Sequence[Item], opening: str) -> list[Item]:
        """What of the items above the text is the document's: the facts about it; its title, where the text does not open
        with that, and the lines below the title."""
        titled = [self._is_title(item) for item in above]
        begin = len(above) - titled[::-1].index(True) - 1 if True in titled else len(above)
        while begin and titled[begin - 1]:
            begin -= 1
        if fold("".join(_text(item) for at, item in enumerate(above) if titled[at] and at >= begin)) in opening:
            begin = len(above)
        head: list[Item] = []
        for at, item in enumerate(above):
            if isinstance(item, TableItem):
                belongs = is_facts(item)
            elif isinstance(item, Line):
                fact = bool((FACT.match(item.text) and not item.links) or STATED_FACT.search(item.text))
                belongs = fact or (at >= begin and (titled[at] or not (item.links or is_furniture(item.text))))
                if not belongs and at >= begin and (date := published(item.text)):
                    item = replace(item, text=date, bare=date)
                    belongs = True
            else:
                belongs = False
            if belongs:
                head.append(item)
        return head

    def _is_title(self, item: Item) -> bool:
        if not isinstance(item, Line):
            return False
        text = fold(item.text)
        if item.level == 1 or (text == self._title and text):
            return True
        return not item.links and len(text) >= SHORTEST_TITLE and bool(self._title) and text in self._title


def opening_of(lines: Iterable[str]) -> str:
    """The first lines of a text that may be its title, folded and joined: titles are broken over lines."""
    opening = (line for line in islice(lines, _TITLE_LINES) if len(line) <= _LONGEST_TITLE and "。" not in line)
    return fold("".join(opening))


def _text(item: Item) -> str:
    return item.text if isinstance(item, Line) else ""


def _weight(item: Item) -> int:
    """The characters of sentences and data in an item, none for labels, links and furniture."""
    if isinstance(item, TableItem):
        size = sum(len(text) for row in item.rows for text in row)
        return 0 if is_facts(item) or item.linked > size / 2 else size
    if isinstance(item, Picture) or is_foot(item.text) or is_furniture(item.text):
        return 0
    size = len(item.text) - item.linked
    linked = item.linked > len(item.text) / 2 and not item.text.endswith("。")
    return len(item.text) if size >= _SHORTEST_SENTENCE and _CLAUSE.search(item.text) and not linked else 0


def is_attachment(line: Line) -> bool:
    """Whether a line holds nothing but the names of files that it links to."""
    return bool(line.files) and _ATTACHED.fullmatch(line.bare) is not None


def _without_menus(items: Sequence[Item]) -> list[Item]:
    """The items without lists of links and the labels above them."""
    kept: list[Item] = []
    run: list[Line] = []
    text = any(map(_weight, items))
    for item in [*items, None]:
        if isinstance(item, Line) and _is_link(item):
            run.append(item)
            continue
        if sum(line.links for line in run) < (_MIN_LINKS if text else 1):
            kept += run
        elif (
            kept and isinstance(label := kept[-1], Line) and label.level not in (None, 1) and not is_heading(label.text)
        ):
            kept.pop()
        run = []
        if isinstance(item, Line) and is_furniture(item.text) and not item.files:
            date = published(item.text)
            if date and not any(date[-6:] in _text(one) or _weight(one) for one in kept):
                kept.append(replace(item, text=date, linked=0, links=0, bare=date))
            continue
        if item is not None and not (isinstance(item, TableItem) and _is_linked(item)):
            kept.append(item)
    return kept


def _is_link(line: Line) -> bool:
    size = len(_DATE.sub("", line.text))
    return bool(line.links) and not line.files and line.linked > _LINK_SHARE * size and not line.text.endswith("。")


def _is_linked(table: TableItem) -> bool:
    return table.linked > _LINK_SHARE * sum(len(text) for row in table.rows for text in row)


def _without_foot(items: list[Item]) -> list[Item]:
    """The items up to the foot of the page."""
    last = max((at for at, item in enumerate(items) if _weight(item)), default=-1)
    foot = (at for at in range(last + 1, len(items)) if is_foot(_text(items[at])))
    return items[: next(foot, len(items))]
