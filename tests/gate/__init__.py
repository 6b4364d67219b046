"""Keep scores from going down. ``python -m tests.gate`` shows scores, proposes floors and writes them."""
