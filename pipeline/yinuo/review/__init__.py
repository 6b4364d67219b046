"""Let people check results: the room where they decide on records in the browser, and pages to read."""
