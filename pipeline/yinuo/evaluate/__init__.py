"""Evaluate what was found against gold: scores, errors, tables and a page.

``evaluate`` makes an ``Evaluation``; ``render`` shows it in a terminal, ``html`` on a page, ``to_dict`` as JSON.

>>> from yinuo.evaluate import Count, baseline
>>> Count(gold=2, predicted=1, hit=1).recall
0.5
>>> [record["text"] for record in baseline("今年修建公园。")], [record["text"] for record in baseline("修建公园。")]
([], ['修建公园'])
"""

from yinuo.evaluate.baseline import baseline
from yinuo.evaluate.bootstrap import Interval
from yinuo.evaluate.confusion import Confusion
from yinuo.evaluate.evaluation import Evaluation, SpanScores, evaluate
from yinuo.evaluate.gold import GoldDocument, digest, read_gold
from yinuo.evaluate.html_page import html
from yinuo.evaluate.mistakes import KINDS, Mistake
from yinuo.evaluate.report import render
from yinuo.evaluate.scores import MEASURES, Comparison, Count, Pair

__all__ = [
    "KINDS",
    "MEASURES",
    "Comparison",
    "Confusion",
    "Count",
    "Evaluation",
    "GoldDocument",
    "Interval",
    "Mistake",
    "Pair",
    "SpanScores",
    "baseline",
    "digest",
    "evaluate",
    "html",
    "read_gold",
    "render",
]
