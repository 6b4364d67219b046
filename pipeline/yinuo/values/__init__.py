"""String to value: numbers, quantities and deadlines, in plain Python. No spaCy here."""
