"""Texts as people write them, and how they are damaged: examples of the rule tables, numerals, marks, headings."""

import csv
import functools
from pathlib import Path

from hypothesis import strategies as st

import yinuo.rules

TABLES = Path(yinuo.rules.__file__).parent / "zh"
LONGEST = 4000
TIMES = (
    "今年，",
    "2022年底前，",
    "到2025年，",
    "“十四五”期间，",
    "三年内，",
    "每年",
    "6月底前，",
    "222年，",
    "去年，",
    "一季度，",
)
ACTORS = (
    "市教育局",
    "各县区",
    "各级各部门",
    "我们",
    "由财政局",
    "国务院",
    "县委、县政府",
    "（责任单位：市水利局）",
    "",
)
MODALS = ("要", "将", "必须", "力争", "确保", "不得", "鼓励", "已", "拟", "")
VERBS = ("新建", "加强", "达到", "降低", "出台", "推动", "控制在", "完成", "把", "使", "改造", "培训")
NOUNS = ("幼儿园", "学位", "《实施方案》", "城镇新增就业", "国内生产总值", "“双减”", "居民人均可支配收入", "PM2.5", "")
UNITS = ("所", "%以上", "个百分点", "万人次", "亿元", "公里", "年", "月", "平方米", "倍", "", "以内", "左右", "/万人")
HEADS = ("一、", "（一）", "1.", "①", "一是", "——", "第一，", "● ", "（1）", "二〇二二年", "\u3000\u3000", "")
MARKS = ("，", "。", "；", "、", "：", "\n", "\n\n", "”", "（", "）", "《", "…", "!", " ", "\t")
OPENINGS = (
    "2022年工作安排\n", "政府工作报告\n——2022年1月18日在市第十六届人民代表大会上\n市长 丁某\n",
    "市教育局局长 丁某\n", "（2022年3月5日）\n",
    "同志们：\n", "目录\n", "国办发〔2019〕4号\n关于印发《实施方案》的通知\n", "序号\t工作任务\t责任单位\t完成时限\n",
)  # fmt: skip
ODD = "\u200b\ufeff\u00a0\u0301\u2028\x00\r\x0b\x85🏫𠮷ﬁ①½٣９％Ⅳ㈠〇\ud7ff\uffff"


@functools.cache
def examples() -> tuple[str, ...]:
    """What the rows of every rule table give as an example and as a near miss."""
    found: set[str] = set()
    for path in sorted(TABLES.rglob("*.tsv")):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.update(text for column in ("example", "near_miss") if 1 < len(text := row.get(column) or "") < 80)
    return tuple(sorted(found))


def some(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


EXAMPLES = st.deferred(lambda: st.sampled_from(examples()))
WIDE = {ord(str(n)): 0xFF10 + n for n in range(10)}
NUMERALS = st.one_of(
    st.integers(0, 10**10).map(str),
    st.integers(0, 10**7).map("{:,}".format),
    st.decimals(0, 10**5, places=2).map(str),
    st.integers(0, 9999).map(lambda n: str(n).translate(WIDE)),
    st.text("零〇一二两三四五六七八九十百千万亿廿半", min_size=1, max_size=9),
    st.text("0123456789.,%-—~～至万亿年月日", min_size=1, max_size=12),
    st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: f"{pair[0]}—{pair[1]}"),
)
QUANTITIES = st.tuples(NUMERALS, some(UNITS)).map("".join)
PLAIN = st.tuples(
    some(TIMES), some(ACTORS), some(MODALS), some(VERBS), some(NOUNS), st.one_of(QUANTITIES, st.just(""))
).map("".join)
PIECES = st.one_of(PLAIN, EXAMPLES, EXAMPLES, some(MARKS), QUANTITIES, st.text(ODD, max_size=2), st.text(max_size=5))
SENTENCES = st.lists(st.tuples(PIECES, some(MARKS)).map("".join), min_size=1, max_size=6).map("".join)
PARAGRAPHS = st.tuples(some(HEADS), SENTENCES).map(lambda parts: f"{''.join(parts)}\n")
SOUND = st.tuples(
    st.lists(some(OPENINGS), max_size=3).map("".join), st.lists(PARAGRAPHS, min_size=1, max_size=8).map("".join)
).map("".join)


def without(text: str, places: list[int]) -> str:
    """The text with these characters gone wherever they stand, as damaged files lose them."""
    lost = {text[place % len(text)] for place in places} if text else set()
    return "".join(character for character in text if character not in lost)


def cut(text: str, edits: list[tuple[int, int, int]]) -> str:
    """The text with pieces taken out (0) or repeated so many times, or with a line end in them (1)."""
    for place, length, times in edits:
        at = place % (len(text) + 1)
        piece = text[at : at + length]
        text = text[:at] + (f"{piece}\n" if times == 1 else piece * times) + text[at + length :]
    return text


EDITS = st.lists(
    st.tuples(st.integers(0, 9999), st.integers(1, 60), st.sampled_from((0, 0, 1, 2, 40))), min_size=1, max_size=5
)
DAMAGED = st.one_of(
    st.builds(without, SOUND, st.lists(st.integers(0, 9999), min_size=1, max_size=4)), st.builds(cut, SOUND, EDITS)
)
TEXTS = st.one_of(SOUND, DAMAGED, DAMAGED).map(lambda text: text[:LONGEST])
