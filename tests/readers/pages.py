"""Pages as government sites build them, composed for the tests: one text in each, among what a site puts around it."""

TITLE = "枫岭县2031年重点工作安排"
LINES = (
    "2031年，全县将抓好以下工作：",
    "一、扩大学位供给",
    "新建公办幼儿园7所，增加学位2100个。9月底前，县教育局要完成校舍安全排查。",
    "二、改善出行条件",
    "（一）新改建农村公路120公里。",
    "（二）县交通运输局6月底前改造危桥12座。",
    "（联系人：县政府办公室）",
)
TABLE = (
    ("序号", "工作任务", "责任单位"),
    ("1", "建设口袋公园5个", "县住建局"),
    ("2", "培训家政人员300人次", "县人社局"),
)
_HEAD = """<head><meta charset="{charset}"><title>{title}_枫岭县人民政府</title>
<meta name="ArticleTitle" content="{title}"><style>.nav{{color:red}}</style>
<script>var x = "<p>新建不存在的桥9座。</p>"; document.write("新建假桥");</script></head>"""
_NAV = """<div class="header"><div class="logo"><a href="/">枫岭县人民政府</a></div><ul class="nav"><li><a href="/">首页</a></li>
<li><a href="/zwgk">政务公开</a></li><li><a href="/bsfw">办事服务</a></li><li><a href="/hdjl">互动交流</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/gzbg">工作安排</a></div>"""
_TOOLS = """<div class="info"><span>发布时间：2031-01-20</span> <span>来源：县政府办公室</span>
<span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span> <a href="javascript:window.print()">打印</a>
<div class="share">分享到：<a>微信</a><a>微博</a></div></div>"""
_FOOT = """<div class="editor">责任编辑：王某某</div><div class="pages"><a>上一篇：枫岭县召开常务会议</a> <a>下一篇：县长调研</a></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="1">枫岭县2030年重点工作安排</a></li>
<li><a href="2">关于印发工作要点的通知</a></li></ul></div>
<div class="footer">主办：枫岭县人民政府办公室 版权所有 <a>网站地图</a> 备案号：0000000</div>"""


def _page(body, charset="utf-8", title=TITLE):
    return f"<!DOCTYPE html><html>{_HEAD.format(charset=charset, title=title)}<body>{_NAV}{body}{_FOOT}</body></html>"


def _paragraphs(tag="p", indent="　　"):
    return "".join(f"<{tag}>{indent}{line}</{tag}>\n" for line in LINES)


def _rows():
    cells = ["".join(f"<td><p>{cell}</p></td>" for cell in row) for row in TABLE]
    return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


PAGES = {
    "editor": _page(f'<div class="main"><h1>{TITLE}</h1>{_TOOLS}<div class="TRS_Editor">{_paragraphs()}</div></div>'),
    "breaks": _page(
        f'<div class="con"><div class="tit">{TITLE}</div>{_TOOLS}<div id="zoom">'
        + "<br>\n<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in LINES)
        + "</div></div>"
    ),
    "spans": _page(
        f'<div class="article"><h2>{TITLE}</h2>{_TOOLS}<div class="view TRS_UEDITOR">'
        + "".join(
            f'<p style="text-indent:2em"><span style="font-size:16pt"><span>{line[:4]}</span>{line[4:]}</span></p>'
            for line in LINES
        )
        + "</div></div>"
    ),
    "table layout": _page(
        f'<table width="100%"><tr><td class="left"><ul><li><a>领导之窗</a></li><li><a>机构设置</a></li></ul></td><td>'
        f'<table><tr><td align="center"><b>{TITLE}</b></td></tr><tr><td>{_TOOLS}</td></tr>'
        f'<tr><td class="bt_content">{_paragraphs()}</td></tr></table></td></tr></table>'
    ),
    "divs": _page(f'<div class="pages_content"><h1>{TITLE}</h1>{_TOOLS}<div id="UCAP-CONTENT">{_paragraphs("div")}</div></div>'),
    "with table": _page(
        f'<div class="main"><h1>{TITLE}</h1>{_TOOLS}<div class="content">{_paragraphs()}{_rows()}</div></div>'
    ),
}  # fmt: skip
NOISE = (
    "政务公开",
    "打印",
    "分享",
    "微博",
    "责任编辑",
    "上一篇",
    "相关阅读",
    "网站地图",
    "备案号",
    "假桥",
    "不存在",
    "领导之窗",
)
