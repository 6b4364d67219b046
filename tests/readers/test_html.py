"""Test web pages as government sites build them: the text is read, what stands around it is left out."""

import pytest

import yinuo
from tests.readers.pages import LINES, NOISE, PAGES, TABLE, TITLE
from yinuo.errors import DecodeError, InputError
from yinuo.readers.html.blocks import blocks
from yinuo.readers.html.page import read_bytes


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030"])
def test_title_and_text_and_nothing_else(name, encoding):
    page = PAGES[name].replace('charset="utf-8"', f'charset="{encoding}"')
    read = read_bytes(page.encode(encoding), "page.html")
    rows = [*map("\t".join, TABLE)] if name == "with table" else []
    assert read.text.splitlines() == [TITLE, *LINES, *rows]
    assert not [word for word in NOISE if word in read.text]


def text(html):
    return read_bytes(html.encode(), "x").text


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        pytest.param("<p>今年，<b>新建</b><a href=x>7所</a>。</p>", "今年，新建7所。\n", id="inline"),
        pytest.param("<p>今年，\n  新建</p>\n<p>改造，完</p>", "今年， 新建\n改造，完\n", id="white space"),
        pytest.param("甲，<br>乙，<br/>丙。", "甲，\n乙，\n丙。\n", id="breaks"),
        pytest.param("<ul><li>甲，一</li><li>乙，二</li></ul>", "甲，一\n乙，二\n", id="list"),
        pytest.param("<p style='display: none'>藏，</p><p hidden>藏，</p><p>见，</p>", "见，\n", id="hidden"),
        pytest.param("<p>甲，</p><script>document.write('<p>乙，</p>')</script><noscript>丙，</noscript>", "甲，\n", id="script"),
        pytest.param("<p>增长5%，&lt;比上年&gt;</p>", "增长5%，<比上年>\n", id="entities"),
        pytest.param("<p>甲，<!-- 注，释 --></p>", "甲，\n", id="comment"),
        pytest.param("<h1>标题</h1><p>一段，文字</p>", "标题\n一段，文字\n", id="title once"),
        pytest.param("<title>标题_某网</title><p>一段，文字</p>", "标题\n一段，文字\n", id="title of the page"),
        pytest.param("<p>没有标点的一行", "没有标点的一行\n", id="no end tags"),
        pytest.param("<a>只有链接</a>", "只有链接\n", id="links alone"),
        pytest.param("", "", id="empty"),
        pytest.param("<iframe src='http://127.0.0.1:9/'></iframe><img src='http://127.0.0.1:9/x'><p>甲，</p>", "甲，\n", id="fetches nothing"),
    ],
)  # fmt: skip
def test_a_page(html, wanted):
    assert text(html) == wanted


@pytest.mark.parametrize(
    "place",
    ["id=ivs_content", "id=con_con", "class=xl_content", "class=wp_articlecontent", "class=Custom_UnionStyle"],
)
def test_the_text_is_where_content_systems_put_it_however_long_the_rest_is(place):
    around = "<div><p>网友留言：道路不平，请修。</p><p>答复：已经安排，年内完工。</p></div>"
    said = f"<div {place}><p>今年，新建幼儿园7所，改造道路32公里，建成公交场站。</p><p>年底前，引进项目15个以上。</p></div>"
    assert text(said + around) == "今年，新建幼儿园7所，改造道路32公里，建成公交场站。\n年底前，引进项目15个以上。\n"
    assert "网友" in text(said.replace(place, "") + around)


def test_a_sentence_with_links_stays_whole():
    said = "<p>按照<a>《关于加强城乡道路建设工作的若干意见》</a>和<a>《全县重点项目建设实施方案》</a>，要建桥。</p>"
    assert "要建桥" in text(f"<p>开头，一段。</p>{said}")


def test_a_stray_byte_costs_only_itself():
    page = PAGES["editor"].encode("gb18030").replace("校舍".encode("gb18030"), b"\xff\xff", 1)
    page = page.replace(b'charset="utf-8"', b'charset="gb2312"')
    assert "要完成\ufffd" in read_bytes(page, "x").text
    with pytest.raises(DecodeError):
        read_bytes(b"<html><p>\xff\xfe\xfa\x81", "x")


@pytest.mark.parametrize("tag", ["div", "b", "table", "span", "x"])
def test_a_page_made_to_keep_its_reader_busy_is_refused_at_once(tag):
    with pytest.raises(InputError, match="nested deeper"):
        text(f"<html><body>{f'<{tag}>' * 100_000}新建")


def test_deep_but_honest():
    assert text("<div>" * 300 + "甲，" + "</div>" * 300) == "甲，\n"
    with pytest.raises(InputError, match="nested deeper"):
        text("<div>" * 600 + "甲，" + "</div>" * 600)


def test_blocks_know_where_they_stand():
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser("<div id=a><p class='b c'>甲<a>乙</a></p></div>").body
    (block,) = blocks(body, "x")
    assert (block.text, block.linked) == ("甲乙", 1)
    assert [set(part.names) for part in block.parts] == [set(), {"a"}, {"b", "c"}]


SPEECH = "<p>同志们：</p><p>要抓紧建设，今年新建幼儿园7所。</p>"


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        pytest.param('<meta name="PubDate" content="2031-02-03 15:30">', SPEECH, "2031-02-03", id="field of the head"),
        pytest.param('<meta property="article:published_time" content="2031-02-03T09:00:00+08:00">', SPEECH, "2031-02-03", id="as news pages"),
        pytest.param("", f"<div>发布时间：2031年2月3日</div><div id=zoom>{SPEECH}</div>", "2031-02-03", id="line around the text"),
        pytest.param('<meta name="PubDate" content="明天">', SPEECH, None, id="no day"),
        pytest.param('<meta name="PubDate" content="2031-13-45">', SPEECH, None, id="a day that is none"),
        pytest.param('<meta name="PubDate" content="2031-02-03">', "<p>在会议上的讲话</p><p>（2031年1月18日）</p>" + SPEECH, None, id="day of its own"),
        pytest.param('<meta name="PubDate" content="2031-02-03">', SPEECH + "<p>二〇三一年一月八日</p>", None, id="day at the end"),
        pytest.param('<meta name="PubDate" content="2031-02-03">', "<h1>2020年工作安排</h1>" + SPEECH, None, id="published late"),
        pytest.param('<meta name="PubDate" content="2031-02-03">', "<h1>2031年工作安排</h1>" + SPEECH, "2031-02-03", id="in its year"),
        pytest.param("", SPEECH, None, id="nothing said"),
    ],
)  # fmt: skip
def test_the_day_of_a_page_is_that_of_a_text_without_one(head, body, day):
    read = read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "x")
    assert read.metadata.get("date") == day


def test_a_speech_from_a_page_has_its_year(tmp_path):
    page = tmp_path / "speech.html"
    page.write_text(f'<meta name="PubDate" content="2031-02-03"><h1>在全县教育工作会议上的讲话</h1>{SPEECH}', "utf-8")
    record = next(record for record in yinuo.stream([page]) if record.quantities)
    assert (record.speech.date, record.deadline.to) == ("2031-02-03", "2031-12-31")
