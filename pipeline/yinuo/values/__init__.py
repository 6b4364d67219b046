"""Read numbers, quantities and times in any string, in plain Python without spaCy."""
