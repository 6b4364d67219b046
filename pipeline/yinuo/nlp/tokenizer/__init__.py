"""Cut texts into words: the tokenizer, its dictionary, the search for the likeliest cut, and the user's words."""
