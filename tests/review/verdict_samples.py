"""A small review of verdicts: two reports of one place, what tracking makes of them, decisions about it."""

import yinuo
from tests.review.samples import made, store
from yinuo.digests import digest
from yinuo.verdicts.store import Store

OLD = (
    "云溪市2023年政府工作报告\n三、2023年工作安排\n"
    "今年，粮食产量达到20万吨，新建幼儿园7所，改造道路32公里，建成图书馆1座。"
)
NEW = (
    "云溪市2024年政府工作报告\n一、2023年工作回顾\n𠮷祥！粮食产量达到18万吨，新建幼儿园7所，图书馆主体完工。\n"
    "建成农村公路15公里。"
)
SHA = digest(NEW)


def files(folder):
    """The two reports and what tracking found, as files; the path of the latter."""
    for year, text in (("2023", OLD), ("2024", NEW)):
        (folder / f"yunxi-{year}.txt").write_text(text, "utf-8")
    path = folder / "tracked.jsonl"
    yinuo.track(folder / "yunxi-2023.txt", folder / "yunxi-2024.txt", [str(path)])
    return path


def verdict_store(folder, *, beside=False):
    """A store with the verdicts, ``beside`` records of another text."""
    if beside:
        store(folder).close()
    yinuo.review(files(folder), texts=folder, store=folder / "review.db", serve=False)
    return Store(folder / "review.db")


def keys(own):
    """The keys of the verdicts, in order."""
    return [key for key, _ in own.tracked_lines(SHA)]


def decision(key, kind, author="甲", **rest):
    """A decision about a verdict."""
    return made(key, kind, author, NEW, **rest)


def sent(*args, **rest):
    """The same as the page sends it."""
    return decision(*args, **rest).model_dump(exclude_none=True, exclude={"seq"})
