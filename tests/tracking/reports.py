"""Make pairs of short reports: a promise and the review that answers it."""

from yinuo.readers.source import source
from yinuo.tracking.pair import tracked
from yinuo.tracking.report import of_source

OLD = "2031年青芜县政府工作报告\n二、2031年工作安排\n今年主要预期目标是：{}。\n"
NEW = (
    "2032年青芜县政府工作报告\n一、2031年工作回顾\n{}\n过去的一年，{}。\n"
    "二、2032年工作安排\n今年主要预期目标是：税收增长5%；{}。\n"
)


def old(promise):
    return source("qingwu-2031.txt", OLD.format(promise), "utf-8")


def new(told, *, before="", again="绿地率达到40%"):
    return source("qingwu-2032.txt", NEW.format(before, told, again), "utf-8")


def verdicts(promise, told, **rest):
    """The records of tracking of a promise through a report that tells this."""
    return list(tracked(of_source(old(promise)), of_source(new(told, **rest))))


def verdict(promise, told, **rest):
    """The only record of it."""
    (found,) = verdicts(promise, told, **rest)
    return found
