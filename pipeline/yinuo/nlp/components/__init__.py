"""Provide the components of the spaCy pipeline, one module and one factory each."""
