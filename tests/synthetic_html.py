"""Synthetic plans as government web pages."""

from html import escape

from synthetic import Heading, SyntheticPlan, TableItem
from synthetic_formats import domain_spans, header_spans


def html_of(plan: SyntheticPlan) -> str:
    """A government web page: navigation, a crumb trail, the article, sharing buttons and related links around it."""
    body = [f"<p>{escape(line)}</p>" for line in plan.cover]
    for item in plan.items:
        if isinstance(item, Heading):
            body.append(f"<h{item.depth + 1}>{escape(item.text)}</h{item.depth + 1}>")
        elif isinstance(item, str):
            body.append(f"<p>\u3000\u3000{escape(item)}</p>")
        else:
            body += [f"<p align='center'><strong>{escape(item.title)}</strong></p>", _html_table(item)]
            body += [f"<p>{escape(note)}</p>" for note in item.notes]
    body += [f"<p style='text-align:right'>{escape(line)}</p>" for line in plan.imprint]
    links = "".join(f"<li><a href='/{n}.html'>关于做好第{n}项工作的通知</a></li>" for n in range(12))
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>门户网站</title><style>p{margin:0}</style></head><body>"
        f"<div class='nav'><ul>{links}</ul></div><div class='crumbs'>当前位置：首页 &gt; 政务公开</div>"
        f"<div class='wrap'><div class='article'><div id='zoom'>{''.join(body)}</div>"
        "<div class='share'>分享到：微信 微博</div></div>"
        f"<div class='related'>相关文件<ul>{links}</ul></div></div><div class='footer'>主办单位：办公室 网站地图</div>"
        "<script>var figure = '2025年99.9%';</script></body></html>"
    )


def bare_html_of(plan: SyntheticPlan) -> str:
    """A page as old editors wrote it: no class names, a table that lays out the page, a table of data about the document,
    line breaks instead of paragraphs, spans inside words, spaces as entities, attachments and neighbours below."""
    lines = [f"<b>{escape(line)}</b>" for line in plan.cover]
    for item in plan.items:
        if isinstance(item, Heading):
            lines.append(f"<strong><span>{escape(item.text[:3])}</span>{escape(item.text[3:])}</strong>")
        elif isinstance(item, str):
            half = len(item) // 2
            lines.append(f"&nbsp;&nbsp;&emsp;{escape(item[:half])}<span lang='EN-US'>{escape(item[half:])}</span>")
        else:
            lines += [f"<center>{escape(item.title)}</center>{_html_table(item, rowspans=True)}"]
            lines += [escape(note) for note in item.notes]
    lines += [escape(line) for line in plan.imprint]
    links = "".join(f"<tr><td><a href='/{n}.html'>关于做好第{n}项工作的通知</a></td></tr>" for n in range(12))
    facts = "".join(
        f"<td>{name}：</td><td>{value}</td>" for name, value in (("索引号", "000014349"), ("主题词", "综合"))
    )
    return (
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head><body>"
        "<table><tr><td>首页</td><td>政务公开</td><td>办事服务</td><td>互动交流</td></tr></table>"
        f"<table><tr><td width='20%'><table>{links}</table></td><td><table><tr>{facts}</tr></table>"
        f"<div>{'<br>'.join(lines)}</div><p>【打印本页】【关闭窗口】</p><p>上一篇：<a href='/1'>会议通知</a></p>"
        "<p>下一篇：<a href='/2'>人事任免</a></p></td></tr></table>"
        "<table><tr><td>版权所有：门户网站</td><td>备案序号：0001</td></tr></table></body></html>"
    )


def _html_table(table: TableItem, rowspans: bool = False) -> str:
    across = dict(header_spans(table))
    down = domain_spans(table) if rowspans else {}
    lines = ["<table border='1'>"]
    for row in table.header:
        cells, column = [], 0
        while column < len(row):
            last = across.get(column, column) if row is table.header[0] else column
            cells.append(f"<th colspan='{last - column + 1}'>{escape(row[column])}</th>")
            column = last + 1
        lines.append(f"<tr>{''.join(cells)}</tr>")
    for number, row in enumerate(table.rows):
        cells = [f"<td><p>{escape(cell)}</p></td>" for cell in row]
        if down:
            cells[0] = f"<td rowspan={down[number]}>{escape(row[0])}</td>" if number in down else ""
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "".join([*lines, "</table>"])
