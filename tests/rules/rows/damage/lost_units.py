"""A unit fires where it stands alone in a text that has lost digits, and is read as a quantity without bounds."""

from yinuo.damage.numbers.odds import DamagedUnit
from yinuo.damage.numbers.quantity_flags import flag_quantities
from yinuo.values.quantities.scanner import scan
from yinuo.values.quantities.tables import units

ROW = DamagedUnit


def fires(row, text):
    unit = units()[row.unit].canonical or row.unit
    return any(
        q["unit"] == unit and q["low"] is None and q["high"] is None
        for q in flag_quantities(text, scan(text), frozenset("01"))
    )
