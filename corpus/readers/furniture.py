"""What a web page puts around a document, by its words: where one is, how to print it, who runs the site."""

import re
from collections.abc import Sequence

from corpus.language.document_kinds import kind_of
from corpus.language.headings import is_heading
from corpus.models import DocumentKind

_LONGEST_FURNITURE = 60
_LONGEST_INFO = 150
# Lines that a page adds to the article.
_FURNITURE = re.compile(
    r"[【\[（(]?\s*(?:打印(?:本[页文]|文章|页面)?|关闭(?:窗口|本页|页面)?|上一[篇条页]|下一[篇条页]|分享(?:到|至)?|字[体号]|责任编辑|扫一扫|浏览(?:次数|量)?"
    r"|点击(?:数|量|次数)|阅读(?:次数|量)|访问(?:次数|量)|收藏|返回(?:顶部|首页)|当前位置|您(?:现在)?(?:的位置|所在)|相关(?:文件|链接|阅读|解读|稿件|文章|新闻|信息|附件|专题)|推荐阅读"
    r"|热[点门](?:新闻|推荐|文章)|政策解读|附件下载|发布(?:时间|日期)|信息来源|来源|主办(?:单位)?|承办(?:单位)?|版权所有|网站标识码|网站地图|技术支持|友情链接"
    r"|.{0,20}(?:ICP备|公网安备))(?:[：:\s】\]）)]|$)|附件\s*\d*\s*[：:]\s*$"
)
# A line with two of these tells about the page.
_INFO = re.compile(
    r"发布(?:时间|日期)|(?:信息)?来源|浏览|点击|阅读(?:次数|量)|访问(?:次数|量)|字[体号]|打印|关闭|分享|收藏|责任编辑|作者|扫一扫|微信|微博|无障碍"
)
# What stands at the foot of every page of a site; nothing of the document comes behind.
_FOOT = re.compile(
    r"版权所有|主办(?:单位)?\s*[：:]|承办(?:单位)?\s*[：:]|ICP\s*备|公网安备|网站标识码|技术支持\s*[：:]|建议使用.{0,20}(?:浏览|分辨率)|网站地图|Copyright"
)
# The labels of a page's box of facts about the document.
FACT = re.compile(
    r"\s*(?:索\s*引\s*号|信息分类|发文字号|文\s*号|发文机关|发文日期|发布机构|制发机关|成文日期|发布日期|生成日期|公开日期|主题分类|主题词|公开方式|公开范围"
    r"|有\s*效\s*性|效力状态|失效日期|施行日期|统一登记号|标\s*题|名\s*称)\s*[：:]?\s*"
)
# A fact that only a document has, with its value on the same line: whatever else of the page stands on that line.
STATED_FACT = re.compile(r"(?:发文字号|文\s*号|发文机关|发文日期|制发机关|成文日期)\s*[：:]\s*\S")

# When the page was put up, of a line that else tells of the page alone (发布日期：2024-05-16 来源：… 浏览次数：…).
_PUBLISHED = re.compile(r"发布(?:日期|时间)\s*[：:]\s*(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?")

# A text that was copied from a page: the way to it (您当前的位置：首页 > 统计公报) and the menu in a line above it. Menus of
# government sites have at least so many words of this length, one of them a word of such menus.
_CRUMB = re.compile(r"(?:您|你)?(?:现在|当前|所在)?的?位置\s*[：:]|(?:网站)?首页\s*(?:[>＞›»→]|[-/]\s*\S)")
_MENU_WORD = re.compile(
    r"(?:网站)?首页|(?:政务|信息|政府信息)公开|(?:政民)?互动(?:交流)?|政务服务|办事服务|在线服务|新闻(?:中心|动态)|政务动态|要闻动态|通知公告|专题专栏|公众参与"
    r"|机构(?:概况|职能|设置)|统计(?:数据|服务)|数据(?:开放|发布)|政策(?:法规|文件)|长者(?:模式|助手)|手机版|无障碍(?:浏览|阅读)?|登录|注册|繁体"
)
_FEWEST_WORDS = 3
_LONGEST_WORD = 8
_DIVIDER = re.compile(r"[\s|｜·•]+")
# The words of a page that no document prints at its end.
_PAGE_ONLY = re.compile(
    r"上一[篇条页]|下一[篇条页]|打印本|关闭(?:窗口|本页|页面)|扫一扫|ICP\s*备|公网安备|网站标识码|版权所有|分享到"
)
# A document's name is longer than the columns of a page (政策文件, 统计公报).
SHORTEST_TITLE = 6
# The lines above the text among which a page's are looked for.
_HEAD_LINES = 40
_SHORTEST_SENTENCE = 15
_SITE = re.compile(r"[\u4e00-\u9fff]{2,}(?:网|网站|门户|政府|委员会|局|厅|委|办公室)$")


def is_furniture(text: str) -> bool:
    """Whether a line is the page's and not the document's: where one is, when it was put up, how to print it."""
    if STATED_FACT.search(text):
        return False
    if len(text) <= _LONGEST_FURNITURE and _FURNITURE.match(text):
        return True
    return len(text) <= _LONGEST_INFO and "。" not in text and len(set(_INFO.findall(text))) > 1


def published(text: str) -> str:
    """What a line says of when the page was put up, as printed, "" where it says nothing of it."""
    found = _PUBLISHED.search(text)
    return found[0] if found else ""


def is_fact(text: str) -> bool:
    """Whether a cell of a page's box of facts is a label, alone or with its value (索引号：LZ011)."""
    label = FACT.match(text)
    return label is not None and (label.end() == len(text) or label[0].rstrip().endswith(("：", ":")))


def is_foot(text: str) -> bool:
    """Whether a line stands at the foot of every page of a site."""
    return _FOOT.search(text) is not None


def around_copy(texts: Sequence[str]) -> tuple[set[int], str]:
    """The numbers of the lines that a page puts around a document which was copied from it as text, and the site's name
    ("" where it says none); none for other texts. A title and the facts about the document stay wherever they stand."""
    lines = [text.strip() for text in texts]
    filled = [number for number, line in enumerate(lines) if line]
    head = []
    for number in filled[:_HEAD_LINES]:
        if _is_sentence(lines[number]) or is_heading(lines[number]):
            break
        head.append(number)
    menus = {number for number in head if _CRUMB.match(lines[number]) or _is_menu(lines[number])}
    above = {
        number for number in head if number <= max(menus, default=-1) and not _is_of_document(lines[number])
    } | menus
    foot = _foot(lines, filled)
    if not above and sum(_PAGE_ONLY.search(lines[number]) is not None for number in foot) < 2:
        return set(), ""
    site = next((lines[number] for number in sorted(above) if _SITE.fullmatch(lines[number])), "")
    return above | foot, site


def _is_sentence(line: str) -> bool:
    return len(line) > _SHORTEST_SENTENCE and ("。" in line or line.endswith("；"))


def _is_of_document(line: str) -> bool:
    return FACT.match(line) is not None or (len(line) >= SHORTEST_TITLE and kind_of(line) is not DocumentKind.OTHER)


def _is_menu(line: str) -> bool:
    words = [word for word in _DIVIDER.split(line) if word]
    known = sum(_MENU_WORD.fullmatch(word) is not None for word in words)
    short = all(len(word) <= _LONGEST_WORD and not re.search(r"[\d，。；：]", word) for word in words)
    return len(words) >= _FEWEST_WORDS and short and known >= 2


def _foot(lines: Sequence[str], filled: Sequence[int]) -> set[int]:
    """The lines from the first one of the page's on, behind the last sentence, row or heading."""
    tail: list[int] = []
    for number in reversed(filled):
        if _is_sentence(lines[number]) or "\t" in lines[number] or "|" in lines[number] or is_heading(lines[number]):
            break
        tail.insert(0, number)
    first = next((at for at, number in enumerate(tail) if is_furniture(lines[number]) or is_foot(lines[number])), None)
    return set() if first is None else set(tail[first:])
