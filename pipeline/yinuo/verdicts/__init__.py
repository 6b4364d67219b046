"""Keep what people decide about records: a SQLite store of events, and what follows from them."""
