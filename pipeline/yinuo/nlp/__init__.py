"""Turn a speech into a Doc by spaCy components, one a file; pipeline.py alone orders them."""
