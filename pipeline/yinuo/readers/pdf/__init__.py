"""Read PDF files that hold text."""
