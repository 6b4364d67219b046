"""Restore years that lost digits by the words, the calendar and the rest of the document."""
