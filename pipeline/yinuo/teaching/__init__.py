"""Train a second reader on gold, score it beside the rules, and write it for other engines."""
