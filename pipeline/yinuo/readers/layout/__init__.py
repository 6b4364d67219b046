"""Set characters that stand somewhere on a page in reading order: lines, columns, paragraphs, notes."""
