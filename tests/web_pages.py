"""Government web pages as five site builders make them, around one made-up plan."""

TITLE = "梧水市卫生健康“十五五”规划"
ROWS = (
    ("序号", "指标", "单位", "2025年", "2030年", "属性"),
    ("1", "人均预期寿命", "岁", "79.1", "80.4", "预期性"),
    ("2", "婴儿死亡率", "‰", "2.9", "≤2.6", "预期性"),
    ("3", "每千人口注册护士数", "人", "3.71", "4.30", "预期性"),
    ("4", "居民健康素养水平", "%", "29.8", "≥38", "预期性"),
)
# (indicator, value) of every body cell that holds one.
VALUES = {(row[1], value) for row in ROWS[1:] for value in row[3:5]}
SENTENCES = (
    "“十四五”时期，全市卫生健康事业稳步发展，2025年末医疗卫生机构达到412家，服务能力继续提升。",
    "到2030年，全市新增护理床位600张，县域内就诊率稳定在九成以上，基层服务更加便捷。",
    "各区县要加强组织领导，细化任务分工，每年年底前报告进展，确保各项任务落到实处。",
)
HEADINGS = ("一、发展基础", "二、主要任务", "三、保障措施")
MENU = tuple(f"栏目{number}政务公开信息目录" for number in range(80))


def table(cell: str = "<td>{}</td>") -> str:
    return "<table>" + "".join(f"<tr>{''.join(cell.format(text) for text in row)}</tr>" for row in ROWS) + "</table>"


def text(paragraph: str = "<p>\u3000\u3000{}</p>", tables: str = "") -> str:
    """The plan from its first heading on, its table at the end."""
    lines = [line for pair in zip(HEADINGS, SENTENCES, strict=True) for line in pair]
    return "".join(paragraph.format(line) for line in [*lines, "梧水市主要指标"]) + (tables or table())


def menu(tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='/{number}/'>{name}</a></{tag}>" for number, name in enumerate(MENU))


def crm_page() -> str:
    """Boxes named top, title, content and share; the title, the facts and the text stand side by side."""
    return (
        f"<html><head><meta charset='utf-8'><meta name='ArticleTitle' content='{TITLE}'>"
        f"<title>{TITLE} - 梧水市人民政府门户网站</title></head><body>"
        f"<div class='top'><a href='/'>首页</a> | <a href='/old'>长者模式</a></div><ul class='nav'>{menu()}</ul>"
        "<div class='pos'>您现在的位置：<a href='/'>首页</a> &gt; 正文</div>"
        "<table><tr><td>索引号：</td><td>WS01/2026-01</td><td>发布机构：</td><td>梧水市卫生健康委员会</td></tr>"
        "<tr><td>文 号：</td><td>梧卫发〔2026〕3号</td><td>发布日期：</td><td>2026-05-08</td></tr></table>"
        f"<h1 class='title'>{TITLE}</h1><div class='info'>发布时间：2026-05-08　来源：规划科　浏览量：18次</div>"
        f"<div class='share-content top'>{text()}</div><div class='share'>分享到：<a>微信</a> <a>微博</a></div>"
        f"<div class='rel'><h3>相关文章</h3><ul>{menu()[:400]}</ul></div>"
        "<div class='footer'><p>主办：梧水市卫生健康委员会</p><p>地址：梧水市北街1号　邮编：000000</p></div></body></html>"
    )


def form_page() -> str:
    """One form around the whole page, as ASP.NET writes it; the menu is longer than the text and shares its box."""
    return (
        "<html><head><meta charset='utf-8'></head><body><form method='post' action='./show.aspx'>"
        f"<input type='hidden' name='__VIEWSTATE' value='x'><div id='wrap'><ul>{menu()}</ul><h1>{TITLE}</h1>"
        f"{text('<div>{}</div>')}<div>【<a href='#' onclick='print()'>打印</a>】【<a href='#'>关闭</a>】</div>"
        "<div>版权所有：梧水市人民政府　建议使用1024×768分辨率浏览本站，谢谢您的访问。</div></div></form></body></html>"
    )


def old_page() -> bytes:
    """Tables that lay out the page, lines divided by breaks, GBK with more markup than text, no titles in the head."""
    style = "border:1px solid #000;font-family:仿宋_GB2312;font-size:16pt;text-align:center;line-height:28pt"
    return (
        "<HTML><HEAD><META http-equiv=Content-Type content='text/html; charset=gb2312'></HEAD><BODY>"
        f"<TABLE width=960><TR><TD width=200><TABLE>{''.join(f'<TR>{cell}</TR>' for cell in [menu('td')])}</TABLE></TD>"
        f"<TD><FONT size=5>{TITLE}</FONT><BR>（2026年5月）<BR>"
        f"{text('&nbsp;&nbsp;{}<BR>', table(f'<td width=120 style=「{style}」>{{}}</td>'.replace('「', chr(34)).replace('」', chr(34))))}"
        "</TD></TR></TABLE><TABLE><TR><TD>技术支持：某某公司</TD><TD>备案号</TD></TR></TABLE></BODY></HTML>"
    ).encode("gb18030")


def framed_page() -> str:
    """A header, an aside and a section around the text that are never closed or hold all of it; two halves in two boxes."""
    half = text().index("<p>\u3000\u3000二、")
    end = text().index("<p>\u3000\u3000梧水市主要")
    return (
        f"<html><head><meta charset='utf-8'><title>{TITLE}_规划计划_梧水市卫健委</title></head><body><header><aside>"
        f"<nav><a href='/'>首页</a><a href='/b'>政策</a></nav><article class='sidebar'><h2>{TITLE}</h2>"
        f"<section class='related'>{text()[:half]}</section><section class='footer'>{text()[half:end]}</section>"
        f"<section class='bottom'>{text()[end:]}</section></article></aside>"
        "<footer>网站标识码：0000000000 备案序号 梧公网安备 000</footer></header></body></html>"
    )


def unclosed_page() -> str:
    """Boxes opened for every paragraph and never closed, hidden copies, links within sentences."""
    linked = SENTENCES[2].replace("任务分工", "<a href='/x'>任务</a>分工")
    body = text("<div class='line'><span>{}</span>").replace(SENTENCES[2], linked)
    return (
        f"<html><head><meta charset='utf-8'><meta property='og:title' content='{TITLE}'></head><body>"
        f"<div style='display:none'>{TITLE}（旧稿）</div><div><ul>{menu()}</ul></div>{'<div>' * 400}"
        f"<h1>{TITLE}</h1>{body}<p hidden>内部说明，请勿公开，仅供编辑核对使用。</p>"
        "<p>扫一扫在手机打开当前页</p></body></html>"
    )


PAGES = {"crm": crm_page, "form": form_page, "old": old_page, "framed": framed_page, "unclosed": unclosed_page}
