"""Read web pages: the title, then the main text, a block or a table row a line."""

from __future__ import annotations

import codecs
import functools
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from yinuo.errors import DecodeError
from yinuo.readers.html.blocks import Block, blocks, check_nesting
from yinuo.readers.html.published import published
from yinuo.readers.plain import decode
from yinuo.readers.source import LIMIT, Source, plain_lines, source
from yinuo.rules import Row, load_table, table_row

# Where the content systems of government sites put the text, the surest first.
_CONTENT = (
    "TRS_Editor", "trs_editor_view", "TRS_UEDITOR", "UCAP-CONTENT", "vsb_content", "v_news_content", "zoom", "Zoom",
    "bt_content", "ivs_content", "con_con", "xl_content", "wp_articlecontent", "Custom_UnionStyle",
    "article-content", "article_content", "news_content", "pages_content",
)  # fmt: skip
_CHARSET = re.compile(rb"<meta[^<>]{1,300}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]+)", re.I)
_SITE = re.compile(r"\s{0,9}(?:[_|｜]|\s[-–—]\s).*$", re.S)
_PROSE = re.compile("[，。；：！？]")
_STOPS = ("。", "；", "！", "？", "：")
_SHARE, _MOST, _HEAD = 0.5, 0.9, 4


@table_row
class PageLine(Row):
    """Hold a row of how a line begins that a page writes around a text."""

    pattern: str


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read the main text of a page, its title first; nothing that it links to is fetched, and no script is run.

    The text is where a content system puts it, else in the smallest part with nine tenths of the running text of the
    page; one that names no day has that of the page. Raises ``InputError`` for a page nested deeper than any browser
    reads, ``DecodeError`` for what is no text.
    """
    text, encoding = _decode(data, name)
    check_nesting(text, name)
    tree = LexborHTMLParser(plain_lines(text).replace("\0", ""))
    found = blocks(tree.body, name) if tree.body else []
    main = _main(found)
    lines = [line for line in (block.text for block in _without_edges(main)) if line]
    title = _title(tree)
    if title and title not in lines[:_HEAD]:
        lines.insert(0, title)
    day = published(tree, [block.text for block in found], lines)
    return source(name, "".join(f"{line}\n" for line in lines), encoding, metadata={"date": day} if day else None)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode a page: as its bytes read, else as it says itself, with a sign for what cannot be read."""
    try:
        return decode(data, name)
    except DecodeError:
        said = _CHARSET.search(data[:4096])
        encoding = said[1].decode("ascii").lower() if said else ""
        encoding = "gb18030" if encoding in ("gb2312", "gbk") else encoding
        if not _is_known(encoding):
            raise
        try:
            return data.decode(encoding, "replace"), encoding
        except UnicodeError:  # idna and undefined decode nothing of a page
            pass
        raise


def _is_known(encoding: str) -> bool:
    try:
        return bool(encoding) and codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False


def _title(tree: LexborHTMLParser) -> str:
    """Return the title of the text: as the page's head says it, without the name of the site."""
    for selector in ('meta[name="ArticleTitle" i]', 'meta[property="og:title" i]'):
        meta = tree.css_first(selector)
        if meta is not None and (said := (meta.attributes.get("content") or "").strip()):
            return " ".join(said.split())
    for selector in ("h1", "title"):
        node: LexborNode | None = tree.css_first(selector)
        said = " ".join(node.text().split()) if node is not None else ""
        if said:
            return _SITE.sub("", said)
    return ""


def _main(found: list[Block]) -> list[Block]:
    """Return the blocks of the main text: those within the part that holds it."""
    weights: dict[int, int] = {}
    named: dict[int, int] = {}
    for block in found:
        for part in block.parts:
            weights[part.id] = weights.get(part.id, 0) + _weight(block)
            for name in part.names:
                if name in _CONTENT:
                    named[part.id] = _CONTENT.index(name)
    whole = sum(map(_weight, found))
    sure = [part for part in named if weights[part] >= _SHARE * whole]
    if sure:
        main = min(sure, key=lambda part: named[part])
    else:  # parts come before those inside of them, so that the last one that holds enough is the smallest
        main = next((part for part in reversed(weights) if weights[part] >= _MOST * whole), 0)
    return [block for block in found if not whole or any(part.id == main for part in block.parts)]


def _weight(block: Block) -> int:
    """Count the characters of running text, or of a table of tasks: not those of links."""
    running = block.task or _PROSE.search(block.text)
    return len(block.text) - block.linked if running and not _is_around(block) else 0


def _without_edges(found: list[Block]) -> list[Block]:
    """Leave out what a page writes before and after a text: tools, names of its makers, lists of links."""
    first, last = 0, len(found)
    running = [n for n, block in enumerate(found) if _weight(block)]
    if not running:
        return [block for block in found if not _is_around(block)] or found
    while first < running[0] and any(map(_is_around, found[first : running[0]])):
        first += 1
    while last > running[-1] + 1 and any(map(_is_around, found[running[-1] + 1 : last])):
        last -= 1
    return found[first:last]


@functools.cache
def _around() -> re.Pattern[str]:
    return re.compile("|".join(row.pattern for row in load_table("readers/page_lines", PageLine)))


def is_page_line(line: str) -> bool:
    """Tell whether a line begins as one that a page writes around a text.

    >>> is_page_line("责任编辑：王某"), is_page_line("编辑出版地方志")
    (True, False)
    """
    return _around().match(line) is not None


def _is_around(block: Block) -> bool:
    share = block.linked / max(1, len(block.text))
    links = share > _MOST or (share > _SHARE and not block.text.endswith(_STOPS))
    return links or is_page_line(block.text)
