"""Numbers and times that lost digits: which are flagged, and which values may have stood there."""
