"""Speech to Doc: spaCy components, one a file; build.py alone orders them."""
