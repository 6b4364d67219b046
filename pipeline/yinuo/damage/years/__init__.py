"""Years that lost digits: what the words, the calendar and the rest of the document say of each."""
