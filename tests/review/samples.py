"""A small review for tests: a text with a character outside the basic plane, its records, decisions about them."""

import itertools
from functools import cache

import yinuo
from yinuo.digests import digest
from yinuo.verdicts.decisions import Decision
from yinuo.verdicts.store import Store

TEXT = (
    "云溪市2024年政府工作报告\n𠮷祥！\n三、2024年工作安排\n"
    "（一）办好民生实事。今年，要新建幼儿园7所，改造道路32公里，10月底前建成公交场站。\n"
    "（二）发展产业。培育骨干企业，引进项目15个以上。"
)
SHA = digest(TEXT)
NUMBERS = itertools.count(1)


def records(text=TEXT, document="yunxi.txt"):
    """The records of a text, which are frozen; the list is the caller's own."""
    return list(_records(text, document))


@cache
def _records(text, document):
    return tuple(yinuo.extract(text, date="2024-01-10", actor="云溪市人民政府", document=document))


def made(record, kind, author="甲", text=TEXT, **rest):
    """A decision, its event a number that no other has."""
    event = rest.pop("event", f"event-{next(NUMBERS):08d}")
    whose = {"event": event, "at": "2026-01-02T03:04:05+08:00", "author": author, "sha256": digest(text)}
    return Decision(record=record, kind=kind, **whose, **rest)


def plain(*args, **rest):
    """The same as the page sends it."""
    return made(*args, **rest).model_dump(exclude_none=True, exclude={"seq"})


def store(folder, text=TEXT, document="yunxi.txt"):
    """A store with one text and its records."""
    own = Store(folder / "review.db", create=True)
    own.add_document(document, "云溪市2024年政府工作报告", text, records(text, document))
    return own
