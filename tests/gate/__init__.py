"""The gate: scores that do not go down. ``python -m tests.gate`` shows scores, proposes floors and writes them."""
