"""A row fires where its words behind “十四五” name exactly its years of that plan."""

from yinuo.damage.years.facts import PlanYears, placed

ROW = PlanYears


def fires(row, text):
    return placed(text) == set(range(2021 + row.first, 2022 + row.last))
