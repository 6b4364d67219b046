"""Find the speeches of a string: titles, headings and sections, in plain Python without files."""
