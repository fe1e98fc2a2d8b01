"""The asks of a message: 现在多少，目标呢，谁牵头 are three, each of which is answered or refused by itself."""

import re

# What ends a clause: marks, and the space that stands for one on a phone.
_CLAUSE_END = re.compile(r"[，,。？?；;！!]\s*|\s+|(?<=..)(?=还有[^哪什几多]|另外|顺便)")
# 在吗 asks for nobody's figure. A clause asks where a question word stands in it, or where it ends as a follow-up does. 几个方面 and 哪怕 name no question.
_ASKS = re.compile(
    r"多少|(?<![好近十])几(?![乎何率]|[条点]?(?:主要|重点|关键|代表))|多[高大长久远]|哪(?![怕])|谁|什么|啥|怎[么样]|咋|如何|何时|[呢咧捏]$"
    r"|是否|有没有|能不能|(?<=...)[吗么]$"
)
# It asks whether what was said is so: no ask of its own.
_CONFIRMS = re.compile(
    r"^(?:对|是|行|可以|准确|属实|没错|一致|统一|正确)?(?:不对|不是)?[吗吧么]$|^(?:对不对|是不是|是吧|对吧|没错吧|一致吗|统一吗|全文.{0,4}统一吗|有没有搞错)$"
)
# It speaks of what was asked before in the same message (两个数各是多少, 分别是哪三家): the same ask.
_SAME = re.compile(
    r"^(?:那?(?:两|三|四|五|几)[个家]?数?|数据|单位|名单|名字|名称|它们|分别|各|各自|具体)?(?:分别|各|都|各自)?(?:是|有|叫|为)?(?:哪[一二两三四五六七八九十几些]*[个家项所]?|什么|啥|多少)$|^各(?:自)?(?:有|是)?(?:多少|几)[张个名家所间人位](?:床位?|人|名)?$"
)
# Which of the figures lie past a bound (哪些超过150个, 超过150个的有谁): the same ask as well.
_PAST = r"(?:超过?|高于|低于|大于|小于|多于|少于|不到|不足|不低于|不少于|达到)[\d.]+[万亿]?[\u4e00-\u9fff%‰]{0,2}?(?:以上|以下)?的?"
_BOUNDED = re.compile(
    rf"^(?:有)?(?:谁|哪[些几个]*)[县市区家]?(?:地方)?(?:是|都)?{_PAST}$|^{_PAST}(?:有|是)?(?:谁|哪[些几个]*|几[个家])[县市区家]?(?:地方)?$"
)
# Whether the documents say it (规划里有没有写) is asked of what was asked before it.
_SAID = re.compile(
    r"^(?:我?(?:想知道|不知道|不晓得))?(?:你)?(?:规划|文件|材料|里面|上面|那里|那边|这里|数)?(?:里面?|中|头|上)?(?:有没有|有冇|有无|写没写|提没提|给没给)"
    r"(?:写|提|说|讲|明确|给|列|这个|数|的)*(?:到|过|没)?(?:数|说法)?$"
)
# A noun stands before the word that asks.
_NAMES_ITS_OWN = re.compile(r"[\u4e00-\u9fff\d]{2,}?(?:多[少大高长久]|(?<![好近十])几|哪|谁|什么)")
# It goes on to a further matter, which it names (A的药师数，还有C的托位数).
_FURTHER = re.compile(r"^(?:还有|另外还有|再就是|外加|以及)(?=[“\"]?[\u4e00-\u9fff]{3})")
# What leads over to another ask and belongs to none.
_BESIDES = re.compile(r"^(?:另外|顺便|顺带|再就是)(?:再?问?一?下)?[，,]?(?=..)")
# More than so many asks in a message are a pasted text.
_MOST = 4


def asks_of(plain: str) -> tuple[str, ...]:
    """The asks of the message ``plain``, in order, each with the clauses that lead to it; one where it asks once."""
    asks: list[str] = []
    lead = ""
    for clause in _clauses(plain):
        bare = clause.strip()
        asking = is_asking(bare)
        same = any(form.search(bare.rstrip("？?")) for form in (_CONFIRMS, _SAME, _SAID, _BOUNDED))
        if same and asks and not lead:
            asks[-1] += clause
            continue
        further = _FURTHER.match(bare) is not None and bool(lead or asks)
        if further and lead:
            asks.append(lead)
            lead = ""
        if not asking and not further:
            lead += clause
            continue
        asks.append(lead + clause)
        lead = ""
    if lead and asks:
        asks[-1] += lead
    return tuple(_BESIDES.sub("", ask.strip()).rstrip("、") for ask in asks) if 1 < len(asks) <= _MOST else (plain,)


def is_asking(clause: str) -> bool:
    """Whether a clause holds a question word, or ends as a follow-up does."""
    return _ASKS.search(clause.rstrip("？?，,。；;！!：: ")) is not None


def _clauses(plain: str) -> list[str]:
    """The clauses of ``plain``, each with the mark that ends it."""
    found, at = [], 0
    for match in _CLAUSE_END.finditer(plain):
        found.append(plain[at : match.end()])
        at = match.end()
    found.append(plain[at:])
    return [part for clause in found if clause.strip("，,。？?；;！! ") for part in _side_by_side(clause)]


def _side_by_side(clause: str) -> list[str]:
    """The parts of a clause divided by 、 where each names what it asks for (机构多少家、床位多少张; but not 设多少张床位, which
    goes on); the clause where one does not."""
    parts = re.findall(r"[^、]+、?", clause)
    return parts if len(parts) > 1 and all(map(_NAMES_ITS_OWN.match, parts)) else [clause]
