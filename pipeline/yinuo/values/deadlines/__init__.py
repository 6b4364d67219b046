"""Read the times by which something is due."""

from yinuo.values.deadlines.scanner import as_date, deadlines, scan

__all__ = ["as_date", "deadlines", "scan"]
