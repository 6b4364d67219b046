from yinuo.structure.government_levels import GovernmentLevel, seat

ROW = GovernmentLevel


def fires(row, text):
    return seat(text).level == (row.level or None) and any(seat(text))
