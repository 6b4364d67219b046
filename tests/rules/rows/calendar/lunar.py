"""A year of the lunar table fires where the eve of its Spring Festival is found."""

import datetime

from yinuo.values.deadlines.scanner import scan
from yinuo.values.policy_calendar import LunarYear

ROW = LunarYear


def fires(row, text):
    eve = datetime.date.fromisoformat(f"{row.year}-{row.spring}") - datetime.timedelta(1)
    return [item["to"] for item in scan(text)] == [eve.isoformat()]
