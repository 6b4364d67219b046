"""Flag numbers and times that lost digits, and list which values may have stood there."""
