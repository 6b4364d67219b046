"""String to speeches: folding, titles, headings and sections, in plain Python. No files here."""
