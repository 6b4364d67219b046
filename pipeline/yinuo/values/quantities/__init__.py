"""Read quantities: numbers with their bounds and units."""

from yinuo.values.quantities.scanner import quantities, scan

__all__ = ["quantities", "scan"]
