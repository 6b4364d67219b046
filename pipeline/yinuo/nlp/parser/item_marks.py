"""Spell the marks that items of a list begin with: 一是, （一）, ( 1 ), ①, 1., 一、, ——. Forms, no table."""

from __future__ import annotations

# Which item it is, in characters: 十二.
COUNT = "[一二三四五六七八九十]{1,3}"
# What makes an item an order behind its count: 一要抓好安全, not 三要素.
ORDERS = "要(?![素件点])"
NUMBER_IN_BRACKETS = "[（(] ?[0-9]{1,3} ?[）)]"
CIRCLED = "[①-⑳]"
# 1. and 1、, not 1.5.
POINTED = "[0-9]{1,2} ?[.．、](?![0-9])"
# What 二、 and 三、 are no marks before: 二、三产业, 三、四月份, 一、二线城市.
NO_ITEM = f"{COUNT}(?:、|次?产业|月|季度|线城|号线|期工程|级)"
# Any of them but 一是, behind which not everything is an item.
MARK = f"[（(] ?{COUNT} ?[）)]|{NUMBER_IN_BRACKETS}|{CIRCLED}|{POINTED}|{COUNT}、(?!{NO_ITEM})|—{{1,2}}"
# The first of several items, by its number, or said in words too.
FIRST_NUMBER = "[（(] ?[1一] ?[）)]|[①⑴❶]|1 ?[.．、](?![0-9])|一、"
FIRST = f"一是|一要(?![是求])|第一[，是要]|首先|{FIRST_NUMBER}"
