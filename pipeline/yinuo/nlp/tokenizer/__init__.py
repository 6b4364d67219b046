"""Cut texts into words: the tokenizer, its dictionary, and the user's words."""
