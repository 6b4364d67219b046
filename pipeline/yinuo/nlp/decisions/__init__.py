"""What the components decide with: the section, the context, and how far a topic, an actor or a time reaches."""
