"""State the version of the package, for modules that may not import its face."""

__version__ = "0.2.0"
