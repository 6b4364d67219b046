from yinuo.nlp.tokenizer.dictionary import LexiconRow, policy_dictionary

ROW = LexiconRow


def fires(row: LexiconRow, text: str) -> bool:
    """The word (a bar in it parts it) stands among the words of the text, and has the row's tag."""
    dictionary = policy_dictionary()
    words, wanted = dictionary.cut(text), row.word.split("|")
    found = any(words[i : i + len(wanted)] == wanted for i in range(len(words)))
    return found and (not row.tag or dictionary.tag(row.word) == row.tag)
