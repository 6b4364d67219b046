"""Decide for the components: by section, by context, and by how far a topic, an actor or a time reaches."""
