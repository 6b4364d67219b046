"""A change verb fires where the first quantity after it has its change (level: and nothing else says increase)."""

from yinuo.values.numerals import plain_numerals
from yinuo.values.quantities.scanner import scan
from yinuo.values.quantities.tables import ChangeVerb, change_pattern

ROW = ChangeVerb


def fires(row, text):
    first = scan(text)[0]
    seen = change_pattern().search(plain_numerals(text), 0, first["start"])
    return bool(seen) and seen[1] == row.word and first["change"] == row.change
