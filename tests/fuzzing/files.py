"""Files of every format that is read, made sound by small writers, then changed in their bytes or in their parts."""

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable
from html import escape

import openpyxl
import pyarrow
from hypothesis import strategies as st
from pyarrow import parquet

from tests.fuzzing.sentences import SOUND
from tests.readers import test_odt, test_pptx
from tests.readers.hostile import zip_of
from tests.readers.leaves import leaves
from tests.readers.sheets import paragraphs, set_pages, table
from tests.readers.word import Word, level

CELLS = ("序号", "工作任务", "责任单位", "完成时限")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _cells(lines: list[str]) -> list[list[str]]:
    return [[str(n), line, "市教育局", "6月底前"] for n, line in enumerate(lines, 1)]


def docx(lines: list[str]) -> bytes:
    word = Word()
    number = word.number(level(0, "%1、", "chineseCounting"), level(1, "（%2）", "decimal"))
    for n, line in enumerate(lines):
        word.paragraph(line, number if n % 2 else None, n % 2)
    rows = word.document.add_table(0, len(CELLS))
    for cells in (CELLS, *_cells(lines[:3])):
        for cell, text in zip(rows.add_row().cells, cells, strict=True):
            cell.text = text
    word.notes("footnote", n1=lines[0])
    return word.data()


def xlsx(lines: list[str]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in (CELLS, *_cells(lines)):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.save(stream)
    return stream.getvalue()


def html(lines: list[str]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    rows = "".join("<tr>" + "".join(f"<td rowspan=1>{escape(c)}</td>" for c in row) + "</tr>" for row in _cells(lines))
    head = '<head><meta charset="utf-8"><title>工作安排</title></head>'
    return f"<html>{head}<body>{body}<table>{rows}</table></body></html>".encode()


def comma(lines: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([("text", "日期"), *((line, "2022-03-05") for line in lines)])
    return stream.getvalue().encode()


def rtf(lines: list[str]) -> bytes:
    body = r"\par ".join(
        "".join(f"\\u{(ord(c) ^ 0x8000) - 0x8000}?" for c in line if c < "\U00010000") for line in lines
    )
    return (r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\pard\f0 " + body + r"\par}").encode("ascii")


def columns(lines: list[str]) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": lines, "year": [2022] * len(lines)}), stream)
    return stream.getvalue()


def odt(lines: list[str]) -> bytes:
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    listed = test_odt.items(*(f"<text:p>{escape(line)}</text:p>" for line in lines), style="L")
    return test_odt.odt(body + listed)


def pptx(lines: list[str]) -> bytes:
    slides = [test_pptx.shape(test_pptx.run(escape(line))) for line in lines]
    return test_pptx.pptx(*slides, test_pptx.table([(escape(line), "") for line in lines[:3]]))


def pdf(lines: list[str]) -> bytes:
    rows = [[cell[:12] for cell in row] for row in ([*CELLS[:3]], *(row[:3] for row in _cells(lines[:4])))]
    return set_pages([*paragraphs([escape(line) for line in lines]), table(rows)], foot="— {page} —")


def packed(lines: list[str]) -> bytes:
    return zip_of(("a.txt", "\n".join(lines)), ("县/b.docx", docx(lines)), ("c.csv", comma(lines)))


def marked(lines: list[str]) -> bytes:
    table_of = "| a | b |\n|---|---|\n"
    return "\n\n".join(f"## {line}\n\n- **{line}**\n\n{table_of}| {line} | 1 |" for line in lines).encode()


MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    "txt": lambda lines: "\n".join(lines).encode("gb18030"),
    "md": marked,
    "json": lambda lines: json.dumps([{"text": line, "year": 2022} for line in lines], ensure_ascii=False).encode(),
    "jsonl": lambda lines: "\n".join(json.dumps({"text": line}, ensure_ascii=False) for line in lines).encode(),
    "txt.gz": lambda lines: gzip.compress("\n".join(lines).encode(), mtime=0),
    "csv": comma, "html": html, "docx": docx, "xlsx": xlsx, "odt": odt, "pptx": pptx, "rtf": rtf, "ofd": leaves,
    "pdf": pdf, "parquet": columns, "zip": packed,
}  # fmt: skip
# What takes the place of a number in a file, and of a piece of it.
NUMBERS = (b"-1", b"0", b"9" * 32, b"1e999", b"nan", b"", b"65536", b"99999999", b"0x7f", "１２".encode())
PIECES = (b"", b"\x00", b"\xff\xfe", b"<", b"]]>", b"&#0;", b"&x;", b'"', b"{", b"%", b"\\'", "年".encode(), b"<w:p/>")
Edit = tuple[str, int, int, int]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("number", "number", "piece", "drop", "repeat", "tag", "end")), st.integers(0, 1 << 20),
        st.integers(1, 80), st.integers(0, 99),
    ),
    min_size=0, max_size=5,
)  # fmt: skip


def changed(data: bytes, edits: list[Edit]) -> bytes:
    """The bytes after each edit: a number, piece or tag replaced, dropped, repeated, or the end cut off."""
    for what, place, length, which in edits:
        found = list(re.finditer({"number": rb"[0-9]+", "tag": rb"</?[a-zA-Z:]+[^<>]{0,200}>"}.get(what, rb"\Z"), data))
        at = place % (len(data) + 1)
        end = at + length
        if what in ("number", "tag") and found:
            at, end = found[place % len(found)].span()
        middle = {
            "number": NUMBERS[which % len(NUMBERS)],
            "piece": PIECES[which % len(PIECES)],
            "repeat": data[at:end] * (which + 1),
            "tag": data[at:end] * (which % 3) * (50 if which > 90 else 1),
        }.get(what, b"")
        data = data[:at] + middle + (b"" if what == "end" else data[end:])
    return data


def inside(data: bytes, member: int, edits: list[Edit]) -> bytes:
    """The zip file with one of its members changed, and none to the file itself; other files are changed as such."""
    if not edits or not data.startswith(b"PK"):
        return changed(data, edits)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        names = whole.namelist()
        for name in names:
            content = whole.read(name)
            made.writestr(name, changed(content, edits) if name == names[member % len(names)] else content)
    return stream.getvalue()


def lines_of(text: str) -> list[str]:
    """The lines of a text, as every format can hold them."""
    return [line for line in _NOT_XML.sub("", text).splitlines() if line.strip()][:8] or ["新建幼儿园7所。"]


def made(kind: str, text: str, within: bool, member: int, edits: list[Edit]) -> tuple[str, bytes]:
    """The ending of a file, and its bytes."""
    data = MAKERS[kind](lines_of(text))
    return kind, inside(data, member, edits) if within else changed(data, edits)


FILES = st.builds(made, st.sampled_from(sorted(MAKERS)), SOUND, st.booleans(), st.integers(0, 99), EDITS)
