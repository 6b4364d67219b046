"""One table of tasks as a file of each kind that can hold one: a title, a header, rows; None is merged with what stands above."""

from __future__ import annotations

import csv
import io

import docx
import openpyxl
from docx.table import Table

TITLE = "云溪市2031年重点任务分工表"


def filled(rows):
    """The rows with each None as the text above it."""
    above = [""] * len(rows[0])
    for row in rows:
        above = [old if text is None else text for text, old in zip(row, above, strict=True)]
        yield above


def merged(rows):
    """Row and column of the first and the last cell of each stretch of merged cells, counted from 0."""
    for column in range(len(rows[0])):
        for first, row in enumerate(rows):
            last = first
            while last + 1 < len(rows) and rows[last + 1][column] is None:
                last += 1
            if row[column] is not None and last > first:
                yield first, last, column


def word(rows, title=TITLE):
    document = docx.Document()
    document.add_paragraph(title)
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text or ""
    for first, last, column in merged(rows):
        table.cell(first, column).merge(table.cell(last, column))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def page(rows, title=TITLE):
    spans = {(first, column): last - first + 1 for first, last, column in merged(rows)}
    cells = (
        "".join(
            f'<td rowspan="{spans.get((n, column), 1)}">{text}</td>'
            for column, text in enumerate(row)
            if text is not None
        )
        for n, row in enumerate(rows)
    )
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><body><h1>{title}</h1><table>{table}</table></body></html>".encode()


def markdown(rows, title=TITLE):
    lines = ["| " + " | ".join(text or "" for text in row) + " |" for row in rows]
    return "\n".join([f"# {title}", "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]).encode()


def rows_of_text(rows, title=TITLE, delimiter=","):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([[title, *[""] * (len(rows[0]) - 1)], *[[text or "" for text in row] for row in rows]])
    return stream.getvalue().encode()


def sheet(rows, title=TITLE):
    book = openpyxl.Workbook()
    page = book.active
    page.append([title])
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[0]))
    for row in rows:
        page.append(row)
    for first, last, column in merged(rows):
        page.merge_cells(start_row=first + 2, end_row=last + 2, start_column=column + 1, end_column=column + 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(rows, title=TITLE):
    return "\n".join([title, *("\t".join(text or "" for text in row) for row in rows)]).encode()


FILES = {
    "table.docx": word,
    "table.html": page,
    "table.md": markdown,
    "table.csv": rows_of_text,
    "table.tsv": lambda rows, title=TITLE: rows_of_text(rows, title, "\t"),
    "table.xlsx": sheet,
    "table.txt": text,
}
