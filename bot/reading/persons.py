"""Names of persons: who holds an office (院长是谁) is answered with a name, not with what the office does."""

import re

# The hundred commonest surnames of mainland China (Ministry of Public Security, 2020 report on names).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME = rf"(?!任[组副主常会])[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_TITLE = "院长|局长|主任|县长|市长|区长|镇长|书记|校长|园长|所长|负责人|组长|秘书长|联系人|法人"
_ASKED = re.compile(rf"(?P<title>{_TITLE})(?:是|叫|姓)(?:谁|什么名|哪位|啥名)")
# 叫什么名字 wants a name, where 是谁 may be told by another office (由县长任组长).
_NAME_ASKED = re.compile(r"叫(?:什么|啥)名|姓(?:什么|啥)|名字")


def title_asked(plain: str) -> str:
    """The office whose holder the question ``plain`` asks for; "" where it asks for nobody's."""
    match = _ASKED.search(plain)
    return match["title"] if match else ""


def names_holder(plain: str, title: str, text: str) -> bool:
    """Whether ``text`` has a name beside the ``title`` that the question ``plain`` asks about (县长：李某某, 李某某院长) or, where it asks for
    no name, says who is to hold it (主要负责人任主任)."""
    behind = rf"{title}(?:[:：\s]|是|为|由)?\s*{_NAME}(?![\u4e00-\u9fff])"
    held = "" if _NAME_ASKED.search(plain) else rf"|(?:兼|担)?任{title}"
    return re.search(rf"{behind}|{_NAME}\s*[（(]?{title}{held}", text) is not None
