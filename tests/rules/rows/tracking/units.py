"""A unit fires where a quantity of the text is of its family, by its factor."""

from yinuo.tracking.keys import family
from yinuo.tracking.tables import UnitFamily, unit_families
from yinuo.values.quantities.scanner import scan

ROW = UnitFamily


def fires(row, text):
    return any(
        family(q["unit"]) == row.family and unit_families()[q["unit"]].factor == row.factor
        for q in scan(text)
        if q["unit"] in unit_families()
    )
