"""Small ledgers for the tests: records of one text, a workbook edited as a person would, and what its cells say."""

import hashlib

import openpyxl

from yinuo.records import Action, Actor, Commitment, Deadline, Measurable, Quantity, Span, SpeechInfo
from yinuo.writers.ledger import write_ledger
from yinuo.writers.ledger.sheets import BAND

SENTENCES = (
    "今年，我们要新建公园7座，各县区要修路3公里以上。",
    "市教育局6月底前印发方案，加强队伍建设。",
    "力争就业2—4万人，投资约5亿元、惠及1.5万户。",
)
TEXT = "".join(f"{sentence}\n" for sentence in SENTENCES)
TASKS = ("新建公园7座", "修路3公里以上", "印发方案", "加强队伍建设", "就业2—4万人", "投资约5亿元、惠及1.5万户")

FIRST = 6  # the row of the first task: below title, subtitle, names, and two rows of headings


def record(task, *, text=TEXT, document="a.txt", actor=None, quantities=(), deadline=None, **more):
    """A record of ``task`` in ``text``; quantities are (words, low, high, unit), the deadline (words, last day)."""
    start = text.index(task)
    opening = text.rfind("\n", 0, start) + 1
    closing = text.index("\n", start)
    sha = hashlib.sha256(text.encode()).hexdigest()
    plain = {
        "id": hashlib.sha256(f"{sha}{task}".encode()).hexdigest()[:16],
        "document": document,
        "document_sha256": sha,
        "speech": SpeechInfo(index=0, title="工作报告", organisation="云溪市人民政府", date="2022-03-05"),
        "section": ("二、重点工作", "（一）抓建设。", "抓建设"),
        "sentence": Span(text=text[opening:closing], start=opening, end=closing),
        "text": task,
        "start": start,
        "end": start + len(task),
        "action": Action(verb=task[:2]),
        "actor": Actor(text=actor, start=0, end=1, source="explicit", name=actor)
        if actor
        else Actor(name="云溪市人民政府"),
        "quantities": tuple(
            Quantity(text=w, start=text.index(w), end=text.index(w) + len(w), low=low, high=high, unit=unit)
            for w, low, high, unit in quantities
        ),
        "deadline": deadline and Deadline(text=deadline[0], start=0, end=1, to=deadline[1]),
        "specificity": "quantified" if quantities else "directional",
        "measurable": Measurable(value=bool(quantities)),
        "confidence": 0.9,
    }
    return Commitment(**{**plain, **more})


def records(**more):
    """One record a task, with the kinds of quantities and deadlines that a ledger shows differently."""
    return [
        record(TASKS[0], quantities=[("7座", 7, 7, "座")], deadline=("今年", "2022-12-31"), **more),
        record(TASKS[1], actor="各县区", quantities=[("3公里以上", 3, None, "公里")], **more),
        record(TASKS[2], actor="市教育局", deadline=("6月底前", "2022-06-30"), **more),
        record(TASKS[3], actor="市教育局", **more),
        record(TASKS[4], quantities=[("2—4万人", 20000, 40000, "人")], **more),
        record(TASKS[5], quantities=[("约5亿元", 5e8, 5e8, "元"), ("1.5万户", 15000, 15000, "户")], **more),
    ]


def ledger(path, found=None):
    """Write a ledger of the records and return its path."""
    write_ledger(records() if found is None else found, path)
    return path


def edit(path, *changes, sheet="台账", output=None):
    """Save the workbook with cells changed: (task, column, value) each; or call a change with the sheet."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    for change in changes:
        if callable(change):
            change(page)
        else:
            task, column, value = change
            page.cell(row_of(page, task), column_of(page, column)).value = value
    book.save(output or path)
    return output or path


def append(page, **values):
    """Type a row below the last one."""
    at = page.max_row + 1
    for name, value in values.items():
        page.cell(at, column_of(page, name)).value = value


def column_of(page, name):
    return next(cell.column for cell in page[3] if cell.value == name)


def row_of(page, task):
    column = column_of(page, "工作任务")
    return next(row for row in range(4, page.max_row + 1) if page.cell(row, column).value == task)


def table(path, sheet="台账"):
    """The rows of a sheet as dictionaries by column name, empty cells left out; rows of headings are left out."""
    page = openpyxl.load_workbook(path)[sheet]
    names = [cell.value for cell in page[3]]
    rows = []
    for cells in page.iter_rows(min_row=4, values_only=True):
        rows.append({name: value for name, value in zip(names, cells, strict=False) if value is not None})
    return [row for row in rows if row and not str(row.get("记录号", "")).startswith(BAND)]


def by_task(path, sheet="台账"):
    """Rows of a sheet by the words of 工作任务."""
    return {row["工作任务"]: row for row in table(path, sheet)}
