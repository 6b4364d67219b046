"""Hold the words that join two names, for every pattern that reads them."""

JOINTS = "以及|[和与及]"
# One of the marks and words of one character between the names of a row.
BETWEEN = "[、和与及]"
