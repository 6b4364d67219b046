"""Make pages on which people look at what was found and settle it."""
