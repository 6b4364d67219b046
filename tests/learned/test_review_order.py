"""The order in which people best check records."""

from collections import Counter

import yinuo
from tests.markup import pipeline
from yinuo.learned import review_order

TEXT = "2024年工作安排\n" + "\n".join(f"今年，我们要优化{n}号窗口服务，新建{n}号幼儿园{n}所。" for n in range(2, 20))


def test_all_records_come_in_the_same_order_however_they_are_given():
    records = list(yinuo.extract(TEXT, nlp=pipeline()))
    found = review_order(records)
    assert Counter(r.id for r in found) == Counter(r.id for r in records)
    assert review_order(records[::-1]) == found


def test_what_is_doubted_and_worth_most_comes_first():
    records = list(yinuo.extract(TEXT, nlp=pipeline()))
    sure, doubted = (r.second.model_copy(update={"p": p}) for r, p in zip(records, (0.99, 0.05), strict=False))
    changed = [r.model_copy(update={"second": sure}) for r in records]
    changed[7] = changed[7].model_copy(update={"second": doubted})
    assert review_order(changed)[0] == changed[7]


def test_a_rule_comes_three_times_before_others_had_their_turn():
    records = list(yinuo.extract(TEXT, nlp=pipeline()))
    undrawn = [r for n, r in enumerate(review_order(records), 1) if n % 5]
    assert Counter(r.specificity for r in undrawn[:6]) == {"quantified": 3, "directional": 3}


def test_without_a_second_reader_confidence_tells_the_doubt():
    records = [r.model_copy(update={"second": None}) for r in yinuo.extract(TEXT, nlp=pipeline())]
    records[3] = records[3].model_copy(update={"confidence": 0.01})
    assert records[3] in review_order(records)[:2]
