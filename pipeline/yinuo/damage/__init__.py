"""Find what a text has lost, what of it can be restored, and where that lies in the source."""
