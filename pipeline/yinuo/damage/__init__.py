"""Damaged text: what was lost, what can be restored, where that lies in the source. A string in; findings out."""
