"""What `make fuzz` tries: texts and files as Hypothesis makes them, and what must hold of each."""
