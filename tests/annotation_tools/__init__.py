"""Tries of the annotation tools themselves, each in an environment of its own: `make test-annotation`."""
