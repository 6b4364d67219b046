"""Say verdicts and values in Chinese, for the people who confirm them."""

from __future__ import annotations

from yinuo.tracking.result import Tracked, Value, Verdict

VERDICTS: dict[Verdict, str] = {
    "exceeded": "超额完成",
    "reached": "完成",
    "partly": "部分完成",
    "below": "未达目标",
    "not_comparable": "口径不同",
    "rolled_over": "结转下年",
    "not_mentioned": "未提及",
    "too_early": "尚未到期",
}
_WHY = {"other_measure": "指标口径不一", "cumulative": "多年累计", "qualitative": "无具体数值"}


def verdict(one: Tracked) -> str:
    """Say a verdict, with why two values are not comparable."""
    return VERDICTS[one.verdict] + (f"（{_WHY[one.why]}）" if one.why else "")


def value(one: Value | None) -> str:
    """Say a value as its report writes it, with what it measures."""
    if one is None:
        return ""
    return f"{one.of or ''} {one.text}".strip()


def share(one: Tracked) -> float | None:
    """Give how much of the promise was reached; None where two do not compare, and where less is better (5%以内)."""
    ceiling = one.promised is not None and one.promised.low is None
    return None if ceiling else one.attainment


def percent(one: Tracked) -> str:
    """Say how much of the promise was reached: 96.7%; nothing where there is no such share."""
    reached = share(one)
    return "" if reached is None else f"{reached * 100:.1f}%"


def to_check(one: Tracked) -> str:
    """Say whether a person should look."""
    return "请核对" if one.needs_check else ""
