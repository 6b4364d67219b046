"""Words: the tokenizer, its dictionary, the search for the likeliest cut, and the words of the user."""
