"""Hold the words that join two names, for every pattern that reads them."""

JOINTS = "以及|[和与及]"
