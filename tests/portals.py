"""Web pages in the ways that government portals print a report, for tests."""

from __future__ import annotations

from html import escape

NAVIGATION = ("网站首页", "政务公开", "政务服务", "互动交流", "走进青河", "数据开放")
RELATED = ("青河县召开春季农业生产现场会", "全县招商引资工作推进会举行", "县政府常务会议研究部署防汛工作", "我县开展安全生产大检查")
NOTICE = "本网站由青河县人民政府办公室主办，未经书面授权不得转载。建议使用新版浏览器，以获得最佳浏览效果。"


def links(names):
    return "".join(f'<li><a href="/{number}.html">{name}</a></li>' for number, name in enumerate(names))


def labelled(title, lines):
    """A page labelled as portals must be, its article in a container of the publishing system."""
    paragraphs = "".join(f'<p style="text-indent: 2em;">{escape(line)}</p>\n' for line in lines)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_青河县人民政府</title>
<meta name="SiteName" content="青河县人民政府"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2024-01-23 10:12"><meta name="ContentSource" content="青河县人民政府办公室">
<script>var hits = "点击数：一，二。三";</script><style>p {{ line-height: 2 }}</style></head>
<body><div class="header"><ul class="nav">{links(NAVIGATION)}</ul></div>
<div class="container"><div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政府工作报告</div>
<h1 class="article-title">{title}</h1>
<div class="info">
<span>发布时间：2024-01-23 10:12</span><span>来源：青河县人民政府办公室</span><span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div>
<div class="article-content" id="zoom"><div class="view TRS_UEDITOR trs_paper_default">{paragraphs}</div></div>
<div class="share"><span>分享到：</span><a>微信</a><a>微博</a></div>
<div class="related"><h3>相关阅读</h3><ul>{links(RELATED)}</ul></div></div>
<div class="footer"><p>{NOTICE}</p><p>主办：青河县人民政府办公室 网站标识码：0000000000</p></div></body></html>"""


def table_layout(title, lines):
    """An old page: tables inside tables, paragraphs parted by line breaks, indents made of entities, tags left open."""
    paragraphs = "<br>\n".join("&nbsp;&nbsp;&nbsp;&nbsp;" + escape(line) for line in lines)
    cells = "".join(f"<td><a href={number}.htm>{name}</a>" for number, name in enumerate(NAVIGATION))
    others = "".join(f"<tr><td>·<a href={number}.htm>{name}</a><td>[01-2{number}]" for number, name in enumerate(RELATED))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title></head>
<body bgcolor=#ffffff><table width=960><tr>{cells}</table>
<table width=960><tr><td width=200 valign=top><table><tr><td><b>最新文章</b>{others}</table>
<td><table width=740><tr><td align=center><font size=5><b>{title}</b></font>
<tr><td align=center>作者：县政府办 &nbsp; 来源：青河县人民政府网 &nbsp; 日期：2024-1-23 &nbsp; 点击：1024
<tr><td><font face=仿宋 size=3><span style="line-height:200%">{paragraphs}</span></font>
<tr><td align=right>【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</table></table>
<table width=960><tr><td align=center>{NOTICE}<br>技术支持：青河县电子政务中心</table>"""


def word_export(title, lines):
    """A page that a word processor saved: the title a line like the others, sentences cut into pieces of formatting."""

    def pieces(line):
        cuts = range(0, len(line), 7)
        return "".join(f'<span lang=EN-US style="font-size:16.0pt">{escape(line[start : start + 7])}</span>' for start in cuts)

    paragraphs = "\n".join(f"<p class=MsoNormal style='text-indent:32.0pt'>{pieces(line)}<o:p></o:p></p>" for line in lines)
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<title>{title}</title><style><!-- p.MsoNormal {{margin:0cm;}} --></style></head>
<body lang=ZH-CN><div class=WordSection1><p class=MsoNormal align=center><b>{pieces(title)}</b></p>
{paragraphs}</div></body></html>"""


def divisions(title, lines):
    """A page of a newer portal: divisions for everything, paragraphs in sections, bold leads, a tail inside the article."""
    half = len(lines) // 2
    first, second = ("".join(f"<div><b></b>　　{escape(line)}</div>" for line in part) for part in (lines[:half], lines[half:]))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{title} - 青河县人民政府门户网站</title>
<meta property="og:title" content="{title}"/></head><body><div id="app"><div class="top-bar"><div>{links(NAVIGATION)}</div></div>
<main><article><header><h1>{title}</h1><p class="meta">2024年01月23日 来源：青河融媒</p></header>
<section>{first}</section><section>{second}</section>
<div class="share-box">扫一扫在手机打开当前页</div></article><aside>{links(RELATED)}</aside></main>
<footer><div>{NOTICE}</div></footer></div></body></html>"""


def bare(title, lines):
    """A fragment without any structure but line breaks."""
    return f"<b>{title}</b><br><br>\n" + "<br><br>\n".join(escape(line) for line in lines)


PORTALS = {make.__name__: make for make in (labelled, table_layout, word_export, divisions, bare)}
